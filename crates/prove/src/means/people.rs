//! Values of facts as somebody whom the engine screens.

use prescreen::condition::{FieldKind, Value};
use prescreen::pack::Pack;
use prescreen::session::ProductSheet;
use prescreen::terms::{FieldIndex, Purpose};

use crate::witness::{Applicant, Bought, of_values};

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

/// Two people as the engine sees them, with their limits; none where it refuses one of them.
pub fn applicants(pack: &Pack, values: [&Values; 2]) -> Option<[(Applicant, i64); 2]> {
    let [one, other] = values.map(|values| applicant(pack, values));
    Some([one?, other?])
}

fn applicant(pack: &Pack, values: &Values) -> Option<(Applicant, i64)> {
    let table = pack.compiled().credit.as_ref()?;
    let purpose = table.purposes.first().copied().unwrap_or(Purpose::AccountOpening);
    let bought = (purpose == Purpose::Purchase || !table.tags.is_empty()).then(|| sheet(pack)).flatten();
    let (applicant, limit) = of_values(pack, &with_coverage(pack, values), purpose, bought.as_ref())?;
    Some((applicant, limit))
}

/// The first product that credit is about.
fn sheet(pack: &Pack) -> Option<Bought> {
    let (matching, table) = (&pack.document().matching, pack.compiled().credit.as_ref()?);
    let grade = matching.grades.first()?;
    let product = ProductSheet {
        id: grade.clone(),
        name: Default::default(),
        issuer_grade: grade.clone(),
        seller_grade: grade.clone(),
        kind: matching.types.first()?.clone(),
        term: matching.terms.first()?.clone(),
        tags: table.tags.first().into_iter().cloned().collect(),
    };
    Some(Bought { product, earlier: Vec::new() })
}

/// Numbers as values, and besides what has to be covered for them to count.
fn with_coverage(pack: &Pack, values: &Values) -> Vec<(FieldIndex, Value)> {
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
