//! The walk over all answers by what a verdict can say of them.
//!
//! A state holds the sums that still decide, a class that is settled, and what is left of each condition whose
//! truth a verdict may show. Which words the verdict then uses is the engine's to say.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::RuleTable;
use prescreen::pack::schema::Severity;

use crate::symbolic::SymbolicPack;
use crate::symbolic::choices::Choice;
use crate::symbolic::formula::{FALSE, Formula, Formulas, TRUE};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::State;
use crate::walk::automaton::{Automaton, End};
use crate::walk::classes::{ClassPart, NONE};
use crate::walk::measure::number_of;

/// A condition that may change what a verdict says, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The lowest class.
    Lowest,
    /// A class at most; may decide.
    Cap(i64),
    /// No class.
    Block,
    /// Refers; the first one decides.
    Refer,
    /// Listed in what the pack discloses, or a rule of eligibility that reads an answer: it is told in any case.
    Told,
}

/// Everything whose truth a verdict may show, in the order in which the engine looks.
pub fn conditions<'p>(symbolic: &mut SymbolicPack<'_>, pack: &'p Pack) -> Vec<(Formula, Says)> {
    let (document, compiled) = (pack.document(), pack.compiled());
    let listed = |id: &Id| document.disclosure.reasons.contains(id);
    let mut found = Vec::new();
    let mut add = |symbolic: &mut SymbolicPack<'_>, when, says: Option<Says>, listed: bool| {
        let formula = symbolic.condition(0, when);
        found.extend(says.map(|says| (formula, says)));
        found.extend(listed.then_some((formula, Says::Told)));
    };
    add(symbolic, &compiled.lowest.when, Some(Says::Lowest), listed(&compiled.lowest.id));
    for cap in &compiled.caps {
        add(symbolic, &cap.when, Some(Says::Cap(number_of(cap.class))), listed(&cap.id));
    }
    for contradiction in &compiled.contradictions {
        let says = match contradiction.severity(true) {
            Severity::Cap => contradiction.class.map(|class| Says::Cap(number_of(class))),
            Severity::Refer => Some(Says::Refer),
            Severity::Block | Severity::Ask => Some(Says::Block),
            Severity::Note => None,
        };
        add(symbolic, &contradiction.when, says, listed(&contradiction.id));
    }
    let unless = |rule: &'p RuleTable| rule.unless.as_ref().map(|(unless, _)| unless);
    for when in compiled.eligibility.iter().flat_map(|rule| core::iter::once(&rule.when).chain(unless(rule))) {
        let formula = symbolic.condition(0, when);
        found.extend(symbolic.formulas.reads_items(formula).then_some((formula, Says::Told)));
    }
    found
}

/// Where a class comes from: it says which reasons an assessment can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// There is none: a contradiction blocks, and nothing further is looked at.
    None,
    /// The lowest predicate: nothing is measured or held down.
    Lowest,
    /// Sums, held down by caps.
    Measured,
}

/// Answers by what a verdict can say of them.
pub struct Walk<'m> {
    formulas: &'m mut Formulas,
    part: &'m ClassPart,
    conditions: Vec<(Formula, Says)>,
    rest: Vec<Vec<(i64, i64)>>,
    whole: Vec<(i64, i64)>,
}

/// A sum that can no longer decide.
const IDLE: i64 = i64::MIN;
/// A class that is settled: this much above [`IDLE`].
const SETTLED: i64 = i64::MIN + 1;
/// The highest settled class's number, far below any sum.
const SETTLED_END: i64 = i64::MIN + 1_000;

impl<'m> Walk<'m> {
    /// A walk that looks at these conditions under these facts.
    pub fn new(
        formulas: &'m mut Formulas,
        known: &FactRegions,
        part: &'m ClassPart,
        conditions: &[(Formula, Says)],
        facts: &Assignment,
        items: &[Vec<Choice>],
        order: &[usize],
    ) -> Self {
        let mut still = Vec::new();
        for (formula, says) in conditions {
            still.push((formulas.with_facts(*formula, &|atom| known.truth(atom, facts)), *says));
        }
        let (rest, whole) = part.ranges(items, order);
        Self { formulas, part, conditions: still, rest, whole }
    }

    /// All answers, with their ends.
    pub fn automaton(&mut self, items: &[Vec<Choice>], order: &[usize]) -> Option<(Automaton, Vec<End>)> {
        let start = self.start();
        Automaton::of(start, items, order, |state, item, number, choice, next| {
            self.step(state, item, number, choice, next);
            Some(())
        })
    }

    /// Where the class of an end comes from.
    pub fn origin(&self, end: &[i64]) -> Origin {
        let residuals = end.iter().skip(self.part.measures().count());
        let holds = |wanted: Says| {
            let mut pairs = self.conditions.iter().zip(residuals.clone());
            pairs.any(|((_, says), residual)| *says == wanted && *residual == i64::from(TRUE))
        };
        if holds(Says::Block) {
            Origin::None
        } else if holds(Says::Lowest) {
            Origin::Lowest
        } else {
            Origin::Measured
        }
    }

    fn start(&self) -> State {
        let mut start: Vec<i64> = self.part.measures().map(|_| 0).collect();
        start.extend(self.conditions.iter().map(|(formula, _)| i64::from(*formula)));
        self.forget(&mut start, None);
        start.into()
    }

    fn step(&mut self, state: &[i64], item: usize, number: usize, choice: &Choice, next: &mut Vec<i64>) {
        next.clear();
        next.extend_from_slice(state);
        let mut slots = next.iter_mut();
        for (measure, sum) in self.part.measures().zip(slots.by_ref()) {
            if *sum >= SETTLED_END {
                *sum = sum.saturating_add(measure.points(choice));
            }
        }
        for residual in slots {
            let formula = Formula::try_from(*residual).unwrap_or(FALSE);
            *residual = i64::from(self.formulas.resolve(formula, item, number, &choice.holds));
        }
        self.forget(next, Some(item));
    }

    /// Forgets what can no longer change what a verdict says.
    fn forget(&self, state: &mut [i64], item: Option<usize>) {
        let measures = self.part.measures().count();
        let ranges = item.and_then(|item| self.rest.get(item)).unwrap_or(&self.whole);
        let Some((sums, residuals)) = state.split_at_mut_checked(measures) else { return };
        let holds = |wanted: fn(Says) -> Option<i64>, residuals: &[i64]| {
            let pairs = self.conditions.iter().zip(residuals);
            pairs.filter(|(_, residual)| **residual == i64::from(TRUE)).filter_map(|((_, says), _)| wanted(*says)).min()
        };
        let no_class = holds(|says| (says == Says::Block).then_some(NONE), residuals);
        let lowest = holds(|says| (says == Says::Lowest).then_some(0), residuals).or(no_class);
        let cap = holds(|says| if let Says::Cap(class) = says { Some(class) } else { None }, residuals);
        // What each sum can still come to, and the highest that the least of them can be.
        let mut highest = i64::MAX;
        for ((measure, sum), (least, most)) in self.part.measures().zip(sums.iter_mut()).zip(ranges) {
            if *sum >= SETTLED_END {
                let (low, high) = (measure.class(sum.saturating_add(*least)), measure.class(sum.saturating_add(*most)));
                highest = highest.min(high);
                if low == high {
                    *sum = SETTLED.saturating_add(low);
                }
            } else if *sum != IDLE {
                highest = highest.min(sum.saturating_sub(SETTLED));
            }
        }
        for ((measure, sum), (least, _)) in self.part.measures().zip(sums.iter_mut()).zip(ranges) {
            let low = match *sum {
                IDLE => continue,
                sum if sum >= SETTLED_END => measure.class(sum.saturating_add(*least)),
                settled => settled.saturating_sub(SETTLED),
            };
            if lowest.is_some() || low > highest || cap.is_some_and(|cap| low > cap) {
                *sum = IDLE;
            }
        }
        // A cap that a lower one, or an earlier one as low, goes before; a second referral.
        let (mut earlier_cap, mut referred) = (i64::MAX, false);
        for ((_, says), residual) in self.conditions.iter().zip(residuals) {
            let true_now = *residual == i64::from(TRUE);
            match *says {
                Says::Cap(class) => {
                    let idle = lowest.is_some()
                        || class >= highest
                        || class >= earlier_cap
                        || cap.is_some_and(|cap| class > cap);
                    if idle {
                        *residual = i64::from(FALSE);
                    } else if true_now {
                        earlier_cap = class;
                    }
                }
                Says::Refer if referred => *residual = i64::from(FALSE),
                Says::Refer => referred = true_now,
                Says::Lowest if no_class.is_some() => *residual = i64::from(FALSE),
                Says::Lowest | Says::Block | Says::Told => {}
            }
        }
    }
}
