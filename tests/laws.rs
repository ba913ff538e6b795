//! The laws of the core, over drawn applicants of the shipped packs and of one with every part.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use prescreen::assessment::{Assessment, Met, Part};
use prescreen::case::Found;
use prescreen::condition::Truth;
use prescreen::id::Id;
use prescreen::product::{floor, grade};
use prescreen::terms::{ClassIndex, FactValue, FileTier, Outcome, Tier};
use prescreen::{Case, Pack, Screening, Session};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use support::applicant::{Applicant, World};
use support::{all_pack_paths, load, read_json, screen};

/// The packs with their JSON.
static PACKS: LazyLock<Vec<(Pack, Value)>> =
    LazyLock::new(|| all_pack_paths().iter().map(|path| (load(path), read_json(path))).collect());

/// A pack; the one with every part as often as the others together.
fn which() -> impl Strategy<Value = usize> {
    (0..2 * (PACKS.len() - 1)).prop_map(|n| n.min(PACKS.len() - 1))
}

/// A pack and an applicant for it, made of draws that shrink one by one.
fn applicants() -> impl Strategy<Value = (usize, Applicant)> {
    (which(), prop::collection::vec(any::<u16>(), 160)).prop_map(|(which, draws)| {
        let (pack, document) = &PACKS[which];
        let mut draws = draws.into_iter();
        let applicant = World::of(document, &pack.hash().to_string())
            .applicant(&mut |limit| usize::from(draws.next().unwrap_or(0)) % limit);
        (which, applicant)
    })
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "session {:#}\ncase {:#}", self.session, self.case)
    }
}

fn goes_on(outcome: Outcome) -> bool {
    outcome <= Outcome::ProceedAfter
}

fn position(pack: &Pack, class: Option<&Id>) -> Option<ClassIndex> {
    class.and_then(|class| pack.compiled().class_of(class))
}

/// The packs as they would be if files gave every fact, and every gate and every lifted rule took a file that adds up.
static FROM_FILES: LazyLock<Vec<(Pack, Value)>> = LazyLock::new(|| {
    let from_files = |(_, document): &(Pack, Value)| {
        let mut document = document.clone();
        // What a band of signals reads, and what holds a permission, is the firm's alone.
        let own = [
            &document["fraud"],
            &document["permissions"].as_array().into_iter().flatten().map(|one| one["fact"].clone()).collect(),
        ];
        let own = own.map(Value::to_string).concat();
        let given = |fact: &&mut Value| fact["derive"].is_null() && !own.contains(&fact["id"].to_string());
        for fact in document["facts"].as_array_mut().unwrap().iter_mut().filter(given) {
            fact["provided_by"] = json!(["host", "person", "file"]);
        }
        for part in ["gates", "permissions"] {
            for gate in document.get_mut(part).and_then(Value::as_array_mut).into_iter().flatten() {
                gate["tier"] = json!("consistent");
            }
        }
        for rules in ["/eligibility", "/matching/rules"] {
            let rules = document.pointer_mut(rules).unwrap().as_array_mut().unwrap();
            rules.iter_mut().filter(|rule| !rule["unless"].is_null()).for_each(|rule| {
                rule["unless_tier"] = json!("consistent");
            });
        }
        (Pack::load(&document.to_string()).unwrap(), document)
    };
    PACKS.iter().map(from_files).collect()
});

/// A pack, and an applicant who has some facts from a file: those of the case.
fn applicants_with_files() -> impl Strategy<Value = (usize, Applicant)> {
    (which(), prop::collection::vec(any::<u16>(), 200)).prop_map(|(which, draws)| {
        let (pack, document) = &FROM_FILES[which];
        let mut draws = draws.into_iter();
        let mut draw = |limit: usize| usize::from(draws.next().unwrap_or(0)) % limit;
        let mut applicant = World::of(document, &pack.hash().to_string()).applicant(&mut draw);
        // What the firm attests counts before a file: half of it is left to the file.
        applicant.session["facts"].as_object_mut().unwrap().retain(|_, _| draw(2) == 0);
        (which, applicant)
    })
}

/// How the facts of a case come.
#[derive(Clone, Copy)]
enum Come {
    NotAtAll,
    Declared,
    Found(FileTier),
}

/// The applicant, with the facts of the case come so.
fn come(pack: &Pack, applicant: &Applicant, come: Come) -> Result<Assessment, prescreen::Error> {
    let mut case = applicant.case.clone();
    let facts = std::mem::take(case["facts"].as_object_mut().unwrap());
    let mut found = Vec::new();
    match come {
        Come::NotAtAll => {}
        Come::Declared => case["facts"] = Value::Object(facts),
        Come::Found(tier) => found.extend(facts.into_iter().map(|(fact, value)| {
            let value = match value {
                Value::Bool(value) => FactValue::Boolean(value),
                Value::String(value) => FactValue::Text(value),
                value => FactValue::Integer(value.as_i64().unwrap()),
            };
            let fact = Id::try_from(fact).unwrap();
            let found = Found::supposed(value, tier, pack.currency_of(&fact));
            (fact, found)
        })),
    }
    let session = Session::read(&applicant.session.to_string())?;
    let screening = Screening::of(pack, session, Case::read(&case.to_string())?)?.with_found(found)?;
    Ok(screening.assessment().clone())
}

/// The applicant with one answer or fact left out, for every one of them. A fact goes from session and
/// case alike: what the firm does not hold may be declared instead. What a fraud rule reads stays: it warns where it is
/// said, and nobody is suspected because it is not.
fn poorer(document: &Value, applicant: &Applicant) -> Vec<(String, Value, Value)> {
    let keys = |json: &Value| json.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let facts = &keys(&applicant.case["facts"]) | &keys(&applicant.session["facts"]);
    let warns = document["fraud"]["rules"].to_string();
    let facts = facts.iter().filter(|key| !warns.contains(&format!("\"{key}\""))).map(|key| ("facts", key.clone()));
    let answers = keys(&applicant.case["answers"]).into_iter().map(|key| ("answers", key));
    let poorer = answers.chain(facts).map(|(part, key)| {
        let (mut session, mut case) = (applicant.session.clone(), applicant.case.clone());
        case[part].as_object_mut().unwrap().remove(&key);
        if part == "facts" {
            session[part].as_object_mut().unwrap().remove(&key);
        }
        (format!("{part}/{key}"), session, case)
    });
    poorer.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        rng_seed: RngSeed::Fixed(20_261_123),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whoever may go on without a fact or an answer may go on as freely with it, and what is left
    /// out never makes a class higher. (Where nobody goes on, a missing fact may turn "refused" into
    /// "insufficient evidence": both stop.)
    #[test]
    fn leaving_out_an_answer_or_a_fact_never_helps((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(full) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        for (left_out, session, case) in poorer(&PACKS[which].1, &applicant) {
            let less = screen(pack, &session, &case).unwrap();
            if goes_on(less.outcome) {
                prop_assert!(full.outcome <= less.outcome, "without {left_out}: {full:#?}\n{less:#?}");
            }
            if let Some((before, after)) = position(pack, full.class.as_ref()).zip(position(pack, less.class.as_ref())) {
                prop_assert!(after <= before, "without {left_out}: {full:#?}\n{less:#?}");
            }
        }
    }

    /// What a person types in has no say in a gate that asks for attested evidence.
    #[test]
    fn an_attested_gate_never_opens_by_a_declared_fact((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(declared) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let mut case = applicant.case.clone();
        case["facts"] = Value::Object(serde_json::Map::new());
        let bare = screen(pack, &applicant.session, &case).unwrap();
        for (with, without) in declared.gates.iter().zip(&bare.gates) {
            let document = pack.document();
            let gates = document.gates.iter().map(|gate| (&gate.id, gate.tier));
            let mut tiers = gates.chain(document.permissions.iter().map(|one| (&one.id, one.tier)));
            if tiers.find(|(id, _)| **id == with.gate).unwrap().1 == Tier::Attested {
                prop_assert_eq!(with, without);
            }
        }
    }

    /// For a class a fact of a file is worth what it is worth typed in, so no file raises one; for all else a lower tier
    /// never helps.
    #[test]
    fn a_lower_tier_never_helps((which, applicant) in applicants_with_files()) {
        let pack = &FROM_FILES[which].0;
        let Ok(declared) = come(pack, &applicant, Come::Declared) else { return Ok(()) };
        let parsed = come(pack, &applicant, Come::Found(FileTier::Parsed)).unwrap();
        let consistent = come(pack, &applicant, Come::Found(FileTier::Consistent)).unwrap();
        for (lower, higher) in [(&declared, &parsed), (&parsed, &consistent)] {
            prop_assert_eq!((&lower.class, &lower.asks), (&higher.class, &higher.asks));
            if goes_on(lower.outcome) {
                prop_assert!(higher.outcome <= lower.outcome, "{lower:#?}\n{higher:#?}");
            }
            for (low, high) in lower.gates.iter().zip(&higher.gates) {
                prop_assert!(low.state != Met::Met || high.state == Met::Met, "{}", low.gate);
            }
        }
    }

    /// What was only read from a file has no say in a gate that asks for a file that adds up.
    #[test]
    fn a_consistent_gate_never_opens_by_a_parsed_fact((which, applicant) in applicants_with_files()) {
        let pack = &FROM_FILES[which].0;
        let Ok(bare) = come(pack, &applicant, Come::NotAtAll) else { return Ok(()) };
        if let Ok(parsed) = come(pack, &applicant, Come::Found(FileTier::Parsed)) {
            prop_assert_eq!(bare.gates, parsed.gates);
        }
    }

    /// Nobody passes a gate that is not met, by any path.
    #[test]
    fn a_gate_that_is_not_met_lets_nobody_go_on((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        if assessment.gates.iter().any(|gate| gate.state != Met::Met) {
            prop_assert!(!goes_on(assessment.outcome));
        }
    }

    #[test]
    fn the_same_documents_give_the_same_assessment((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let again = load(&all_pack_paths()[which]);
        prop_assert_eq!(
            screen(pack, &applicant.session, &applicant.case),
            screen(&again, &applicant.session, &applicant.case)
        );
    }

    /// Hard predicates first; then the lowest of the dimensions, which nothing raises.
    #[test]
    fn nothing_raises_a_class((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let class = position(pack, assessment.class.as_ref());
        for dimension in &assessment.dimensions {
            prop_assert!(class <= position(pack, Some(&dimension.class)));
        }
        if assessment.reasons.iter().any(|reason| reason.part == Part::Lowest) {
            prop_assert_eq!(class, Some(ClassIndex::LOWEST));
        }
        if assessment.class_on_file {
            prop_assert!(assessment.dimensions.is_empty());
        }
    }

    /// The parts of an assessment say one thing.
    #[test]
    fn an_assessment_explains_itself((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let Assessment { outcome, reasons, flows, class, asks, .. } = &assessment;
        let severest = reasons.iter().filter_map(|reason| reason.outcome).max().unwrap_or(Outcome::Proceed);
        prop_assert_eq!(*outcome, severest, "{:#?}", assessment);
        let deciding = reasons.iter().filter(|reason| reason.deciding).count();
        prop_assert_eq!(deciding, usize::from(!(reasons.is_empty() && *outcome == Outcome::Proceed)), "{:#?}", assessment);
        prop_assert_eq!(flows.is_empty(), *outcome != Outcome::ProceedAfter);
        prop_assert!(flows.iter().all(|flow| pack.document().flow(flow).is_some()));
        prop_assert!(class.is_some() || !goes_on(*outcome), "nobody goes on without a class");
        prop_assert!(asks.is_empty() || !goes_on(*outcome));
        for locale in &pack.document().locales {
            for reason in reasons {
                prop_assert!(pack.text(locale, &format!("reason.{}", reason.code)).is_some(), "{}", reason.code);
            }
        }
    }

    /// What the pack's author promises about every applicant.
    #[test]
    fn promises_hold((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let session = Session::read(&applicant.session.to_string()).unwrap();
        let case = Case::read(&applicant.case.to_string()).unwrap();
        let screening = Screening::of(pack, &session, &case).unwrap();
        let bought = session.product.as_ref().filter(|_| goes_on(assessment.outcome));
        for (promise, table) in pack.document().never.iter().zip(&pack.compiled().never) {
            // A class on file was made from other answers.
            if screening.truth(&table.when) != Truth::True || assessment.class_on_file {
                continue;
            }
            if let Some(most) = &promise.class_at_most {
                prop_assert!(position(pack, assessment.class.as_ref()) <= position(pack, Some(most)), "{}", promise.id);
            }
            if let Some((most, product)) = promise.grade_at_most.as_ref().zip(bought) {
                let grades = &pack.document().matching.grades;
                let place = |id: Option<&Id>| grades.iter().position(|grade| Some(grade) == id);
                prop_assert!(place(grade(pack, product.issuer_grade.as_str(), product.seller_grade.as_str())) <= place(Some(most)), "{}: {:#?}", promise.id, assessment);
            }
        }
    }

    /// A server that knows only what it attested never asks for more than an honest tab gives.
    #[test]
    fn the_servers_floor_is_no_stricter_than_an_honest_tab((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let session = Session::read(&applicant.session.to_string()).unwrap();
        let class = position(pack, assessment.class.as_ref());
        let floor = floor(pack, &session, class, assessment.tier).unwrap();
        prop_assert!(floor.outcome <= assessment.outcome, "{floor:#?}\n{assessment:#?}");
        if assessment.outcome == Outcome::ProceedAfter {
            prop_assert!(floor.flows.iter().all(|flow| assessment.flows.contains(flow)), "{floor:#?}\n{assessment:#?}");
        }
    }

    /// `readiness` and `screen` agree on what is missing, before and after the commitment; only what the
    /// firm has to give can still leave someone who is ready without a class.
    #[test]
    fn whoever_is_ready_gets_a_class((which, applicant) in applicants()) {
        let pack = &PACKS[which].0;
        let Ok(assessment) = screen(pack, &applicant.session, &applicant.case) else { return Ok(()) };
        let session = Session::read(&applicant.session.to_string()).unwrap();
        let case = Case::read(&applicant.case.to_string()).unwrap();
        let ready = Screening::of(pack, session, case).unwrap().readiness();
        prop_assert_eq!(ready.class_on_file, assessment.class_on_file);
        prop_assert_eq!(&ready.asks, &assessment.asks);
        prop_assert!(ready.missing.iter().all(|id| assessment.missing.contains(id)));
        let facts = &pack.document().facts;
        let of_firm = |id: &Id| facts.iter().any(|fact| fact.id == *id && !fact.from_person());
        prop_assert!(!ready.missing.iter().any(of_firm));
        let blocked = assessment.reasons.iter().any(|reason| {
            reason.part == Part::Contradiction && reason.outcome == Some(Outcome::InsufficientEvidence)
        });
        if ready.missing.is_empty() && ready.asks.is_empty() && !blocked && !assessment.missing.iter().any(of_firm) {
            prop_assert!(assessment.class.is_some(), "{:#?}", assessment);
        }
    }
}

#[test]
fn the_floor_does_not_take_what_it_cannot_see_for_missing() {
    let path = all_pack_paths().into_iter().find(|path| path.ends_with("every-part/pack.json")).unwrap();
    let mut document = read_json(&path);
    document["eligibility"][0]["when"] = serde_json::json!({ "debts": { "$exists": false } });
    let pack = Pack::load(&document.to_string()).unwrap();
    let session = support::session(&pack);
    let without = screen(&pack, &session, &serde_json::json!({})).unwrap();
    assert!(without.reasons.iter().any(|reason| reason.code.as_str() == "who.young"));

    let session = Session::read(&session.to_string()).unwrap();
    assert_eq!(floor(&pack, &session, None, Tier::Declared).unwrap().outcome, Outcome::Proceed);
}
