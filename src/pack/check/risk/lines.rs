//! Lines: a measure that the part can work out, the side on which it is worse, and an outcome that restricts.

use crate::Code;
use crate::pack::compile::WHOLE;
use crate::pack::limits::MOST_DAYS;
use crate::pack::schema::{Line, Measured, PackDocument, Risk};
use crate::terms::Outcome;

use super::super::Findings;
use super::super::matching::leads_to;

/// The longest that means are asked to last: a hundred years.
const MOST_MONTHS: i64 = 1200;

pub(super) fn check(document: &PackDocument, findings: &mut Findings, risk: &Risk) {
    if risk.lines.is_empty() {
        found!(
            findings, Code::Range, "/risk/lines";
            "no line is here, so that nothing comes of any measure; at least 1 is needed";
            "Give the firm's lines, or take the part out."
        );
    }
    for (n, line) in risk.lines.iter().enumerate() {
        let at = format!("/risk/lines/{n}");
        if matches!(line.outcome, Outcome::Proceed | Outcome::InsufficientEvidence) {
            found!(
                findings, Code::Range, "{at}/outcome";
                "the line '{}' leads to \"{}\" for somebody whose facts are known", line.id, line.outcome.word();
                "Let it be proceed_after, pause, refer or refuse."
            );
        }
        leads_to(document, findings, &at, line.outcome, line.flow.as_ref());
        side(findings, &at, line);
        measurable(findings, risk, &at, line);
        decides(findings, risk, n, line);
    }
}

/// No other line of the same measure is reached with it and leads to more.
fn decides(findings: &mut Findings, risk: &Risk, n: usize, line: &Line) {
    let covers = |other: &Line| match (line.above, line.below, other.above, other.below) {
        (Some(end), None, Some(other), None) => other <= end,
        (None, Some(end), None, Some(other)) => other >= end,
        _ => false,
    };
    let same = |other: &Line| {
        (other.above, other.below, other.outcome) == (line.above, line.below, line.outcome) && other.flow == line.flow
    };
    let beside =
        risk.lines.iter().enumerate().filter(|(_, other)| other.measure == line.measure && other.of == line.of);
    let mut beside =
        beside.filter(|(m, other)| covers(other) && (other.outcome > line.outcome || *m < n && same(other)));
    if let Some((_, other)) = beside.next() {
        found!(
            findings, Code::Inconsistent, "/risk/lines/{n}";
            "the line '{}' never decides: whoever is beyond it is beyond '{}', which leads to \"{}\"", line.id, other.id, other.outcome.word();
            "Move one of them, or take it out."
        );
    }
}

/// Exactly the one side on which the measure is worse, where somebody can be beyond.
fn side(findings: &mut Findings, at: &str, line: &Line) {
    let measure = line.measure.word();
    let (has, wants, given, other) = if line.measure.more_is_worse() {
        ("below", "above", line.above, line.below)
    } else {
        ("above", "below", line.below, line.above)
    };
    if given.is_none() || other.is_some() {
        found!(
            findings, Code::Inconsistent, "{at}";
            "a line of `{measure}` has `{wants}`, and no `{has}`";
            "Give `{wants}` alone."
        );
        return;
    }
    let days = matches!(line.measure, Measured::DaysToCall | Measured::DaysToClose);
    let most = MOST_DAYS.saturating_add(1);
    if let Some(end) = given.filter(|end| days && *end > most) {
        found!(
            findings, Code::Range, "{at}/{wants}";
            "the line is at {end} days, and days are counted to {MOST_DAYS}: it can be {most} at most";
            "Days are those on which the exchange trades, of a year."
        );
    }
    // A fall takes all at most; a hundred years of spending are more than any line is for.
    let most = match line.measure {
        Measured::FallToCall | Measured::FallToClose => Some(i64::from(WHOLE).saturating_add(1)),
        Measured::MonthsLeft => Some(MOST_MONTHS),
        _ => None,
    };
    if let Some((end, most)) = given.zip(most).filter(|(end, most)| end > most) {
        found!(
            findings, Code::Range, "{at}/{wants}";
            "the line is at {end}; a line of `{measure}` can be at {most} at most";
            "Months are written as 6 for half a year, falls as 3000 for three tenths."
        );
    }
    let least = i64::from(!line.measure.more_is_worse());
    if let Some(end) = given.filter(|end| *end < least) {
        found!(
            findings, Code::Range, "{at}/{wants}";
            "the line is at {end}; it has to be {least} or more";
            "Measures are never below 0."
        );
    }
}

/// What the measure needs is there.
fn measurable(findings: &mut Findings, risk: &Risk, at: &str, line: &Line) {
    let (measure, margin) = (line.measure.word(), risk.margin.as_ref());
    match (&line.of, line.measure == Measured::Concentration) {
        (Some(of), true) => {
            let mut ids = risk.concentrations.iter().map(|one| &one.id);
            findings.declared(&format_args!("{at}/of"), "concentration", of, "/risk/concentrations", &mut ids);
        }
        (None, true) => found!(
            findings, Code::MissingField, "{at}";
            "a line of `{measure}` has no `of`";
            "Name the concentration."
        ),
        (Some(_), false) => found!(
            findings, Code::Inconsistent, "{at}/of";
            "a line of `{measure}` has `of`, which belongs to `concentration`";
            "Leave it out."
        ),
        (None, false) => {}
    }
    let days = matches!(line.measure, Measured::DaysToCall | Measured::DaysToClose);
    let lacks = if line.measure == Measured::MonthsLeft && risk.means.spending.is_none() {
        Some("/risk/means/spending")
    } else if line.measure.of_margin() && margin.is_none() {
        Some("/risk/margin")
    } else if days && margin.is_some_and(|margin| margin.daily_limits.is_empty()) {
        Some("/risk/margin/daily_limits")
    } else {
        None
    };
    if let Some(place) = lacks {
        found!(
            findings, Code::MissingField, "{at}/measure";
            "`{measure}` cannot be worked out without {place}, which is not there";
            "Give it, or take the line out."
        );
    }
}
