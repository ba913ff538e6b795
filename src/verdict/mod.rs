//! Commit, minimise, seal, verify, record.

pub mod base64url;
