//! The error of an id that is none of the pack's, kept apart so that what reads a sheet stays small.

use crate::id::Id;
use crate::{Code, Error};

/// Names the id, and where it stands.
#[cold]
#[inline(never)]
pub(super) fn undeclared(id: &Id, at: &str) -> Error {
    Error::new(Code::Reference, at, ["the pack does not declare '", id.as_str(), "'"].concat())
}
