//! What is known, judged as the pack says: an outcome, a band, and reasons.

use crate::assessment::{Affordability, Contribution, Part};
use crate::condition::{Facts as _, Value};
use crate::facts::{Evidenced as _, Known};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{CreditTable, EvidenceTable};
use crate::session::Session;
use crate::terms::{CreditOutcome, EngineCode, FieldIndex, Tier};

use super::Weighed;

/// Most reasons that are given where points are too few, the largest shortfall first.
const MOST_REASONS: usize = 4;

/// Judges what is known; none where the pack does not ask in this session.
pub(crate) fn judge(pack: &Pack, session: &Session, known: &Known) -> Option<(Affordability, Contribution)> {
    let table = pack.compiled().credit.as_ref().filter(|table| table.applies(session))?;
    let mut contribution = Contribution::default();
    let weighed = weigh(table, known);
    let outcome = weighed.as_ref().map_or(CreditOutcome::InsufficientEvidence, |weighed| weighed.outcome(table));
    let Some(weighed) = weighed else {
        contribution.restrict(&EngineCode::FactsMissing.id(), Part::Missing, outcome.outcome());
        contribution.lacks(missing(pack, table, known));
        return Some((Affordability { outcome, band: None }, contribution));
    };
    let referred = outcome == CreditOutcome::Refer;
    if referred && weighed.sum < table.least_points.into() {
        for code in shortfalls(table, &weighed.points) {
            contribution.restrict(code, Part::Credit, outcome.outcome());
        }
    } else if let Some(ceiling) = table.limit.ceilings.get(weighed.ceiling) {
        if referred {
            contribution.restrict(&ceiling.id, Part::Credit, outcome.outcome());
        } else {
            contribution.note(&ceiling.id, Part::Credit);
        }
    }
    let band = table.band(weighed.limit).filter(|_| !referred).cloned();
    Some((Affordability { outcome, band }, contribution))
}

/// What is known, weighed; none while evidence is insufficient.
pub(super) fn weigh(table: &CreditTable, known: &Known) -> Option<Weighed> {
    let value = |field: FieldIndex| evidenced(known, table.evidence.iter().find(|one| one.field == field)?);
    if table.evidence.iter().any(|one| evidenced(known, one).is_none()) {
        return None;
    }
    Weighed::of(table, &|one| one.points(value(one.field)?), &value)
}

/// A fact's number, where it is evidenced and covered well enough.
fn evidenced(known: &Known, evidence: &EvidenceTable) -> Option<i64> {
    let value = known.at_least(evidence.tier).value(evidence.field).and_then(number);
    value.filter(|_| uncovered(known, evidence).is_none())
}

/// The fact that says how much is covered, where that is too little. What the firm attests needs no coverage.
fn uncovered(known: &Known, evidence: &EvidenceTable) -> Option<FieldIndex> {
    let (coverage, least) = evidence.coverage.filter(|_| known.tier(evidence.field) != Some(Tier::Attested))?;
    let covered = known.at_least(evidence.tier).value(coverage).and_then(number);
    covered.is_none_or(|covered| covered < least).then_some(coverage)
}

/// A value as bins count it.
pub(super) fn number(value: Value) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(value),
        Value::Boolean(value) => Some(value.into()),
        Value::Choice(option) => Some(option.into()),
        _ => None,
    }
}

/// Facts that are missing or weakly evidenced, and those that cover too little, in commitment order.
fn missing(pack: &Pack, table: &CreditTable, known: &Known) -> Vec<Id> {
    let lacks = |field: FieldIndex| {
        table.evidence.iter().any(|one| {
            one.field == field && known.at_least(one.tier).value(field).is_none()
                || uncovered(known, one) == Some(field)
        })
    };
    let fields = pack.compiled().layout.person.iter().enumerate();
    fields.filter(|(n, _)| lacks(FieldIndex::new(*n))).map(|(_, field)| field.name.clone()).collect()
}

/// Reason codes of characteristics with fewer points than their reference, the largest shortfall first, of equal ones
/// the first in the pack.
fn shortfalls<'t>(table: &'t CreditTable, points: &[i32]) -> Vec<&'t Id> {
    let below = |(one, points): (&i32, &i32)| i64::from(*one).saturating_sub((*points).into());
    let references: Vec<i32> = table.characteristics.iter().map(|one| one.reference).collect();
    let mut short: Vec<i64> = references.iter().zip(points).map(below).collect();
    let mut codes = Vec::new();
    while codes.len() < MOST_REASONS {
        let most = short.iter().copied().max().filter(|most| *most > 0);
        let place = short.iter().position(|one| Some(*one) == most);
        let Some((one, told)) = place.and_then(|n| table.characteristics.get(n).zip(short.get_mut(n))) else { break };
        codes.push(&one.code);
        *told = 0;
    }
    codes
}
