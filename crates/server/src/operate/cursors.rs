//! The mark of a store that was brought back by other means than a restore.

use super::Place;
use crate::failure::Failure;
use crate::store::changes;

/// Draws a new mark, while servers run: no cursor of the feed from before is taken any more, and who follows begins
/// again. For a store that was brought back by means of which it knows nothing, such as an image of the disk.
///
/// # Errors
/// When the store cannot be written.
pub fn renew_cursors(place: &Place) -> Result<(), Failure> {
    place.open()?.transaction(changes::renew_mark)
}
