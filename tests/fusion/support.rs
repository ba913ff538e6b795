//! Files made by others, and a host that decodes as a browser does.

use std::path::PathBuf;

use prescreen_fusion::format::{Answers, Format, shipped};
use prescreen_fusion::text::{Encoding, Host};
use prescreen_fusion::{Problem, Statement, read_file};

/// A host with the encodings of a browser.
pub struct Browser;

impl Host for Browser {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(encoding.label().as_bytes())?;
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
    }
}

/// The shipped layouts.
pub fn formats() -> Vec<Format> {
    shipped().expect("the shipped layouts are in order")
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>, Problem> {
    read_file(bytes, &formats(), Answers::default(), &Browser)
}

/// A file of `../shared/data/statements`; none, and a word of it, where it is absent.
pub fn data(name: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("PRESCREEN_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let found = std::fs::read(root.join("statements").join(name)).ok();
    if found.is_none() {
        println!("skipped, data not found: statements/{name}");
    }
    found
}
