//! The catalogue: names that packs can use, and nothing that stays out of every score.

use prescreen::id::Id;
use prescreen::terms::protected::protected;
use prescreen::terms::{FactValue, FileTier};
use prescreen_fusion::feature::{CATALOGUE, Features, MEANINGS, Need, Unit};
use serde_json::{Value, json};

use super::year;

#[test]
fn every_feature_is_computed_or_typed_in() {
    let features = Features::of(&year().0);
    for feature in CATALOGUE {
        assert_eq!(features.get(feature.id).is_none(), feature.needs.of == Need::Statement, "{:?}", feature.id);
    }
    let ids: Vec<_> = features.iter().map(|(id, _)| id).collect();
    assert!(ids.is_sorted());
}

#[test]
fn every_feature_has_a_fact_that_a_pack_can_name_and_says_what_it_is_for() {
    assert_eq!(CATALOGUE.len(), MEANINGS.len());
    for (feature, meaning) in CATALOGUE.iter().zip(MEANINGS) {
        assert_eq!(feature.id, meaning.id);
        let fact = feature.id.fact();
        assert_eq!(Id::of_parts(&fact).as_str(), fact);
        assert!(fact.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{fact}");
        for text in [meaning.what, meaning.good_for, meaning.not_for, meaning.source] {
            assert!(text.len() > 5, "{fact}");
        }
    }
}

#[test]
fn what_is_known_is_a_fact_and_what_is_unknown_is_none() {
    let features = Features::of(&year().0);
    let facts = features.facts();
    let of = |name: &str| facts.iter().find(|(fact, _)| fact.as_str() == name).map(|(_, found)| found);
    let days = of("found-days-asked").unwrap();
    assert!(matches!((&days.value, days.tier), (FactValue::Integer(365), FileTier::Consistent)));
    assert!(of("found-buffer-days").is_none());
    assert!(facts.len() < CATALOGUE.len());
}

#[test]
fn the_example_pack_reads_facts_of_the_catalogue_in_their_units() {
    let pack: Value = serde_json::from_str(include_str!("../../../examples/records-pack/pack.json")).unwrap();
    let from_files: Vec<&Value> =
        pack["facts"].as_array().unwrap().iter().filter(|fact| fact["provided_by"] == json!(["file"])).collect();
    assert_eq!(from_files.len(), 6);
    for fact in from_files {
        let feature = CATALOGUE.iter().find(|feature| fact["id"] == feature.id.fact()).unwrap();
        // A pack counts days as things.
        let unit = if feature.unit == Unit::Days { "count" } else { feature.unit.word() };
        assert_eq!(fact["unit"], unit, "{}", feature.id.fact());
    }
}

#[test]
fn no_feature_speaks_of_age_sex_or_origin_or_of_traffic() {
    for feature in CATALOGUE {
        let name = feature.id.word();
        assert_eq!(protected(name), None, "{name}");
        for out in ["traffic", "litigation", "lawsuit", "sex", "district", "region"] {
            assert!(!name.contains(out), "{name}");
        }
    }
}

#[test]
fn the_page_of_features_says_what_the_catalogue_says() {
    let page = include_str!("../../../docs/statements-features.md");
    let mut rows = page.lines().filter(|line| line.starts_with("| `found-"));
    for (feature, meaning) in CATALOGUE.iter().zip(MEANINGS) {
        let needs = match feature.needs.of {
            Need::Statement => "typed in".to_owned(),
            of => format!("{} {}", feature.needs.least, of.word().replace('_', " ")),
        };
        let row = format!(
            "| `{}` | {} | {needs} | {} | {} | {} | {} | {} |",
            feature.id.fact(),
            feature.unit.word().replace('_', " "),
            feature.better.word(),
            meaning.what,
            meaning.good_for,
            meaning.not_for,
            meaning.source
        );
        assert_eq!(rows.next(), Some(row.as_str()));
    }
    assert_eq!(rows.next(), None);
}
