//! Differential item functioning: whether people alike in everything else answer a question differently by group.
//!
//! Takes counts of answers by group and by stratum (people of about the same score on the rest), gives tests and sizes of
//! effect. The counts come from whoever may hold the answers; a count of answers is not an answer.

use super::logistic::{Fit, Pattern, proportional_odds};
use super::numeric::ChiSquare;

/// The answers of two groups in one stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// The score that people of the stratum share.
    pub score: f64,
    /// Answers of the reference group, by option.
    pub reference: Vec<u64>,
    /// Answers of the focal group, by option.
    pub focal: Vec<u64>,
}

/// What is found of one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// p of Mantel's test (1963; for two options Mantel and Haenszel's without correction for continuity).
    pub mantel_p: f64,
    /// How much higher the focal group answers at the same score, in standard deviations of all answers (Dorans and
    /// Schmitt, 1991); of two options that is of the share.
    pub standardised_difference: f64,
    /// Of two options, Mantel and Haenszel's common odds ratio: reference over focal for the first option.
    pub odds_ratio: Option<f64>,
    /// The same on the ETS scale: −2.35 times its logarithm; 1 is small, 1.5 is large.
    pub delta: Option<f64>,
    /// The ordinal logistic regression, where it could be fitted.
    pub logistic: Option<Logistic>,
}

/// Likelihood-ratio tests of the proportional-odds model (Zumbo, 1999): score; score and group; and their product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logistic {
    /// p of both kinds together, 2 degrees of freedom.
    pub p: f64,
    /// p of a shift that is the same at every score.
    pub uniform_p: f64,
    /// p of one that changes with the score.
    pub non_uniform_p: f64,
    /// What group and product add to Nagelkerke's R²: 0.035 is moderate, 0.07 large (Jodoin and Gierl, 2001).
    pub r_squared_change: f64,
}

/// How large a difference is, by Zwick, Thayer and Mazzeo's bounds (1997) for ordinal items: 0.17 and 0.25 standard
/// deviations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Below 0.17.
    Negligible,
    /// From 0.17 to 0.25.
    Moderate,
    /// Above 0.25.
    Large,
}

impl Found {
    /// How large the difference is.
    #[must_use]
    pub fn size(&self) -> Size {
        match self.standardised_difference.abs() {
            size if size < 0.17 => Size::Negligible,
            size if size <= 0.25 => Size::Moderate,
            _ => Size::Large,
        }
    }
}

/// Tests one item; options count 0, 1, 2 … in their order. None where there is nothing to compare: no stratum with both
/// groups, or all answers alike.
#[must_use]
pub fn test(strata: &[Stratum]) -> Option<Found> {
    let options = strata.iter().map(|stratum| stratum.reference.len()).max()?;
    let (mut observed, mut expected, mut variance) = (0.0, 0.0, 0.0);
    let (mut shifted, mut focal_people, mut over, mut under) = (0.0, 0.0, 0.0, 0.0);
    let mut all = Answers::default();
    for stratum in strata {
        let (reference, focal) = (Answers::of(&stratum.reference), Answers::of(&stratum.focal));
        let both = reference.and(&focal);
        all = all.and(&both);
        if reference.n == 0.0 || focal.n == 0.0 || both.n < 2.0 {
            continue;
        }
        observed += focal.sum;
        expected += focal.n / both.n * both.sum;
        variance +=
            reference.n * focal.n * (both.n * both.squares - both.sum * both.sum) / (both.n * both.n * (both.n - 1.0));
        shifted += focal.n * (focal.sum / focal.n - reference.sum / reference.n);
        focal_people += focal.n;
        over += (reference.n - reference.sum) * focal.sum / both.n;
        under += reference.sum * (focal.n - focal.sum) / both.n;
    }
    let deviation = libm::sqrt(all.variance());
    if variance <= 0.0 || deviation <= 0.0 {
        return None;
    }
    let statistic = (observed - expected) * (observed - expected) / variance;
    let odds_ratio = (options == 2 && over > 0.0 && under > 0.0).then(|| over / under);
    Some(Found {
        mantel_p: ChiSquare(1.0).above(statistic),
        standardised_difference: shifted / focal_people / deviation,
        odds_ratio,
        delta: odds_ratio.map(|ratio| -2.35 * libm::log(ratio)),
        logistic: logistic(strata, options),
    })
}

fn logistic(strata: &[Stratum], options: usize) -> Option<Logistic> {
    let rows = |terms: usize| -> Vec<Pattern> {
        let one = |score: f64, group: f64, counts: &[u64]| Pattern {
            terms: [score, group, score * group].into_iter().take(terms).collect(),
            counts: (0..options).map(|n| counts.get(n).map_or(0.0, |count| *count as f64)).collect(),
        };
        let both =
            |stratum: &Stratum| [one(stratum.score, 0.0, &stratum.reference), one(stratum.score, 1.0, &stratum.focal)];
        strata.iter().flat_map(both).collect()
    };
    let fit = |terms: usize| proportional_odds(&rows(terms));
    let (nothing, score, group, product) = (fit(0)?, fit(1)?, fit(2)?, fit(3)?);
    let p = |small: &Fit, large: &Fit, degrees: f64| {
        ChiSquare(degrees).above((2.0 * (large.log_likelihood - small.log_likelihood)).max(0.0))
    };
    let n = nothing.n;
    let nagelkerke = |fit: &Fit| {
        let cox_snell = 1.0 - libm::exp(2.0 * (nothing.log_likelihood - fit.log_likelihood) / n);
        cox_snell / (1.0 - libm::exp(2.0 * nothing.log_likelihood / n))
    };
    Some(Logistic {
        p: p(&score, &product, 2.0),
        uniform_p: p(&score, &group, 1.0),
        non_uniform_p: p(&group, &product, 1.0),
        r_squared_change: nagelkerke(&product) - nagelkerke(&score),
    })
}

/// Number, sum and sum of squares of answers.
#[derive(Clone, Copy, Default)]
struct Answers {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Answers {
    fn of(counts: &[u64]) -> Self {
        let (mut all, mut option) = (Self::default(), 0.0);
        for count in counts {
            let count = *count as f64;
            all.n += count;
            all.sum += count * option;
            all.squares += count * option * option;
            option += 1.0;
        }
        all
    }

    fn and(&self, other: &Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    fn variance(&self) -> f64 {
        if self.n < 2.0 { 0.0 } else { (self.squares - self.sum * self.sum / self.n) / (self.n - 1.0) }
    }
}
