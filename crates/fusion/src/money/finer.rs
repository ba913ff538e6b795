//! Amounts that are finer than their currency's minor unit, as brokers count commissions.
//!
//! Takes exact decimals one after another, gives whole minor units: what is finer is carried to the next amount that is so
//! too, until it is a whole unit. The amounts together are exact to the minor unit; each differs from what is written by
//! less than one. Nothing is rounded, and what is left at the end is less than one unit.

use super::{Currency, Decimal};
use crate::problem::ProblemKind;
use crate::wide::divided;

/// Decimals of what is carried.
const SCALE: u32 = 18;

/// What amounts before were finer than the minor unit, in 10^-18 of the currency's unit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Finer(i128);

impl Finer {
    /// The next amount in minor units.
    ///
    /// # Errors
    /// [`ProblemKind::Precision`] beyond 18 decimals, and [`ProblemKind::Amount`] beyond 64 bits.
    pub(crate) fn take(&mut self, number: Decimal, currency: Currency) -> Result<i64, ProblemKind> {
        let (whole, finer) = parts(units(number)?, currency);
        let (full, rest) = if finer == 0 { (0, self.0) } else { parts(self.0.saturating_add(finer), currency) };
        self.0 = rest;
        i64::try_from(whole.saturating_add(full)).map_err(|_| ProblemKind::Amount)
    }

    /// A balance behind all amounts, less what they and the balance before them left over, so that the whole units lead
    /// to it where the exact amounts do; towards zero where they do not.
    ///
    /// # Errors
    /// As [`Finer::take`].
    pub(crate) fn closing(self, opened: Self, number: Decimal, currency: Currency) -> Result<i64, ProblemKind> {
        let (whole, _) = parts(units(number)?.saturating_sub(self.0).saturating_sub(opened.0), currency);
        i64::try_from(whole).map_err(|_| ProblemKind::Amount)
    }
}

/// A number in 10^-18 of a unit.
fn units(number: Decimal) -> Result<i128, ProblemKind> {
    let power = SCALE.checked_sub(u32::from(number.scale)).ok_or(ProblemKind::Precision)?;
    let units = i128::from(number.digits).checked_mul(ten_to(power)).ok_or(ProblemKind::Amount)?;
    Ok(if number.negative { units.saturating_neg() } else { units })
}

/// Whole minor units, and what is finer, both with the sign of the whole.
fn parts(units: i128, currency: Currency) -> (i128, i128) {
    let one = ten_to(SCALE.saturating_sub(u32::from(currency.decimals())));
    let (whole, finer) = divided(units.unsigned_abs(), one.unsigned_abs());
    let signed = |part: u128| {
        let part = i128::try_from(part).unwrap_or(i128::MAX);
        if units < 0 { part.saturating_neg() } else { part }
    };
    (signed(whole), signed(finer))
}

/// Ten to a power of at most [`SCALE`].
fn ten_to(power: u32) -> i128 {
    10_u64.saturating_pow(power).into()
}
