//! Products that a person may buy, in the order of the pack's criteria, each with why it stands before the next.
//!
//! Takes the pack's `shelf` part, what is known of the person and sheets, gives an order. It must never rank a product that
//! is not suitable, and it reads nothing of what the firm earns: there is no such field. Integers alone.

mod measures;
mod order;

pub use measures::Measured;
pub(crate) use order::ranked;
pub use order::{Compared, Fit, LeftOut, NotRanked, Ranked};
