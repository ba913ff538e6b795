//! The clock, as the store and the system have it, and the operator's word that the system is right.

use prescreen::date::Instant;

use super::Place;
use crate::clock::{self, Remembered};
use crate::failure::Failure;
use crate::store::{Error, Transaction, times};
use crate::wire::answers::ClockStanding;

/// What the store remembers of time, beside the system clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClockReport {
    /// The system clock, as this command sees it.
    pub system: Instant,
    /// The highest time that a server decided with.
    pub highest: Instant,
    /// When the operator confirmed the clock last.
    pub confirmed: Option<Instant>,
    /// Whether the system clock decides; `Unconfirmed` also where no server ran for minutes.
    pub standing: ClockStanding,
    /// How many attempts, verdicts, steps and open sessions bear a time that is later than the system's.
    pub later: u64,
}

/// Looks at the clock.
///
/// # Errors
/// When the store cannot be read.
pub fn clock(place: &Place) -> Result<ClockReport, Failure> {
    place.open()?.transaction(|transaction| report(transaction, clock::system()))
}

/// Says that the system clock is right. A running server believes it from its next request on. Where a server decided
/// with a later time, that time and everything that bears one later than now is set to now.
///
/// # Errors
/// When the store cannot be written.
pub fn confirm_clock(place: &Place) -> Result<ClockReport, Failure> {
    place.open()?.transaction(|transaction| {
        let system = clock::system();
        let before = report(transaction, system)?;
        times::confirm(transaction, system)?;
        Ok(before)
    })
}

fn report(transaction: &Transaction<'_>, system: Instant) -> Result<ClockReport, Error> {
    let remembered = transaction.remembered();
    let Remembered { highest, confirmed, confirmations } = *remembered;
    let standing = remembered.reading(system).standing;
    let later = times::later(transaction, system)?;
    Ok(ClockReport { system, highest, confirmed: (confirmations > 0).then_some(confirmed), standing, later })
}
