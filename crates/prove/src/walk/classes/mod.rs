//! The class as a function of the answers: sums with bands, and what holds the class down.
//!
//! Takes a symbolic pack, gives its [`ClassPart`]; [`ClassMachine`] walks it. A pack's rules are read here and
//! nowhere else.
//!
//! A class counts here from 0, the lowest; [`NONE`] stands for no class, which is less than any.

mod machine;
mod per_class;

use prescreen::condition::Truth;
use prescreen::pack::compile::ContradictionTable;
use prescreen::pack::schema::Severity;

use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{FALSE, Formula, Formulas};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::measure::{Measure, number_of};
use crate::walk::order::order;

pub use machine::ClassMachine;
pub use per_class::{best, per_class};

/// No class: something needed is missing or contradicted.
pub const NONE: i64 = -1;

/// Most assignments of facts that are gone through for one final state.
const MAX_ASSIGNMENTS: usize = 20_000;

/// A sum that no longer matters.
const SETTLED: i64 = i64::MIN;

/// What holds a class down: on true, and on unknown.
#[derive(Debug, Clone, Copy)]
struct Effect {
    formula: Formula,
    on_true: i64,
    on_unknown: i64,
    /// Whether its facts are read by no other effect.
    alone: bool,
}

/// One pack's way from answers to a class.
#[derive(Debug, Clone)]
pub struct ClassPart {
    top: i64,
    measures: Vec<Measure>,
    effects: Vec<Effect>,
}

impl ClassPart {
    /// Translates one of the packs.
    pub fn of(symbolic: &mut SymbolicPack<'_>, pack: usize) -> Self {
        let Some(found) = symbolic.packs.get(pack).copied() else {
            return Self { top: 0, measures: Vec::new(), effects: Vec::new() };
        };
        let compiled = found.compiled();
        let top = signed(compiled.classes.len().saturating_sub(1));
        let mut effects = Vec::new();
        let mut effect = |symbolic: &mut SymbolicPack<'_>, when, on_true, on_unknown| {
            let formula = symbolic.condition(pack, when);
            // What reads no fact is never unknown.
            let on_unknown = if symbolic.formulas.reads_facts(formula) { on_unknown } else { top };
            if on_true < top || on_unknown < top {
                effects.push(Effect { formula, on_true, on_unknown, alone: false });
            }
        };
        effect(symbolic, &compiled.lowest.when, 0, NONE);
        for cap in &compiled.caps {
            effect(symbolic, &cap.when, number_of(cap.class), NONE);
        }
        for contradiction in &compiled.contradictions {
            let class = contradiction.class.map_or(top, number_of);
            let on_unknown = if contradiction.bears_on_class() { NONE } else { top };
            if let Some(on_true) = kept(contradiction, class, top) {
                effect(symbolic, &contradiction.when, on_true, on_unknown);
            }
        }
        alone(symbolic, &mut effects);
        let offset = offset(symbolic, pack);
        let measures = compiled.measures.iter().map(|measure| Measure {
            parts: measure.parts.iter().map(|part| part.get().saturating_add(offset)).collect(),
            bands: measure.bands.clone(),
        });
        Self { top, measures: measures.collect(), effects }
    }

    /// Its dimensions with bands.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter()
    }

    /// The order of the items for a walk that carries these parts and conditions besides.
    pub fn order(parts: &[Self], formulas: &mut Formulas, items: &[Vec<Choice>], besides: &[Formula]) -> Vec<usize> {
        let effects = parts.iter().flat_map(|part| &part.effects).map(|effect| effect.formula);
        let conditions: Vec<Formula> = effects.chain(besides.iter().copied()).collect();
        order(formulas, items, parts.iter().flat_map(|part| &part.measures), &conditions)
    }

    /// See [`ranges`].
    pub fn ranges(&self, items: &[Vec<Choice>], order: &[usize]) -> (Ranges, Vec<(i64, i64)>) {
        ranges(&self.measures.iter().collect::<Vec<_>>(), items, order)
    }

    fn len(&self) -> usize {
        self.measures.len().saturating_add(self.effects.len()).saturating_add(1)
    }

    /// The class of a final state under an assignment of facts.
    fn class(&self, state: &[i64], formulas: &Formulas, facts: &FactRegions, assignment: &Assignment) -> i64 {
        let mut class = state.first().copied().unwrap_or(NONE);
        let residuals = state.iter().skip(self.measures.len().saturating_add(1));
        for (effect, residual) in self.effects.iter().zip(residuals) {
            let truth = formulas.truth(number(*residual), &|atom| facts.truth(atom, assignment));
            class = match truth {
                Truth::True => class.min(effect.on_true),
                Truth::Unknown => class.min(effect.on_unknown),
                Truth::False => class,
            };
        }
        class
    }
}

/// Notes which effects share no fact with another.
fn alone(symbolic: &SymbolicPack<'_>, effects: &mut [Effect]) {
    let facts = |effect: &Effect| {
        let mut atoms = Vec::new();
        symbolic.formulas.atoms(effect.formula, &mut atoms);
        symbolic.facts.read_by(&atoms)
    };
    let read: Vec<Vec<usize>> = effects.iter().map(facts).collect();
    for (n, effect) in effects.iter_mut().enumerate() {
        let own = read.get(n).map(Vec::as_slice).unwrap_or_default();
        let others = read.iter().enumerate().filter(|(other, _)| *other != n).flat_map(|(_, facts)| facts);
        let derived = |fact: &usize| symbolic.facts.fields.get(*fact).is_some_and(|field| field.derived.is_some());
        effect.alone =
            !others.into_iter().any(|fact| own.contains(fact)) && (own.len() == 1 || !own.iter().any(derived));
    }
}

/// What a contradiction does to the class once the person kept the answers; none when nothing.
fn kept(contradiction: &ContradictionTable, class: i64, top: i64) -> Option<i64> {
    match contradiction.severity(true) {
        Severity::Cap => Some(class),
        Severity::Block | Severity::Ask => Some(NONE),
        Severity::Refer => Some(top),
        Severity::Note => (contradiction.then == Severity::Ask).then_some(top),
    }
}

/// Least and most points still to come, per item gone through and measure.
type Ranges = Vec<Vec<(i64, i64)>>;

/// What can still come after each item of the order, and from the start.
fn ranges(measures: &[&Measure], items: &[Vec<Choice>], order: &[usize]) -> (Ranges, Vec<(i64, i64)>) {
    let mut left = vec![(0_i64, 0_i64); measures.len()];
    let mut rest = vec![Vec::new(); items.len()];
    for item in order.iter().rev() {
        if let Some(slot) = rest.get_mut(*item) {
            slot.clone_from(&left);
        }
        let choices = items.get(*item).map(Vec::as_slice).unwrap_or_default();
        for (measure, (least, most)) in measures.iter().zip(&mut left) {
            let points = || choices.iter().map(|choice| measure.points(choice));
            *least = least.saturating_add(points().min().unwrap_or(0));
            *most = most.saturating_add(points().max().unwrap_or(0));
        }
    }
    (rest, left)
}

/// Where a pack's basic dimensions start in the row of points.
fn offset(symbolic: &SymbolicPack<'_>, pack: usize) -> usize {
    symbolic.packs.iter().take(pack).fold(0, |sum, pack| sum.saturating_add(pack.compiled().basics.len()))
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn number(residual: i64) -> Formula {
    Formula::try_from(residual).unwrap_or(FALSE)
}
