//! Which reason codes a verdict carries: the deciding one if the pack says so, then those that the
//! pack lists, in the order of that list.
//!
//! A rule or gate that could not be decided is told as `facts.missing`: a verdict never states a doubt as a fact.

use crate::assessment::Reason;
use crate::id::Id;
use crate::pack::schema::PackDocument;
use crate::terms::EngineCode;

/// The codes of an assessment that the pack discloses.
#[must_use]
pub fn disclosed(document: &PackDocument, reasons: &[Reason]) -> Vec<Id> {
    let disclosure = &document.disclosure;
    let deciding = reasons.iter().find(|reason| reason.deciding && disclosure.deciding_reason);
    let deciding = deciding.map(told).filter(|code| possible(document, code));
    let told: Vec<Id> = reasons.iter().map(told).collect();
    let listed = disclosure.reasons.iter().filter(|code| told.contains(code));
    let listed = listed.filter(|code| Some(*code) != deciding.as_ref()).cloned().collect::<Vec<_>>();
    deciding.into_iter().chain(listed).collect()
}

/// The code that a verdict has for a reason.
fn told(reason: &Reason) -> Id {
    if reason.unknown { EngineCode::FactsMissing.id() } else { reason.code.clone() }
}

/// Whether the codes are ones that [`disclosed`] can give.
pub(super) fn allowed(document: &PackDocument, codes: &[Id]) -> bool {
    let listed = |codes: &[Id]| {
        let places = codes.iter().map(|code| document.disclosure.reasons.iter().position(|listed| listed == code));
        let places: Option<Vec<usize>> = places.collect();
        places.is_some_and(|places| places.is_sorted_by(|left, right| left < right))
    };
    match codes.split_first() {
        Some((first, rest)) if document.disclosure.deciding_reason => {
            listed(codes) || possible(document, first) && listed(rest) && !rest.contains(first)
        }
        _ => listed(codes),
    }
}

/// Whether a code is one that the pack or the engine can give.
fn possible(document: &PackDocument, code: &Id) -> bool {
    let mut measured = document.classes.dimensions.iter().filter(|dimension| !dimension.bands.is_empty());
    document.reason_codes().any(|own| own == code)
        || EngineCode::ALL.iter().any(|engine| *code == *engine.as_str())
        || measured.any(|dimension| dimension.reason_code() == *code)
        || document.credit_codes().any(|own| own == *code)
}
