//! Money as files write it: a currency and an exact count of its minor units.

mod amount;
mod currency;
mod finer;
mod style;

pub use amount::{Decimal, Written};
pub use currency::Currency;
pub(crate) use finer::Finer;
pub use style::NumberStyle;
pub(crate) use style::Shown;
