//! Signals of how a session went, to a fraud band.
//!
//! [`collector`] makes statistics of how a form is used. Judging takes what a browser tab and the firm can tell
//! about automation and influence, and weighs it as the pack says. This room must never keep what was typed, a
//! template of a person, or an identity of a device; never refuse, never read age, sex or origin. A missing signal
//! counts as nothing at all: declining to be observed and a browser that tells nothing come out like a session in
//! which nothing was noticed.

pub mod collector;
mod judge;
mod rows;
mod seen;

pub(crate) use judge::{floor, judge};
pub(crate) use rows::{check, row};
