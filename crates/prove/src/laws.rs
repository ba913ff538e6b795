//! What holds for every pack: marks, missing facts, order of points, parts that somebody reaches.

use rustc_hash::FxHashSet;

use prescreen::condition::Truth;
use prescreen::pack::PackDocument;
use prescreen::pack::compile::RuleTable;
use prescreen::pack::schema::Mark;
use prescreen::terms::Outcome;
use prescreen::terms::Purpose;

use super::claim::{Claim, Reason};
use super::classes::ClassPart;
use super::formula::{Formula, Formulas};
use super::model::Model;
use super::promises::class_at_most;
use super::regions::{Assignment, Facts};
use super::report::Disorder;
use super::statement::Statement;
use super::walk::Path;
use super::witness::{Parts, applicant};

/// Nobody who bears no loss leaves the lowest class.
pub fn no_loss(model: &mut Model<'_>, part: &ClassPart, document: &PackDocument, marked: Formula) -> Claim {
    let states = Statement::NoLossStaysLowest;
    let marks = document.items().flat_map(|item| &item.options).any(|option| option.marks.contains(&Mark::NoLoss));
    match (marks, &document.questionnaire.without_no_loss, document.classes.list.first()) {
        (true, _, Some(lowest)) => class_at_most(model, part, marked, states, (0, lowest)),
        (false, Some(_), _) => Claim::new(states, Reason::NoLossExplained),
        _ => Claim::new(states, Reason::NoLossUnmarked),
    }
}

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
pub fn missing(model: &mut Model<'_>, states: Statement, when: Formula, on_unknown: OnUnknown) -> Claim {
    let Some(rests) = rests(model, when) else { return Claim::new(states, Reason::TooManyStates) };
    for (rest, path) in rests {
        let Some(helped) = helps(&model.formulas, &model.facts, rest, on_unknown) else {
            return Claim::new(states, Reason::TooManyStates);
        };
        let Some(without) = helped else { continue };
        let reason = match on_unknown {
            OnUnknown::LetsThrough => Reason::UnknownLetsThrough,
            OnUnknown::Restricts | OnUnknown::Opens => Reason::AsksForPresence,
        };
        let parts = Parts {
            pack: 0,
            path: Some(&path),
            facts: &without,
            purpose: Purpose::AccountOpening,
            product: None,
            on_file: None,
        };
        let counterexample = applicant(model, &parts).map(|(applicant, _)| applicant);
        return Claim::new(states, reason).shown_by(counterexample);
    }
    Claim::new(states, Reason::RestrictsWithout)
}

/// What can be left of a condition once all answers are known, each with the first answers that leave it; none
/// when there is too much.
fn rests(model: &mut Model<'_>, when: Formula) -> Option<Vec<(Formula, Path)>> {
    let Model { formulas, choices, .. } = model;
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
pub fn doubted(model: &mut Model<'_>, when: Formula, unanswered: bool) -> Reason {
    let Some(mut rests) = rests(model, when) else { return Reason::TooManyStates };
    rests.extend(unanswered.then(|| (when, Path::new())));
    let Model { formulas, facts, .. } = model;
    for (rest, _) in rests {
        let mut atoms = Vec::new();
        formulas.atoms(rest, &mut atoms);
        let Some(assignments) = facts.assignments(&facts.read_by(&atoms), MAX_CASES) else {
            return Reason::TooManyStates;
        };
        let truth = |assignment: &Assignment| formulas.truth(rest, &|atom| facts.truth(atom, assignment));
        if assignments.iter().any(|assignment| truth(assignment) == Truth::Unknown) {
            return Reason::SomebodyMeets;
        }
    }
    Reason::NobodyMeets
}

/// The facts with one left out where that helps; none (outside) when there are too many to go through.
fn helps(formulas: &Formulas, facts: &Facts, rest: Formula, on_unknown: OnUnknown) -> Option<Option<Assignment>> {
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

/// Items in whose declared order a higher option scores less.
pub fn orders(document: &PackDocument) -> Vec<Disorder> {
    let mut found = Vec::new();
    for item in document.items() {
        let option = |id: &prescreen::id::Id| item.options.iter().find(|option| option.id == *id);
        let pairs = item.risk_order.windows(2).filter_map(|pair| match pair {
            [lower, higher] => Some((option(lower)?, option(higher)?)),
            _ => None,
        });
        for (lower, higher) in pairs {
            for dimension in document.classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty()) {
                let points =
                    |option: &prescreen::pack::schema::Choice| option.points.get(&dimension.id).copied().unwrap_or(0);
                if points(higher) < points(lower) {
                    found.push(Disorder {
                        item: item.id.clone(),
                        lower: lower.id.clone(),
                        higher: higher.id.clone(),
                        dimension: dimension.id.clone(),
                    });
                }
            }
        }
    }
    found
}
