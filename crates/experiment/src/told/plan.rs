//! What a plan takes, as a printed text.

use crate::analysis::percent::{exact, rounded};
use crate::analysis::planned::{Planned, PlannedComparison, PlannedPhase};

use super::phrases::{Part, Phrases};

/// The whole text.
pub fn text(planned: &Planned, phrases: &Phrases) -> String {
    let mut text: String = planned.phases.iter().map(|phase| of_phase(planned, phase, phrases)).collect();
    let comparisons = planned.phases.first().map_or(0, |phase| phase.comparisons.len());
    if comparisons > 1 {
        let level: [Part<'_>; 2] = [("comparisons", &comparisons), ("level", &rounded(planned.level, 2))];
        text.push_str(&phrases.line(0, "/planned/several", &level));
    }
    if planned.falls {
        text.push_str(&phrases.line(0, "/planned/falls", &[("effect", &exact(planned.smallest_effect))]));
    }
    text
}

fn of_phase(planned: &Planned, phase: &PlannedPhase, phrases: &Phrases) -> String {
    let head: [Part<'_>; 3] = [("phase", &phase.phase), ("days", &phase.days), ("people", &phase.people)];
    let mut text = phrases.line(0, "/planned/phase", &head);
    text.extend(phase.comparisons.iter().map(|one| of_comparison(planned, one, phrases)));
    text
}

fn of_comparison(planned: &Planned, one: &PlannedComparison, phrases: &Phrases) -> String {
    let said = |number: Option<f64>| number.map_or_else(|| phrases.word("/planned/too_many").into(), whole);
    let effect =
        |share: Option<f64>| share.map_or_else(|| phrases.word("/planned/none").into(), |share| rounded(share, 1));
    let once: [Part<'_>; 5] = [
        ("variation", &one.variation),
        ("control", &planned.control),
        ("effect", &exact(planned.smallest_effect)),
        ("people", &said(one.people_once)),
        ("days", &said(one.days_once)),
    ];
    let always: [Part<'_>; 2] = [("people", &said(one.people_always)), ("days", &said(one.days_always))];
    let power: [Part<'_>; 4] = [
        ("once", &rounded(one.power_once, 0)),
        ("always", &rounded(one.power_always, 0)),
        ("smallest", &effect(one.smallest_effect)),
        ("smallest_always", &effect(one.smallest_effect_always)),
    ];
    [
        phrases.line(1, "/planned/once", &once),
        phrases.line(2, "/planned/always", &always),
        phrases.line(2, "/planned/power", &power),
    ]
    .concat()
}

fn whole(number: f64) -> String {
    format!("{number:.0}")
}
