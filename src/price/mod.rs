//! The points of what a person can afford, to an indicative band of a rate. It is no offer, and never leaves the tab.
//!
//! Takes the pack's `price` part, points and a product, gives a band or the reason why there is none. Integers alone, and
//! every end is rounded up. This room reads how well facts are evidenced and the value of none: not what somebody earns, and not age, sex, origin
//! or district.

mod band;
mod judge;

pub use crate::terms::rate::rate;
pub(crate) use band::Ends;
pub use band::{PartRates, PriceArithmetic, PricePart, band};
pub use judge::{IndicativePrice, NoPrice};
pub(crate) use judge::{judge, numbers};
