//! Missing facts and answers: leaving one out never helps, whatever a condition does with it.
//!
//! Every fact may be missing. An answer may be in a purchase with a class on file alone.

use rustc_hash::FxHashSet;

use prescreen::condition::Truth;
use prescreen::pack::Pack;
use prescreen::pack::compile::RuleTable;
use prescreen::pack::schema::{Flow, StepKind};
use prescreen::terms::{ClassIndex, Outcome, Purpose, Tier};

use crate::claims::claim::{Claim, Grounds};
use crate::claims::products::{Sheet, sheet};
use crate::claims::property::Property;
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::{Formula, Formulas};
use crate::symbolic::regions::{Assignment, FactRegions};
use crate::walk::Path;
use crate::witness::{PLAIN, Parts, applicant};

/// Most assignments of facts, and most rests of a condition, that are gone through.
const MAX_CASES: usize = 100_000;

/// What a condition does with a fact that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUnknown {
    /// Restricts on true and on unknown.
    Restricts,
    /// Restricts on true; what it does on unknown lets a person through, or through more easily.
    LetsThrough,
    /// Lifts or opens on true.
    Opens,
}

impl OnUnknown {
    /// What a rule does.
    pub fn of(rule: &RuleTable, pack: &Pack) -> Self {
        let through = |outcome: Outcome| outcome <= Outcome::ProceedAfter;
        let flow = |id: &Option<_>| id.as_ref().and_then(|id| pack.document().flow(id));
        let easier = match (through(rule.outcome), through(rule.if_unknown)) {
            (_, false) => false,
            (false, true) => true,
            (true, true) => lighter(flow(&rule.flow_if_unknown), flow(&rule.flow)),
        };
        if easier { Self::LetsThrough } else { Self::Restricts }
    }

    /// Why leaving something out helps, where it does.
    const fn helps(self) -> Grounds {
        match self {
            Self::LetsThrough => Grounds::UnknownLetsThrough,
            Self::Restricts | Self::Opens => Grounds::AsksForPresence,
        }
    }

    /// Whether leaving a fact out turns this into something better for the person.
    fn better(self, with: Truth, without: Truth) -> bool {
        match self {
            Self::Restricts => with != Truth::False && without == Truth::False,
            Self::LetsThrough => {
                (with == Truth::True && without != Truth::True) || Self::Restricts.better(with, without)
            }
            Self::Opens => with != Truth::True && without == Truth::True,
        }
    }
}

/// Whether some steps ask less of a person than others, in anything.
fn lighter(instead: Option<&Flow>, than: Option<&Flow>) -> bool {
    let Some(than) = than else { return false };
    let Some(instead) = instead else { return true };
    let steps = |flow: &Flow, kinds: &[StepKind]| flow.steps.iter().filter(|step| kinds.contains(&step.kind)).count();
    let hours = |flow: &Flow| flow.steps.iter().filter_map(|step| step.hours).map(u64::from).sum::<u64>();
    // What a person signs about an answer cannot be put to them in the same words without it: to read and to sign
    // are alike here.
    let each: [&[StepKind]; 4] =
        [&[StepKind::Read, StepKind::Sign], &[StepKind::Insist], &[StepKind::Wait], &[StepKind::Host]];
    (than.investor_starts && !instead.investor_starts)
        || hours(instead) < hours(than)
        || instead.last_of_days() > than.last_of_days()
        || each.into_iter().any(|kinds| steps(instead, kinds) < steps(than, kinds))
}

/// A condition that a purchase with a class on file is asked, where answers may be missing.
pub struct OnFile {
    /// What is claimed.
    pub property: Property,
    /// The condition.
    pub when: Formula,
    /// What it does with what is missing.
    pub on_unknown: OnUnknown,
    /// The class on file.
    pub class: ClassIndex,
    /// The product.
    pub sheet: Sheet,
}

/// Leaving out an answer, or a fact beside answers that are left out, never helps in a purchase with a class on file.
pub fn on_file(symbolic: &mut SymbolicPack<'_>, asked: &OnFile) -> Claim {
    let OnFile { property, when, on_unknown, .. } = asked;
    let Some(helped) = helped_on_file(symbolic, *when, *on_unknown) else {
        return Claim::new(property.clone(), Grounds::TooManyStates);
    };
    let Some((path, facts)) = helped else { return Claim::new(property.clone(), Grounds::RestrictsWithout) };
    let pack = symbolic.packs.first();
    let product = pack.and_then(|pack| sheet(pack, asked.sheet));
    let parts = Parts {
        pack: 0,
        path: Some(&path),
        facts: &facts,
        evidence: PLAIN,
        purpose: Purpose::Purchase,
        product: product.as_ref(),
        on_file: pack.and_then(|pack| pack.compiled().class(asked.class)).map(|class| (class, Tier::Attested)),
    };
    let counterexample = applicant(symbolic, &parts).map(|(applicant, _)| applicant);
    Claim::new(property.clone(), on_unknown.helps()).shown_by(counterexample)
}

/// The choice that stands for no answer.
const UNANSWERED: usize = usize::MAX;

/// The answers and facts with one left out where that helps; none (outside) when there are too many to go through.
fn helped_on_file(
    symbolic: &mut SymbolicPack<'_>,
    when: Formula,
    on_unknown: OnUnknown,
) -> Option<Option<(Path, Assignment)>> {
    let items: Vec<usize> = (0..symbolic.choices.len()).filter(|item| symbolic.formulas.reads(when, *item)).collect();
    for out in &items {
        let mut known: FxHashSet<(Formula, Formula)> = FxHashSet::default();
        for (rest, path) in partly_answered(symbolic, when, items.iter().filter(|item| *item != out))? {
            let without = symbolic.unanswered(rest, *out);
            for with in answered(symbolic, rest, *out)? {
                if !known.insert((with, without)) {
                    continue;
                }
                if known.len() > MAX_CASES {
                    return None;
                }
                let SymbolicPack { formulas, facts, .. } = &*symbolic;
                let mut atoms = Vec::new();
                [with, without].into_iter().for_each(|formula| formulas.atoms(formula, &mut atoms));
                let truth = |of, facts_of: &Assignment| formulas.truth(of, &|atom| facts.truth(atom, facts_of));
                let mut all = facts.assignments(&facts.read_by(&atoms), MAX_CASES)?.into_iter();
                let helped = all.find(|one| on_unknown.better(truth(with, one), truth(without, one)));
                if let Some(facts) = helped {
                    return Some(Some((path, facts)));
                }
            }
        }
    }
    for (rest, path) in partly_answered(symbolic, when, items.iter())? {
        if let Some(facts) = helps(&symbolic.formulas, &symbolic.facts, rest, on_unknown)? {
            return Some(Some((path, facts)));
        }
    }
    Some(None)
}

/// What can be left of a condition once each of these items is answered or left out, each with the first way that
/// leaves it: nothing answered comes first. None when there is too much.
fn partly_answered<'i>(
    symbolic: &mut SymbolicPack<'_>,
    when: Formula,
    items: impl Iterator<Item = &'i usize>,
) -> Option<Vec<(Formula, Path)>> {
    let mut rests = vec![(when, vec![UNANSWERED; symbolic.choices.len()])];
    for item in items {
        let mut next: Vec<(Formula, Path)> = Vec::new();
        let mut known: FxHashSet<Formula> = FxHashSet::default();
        for (rest, path) in &rests {
            let left = symbolic.unanswered(*rest, *item);
            let answers = answered(symbolic, *rest, *item)?.into_iter().enumerate();
            for (number, left) in core::iter::once((UNANSWERED, left)).chain(answers) {
                if known.insert(left) {
                    let mut path = path.clone();
                    path.get_mut(*item).into_iter().for_each(|choice| *choice = number);
                    next.push((left, path));
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

/// What each answer to an item leaves of a condition; none where there are too many to be told apart.
fn answered(symbolic: &mut SymbolicPack<'_>, rest: Formula, item: usize) -> Option<Vec<Formula>> {
    let SymbolicPack { formulas, choices, .. } = symbolic;
    let choices = choices.get(item).filter(|choices| !choices.is_empty())?.iter().enumerate();
    Some(choices.map(|(number, choice)| formulas.resolve(rest, item, number, &choice.holds)).collect())
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
        let parts = Parts {
            pack: 0,
            path: Some(&path),
            facts: &without,
            evidence: PLAIN,
            purpose: Purpose::AccountOpening,
            product: None,
            on_file: None,
        };
        let counterexample = applicant(symbolic, &parts).map(|(applicant, _)| applicant);
        return Claim::new(property, on_unknown.helps()).shown_by(counterexample);
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
    if unanswered {
        let none = (0..symbolic.choices.len()).fold(when, |when, item| symbolic.unanswered(when, item));
        rests.push((none, Path::new()));
    }
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
