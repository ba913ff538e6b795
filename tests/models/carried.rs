//! What a file carries beside its trees: it is used as the library uses it, or the file is refused with what to do.

use prescreen::{Code, Error};
use prescreen_model::convert::convert;
use prescreen_model::{Model, Scorer};
use serde_json::{Value, json};

use super::data::data;
use super::folder;

fn source(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn refused(text: &str, code: Code, at: &str, word: &str) -> Error {
    let error = convert(text.as_bytes()).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (code, at), "{error}");
    assert!(error.message.contains(word) && !error.help.is_empty(), "{error}");
    error
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

#[test]
fn categories_of_a_data_frame_are_never_read_as_codes() {
    // As lightgbm 4.7.0 writes them: one list for each column of pandas' type `category`.
    let light = source("lightgbm-gbdt.txt") + "\npandas_categorical:[[10, 20], [\"a\", \"b\"]]\n";
    let line = light.lines().position(|line| line.starts_with("pandas")).unwrap() + 1;
    let error = refused(&light, Code::Unsupported, &format!("line {line}"), "categories of a data frame");
    assert!(error.help.contains("cat.codes"), "{error}");
    for none in ["null", "[]"] {
        convert((source("lightgbm-gbdt.txt") + "\npandas_categorical:" + none + "\n").as_bytes()).unwrap();
    }
    // As xgboost 3.2.0 writes them: texts with their bounds, numbers with their type, nothing for a number's column.
    let texts = json!([{"offsets": [], "values": []}, {"offsets": [0, 1, 2], "values": [110, 115]}]);
    let numbers = json!([{"type": 15, "values": [10, 20, 30]}]);
    for (name, model, at) in [
        ("xgboost-gbtree.json", "/gradient_booster/model", "/learner/gradient_booster/model/cats/enc"),
        ("xgboost-dart.json", "/gradient_booster/gbtree/model", "/learner/gradient_booster/gbtree/model/cats/enc"),
    ] {
        for enc in [&texts, &numbers] {
            let text = edited(name, |learner| learner.pointer_mut(model).unwrap()["cats"]["enc"] = enc.clone());
            refused(&text, Code::Unsupported, at, "categories of a data frame");
        }
        let empty = json!([{"offsets": [], "values": []}]);
        let text = edited(name, |learner| learner.pointer_mut(model).unwrap()["cats"]["enc"] = empty.clone());
        convert(text.as_bytes()).unwrap();
    }
}

#[test]
fn a_file_that_two_interfaces_read_differently_is_refused() {
    let at = "/learner/attributes/best_iteration";
    let name = "xgboost-early-stopped.json";
    let native = |best: &str| {
        edited(name, |learner| learner["attributes"] = json!({ "best_iteration": best, "best_score": "0.5" }))
    };
    let error = refused(&native("5"), Code::Unsupported, at, "stopped early");
    assert!(error.help.contains("best_iteration + 1"), "{error}");
    // The last of nine rounds is the best one: there is one reading.
    let whole = edited(name, |learner| learner["attributes"] = json!({}));
    let (last, whole) = (convert(native("8").as_bytes()).unwrap(), convert(whole.as_bytes()).unwrap());
    assert_eq!(last, whole);
    refused(&native("9"), Code::Inconsistent, at, "no round");
    let error = convert(native("x").as_bytes()).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (Code::Type, at));
    let uneven = edited(name, |learner| {
        learner["gradient_booster"]["model"]["iteration_indptr"] = json!([0, 2, 17]);
        learner["attributes"]["best_iteration"] = json!("0");
    });
    refused(&uneven, Code::Inconsistent, at, "no round");
}

#[test]
fn a_model_without_trees_is_refused() {
    // The raw score of such a file is 0 by xgboost 2.1.4 and the base score itself by 3.2.0.
    let text = edited("xgboost-gbtree.json", |learner| {
        let model = &mut learner["gradient_booster"]["model"];
        model["trees"] = json!([]);
        model["tree_info"] = json!([]);
        model["iteration_indptr"] = json!([0]);
    });
    refused(&text, Code::Unsupported, "/learner/gradient_booster/model/trees", "no trees");
}

#[test]
fn an_old_text_of_lightgbm_is_refused_for_its_age() {
    let text = source("lightgbm-gbdt.txt");
    // Before 2.1 there was no version, before 2.2 no mark behind the trees but the importances.
    refused(&text.replacen("version=v4\n", "", 1), Code::Unsupported, "line 1", "LightGBM before 2.2");
    let old = text.replacen("version=v4", "version=v2", 1);
    let unmarked = old.replacen("end of trees", "\nfeature importances:\ngap_ms=7", 1);
    let line = unmarked.lines().position(|line| line == "feature importances:").unwrap() + 1;
    refused(&unmarked, Code::Unsupported, &format!("line {line}"), "LightGBM before 2.2");
    refused(&text.replacen("=v4", "=v5", 1), Code::Unsupported, "line 2", "'v5'");
    let newer = convert(text.as_bytes()).unwrap();
    for version in ["version=v2", "version=v3"] {
        assert_eq!(convert(text.replacen("version=v4", version, 1).as_bytes()).unwrap(), newer);
    }
    refused(&text.replacen("end of trees", "", 1), Code::Syntax, "", "cut short");
}

#[test]
fn a_feature_keeps_the_spaces_of_its_name() {
    for name in ["渠道\u{3000}", "\u{3000}渠道", "a\u{a0}"] {
        let text = source("lightgbm-gbdt.txt").replacen(" channel\n", &[" ", name, "\n"].concat(), 1);
        assert_eq!(convert(text.as_bytes()).unwrap().features()[3], name);
        let text = text.replace('\n', "\r\n");
        assert_eq!(convert(text.as_bytes()).unwrap().features()[3], name, "with the line ends of Windows");
        let text = edited("xgboost-gbtree.json", |learner| learner["feature_names"][3] = json!(name));
        assert_eq!(convert(text.as_bytes()).unwrap().features()[3], name);
    }
}

/// The numbers that stand alone in a line.
fn numbers(text: &str) -> Vec<f32> {
    text.lines().filter_map(|line| line.trim().parse().ok()).collect()
}

#[test]
fn files_of_strangers_are_read_as_their_library_reads_them() {
    let file = |name: &str| data("files_of_strangers", &format!("faults/{name}"));
    let text = |name: &str| file(name).map(|path| std::fs::read_to_string(path).unwrap());
    let expected = |name: &str| numbers(&text(&format!("{name}.expected.txt")).unwrap());
    for name in ["lgb-pandas-categories.txt", "xgb-no-trees.json"] {
        let Some(text) = text(name) else { continue };
        assert_eq!(convert(text.as_bytes()).unwrap_err().code, Code::Unsupported, "{name}");
    }
    if let Some(text) = text("xgb-base-margin-one-ulp.json") {
        let model = convert(text.as_bytes()).unwrap();
        let found: Vec<f32> = [-1.0, 0.5, 3.0].map(|gap| raw(model.clone(), &[gap]) as f32).to_vec();
        assert_eq!(found, expected("xgb-base-margin-one-ulp"));
    }
    if let Some(text) = text("xgb-best-iteration.json") {
        let mut scorer = Scorer::new(convert(text.as_bytes()).unwrap());
        for (gap, expected) in [-1.0, 0.0, 1.0].into_iter().zip(expected("xgb-best-iteration")) {
            let found = scorer.score(&[gap]).unwrap().output as f32;
            assert!(found.to_bits().abs_diff(expected.to_bits()) <= 2, "{gap}: {found} for {expected}");
        }
    }
    if let Some(text) = text("lgb-name-ends-in-wide-space.txt") {
        assert_eq!(convert(text.as_bytes()).unwrap().features(), ["gap", "渠道\u{3000}"]);
    }
}
