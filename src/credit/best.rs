//! The best that what the session attests leaves possible, whatever the person's own evidence is: what a server holds
//! a verdict against.

use crate::Error;
use crate::assessment::Affordability;
use crate::condition::Facts as _;
use crate::facts::{Evidenced as _, Known};
use crate::json::MAX_INTEGER;
use crate::pack::Pack;
use crate::pack::compile::{CreditTable, EvidenceTable};
use crate::pack::fields::Role;
use crate::pack::schema::{Fact, Provider};
use crate::session::Session;
use crate::terms::{CreditOutcome, FieldIndex, Tier};

use super::Weighed;
use super::judge::number;

/// The outcome and band that no evidence of the person's can better.
///
/// # Errors
/// When the session is not for this pack.
pub(crate) fn best(pack: &Pack, session: &Session, table: &CreditTable) -> Result<Affordability, Error> {
    let known = Known::attested(pack, session)?;
    let fact = |field: FieldIndex| match pack.compiled().layout.role(field) {
        Role::Fact(place) => place.of(&pack.document().facts),
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    };
    // The firm's own value counts before the person's.
    let attested = |field: FieldIndex| {
        let value = known.value(field).filter(|_| known.tier(field) == Some(Tier::Attested));
        value.and_then(number)
    };
    let may_come = |one: &EvidenceTable| {
        attested(one.field).is_some() || fact(one.field).is_some_and(|fact| comes(fact, one.tier))
    };
    let nothing = Affordability { outcome: CreditOutcome::InsufficientEvidence, band: None };
    if !table.evidence.iter().all(may_come) {
        return Ok(nothing);
    }
    let lowers = |field: FieldIndex| table.limit.outgoings().any(|other| other == field);
    let value = |field: FieldIndex| {
        let (least, most) = fact(field).map_or((None, None), |fact| (fact.min, fact.max));
        let free = if lowers(field) { least.unwrap_or(-MAX_INTEGER) } else { most.unwrap_or(MAX_INTEGER) };
        Some(attested(field).unwrap_or(free))
    };
    let weighed = Weighed::of(
        table,
        &|one| match attested(one.field) {
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

/// Whether the person can bring a fact at a tier.
fn comes(fact: &Fact, tier: Tier) -> bool {
    let by = |provider: Provider| fact.provided_by.contains(&provider);
    by(Provider::Person) && tier == Tier::Declared || by(Provider::File) && tier <= Tier::Consistent
}
