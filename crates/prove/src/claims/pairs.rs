//! Two people who differ in one fact of what they can afford, as the engine screens them.

use prescreen::pack::Pack;
use prescreen::session::ProductSheet;
use prescreen::terms::Purpose;

use crate::means::{Values, with_coverage};
use crate::witness::{Applicant, Bought, of_values};

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
