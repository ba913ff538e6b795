//! The browser's decoder, for encodings whose tables a module should not carry.

use js_sys::Function;
use prescreen_fusion::text::{Encoding, Host};
use wasm_bindgen::JsValue;
use web_sys::{TextDecoder, TextDecoderOptions};

/// A browser, or Node, and whom it tells how far a file is read.
pub struct Browser(pub Option<Function>);

impl Host for Browser {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = TextDecoder::new_with_label_and_options(encoding.label(), &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }

    fn read(&self, rows: usize, of: usize) {
        if let Some(tell) = &self.0 {
            // Whoever is told may fail; the file is read all the same.
            let _ = tell.call2(&JsValue::NULL, &JsValue::from(rows), &JsValue::from(of));
        }
    }
}
