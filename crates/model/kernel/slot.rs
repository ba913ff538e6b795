//! From a row's numbers to the slots that trees ask.

/// A slot: one number of the row, with NaN, what is near zero and all else replaced, each on its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Which number of the row; NaN where it has none.
    pub position: u32,
    /// Whether the number is rounded to 32 bits first.
    pub single: bool,
    /// What NaN becomes.
    pub nan: f64,
    /// No further from zero than this is near.
    pub near: f64,
    /// What is near zero becomes this.
    pub zero: f64,
    /// What all else becomes; none: it stays.
    pub far: Option<f64>,
}

impl Slot {
    /// The slot of a row.
    #[inline(always)]
    pub(crate) fn of(&self, row: &[f64]) -> f64 {
        let number = row.get(self.position as usize).copied().unwrap_or(f64::NAN);
        let number = if self.single { f64::from(number as f32) } else { number };
        if number.is_nan() {
            self.nan
        } else if number.abs() <= self.near {
            self.zero
        } else {
            self.far.unwrap_or(number)
        }
    }
}

/// Fills the slots after [`crate::ZERO_SLOT`] from a row.
pub(crate) fn fill(slots: &[Slot], row: &[f64], filled: &mut [f64]) {
    filled.iter_mut().skip(1).zip(slots).for_each(|(filled, slot)| *filled = slot.of(row));
}
