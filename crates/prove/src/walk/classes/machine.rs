//! The walk over classes: what can still change a class is carried from item to item, nothing else.
//!
//! Takes parts of a symbolic pack, gives a [`Machine`]. It must never forget what may still lower a class.

use rustc_hash::FxHashMap;

use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{FALSE, Formula, Formulas, TRUE};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::measure::Measure;
use crate::walk::{Machine, State, TooWide};
use prescreen::condition::Truth;

use super::{ClassPart, Effect, MAX_ASSIGNMENTS, NONE, SETTLED, number, ranges};

/// The walk over one pack's class, or over two packs' classes at once, with other formulas beside.
pub struct ClassMachine<'m> {
    formulas: &'m mut Formulas,
    parts: Vec<ClassPart>,
    /// Formulas that have to hold: where one fails, the walk stops.
    required: Vec<Formula>,
    /// Where the first part's class is no higher than this, the walk stops.
    above: i64,
    /// Per item: least and most points still to come after it, per part and measure.
    rest: Vec<Vec<(i64, i64)>>,
    whole: Vec<(i64, i64)>,
    /// For each effect that reads only facts: the best that they make of it, where that was asked for.
    best: Option<BestCase<'m>>,
}

/// The facts that restrict least, for effects that share none.
struct BestCase<'m> {
    facts: &'m FactRegions,
    known: FxHashMap<(Formula, i64, i64), i64>,
}

impl BestCase<'_> {
    /// The highest class that an effect leaves.
    fn of(&mut self, formulas: &Formulas, formula: Formula, effect: &Effect) -> Option<i64> {
        let key = (formula, effect.on_true, effect.on_unknown);
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let mut atoms = Vec::new();
        formulas.atoms(formula, &mut atoms);
        let assignments = self.facts.assignments(&self.facts.read_by(&atoms), MAX_ASSIGNMENTS)?;
        let left = |assignment: &Assignment| match formulas.truth(formula, &|atom| self.facts.truth(atom, assignment)) {
            Truth::True => effect.on_true,
            Truth::Unknown => effect.on_unknown,
            Truth::False => i64::MAX,
        };
        let best = assignments.iter().map(left).max()?;
        self.known.insert(key, best);
        Some(best)
    }
}

impl<'m> ClassMachine<'m> {
    /// A machine that goes through the items in this order.
    pub fn new(formulas: &'m mut Formulas, parts: Vec<ClassPart>, items: &[Vec<Choice>], order: &[usize]) -> Self {
        let measures: Vec<&Measure> = parts.iter().flat_map(|part| &part.measures).collect();
        let (rest, left) = ranges(&measures, items, order);
        Self { formulas, parts, required: Vec::new(), above: NONE.saturating_sub(1), rest, whole: left, best: None }
    }

    /// Takes the facts that restrict least, as soon as only facts are left to say.
    pub fn at_best(mut self, facts: &'m FactRegions) -> Self {
        self.best = Some(BestCase { facts, known: FxHashMap::default() });
        self
    }

    /// Walks only where these formulas may hold.
    pub fn requiring(mut self, formulas: Vec<Formula>) -> Self {
        self.required = formulas;
        self
    }

    /// Walks only where the first part's class may be higher than this one.
    pub fn above(mut self, class: i64) -> Self {
        self.above = class;
        self
    }

    /// What is left of the required formulas in a final state.
    pub fn required<'s>(&self, state: &'s [i64]) -> impl Iterator<Item = Formula> + 's {
        let parts = self.parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        state.iter().skip(parts).map(|residual| number(*residual))
    }

    /// Each part's class in a final state, for every assignment of the facts that still matter in it.
    pub fn classes(&self, state: &[i64], facts: &FactRegions) -> Result<Vec<(Assignment, Vec<i64>)>, TooWide> {
        let mut atoms = Vec::new();
        for residual in self.residuals(state) {
            self.formulas.atoms(residual, &mut atoms);
        }
        let assignments = facts.assignments(&facts.read_by(&atoms), MAX_ASSIGNMENTS).ok_or(TooWide)?;
        let possible = |assignment: &Assignment| {
            self.required(state)
                .all(|formula| self.formulas.truth(formula, &|atom| facts.truth(atom, assignment)) == Truth::True)
        };
        let classes = |assignment: &Assignment| {
            let mut rest = state;
            let class = |part: &ClassPart| {
                let (own, after) = rest.split_at_checked(part.len()).unwrap_or((rest, &[]));
                rest = after;
                part.class(own, self.formulas, facts, assignment)
            };
            self.parts.iter().map(class).collect()
        };
        Ok(assignments
            .into_iter()
            .filter(possible)
            .map(|assignment| (assignment.clone(), classes(&assignment)))
            .collect())
    }

    fn residuals(&self, state: &[i64]) -> Vec<Formula> {
        let mut found: Vec<Formula> = self.required(state).collect();
        let mut at = 0_usize;
        for part in &self.parts {
            let effects = at.saturating_add(part.measures.len()).saturating_add(1);
            found.extend(state.iter().skip(effects).take(part.effects.len()).map(|residual| number(*residual)));
            at = at.saturating_add(part.len());
        }
        found
    }

    /// Forgets what can no longer change anything; none where the walk may stop.
    fn forget(&mut self, state: &mut [i64], item: Option<usize>) -> Option<()> {
        let Self { formulas, best, .. } = self;
        if let Some(best) = best {
            let mut rest = &mut state[..];
            for part in &self.parts {
                let (own, after) = rest.split_at_mut_checked(part.len())?;
                part.settle(own, formulas, best);
                rest = after;
            }
        }
        let ranges = item.and_then(|item| self.rest.get(item)).unwrap_or(&self.whole);
        let mut ranges = ranges.iter();
        let mut rest = &mut state[..];
        for (n, part) in self.parts.iter().enumerate() {
            let (own, after) = rest.split_at_mut_checked(part.len())?;
            part.forget(own, &mut ranges);
            if n == 0 && own.first().is_none_or(|bound| *bound <= self.above) {
                return None;
            }
            rest = after;
        }
        if rest.iter().any(|residual| number(*residual) == FALSE) { None } else { Some(()) }
    }
}

impl ClassPart {
    /// Puts the best case in the place of effects that only facts decide.
    fn settle(&self, state: &mut [i64], formulas: &Formulas, best: &mut BestCase<'_>) {
        let Some((bound, rest)) = state.split_first_mut() else { return };
        let residuals = rest.iter_mut().skip(self.measures.len());
        for (effect, residual) in self.effects.iter().zip(residuals).filter(|(effect, _)| effect.alone) {
            let formula = number(*residual);
            if formula <= TRUE || formulas.reads_items(formula) {
                continue;
            }
            if let Some(left) = best.of(formulas, formula, effect) {
                *bound = (*bound).min(left);
                *residual = i64::from(FALSE);
            }
        }
    }

    fn forget<'r>(&self, state: &mut [i64], ranges: &mut impl Iterator<Item = &'r (i64, i64)>) {
        let Some((bound, rest)) = state.split_first_mut() else { return };
        let Some((sums, residuals)) = rest.split_at_mut_checked(self.measures.len()) else { return };
        for (effect, residual) in self.effects.iter().zip(residuals.iter()) {
            if number(*residual) == TRUE {
                *bound = (*bound).min(effect.on_true);
            }
        }
        for ((measure, sum), (least, most)) in self.measures.iter().zip(sums).zip(ranges.by_ref()) {
            if *sum == SETTLED {
                continue;
            }
            // Bands rise with the points: between the ends lie the classes that can still come.
            let (low, high) = (measure.class(sum.saturating_add(*least)), measure.class(sum.saturating_add(*most)));
            if low == high {
                *bound = (*bound).min(low);
            }
            if low == high || low >= *bound {
                *sum = SETTLED;
            }
        }
        for (effect, residual) in self.effects.iter().zip(residuals) {
            if effect.on_true.min(effect.on_unknown) >= *bound || number(*residual) == TRUE {
                *residual = i64::from(FALSE);
            }
        }
    }
}

impl Machine for ClassMachine<'_> {
    fn start(&mut self) -> Option<State> {
        let mut state = Vec::new();
        for part in &self.parts {
            state.push(part.top);
            state.extend(part.measures.iter().map(|_| 0));
            state.extend(part.effects.iter().map(|effect| i64::from(effect.formula)));
        }
        state.extend(self.required.iter().map(|formula| i64::from(*formula)));
        self.forget(&mut state, None)?;
        Some(state.into())
    }

    fn step(
        &mut self,
        state: &[i64],
        item: usize,
        choice_number: usize,
        choice: &Choice,
        next: &mut Vec<i64>,
    ) -> Option<()> {
        next.clear();
        next.extend_from_slice(state);
        let mut at = next.iter_mut();
        for part in &self.parts {
            at.next();
            for (measure, sum) in part.measures.iter().zip(at.by_ref().take(part.measures.len())) {
                if *sum != SETTLED {
                    *sum = sum.saturating_add(measure.points(choice));
                }
            }
            for residual in at.by_ref().take(part.effects.len()) {
                *residual = i64::from(self.formulas.resolve(number(*residual), item, choice_number, &choice.holds));
            }
        }
        for residual in at {
            *residual = i64::from(self.formulas.resolve(number(*residual), item, choice_number, &choice.holds));
        }
        self.forget(next, Some(item))
    }
}
