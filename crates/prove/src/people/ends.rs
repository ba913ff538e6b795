//! Where a population ends in a walk.

use crate::people::Population;
use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Choice;
use crate::walk::{Machine, Path, State, TooWide, Weights, count};

/// How the people of a population go through a walk.
pub struct People {
    weights: Weights,
    patterns: Vec<(Path, f64)>,
}

impl People {
    /// The population in the choices of a symbolic pack.
    pub fn of(population: &Population, symbolic: &SymbolicPack<'_>) -> Result<Self, TooWide> {
        let weights = population.weights(symbolic).ok_or(TooWide)?;
        Ok(Self { weights, patterns: population.paths(symbolic).ok_or(TooWide)? })
    }

    /// The last states with the share of the people who come to each; a state may stand in it more than once.
    pub fn ends(
        &self,
        machine: &mut impl Machine,
        choices: &[Vec<Choice>],
        order: &[usize],
    ) -> Result<Vec<(State, f64)>, TooWide> {
        if self.patterns.is_empty() {
            return Ok(count(machine, choices, order, |item, number, _| self.weights.of(item, number))?.ends);
        }
        if choices.iter().any(Vec::is_empty) {
            return Err(TooWide);
        }
        let mut ends = Vec::with_capacity(self.patterns.len());
        for (path, share) in &self.patterns {
            let mut state = machine.start().ok_or(TooWide)?.into_vec();
            let mut next = Vec::new();
            for item in order {
                let number = path.get(*item).copied().ok_or(TooWide)?;
                let choice = choices.get(*item).and_then(|choices| choices.get(number)).ok_or(TooWide)?;
                machine.step(&state, *item, number, choice, &mut next).ok_or(TooWide)?;
                core::mem::swap(&mut state, &mut next);
            }
            ends.push((state.into(), *share));
        }
        Ok(ends)
    }
}
