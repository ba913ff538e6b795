//! The published tables counted a second way: no walk and no merging of states. Points are convolved item by
//! item into a table of sums, one axis per dimension, and a mark is counted by taking away those without it.

use std::collections::BTreeMap;

use prescreen::Pack;
use prescreen::pack::schema::Mark;
use prescreen_prove::prove;
use serde_json::{Value, json};

use super::published::published;

type Sums = BTreeMap<Vec<i64>, u128>;

/// The table with its bands, but no predicate, cap or contradiction.
fn banded(name: &str) -> Value {
    let mut pack = published(name);
    let item = pack["questionnaire"]["sections"][0]["items"][0].clone();
    let (id, one, other) = (item["id"].as_str().unwrap(), &item["options"][0]["id"], &item["options"][1]["id"]);
    pack["classes"]["caps"] = json!([]);
    // Nobody gives two answers to one question.
    pack["classes"]["lowest"]["when"] = json!({ "$and": [{ id: one }, { id: other }] });
    pack["contradictions"] = json!([]);
    pack["never"] = json!([]);
    pack
}

fn items(pack: &Value) -> impl Iterator<Item = &Value> {
    pack["questionnaire"]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["items"].as_array().unwrap())
}

fn basic(pack: &Value) -> Vec<&str> {
    let dimensions = pack["classes"]["dimensions"].as_array().unwrap().iter();
    dimensions.filter(|one| !one["sum_of"].is_array()).map(|one| one["id"].as_str().unwrap()).collect()
}

/// How many answers to an item give which points; without options that have the mark where that is asked.
fn answers(item: &Value, dimensions: &[&str], without: Option<&str>) -> Sums {
    let marked = |option: &&Value| {
        let marks = option["marks"].as_array();
        without.is_some_and(|mark| marks.is_some_and(|marks| marks.iter().any(|one| one == mark)))
    };
    let options: Vec<&Value> = item["options"].as_array().unwrap().iter().filter(|option| !marked(option)).collect();
    let points = |option: &Value, dimension: &str| option["points"][dimension].as_i64().unwrap_or(0);
    let subsets: Vec<Vec<&Value>> = if item["kind"] == "multiple" {
        (1_usize..1 << options.len())
            .map(|set| (0..options.len()).filter(|n| set >> n & 1 == 1).map(|n| options[n]).collect())
            .collect()
    } else {
        options.iter().map(|option| vec![*option]).collect()
    };
    let mut sums = Sums::new();
    for subset in subsets {
        let score = |dimension: &&str| {
            let all = subset.iter().map(|option| points(option, dimension));
            if item["pick"] == "max" { all.max().unwrap() } else { all.sum() }
        };
        *sums.entry(dimensions.iter().map(score).collect()).or_default() += 1;
    }
    sums
}

fn convolved(pack: &Value, without: Option<&str>) -> Sums {
    let dimensions = basic(pack);
    let mut all = Sums::from([(vec![0; dimensions.len()], 1)]);
    for item in items(pack) {
        let one = answers(item, &dimensions, without);
        let mut next = Sums::new();
        for (sum, count) in &all {
            for (points, more) in &one {
                let total = sum.iter().zip(points).map(|(sum, points)| sum + points).collect();
                *next.entry(total).or_default() += count * more;
            }
        }
        all = next;
    }
    all
}

/// Combinations per class: the least of the bands that each sum falls in.
fn classes(pack: &Value, sums: &Sums) -> Vec<u128> {
    let list = pack["classes"]["list"].as_array().unwrap();
    let names = basic(pack);
    let mut counts = vec![0_u128; list.len()];
    for (sum, count) in sums {
        let mut class = list.len() - 1;
        for dimension in pack["classes"]["dimensions"].as_array().unwrap() {
            let Some(bands) = dimension["bands"].as_array() else { continue };
            let part = |id: &str| sum[names.iter().position(|name| *name == id).unwrap()];
            let score: i64 = match dimension["sum_of"].as_array() {
                Some(parts) => parts.iter().map(|id| part(id.as_str().unwrap())).sum(),
                None => part(dimension["id"].as_str().unwrap()),
            };
            let inside = |band: &&Value| {
                band["from"].as_i64().is_none_or(|from| from <= score)
                    && band["to"].as_i64().is_none_or(|to| score <= to)
            };
            let band = bands.iter().find(inside).unwrap();
            class = class.min(list.iter().position(|one| *one == band["class"]).unwrap());
        }
        counts[class] += count;
    }
    counts
}

#[test]
fn a_second_way_of_counting_agrees_on_the_published_tables() {
    for name in ["cn-securities", "cn-securities-firm-a", "cn-bank"] {
        let json = banded(name);
        let proof = prove(&Pack::load_checked(&json.to_string()).unwrap());
        let all = classes(&json, &convolved(&json, None));
        let told = |counts: &[prescreen_prove::ClassCount]| -> Vec<u128> {
            counts.iter().filter(|one| one.class.is_some()).map(|one| one.combinations.0).collect()
        };
        assert_eq!(told(&proof.classes), all, "{name}");
        assert_eq!(proof.combinations.0, all.iter().sum::<u128>(), "{name}");
        for (mark, word) in [
            (Mark::NoLoss, "no_loss"),
            (Mark::NoCapacity, "no_capacity"),
            (Mark::NoExperience, "no_experience"),
            (Mark::ShortHorizon, "short_horizon"),
        ] {
            let without = classes(&json, &convolved(&json, Some(word)));
            let with: Vec<u128> = all.iter().zip(&without).map(|(all, without)| all - without).collect();
            match proof.marks.iter().find(|marked| marked.mark == mark) {
                Some(marked) => assert_eq!(told(&marked.classes), with, "{name} {word}"),
                None => assert_eq!(with.iter().sum::<u128>(), 0, "{name} {word}"),
            }
        }
    }
}
