//! Numbers as values of facts, with what has to be covered for them to count.

use prescreen::condition::{FieldKind, Value};
use prescreen::pack::Pack;
use prescreen::terms::FieldIndex;

use super::search::{Everybody, Values, Wanted, least_coverage};

/// Values of facts with which there is a limit, for whoever is to be held back by nothing that credit asks; none where
/// nobody has one.
pub fn favourable(pack: &Pack) -> Vec<(FieldIndex, Value)> {
    let Some(everybody) = Everybody::of(pack) else { return Vec::new() };
    let holds = |weighed: &_| everybody.limited(weighed);
    let wanted = Wanted { fixed: &Values::new(), sum: everybody.enough(), holds: &holds };
    let values = everybody.somebody(&wanted).ok().flatten().unwrap_or_default();
    with_coverage(pack, &values)
}

/// Numbers as values, and besides what has to be covered for them to count.
pub fn with_coverage(pack: &Pack, values: &Values) -> Vec<(FieldIndex, Value)> {
    let layout = &pack.compiled().layout;
    let value = |(field, number): &(FieldIndex, i64)| {
        let value = match layout.person.kind_of(*field)? {
            FieldKind::Boolean => Value::Boolean(*number != 0),
            FieldKind::Choice(_) => Value::Choice(u16::try_from(*number).ok()?),
            _ => Value::Integer(*number),
        };
        Some((*field, value))
    };
    let mut all: Vec<(FieldIndex, Value)> = values.iter().filter_map(value).collect();
    let Some(table) = pack.compiled().credit.as_ref().filter(|_| !all.is_empty()) else { return all };
    for (coverage, _) in table.evidence.iter().filter_map(|one| one.coverage) {
        let least = least_coverage(pack, table, coverage);
        if least > i64::MIN && !all.iter().any(|(field, _)| *field == coverage) {
            all.push((coverage, Value::Integer(least)));
        }
    }
    all
}
