//! Layouts of tables, as data: how one is recognised, and which column is what.
//!
//! A layout is one JSON file in `formats/`, so that a firm adds its bank without a line of code. Nothing here knows a
//! bank's name: the engine is the same for all.

mod amounts;
mod body;
mod chain;
mod check;
mod columns;
mod field;
mod lacks;
mod last;
mod mapping;
mod party;
mod phrase;
mod plain;
mod propose;
#[cfg(feature = "schema")]
mod published;
mod read;
mod recognise;
mod rows;
mod said;
mod schema;
mod security;
#[cfg(feature = "shipped")]
mod shipped;
mod stated;
mod told;
mod unmet;
mod words;

pub use chain::{Chain, Moves};
pub use field::Field;
pub use lacks::Lack;
pub(crate) use last::last;
pub use mapping::Mapping;
pub use phrase::Phrase;
pub use propose::{Column, Names, Proposal, propose, propose_by};
pub(crate) use read::order_of;
pub use read::{Answers, Read, read, trace};
pub use recognise::{Match, missing, recognise, recognise_from};
pub use said::{Mapped, MappingDocument, ShownProposal};
pub use schema::{Amounts, Confidence, Format, KindRule, MAX_FORMAT_BYTES, Origin, Sign};
#[cfg(feature = "shipped")]
pub use shipped::shipped;
pub use told::{Told, ToldBy};
pub use unmet::{Unmet, unmet};
pub use words::Words;
