//! The prover against the engine: on small packs it says what trying everybody says, and on the published
//! tables it finds by itself what is known to be wrong with them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod brute;
mod caps;
mod class_tier;
mod convolved;
mod credit;
mod doubted;
mod earlier;
mod found;
mod gated;
mod left_out;
mod people;
mod price;
mod promised;
mod published;
mod random;
mod records;
mod reordered;
mod risk;
#[path = "../support/root.rs"]
mod root;
mod shelf;
mod variant;

use std::collections::BTreeMap;

use brute::Everybody;
use prescreen::case::Found;
use prescreen::condition::Truth;
use prescreen::pack::schema::Mark;
use prescreen::terms::{FileTier, Outcome, Tier};
use prescreen::{Assessment, Case, Pack, Screening, Session};
use prescreen_prove::{Claim, Conclusion, Proof, Property, compare, prove, prove_briefly, prove_first};
use random::Draw;
use serde_json::Value;

#[test]
fn the_prover_says_what_trying_everybody_says() {
    drawn_packs(2_000, random::pack);
}

#[test]
fn with_more_questions_too_in_whichever_order_they_are_gone_through() {
    drawn_packs(12, |draw| random::pack_of(5, draw));
}

/// Draws so many packs, and tries everybody on each.
fn drawn_packs(packs: usize, pack: impl Fn(&mut Draw) -> Option<Value>) {
    let mut tried = 0;
    for seed in 0.. {
        let mut draw = Draw::new(seed);
        let Some(json) = pack(&mut draw) else { continue };
        let pack = Pack::load_checked(&json.to_string()).unwrap();
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let everybody = Everybody::of(&pack);
            one_pack(&pack, &everybody);
            people::one_pack(&pack, &everybody, &mut draw);
            if let Some(other) = random::other(&mut draw, &json) {
                two_packs(&pack, &everybody, &Pack::load_checked(&other.to_string()).unwrap(), &mut draw);
            }
        }));
        assert!(told.is_ok(), "seed {seed}: {json}");
        tried += 1;
        if tried == packs {
            return;
        }
    }
}

fn one_pack(pack: &Pack, everybody: &Everybody) {
    let proof = prove(pack);
    let best = everybody.best();
    assert_eq!(proof.combinations.0, best.len() as u128);
    let mut counts: BTreeMap<i64, u128> = BTreeMap::new();
    best.iter().for_each(|class| *counts.entry(*class).or_default() += 1);
    for count in &proof.classes {
        let class = brute::class(pack, count.class.as_ref().map(ToString::to_string));
        assert_eq!(count.combinations.0, counts.get(&class).copied().unwrap_or(0), "class {class}");
        let share = count.combinations.0 as f64 / best.len() as f64;
        assert!((count.share - share).abs() < 1e-12);
    }
    for (n, pull) in proof.questions.iter().enumerate() {
        assert_eq!((pull.decisive.0, i64::from(pull.moves)), pulled(pack, everybody, &best, n), "question {n}");
    }
    for claim in &proof.claims {
        let expected = expected(pack, everybody, &claim.id);
        if let Some(expected) = expected {
            assert_eq!(claim.conclusion, expected, "{}: {}", claim.id, claim.because());
        }
        repeated(pack, claim);
        first_of_all(pack, everybody, claim);
        assert_eq!(claim.breaks_a_promise, is_refused(claim), "{}", claim.id);
    }
    in_parts(pack, &proof);
}

/// What is proved for an editor is the whole proof, with less in it.
fn in_parts(pack: &Pack, proof: &Proof) {
    let mut less = serde_json::to_value(proof).unwrap();
    if !less["leakage"].is_null() {
        less["leakage"]["further"] = serde_json::json!([]);
        less["leakage"]["purchase"] = serde_json::Value::Null;
    }
    assert_eq!(serde_json::to_value(prove_briefly(pack)).unwrap(), less);
    less["questions"] = serde_json::json!([]);
    less["leakage"] = serde_json::Value::Null;
    assert_eq!(serde_json::to_value(prove_first(pack)).unwrap(), less);
}

/// In how many ways of answering the others a question decides, and by how many classes at most.
fn pulled(pack: &Pack, everybody: &Everybody, best: &[i64], n: usize) -> (u128, i64) {
    let id = pack.document().items().nth(n).unwrap().id.to_string();
    let mut others: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (answers, class) in everybody.answers.iter().zip(best) {
        let mut rest = answers.clone();
        rest.as_object_mut().unwrap().remove(&id);
        let ends = others.entry(rest.to_string()).or_insert((*class, *class));
        *ends = (ends.0.min(*class), ends.1.max(*class));
    }
    let decisive = others.values().filter(|(low, high)| low != high);
    (decisive.clone().count() as u128, decisive.map(|(low, high)| high - low).max().unwrap_or(0))
}

/// Whether a server has to refuse a pack of which this is said: what is promised is refuted, or what the author wrote is
/// about nobody.
fn is_refused(claim: &Claim) -> bool {
    let family = claim.id.split('/').next().unwrap();
    match claim.conclusion {
        Conclusion::Refuted => ["bands", "lowest", "marks", "missing", "never"].contains(&family),
        Conclusion::Vacuous => family == "never",
        Conclusion::Proved | Conclusion::NotProved => false,
    }
}

/// What a claim has to come to; none for claims that have no counterpart here.
fn expected(pack: &Pack, everybody: &Everybody, id: &str) -> Option<Conclusion> {
    let document = pack.document();
    let compiled = pack.compiled();
    let conclusion = |holds: bool| if holds { Conclusion::Proved } else { Conclusion::Refuted };
    let (kind, rest) = id.split_once('/')?;
    let named = |id: &str| {
        let caps = compiled.caps.iter().map(|cap| (&cap.id, &cap.when));
        let contradictions = compiled.contradictions.iter().map(|one| (&one.id, &one.when));
        let lowest = core::iter::once((&compiled.lowest.id, &compiled.lowest.when));
        caps.chain(contradictions).chain(lowest).find(|(other, _)| other.as_str() == id).map(|(_, when)| when)
    };
    let met = |holds: bool| if holds { Conclusion::Proved } else { Conclusion::Vacuous };
    // Under the lowest predicate, or with an answer that is marked so.
    let careful = |person: &brute::Somebody| {
        let answers = &everybody.answers[person.answers];
        let chosen = |item: &prescreen::pack::schema::Item, id: &str| match &answers[item.id.as_str()] {
            serde_json::Value::Array(chosen) => chosen.iter().any(|one| one == id),
            one => one == id,
        };
        let marked = |item: &prescreen::pack::schema::Item| {
            item.options.iter().any(|option| option.marks.contains(&Mark::NoLoss) && chosen(item, option.id.as_str()))
        };
        document.items().any(marked) || everybody.meets(pack, person, &compiled.lowest.when) == Truth::True
    };
    match (kind, rest.split_once('/')) {
        ("reach", Some(("class", class))) => {
            let class = brute::class(pack, Some(class.into()));
            Some(conclusion(everybody.best().contains(&class)))
        }
        ("reach", Some((_, id))) => {
            if let Some(rule) = document.matching.rules.iter().find(|rule| rule.id.as_str() == id) {
                // What is lifted, or looks like doubt, does not show in the reasons. This is slow: some packs.
                let shows = rule.unless.is_none() && rule.outcome != Outcome::InsufficientEvidence;
                let some = everybody.answers.len().is_multiple_of(4);
                return (shows && some).then(|| met(everybody.meets_rule(pack, rule)));
            }
            let when = named(id)?;
            Some(met(everybody.people.iter().any(|person| everybody.meets(pack, person, when) == Truth::True)))
        }
        ("never", Some((id, part))) => {
            let n = document.never.iter().position(|promise| promise.id.as_str() == id)?;
            let (promise, when) = (&document.never[n], &compiled.never[n].when);
            let mut meant =
                everybody.people.iter().filter(|person| everybody.meets(pack, person, when) == Truth::True).peekable();
            if meant.peek().is_none() {
                return Some(Conclusion::Vacuous);
            }
            Some(conclusion(if part == "class" {
                let highest = brute::class(pack, promise.class_at_most.as_ref().map(ToString::to_string));
                meant.all(|person| person.class <= highest)
            } else {
                let grade =
                    document.matching.grades.iter().position(|grade| Some(grade) == promise.grade_at_most.as_ref())?;
                !everybody.buys_above(pack, |person| everybody.meets(pack, person, when) == Truth::True, grade)
            }))
        }
        ("lowest", None) if rest == "class" => {
            let mut meant = everybody
                .people
                .iter()
                .filter(|person| everybody.meets(pack, person, &compiled.lowest.when) == Truth::True)
                .peekable();
            if meant.peek().is_none() {
                return Some(Conclusion::Vacuous);
            }
            Some(conclusion(meant.all(|person| person.class <= 0)))
        }
        ("marks", None) => {
            let marked =
                document.items().flat_map(|item| &item.options).any(|option| option.marks.contains(&Mark::NoLoss));
            if !marked {
                return Some(Conclusion::NotProved);
            }
            Some(conclusion(everybody.people.iter().filter(|person| careful(person)).all(|person| person.class <= 0)))
        }
        ("lowest", None) if rest == "grade" => {
            if !everybody.people.iter().any(careful) {
                return Some(Conclusion::Vacuous);
            }
            Some(conclusion(!everybody.buys_above(pack, careful, 0)))
        }
        ("missing", None) => Some(conclusion(never_helped(pack, everybody, named(rest)?))),
        _ => None,
    }
}

/// Whether a condition that restricts with a fact restricts without it.
fn never_helped(pack: &Pack, everybody: &Everybody, when: &prescreen::condition::Condition) -> bool {
    let mut truths: BTreeMap<(usize, String), Truth> = BTreeMap::new();
    for person in &everybody.people {
        let facts = everybody.facts[person.facts].to_string();
        truths.insert((person.answers, facts), everybody.meets(pack, person, when));
    }
    everybody.people.iter().all(|person| {
        let facts = &everybody.facts[person.facts];
        let with = truths[&(person.answers, facts.to_string())];
        let without = |fact: &str| {
            let mut facts = facts.clone();
            facts.as_object_mut().unwrap().remove(fact);
            truths[&(person.answers, facts.to_string())]
        };
        ["n", "b"].into_iter().all(|fact| with == Truth::False || without(fact) != Truth::False)
    })
}

/// What the engine makes of a case.
fn screen(pack: &Pack, session: &Session, case: &Case) -> Assessment {
    Screening::of(pack, session, case).unwrap().assessment().clone()
}

/// The counterexample to a promise about a class has the first answers of all who break it.
fn first_of_all(pack: &Pack, everybody: &Everybody, claim: &Claim) {
    let (Property::NeverAboveClass { promise, class }, Conclusion::Refuted) = (&claim.property, claim.conclusion)
    else {
        return;
    };
    let n = pack.document().never.iter().position(|one| one.id == *promise).unwrap();
    let when = &pack.compiled().never[n].when;
    let highest = brute::class(pack, Some(class.to_string()));
    let breaks =
        |person: &&brute::Somebody| person.class > highest && everybody.meets(pack, person, when) == Truth::True;
    let first = everybody.people.iter().find(breaks).unwrap();
    assert_eq!(answers_of(claim), everybody.answers[first.answers], "{}", claim.id);
}

/// The answers of a claim's counterexample.
fn answers_of(claim: &Claim) -> Value {
    serde_json::to_value(&claim.counterexample).unwrap()["case"]["answers"].clone()
}

/// A counterexample is what `screen` gives for its documents.
fn repeated(pack: &Pack, claim: &Claim) {
    let Some(applicant) = &claim.counterexample else { return };
    let json = serde_json::to_value(applicant).unwrap();
    let session = prescreen::Session::read(&json["session"].to_string()).unwrap();
    let mut case = prescreen::Case::read(&json["case"].to_string()).unwrap();
    for (fact, found) in &applicant.found {
        let tier = match found.tier {
            Tier::Parsed => FileTier::Parsed,
            Tier::Consistent => FileTier::Consistent,
            other => panic!("{fact} is found at the tier {other:?}"),
        };
        case.set_found(fact, Found::supposed(found.value.clone(), tier, pack.currency_of(fact)));
    }
    let assessment = screen(pack, &session, &case);
    assert_eq!((&assessment.class, assessment.outcome), (&applicant.class, applicant.outcome), "{}", claim.id);
}

fn two_packs(a: &Pack, everybody: &Everybody, b: &Pack, draw: &mut Draw) {
    let comparison = compare(a, b);
    assert!(comparison.differences.is_empty());
    let others = Everybody::of(b);
    let mut best: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
    let (mut prudent, mut preserving) = (true, true);
    for (one, other) in everybody.people.iter().zip(&others.people) {
        prudent &= other.class <= one.class;
        preserving &= other.class == one.class;
        let pair = best.entry(one.answers).or_insert((one.class, other.class));
        *pair = (*pair).max((one.class, other.class));
    }
    let mut cells: BTreeMap<(i64, i64), u128> = BTreeMap::new();
    best.values().for_each(|pair| *cells.entry(*pair).or_default() += 1);
    let told = comparison.migration.iter().map(|cell| {
        let name = |class: &Option<prescreen::id::Id>| class.as_ref().map(ToString::to_string);
        ((brute::class(a, name(&cell.from)), brute::class(b, name(&cell.to))), cell.combinations.0)
    });
    assert_eq!(told.collect::<BTreeMap<_, _>>(), cells);
    let pairs: Vec<(i64, i64)> = best.into_values().collect();
    people::migration(a, b, everybody, &pairs, draw);
    let verdicts: Vec<bool> = comparison.claims.iter().map(|claim| claim.conclusion == Conclusion::Proved).collect();
    assert!(comparison.claims.iter().all(|claim| matches!(claim.conclusion, Conclusion::Proved | Conclusion::Refuted)));
    assert_eq!(verdicts, [prudent, preserving]);
    let laxer = everybody.people.iter().zip(&others.people).find(|(one, other)| other.class > one.class);
    if let Some((one, _)) = laxer {
        assert_eq!(answers_of(&comparison.claims[0]), everybody.answers[one.answers]);
    }
}
