//! The data directory: store, signing key, host credential.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use prescreen::terms::base64url;
use prescreen_es256::ServerKey;

use crate::credential::HostCredential;
use crate::failure::Failure;
use crate::random;

/// The data directory.
pub struct Data {
    directory: PathBuf,
}

impl Data {
    /// Opens the directory, or makes it for this user alone.
    pub fn open(directory: &Path) -> Result<Self, Failure> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|error| Failure::file("make", directory, &error))?;
        Ok(Self { directory: directory.into() })
    }

    /// A directory as it is.
    pub fn at(directory: &Path) -> Self {
        Self { directory: directory.into() }
    }

    /// Where the store is.
    pub fn store(&self) -> PathBuf {
        self.directory.join("prescreen.sqlite")
    }

    /// The key for tickets and receipts, drawn at the first start.
    pub fn signing_key(&self) -> Result<ServerKey, Failure> {
        let path = self.directory.join("signing-key.p8");
        let pkcs8 = read_or_make(&path, || ServerKey::generate().map_err(Failure::of))?;
        ServerKey::from_pkcs8(&pkcs8).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    }

    /// The host credential, drawn at the first start.
    pub fn host_credential(&self, file: Option<&Path>) -> Result<HostCredential, Failure> {
        let own = self.directory.join("host-credential");
        let path = file.unwrap_or(&own);
        let bytes = read_or_make(path, || {
            let secret = random::bytes::<32>().map_err(Failure::of)?;
            Ok(format!("{}\n", base64url::encode(&secret)).into_bytes())
        })?;
        let text = String::from_utf8(bytes).unwrap_or_default();
        HostCredential::of(text.trim()).map_err(|failure| failure.at(path))
    }
}

/// Reads a file, or makes it for this user alone and flushes it to the disk.
fn read_or_make(path: &Path, make: impl FnOnce() -> Result<Vec<u8>, Failure>) -> Result<Vec<u8>, Failure> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => return other.map_err(|error| Failure::file("read", path, &error)),
    }
    let bytes = make()?;
    let failed = |error: io::Error| Failure::file("write", path, &error);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(bytes)
}
