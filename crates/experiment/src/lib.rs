//! Who sees which variant: GrowthBook's features and experiments, evaluated offline.
//!
//! Takes a payload as GrowthBook serves it, a person's attributes and, where there are any, sticky buckets; gives the value
//! of a feature, and how it came about, as the official JavaScript SDK 1.8 gives it. It must never draw by chance: who has
//! no attribute to hash is in no experiment. It must never decide on a questionnaire's variant in a tab: that is the
//! server's word, in the session and in what the verdict signs.
//!
//! With the feature `analysis` also what an experiment says: [`analysis`]; with `words` the same as printed texts: [`told`].
//!
//! Floats are allowed here: a bucket decides who sees which variant, and nothing about a person.

#[cfg(feature = "analysis")]
pub mod analysis;
pub mod bucket;
pub mod decrypt;
mod evaluate;
mod experiment;
#[cfg(feature = "native")]
mod native;
mod payload;
mod read;
mod reason;
mod result;
mod sticky;
pub mod target;
#[cfg(feature = "words")]
pub mod told;
mod user;

pub use evaluate::Evaluator;
pub use experiment::{Experiment, Filter, Meta, Parent};
#[cfg(feature = "native")]
pub use native::Native;
pub use payload::{MAX_PAYLOAD_BYTES, Payload};
pub use reason::Reason;
pub use result::{Assignment, Evaluated, Leaf, Redirect, Source};
pub use sticky::{Document, Sticky};
pub use user::{Context, User};
