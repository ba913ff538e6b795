//! Two people who differ in one fact of their means, as the engine screens them.

use prescreen::Screening;
use prescreen::assessment::Part;
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::session::ProductSheet;
use prescreen::terms::{Outcome, Purpose};

use crate::means::{Values, with_coverage};
use crate::witness::{Applicant, Bought, of_values};

/// Two people as the engine sees them, with their limits, nothing where there is none; none where it refuses one of them.
pub fn limited(pack: &Pack, values: [&Values; 2]) -> Option<[(Applicant, i64); 2]> {
    let table = pack.compiled().credit.as_ref()?;
    let limit = |screening: &Screening<'_>| {
        let credit = screening.assessment().credit.as_ref();
        let limited = credit.is_some_and(|credit| credit.outcome.outcome().goes_on());
        screening.credit_arithmetic().filter(|_| limited).map_or(0, |arithmetic| arithmetic.limit)
    };
    let [one, other] = values.map(|values| {
        let bought = bought(pack, &table.purposes, &table.tags);
        of_values(pack, &with_coverage(pack, &table.evidence, values), purpose(&table.purposes), bought.as_ref(), limit)
    });
    Some([one?, other?])
}

/// Two people as the engine sees them, with what their lines lead to; none where it refuses one of them.
pub fn lined(pack: &Pack, values: [&Values; 2]) -> Option<[(Applicant, Outcome); 2]> {
    let table = pack.compiled().risk.as_ref()?;
    let strictest = |screening: &Screening<'_>| {
        let reasons = screening.assessment().reasons.iter().filter(|reason| reason.part == Part::Risk);
        reasons.filter_map(|reason| reason.outcome).max().unwrap_or(Outcome::Proceed)
    };
    let [one, other] = values.map(|values| {
        let bought = bought(pack, &table.purposes, &table.tags);
        let values = with_coverage(pack, &table.evidence, values);
        of_values(pack, &values, purpose(&table.purposes), bought.as_ref(), strictest)
    });
    Some([one?, other?])
}

fn purpose(purposes: &[Purpose]) -> Purpose {
    purposes.first().copied().unwrap_or(Purpose::AccountOpening)
}

/// What is bought where a part for these purposes and tags asks.
pub fn bought(pack: &Pack, purposes: &[Purpose], tags: &[Id]) -> Option<Bought> {
    (purpose(purposes) == Purpose::Purchase || !tags.is_empty()).then(|| sheet(pack, tags)).flatten()
}

/// The first product with the first of these tags.
fn sheet(pack: &Pack, tags: &[Id]) -> Option<Bought> {
    let matching = &pack.document().matching;
    let grade = matching.grades.first()?;
    let product = ProductSheet {
        id: grade.clone(),
        name: Default::default(),
        issuer_grade: grade.clone(),
        seller_grade: grade.clone(),
        kind: matching.types.first()?.clone(),
        term: matching.terms.first()?.clone(),
        tags: tags.first().into_iter().cloned().collect(),
    };
    Some(Bought { product, earlier: Vec::new() })
}
