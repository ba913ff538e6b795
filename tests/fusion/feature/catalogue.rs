//! The catalogue: names that packs can use, and nothing that stays out of every score.

use prescreen::id::Id;
use prescreen::terms::protected::protected;
use prescreen_fusion::feature::{CATALOGUE, Features, MEANINGS, Need};

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
        assert_eq!(Id::of_parts(fact).as_str(), fact);
        assert!(fact.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{fact}");
        for text in [meaning.what, meaning.good_for, meaning.not_for, meaning.source] {
            assert!(text.len() > 5, "{fact}");
        }
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
