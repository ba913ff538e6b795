//! What a compiled module claims to need.
//!
//! A standard library that was compiled for newer engines claims its features for the whole
//! module, although the crate was compiled for WebAssembly 1.0. wasm-bindgen believes the claim
//! and would look for code that is not there.

use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context, Result};

/// The module without its `target_features` section.
pub fn drop_claims(module: &[u8]) -> Result<Vec<u8>> {
    const TRUNCATED: &str = "the compiled module is truncated";
    let (header, mut rest) = module.split_at_checked(8).context(TRUNCATED)?;
    let mut kept = header.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, body) = leb128(after_id).context(TRUNCATED)?;
        let (content, next) = body.split_at_checked(length).context(TRUNCATED)?;
        let is_claim = id == 0
            && leb128(content).is_some_and(|(length, name)| name.get(..length) == Some(b"target_features".as_slice()));
        if !is_claim {
            kept.extend_from_slice(rest.get(..rest.len() - next.len()).context(TRUNCATED)?);
        }
        rest = next;
    }
    Ok(kept)
}

/// wasm-bindgen's test runner on a module without claims: what cargo calls with the module and
/// flags of its own.
pub fn run_tests(arguments: impl Iterator<Item = OsString>) -> Result<()> {
    let mut arguments: Vec<OsString> = arguments.collect();
    if let Some(module) = arguments.get_mut(1) {
        let compiled = Path::new(module);
        let kept = compiled.with_extension("tests.wasm");
        std::fs::write(&kept, drop_claims(&std::fs::read(compiled)?)?)?;
        *module = kept.into_os_string();
    }
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
}

/// An unsigned integer of 32 bits and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}
