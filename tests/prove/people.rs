//! How people are distributed and what verdicts tell of them, against trying everybody: every combination
//! alike, under drawn marginals, and under drawn patterns.

use std::collections::BTreeMap;

use prescreen::Pack;
use prescreen::id::Id;
use prescreen_prove::{
    Comparison, FieldLeakage, Leakage, Marginals, NotComputed, Proof, compare, compare_under, prove, prove_under,
};
use serde_json::{Value, json};

use super::brute::{self, Everybody};
use super::random::Draw;

pub fn one_pack(pack: &Pack, everybody: &Everybody, draw: &mut Draw) {
    let alike = vec![1.0 / everybody.answers.len() as f64; everybody.answers.len()];
    let proof = prove(pack);
    agree(pack, everybody, &proof, &alike);
    let (document, weights) = independent(pack, everybody, draw);
    agree(pack, everybody, &proof_under(pack, &document), &weights);
    let (document, weights) = patterns(everybody, draw);
    agree(pack, everybody, &proof_under(pack, &document), &weights);
}

fn proof_under(pack: &Pack, document: &Value) -> Proof {
    prove_under(pack, &Marginals::read(&document.to_string()).unwrap()).unwrap()
}

/// Who moves from class to class, of people who answer as drawn marginals and patterns say; `pairs` are the classes by
/// both packs for each way of answering.
pub fn migration(a: &Pack, b: &Pack, everybody: &Everybody, pairs: &[(i64, i64)], draw: &mut Draw) {
    let alike = vec![1.0 / pairs.len() as f64; pairs.len()];
    moved(a, b, &compare(a, b), pairs, &alike);
    for (document, shares) in [independent(a, everybody, draw), patterns(everybody, draw)] {
        let marginals = Marginals::read(&document.to_string()).unwrap();
        moved(a, b, &compare_under(a, b, &marginals).unwrap(), pairs, &shares);
    }
}

fn moved(a: &Pack, b: &Pack, comparison: &Comparison, pairs: &[(i64, i64)], shares: &[f64]) {
    let mut expected: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    pairs.iter().zip(shares).for_each(|(pair, share)| *expected.entry(*pair).or_default() += share);
    assert_eq!(comparison.migration.len(), expected.len());
    for cell in &comparison.migration {
        let class = |pack: &Pack, class: &Option<Id>| brute::class(pack, class.as_ref().map(ToString::to_string));
        close(cell.share, expected[&(class(a, &cell.from), class(b, &cell.to))]);
    }
}

/// Weights for some of the items' answers, and the share of each combination that follows.
fn independent(pack: &Pack, everybody: &Everybody, draw: &mut Draw) -> (Value, Vec<f64>) {
    let mut items = json!({});
    let mut shares = vec![1.0; everybody.answers.len()];
    for (n, item) in pack.document().items().enumerate() {
        let id = item.id.as_str();
        let mut answers: Vec<&Value> = everybody.answers.iter().map(|answers| &answers[id]).collect();
        answers.sort_by_key(|answer| answer.to_string());
        answers.dedup();
        // One item is left out now and then: its answers weigh alike.
        let given = n > 0 || draw.below(3) > 0;
        let mut weights: Vec<usize> = answers.iter().map(|_| if given { draw.below(4) } else { 1 }).collect();
        weights[0] += usize::from(given);
        let all = weights.iter().sum::<usize>() as f64;
        if given {
            let list =
                answers.iter().zip(&weights).map(|(answer, weight)| json!({ "answer": answer, "weight": weight }));
            items[id] = list.collect();
        }
        for (share, whole) in shares.iter_mut().zip(&everybody.answers) {
            let place = answers.iter().position(|answer| **answer == whole[id]).unwrap();
            *share *= weights[place] as f64 / all;
        }
    }
    (json!({ "marginals": 1, "items": items }), shares)
}

/// A table of some whole sets of answers.
fn patterns(everybody: &Everybody, draw: &mut Draw) -> (Value, Vec<f64>) {
    let mut weights = vec![0_usize; everybody.answers.len()];
    let mut rows = Vec::new();
    for n in 0..3 {
        let (place, weight) = (draw.below(weights.len()), draw.below(5) + usize::from(n == 0));
        weights[place] += weight;
        rows.push(json!({ "answers": everybody.answers[place], "weight": weight }));
    }
    let all = weights.iter().sum::<usize>() as f64;
    (json!({ "marginals": 1, "patterns": rows }), weights.into_iter().map(|weight| weight as f64 / all).collect())
}

fn close(told: f64, expected: f64) {
    assert!((told - expected).abs() < 1e-9, "{told}, not {expected}");
}

/// The field of a shadow pack is counted by its closed list: every class, no class, or nothing at all.
#[test]
fn a_listed_shadow_pack_adds_what_its_list_can_say() {
    let load = |shadow: &str| {
        let text = include_str!("../vectors/verdict/pack.json");
        let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
        document["disclosure"]["shadow"] = serde_json::from_str(shadow).unwrap();
        prescreen_prove::prove(&Pack::load(&document.to_string()).unwrap()).leakage.unwrap()
    };
    let none = load("[]");
    close(none.shadow_bits, 0.0);
    let one = load(r#"[{"pack": "a", "classes": ["P1", "P2", "P3"]}]"#);
    close(one.shadow_bits, 5_f64.log2());
    let two = load(r#"[{"pack": "a", "classes": ["P1", "P2", "P3"]}, {"pack": "b", "classes": ["Q1", "Q2"]}]"#);
    close(two.shadow_bits, 3.0);
    for told in [one, two] {
        close(told.at_most_bits, none.at_most_bits + told.shadow_bits);
        close(told.mean_bits, none.mean_bits);
        close(told.sessions[0].at_most_bits, (none.at_most_bits + told.shadow_bits).min(42_f64.log2()));
        let (more, less) = (told.purchase.unwrap(), none.purchase.as_ref().unwrap());
        close(more.at_most_bits, less.at_most_bits + told.shadow_bits);
        for (with, without) in told.further.iter().zip(&none.further) {
            close(with.at_most_bits.unwrap(), without.at_most_bits.unwrap() + told.shadow_bits);
        }
    }
}

/// A rule of eligibility that reads answers tells of them; the facts are held still all the same.
#[test]
fn a_rule_of_eligibility_that_reads_answers_is_in_what_a_verdict_tells() {
    let (mut tried, mut told) = (0, 0);
    for seed in 0..400 {
        let mut draw = Draw::new(seed);
        let Some(mut json) = super::random::pack(&mut draw) else { continue };
        let without = prove(&Pack::load_checked(&json.to_string()).unwrap()).leakage.unwrap();
        json["eligibility"] = json!([
            { "id": "wary", "when": { "marks": { "$in": ["short_horizon"] } }, "outcome": "refer", "basis": super::random::basis() },
            { "id": "none", "when": { "marks": { "$in": ["no_loss"] }, "b": true }, "outcome": "refuse", "basis": super::random::basis() },
        ]);
        let pack = Pack::load_checked(&json.to_string()).unwrap();
        let everybody = Everybody::of(&pack);
        let alike = vec![1.0 / everybody.answers.len() as f64; everybody.answers.len()];
        let proof = prove(&pack);
        agree(&pack, &everybody, &proof, &alike);
        tried += 1;
        told += usize::from(proof.leakage.unwrap().tuples > without.tuples);
    }
    assert!(tried > 100 && told > 20, "{told} of {tried}");
}

#[test]
fn where_a_rule_always_applies_nothing_is_computed_and_it_says_why() {
    let mut draw = Draw::new(1);
    let mut json = std::iter::repeat_with(|| super::random::pack(&mut draw)).flatten().next().unwrap();
    let always = json!({ "$or": [{ "b": true }, { "b": { "$ne": true } }] });
    json["eligibility"] = json!([{ "id": "all", "when": always, "outcome": "refer", "basis": super::random::basis() }]);
    let proof = prove(&Pack::load_checked(&json.to_string()).unwrap());
    assert!(proof.leakage.is_none());
    assert_eq!(proof.leakage_not_computed, Some(NotComputed::RuleAlwaysApplies));
}

fn bits<K: Ord>(values: impl Iterator<Item = (K, f64)>) -> (usize, f64) {
    let mut shares: BTreeMap<K, f64> = BTreeMap::new();
    values.for_each(|(value, share)| *shares.entry(value).or_default() += share);
    let bits = shares.values().filter(|share| **share > 0.0).map(|share| -share * share.log2()).sum();
    (shares.len(), bits)
}

fn agree(pack: &Pack, everybody: &Everybody, proof: &Proof, shares: &[f64]) {
    let mut classes: BTreeMap<i64, f64> = BTreeMap::new();
    everybody.best().iter().zip(shares).for_each(|(class, share)| *classes.entry(*class).or_default() += share);
    close(proof.distribution.iter().map(|one| one.share).sum(), 1.0);
    for one in &proof.distribution {
        let class = brute::class(pack, one.class.as_ref().map(ToString::to_string));
        close(one.share, classes.get(&class).copied().unwrap_or(0.0));
    }
    let leakage = proof.leakage.as_ref().unwrap();
    let told = everybody.told(pack, None, None);
    let (tuples, mean) = bits(told.iter().zip(shares.iter().copied()));
    assert_eq!(leakage.tuples, tuples);
    close(leakage.mean_bits, mean);
    close(leakage.at_most_bits, (tuples as f64).log2());
    of_fields(&leakage.fields, &told, shares);
    for bound in &leakage.sessions {
        let one_person = (everybody.answers.len() as f64).log2();
        close(bound.at_most_bits, (leakage.at_most_bits * f64::from(bound.sessions)).min(one_person));
    }
    for further in &leakage.further {
        let with = everybody.told(pack, None, Some(further.reason.as_str()));
        let (tuples, more) = bits(with.iter().zip(shares.iter().copied()));
        assert_eq!(further.tuples, Some(tuples), "{}", further.reason);
        close(further.costs_bits.unwrap(), more - mean);
    }
    on_purchases(pack, everybody, leakage, shares);
}

fn of_fields(fields: &[FieldLeakage], told: &[[String; 3]], shares: &[f64]) {
    for (n, field) in fields.iter().take(3).enumerate() {
        let (values, mean) = bits(told.iter().map(|tuple| &tuple[n]).zip(shares.iter().copied()));
        assert_eq!(field.values, values, "{}", field.field);
        close(field.mean_bits, mean);
    }
}

/// On the product that is named a verdict tells what is said, and on no other product more.
fn on_purchases(pack: &Pack, everybody: &Everybody, leakage: &Leakage, shares: &[f64]) {
    let purchase = leakage.purchase.as_ref().unwrap();
    let told = everybody.told(pack, Some(&purchase.product), None);
    let (tuples, mean) = bits(told.iter().zip(shares.iter().copied()));
    assert_eq!(purchase.tuples, tuples);
    close(purchase.mean_bits, mean);
    of_fields(&purchase.fields, &told, shares);
    for product in brute::sheets(pack) {
        let told = everybody.told(pack, Some(&product), None);
        assert!(bits(told.iter().zip(shares.iter().copied())).0 <= tuples);
    }
}

#[test]
fn marginals_that_do_not_fit_are_refused_with_their_place() {
    let path = crate::root::root().join("packs/cn-bank.json");
    let pack = Pack::load(&std::fs::read_to_string(path).unwrap()).unwrap();
    let item = pack.document().items().next().unwrap();
    let (id, option) = (item.id.as_str(), item.options[0].id.as_str());
    let answer = |answer: &str, weight: i64| json!([{ "answer": answer, "weight": weight }]);
    let twice = json!([{ "answer": option, "weight": 1 }, { "answer": option, "weight": 2 }]);
    for (document, at) in [
        (json!({ "marginals": 2, "items": {} }), "/marginals".to_owned()),
        (json!({ "marginals": 1 }), String::new()),
        (json!({ "marginals": 1, "items": {}, "patterns": [] }), String::new()),
        (json!({ "marginals": 1, "items": { "nowhere": [] } }), "/items/nowhere".to_owned()),
        (json!({ "marginals": 1, "items": { id: answer("nothing", 1) } }), format!("/items/{id}/0/answer")),
        (json!({ "marginals": 1, "items": { id: answer(option, 0) } }), format!("/items/{id}")),
        (json!({ "marginals": 1, "items": { id: answer(option, -1) } }), format!("/items/{id}/0/weight")),
        (json!({ "marginals": 1, "items": { id: twice } }), format!("/items/{id}/1/answer")),
        (json!({ "marginals": 1, "patterns": [] }), "/patterns".to_owned()),
        (json!({ "marginals": 1, "patterns": [{ "answers": {}, "weight": 1 }] }), format!("/patterns/0/answers/{id}")),
    ] {
        let found = Marginals::read(&document.to_string()).and_then(|read| prove_under(&pack, &read));
        assert_eq!(found.unwrap_err().at, at, "{document}");
    }
}
