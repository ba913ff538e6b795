//! What a receipt, a record, an opening or an export shows by itself, without the server: what it proves, what it leaves
//! open, what it can never prove, and where it breaks.
//!
//! Takes texts and what there is to hold them against, gives [`Findings`] or the first error with its place. Pure, as the
//! core is: signatures are checked by whoever calls ([`Signatures`]), so that the command line (`crates/es256`) and a page
//! (WebCrypto) print the same results from the same code. It must never hold a private key, read a file or a clock, nor
//! reach a network.

pub mod access;
pub mod export;
pub mod governance;
pub mod kept;

mod against;
mod documents;
mod findings;
mod keys;
mod kind;
mod receipt;
mod signatures;

pub use against::Against;
pub use documents::Documents;
pub use findings::{Findings, Limit, Need, Open, Proved};
pub use keys::{Keys, MAX_KEYS_BYTES};
pub use kind::{Kind, MAX_DOCUMENT_BYTES};
pub use signatures::{Asked, Question, Signatures, by_server, by_session, not_signed};

use prescreen::Error;

/// The error at a place further in.
fn below(at: &str, error: Error) -> Error {
    Error { at: format!("{at}{}", error.at), ..error }
}
