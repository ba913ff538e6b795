//! The order of products across the boundary.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::session::read_products;
use prescreen_boundary::answer;

use super::screening::Screening;

#[wasm_bindgen]
impl Screening {
    /// Products, a JSON list of sheets, in the order in which they fit; `null` where the pack ranks none in this session.
    pub fn shelf(&self, products: &str) -> JsValue {
        answer(read_products(products).and_then(|products| self.0.shelf(&products)))
    }
}
