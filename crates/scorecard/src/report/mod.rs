//! How good a card is, on the rows of its fit and on others.

mod bands;
mod calibration;
mod fairness;
pub mod interval;
mod ranking;
mod stability;

use serde::Serialize;

pub use bands::{Band, bands};
pub use calibration::{Calibration, Group, calibration};
pub use fairness::{GroupGaps, gaps};
pub use ranking::{Ranking, RocPoint};
pub use stability::{stability_index, weights_between};

use crate::woe::{BinTable, Counts};
use crate::{Card, Place, Problem, Sample};

/// Groups of the calibration, as Hosmer and Lemeshow took them.
const GROUPS: usize = 10;
/// Bands of points: one for each twentieth of the rows.
const BANDS: usize = 20;

/// How good a card is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// On the rows of the fit, or those that the report is about.
    pub sample: Performance,
    /// On other rows, where there are any.
    pub test: Option<Performance>,
    /// How far points moved from the first rows to the others, by the bands of the first.
    pub stability: Option<f64>,
    /// Each characteristic.
    pub characteristics: Vec<Measured>,
    /// Gaps between groups, a list for each column of groups.
    pub fairness: Vec<Fairness>,
}

/// A card on some rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Performance {
    /// How many rows have points.
    pub rows: usize,
    /// How many have none: every characteristic is missing or special.
    pub insufficient: usize,
    /// Weight of the good.
    pub good: f64,
    /// Weight of the bad.
    pub bad: f64,
    /// How well points tell bad from good.
    pub ranking: Ranking,
    /// Whether as many turned out bad as the points say.
    pub calibration: Calibration,
    /// Who would be left out at which points.
    pub bands: Vec<Band>,
}

/// A characteristic on the rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// Its bins on the rows of the report.
    pub table: BinTable,
    /// How far rows moved between its bins from the first rows to the others.
    pub stability: Option<f64>,
    /// Rows, of both, whose category the bins do not have.
    pub unseen: usize,
}

/// Groups of one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fairness {
    /// The column.
    pub column: String,
    /// Least points of whoever is accepted.
    pub least: f64,
    /// Each group.
    pub groups: Vec<GroupGaps>,
}

impl Report {
    /// Reports on a card: on rows, on others where there are any, and on groups where least points are given.
    ///
    /// # Errors
    /// Where a column is missing, or of another kind than its bins.
    pub fn of(
        card: &Card,
        sample: &Sample,
        test: Option<&Sample>,
        groups: &[&str],
        least: f64,
    ) -> Result<Self, Problem> {
        let (sample, insufficient) = card.with_evidence(sample)?;
        let points = card.score(&sample)?;
        let performance = Performance { insufficient, ..Performance::of(card, &points, &sample, true) };
        let mut stability = None;
        let mut on_test = None;
        let test = test.map(|test| card.with_evidence(test)).transpose()?;
        if let Some((test, insufficient)) = &test {
            let other = card.score(test)?;
            let breaks: Vec<f64> = performance.bands.iter().skip(1).map(|band| band.from).collect();
            let [base, moved] = [(&points, &sample.weights), (&other, &test.weights)]
                .map(|(points, weights)| weights_between(&breaks, points, weights));
            stability = Some(stability_index(&base, &moved));
            on_test = Some(Performance { insufficient: *insufficient, ..Performance::of(card, &other, test, false) });
        }
        let mut characteristics = Vec::new();
        for one in &card.characteristics {
            characteristics.push(Measured::of(one, &sample, test.as_ref().map(|(test, _)| &**test))?);
        }
        let mut fairness = Vec::new();
        for name in groups {
            let (levels, of) = sample.groups(name)?;
            let groups = gaps(levels, of, &points, &sample.bad, &sample.weights, least);
            fairness.push(Fairness { column: (*name).to_owned(), least, groups });
        }
        Ok(Self { sample: performance, test: on_test, stability, characteristics, fairness })
    }
}

impl Performance {
    fn of(card: &Card, points: &[f64], sample: &Sample, fitted: bool) -> Self {
        let (bad, weights) = (&sample.bad, &sample.weights);
        let probabilities: Vec<f64> = points.iter().map(|points| card.scale.probability(*points)).collect();
        let mut counts = Counts::default();
        bad.iter().zip(weights).for_each(|(bad, weight)| counts.add(*bad, *weight));
        Self {
            rows: bad.len(),
            insufficient: 0,
            good: counts.good,
            bad: counts.bad,
            ranking: Ranking::of_points(points, bad, weights),
            calibration: calibration(&probabilities, bad, weights, GROUPS, fitted),
            bands: bands(points, bad, weights, BANDS),
        }
    }
}

impl Measured {
    fn of(one: &crate::card::Characteristic, sample: &Sample, test: Option<&Sample>) -> Result<Self, Problem> {
        let places = |sample: &Sample| one.bins.places(sample.column(&one.bins.name)?);
        let base = places(sample)?;
        let other = test.map(places).transpose()?;
        let unseen = base.iter().chain(other.iter().flatten()).filter(|place| **place == Place::Unseen).count();
        let count = |of: &[Place], weights: &[f64]| -> Vec<f64> {
            let kinds = one.points.iter().map(|points| points.place).chain([Place::Unseen]);
            let weight = |kind: Place| {
                of.iter().zip(weights).filter(|(place, _)| **place == kind).map(|(_, weight)| weight).sum()
            };
            kinds.map(weight).collect()
        };
        let stability = other
            .zip(test)
            .map(|(other, test)| stability_index(&count(&base, &sample.weights), &count(&other, &test.weights)));
        Ok(Self { table: BinTable::counted(&one.bins, &base, sample), stability, unseen })
    }
}
