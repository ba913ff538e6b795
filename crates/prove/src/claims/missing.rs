//! Missing facts: leaving one out never helps, whatever a condition does with it.

use rustc_hash::FxHashSet;

use prescreen::condition::Truth;
use prescreen::pack::compile::RuleTable;
use prescreen::terms::Outcome;
use prescreen::terms::Purpose;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::property::Property;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{Formula, Formulas};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::Path;
use crate::witness::{Parts, applicant};

/// Most assignments of facts, and most rests of a condition, that are gone through.
const MAX_CASES: usize = 100_000;

/// What a condition does with a fact that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUnknown {
    /// Restricts on true and on unknown.
    Restricts,
    /// Restricts on true; what it does on unknown lets a person through.
    LetsThrough,
    /// Lifts or opens on true.
    Opens,
}

impl OnUnknown {
    /// What a rule does.
    pub fn of(rule: &RuleTable) -> Self {
        let through = |outcome: Outcome| outcome <= Outcome::ProceedAfter;
        if through(rule.if_unknown) && !through(rule.outcome) { Self::LetsThrough } else { Self::Restricts }
    }

    /// Whether leaving a fact out turns this into something better for the person.
    fn better(self, with: Truth, without: Truth) -> bool {
        match self {
            Self::Restricts => with != Truth::False && without == Truth::False,
            Self::LetsThrough => with == Truth::True && without != Truth::True,
            Self::Opens => with != Truth::True && without == Truth::True,
        }
    }
}

/// Leaving out a fact never helps: what restricts with a fact restricts without it, and what lifts or
/// opens without a fact does so with it.
pub fn missing(symbolic: &mut SymbolicPack<'_>, property: Property, when: Formula, on_unknown: OnUnknown) -> Claim {
    let Some(rests) = rests(symbolic, when) else { return Claim::new(property, Grounds::TooManyStates) };
    for (rest, path) in rests {
        let Some(helped) = helps(&symbolic.formulas, &symbolic.facts, rest, on_unknown) else {
            return Claim::new(property, Grounds::TooManyStates);
        };
        let Some(without) = helped else { continue };
        let grounds = match on_unknown {
            OnUnknown::LetsThrough => Grounds::UnknownLetsThrough,
            OnUnknown::Restricts | OnUnknown::Opens => Grounds::AsksForPresence,
        };
        let parts = Parts {
            pack: 0,
            path: Some(&path),
            facts: &without,
            purpose: Purpose::AccountOpening,
            product: None,
            on_file: None,
        };
        let counterexample = applicant(symbolic, &parts).map(|(applicant, _)| applicant);
        return Claim::new(property, grounds).shown_by(counterexample);
    }
    Claim::new(property, Grounds::RestrictsWithout)
}

/// What can be left of a condition once all answers are known, each with the first answers that leave it; none
/// when there is too much.
fn rests(symbolic: &mut SymbolicPack<'_>, when: Formula) -> Option<Vec<(Formula, Path)>> {
    let SymbolicPack { formulas, choices, .. } = symbolic;
    let mut rests: Vec<(Formula, Path)> = vec![(when, Path::new())];
    for (item, choices) in choices.iter().enumerate() {
        if choices.is_empty() {
            return None;
        }
        let mut next: Vec<(Formula, Path)> = Vec::new();
        let mut known: FxHashSet<Formula> = FxHashSet::default();
        for (rest, path) in &rests {
            for (number, choice) in choices.iter().enumerate() {
                let left = formulas.resolve(*rest, item, number, &choice.holds);
                if known.insert(left) {
                    next.push((left, path.iter().copied().chain([number]).collect()));
                }
            }
        }
        rests = next;
        if rests.len() > MAX_CASES {
            return None;
        }
    }
    Some(rests)
}

/// Whether somebody leaves the condition unknown: with all answers, or, where that may be, without any.
pub fn doubted(symbolic: &mut SymbolicPack<'_>, when: Formula, unanswered: bool) -> Grounds {
    let Some(mut rests) = rests(symbolic, when) else { return Grounds::TooManyStates };
    rests.extend(unanswered.then(|| (when, Path::new())));
    let SymbolicPack { formulas, facts, .. } = symbolic;
    for (rest, _) in rests {
        let mut atoms = Vec::new();
        formulas.atoms(rest, &mut atoms);
        let Some(assignments) = facts.assignments(&facts.read_by(&atoms), MAX_CASES) else {
            return Grounds::TooManyStates;
        };
        let truth = |assignment: &Assignment| formulas.truth(rest, &|atom| facts.truth(atom, assignment));
        if assignments.iter().any(|assignment| truth(assignment) == Truth::Unknown) {
            return Grounds::SomebodyMeets;
        }
    }
    Grounds::NobodyMeets
}

/// The facts with one left out where that helps; none (outside) when there are too many to go through.
fn helps(formulas: &Formulas, facts: &FactRegions, rest: Formula, on_unknown: OnUnknown) -> Option<Option<Assignment>> {
    let mut atoms = Vec::new();
    formulas.atoms(rest, &mut atoms);
    let read = facts.read_by(&atoms);
    let truth = |assignment: &Assignment| formulas.truth(rest, &|atom| facts.truth(atom, assignment));
    let assignments = facts.assignments(&read, MAX_CASES)?;
    let one = |assignment: &Assignment| {
        let with = truth(assignment);
        let leave = |out: &usize| assignment.iter().filter(|(fact, _)| fact != out).copied().collect::<Assignment>();
        read.iter().map(leave).find(|without| on_unknown.better(with, truth(without)))
    };
    Some(assignments.iter().find_map(one))
}
