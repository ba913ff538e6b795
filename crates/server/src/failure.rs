//! What cannot be done as things are, said to whoever asked for it.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

/// Why the server cannot start, or a command of its operator not be done: a sentence that names the fault first, then what
/// to do. It repeats no password and nothing of a person.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// With a sentence, for whoever started the program.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// Of what the system or a library refuses whatever the operator named.
    pub(crate) fn of(error: impl fmt::Display) -> Self {
        Self(format!("{error}; look at the system's log, and try again"))
    }

    /// Of a file that cannot be used as the verb says.
    pub(crate) fn file(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self(format!("cannot {verb} {}: {error}; {}", path.display(), Self::remedy(error.kind())))
    }

    /// What to do about a file that cannot be used.
    #[must_use]
    pub fn remedy(kind: ErrorKind) -> &'static str {
        match kind {
            ErrorKind::NotFound => "correct its name, or the directory's that it is in",
            ErrorKind::FileTooLarge => {
                "let this process write larger files (ulimit -f), or make room on the disk, and try again"
            }
            ErrorKind::PermissionDenied => {
                "do this as a user who may use it and its directory, such as the one that the server runs as (sudo -u)"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk, and try again",
            ErrorKind::ReadOnlyFilesystem => "name a place on a file system that can be written",
            ErrorKind::IsADirectory => "name a file",
            ErrorKind::NotADirectory => "name a directory, or a file in one",
            ErrorKind::AlreadyExists => "move away what is there, or name another",
            ErrorKind::InvalidData => "text in UTF-8 is expected there",
            _ => "look at the system's log, and try again",
        }
    }

    /// Of an address at which nobody can be answered.
    pub(crate) fn address(address: SocketAddr, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            ErrorKind::AddrInUse => "another program listens there: stop that, or take another port with --listen",
            ErrorKind::AddrNotAvailable => "this machine has no such address: name one of its own with --listen",
            ErrorKind::PermissionDenied => {
                "this user may not take that port: take one from 1024 on with --listen, with a proxy before it"
            }
            _ => "name another address with --listen",
        };
        Self(format!("cannot listen on {address}: {error}; {remedy}"))
    }

    pub(crate) fn at(self, path: &Path) -> Self {
        Self(format!("{}: {}", path.display(), self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
