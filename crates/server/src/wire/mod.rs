//! What crosses the server's HTTP: one type for each body and answer, read, written and described from one list of fields.
//!
//! | file | what it is for |
//! |---|---|
//! | [`requests`] | what the firm and pages send |
//! | [`answers`] | what they get |
//! | [`problems`] | what they get instead |
//! | `operations` | every address with its body, its answer and its problems |
//! | `document` | all of it as one OpenAPI document |

pub mod answers;
pub mod problems;
pub mod requests;

mod document;
mod operations;

pub use document::openapi;
