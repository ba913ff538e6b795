//! The best that what the session attests leaves possible, whatever the person's own evidence is: what a server holds
//! a verdict against.

use crate::Error;
use crate::assessment::Affordability;
use crate::facts::{Known, fact_of, may_come};
use crate::json::MAX_INTEGER;
use crate::pack::Pack;
use crate::pack::compile::{CreditTable, EvidenceTable};
use crate::session::Session;
use crate::terms::{CreditOutcome, FieldIndex};

use super::Weighed;

/// The outcome and band that no evidence of the person's can better.
///
/// # Errors
/// When the session is not for this pack.
pub(crate) fn best(pack: &Pack, session: &Session, table: &CreditTable) -> Result<Affordability, Error> {
    let known = Known::attested(pack, session)?;
    let may_come = |one: &EvidenceTable| known.attested_number(one.field).is_some() || may_come(pack, one);
    let nothing = Affordability { outcome: CreditOutcome::InsufficientEvidence, band: None };
    if !table.evidence.iter().all(may_come) {
        return Ok(nothing);
    }
    let lowers = |field: FieldIndex| table.limit.outgoings().any(|other| other == field);
    let value = |field: FieldIndex| {
        let (least, most) = fact_of(pack, field).map_or((None, None), |fact| (fact.min, fact.max));
        let free = if lowers(field) { least.unwrap_or(-MAX_INTEGER) } else { most.unwrap_or(MAX_INTEGER) };
        Some(known.attested_number(field).unwrap_or(free))
    };
    let weighed = Weighed::of(
        table,
        &|one| match known.attested_number(one.field) {
            Some(value) => one.points(value),
            None => one.bins.iter().map(|bin| bin.points).max(),
        },
        &value,
    );
    Ok(weighed.map_or(nothing, |weighed| {
        let outcome = weighed.outcome(table);
        let band = table.band(weighed.limit).filter(|_| outcome != CreditOutcome::Refer).cloned();
        Affordability { outcome, band }
    }))
}
