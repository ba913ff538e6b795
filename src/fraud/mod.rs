//! Numbers as typed, to what is wrong with them; signals of how a session went, to a fraud band.
//!
//! [`identity`] checks numbers for the person to correct, and nothing of it enters a band. [`judge`] takes
//! what a browser tab and the firm can tell about automation and influence, and weighs it as the pack says.
//! This room must never keep what was typed, a template of a person, or an identity of a device; never refuse,
//! never read age, sex or origin. A missing signal counts as nothing at all: declining to be observed and a
//! browser that tells nothing come out like a session in which nothing was noticed.

pub mod collector;
mod fields;
pub mod identity;
mod judge;
mod models;
pub mod signals;

pub(crate) use fields::{facts, fields, models, source_of};
pub use judge::{Judgement, judge};
pub use models::{CERTAIN, row};
pub(crate) use models::{ModelTable, PREFIX, Source, check, independent};
pub use signals::{Family, Signals};
