//! What is claimed of the `shelf` part, for everybody and every product: by its construction, and of the facts that it reads.

use prescreen::pack::Pack;
use prescreen::terms::protected::protected;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::property::{Means, Property};

/// Every claim about the order of products; none where the pack ranks none.
pub fn claims(pack: &Pack) -> Vec<Claim> {
    let Some(shelf) = &pack.document().shelf else { return Vec::new() };
    let reads = shelf.evidence.iter().any(|one| protected(one.fact.as_str()).is_some());
    let of_order = if reads { Grounds::NotRepeated } else { Grounds::ReadsNoProtected };
    vec![
        Claim::new(Property::RanksPermitted, Grounds::RankedOncePermitted),
        Claim::new(Property::CostNeverMovesUp, Grounds::BandsRise),
        Claim::new(Property::WeakEvidenceNeverHelps { part: Means::Shelf }, Grounds::InsufficientWithout),
        Claim::new(Property::ProtectedChangesNothing { part: Means::Shelf }, of_order),
    ]
}
