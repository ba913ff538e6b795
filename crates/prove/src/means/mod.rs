//! Evidence for the `credit` and `risk` parts: what somebody can have, who gets a limit, and who is beyond a line.
//!
//! Takes a pack, gives values of facts. Between two ends of bins all values have the same points, and the limit rises or
//! falls with each fact, so that of each bin the end with the higher limit stands for all. Sums of points that facts
//! outside of the limit can come to are kept once. Whoever is found is the engine's to confirm.

mod falls;
mod search;
mod values;

pub use falls::{Bears, Borne, Falls, Reached, Stricter};
pub use search::{Bearing, Everybody, Seen, TooMany, Values, Wanted};
pub use values::{Favourable, with_coverage};
