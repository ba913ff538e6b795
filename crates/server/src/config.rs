//! The server's arguments, and what its data directory holds.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, HeaderValue, header};
use prescreen::terms::Digest;
use prescreen::terms::base64url;
use prescreen_es256::ServerKey;

use super::Failure;
use super::host::is_origin;
use super::random;

/// Run the reference server
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8787")]
    pub listen: SocketAddr,
    /// Store, signing key and host credential; made when missing
    #[arg(long, value_name = "DIR", default_value = "prescreen-data")]
    pub data: PathBuf,
    /// Rule packs: every .json file directly in it
    #[arg(long, value_name = "DIR", default_value = "packs")]
    pub packs: PathBuf,
    /// Static files to serve at /; read once, at the start
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// An origin whose pages may ask from elsewhere, such as https://broker.example; may be given several times
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub page_origin: Vec<HeaderValue>,
    /// The secret of the firm's back end; made when missing [default: host-credential in the data directory]
    #[arg(long, value_name = "FILE")]
    pub host_credential_file: Option<PathBuf>,
    /// Also serve an invented broker at /broker, for trials
    #[arg(long)]
    pub stand_in: bool,
}

/// The data directory.
pub struct Data {
    directory: PathBuf,
}

/// The host credential, of which the server keeps only a digest; the stand-in reads it itself.
pub struct HostCredential {
    digest: Digest,
    text: String,
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
        let text = String::from_utf8(bytes).unwrap_or_default().trim().to_string();
        if text.len() < 32 {
            return Err(Failure::new(format!("{}: a host credential has at least 32 characters", path.display())));
        }
        Ok(HostCredential { digest: Digest::of(text.as_bytes()), text })
    }
}

impl HostCredential {
    /// Whether a request shows the credential. Digests are compared, so that the time taken says
    /// nothing of how many characters agree.
    pub fn opens(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let credential = given.and_then(|given| given.strip_prefix("Bearer "));
        credential.is_some_and(|credential| Digest::of(credential.as_bytes()) == self.digest)
    }

    /// The credential itself, for the stand-in.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// An origin as browsers send it.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let origin = is_origin(text).then(|| HeaderValue::from_str(text).ok()).flatten();
    origin.ok_or_else(|| "an origin is a scheme, a host and a port if need be, such as https://broker.example".into())
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
