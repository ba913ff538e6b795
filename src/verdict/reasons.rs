//! Which reason codes a verdict carries: the deciding one if the pack says so, then those that the
//! pack lists, in the order of that list.

use crate::assessment::Reason;
use crate::id::Id;
use crate::pack::schema::PackDocument;
use crate::terms::EngineCode;

/// The codes of an assessment that the pack discloses.
#[must_use]
pub fn disclosed(document: &PackDocument, reasons: &[Reason]) -> Vec<Id> {
    let disclosure = &document.disclosure;
    let deciding = reasons.iter().find(|reason| reason.deciding && disclosure.deciding_reason);
    let deciding = deciding.map(|reason| &reason.code).filter(|code| possible(document, code));
    let applies = |code: &&Id| reasons.iter().any(|reason| reason.code == **code);
    let listed = disclosure.reasons.iter().filter(applies).filter(|code| Some(*code) != deciding);
    deciding.into_iter().chain(listed).cloned().collect()
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
}
