//! Where the files lie that tests read: packs, vectors, assets.

use std::path::Path;

/// The repository's root: the folder above the package that holds the packs.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().find(|folder| folder.join("packs").is_dir()).unwrap()
}
