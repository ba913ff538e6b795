//! Models that teams bring, beside the libraries that made them, and damaged ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod bound;
mod carried;
mod damaged;
#[path = "../support/data.rs"]
mod data;
#[path = "../support/light.rs"]
mod light;
mod plain;
mod points;
#[path = "../support/root.rs"]
mod root;
mod vectors;

use std::path::PathBuf;

use root::root;

/// The folder of vectors that the libraries wrote.
fn folder() -> PathBuf {
    root().join("tests/vectors/models")
}

/// The model files of that folder, by name.
fn model_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_model = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".txt") || (name.ends_with(".json") && !name.ends_with(".expected.json"))
    };
    let mut files: Vec<PathBuf> = entries.filter(is_model).collect();
    files.sort();
    assert!(files.len() >= 20, "the vectors are missing");
    files
}
