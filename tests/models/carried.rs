//! What a file carries beside its trees: it is used as the library uses it, or the file is refused with what to do.

use prescreen_model::convert::convert;
use prescreen_model::{Model, Scorer};
use serde_json::{Value, json};

use super::folder;

fn source(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn edited(name: &str, edit: impl Fn(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(&source(name)).unwrap();
    edit(&mut file["learner"]);
    file.to_string()
}

fn raw(model: Model, row: &[f64]) -> f64 {
    Scorer::new(model).score(row).unwrap().raw
}

#[test]
fn a_base_score_becomes_the_margin_of_the_library_bit_for_bit() {
    let mut checked = 0;
    for line in source("xgboost-base-margins.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();

        let text = edited("xgboost-single-leaf.json", |learner| {
            learner["objective"]["name"] = json!(cells[0]);
            learner["learner_model_param"]["base_score"] = json!(format!("[{}]", cells[1]));
        });
        let found = raw(convert(text.as_bytes()).unwrap(), &[0.0; 4]) as f32;
        assert_eq!(found.to_bits(), cells[2].parse::<f32>().unwrap().to_bits(), "{line}: {found}");
        checked += 1;
    }
    assert_eq!(checked, 300);
}
