//! Facts that a file gave, committed to, recorded and opened.

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::terms::{Digest, FactValue, FileTier, base64url};
use prescreen::verdict::record::Exchanged;
use prescreen::verdict::{Opening, Record, Seed};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Value, json};

use super::vectors::{Vectors, reworded, text};

/// The vectors of `found.json`.
struct Vector {
    json: Value,
    pack: Pack,
    session: Session,
    seed: Seed,
}

impl Vector {
    fn load() -> Self {
        let json: Value = serde_json::from_str(include_str!("../vectors/verdict/found.json")).unwrap();
        let pack = Pack::load(&json["pack"].to_string()).unwrap();
        let session = Session::read(&json["session"].to_string()).unwrap();
        let seed = Seed::new(base64url::decode_array(text(&json, "seed")).unwrap());
        Self { json, pack, session, seed }
    }

    fn cases(&self) -> &[Value] {
        self.json["cases"].as_array().unwrap()
    }

    fn screening(&self, one: &Value) -> Screening<'_> {
        let case = Case::read(&one["case"].to_string()).unwrap();
        let found = one["found"].as_object().unwrap().iter().map(|(fact, given)| {
            let tier = if given["tier"] == "parsed" { FileTier::Parsed } else { FileTier::Consistent };
            let value = FactValue::Integer(given["value"].as_i64().unwrap());
            let fact = Id::try_from(fact.clone()).unwrap();
            let found = Found::supposed(value, tier, self.pack.currency_of(&fact));
            (fact, found)
        });
        Screening::of(&self.pack, &self.session, case).unwrap().with_found(found).unwrap()
    }

    /// A record of one case, with the objects that the other vectors have, in words of this case.
    fn record(&self, one: &Value) -> Value {
        let vectors = Vectors::load();
        let object = vectors.object(0);
        let hash = |jws: &str| Digest::of(jws.as_bytes()).to_string();
        let pack = (vectors.positive["pack_hash"].as_str().unwrap(), &*self.pack.hash().to_string());
        let root = (object.text("commitment"), text(one, "commitment"));
        let commit = reworded(object.text("commit"), &[pack, root]);
        let ticket = reworded(object.text("ticket"), &[pack, root]);
        let ticket_hash = (&*hash(object.text("ticket")), &*hash(&ticket));
        let verdict = reworded(object.text("verdict"), &[pack, root, ticket_hash]);
        let verdict_hash = (&*hash(object.text("verdict")), &*hash(&verdict));
        let receipt = reworded(text(&vectors.positive["steps"], "receipt"), &[verdict_hash]);
        let (seed, commit, ticket) = (&self.seed, &*commit, &*ticket);
        let exchange = Exchanged { seed, commit, ticket, verdict: &verdict, receipt: Some(&receipt) };
        serde_json::from_str(&Record::write(&self.screening(one), &exchange, Json::Null)).unwrap()
    }
}

#[test]
fn a_commitment_binds_what_a_file_gave_and_its_tier() {
    let vector = Vector::load();
    for one in vector.cases() {
        let commit = vector.screening(one).commit(&vector.seed);
        assert_eq!(commit.commitment.to_string(), text(one, "commitment"), "{}", text(one, "name"));
    }
}

#[test]
fn a_record_holds_what_a_file_gave_and_replays_with_it() {
    let vector = Vector::load();
    for one in vector.cases() {
        let record = vector.record(one);
        let values = record["values"].as_array().unwrap();
        let leaf = values.iter().find(|leaf| leaf["id"] == "fact/repaid").unwrap();
        assert_eq!(leaf["value"], one["value"]);
        let record = Record::read(&record.to_string()).unwrap();
        // The class needs the fact: a replay that lost it would give none.
        assert_eq!(record.replay(&vector.pack).unwrap().class.unwrap().as_str(), "C2", "{}", text(one, "name"));
        let opening = record.open(&["fact/repaid"]).unwrap();
        let opening = Opening::read(&opening, &vector.pack).unwrap();
        let opened: Vec<Value> =
            opening.values().map(|(_, value)| serde_json::from_str(&value.canonical()).unwrap()).collect();
        assert_eq!(opened, [one["value"].clone()]);
    }
}

#[test]
fn a_record_in_which_a_tier_was_changed_does_not_hold() {
    let vector = Vector::load();
    let one = vector.cases().iter().find(|one| one["value"]["tier"] == "parsed").unwrap();
    let mut record = vector.record(one);
    let leaf = record["values"].as_array_mut().unwrap().iter_mut().find(|leaf| leaf["id"] == "fact/repaid").unwrap();
    leaf["value"]["tier"] = json!("consistent");
    assert_eq!(Record::read(&record.to_string()).unwrap_err().code.as_str(), "commitment");
}

/// A patched tab can commit to anything; what no file can come to is no fact when it is replayed.
#[test]
fn a_record_with_another_tier_than_a_files_does_not_replay() {
    let vector = Vector::load();
    let one = vector.cases().iter().find(|one| one["value"]["tier"] == "parsed").unwrap();
    for value in [
        json!({ "declared": null, "found": 500, "tier": "attested" }),
        json!({ "declared": null, "found": 500, "tier": "declared" }),
        json!({ "found": 500, "tier": "parsed" }),
        json!({ "declared": null, "found": [500], "tier": "parsed" }),
        json!({ "declared": null, "found": 500, "tier": "parsed", "file": 1 }),
    ] {
        let mut record = vector.record(one);
        let leaves = record["values"].as_array_mut().unwrap();
        leaves.iter_mut().find(|leaf| leaf["id"] == "fact/repaid").unwrap()["value"] = value.clone();
        let rooted = vector.rooted(record, text(one, "commitment"));
        let record = Record::read(&rooted.to_string()).unwrap();
        assert_eq!(record.replay(&vector.pack).unwrap_err().code.as_str(), "type", "{value}");
    }
}

impl Vector {
    /// The record with a commitment to the values that it has.
    fn rooted(&self, mut record: Value, before: &str) -> Value {
        use prescreen::json::Json;
        use prescreen::verdict::commit::{Context, LeafId, Tree};
        let context = Context { pack: self.pack.hash(), nonce: self.session.nonce };
        let leaves = record["values"].as_array().unwrap().iter().map(|one| {
            let id = LeafId::parse(text(one, "id")).unwrap();
            let value = Json::parse(&one["value"].to_string(), 1000).unwrap();
            context.leaf(&id, &value, &self.seed.salt(&id))
        });
        let root = Tree::of(leaves.collect()).root().to_string();
        let root = (before, root.as_str());
        let hash = |jws: &str| Digest::of(jws.as_bytes()).to_string();
        let commit = reworded(text(&record, "commit"), &[root]);
        let ticket = reworded(text(&record, "ticket"), &[root]);
        let verdict = reworded(text(&record, "verdict"), &[root, (&hash(text(&record, "ticket")), &hash(&ticket))]);
        let receipt = reworded(text(&record, "receipt"), &[(&hash(text(&record, "verdict")), &hash(&verdict))]);
        for (name, jws) in [("commit", commit), ("ticket", ticket), ("verdict", verdict), ("receipt", receipt)] {
            record[name] = jws.into();
        }
        record
    }
}
