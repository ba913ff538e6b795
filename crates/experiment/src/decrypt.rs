//! Encrypted payloads: `IV.CIPHERTEXT`, each in base64, AES-128 in CBC mode with PKCS #7 padding.
//!
//! The mode hides a payload from a casual reader of the network; it does not say who made it.

use aes::Aes128;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use prescreen::{Code, Error};

const HELP: &str = "check the key, and that the payload is as GrowthBook serves it";

/// The text of an encrypted one. `key` is 16 bytes in base64.
///
/// # Errors
/// With what is not of the form: the key, the parts of the payload, its padding, or that the plain text is not UTF-8. The
/// error repeats neither.
pub fn decrypt(encrypted: &str, key: &str) -> Result<String, Error> {
    let key = sixteen(key, "the key")?;
    let mut parts = encrypted.split('.');
    let (iv, text) = parts.next().zip(parts.next()).ok_or_else(|| problem("has no '.' between its two parts"))?;
    let iv = sixteen(iv, "the first part of the payload")?;
    let mut text = decode(text).ok_or_else(|| problem("is not base64 in its second part"))?;
    let plain = Decryptor::<Aes128>::new(&key.into(), &iv.into())
        .decrypt_padded::<Pkcs7>(&mut text)
        .map_err(|_| problem("does not decrypt with this key"))?;
    let plain = core::str::from_utf8(plain).map_err(|_| problem("does not decrypt to text with this key"))?;
    Ok(plain.into())
}

fn problem(what: &str) -> Error {
    Error::new(Code::Encoding, "", ["the encrypted payload ", what].concat()).help(HELP)
}

fn sixteen(text: &str, what: &str) -> Result<[u8; 16], Error> {
    let bytes = decode(text).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    bytes.ok_or_else(|| Error::new(Code::Encoding, "", [what, " is not 16 bytes in base64"].concat()).help(HELP))
}

/// As `atob`: white space is passed over, padding may be left out, and bits that fill no byte do not count.
fn decode(text: &str) -> Option<Vec<u8>> {
    let forgiving = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let text: String =
        text.chars().filter(|character| !matches!(character, ' ' | '\t' | '\n' | '\u{c}' | '\r')).collect();
    GeneralPurpose::new(&STANDARD, forgiving).decode(text).ok()
}
