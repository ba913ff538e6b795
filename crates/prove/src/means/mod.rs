//! Evidence for the `credit` part: what somebody can have, and who gets a limit.
//!
//! Takes a pack, gives values of facts. Between two ends of bins all values have the same points, and the limit rises or
//! falls with each fact, so that of each bin the end with the higher limit stands for all. Sums of points that facts
//! outside of the limit can come to are kept once. Whoever is found is the engine's to confirm.

mod search;
mod values;

pub use search::{Bearing, Everybody, Seen, TooMany, Values, Wanted};
pub use values::{favourable, with_coverage};
