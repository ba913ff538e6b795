//! Numbers as values of facts, with what has to be covered for them to count.

use prescreen::condition::{FieldKind, Value};
use prescreen::pack::Pack;
use prescreen::pack::compile::EvidenceTable;
use prescreen::session::Session;
use prescreen::terms::FieldIndex;

use super::falls::Falls;
use super::search::{Everybody, Values, Wanted, least_coverage};

/// Values of facts with which nothing that a pack asks of means holds anybody back, as far as there are any.
#[derive(Debug, Clone, Default)]
pub struct Favourable {
    credit: Vec<(FieldIndex, Value)>,
    risk: Vec<(FieldIndex, Value)>,
}

impl Favourable {
    /// Of a pack.
    pub fn of(pack: &Pack) -> Self {
        let compiled = pack.compiled();
        let credit = compiled.credit.as_ref().map(|table| with_coverage(pack, &table.evidence, &limited(pack)));
        let risk = Falls::of(pack).map(|falls| with_coverage(pack, &falls.table.evidence, &falls.favourable()));
        Self { credit: credit.unwrap_or_default(), risk: risk.unwrap_or_default() }
    }

    /// Those that a session asks for, each fact once.
    pub fn asked(&self, pack: &Pack, session: &Session) -> Vec<(FieldIndex, Value)> {
        let compiled = pack.compiled();
        let mut values = Vec::new();
        if compiled.credit.as_ref().is_some_and(|credit| credit.applies(session)) {
            values.extend_from_slice(&self.credit);
        }
        if compiled.risk.as_ref().is_some_and(|risk| risk.applies(session)) {
            let told = |field: FieldIndex| values.iter().any(|(other, _)| *other == field);
            let further: Vec<_> = self.risk.iter().filter(|(field, _)| !told(*field)).copied().collect();
            values.extend(further);
        }
        values
    }
}

/// Numbers with which there is a limit; none where nobody has one.
fn limited(pack: &Pack) -> Values {
    let Some(everybody) = Everybody::of(pack) else { return Values::new() };
    let holds = |weighed: &_| everybody.limited(weighed);
    let wanted = Wanted { fixed: &Values::new(), sum: everybody.enough(), holds: &holds };
    everybody.somebody(&wanted).ok().flatten().unwrap_or_default()
}

/// Numbers as values, and besides what has to be covered for them to count.
pub fn with_coverage(pack: &Pack, evidence: &[EvidenceTable], values: &Values) -> Vec<(FieldIndex, Value)> {
    let layout = &pack.compiled().layout;
    let value = |(field, number): &(FieldIndex, i64)| {
        let value = match layout.person.kind_of(*field)? {
            FieldKind::Boolean => Value::Boolean(*number != 0),
            FieldKind::Choice(_) => Value::Choice(u16::try_from(*number).ok()?),
            FieldKind::Date => Value::Date(i32::try_from(*number).ok()?),
            _ => Value::Integer(*number),
        };
        Some((*field, value))
    };
    let mut all: Vec<(FieldIndex, Value)> = values.iter().filter_map(value).collect();
    if all.is_empty() {
        return all;
    }
    for (coverage, _) in evidence.iter().filter_map(|one| one.coverage) {
        let least = least_coverage(pack, evidence, coverage);
        if least > i64::MIN && !all.iter().any(|(field, _)| *field == coverage) {
            all.push((coverage, Value::Integer(least)));
        }
    }
    all
}
