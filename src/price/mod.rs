//! The points of what a person can afford, to an indicative band of a rate. It is no offer, and never leaves the tab.
//!
//! Takes the pack's `price` part, points and a product, gives a band or the reason why there is none. Integers alone, and
//! every end is rounded up. This room reads no fact: not what somebody earns, and not age, sex, origin or district.

mod judge;

pub use crate::terms::rate::rate;
pub(crate) use judge::{Ends, judge, numbers};
pub use judge::{IndicativePrice, NoPrice, PartRates, PriceArithmetic, PricePart, band};
