//! Why the server cannot start.

use std::fmt;
use std::path::Path;

/// Why the server cannot start, said to whoever started it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// With a sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// From any error.
    pub(crate) fn of(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }

    pub(crate) fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {verb} {}: {error}", path.display()))
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
