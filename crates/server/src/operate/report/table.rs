//! Counts of verdicts by class, outcome and reason, with all their sums.

use std::collections::BTreeMap;

/// A part of a table: one of them, or all together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of<T> {
    /// The sum over all.
    All,
    /// One.
    One(T),
}

/// A class or a reason that a verdict names; none where it names none.
pub type Named = Option<String>;

/// Which verdicts a cell counts. The reasons of all outcomes are summed where the outcomes are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The class.
    pub class: Of<Named>,
    /// The outcome, and the first reason of those that came to it.
    pub outcome: Of<(String, Of<Named>)>,
}

/// A table: what is not in it counts nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    cells: BTreeMap<Cell, u64>,
}

impl Table {
    /// Counts a number of verdicts, in their cell and in every sum that it is in.
    pub fn count(&mut self, class: &Named, outcome: &str, reason: &Named, verdicts: u64) {
        let classes = [Of::One(class.clone()), Of::All];
        let of = |reason| Of::One((outcome.into(), reason));
        let outcomes = [of(Of::One(reason.clone())), of(Of::All), Of::All];
        for class in &classes {
            for outcome in &outcomes {
                let cell = Cell { class: class.clone(), outcome: outcome.clone() };
                let count = self.cells.entry(cell).or_default();
                *count = count.saturating_add(verdicts);
            }
        }
        self.cells.retain(|_, count| *count > 0);
    }

    /// The cells that count somebody, in one order.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, u64)> {
        self.cells.iter().map(|(cell, count)| (cell, *count))
    }
}
