//! What holds for every pack: marks, missing facts, order of points, parts that somebody reaches.

use crate::condition::Truth;
use crate::pack::PackDocument;
use crate::pack::schema::Mark;

use super::classes::ClassPart;
use super::formula::{Formula, Formulas};
use super::model::Model;
use super::promises::{Found, class_at_most, somebody};
use super::regions::{Assignment, Facts};
use super::report::{Claim, Disorder, Verdict};

/// A claim that needs no counterexample.
pub fn claim(id: impl Into<String>, says: &str, verdict: Verdict, because: impl Into<String>) -> Claim {
    Claim { id: id.into(), says: says.into(), verdict, because: because.into(), counterexample: None }
}

/// Nobody who bears no loss leaves the lowest class.
pub fn no_loss(model: &mut Model<'_>, part: &ClassPart, document: &PackDocument, marked: Formula) -> Claim {
    let id = "marks/no_loss";
    let says = "Nobody who can bear no loss leaves the lowest class.";
    let marks = document.items().flat_map(|item| &item.options).any(|option| option.marks.contains(&Mark::NoLoss));
    match (marks, &document.questionnaire.without_no_loss, document.classes.list.first()) {
        (true, _, Some(lowest)) => class_at_most(model, part, marked, (id.into(), says.into()), (0, lowest)),
        (false, Some(_), _) => claim(id, says, Verdict::Proved, "no answer means it, and the pack says why"),
        _ => claim(
            id,
            says,
            Verdict::NotProved,
            "no answer is marked no_loss; mark those that mean it, or say in questionnaire.without_no_loss why none does",
        ),
    }
}

/// Somebody meets a condition; else the part is never used.
pub fn reached(model: &mut Model<'_>, id: String, when: Formula) -> Claim {
    let says = "Somebody meets this condition.";
    match somebody(model, None, &[when], i64::MIN) {
        Found::Somebody(..) => claim(id, says, Verdict::Proved, "there are such answers"),
        Found::Nobody => claim(id, says, Verdict::Refuted, "no answers and facts meet it"),
        Found::Open => claim(id, says, Verdict::NotProved, "there are more states than are walked"),
    }
}

/// Most assignments of facts that are gone through for one condition.
const MAX_CASES: usize = 100_000;

/// Leaving out a fact never helps: what restricts with a fact restricts without it, and what lifts or
/// opens without a fact does so with it.
pub fn missing(model: &mut Model<'_>, id: String, when: Formula, restricts: bool) -> Claim {
    let says = "A missing fact never improves the outcome.";
    let Model { formulas, facts, choices, .. } = model;
    // What is left of the condition once all answers are known, in every way.
    let mut rests = vec![when];
    for (item, choices) in choices.iter().enumerate() {
        let of = |rest: Formula| {
            let resolved = choices.iter().enumerate().map(|(n, choice)| formulas.resolve(rest, item, n, &choice.holds));
            resolved.collect::<Vec<_>>()
        };
        rests = rests.into_iter().flat_map(of).collect();
        rests.sort_unstable();
        rests.dedup();
    }
    for rest in rests {
        match helps(formulas, facts, rest, restricts) {
            None => return claim(id, says, Verdict::NotProved, "the condition reads too many facts"),
            Some(true) => {
                return claim(
                    id,
                    says,
                    Verdict::Refuted,
                    "leaving a fact out helps here: the condition asks whether it is there",
                );
            }
            Some(false) => {}
        }
    }
    claim(id, says, Verdict::Proved, "whatever restricts with a fact restricts without it")
}

/// Whether leaving out a fact helps under some facts; none when there are too many.
fn helps(formulas: &Formulas, facts: &Facts, rest: Formula, restricts: bool) -> Option<bool> {
    let mut atoms = Vec::new();
    formulas.atoms(rest, &mut atoms);
    let read = facts.read_by(&atoms);
    let truth = |assignment: &Assignment| formulas.truth(rest, &|atom| facts.truth(atom, assignment));
    let better = |with: Truth, without: Truth| match restricts {
        true => with != Truth::False && without == Truth::False,
        false => with != Truth::True && without == Truth::True,
    };
    let assignments = facts.assignments(&read, MAX_CASES)?;
    let one = |assignment: &Assignment| {
        let mut without = read.iter().map(|out| assignment.iter().filter(|(fact, _)| fact != out).copied().collect());
        without.any(|without| better(truth(assignment), truth(&without)))
    };
    Some(assignments.iter().any(one))
}

/// Items in whose declared order a higher option scores less.
pub fn orders(document: &PackDocument) -> Vec<Disorder> {
    let mut found = Vec::new();
    for item in document.items() {
        let option = |id: &crate::id::Id| item.options.iter().find(|option| option.id == *id);
        let pairs = item.risk_order.windows(2).filter_map(|pair| match pair {
            [lower, higher] => Some((option(lower)?, option(higher)?)),
            _ => None,
        });
        for (lower, higher) in pairs {
            for dimension in document.classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty()) {
                let points =
                    |option: &crate::pack::schema::Choice| option.points.get(&dimension.id).copied().unwrap_or(0);
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
