//! What may be learned of the items themselves: reliability, and whether they work alike for groups.
//!
//! Takes sums and counts of answers that whoever may hold them has added up; gives alpha, omega and differential item
//! functioning. It must never take a single person's answers: events have none.

use std::collections::BTreeMap;

use prescreen::documents;
use prescreen::id::Id;
use prescreen::json::read_text;
use prescreen::{Code, Error};
use serde::Serialize;

use super::dif::{self, Size, Stratum};
use super::matrix::Matrix;
use super::multiple::benjamini_hochberg;
use super::plan::{MAX_WORDS, Plan};
use super::reliability::{Estimate, alpha, omega, same_alpha_p};

/// Bytes of the document, at most.
pub const MAX_ITEMS_BYTES: usize = 8 * 1024 * 1024;

/// Sums and counts of answers.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, rename = "ExperimentItems"))]
pub struct Items {
    /// Version of this format: 1.
    pub experiment_items: i64,
    /// The experiment's key.
    pub experiment: Id,
    /// For each variation, the sums of its items' points.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub reliability: Vec<ItemSums>,
    /// For each item and pair of groups, counts of answers. Only groups that the firm may lawfully compare.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub differential: Vec<ItemCounts>,
}

/// Sums of the points of a variation's items, over the people who answered all of them.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ItemSums {
    /// The variation.
    pub variation: Id,
    /// People.
    pub people: u32,
    /// For each item, the sum of its points over people.
    pub sums: Vec<i64>,
    /// For each item, the sums over people of its points times those of itself and of each item behind it.
    pub products: Vec<Vec<i64>>,
}

/// Counts of answers to one item.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ItemCounts {
    /// The item.
    pub item: Id,
    /// What the groups are, such as `variation`.
    pub by: Id,
    /// The group that is compared with.
    pub reference: Id,
    /// The group that is compared.
    pub focal: Id,
    /// People of about the same score on the other items.
    pub strata: Vec<ItemStratum>,
}

/// Counts of answers of people with one score.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ItemStratum {
    /// The score on the other items.
    pub score: i64,
    /// The reference group's answers, by option in the order of its points.
    pub reference: Vec<u32>,
    /// The focal group's answers.
    pub focal: Vec<u32>,
}

documents! {
    Items { experiment_items, experiment; [reliability, differential] }
    ItemSums { variation, people, sums, products }
    ItemCounts { item, by, reference, focal, strata }
    ItemStratum { score, reference, focal }
}

/// What is found of the items.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemsReport {
    /// Each variation's reliability.
    pub reliability: Vec<Reliability>,
    /// Each item and pair of groups.
    pub differential: Vec<Differential>,
    /// Those that cannot be compared: no score has people of both groups, or everybody answered alike.
    pub not_compared: Vec<NotCompared>,
}

/// An item and a pair of groups that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotCompared {
    /// The item.
    pub item: String,
    /// What the groups are.
    pub by: String,
    /// The group that is compared with.
    pub reference: String,
    /// The group that is compared.
    pub focal: String,
}

/// How reliably a variation's items measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reliability {
    /// The variation.
    pub variation: String,
    /// People.
    pub people: u32,
    /// Cronbach's alpha; none where it has no value.
    pub alpha: Option<Bounded>,
    /// McDonald's omega of one factor; none where that does not fit.
    pub omega: Option<Bounded>,
    /// p that alpha is the same as in the control; none for the control itself.
    pub same_alpha_p: Option<f64>,
}

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounded {
    /// The estimate.
    pub value: f64,
    /// From and to.
    pub interval: [f64; 2],
}

/// Whether an item works alike for two groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Differential {
    /// The item.
    pub item: String,
    /// What the groups are.
    pub by: String,
    /// The group that is compared with.
    pub reference: String,
    /// The group that is compared.
    pub focal: String,
    /// Whether it works otherwise: Mantel's test after Benjamini and Hochberg's procedure, or the logistic one, below the
    /// level, and not of negligible size.
    pub found: bool,
    /// p of Mantel's test; not corrected.
    pub mantel_p: f64,
    /// The same, corrected for the number of items.
    pub mantel_p_adjusted: f64,
    /// How much higher the focal group answers at the same score, in standard deviations.
    pub standardised_difference: f64,
    /// How large that is.
    pub size: Size,
    /// Of two options, −2.35 times the logarithm of Mantel and Haenszel's odds ratio.
    pub delta: Option<f64>,
    /// p of the ordinal logistic regression, both kinds together; not corrected.
    pub logistic_p: Option<f64>,
    /// p of a difference that changes with the score.
    pub non_uniform_p: Option<f64>,
    /// What the group adds to Nagelkerke's R².
    pub r_squared_change: Option<f64>,
    /// Options of the item.
    pub options: usize,
    /// How high each group answers at each score, from the lowest score on.
    pub curve: Vec<CurvePoint>,
}

/// How high people with one score on the other items answer an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CurvePoint {
    /// The score on the other items.
    pub score: i64,
    /// The group that is compared with.
    pub reference: MeanAnswer,
    /// The group that is compared.
    pub focal: MeanAnswer,
}

/// People of whom a mean is given, at least: of one it would be that person's answer.
pub const LEAST_PEOPLE: u64 = 5;

/// The answer of some people on average.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeanAnswer {
    /// People.
    pub people: u64,
    /// The mean place of the chosen option, from 0 for the lowest to `options` − 1; none of fewer than 5 people.
    pub mean: Option<f64>,
}

impl Items {
    /// Reads sums and counts from their JSON text.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is no such document, or does not fit the plan.
    pub fn read(text: &str, plan: &Plan) -> Result<Self, Error> {
        let items: Self = read_text(text, MAX_ITEMS_BYTES)?;
        if items.experiment_items != 1 {
            return Err(Error::new(Code::Range, "/experiment_items", "only version 1 of this format is read"));
        }
        if items.experiment != plan.experiment {
            return Err(Error::new(Code::Reference, "/experiment", "the plan is of another experiment"));
        }
        for (n, sums) in items.reliability.iter().enumerate() {
            sums.check(plan, &format!("/reliability/{n}"))?;
        }
        for (n, counts) in items.differential.iter().enumerate() {
            if items.differential.iter().take(n).any(|other| other.is_of(counts)) {
                let message = "the item and these two groups stand there already";
                return Err(Error::new(Code::Duplicate, format!("/differential/{n}"), message));
            }
            counts.check(plan, &format!("/differential/{n}"))?;
        }
        Ok(items)
    }

    /// What is found.
    #[must_use]
    pub fn report(&self, plan: &Plan) -> ItemsReport {
        let level = plan.alpha();
        let control =
            plan.variations.first().and_then(|control| self.reliability.iter().find(|sums| sums.variation == *control));
        let reliability = self.reliability.iter().map(|sums| sums.report(control, level)).collect();
        let (mut found, mut not_compared): (Vec<(&ItemCounts, dif::Found)>, Vec<NotCompared>) =
            (Vec::new(), Vec::new());
        for counts in &self.differential {
            match dif::test(&counts.strata()) {
                Some(test) => found.push((counts, test)),
                None => not_compared.push(counts.not_compared()),
            }
        }
        let adjusted = benjamini_hochberg(&found.iter().map(|(_, found)| found.mantel_p).collect::<Vec<f64>>());
        let logistic: Vec<f64> =
            found.iter().map(|(_, found)| found.logistic.map_or(1.0, |logistic| logistic.p)).collect();
        let logistic = benjamini_hochberg(&logistic);
        let rows = found.iter().zip(adjusted.into_iter().zip(logistic));
        let differential = rows.map(|((counts, found), (mantel, logistic))| {
            counts.report(found, mantel, mantel < level || logistic < level)
        });
        ItemsReport { reliability, differential: differential.collect(), not_compared }
    }
}

impl ItemSums {
    fn check(&self, plan: &Plan, at: &str) -> Result<(), Error> {
        if !plan.variations.contains(&self.variation) {
            return Err(Error::new(
                Code::Reference,
                format!("{at}/variation"),
                "this is none of the plan's variations",
            ));
        }
        let items = self.sums.len();
        if items > MAX_WORDS {
            return Err(Error::new(Code::Limit, format!("{at}/sums"), format!("at most {MAX_WORDS} can stand here")));
        }
        let lengths = self.products.iter().map(Vec::len);
        if self.products.len() != items || !lengths.eq((1..=items).rev()) {
            let message = "expected a list for each item, with a product for itself and each item behind it";
            return Err(Error::new(Code::Type, format!("{at}/products"), message));
        }
        Ok(())
    }

    fn covariances(&self) -> Matrix {
        let n = f64::from(self.people);
        let mut matrix = Matrix::zero(self.sums.len());
        for (i, row) in self.products.iter().enumerate() {
            for (j, product) in (i..).zip(row) {
                let sum = |n: usize| self.sums.get(n).map_or(0.0, |sum| *sum as f64);
                let covariance = (*product as f64 - sum(i) * sum(j) / n) / (n - 1.0);
                matrix.add(i, j, covariance);
                if i != j {
                    matrix.add(j, i, covariance);
                }
            }
        }
        matrix
    }

    fn report(&self, control: Option<&Self>, level: f64) -> Reliability {
        let (covariances, people) = (self.covariances(), f64::from(self.people));
        let own = alpha(&covariances, people, level);
        let other = control.filter(|control| {
            control.variation != self.variation && control.sums.len() == self.sums.len() && control.people > 2
        });
        let same_alpha_p = other.filter(|_| self.people > 2).and_then(|control| {
            let first = alpha(&control.covariances(), f64::from(control.people), level)?.value;
            let items = self.sums.iter().map(|_| 1.0).sum();
            Some(same_alpha_p(first, f64::from(control.people), own?.value, people, items))
        });
        let bounded = |estimate: Estimate| Bounded {
            value: estimate.value,
            interval: [estimate.interval.low, estimate.interval.high],
        };
        Reliability {
            variation: self.variation.to_string(),
            people: self.people,
            alpha: own.map(bounded),
            omega: omega(&covariances, people, level).map(bounded),
            same_alpha_p,
        }
    }
}

/// What `by` is where the groups are the experiment's variations.
const BY_VARIATION: &str = "variation";

impl ItemCounts {
    fn check(&self, plan: &Plan, at: &str) -> Result<(), Error> {
        if !plan.questions.is_empty() && !plan.questions.contains(&self.item) {
            return Err(Error::new(Code::Reference, format!("{at}/item"), "this is none of the plan's questions"));
        }
        for (name, group) in [("reference", &self.reference), ("focal", &self.focal)] {
            if self.by.as_str() == BY_VARIATION && !plan.variations.contains(group) {
                let message = "this is none of the plan's variations";
                return Err(Error::new(Code::Reference, format!("{at}/{name}"), message));
            }
        }
        let options = self.strata.first().map_or(0, |stratum| stratum.reference.len());
        if !(2..=MAX_WORDS).contains(&options) {
            return Err(Error::new(
                Code::Range,
                format!("{at}/strata"),
                "expected at least one stratum of 2 options or more",
            ));
        }
        let uneven = |stratum: &ItemStratum| stratum.reference.len() != options || stratum.focal.len() != options;
        match self.strata.iter().position(uneven) {
            None => Ok(()),
            Some(n) => {
                let message = "every stratum counts the same options in both groups";
                Err(Error::new(Code::Type, format!("{at}/strata/{n}"), message))
            }
        }
    }

    fn is_of(&self, other: &Self) -> bool {
        let named = |one: &Self| [&one.item, &one.by, &one.reference, &one.focal].map(Id::clone);
        named(self) == named(other)
    }

    fn not_compared(&self) -> NotCompared {
        let [item, by, reference, focal] = [&self.item, &self.by, &self.reference, &self.focal].map(Id::to_string);
        NotCompared { item, by, reference, focal }
    }

    fn strata(&self) -> Vec<Stratum> {
        let counts = |counts: &[u32]| counts.iter().copied().map(u64::from).collect();
        let one = |stratum: &ItemStratum| Stratum {
            score: stratum.score as f64,
            reference: counts(&stratum.reference),
            focal: counts(&stratum.focal),
        };
        self.strata.iter().map(one).collect()
    }

    fn report(&self, found: &dif::Found, adjusted: f64, significant: bool) -> Differential {
        let size = found.size();
        let of_logistic = |part: fn(&dif::Logistic) -> f64| found.logistic.as_ref().map(part);
        let change = of_logistic(|logistic| logistic.r_squared_change);
        let matters = size != Size::Negligible || change.is_some_and(|change| change >= 0.035);
        Differential {
            item: self.item.to_string(),
            by: self.by.to_string(),
            reference: self.reference.to_string(),
            focal: self.focal.to_string(),
            found: significant && matters,
            mantel_p: found.mantel_p,
            mantel_p_adjusted: adjusted,
            standardised_difference: found.standardised_difference,
            size,
            delta: found.delta,
            logistic_p: of_logistic(|logistic| logistic.p),
            non_uniform_p: of_logistic(|logistic| logistic.non_uniform_p),
            r_squared_change: change,
            options: self.strata.first().map_or(0, |stratum| stratum.reference.len()),
            curve: self.curve(),
        }
    }

    /// A point for each score, whose people may be counted in several strata.
    fn curve(&self) -> Vec<CurvePoint> {
        let mut points: BTreeMap<i64, [Vec<&[u32]>; 2]> = BTreeMap::new();
        for stratum in &self.strata {
            let [reference, focal] = points.entry(stratum.score).or_default();
            reference.push(&stratum.reference);
            focal.push(&stratum.focal);
        }
        let point = |(score, [reference, focal]): (i64, [Vec<&[u32]>; 2])| CurvePoint {
            score,
            reference: MeanAnswer::of(&reference),
            focal: MeanAnswer::of(&focal),
        };
        points.into_iter().map(point).collect()
    }
}

impl MeanAnswer {
    fn of(strata: &[&[u32]]) -> Self {
        let people = strata.iter().flat_map(|counts| *counts).copied().map(u64::from).sum();
        let places =
            |counts: &[u32]| (0u32..).zip(counts).map(|(place, count)| f64::from(place) * f64::from(*count)).sum();
        let all: f64 = strata.iter().map(|counts| -> f64 { places(counts) }).sum();
        Self { people, mean: (people >= LEAST_PEOPLE).then(|| all / people as f64) }
    }
}
