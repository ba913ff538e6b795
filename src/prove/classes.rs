//! The class as a function of the answers, walked: what can still change it is carried, nothing else.
//!
//! A class counts here from 0, the lowest; [`NONE`] stands for no class, which is less than any.

use rustc_hash::FxHashMap;

use crate::condition::Truth;
use crate::pack::schema::{Contradiction, Severity};

use super::choices::Choice;
use super::formula::{FALSE, Formula, Formulas, TRUE};
use super::model::Model;
use super::regions::{Assignment, Facts};
use super::walk::{Machine, State, TooWide};

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

/// A dimension with bands: parts of the row of points, and least points, most points, class.
#[derive(Debug, Clone)]
pub struct Measure {
    parts: Vec<usize>,
    bands: Vec<(i64, i64, i64)>,
}

impl Measure {
    /// What a choice adds.
    pub fn points(&self, choice: &Choice) -> i64 {
        self.parts.iter().filter_map(|part| choice.points.get(*part)).fold(0, |sum, points| sum.saturating_add(*points))
    }

    /// The class of a score.
    pub fn class(&self, score: i64) -> i64 {
        let band = self.bands.iter().find(|(least, most, _)| *least <= score && score <= *most);
        band.map_or(0, |(_, _, class)| *class)
    }
}

/// One pack's way from answers to a class.
#[derive(Debug, Clone)]
pub struct ClassPart {
    top: i64,
    measures: Vec<Measure>,
    effects: Vec<Effect>,
}

impl ClassPart {
    /// Translates a pack of the model.
    pub fn of(model: &mut Model<'_>, pack: usize) -> Self {
        let Some(found) = model.packs.get(pack).copied() else {
            return Self { top: 0, measures: Vec::new(), effects: Vec::new() };
        };
        let (document, compiled) = (found.document(), found.compiled());
        let top = signed(document.classes.list.len().saturating_sub(1));
        let mut effects = Vec::new();
        let mut effect = |model: &mut Model<'_>, when, on_true, on_unknown| {
            let formula = model.condition(pack, when);
            // What reads no fact is never unknown.
            let on_unknown = if model.formulas.reads_facts(formula) { on_unknown } else { top };
            if on_true < top || on_unknown < top {
                effects.push(Effect { formula, on_true, on_unknown, alone: false });
            }
        };
        effect(model, &compiled.lowest, 0, NONE);
        for (when, class) in &compiled.caps {
            effect(model, when, signed(*class), signed(*class));
        }
        for (contradiction, (when, class)) in document.contradictions.iter().zip(&compiled.contradictions) {
            let class = class.map_or(top, signed);
            let on_unknown = if contradiction.can(Severity::Block) { NONE } else { class };
            if let Some(on_true) = kept(contradiction, class, top) {
                effect(model, when, on_true, on_unknown);
            }
        }
        alone(model, &mut effects);
        let offset = offset(model, pack);
        let measures = compiled.measures.iter().map(|measure| Measure {
            parts: measure.parts.iter().map(|part| part.saturating_add(offset)).collect(),
            bands: measure.bands.iter().map(|(least, most, class)| (*least, *most, signed(*class))).collect(),
        });
        Self { top, measures: measures.collect(), effects }
    }

    /// Its dimensions with bands.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter()
    }

    /// See [`ranges`].
    pub fn ranges(&self, items: &[Vec<Choice>], order: &[usize]) -> (Ranges, Vec<(i64, i64)>) {
        ranges(&self.measures.iter().collect::<Vec<_>>(), items, order)
    }

    fn len(&self) -> usize {
        self.measures.len().saturating_add(self.effects.len()).saturating_add(1)
    }

    /// The class of a final state under an assignment of facts.
    fn class(&self, state: &[i64], formulas: &Formulas, facts: &Facts, assignment: &Assignment) -> i64 {
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
fn alone(model: &Model<'_>, effects: &mut [Effect]) {
    let facts = |effect: &Effect| {
        let mut atoms = Vec::new();
        model.formulas.atoms(effect.formula, &mut atoms);
        model.facts.read_by(&atoms)
    };
    let read: Vec<Vec<usize>> = effects.iter().map(facts).collect();
    for (n, effect) in effects.iter_mut().enumerate() {
        let own = read.get(n).map(Vec::as_slice).unwrap_or_default();
        let others = read.iter().enumerate().filter(|(other, _)| *other != n).flat_map(|(_, facts)| facts);
        let derived = |fact: &usize| model.facts.fields.get(*fact).is_some_and(|field| field.derived.is_some());
        effect.alone =
            !others.into_iter().any(|fact| own.contains(fact)) && (own.len() == 1 || !own.iter().any(derived));
    }
}

/// What a contradiction does to the class once the person kept the answers; none when nothing.
fn kept(contradiction: &Contradiction, class: i64, top: i64) -> Option<i64> {
    match contradiction.kept.unwrap_or(contradiction.then) {
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
fn offset(model: &Model<'_>, pack: usize) -> usize {
    model.packs.iter().take(pack).fold(0, |sum, pack| sum.saturating_add(pack.compiled().basics))
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn number(residual: i64) -> Formula {
    Formula::try_from(residual).unwrap_or(FALSE)
}

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
    facts: &'m Facts,
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
    pub fn at_best(mut self, facts: &'m Facts) -> Self {
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
    pub fn classes(&self, state: &[i64], facts: &Facts) -> Result<Vec<(Assignment, Vec<i64>)>, TooWide> {
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
