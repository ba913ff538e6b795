//! Evidenced facts to what a person can afford: an outcome, and a limit that stays in the tab.
//!
//! Takes what is known and the pack's `credit` part. A fact that is missing, or not evidenced or covered well enough,
//! makes evidence insufficient and lowers nothing further: it is never told as a fault. Integers alone, and every
//! rounding lowers the limit. This room must never read an answer, a date, a derived fact, nor one about age, sex or
//! origin; never give an amount to what leaves the tab.

mod arithmetic;
mod best;
mod judge;
mod weighed;

pub use arithmetic::{CeilingHeight, CharacteristicPoints, CreditArithmetic, StressLeft};
pub(crate) use arithmetic::{arithmetic, numbers};
pub(crate) use best::best;
pub(crate) use judge::{judge, points};
pub use weighed::Weighed;
