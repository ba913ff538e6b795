//! Signals of how a form was used, to a fraud band.
//!
//! Takes statistics and probes of the tab, gives what the pack's rules read. It must never keep what was
//! typed, a template of a person, or an identity of a device.

pub mod collector;
pub mod signals;

pub use signals::Signals;
