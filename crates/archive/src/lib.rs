//! Sealed records natively: keys of the firm's archive, opening a record with one, and the archive's access log.
//!
//! Takes key files, sealed records and a log; gives what was inside and what was noted. It runs where the archive's private
//! key is, offline: a server needs none of it but [`is_point`]. It must never print a private key, nor give out a record
//! before its access stands in the log: that order is the caller's to keep, and `prescreen record open` keeps it.

mod access_log;
mod hpke_p256;
mod key;

pub use access_log::{Access, AccessLog, AccessResult, Chain, Line, MAX_LOG_BYTES};
pub use hpke_p256::{Encapsulated, is_point, open, seal};
pub use key::{ArchiveKeyPair, MAX_KEY_BYTES, seal_record};
pub use prescreen_verify::access::hash_of;
