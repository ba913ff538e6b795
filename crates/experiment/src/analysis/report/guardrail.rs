//! What must not move: classes, outcomes, careless answering. In a block of its own, and never corrected for several
//! tests, because a shift that is missed costs more than one that is looked at in vain.

use serde::Serialize;

use super::super::plan::Plan;
use super::super::shift::{Shift, compare};
use super::super::statistics::{Arm, OUTCOMES, PhaseStatistics};

/// One guardrail of one variation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guardrail {
    /// What is watched.
    pub guardrail: GuardrailKind,
    /// The variation that is compared with the control.
    pub variation: String,
    /// What the comparison says.
    pub moved: Moved,
    /// p that both fall into the categories alike; not corrected.
    pub p: f64,
    /// How far a category's share may move and still count as the same.
    pub margin: f64,
    /// Whether every category's share is shown to be within the margin.
    pub equivalent: bool,
    /// The categories.
    pub categories: Vec<Category>,
}

/// A guardrail of one variation that is not checked: of the control's people, or of this variation's, nothing was given of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotChecked {
    /// What is not watched.
    pub guardrail: GuardrailKind,
    /// The variation.
    pub variation: String,
}

/// What is watched, of people who completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardrailKind {
    /// The distribution of classes.
    Classes,
    /// The share that is referred to a person.
    Refer,
    /// The share of whom too little is known.
    InsufficientEvidence,
    /// The share of careless answering.
    Careless,
}

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// It moved, and not shown to be within the margin: somebody has to look at it.
    Moved,
    /// It moved, within the margin.
    WithinMargin,
    /// It is the same within the margin.
    Same,
    /// Neither is shown: there are not enough data.
    Unclear,
}

/// One category.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// Its name.
    pub category: String,
    /// Its share in the control.
    pub control: f64,
    /// Its share in the variation.
    pub variation: f64,
    /// The interval of the difference, with coverage 1 − 2 α.
    pub interval: [f64; 2],
}

/// Those that are checked, and those that are not.
pub(super) fn guardrails(plan: &Plan, counted: &PhaseStatistics) -> (Vec<Guardrail>, Vec<NotChecked>) {
    let (mut checked, mut not_checked) = (Vec::new(), Vec::new());
    let Some((control, arms)) = counted.arms.split_first() else { return (checked, not_checked) };
    for (variation, arm) in plan.variations.iter().skip(1).map(ToString::to_string).zip(arms) {
        for (guardrail, found) in of_arm(plan, control, arm, &variation) {
            match found {
                Some(found) => checked.push(found),
                None => not_checked.push(NotChecked { guardrail, variation: variation.clone() }),
            }
        }
    }
    (checked, not_checked)
}

fn of_arm(plan: &Plan, control: &Arm, arm: &Arm, variation: &str) -> [(GuardrailKind, Option<Guardrail>); 4] {
    use GuardrailKind::{Careless, Classes, InsufficientEvidence, Refer};
    let classes: Vec<String> = plan.classes.iter().map(ToString::to_string).collect();
    let two = |word: &str| vec![word.to_owned(), format!("not {word}")];
    let outcome = |arm: &Arm, word: &str| {
        let place = OUTCOMES.iter().position(|outcome| outcome.word() == word);
        let here = place.and_then(|place| arm.outcomes.get(place)).copied().unwrap_or(0);
        let all = arm.outcomes.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
        vec![here, all.saturating_sub(here)]
    };
    let careless = |arm: &Arm| vec![arm.careless, arm.careless_known.saturating_sub(arm.careless)];
    let (refer, insufficient) = ("refer", "insufficient_evidence");
    let watched = [
        (Classes, classes, control.classes.clone(), arm.classes.clone(), plan.class_margin()),
        (Refer, two(refer), outcome(control, refer), outcome(arm, refer), plan.outcome_margin()),
        (
            InsufficientEvidence,
            two(insufficient),
            outcome(control, insufficient),
            outcome(arm, insufficient),
            plan.outcome_margin(),
        ),
        (Careless, two("careless"), careless(control), careless(arm), plan.careless_margin()),
    ];
    let one = |(kind, names, before, after, margin): (_, Vec<String>, Vec<u64>, Vec<u64>, f64)| {
        let shift = compare(&before, &after, margin, plan.alpha());
        (kind, shift.map(|shift| Guardrail::of(kind, variation, names, &shift, margin, plan.alpha())))
    };
    watched.map(one)
}

impl Guardrail {
    fn of(kind: GuardrailKind, variation: &str, names: Vec<String>, shift: &Shift, margin: f64, alpha: f64) -> Self {
        let moved = match (shift.p < alpha, shift.equivalent) {
            (true, false) => Moved::Moved,
            (true, true) => Moved::WithinMargin,
            (false, true) => Moved::Same,
            (false, false) => Moved::Unclear,
        };
        let category = |(category, share): (String, &super::super::shift::Share)| Category {
            category,
            control: share.control,
            variation: share.variation,
            interval: [share.interval.low, share.interval.high],
        };
        let categories = names.into_iter().zip(&shift.shares).map(category).collect();
        let (p, equivalent) = (shift.p, shift.equivalent);
        Self { guardrail: kind, variation: variation.into(), moved, p, margin, equivalent, categories }
    }
}
