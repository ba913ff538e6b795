//! Which models may be loaded for fraud.

use prescreen::Code;
use prescreen_model::Model;
use prescreen_model::convert::convert;

use super::data::data;
use super::folder;

fn model(name: &str) -> Model {
    convert(&std::fs::read(folder().join(name)).unwrap()).unwrap()
}

#[test]
fn a_model_is_bound_by_name_whatever_the_order() {
    let binding = model("lightgbm-gbdt.txt").bind(&["channel", "other", "idle", "gap_ms", "pastes"]).unwrap();
    assert_eq!(binding.positions, [3, 4, 2, 0]);
}

#[test]
fn a_model_that_needs_what_is_not_declared_does_not_load() {
    let error = model("xgboost-gbtree.json").bind(&["channel", "gap_ms", "pastes"]).unwrap_err();
    assert_eq!(error.code, Code::Reference);
    assert!(error.message.contains("idle"));
}

#[test]
fn a_model_that_needs_age_sex_or_origin_is_refused_even_if_declared() {
    let text = std::fs::read_to_string(folder().join("lightgbm-gbdt.txt")).unwrap();
    for name in ["age_in_years", "customerSex", "籍贯", "nationality", "native-country", "motherTongue"] {
        let model = convert(text.replace("gap_ms", name).as_bytes()).unwrap();
        let error = model.bind(&[name, "pastes", "idle", "channel"]).unwrap_err();
        assert_eq!(error.code, Code::Protected, "{name}");
        assert!(error.message.contains(name));
    }
}

#[test]
fn a_model_of_strangers_that_needs_origin_is_refused() {
    let name = "a_model_of_strangers_that_needs_origin_is_refused";
    let Some(path) = data(name, "faults/protected-native-country.json") else { return };
    let model = convert(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(model.bind(&["native-country"]).unwrap_err().code, Code::Protected);
}

#[test]
fn a_model_whose_output_is_no_probability_has_no_basis_points() {
    let error = model("lightgbm-poisson.txt").bind(&["gap_ms", "pastes", "idle", "channel"]).unwrap_err();
    assert_eq!(error.code, Code::Unsupported);
}
