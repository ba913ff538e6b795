//! Files that others wrote, which lie beside the project and not in it.

use std::path::PathBuf;

use super::root;

/// A file of that folder, for a test of a name: the folder that `PRESCREEN_DATA` names, else `../shared/data`. None,
/// and said, where it is absent.
pub fn data(test: &str, file: &str) -> Option<PathBuf> {
    let beside = || root().join("../shared/data");
    let path = std::env::var_os("PRESCREEN_DATA").map_or_else(beside, PathBuf::from).join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped {test}: data not found");
    None
}
