//! Values as ranks among a model's thresholds: a byte a column.
//!
//! A rank is how many of the column's thresholds lie below the value, so a value is at most the threshold in place *n*
//! exactly where its rank is at most *n*; NaN is above all. A slot with more than 255 thresholds has several columns.
//! Found in two steps of sixteen in 32 bits, then made exact in 64: rounding never turns two numbers round, so only
//! thresholds that round to the value's own number are still open.

use core::cmp::Ordering;

use crate::order::{Ordered, Split};
use crate::slot::Slot;
use crate::vectors::{Sixteen, below, sixteen};

/// More are dearer than walks, in one row's tables as in a batch.
const MAX_COLUMNS: usize = 64;
const MAX_THRESHOLDS: usize = 255;

/// With this bit turned over, ranks sort as signed bytes: vectors of 128 bits compare no others at once.
const SIGN: u8 = 0x80;

/// Thresholds of one slot.
#[derive(Debug)]
pub(crate) struct Column {
    slot: u32,
    from: Slot,
    /// The last of each of [`Column::cells`].
    pivots: Sixteen,
    cells: [Sixteen; 16],
    /// Rising, then infinite.
    exact: [f64; 256],
}

/// Every threshold of a model.
#[derive(Debug, Default)]
pub(crate) struct Columns(Vec<Column>);

impl Columns {
    /// None where there are too many.
    pub(crate) fn new(trees: &[Ordered], slots: &[Slot]) -> Option<Self> {
        let mut splits: Vec<&Split> = trees.iter().flat_map(|tree| &tree.splits).collect();
        splits.sort_unstable_by(|one, two| one.slot.cmp(&two.slot).then(one.at_most.total_cmp(&two.at_most)));
        splits.dedup_by(|one, two| one.slot == two.slot && one.at_most == two.at_most);
        let mut columns = Vec::new();
        for slot in splits.chunk_by(|one, two| one.slot == two.slot) {
            for thresholds in slot.chunks(MAX_THRESHOLDS) {
                columns.push(Column::new(thresholds, slots)?);
            }
            if columns.len() > MAX_COLUMNS {
                return None;
            }
        }
        Some(Self(columns))
    }

    /// The column of a split, and the rank above which a row goes right.
    pub(crate) fn place(&self, split: &Split) -> Option<(u8, i8)> {
        let after = self.0.partition_point(|column| match column.slot.cmp(&split.slot) {
            Ordering::Equal => column.exact.first().is_some_and(|first| *first <= split.at_most),
            side => side.is_lt(),
        });
        let column = after.checked_sub(1)?;
        let rank = self.0.get(column)?.exact.partition_point(|threshold| *threshold < split.at_most);
        Some((u8::try_from(column).ok()?, signed(u8::try_from(rank).ok()?)))
    }

    pub(crate) fn all(&self) -> &[Column] {
        &self.0
    }
}

impl Column {
    fn new(thresholds: &[&Split], slots: &[Slot]) -> Option<Self> {
        let slot = thresholds.first()?.slot;
        let from = *slots.get((slot as usize).checked_sub(1)?)?;
        let mut exact = [f64::INFINITY; 256];
        exact.iter_mut().zip(thresholds).for_each(|(exact, split)| *exact = split.at_most);
        let (cells, _) = exact.as_chunks::<16>();
        let cells: [[f32; 16]; 16] = core::array::from_fn(|cell| {
            cells.get(cell).map_or([f32::INFINITY; 16], |cell| cell.map(|threshold| threshold as f32))
        });
        let pivots = cells.map(|cell| cell.last().copied().unwrap_or_default());
        Some(Self { slot, from, pivots: sixteen(&pivots), cells: cells.map(|cell| sixteen(&cell)), exact })
    }

    /// The rank of a row's value.
    #[inline(always)]
    pub(crate) fn rank(&self, row: &[f64]) -> i8 {
        let value = self.from.of(row);
        let single = value as f32;
        // The last pivot is infinite: below it there is always a cell.
        let cell = below(&self.pivots, single);
        let mut rank =
            cell.wrapping_shl(4).wrapping_add(self.cells.get(cell as usize).map_or(0, |cell| below(cell, single)));
        while self.exact.get(rank as usize).is_some_and(|threshold| *threshold < value) {
            rank = rank.wrapping_add(1);
        }
        if value.is_nan() { i8::MAX } else { signed(rank as u8) }
    }
}

fn signed(rank: u8) -> i8 {
    (rank ^ SIGN).cast_signed()
}
