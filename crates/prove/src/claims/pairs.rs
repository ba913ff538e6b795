//! Two people who differ in one fact of their means, as the engine screens them.

use prescreen::Screening;
use prescreen::assessment::Part;
use prescreen::condition::Value;
use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::EvidenceTable;
use prescreen::price::PriceArithmetic;
use prescreen::session::ProductSheet;
use prescreen::terms::protected::protected;
use prescreen::terms::{Outcome, Purpose};

use crate::means::{Values, with_coverage};
use crate::witness::{Applicant, Bought, of_values};

/// Somebody as the engine sees them, with their limit, nothing where there is none; none where it refuses them.
pub fn limited(pack: &Pack, values: &Values) -> Option<(Applicant, i64)> {
    let table = pack.compiled().credit.as_ref()?;
    let limit = |screening: &Screening<'_>| {
        let credit = screening.assessment().credit.as_ref();
        let limited = credit.is_some_and(|credit| credit.outcome.outcome().goes_on());
        screening.credit_arithmetic().filter(|_| limited).map_or(0, |arithmetic| arithmetic.limit)
    };
    let bought = bought(pack, &table.purposes, &table.tags);
    let values = with_coverage(pack, &table.evidence, values);
    of_values(pack, &values, purpose(&table.purposes), bought.as_ref(), limit)
}

/// What somebody's lines lead to.
pub struct Lined {
    /// The strictest of their outcomes.
    pub outcome: Outcome,
    /// The lines that they are beyond.
    pub codes: Vec<Id>,
}

/// Somebody as the engine sees them, with what their lines lead to; none where it refuses them.
pub fn lined(pack: &Pack, values: &Values) -> Option<(Applicant, Lined)> {
    let table = pack.compiled().risk.as_ref()?;
    let lined = |screening: &Screening<'_>| {
        let reasons = || screening.assessment().reasons.iter().filter(|reason| reason.part == Part::Risk);
        let outcome = reasons().filter_map(|reason| reason.outcome).max().unwrap_or(Outcome::Proceed);
        Lined { outcome, codes: reasons().map(|reason| reason.code.clone()).collect() }
    };
    let bought = bought(pack, &table.purposes, &table.tags);
    let values = with_coverage(pack, &table.evidence, values);
    of_values(pack, &values, purpose(&table.purposes), bought.as_ref(), lined)
}

/// Whether a fact about age, sex or origin says how much is covered. The check of a pack lets none be read.
pub fn covered_by_protected(pack: &Pack, evidence: &[EvidenceTable]) -> bool {
    let names = &pack.compiled().layout.person;
    let mut covering = evidence.iter().filter_map(|one| names.name_of(one.coverage?.0));
    covering.any(|name| protected(name.as_str()).is_some())
}

/// Two people as the engine sees them, with their prices; none where it refuses one of them.
pub fn priced(pack: &Pack, values: [&Values; 2], bought: Option<&Bought>, purpose: Purpose) -> Option<[Priced; 2]> {
    let (credit, table) = pack.compiled().credit.as_ref().zip(pack.compiled().price.as_ref())?;
    let [one, other] = values.map(|values| {
        let mut values = with_coverage(pack, &credit.evidence, values);
        if let Some((field, least)) = table.coverage {
            let enough = Value::Integer(least);
            match values.iter_mut().find(|(own, _)| *own == field) {
                Some((_, Value::Integer(covered))) => *covered = (*covered).max(least),
                Some(_) => {}
                None => values.push((field, enough)),
            }
        }
        of_values(pack, &values, purpose, bought, |screening| screening.price()?.band)
    });
    Some([one?, other?])
}

/// Somebody and their price; none where they have none.
pub type Priced = (Applicant, Option<PriceArithmetic>);

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
        figures: None,
    };
    Some(Bought { product, earlier: Vec::new() })
}
