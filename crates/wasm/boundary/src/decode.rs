//! The browser's decoder, for encodings whose tables a module should not carry.

use web_sys::{TextDecoder, TextDecoderOptions};

/// Bytes as a text, strictly, by the label of their encoding; none where they are not of it, or the engine does not know it.
#[must_use]
pub fn decoded(bytes: &[u8], label: &str) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
