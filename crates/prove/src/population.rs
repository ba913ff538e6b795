//! How people answer: every combination alike, or as given marginals say.
//!
//! Takes a [`Marginals`] document that was checked against the pack, gives weights for the choices of a walk.
//! A weight is a float: shares under marginals are rounded to doubles, counts never are.

use prescreen::pack::Pack;
use prescreen::{Code, Error};

use super::marginals::{Answer, Marginals, Shares};
use super::model::Model;
use super::report::Assumed;
use super::walk::Path;

/// How people answer.
#[derive(Debug, Clone)]
pub enum Population {
    /// Every combination alike.
    Uniform,
    /// Each item by itself; none for an item whose answers are alike.
    Independent(Vec<Option<Shares>>),
    /// Whole sets of answers.
    Patterns(Vec<(Vec<Answer>, u32)>),
}

/// Weights of choices, per item.
#[derive(Debug)]
pub struct Weights(Vec<Vec<f64>>);

impl Weights {
    /// The weight of a choice.
    pub fn of(&self, item: usize, number: usize) -> f64 {
        self.0.get(item).and_then(|weights| weights.get(number)).copied().unwrap_or(0.0)
    }
}

impl Population {
    /// The population that a document describes.
    ///
    /// # Errors
    /// What does not fit the pack, with its JSON pointer.
    pub fn of(marginals: &Marginals, pack: &Pack) -> Result<Self, Error> {
        match (&marginals.items, &marginals.patterns) {
            (Some(items), None) => Ok(Self::Independent(super::marginals::independent(items, pack)?)),
            (None, Some(patterns)) => Ok(Self::Patterns(super::marginals::patterns(patterns, pack)?)),
            _ => Err(Error::new(Code::Inconsistent, "", "marginals have either `items` or `patterns`")),
        }
    }

    /// What is assumed, for the report.
    pub fn assumed(&self) -> Assumed {
        match self {
            Self::Uniform => Assumed::Uniform,
            Self::Independent(_) => Assumed::Independent,
            Self::Patterns(_) => Assumed::Patterns,
        }
    }

    /// The weights of a model's choices; under patterns those of uniform answers. None when an answer is not
    /// among the choices, which a checked document rules out.
    pub fn weights(&self, model: &Model<'_>) -> Option<Weights> {
        let alike = |item: usize| {
            let choices = model.choices.get(item).map(Vec::as_slice).unwrap_or_default();
            let all: f64 = choices.iter().map(|choice| choice.count as f64).sum();
            choices.iter().map(|choice| choice.count as f64 / all).collect::<Vec<f64>>()
        };
        let mut weights = Vec::with_capacity(model.choices.len());
        for (item, choices) in model.choices.iter().enumerate() {
            let given = match self {
                Self::Independent(items) => items.get(item).and_then(Option::as_ref),
                Self::Uniform | Self::Patterns(_) => None,
            };
            let Some(given) = given else {
                weights.push(alike(item));
                continue;
            };
            let all: f64 = given.iter().map(|(_, weight)| f64::from(*weight)).sum();
            let mut of = vec![0.0; choices.len()];
            for (answer, weight) in given {
                *of.get_mut(model.choice_of(item, answer)?)? += f64::from(*weight) / all;
            }
            weights.push(of);
        }
        Some(Weights(weights))
    }

    /// The paths of patterns with their shares; none of them for other populations.
    pub fn paths(&self, model: &Model<'_>) -> Option<Vec<(Path, f64)>> {
        let Self::Patterns(patterns) = self else { return Some(Vec::new()) };
        let all: f64 = patterns.iter().map(|(_, weight)| f64::from(*weight)).sum();
        let path = |(answers, weight): &(Vec<Answer>, u32)| {
            let path: Option<Path> =
                answers.iter().enumerate().map(|(item, answer)| model.choice_of(item, answer)).collect();
            Some((path?, f64::from(*weight) / all))
        };
        patterns.iter().map(path).collect()
    }
}
