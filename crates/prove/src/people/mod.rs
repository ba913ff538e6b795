//! How people answer: every combination alike, or as given marginals say.
//!
//! Takes a [`Marginals`] document that was checked against the pack, gives weights for the choices of a walk.
//! A weight is a float: shares under marginals are rounded to doubles, counts never are.

mod ends;
pub mod marginals;

use prescreen::pack::Pack;
use prescreen::{Code, Error};
use serde::Serialize;

use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Answer;
use crate::walk::{Path, Weights};
use marginals::{Marginals, Shares};

pub use ends::People;

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

/// How people are assumed to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Assumed {
    /// Every combination is as likely as every other.
    Uniform,
    /// Each item by given marginals, independent of the others.
    Independent,
    /// By a given table of answer patterns.
    Patterns,
}

impl Population {
    /// The population that a document describes.
    ///
    /// # Errors
    /// What does not fit the pack, with its JSON pointer.
    pub fn of(marginals: &Marginals, pack: &Pack) -> Result<Self, Error> {
        match (&marginals.items, &marginals.patterns) {
            (Some(items), None) => Ok(Self::Independent(marginals::independent(items, pack)?)),
            (None, Some(patterns)) => Ok(Self::Patterns(marginals::patterns(patterns, pack)?)),
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

    /// The weights of a symbolic pack's choices; under patterns those of uniform answers. None when an answer is not
    /// among the choices, which a checked document rules out.
    pub fn weights(&self, symbolic: &SymbolicPack<'_>) -> Option<Weights> {
        let alike = |item: usize| {
            let choices = symbolic.choices.get(item).map(Vec::as_slice).unwrap_or_default();
            let all: f64 = choices.iter().map(|choice| choice.count as f64).sum();
            choices.iter().map(|choice| choice.count as f64 / all).collect::<Vec<f64>>()
        };
        let mut weights = Vec::with_capacity(symbolic.choices.len());
        for (item, choices) in symbolic.choices.iter().enumerate() {
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
                *of.get_mut(symbolic.choice_of(item, answer)?)? += f64::from(*weight) / all;
            }
            weights.push(of);
        }
        Some(Weights::of_choices(weights))
    }

    /// The paths of patterns with their shares; none of them for other populations.
    pub fn paths(&self, symbolic: &SymbolicPack<'_>) -> Option<Vec<(Path, f64)>> {
        let Self::Patterns(patterns) = self else { return Some(Vec::new()) };
        let all: f64 = patterns.iter().map(|(_, weight)| f64::from(*weight)).sum();
        let path = |(answers, weight): &(Vec<Answer>, u32)| {
            let path: Option<Path> =
                answers.iter().enumerate().map(|(item, answer)| symbolic.choice_of(item, answer)).collect();
            Some((path?, f64::from(*weight) / all))
        };
        patterns.iter().map(path).collect()
    }
}
