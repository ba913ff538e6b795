//! prescreen screens a retail investor on the investor's own device, before anything happens:
//! does this profile fit this product, and may this person go on?
//!
//! One way leads through the house:
//!
//! ```text
//! session (server) + pack (public) + case (private)
//!        └──► screen ──► Assessment ──► Verdict::minimise ──► seal ──► server: verify ──► receipt
//! ```
//!
//! | room | what it is for |
//! |---|---|
//! | [`pack`] | what the firm decided: schema, load, check, hash, texts |
//! | [`condition`] | one predicate language, two dialects |
//! | [`session`] | what the server already knows and says |
//! | [`case`] | what the investor brings; private by construction |
//! | [`facts`] | session and case together: every field's value and its evidence |
//! | [`profile`] | answers to investor class, contradictions |
//! | [`product`] | class, facts and product sheet to a decision |
//! | [`fraud`] | identity numbers, behaviour, automation, to a fraud band |
//! | [`model`] | models that teams bring: scorecards, logistic regressions, tree ensembles |
//! | [`assessment`] | results and reasons |
//! | [`prove`] | what holds for all applicants, with a counterexample where it does not |
//! | [`verdict`] | commit, minimise, seal, verify, record |
//! | [`json`], [`date`], [`id`], [`error`] | the small words that all rooms use |
//!
//! The core is pure: no clock, randomness, network or file. Time, nonces, salts and keys are inputs,
//! and the same pack, session and case give the same [`Assessment`] bit for bit on every host.

pub mod assessment;
pub mod case;
pub mod condition;
pub mod date;
pub mod error;
pub mod facts;
pub mod fraud;
pub mod id;
pub mod json;
pub mod model;
mod nearest;
pub mod pack;
pub mod product;
pub mod profile;
pub mod prove;
pub mod session;
pub mod verdict;

#[cfg(feature = "boundary")]
mod wasm;

mod screen;
mod shadow;

pub use assessment::Assessment;
pub use case::Case;
pub use error::{Code, Error, Mismatch};
pub use pack::Pack;
pub use screen::{Readiness, readiness, screen};
pub use session::Session;
pub use shadow::{Shadow, shadow};
