//! A person's own records and a purchase, to what a fall would do.
//!
//! Takes what is known and the pack's `risk` part, gives measures after the purchase, and what those beyond a line lead
//! to. Integers alone, and every rounding makes a measure worse. A fact that is missing, or not evidenced or covered well
//! enough, makes evidence insufficient. This room must never read an answer, a derived fact, nor one about age, sex or
//! origin; never forecast; never give an amount to what leaves the tab.

mod account;
mod arithmetic;
mod judge;
mod measures;

pub use account::Account;
pub use arithmetic::{ConcentrationShare, DailyFalls, LineMeasured, MarginArithmetic, RiskArithmetic, ScenarioLoss};
pub(crate) use arithmetic::{arithmetic, numbers};
pub(crate) use judge::{floor, judge};
pub use measures::Measures;
