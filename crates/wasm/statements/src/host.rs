//! The browser's decoder, for encodings whose tables a module should not carry.

use prescreen_fusion::text::{Encoding, Host};
use web_sys::{TextDecoder, TextDecoderOptions};

/// A browser, or Node.
pub struct Browser;

impl Host for Browser {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = TextDecoder::new_with_label_and_options(encoding.label(), &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }
}
