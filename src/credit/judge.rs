//! What is known, judged as the pack says: an outcome, a band, and reasons.

use crate::assessment::{Affordability, Contribution, Part};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::CreditTable;
use crate::session::Session;
use crate::terms::{CreditOutcome, EngineCode, FieldIndex};

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
        contribution.lacks(known.lacking(pack, &table.evidence));
        return Some((Affordability { outcome, band: None }, contribution));
    };
    let referred = outcome == CreditOutcome::Refer;
    let mut short = Vec::new();
    if weighed.sum < table.least_points.into() {
        short = shortfalls(table, &weighed.points);
    } else if let Some((_, code)) = &table.limit.financed
        && (table.limit.least..weighed.financed).contains(&weighed.limit)
    {
        short.push(code);
    }
    for code in &short {
        contribution.restrict(code, Part::Credit, outcome.outcome());
    }
    // Where points are too few, or more would be borrowed than the limit, they say so; else the ceiling does, also of points
    // that nothing is short of.
    if short.is_empty()
        && let Some(ceiling) = table.limit.ceilings.get(weighed.ceiling)
    {
        if referred {
            contribution.restrict(&ceiling.id, Part::Credit, outcome.outcome());
        } else {
            contribution.note(&ceiling.id, Part::Credit);
        }
    }
    let band = table.band(weighed.limit).filter(|_| !referred).cloned();
    Some((Affordability { outcome, band }, contribution))
}

/// The points of what is known; none while evidence is insufficient.
pub(crate) fn points(table: &CreditTable, known: &Known) -> Option<i64> {
    weigh(table, known).map(|weighed| weighed.sum)
}

/// What is known, weighed; none while evidence is insufficient.
pub(super) fn weigh(table: &CreditTable, known: &Known) -> Option<Weighed> {
    let value = |field: FieldIndex| known.counted(&table.evidence, field);
    if table.evidence.iter().any(|one| value(one.field).is_none()) {
        return None;
    }
    Weighed::of(table, &|one| one.points(value(one.field)?), &value)
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
