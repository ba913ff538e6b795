//! Money as files write it: a currency and an exact count of its minor units.

mod amount;
mod currency;

pub use amount::{Decimal, NumberStyle, Written};
pub use currency::Currency;
