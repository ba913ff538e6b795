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

/// Fills the slots after [`crate::ZERO_SLOT`] from a row.
pub fn fill(slots: &[Slot], row: &[f64], filled: &mut [f64]) {
    for (filled, slot) in filled.iter_mut().skip(1).zip(slots) {
        let number = row.get(slot.position as usize).copied().unwrap_or(f64::NAN);
        let number = if slot.single { f64::from(number as f32) } else { number };
        *filled = if number.is_nan() {
            slot.nan
        } else if number.abs() <= slot.near {
            slot.zero
        } else {
            slot.far.unwrap_or(number)
        };
    }
}
