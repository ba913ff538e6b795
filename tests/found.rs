//! Facts that were found in files: at their tier, below what the firm attests, above what is typed in, in the commitment
//! and in the record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a test")]

use prescreen::assessment::Met;
use prescreen::case::Found;
use prescreen::date::Instant;
use prescreen::json::Json;
use prescreen::terms::{Digest, FactValue, FileTier, Outcome};
use prescreen::verdict::record::Exchanged;
use prescreen::verdict::{Claims, Commit, Opened, PublicKey, Receipt, Record, Seed, Signer, Ticket, Verdict, seal};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Value, json};

const PATIENT: &str = include_str!("../examples/first-pack/cases/patient.json");

/// The first pack with a fact that a file may evidence, and what else a test wants of it.
struct Firm {
    pack: Pack,
    session: Session,
}

impl Firm {
    fn of(given_by: &[&str], change: impl FnOnce(&mut Value)) -> Self {
        let mut document: Value = serde_json::from_str(include_str!("../examples/first-pack/pack.json")).unwrap();
        let fact = json!({ "id": "income", "type": "integer", "unit": "count", "min": 0, "provided_by": given_by });
        document["facts"].as_array_mut().unwrap().push(fact);
        change(&mut document);
        let pack = Pack::load_checked(&document.to_string()).unwrap();
        let mut session: Value = serde_json::from_str(include_str!("../examples/first-pack/session.json")).unwrap();
        session["pack"]["hash"] = json!(pack.hash().to_string());
        Self { pack, session: Session::read(&session.to_string()).unwrap() }
    }

    /// The patient applicant, who types in an income or nothing, with what files evidence.
    fn screening(&self, typed: Option<i64>, found: Vec<Found>) -> Screening<'_> {
        let mut case: Value = serde_json::from_str(PATIENT).unwrap();
        if let Some(typed) = typed {
            case["facts"] = json!({ "income": typed });
        }
        let case = Case::read(&case.to_string()).unwrap();
        Screening::of(&self.pack, &self.session, case).unwrap().with_found(found).unwrap()
    }

    /// The same, buying something complex.
    fn buying(mut self) -> Self {
        let mut session: Value = serde_json::from_str(include_str!("../examples/first-pack/session.json")).unwrap();
        session["pack"]["hash"] = json!(self.pack.hash().to_string());
        session["purpose"] = json!("purchase");
        session["product"] = json!({
            "id": "fund", "name": {"en": "A fund"}, "issuer_grade": "R1", "seller_grade": "R1", "type": "fund",
            "term": "short", "tags": ["complex"]
        });
        self.session = Session::read(&session.to_string()).unwrap();
        self
    }
}

fn income(value: i64, tier: FileTier) -> Found {
    Found { fact: "income".to_owned().try_into().unwrap(), value: FactValue::Integer(value), tier }
}

/// A gate that needs an income at a tier, in place of the pack's own.
fn gate(tier: &str) -> impl FnOnce(&mut Value) {
    let gate = json!({
        "id": "gate.income", "tags": ["complex"], "tier": tier, "requires": {"income": {"$gte": 1000}}, "unmet": "refuse",
        "basis": {"firm": "months"}
    });
    move |document| document["gates"] = json!([gate])
}

fn refused_by_gate(screening: &Screening<'_>) -> bool {
    screening.assessment().gates.iter().any(|gate| gate.state != Met::Met)
}

#[test]
fn a_gate_opens_at_its_tier_and_never_below_it() {
    for (tier, found, opens) in [
        ("declared", FileTier::Parsed, true),
        ("parsed", FileTier::Parsed, true),
        ("parsed", FileTier::Consistent, true),
        ("consistent", FileTier::Parsed, false),
        ("consistent", FileTier::Consistent, true),
        ("attested", FileTier::Consistent, false),
    ] {
        let firm = Firm::of(&["host", "file", "person"], gate(tier)).buying();
        let screening = firm.screening(None, vec![income(5_000, found)]);
        assert_eq!(!refused_by_gate(&screening), opens, "{tier} {found:?}");
        // Too little opens nothing, however well it is evidenced.
        assert!(refused_by_gate(&firm.screening(None, vec![income(999, found)])));
    }
}

#[test]
fn what_is_typed_in_gives_way_to_a_file_and_a_file_to_the_firm() {
    let cap = |document: &mut Value| {
        let cap = json!({"id": "cap.income", "when": {"income": {"$lt": 1000}}, "class_at_most": "C1", "basis": {"firm": "x"}});
        document["classes"]["caps"].as_array_mut().unwrap().push(cap);
    };
    let mut firm = Firm::of(&["host", "file", "person"], cap);
    let class =
        |firm: &Firm, typed, found| firm.screening(typed, found).assessment().class.clone().unwrap().to_string();
    let (much, little) = (5_000, 10);
    assert_ne!(class(&firm, Some(much), vec![]), "C1");
    assert_eq!(class(&firm, Some(much), vec![income(little, FileTier::Parsed)]), "C1");
    assert_ne!(class(&firm, Some(little), vec![income(much, FileTier::Parsed)]), "C1");
    firm.session.facts = [("income".to_owned().try_into().unwrap(), FactValue::Integer(little))].into_iter().collect();
    assert_eq!(class(&firm, Some(much), vec![income(much, FileTier::Consistent)]), "C1");
}

#[test]
fn what_the_pack_does_not_take_from_a_file_is_left_out() {
    let firm = Firm::of(&["person"], gate("declared")).buying();
    assert!(refused_by_gate(&firm.screening(None, vec![income(5_000, FileTier::Consistent)])));
    let unknown = Found { fact: "nothing".to_owned().try_into().unwrap(), ..income(1, FileTier::Parsed) };
    let seed = Seed::new([7; 32]);
    let (with, without) = (firm.screening(None, vec![unknown]), firm.screening(None, vec![]));
    assert_eq!(with.commit(&seed), without.commit(&seed));
}

#[test]
fn a_found_value_outside_the_facts_range_is_an_error_that_does_not_repeat_it() {
    let firm = Firm::of(&["file"], |_| {});
    let screening = Screening::of(&firm.pack, &firm.session, Case::read(PATIENT).unwrap()).unwrap();
    let error = screening.with_found([income(-123_456, FileTier::Parsed)]).err().unwrap();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("range", "/facts/income"));
    assert!(!format!("{error:?}{error}").contains("123456"));
    assert!(!format!("{:?}", income(123_456, FileTier::Parsed)).contains("123456"));
}

#[test]
fn the_commitment_binds_a_found_value_and_its_tier() {
    let firm = Firm::of(&["file", "person"], |_| {});
    let seed = Seed::new([7; 32]);
    let root = |typed, found| firm.screening(typed, found).commit(&seed).commitment;
    let all = [
        root(None, vec![]),
        root(Some(5), vec![]),
        root(None, vec![income(5, FileTier::Parsed)]),
        root(None, vec![income(5, FileTier::Consistent)]),
        root(None, vec![income(6, FileTier::Consistent)]),
    ];
    for (n, one) in all.iter().enumerate() {
        assert!(!all[..n].contains(one), "{n}");
    }
}

#[test]
fn a_case_document_cannot_say_that_a_fact_was_found() {
    for document in [
        r#"{"answers": {}, "found": [{"fact": "income", "tier": "consistent", "value": 5}]}"#,
        r#"{"answers": {}, "facts": {"income": {"tier": "consistent", "value": 5}}}"#,
    ] {
        let firm = Firm::of(&["file", "person"], |_| {});
        let read = Case::read(document).and_then(|case| Screening::of(&firm.pack, &firm.session, case).map(drop));
        assert!(read.is_err(), "{document}");
    }
}

/// An object as its signer would seal it; whether a signature holds is not for a record to say.
fn sealed<T: Claims>(claims: &T, signer: &Signer) -> String {
    seal(&claims.signing_input(signer), &[1; 64]).unwrap()
}

/// The record of a screening, with the objects of a whole exchange.
fn record(screening: &Screening<'_>) -> String {
    let (seed, session) = (Seed::new([7; 32]), screening.session());
    let (tab, server) =
        (Signer::Session(PublicKey::from_coordinates([1; 32], [2; 32])), Signer::Server(Digest::of(b"server")));
    let committed: Commit = screening.commit(&seed);
    let ticket = Ticket {
        session: session.id.clone(),
        nonce: session.nonce,
        pack: session.pack.hash,
        jkt: tab.thumbprint(),
        commitment: committed.commitment,
        attempt: 1,
        of: Some(2),
        iat: session.now,
        exp: Instant(session.now.0 + 600),
    };
    let ticket = sealed(&ticket, &server);
    let opened = Opened::open(&ticket).unwrap();
    let verdict =
        Verdict::minimise(screening, &opened, committed.commitment, tab.thumbprint(), session.now, None).unwrap();
    let verdict = sealed(&verdict, &tab);
    let receipt = Receipt {
        session: session.id.clone(),
        subject: session.subject.clone(),
        verdict: Opened::<Verdict>::open(&verdict).unwrap().hash,
        steps: Vec::new(),
        complete: true,
        iat: session.now,
    };
    let (commit, receipt) = (sealed(&committed, &tab), sealed(&receipt, &server));
    let exchanged = Exchanged { seed: &seed, commit: &commit, ticket: &ticket, verdict: &verdict, receipt: &receipt };
    Record::write(screening, &exchanged)
}

#[test]
fn a_record_holds_a_found_fact_with_its_tier_and_replays_with_it() {
    let firm = Firm::of(&["file", "person"], gate("consistent")).buying();
    let screening = firm.screening(Some(1), vec![income(5_000, FileTier::Consistent)]);
    assert_ne!(screening.assessment().outcome, Outcome::Refuse);
    let text = record(&screening);
    let values: Value = serde_json::from_str(&text).unwrap();
    let income_of = |values: &Value| {
        values["values"].as_array().unwrap().iter().find(|one| one["id"] == "fact/income").unwrap()["value"].clone()
    };
    assert_eq!(income_of(&values), json!({"tier": "consistent", "value": 5_000}));
    assert_eq!(Record::read(&text).unwrap().replay(&firm.pack).unwrap().outcome, screening.assessment().outcome);

    // The same with a weaker tier written in its place leads to another commitment.
    let forged = text.replace(r#"{"tier":"consistent","value":5000}"#, r#"{"tier":"parsed","value":5000}"#);
    assert_ne!(forged, text);
    assert_eq!(Record::read(&forged).err().unwrap().code.as_str(), "commitment");

    let opening = Record::read(&text).unwrap().open(&["fact/income"]).unwrap();
    let opened = Json::parse(&opening, 10_000).unwrap();
    assert!(opened.canonical().contains(r#""value":{"tier":"consistent","value":5000}"#));
}
