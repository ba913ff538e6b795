//! What is claimed of what borrowing would cost: on small drawn packs what trying everybody says, and of the shipped pack.

use std::collections::BTreeMap;

use prescreen::{Pack, Screening};
use prescreen_prove::{Conclusion, claims, prove};
use serde_json::{Value, json};

use super::credit::{Brought, FACTS, Numbers, drawn, everybody, screened};
use super::random::{Draw, basis};
use super::root::root;

/// Everybody's price, of those who have a limit.
type Prices = BTreeMap<Numbers, (i64, i64)>;

/// Above every cap, which no price is shown for.
const NONE: (i64, i64) = (i64::MAX, i64::MAX);

/// Among the packs from here are some whose coverage is read for points too, and needs to be higher for a price (700645).
const FIRST: u64 = 700_000;

#[test]
fn on_two_thousand_small_packs_claims_are_what_trying_everybody_says() {
    let (mut tried, mut refuted, mut open) = (0, 0, 0);
    for seed in FIRST.. {
        let json = priced(&mut Draw::new(seed));
        let Ok(pack) = Pack::load_checked(&json.to_string()) else { continue };
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| one_pack(&pack)));
        let (wrong, unsure) = told.unwrap_or_else(|_| panic!("seed {seed}: {json}"));
        (refuted, open) = (refuted + wrong, open + unsure);
        tried += 1;
        if tried == 2_000 {
            break;
        }
    }
    assert!(refuted > 100, "hardly anything is refuted: {refuted}");
    assert!(open < refuted, "too much is left open: {open}");
}

/// How many claims are refuted, and left open.
fn one_pack(pack: &Pack) -> (usize, usize) {
    let everybody = everybody().into_iter();
    let shown = pack.with_price_shown().unwrap();
    let prices: Prices =
        everybody.filter_map(|numbers| Some((numbers, price(&shown, &numbers, |_| Brought::Well)?))).collect();
    let cap = i64::from(pack.compiled().price.as_ref().unwrap().cap().unwrap().rate);
    let (mut refuted, mut open) = (0, 0);
    for claim in claims(pack).iter().filter(|claim| claim.id.starts_with("price/")) {
        let holds = match claim.id.as_str() {
            "price/missing" => prices.keys().step_by(7).all(|numbers| never_helps(&shown, numbers)),
            "price/within" => prices.values().filter(|price| **price != NONE).all(|(_, high)| *high <= cap),
            "price/protected" => never_dearer(&prices, 4, &[-1, 1]),
            id => {
                let (way, fact) = id.strip_prefix("price/").unwrap().split_once('/').unwrap();
                let place = FACTS.iter().position(|(name, ..)| *name == fact).unwrap();
                never_dearer(&prices, place, if way == "more" { &[1] } else { &[-1] })
            }
        };
        // Likelihoods that differ and come to one price are left open, and never said to be refuted.
        let unsure = holds && claim.conclusion == Conclusion::NotProved;
        let expected = if holds { Conclusion::Proved } else { Conclusion::Refuted };
        assert!(unsure || claim.conclusion == expected, "{}: {:?}, not {expected:?}", claim.id, claim.conclusion);
        assert_eq!(claim.conclusion == Conclusion::Refuted, claim.beside.is_some(), "{}", claim.id);
        (refuted, open) = (refuted + usize::from(!holds), open + usize::from(unsure));
    }
    (refuted, open)
}

/// Whether nobody who keeps a limit is shown a dearer price where one fact changes by one of these steps.
fn never_dearer(prices: &Prices, place: usize, steps: &[i64]) -> bool {
    prices.iter().all(|(numbers, (low, high))| {
        steps.iter().all(|step| {
            let mut other = *numbers;
            other[place] += step;
            prices.get(&other).is_none_or(|(other_low, other_high)| other_low <= low && other_high <= high)
        })
    })
}

/// Whether somebody who lacks a fact that is read, or has it less well evidenced, is shown no price.
fn never_helps(pack: &Pack, numbers: &Numbers) -> bool {
    let read = pack.document().evidence().iter().map(|one| one.fact.as_str());
    let mut places = read.filter_map(|id| FACTS.iter().position(|(name, ..)| *name == id));
    places.all(|place| {
        let one = |how| price(pack, numbers, |n| if n == place { how } else { Brought::Well });
        one(Brought::Not).is_none() && (!FACTS[place].2 || one(Brought::Weakly).is_none())
    })
}

/// Somebody's band; none where they have no limit, or where facts are too weak.
fn price(pack: &Pack, numbers: &Numbers, brought: impl Fn(usize) -> Brought) -> Option<(i64, i64)> {
    let told = |screening: &Screening<'_>| {
        let price = json!(screening.price().unwrap());
        match price["none"].as_str() {
            None => Some((price["band"]["low"].as_i64().unwrap(), price["band"]["high"].as_i64().unwrap())),
            Some("above_cap") => Some(NONE),
            Some(_) => None,
        }
    };
    screened(pack, numbers, brought, told)
}

/// A pack that asks what a person can afford, with a price.
fn priced(draw: &mut Draw) -> Value {
    let mut pack = drawn(draw);
    let rates = |low: usize, high: usize| json!({ "low": low, "high": high, "basis": basis() });
    let mut ends: Vec<usize> = (0..1 + draw.below(3)).map(|_| draw.below(9)).collect();
    ends.sort_unstable();
    ends.dedup();
    let (mut low, apart) = (4_500 + draw.below(3) * 500, 500 + draw.below(3) * 500);
    let mut defaults = Vec::new();
    for end in ends.into_iter().map(Some).chain([None]) {
        defaults.push(json!({ "below": end, "probability": rates(low, low + apart) }));
        low -= (1 + draw.below(2)) * 500;
    }
    pack["price"] = json!({
        "off": if draw.below(2) == 0 { json!({ "basis": basis() }) } else { Value::Null },
        "evidence": { "tier": "declared", "coverage": { "fact": "days", "at_least": draw.below(3) }, "basis": basis() },
        "costs": [{
            "from": "2000-01-01", "funding": rates(200, 250), "operating": rates(100, 100), "margin": rates(50, 100),
        }],
        "defaults": defaults,
        "losses": [{ "share": 2_500 * (1 + draw.below(2)), "basis": basis() }],
        "caps": [{ "id": "own", "rate": 2_000 + draw.below(5) * 1_000, "basis": basis() }],
    });
    pack
}

#[test]
fn the_shipped_pack_keeps_what_is_claimed_of_its_price_while_it_is_off() {
    let text = std::fs::read_to_string(root().join("packs/cn-affordability.json")).unwrap();
    let pack = Pack::load(&text).unwrap();
    assert!(pack.compiled().price.as_ref().unwrap().off);
    let proof = prove(&pack);
    let price = proof.claims.iter().filter(|claim| claim.id.starts_with("price/"));
    let price: Vec<(&str, Conclusion)> = price.map(|claim| (claim.id.as_str(), claim.conclusion)).collect();
    let claimed = [
        "price/more/found-income-monthly",
        "price/less/found-outflow-monthly",
        "price/more/found-liquid-balance",
        "price/less/owed-here",
        "price/more/collateral-here",
        "price/less/order-financed",
        "price/more/found-days-received",
        "price/missing",
        "price/protected",
        "price/within",
    ];
    assert_eq!(price, claimed.map(|id| (id, Conclusion::Proved)));
}
