//! What is claimed of what a fall would do: on small drawn packs what trying everybody says, and of the shipped pack.

use std::collections::BTreeMap;

use prescreen::assessment::Part;
use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::terms::{FactValue, FileTier, Outcome};
use prescreen::{Case, Pack, Screening, Session};
use prescreen_prove::{Applicant, Claim, Conclusion, claims, prove};
use serde_json::{Map, Value, json};

use super::random::{Draw, basis};
use super::root::root;

/// Facts of drawn packs: name, greatest number, and whether a file alone brings it.
const FACTS: [(&str, i64, bool); 10] = [
    ("cash", 2, true),
    ("shares", 1, false),
    ("debt", 1, false),
    ("spent", 1, false),
    ("price", 1, false),
    ("loan", 1, false),
    ("same", 1, false),
    ("gender", 1, false),
    ("days", 1, true),
    ("agreed", 1, false),
];
/// The contract's days: before and after the margin changed.
const AGREED: [&str; 2] = ["2020-01-01", "2024-01-01"];
const CHANGED: &str = "2023-01-01";

/// Somebody's numbers, in the order of [`FACTS`].
type Numbers = [i64; 10];

/// What everybody's lines lead to.
type Outcomes = BTreeMap<Numbers, Outcome>;

#[test]
fn on_two_thousand_small_packs_claims_are_what_trying_everybody_says() {
    let (mut tried, mut refuted, mut open) = (0, 0, 0);
    for seed in 0.. {
        let json = drawn(&mut Draw::new(seed));
        let Ok(pack) = Pack::load_checked(&json.to_string()) else { continue };
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one_pack(&pack)));
        let of_pack = told.unwrap_or_else(|_| panic!("seed {seed}: {json}"));
        (refuted, open) = (refuted + of_pack.0, open + of_pack.1);
        tried += 1;
        if tried == 2_000 {
            break;
        }
    }
    assert!(refuted > 500, "hardly anything is refuted: {refuted}");
    assert!(open < refuted / 10, "much is left open: {open}");
}

/// How many claims are refuted, and how many are left open.
fn one_pack(pack: &Pack) -> (usize, usize) {
    let outcomes: Outcomes =
        everybody(is_dated(pack)).into_iter().map(|numbers| (numbers, outcome(pack, &numbers))).collect();
    let told = claims(pack);
    let (mut refuted, mut open) = (0, 0);
    for claim in told.iter().filter(|claim| claim.id.starts_with("risk/") || claim.id.starts_with("reach/line/")) {
        let holds = match claim.id.as_str() {
            "risk/missing" => outcomes.keys().step_by(11).all(|numbers| never_helps(pack, numbers)),
            "risk/protected" => outcomes.keys().filter(|numbers| numbers[7] == 0).all(|numbers| {
                let other = std::array::from_fn(|n| if n == 7 { 1 } else { numbers[n] });
                beyond(pack, numbers) == beyond(pack, &other)
            }),
            id if id.starts_with("reach/") => {
                let line = id.strip_prefix("reach/line/").unwrap();
                outcomes.keys().any(|numbers| beyond(pack, numbers).iter().any(|code| code == line))
            }
            id => {
                let (way, fact) = id.strip_prefix("risk/").unwrap().split_once('/').unwrap();
                let place = FACTS.iter().position(|(name, ..)| *name == fact).unwrap();
                never_stricter(&outcomes, place, if way == "more" { &[1] } else { &[-1] })
            }
        };
        // What another day's margin could change is left open, and never said wrongly.
        if is_dated(pack) && claim.conclusion == Conclusion::NotProved {
            open += 1;
            continue;
        }
        let (expected, reach) =
            (if holds { Conclusion::Proved } else { Conclusion::Refuted }, claim.id.starts_with("reach/"));
        assert_eq!(claim.conclusion, if reach && !holds { Conclusion::Vacuous } else { expected }, "{}", claim.id);
        refuted += usize::from(!holds);
        if let (Conclusion::Refuted, false) = (claim.conclusion, reach) {
            a_pair_shows_it(pack, claim);
        }
    }
    let ids: Vec<&str> = told.iter().map(|claim| claim.id.as_str()).filter(|id| id.starts_with("risk/")).collect();
    for id in ["risk/more/cash", "risk/less/spent", "risk/less/price", "risk/less/loan", "risk/less/debt"] {
        assert!(ids.contains(&id), "{id} is not claimed: {ids:?}");
    }
    (refuted, open)
}

/// Whether nobody's outcome gets stricter where one fact changes by one of these steps.
fn never_stricter(outcomes: &Outcomes, place: usize, steps: &[i64]) -> bool {
    outcomes.iter().all(|(numbers, outcome)| {
        steps.iter().all(|step| {
            let mut other = *numbers;
            other[place] += step;
            outcomes.get(&other).is_none_or(|other| other <= outcome)
        })
    })
}

/// Whether somebody who lacks a fact, or has it less well evidenced or covered, does not go on.
fn never_helps(pack: &Pack, numbers: &Numbers) -> bool {
    let read: Vec<&Id> = pack.document().risk.as_ref().unwrap().evidence.iter().map(|one| &one.fact).collect();
    let goes_on = |numbers: &Numbers, brought: &dyn Fn(usize) -> Brought| {
        screened(pack, numbers, brought, |screening| {
            let reasons = screening.assessment().reasons.iter();
            let of_part = reasons.filter(|reason| matches!(reason.part, Part::Risk | Part::Missing));
            of_part
                .filter(|reason| !reason.code.as_str().starts_with("answers"))
                .all(|reason| reason.outcome.unwrap().goes_on())
        })
    };
    let uncovered: Numbers = std::array::from_fn(|n| if n == 8 { 0 } else { numbers[n] });
    let each = (0..FACTS.len()).filter(|place| read.iter().any(|id| id.as_str() == FACTS[*place].0));
    !goes_on(&uncovered, &|_| Brought::Well)
        && each.into_iter().all(|place| {
            let one = |how| move |n| if n == place { how } else { Brought::Well };
            !goes_on(numbers, &one(Brought::Not)) && (!FACTS[place].2 || !goes_on(numbers, &one(Brought::Weakly)))
        })
}

/// Two people who differ in one fact alone, as the engine sees them.
fn a_pair_shows_it(pack: &Pack, claim: &Claim) {
    let (worse, better) = (claim.counterexample.as_ref().unwrap(), claim.beside.as_ref().unwrap());
    let facts = |one: &Applicant| {
        let json = serde_json::to_value(one).unwrap();
        let parts = [&json["session"]["facts"], &json["case"]["facts"], &json["found"]];
        let entries = parts.into_iter().flat_map(|part| part.as_object().unwrap().clone());
        entries.collect::<Map<String, Value>>()
    };
    let (one, other) = (facts(worse), facts(better));
    let apart: Vec<&String> = one.keys().filter(|key| one[*key] != other[*key]).collect();
    assert_eq!((one.len(), apart.len()), (other.len(), 1), "{}: {one:?} {other:?}", claim.id);
    let again = |applicant: &Applicant| -> (Outcome, Vec<String>) {
        let json = serde_json::to_value(applicant).unwrap();
        let session = Session::read(&json["session"].to_string()).unwrap();
        let mut case = Case::read(&json["case"].to_string()).unwrap();
        for (fact, found) in &applicant.found {
            let value = found.value.clone();
            case.set_found(fact, Found::supposed(value, FileTier::Consistent, pack.currency_of(fact)));
        }
        let screening = Screening::of(pack, &session, &case).unwrap();
        (strictest(&screening), lines(&screening))
    };
    let ((strict, one), (light, other)) = (again(worse), again(better));
    assert!(if claim.id == "risk/protected" { one != other } else { strict > light }, "{}", claim.id);
}

/// Whether the margin depends on the contract's day.
fn is_dated(pack: &Pack) -> bool {
    pack.document().risk.as_ref().and_then(|risk| risk.margin.as_ref()).is_some_and(|margin| margin.contract.is_some())
}

fn everybody(dated: bool) -> Vec<Numbers> {
    let mut all: Vec<Numbers> = vec![[0; 10]];
    for (place, (name, most, _)) in FACTS.iter().enumerate() {
        // Everybody is covered; who is not is looked at apart.
        let least = if *name == "days" { *most } else { 0 };
        let most = if *name == "agreed" && !dated { &0 } else { most };
        let each = |numbers: &Numbers| {
            (least..=*most)
                .map(|number| std::array::from_fn(|n| if n == place { number } else { numbers[n] }))
                .collect::<Vec<Numbers>>()
        };
        all = all.iter().flat_map(each).collect();
    }
    all
}

#[derive(Clone, Copy, PartialEq)]
enum Brought {
    Well,
    Weakly,
    Not,
}

/// What the lines of somebody lead to who has every fact, each as well evidenced as it can be.
fn outcome(pack: &Pack, numbers: &Numbers) -> Outcome {
    screened(pack, numbers, &|_| Brought::Well, strictest)
}

/// The lines that somebody is beyond who has every fact.
fn beyond(pack: &Pack, numbers: &Numbers) -> Vec<String> {
    screened(pack, numbers, &|_| Brought::Well, lines)
}

fn lines(screening: &Screening<'_>) -> Vec<String> {
    let reasons = screening.assessment().reasons.iter().filter(|reason| reason.part == Part::Risk);
    reasons.map(|reason| reason.code.to_string()).collect()
}

fn strictest(screening: &Screening<'_>) -> Outcome {
    let lines = screening.assessment().reasons.iter().filter(|reason| reason.part == Part::Risk);
    lines.filter_map(|reason| reason.outcome).max().unwrap_or(Outcome::Proceed)
}

fn screened<T>(
    pack: &Pack,
    numbers: &Numbers,
    brought: &dyn Fn(usize) -> Brought,
    told: impl Fn(&Screening<'_>) -> T,
) -> T {
    let mut case = Case::default();
    let mut attested = Map::new();
    for (place, (name, _, of_file)) in FACTS.iter().enumerate() {
        let id = Id::try_from((*name).to_owned()).unwrap();
        match (brought(place), of_file) {
            (Brought::Not, _) | (Brought::Weakly, false) => {}
            (brought, true) => {
                let tier = if brought == Brought::Well { FileTier::Consistent } else { FileTier::Parsed };
                let value = FactValue::Integer(numbers[place]);
                case.set_found(&id, Found::supposed(value, tier, pack.currency_of(&id)));
            }
            (_, false) if *name == "agreed" => {
                attested.insert((*name).into(), json!(AGREED[numbers[place] as usize]));
            }
            (_, false) => {
                attested.insert((*name).into(), json!(numbers[place]));
            }
        }
    }
    let session = super::brute::session(pack, &Value::Object(attested));
    told(&Screening::of(pack, &session, &case).unwrap())
}

/// A pack that asks what a fall would do, of few numbers.
fn drawn(draw: &mut Draw) -> Value {
    let fact = |(name, most, of_file): &(&str, i64, bool)| {
        let provider = if *of_file { "file" } else { "host" };
        if *name == "agreed" {
            return json!({ "id": name, "type": "date", "provided_by": [provider] });
        }
        if *name == "days" {
            return json!({ "id": name, "type": "integer", "unit": "count", "min": 0, "max": most, "provided_by": [provider] });
        }
        json!({
            "id": name, "type": "integer", "unit": "minor_units", "currency": "EUR", "min": 0, "max": most,
            "provided_by": [provider],
        })
    };
    let facts: Vec<Value> = FACTS.iter().map(fact).collect();
    let on_margin = draw.below(2) == 0;
    let mut held = vec!["same"];
    if draw.below(3) == 0 {
        held.push("cash");
    }
    // A fact that no part may read, which the check finds and the prover has to find too.
    let protected = draw.below(3) == 0;
    let owed = if protected { json!(["debt", "gender"]) } else { json!(["debt"]) };
    let mut evidence = vec![json!({
        "fact": "cash", "tier": "consistent", "coverage": { "fact": "days", "at_least": 1 }, "basis": basis(),
    })];
    let read = ["shares", "debt", "spent", "price", "loan", "same"].into_iter().chain(protected.then_some("gender"));
    evidence.extend(read.map(|name| json!({ "fact": name, "tier": "attested", "basis": basis() })));
    let scenario = |draw: &mut Draw, n: usize| {
        let falls = [0, 3_000, 5_000, 10_000];
        json!({
            "id": format!("s{n}"), "fall": falls[draw.below(4)], "purchase_fall": falls[draw.below(4)], "basis": basis(),
        })
    };
    let scenarios: Vec<Value> = (0..1 + draw.below(2)).map(|n| scenario(draw, n)).collect();
    let mut measures = vec!["loss_of_means", "months_left", "concentration", "leverage"];
    if on_margin {
        measures.extend(["initial_margin", "fall_to_call", "fall_to_close", "days_to_call", "days_to_close"]);
    }
    let mut lines = Vec::new();
    for n in 0..1 + draw.below(4) {
        let measure = measures[draw.below(measures.len())];
        let mut line = json!({
            "id": format!("l{n}"), "measure": measure, "outcome": draw.one(&["pause", "refer", "refuse"]),
            "basis": basis(),
        });
        match measure {
            "months_left" | "days_to_call" | "days_to_close" => line["below"] = json!(1 + draw.below(3)),
            "fall_to_call" | "fall_to_close" => line["below"] = json!([1, 1_000, 4_000, 9_000][draw.below(4)]),
            "concentration" => {
                line["of"] = json!("same");
                line["above"] = json!([0, 3_333, 5_000, 9_999][draw.below(4)]);
            }
            _ => line["above"] = json!([0, 3_333, 5_000, 9_999, 10_000][draw.below(5)]),
        }
        lines.push(line);
    }
    let mut pack = super::random::pack_of(2, &mut Draw::new(0)).unwrap();
    pack["facts"] = json!(facts);
    pack["classes"]["lowest"]["when"] = json!({ "q0": { "$in": ["o0"] } });
    pack["classes"]["caps"] = json!([]);
    pack["contradictions"] = json!([]);
    pack["matching"]["rules"] = json!([]);
    pack["never"] = json!([]);
    pack["risk"] = json!({
        "evidence": evidence,
        "means": { "liquid": ["cash"], "invested": ["shares"], "owed": owed, "spending": "spent" },
        "purchase": { "amount": "price", "financed": "loan" },
        "concentrations": [{ "id": "same", "held": held }],
        "scenarios": scenarios,
        "lines": lines,
    });
    if on_margin {
        let mut initial = vec![json!({ "ratio": draw.one(&[5_000, 8_000, 10_000]), "basis": basis() })];
        let dated = draw.below(2) == 0;
        if dated {
            let ratio = draw.one(&[5_000, 8_000, 10_000]);
            initial.push(json!({ "from": CHANGED, "ratio": ratio, "basis": basis() }));
        }
        pack["risk"]["margin"] = json!({
            "cash": if draw.below(2) == 0 { json!(["cash"]) } else { json!([]) },
            "securities": [{ "fact": "shares", "haircut": draw.below(3) * 5_000, "basis": basis() }],
            "owed": "debt",
            "initial": initial,
            "call": { "ratio": 13_000 + draw.below(3) * 1_000, "basis": basis() },
            "close": { "ratio": 10_001 + draw.below(3) * 1_000, "basis": basis() },
            "daily_limits": [{ "id": "ten", "fall": 1_000 * (1 + draw.below(3)), "basis": basis() }],
        });
        if dated {
            pack["risk"]["margin"]["contract"] = json!("agreed");
            let evidence = pack["risk"]["evidence"].as_array_mut().unwrap();
            evidence.push(json!({ "fact": "agreed", "tier": "attested", "basis": basis() }));
        }
    }
    pack
}

#[test]
fn the_shipped_pack_keeps_what_is_claimed_of_every_purchase() {
    let text = std::fs::read_to_string(root().join("packs/cn-affordability.json")).unwrap();
    let pack = Pack::load(&text).unwrap();
    let proof = prove(&pack);
    let about = |id: &str| id.starts_with("risk/") || id.starts_with("reach/line/") || id == "reach/flow/heavy-loss";
    let risk: Vec<(&str, Conclusion)> = proof
        .claims
        .iter()
        .filter(|claim| about(&claim.id))
        .map(|claim| (claim.id.as_str(), claim.conclusion))
        .collect();
    let claimed = [
        "reach/flow/heavy-loss",
        "risk/more/found-liquid-balance",
        "risk/less/found-outflow-monthly",
        "risk/less/owed-elsewhere",
        "risk/less/owed-here",
        "risk/more/cash-here",
        "risk/less/margin-used-here",
        "risk/less/held-this-share",
        "risk/less/held-this-sector",
        "risk/less/order-amount",
        "risk/less/order-financed",
        "risk/missing",
        "risk/protected",
    ];
    let lines = pack.document().lines().iter().map(|line| format!("reach/line/{}", line.id));
    let claimed: Vec<String> = claimed.map(String::from).into_iter().chain(lines).collect();
    assert_eq!(risk, claimed.iter().map(|id| (id.as_str(), Conclusion::Proved)).collect::<Vec<_>>());
    // Nothing, insufficient evidence, and twelve lines with the one flow.
    let leakage = proof.leakage.unwrap();
    assert!((leakage.risk_bits - 14_f64.log2()).abs() < 1e-12, "{}", leakage.risk_bits);
    let purchase = leakage.purchase.unwrap();
    let bound = (purchase.tuples as f64).log2() + leakage.credit_bits + leakage.risk_bits;
    assert!((purchase.at_most_bits - bound).abs() < 1e-12);
}

/// A pack that is as the every-part one, with other members at these pointers.
fn with(changes: &[(&str, Value)]) -> Pack {
    let mut json: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("tests/vectors/every-part/pack.json")).unwrap())
            .unwrap();
    for (at, value) in changes {
        *json.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value.clone();
    }
    Pack::load_checked(&json.to_string()).unwrap()
}

fn conclusion(pack: &Pack, id: &str) -> Conclusion {
    claims(pack).iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("{id}")).conclusion
}

#[test]
fn a_line_that_nobody_gets_evidence_for_is_never_said_to_be_reached() {
    assert_eq!(conclusion(&with(&[]), "reach/line/risk.loss"), Conclusion::Proved);
    assert_eq!(conclusion(&with(&[]), "reach/credit"), Conclusion::Proved);
    // More days than the fact can be: whoever has them is refused, and all others are not covered.
    let risk = with(&[("/risk/evidence/0/coverage/at_least", json!(401))]);
    assert_eq!(conclusion(&risk, "reach/line/risk.loss"), Conclusion::NotProved);
    let credit =
        with(&[("/credit/evidence/0/coverage/at_least", json!(401)), ("/credit/evidence/0/tier", json!("consistent"))]);
    assert_eq!(conclusion(&credit, "reach/credit"), Conclusion::Proved, "the firm's own word needs no coverage");
}

#[test]
fn a_ratio_that_comes_later_leaves_open_what_search_alone_shows() {
    let own = json!({ "ratio": 10_000, "basis": basis() });
    let later = json!({ "from": "2200-01-01", "ratio": 5_000, "basis": basis() });
    for (initial, left) in [(json!([own]), Conclusion::Vacuous), (json!([own, later]), Conclusion::NotProved)] {
        let drawn = (0..).map(|seed| drawn(&mut Draw::new(seed)));
        let mut json = drawn.into_iter().find(|json| json["risk"]["margin"].is_object()).unwrap();
        json["risk"]["margin"]["initial"] = initial;
        // A fall is never below nothing.
        let never = json!({ "id": "l0", "measure": "fall_to_call", "below": 0, "outcome": "refuse", "basis": basis() });
        json["risk"]["lines"] = json!([never]);
        assert_eq!(conclusion(&Pack::load_checked(&json.to_string()).unwrap(), "reach/line/l0"), left);
    }
}
