//! What is claimed of what a person can afford: on small drawn packs what trying everybody says, and of the shipped pack.

use std::collections::BTreeMap;

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::terms::{CreditOutcome, FactValue, FileTier};
use prescreen::{Case, Pack, Screening, Session};
use prescreen_prove::{Applicant, Claim, Conclusion, claims, prove};
use serde_json::{Map, Value, json};

use super::random::{Draw, basis};
use super::root::root;

/// Facts of drawn packs: name, greatest number, and whether a file alone brings it.
pub const FACTS: [(&str, i64, bool); 6] = [
    ("pay", 3, true),
    ("rent", 2, false),
    ("cash", 2, false),
    ("plan", 2, false),
    ("gender", 1, false),
    ("days", 2, true),
];

/// Somebody's numbers, in the order of [`FACTS`].
pub type Numbers = [i64; 6];

/// Everybody's limit.
type Limits = BTreeMap<Numbers, i64>;

#[test]
fn on_two_thousand_small_packs_claims_are_what_trying_everybody_says() {
    let (mut tried, mut refuted, mut borrowed) = (0, 0, 0);
    for seed in 0.. {
        let json = drawn(&mut Draw::new(seed));
        let Ok(pack) = Pack::load_checked(&json.to_string()) else { continue };
        borrowed += usize::from(json["credit"]["limit"]["financed"] == "plan");
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one_pack(&pack)));
        refuted += told.unwrap_or_else(|_| panic!("seed {seed}: {json}"));
        tried += 1;
        if tried == 2_000 {
            break;
        }
    }
    assert!(refuted > 500, "hardly anything is refuted: {refuted}");
    assert!(borrowed > 200, "hardly anybody borrows: {borrowed}");
}

/// How many claims are refuted.
fn one_pack(pack: &Pack) -> usize {
    let limits: Limits = everybody().into_iter().map(|numbers| (numbers, limit(pack, &numbers))).collect();
    let told = claims(pack);
    let own = pack.document().ceilings().iter().find_map(|ceiling| ceiling.amount).unwrap();
    let mut refuted = 0;
    for claim in told.iter().filter(|claim| claim.id.contains("credit")) {
        let holds = match claim.id.as_str() {
            "credit/missing" => limits.keys().step_by(17).all(|numbers| never_helps(pack, numbers)),
            "credit/within" => limits.values().all(|limit| *limit <= own),
            "reach/credit" => limits.keys().any(|numbers| outcome(pack, numbers) == CreditOutcome::Proceed),
            "credit/protected" => never_falls(&limits, 4, &[-1, 1]),
            id => {
                let (way, fact) = id.strip_prefix("credit/").unwrap().split_once('/').unwrap();
                let place = FACTS.iter().position(|(name, ..)| *name == fact).unwrap();
                never_falls(&limits, place, if way == "more" { &[1] } else { &[-1] })
            }
        };
        let expected = if holds { Conclusion::Proved } else { Conclusion::Refuted };
        assert_eq!(claim.conclusion, expected, "{}", claim.id);
        refuted += usize::from(!holds);
        if let (Conclusion::Refuted, true) = (claim.conclusion, claim.id.starts_with("credit/")) {
            a_pair_shows_it(pack, claim);
        }
    }
    let credit: Vec<&str> = told.iter().map(|claim| claim.id.as_str()).filter(|id| id.contains("credit")).collect();
    if pack.document().credit.as_ref().is_some_and(|credit| credit.limit.financed.is_some()) {
        assert!(credit.contains(&"credit/less/plan"), "{credit:?}");
    }
    for id in ["credit/more/pay", "credit/less/rent", "credit/more/cash", "credit/more/days"] {
        assert!(credit.contains(&id), "{id} is not claimed: {credit:?}");
    }
    refuted
}

/// Whether nobody's limit falls where one fact changes by one of these steps.
fn never_falls(limits: &Limits, place: usize, steps: &[i64]) -> bool {
    limits.iter().all(|(numbers, limit)| {
        steps.iter().all(|step| {
            let mut other = *numbers;
            other[place] += step;
            limits.get(&other).is_none_or(|other| other >= limit)
        })
    })
}

/// Whether somebody who lacks a fact, or has it less well evidenced, has no limit.
fn never_helps(pack: &Pack, numbers: &Numbers) -> bool {
    let read: Vec<&Id> = pack.document().evidence().iter().map(|one| &one.fact).collect();
    (0..FACTS.len()).filter(|place| read.iter().any(|id| id.as_str() == FACTS[*place].0)).all(|place| {
        let without = weighed(pack, numbers, |n| if n == place { Brought::Not } else { Brought::Well });
        let weak = weighed(pack, numbers, |n| if n == place { Brought::Weakly } else { Brought::Well });
        without == 0 && (weak == 0 || !FACTS[place].2)
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
    let again = |applicant: &Applicant| {
        let json = serde_json::to_value(applicant).unwrap();
        let session = Session::read(&json["session"].to_string()).unwrap();
        let mut case = Case::read(&json["case"].to_string()).unwrap();
        for (fact, found) in &applicant.found {
            let value = found.value.clone();
            case.set_found(fact, Found::supposed(value, FileTier::Consistent, pack.currency_of(fact)));
        }
        let screening = Screening::of(pack, &session, &case).unwrap();
        assert_eq!(screening.assessment().credit, applicant.credit, "{}", claim.id);
        let goes_on = screening.assessment().credit.as_ref().unwrap().outcome.outcome().goes_on();
        screening.credit_arithmetic().filter(|_| goes_on).map_or(0, |arithmetic| arithmetic.limit)
    };
    assert!(again(worse) < again(better), "{}", claim.id);
}

pub fn everybody() -> Vec<Numbers> {
    let mut all: Vec<Numbers> = vec![[0; 6]];
    for (place, (_, most, _)) in FACTS.iter().enumerate() {
        let each = |numbers: &Numbers| {
            (0..=*most)
                .map(|number| {
                    let mut numbers = *numbers;
                    numbers[place] = number;
                    numbers
                })
                .collect::<Vec<Numbers>>()
        };
        all = all.iter().flat_map(each).collect();
    }
    all
}

#[derive(Clone, Copy, PartialEq)]
pub enum Brought {
    Well,
    Weakly,
    Not,
}

/// The limit of somebody who has every fact, each as well evidenced as it can be; nothing where a person decides.
pub fn limit(pack: &Pack, numbers: &Numbers) -> i64 {
    weighed(pack, numbers, |_| Brought::Well)
}

fn weighed(pack: &Pack, numbers: &Numbers, brought: impl Fn(usize) -> Brought) -> i64 {
    screened(pack, numbers, brought, |screening| {
        let goes_on = screening.assessment().credit.as_ref().unwrap().outcome.outcome().goes_on();
        screening.credit_arithmetic().filter(|_| goes_on).map_or(0, |arithmetic| arithmetic.limit)
    })
}

fn outcome(pack: &Pack, numbers: &Numbers) -> CreditOutcome {
    screened(pack, numbers, |_| Brought::Well, |screening| screening.assessment().credit.as_ref().unwrap().outcome)
}

pub fn screened<T>(
    pack: &Pack,
    numbers: &Numbers,
    brought: impl Fn(usize) -> Brought,
    told: impl Fn(&Screening<'_>) -> T,
) -> T {
    let mut case = Case::default();
    let mut attested = Map::new();
    for (place, (name, _, of_file)) in FACTS.iter().enumerate() {
        let id = Id::try_from((*name).to_owned()).unwrap();
        let value = FactValue::Integer(numbers[place]);
        match (brought(place), of_file) {
            (Brought::Not, _) | (Brought::Weakly, false) => {}
            (brought, true) => {
                let tier = if brought == Brought::Well { FileTier::Consistent } else { FileTier::Parsed };
                case.set_found(&id, Found::supposed(value, tier, pack.currency_of(&id)));
            }
            (_, false) => {
                let value = if *name == "gender" { json!(numbers[place] == 1) } else { json!(numbers[place]) };
                attested.insert((*name).into(), value);
            }
        }
    }
    let session = super::brute::session(pack, &Value::Object(attested));
    told(&Screening::of(pack, &session, &case).unwrap())
}

/// A pack that asks what a person can afford, of few numbers.
pub fn drawn(draw: &mut Draw) -> Value {
    let fact = |(name, most, of_file): &(&str, i64, bool)| {
        let mut fact = json!({
            "id": name, "type": "integer", "unit": "count", "min": 0, "max": most,
            "provided_by": [if *of_file { "file" } else { "host" }],
        });
        match *name {
            "pay" | "rent" | "cash" => {
                fact["unit"] = json!("minor_units");
                fact["currency"] = json!("EUR");
            }
            "gender" => fact = json!({ "id": name, "type": "boolean", "provided_by": ["host"] }),
            _ => {}
        }
        fact
    };
    let mut facts: Vec<Value> = FACTS.iter().map(fact).collect();
    let mut characteristics = Vec::new();
    for (name, most, _) in FACTS {
        if draw.below(3) == 0 {
            continue;
        }
        let points: Vec<i64> = (0..=most).map(|_| draw.below(7) as i64 - 2).collect();
        if name == "gender" {
            let options =
                json!([{ "option": "true", "points": points[1] }, { "option": "false", "points": points[0] }]);
            // Often the check's own rule is kept: nothing reads it.
            if draw.below(3) == 0 {
                characteristics.push(json!({ "fact": name, "reference": 9, "options": options }));
            }
            continue;
        }
        let cut = 1 + draw.below(most as usize) as i64;
        let mut bins = vec![json!({ "below": cut, "points": points[0] })];
        // More often as they should be, so that many claims hold.
        let up = if name == "rent" { -1 } else { 1 };
        let next = if draw.below(3) > 0 { points[0] + up * draw.below(4) as i64 } else { points[1] };
        if cut < most && draw.below(2) == 0 {
            bins.push(json!({ "below": cut + 1, "points": next }));
            bins.push(json!({ "points": if draw.below(3) > 0 { next + up } else { points[0] } }));
        } else {
            bins.push(json!({ "points": next }));
        }
        characteristics.push(json!({ "fact": name, "reference": 9, "bins": bins }));
    }
    let weighed = |name: &str| characteristics.iter().any(|one| one["fact"] == name);
    let coverage = json!({ "fact": "days", "at_least": 1 + draw.below(2) });
    let mut evidence = vec![
        json!({ "fact": "pay", "tier": "consistent", "coverage": coverage, "basis": basis() }),
        json!({ "fact": "rent", "tier": "attested", "basis": basis() }),
        json!({ "fact": "cash", "tier": "declared", "basis": basis() }),
    ];
    // Where nobody has points for what is planned, it is often borrowed.
    let borrowed = !weighed("plan") && draw.below(2) == 0;
    if borrowed {
        facts[3]["unit"] = json!("minor_units");
        facts[3]["currency"] = json!("EUR");
    }
    for name in ["plan", "gender", "days"].into_iter().filter(|name| weighed(name) || borrowed && *name == "plan") {
        let tier = if name == "days" { "consistent" } else { "attested" };
        evidence.push(json!({ "fact": name, "tier": tier, "basis": basis() }));
    }
    let stress = |draw: &mut Draw, n: usize| {
        json!({
            "id": format!("s{n}"), "income_less": draw.below(3) * 2_500, "rate_more": 0,
            "costs_more": draw.below(3) * 5_000, "basis": basis(),
        })
    };
    let stresses: Vec<Value> = (0..1 + draw.below(2)).map(|n| stress(draw, n)).collect();
    let mut ceilings = vec![
        json!({ "id": "left", "left_months": 1 + draw.below(3), "basis": basis() }),
        json!({ "id": "cash-share", "fact": "cash", "share": 5_000 * (1 + draw.below(2)), "basis": basis() }),
        json!({ "id": "own", "amount": 1 + draw.below(3), "basis": basis() }),
    ];
    let first = draw.below(3);
    ceilings.rotate_left(first);
    let mut pack = super::random::pack_of(2, &mut Draw::new(0)).unwrap();
    pack["facts"] = json!(facts);
    pack["classes"]["lowest"]["when"] = json!({ "q0": { "$in": ["o0"] } });
    pack["classes"]["caps"] = json!([]);
    pack["contradictions"] = json!([]);
    pack["matching"]["rules"] = json!([]);
    pack["never"] = json!([]);
    pack["credit"] = json!({
        "evidence": evidence,
        "scorecard": { "base": draw.below(3), "characteristics": characteristics },
        "least_points": { "points": draw.below(8) as i64 - 1, "basis": basis() },
        "limit": {
            "income": "pay", "costs": ["rent"], "stresses": stresses, "ceilings": ceilings, "least": 1,
            "step": 1,
        },
    });
    if borrowed {
        pack["credit"]["limit"]["financed"] = json!("plan");
    }
    pack
}

#[test]
fn the_shipped_pack_keeps_what_is_claimed_of_every_pack() {
    let text = std::fs::read_to_string(root().join("packs/cn-affordability.json")).unwrap();
    let proof = prove(&Pack::load(&text).unwrap());
    let credit: Vec<(&str, Conclusion)> = proof
        .claims
        .iter()
        .filter(|claim| claim.id.contains("credit"))
        .map(|claim| (claim.id.as_str(), claim.conclusion))
        .collect();
    let claimed = [
        "credit/more/found-income-monthly",
        "credit/less/found-outflow-monthly",
        "credit/more/found-liquid-balance",
        "credit/less/owed-here",
        "credit/more/collateral-here",
        "credit/less/order-financed",
        "credit/more/found-days-received",
        "credit/missing",
        "credit/protected",
        "credit/within",
        "reach/credit",
    ];
    assert_eq!(credit, claimed.map(|id| (id, Conclusion::Proved)));
    // Three bands of a lower limit, the firm's own, insufficient evidence; a person decides for one of four
    // characteristics, three ceilings, or more that would be borrowed than the limit.
    let leakage = proof.leakage.unwrap();
    assert!((leakage.credit_bits - 13_f64.log2()).abs() < 1e-12, "{}", leakage.credit_bits);
    // It is asked in purchases alone.
    assert!((leakage.at_most_bits - (leakage.tuples as f64).log2()).abs() < 1e-12);
    let purchase = leakage.purchase.unwrap();
    let bound = (purchase.tuples as f64).log2() + leakage.credit_bits + leakage.risk_bits;
    assert!((purchase.at_most_bits - bound).abs() < 1e-12);
}
