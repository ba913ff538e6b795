//! What the browser does for whoever reads statements.

use js_sys::Function;
use prescreen_boundary::decoded;
use prescreen_fusion::text::{Encoding, Host};
use wasm_bindgen::JsValue;

/// A browser, or Node, and whom it tells how far a file is read.
pub struct Browser(pub Option<Function>);

impl Host for Browser {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        decoded(bytes, encoding.label())
    }

    fn read(&self, rows: usize, of: usize) {
        if let Some(tell) = &self.0 {
            // Whoever is told may fail; the file is read all the same.
            let _ = tell.call2(&JsValue::NULL, &JsValue::from(rows), &JsValue::from(of));
        }
    }
}
