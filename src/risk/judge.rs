//! What is known, measured as the pack says: what measures beyond a line lead to.

use crate::Error;
use crate::assessment::{Contribution, Part};
use crate::facts::{Known, may_come};
use crate::pack::Pack;
use crate::pack::compile::RiskTable;
use crate::session::Session;
use crate::terms::{EngineCode, FieldIndex, Outcome};

use super::Measures;

/// Judges what is known; none where the pack does not ask in this session.
pub(crate) fn judge(pack: &Pack, session: &Session, known: &Known) -> Option<Contribution> {
    let table = asked(pack, session)?;
    let (mut contribution, measured) = beyond(table, session, known);
    let mut lacking = known.lacking(pack, &table.evidence);
    if lacking.is_empty() && !measured {
        // Facts are all there, and no ratio is in force on the contract's day, which is to come.
        lacking.extend(contract(table).and_then(|day| pack.compiled().layout.person.name_of(day)).cloned());
    }
    // What cannot be worked out is beyond no line, and within none.
    if !(lacking.is_empty() && measured) {
        insufficient(&mut contribution);
        contribution.lacks(lacking);
    }
    Some(contribution)
}

/// What the session attests leads to by itself, whatever the person's own evidence is: what a server holds a verdict
/// against.
///
/// # Errors
/// When the session is not for this pack.
pub(crate) fn floor(pack: &Pack, session: &Session) -> Result<Contribution, Error> {
    let Some(table) = asked(pack, session) else { return Ok(Contribution::default()) };
    let known = Known::attested(pack, session)?;
    let (mut contribution, _) = beyond(table, session, &known);
    let day = contract(table).and_then(|contract| known.attested_number(contract));
    if day.is_some_and(|day| day > known.day().days().into())
        || table.evidence.iter().any(|one| known.attested_number(one.field).is_none() && !may_come(pack, one))
    {
        insufficient(&mut contribution);
    }
    Ok(contribution)
}

fn asked<'p>(pack: &'p Pack, session: &Session) -> Option<&'p RiskTable> {
    pack.compiled().risk.as_ref().filter(|table| table.applies(session))
}

/// The fact that is the contract's day; none where there is no margin, or the session's day is the contract's.
fn contract(table: &RiskTable) -> Option<FieldIndex> {
    table.margin.as_ref()?.contract
}

/// Every line that a measure is beyond, and whether every measure could be worked out.
fn beyond(table: &RiskTable, session: &Session, known: &Known) -> (Contribution, bool) {
    let (mut contribution, mut all) = (Contribution::default(), true);
    let value = |field: FieldIndex| known.counted(&table.evidence, field);
    let measures = Measures { table, product: session.product.as_ref(), day: known.day().days().into(), value: &value };
    for line in &table.lines {
        let measured = measures.of(line.measure, line.of);
        all &= measured.is_some();
        if measured.is_some_and(|measured| line.is_beyond(measured)) {
            contribution.restrict(&line.id, Part::Risk, line.outcome);
            contribution.goes_through(line.flow.as_ref());
        }
    }
    (contribution, all)
}

fn insufficient(contribution: &mut Contribution) {
    contribution.restrict(&EngineCode::FactsMissing.id(), Part::Missing, Outcome::InsufficientEvidence);
}
