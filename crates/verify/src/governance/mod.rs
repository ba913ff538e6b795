//! Who stands for a pack: two different persons approve it before it is served, and one takes it back.
//!
//! Takes the statements that persons signed about a pack's hash, detached, and the list of those who may; gives the pack's
//! state at a time. Persons sign with keys of their own, elsewhere: a server has the public ones.

mod approvers;
mod check;
mod standing;
mod statement;

pub use approvers::{Approver, Approvers, MAX_APPROVERS_BYTES};
pub use check::{counts_of, findings};
pub use standing::{APPROVALS, PackState, Refusal, Refused, Standing, State};
pub use statement::{Act, MAX_STATEMENTS_BYTES, PackStatement, Signed, read_statements};
