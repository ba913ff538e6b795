//! Models that teams bring, in their compact form: one row, many rows, and what each feature contributed.
//!
//! Numbers cross as typed arrays, NaN for a missing value.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::json::read_text;
use prescreen_boundary::{plain, thrown};
use prescreen_model::{Scorer, basis_points};

/// Bytes of a list of declared names.
const MAX_DECLARED_BYTES: usize = 1 << 20;

/// A model made ready to score rows.
#[wasm_bindgen]
pub struct Model {
    scorer: Scorer,
    /// A row that stays here, so that one can be handed over without a place being made for it.
    row: Vec<f64>,
}

#[wasm_bindgen]
impl Model {
    /// Reads a model in its compact form; throws an `Error` with `code`, `at` and `help`.
    pub fn read(bytes: &[u8]) -> Result<Model, JsValue> {
        let model = prescreen_model::Model::read(bytes).map_err(|error| thrown(&error))?;
        Ok(Self { row: vec![f64::NAN; model.features().len()], scorer: Scorer::new(model) })
    }

    /// Names of the features, in the order of a row.
    pub fn features(&self) -> JsValue {
        plain(Ok(self.scorer.model().features()))
    }

    /// Binds the model to declared names (a JSON list) as a fraud model: for each feature its position among them.
    pub fn bind(&self, declared: &str) -> JsValue {
        let bound =
            read_text::<Vec<String>>(declared, MAX_DECLARED_BYTES).and_then(|names| self.scorer.model().bind(&names));
        plain(bound.map(|binding| binding.positions))
    }

    /// Raw score of a row; throws as `read` does.
    pub fn raw(&mut self, row: &[f64]) -> Result<f64, JsValue> {
        self.scorer.raw(row).map_err(|error| thrown(&error))
    }

    /// Where in the memory a row can be written for `raw_of_row`: one value for each feature.
    pub fn row(&mut self) -> *mut f64 {
        self.row.as_mut_ptr()
    }

    /// Raw score of the row that was written at `row`.
    pub fn raw_of_row(&mut self) -> f64 {
        self.scorer.raw(&self.row).unwrap_or(f64::NAN)
    }

    /// Raw scores of rows that stand one after another; throws as `read` does.
    pub fn raw_batch(&mut self, rows: &[f64]) -> Result<Vec<f64>, JsValue> {
        self.scorer.raw_rows(rows).map_err(|error| thrown(&error))
    }

    /// The output behind a raw score of this model.
    pub fn output(&self, raw: f64) -> f64 {
        self.scorer.output(raw)
    }

    /// The contribution of each feature, then the expected raw score; throws as `read` does.
    pub fn attributions(&self, row: &[f64]) -> Result<Vec<f64>, JsValue> {
        self.scorer.model().attributions(row).map_err(|error| thrown(&error))
    }
}

/// A probability in basis points, as a rule sees it; none for NaN.
#[wasm_bindgen(js_name = "basis_points")]
pub fn in_basis_points(probability: f64) -> Option<u16> {
    basis_points(probability)
}
