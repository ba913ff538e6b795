//! The data directory: store, signing key, host credential; held by the one server that uses it.
//!
//! Takes the directory, gives what is in it or makes it at the first start. It must never use what others may read or
//! write, nor draw anew what was lost after the first start, nor leave a file that the directory's owner cannot use.

use std::fs::{self, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use prescreen::terms::base64url;
use prescreen_es256::ServerKey;
use rustix::fs::{FlockOperation, flock};

use crate::credential::HostCredential;
use crate::failure::Failure;
use crate::files::{hold, put};
use crate::random;
use crate::store::postgres::Address as StoreAddress;

const KEY: &str = "signing-key.p8";
const CREDENTIAL: &str = "host-credential";
const STORE: &str = "prescreen.sqlite";

/// Permissions by which others may write, or do anything.
const OTHERS_WRITE: u32 = 0o022;
const OTHERS: u32 = 0o077;
/// The right of a file's group to read it.
const GROUP_READS: u32 = 0o040;
const OTHERS_USE: &str = "others may use this file; take that from them (chmod 600)";

/// A data directory.
pub struct Data {
    directory: PathBuf,
}

/// A data directory that no other server uses while this is kept.
pub struct Locked {
    pub data: Data,
    /// Whether it was made for this.
    made: bool,
    _held: File,
}

impl Data {
    /// A directory as it is.
    pub fn at(directory: &Path) -> Self {
        Self { directory: directory.into() }
    }

    /// Opens the directory, or makes it for this user alone, and keeps every other server out.
    pub fn lock(directory: &Path) -> Result<Locked, Failure> {
        let made = !directory.exists();
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|error| Failure::file("make", directory, &error))?;
        keeps_out(directory, OTHERS_WRITE, "others may write here; take that from them (chmod 700)")?;
        // A file in it that was held could be removed, and the next server hold another one of that name.
        let failed = |error: std::io::Error| Failure::file("open", directory, &error);
        let held = File::open(directory).map_err(failed)?;
        flock(&held, FlockOperation::NonBlockingLockExclusive).map_err(|error| {
            if error == rustix::io::Errno::WOULDBLOCK {
                Failure::new("another server runs on this directory; stop it, or name another directory with --data")
                    .at(directory)
            } else {
                Failure::file("lock", directory, &error.into())
            }
        })?;
        let opened = held.metadata().map_err(failed)?;
        if fs::metadata(directory).map(|there| (there.dev(), there.ino())).ok() != Some((opened.dev(), opened.ino())) {
            return Err(Failure::new("another start on this directory ended just now; try again").at(directory));
        }
        Ok(Locked { data: Self::at(directory), made, _held: held })
    }

    /// Where the store is.
    pub fn store(&self) -> PathBuf {
        self.directory.join(STORE)
    }

    /// Whether there is a key to sign with.
    pub fn has_key(&self) -> bool {
        exists(&self.directory.join(KEY))
    }

    /// Whether there is a host credential.
    pub fn has_credential(&self) -> bool {
        exists(&self.directory.join(CREDENTIAL))
    }

    /// Refuses a directory in which something is missing, or that others may read; or one with a store of its own, where
    /// another is named.
    pub fn check(&self, elsewhere: Option<&StoreAddress>) -> Result<(), Failure> {
        for name in [STORE, KEY, CREDENTIAL] {
            let path = self.directory.join(name);
            if path.exists() {
                keeps_out(&path, OTHERS, OTHERS_USE)?;
            }
        }
        if elsewhere.is_some() {
            if exists(&self.store()) {
                return Err(Failure::new(
                    "there is a store in this directory, and another one is named: what was counted in it would be \
                     forgotten. Start without --store, or name another directory with --data",
                )
                .at(&self.store()));
            }
            return Ok(());
        }
        if self.has_key() && !exists(&self.store()) {
            return Err(Failure::new(format!(
                "the store is missing or empty, and {KEY} beside it has signed for one: bring back a backup with \
                 `prescreen server restore`; to begin anew, name an empty directory with --data"
            ))
            .at(&self.store()));
        }
        Ok(())
    }

    /// The key for tickets and receipts. It is drawn when nothing was `signed` yet, an interrupted first start included.
    /// Where `others` share the store, it is theirs.
    pub fn signing_key(&self, signed: bool, others: bool) -> Result<ServerKey, Failure> {
        let path = self.directory.join(KEY);
        if !exists(&path) {
            if others {
                return Err(Failure::new(format!(
                    "the signing key is missing or empty, and servers have signed for this store: put {KEY} and \
                     {CREDENTIAL} of one of them here, or draw a key for this one with `prescreen server rotate-key`"
                ))
                .at(&path));
            }
            if signed {
                return Err(Failure::new(
                    "the signing key is missing or empty: put it back from your backup, or draw a new one with \
                     `prescreen server rotate-key`, which keeps the old public key",
                )
                .at(&path));
            }
            return self.new_signing_key();
        }
        Self::read_signing_key(&path)
    }

    /// The signing key, where there is one.
    pub fn kept_signing_key(&self) -> Result<Option<ServerKey>, Failure> {
        let path = self.directory.join(KEY);
        exists(&path).then(|| Self::read_signing_key(&path)).transpose()
    }

    fn read_signing_key(path: &Path) -> Result<ServerKey, Failure> {
        let pkcs8 = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
        ServerKey::from_pkcs8(&pkcs8).map_err(|error| {
            Failure::new(format!(
                "{error}; put it back from your backup, or draw a new one with `prescreen server rotate-key`"
            ))
            .at(path)
        })
    }

    /// Draws a key and puts it in the place of the one that is there.
    pub fn new_signing_key(&self) -> Result<ServerKey, Failure> {
        let pkcs8 = ServerKey::generate().map_err(Failure::of)?;
        let key = ServerKey::from_pkcs8(&pkcs8).map_err(Failure::of)?;
        put(&self.directory.join(KEY), &pkcs8)?;
        Ok(key)
    }

    /// The host credential that is there, if one is.
    pub fn kept_credential(&self, file: Option<&Path>) -> Result<Option<HostCredential>, Failure> {
        let own = self.directory.join(CREDENTIAL);
        let path = file.unwrap_or(&own);
        if !exists(path) {
            return Ok(None);
        }
        // A service manager hands a secret over in root's file, which the service's group reads.
        let handed_over = file.is_some() && fs::metadata(path).is_ok_and(|found| found.uid() == 0);
        keeps_out(path, if handed_over { OTHERS & !GROUP_READS } else { OTHERS }, OTHERS_USE)?;
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        HostCredential::of(text.trim()).map(Some).map_err(|failure| failure.at(path))
    }

    /// The host credential, drawn when nothing was `signed` yet. Where `others` share the store, it is theirs.
    pub fn host_credential(&self, file: Option<&Path>, signed: bool, others: bool) -> Result<HostCredential, Failure> {
        if let Some(kept) = self.kept_credential(file)? {
            return Ok(kept);
        }
        let own = self.directory.join(CREDENTIAL);
        let path = file.unwrap_or(&own);
        if others {
            return Err(Failure::new(
                "the host credential is missing or empty, and the firm's back end shows one to the servers that share \
                 this store: put it here",
            )
            .at(path));
        }
        if signed {
            return Err(Failure::new(
                "the host credential is missing or empty, and the firm's back end shows one to this server: put it back \
                 from your copy, or correct --host-credential-file; where it is lost, put a new secret of at least 32 \
                 characters here (openssl rand -base64 33; mode 0600), and give it to the back end",
            )
            .at(path));
        }
        // Servers that are given one file and start at once draw one secret.
        let _held = hold(path).map_err(|error| Failure::file("make", path, &error))?;
        if let Some(drawn) = self.kept_credential(file)? {
            return Ok(drawn);
        }
        let secret = base64url::encode(&random::bytes::<32>().map_err(Failure::of)?);
        put(path, format!("{secret}\n").as_bytes())?;
        let drawn_into = path.display();
        if file.is_some() {
            tracing::warn!(
                file = %drawn_into,
                "the file of the host credential was not there, and a new secret was drawn into it: give it to the back end, or correct --host-credential-file"
            );
        } else {
            tracing::info!(file = %drawn_into, "a new secret was drawn as the host credential: give it to the back end");
        }
        HostCredential::of(&secret)
    }
}

impl Locked {
    /// Takes away a directory that was made for a start, where nothing is in it.
    pub fn abandon(&self) {
        if self.made {
            let _ = fs::remove_dir(&self.data.directory);
        }
    }
}

/// Whether there is a file with something in it. An interrupted start may have left an empty one.
fn exists(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

fn keeps_out(path: &Path, whom: u32, message: &str) -> Result<(), Failure> {
    let found = fs::metadata(path).map_err(|error| Failure::file("look at", path, &error))?;
    if found.permissions().mode() & whom == 0 { Ok(()) } else { Err(Failure::new(message).at(path)) }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn servers_that_are_given_one_file_and_start_at_once_draw_one_secret() {
        let directory = std::env::temp_dir().join(format!("prescreen-data-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        for round in 0..50 {
            let file = directory.join(format!("credential-{round}"));
            let barrier = Barrier::new(4);
            let drawn: Vec<Vec<u8>> = std::thread::scope(|scope| {
                let draw = || {
                    let data = Data::at(&directory);
                    barrier.wait();
                    let credential =
                        data.host_credential(Some(&file), false, false).unwrap_or_else(|why| panic!("{why}"));
                    credential.mac(&[b"same"]).as_ref().to_vec()
                };
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(draw)).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            assert!(drawn.windows(2).all(|pair| pair[0] == pair[1]), "round {round}");
        }
        fs::remove_dir_all(&directory).unwrap();
    }
}
