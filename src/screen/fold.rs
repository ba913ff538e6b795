//! The one fold: what each room adds becomes one result.

use crate::assessment::Contribution;
use crate::id::Id;
use crate::terms::Outcome;

/// Folds contributions in the order in which their reasons are told. The strictest outcome counts; the first
/// contribution that led to it decides, by its first reason that did. Where nothing restricts, what decided the class
/// decides.
///
/// Flows are gone through in the opposite order: who the person is comes before what they buy. They count only
/// where the whole is `proceed_after`.
pub(super) fn fold<const N: usize>(parts: [Contribution; N], decided_class: Option<&Id>) -> Contribution {
    let outcome = parts.iter().map(|part| part.outcome).max().unwrap_or(Outcome::Proceed);
    let first = parts.iter().find(|part| part.outcome == outcome);
    let deciding = first.and_then(Contribution::deciding).or(decided_class).cloned();
    let mut whole = Contribution { outcome, ..Contribution::default() };
    if outcome == Outcome::ProceedAfter {
        let flows = parts.iter().rev().flat_map(|part| &part.flows);
        flows.for_each(|flow| whole.goes_through(Some(flow)));
    }
    for part in parts {
        whole.reasons.extend(part.reasons);
        whole.lacks(part.missing);
    }
    let mut decided = whole.reasons.iter_mut().filter(|reason| Some(&reason.code) == deciding.as_ref());
    if let Some(reason) = decided.next() {
        reason.deciding = true;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Part;

    fn id(text: &str) -> Id {
        Id::of_parts(text)
    }

    fn part(reasons: &[(&str, Option<Outcome>)], flows: &[&str]) -> Contribution {
        let mut part = Contribution::default();
        for (code, outcome) in reasons {
            match outcome {
                Some(outcome) => part.restrict(&id(code), Part::Matching, *outcome),
                None => part.note(&id(code), Part::Matching),
            }
        }
        flows.iter().for_each(|flow| part.goes_through(Some(&id(flow))));
        part
    }

    fn deciding(whole: &Contribution) -> Vec<&str> {
        whole.reasons.iter().filter(|reason| reason.deciding).map(|reason| reason.code.as_str()).collect()
    }

    #[test]
    fn the_strictest_outcome_counts_and_its_first_reason_decides() {
        let rules = part(&[("warn", Some(Outcome::ProceedAfter)), ("gate", Some(Outcome::Refer))], &["warning"]);
        let signals = part(&[("again", Some(Outcome::Refer))], &[]);
        let whole = fold([part(&[("class", None)], &[]), rules, signals], Some(&id("class")));
        assert_eq!((whole.outcome, deciding(&whole)), (Outcome::Refer, vec!["gate"]));
        assert!(whole.flows.is_empty(), "nobody goes on, so there is nothing to go through");
    }

    #[test]
    fn where_nothing_restricts_the_class_decides() {
        let whole = fold([part(&[("score", None), ("cap", None)], &[]), Contribution::default()], Some(&id("cap")));
        assert_eq!((whole.outcome, deciding(&whole)), (Outcome::Proceed, vec!["cap"]));
    }

    #[test]
    fn who_the_person_is_comes_before_what_they_buy() {
        let rules = part(&[("warn", Some(Outcome::ProceedAfter))], &["warning", "wait"]);
        let signals = part(&[("band", Some(Outcome::ProceedAfter))], &["confirm"]);
        let whole = fold([rules, signals], None);
        assert_eq!(whole.flows, [id("confirm"), id("warning"), id("wait")]);
        assert_eq!(deciding(&whole), ["warn"]);
    }

    #[test]
    fn what_is_missing_is_told_once() {
        let lacking =
            |ids: &[&str]| Contribution { missing: ids.iter().map(|one| id(one)).collect(), ..Contribution::default() };
        let whole = fold([lacking(&["a", "b"]), lacking(&["b", "c"])], None);
        assert_eq!(whole.missing, [id("a"), id("b"), id("c")]);
    }
}
