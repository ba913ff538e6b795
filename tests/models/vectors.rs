//! Every kind of model against what its library says: raw bits, output, contributions.

use std::path::Path;

use ndarray::Array2;
use prescreen_model::convert::convert;
use prescreen_model::forest::Precision;
use prescreen_model::{Form, Model, Scorer};
use serde_json::Value;

use super::model_files;

/// Rows in the model's order.
pub(super) fn rows(path: &Path, model: &Model) -> Vec<Vec<f64>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let columns: Vec<usize> =
        model.features().iter().map(|name| header.iter().position(|other| other == name).unwrap()).collect();
    let number = |text: &str| if text.is_empty() { f64::NAN } else { text.parse().unwrap() };
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            columns.iter().map(|column| number(cells[*column])).collect()
        })
        .collect()
}

fn is_single(model: &Model) -> bool {
    matches!(model.form(), Form::Trees(forest) if matches!(forest.arithmetic, Precision::Single { .. }))
}

/// Units in the last place of the library's own type.
fn apart(found: f64, expected: f64, single: bool) -> u64 {
    let place = |bits: i64, least: i64| if bits < 0 { least.wrapping_sub(bits) } else { bits };
    if single {
        let place = |value: f64| place(i64::from((value as f32).to_bits() as i32), i64::from(i32::MIN));
        return place(found).abs_diff(place(expected));
    }
    place(found.to_bits() as i64, i64::MIN).abs_diff(place(expected.to_bits() as i64, i64::MIN))
}

pub(super) fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_str().unwrap().parse().unwrap()).collect()
}

#[test]
fn every_kind_of_model_scores_as_its_library() {
    for path in model_files() {
        let model =
            convert(&std::fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let rows = rows(&path.with_extension("csv"), &model);
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(path.with_extension("expected.json")).unwrap()).unwrap();
        let (raw, output) = (numbers(&expected["raw"]), numbers(&expected["output"]));
        let single = is_single(&model);
        // XGBoost takes contributions in 32 bits.
        let tolerance = if single { 1e-5 } else { 1e-9 };
        let bytes = model.write();
        let read = Model::read(&bytes).unwrap();
        assert_eq!(read.write(), bytes, "{}: other bytes when written again", path.display());
        for model in [model, read] {
            let mut scorer = Scorer::new(model);
            for (n, row) in rows.iter().enumerate() {
                let place = format!("{} row {n}", path.display());
                let score = scorer.score(row).unwrap();
                let expected_raw = if single { f64::from(raw[n] as f32) } else { raw[n] };
                assert_eq!(score.raw.to_bits(), expected_raw.to_bits(), "{place}: {} for {}", score.raw, raw[n]);
                assert!(apart(score.output, output[n], single) <= 2, "{place}: {} for {}", score.output, output[n]);
                let parts = scorer.model().attributions(row).unwrap();
                let contributions = numbers(&expected["contributions"][n]);
                assert_eq!(parts.len(), contributions.len());
                for (part, expected) in parts.iter().zip(contributions) {
                    assert!(
                        (part - expected).abs() <= tolerance * expected.abs().max(1.0),
                        "{place}: {part} for {expected}"
                    );
                }
            }
            let batch = Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).unwrap();
            let batch: Vec<u64> = scorer.raw_batch(batch.view()).unwrap().iter().map(|raw| raw.to_bits()).collect();
            let one_by_one: Vec<u64> = rows.iter().map(|row| scorer.score(row).unwrap().raw.to_bits()).collect();
            assert_eq!(batch, one_by_one, "{}: a batch differs", path.display());
        }
    }
}
