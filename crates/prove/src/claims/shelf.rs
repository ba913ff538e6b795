//! What is claimed of the `shelf` part, for everybody and every product: by its construction, and of the facts that it reads.

use prescreen::json::Json;
use prescreen::pack::Pack;
use prescreen::pack::compile::ShelfTable;
use prescreen::terms::protected::protected;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::promises::{Found, somebody};
use crate::claims::property::{Means, Property};
use crate::claims::ranked::{Reordered, reordered};
use crate::symbolic::SymbolicPack;
use crate::symbolic::formula::TRUE;
use crate::witness::answers;

/// Every claim about the order of products; none where the pack ranks none.
pub fn claims(symbolic: &mut SymbolicPack<'_>, pack: &Pack) -> Vec<Claim> {
    let Some(shelf) = &pack.compiled().shelf else { return Vec::new() };
    vec![
        Claim::new(Property::RanksPermitted, Grounds::RankedOncePermitted),
        Claim::new(Property::CostNeverMovesUp, Grounds::BandsRise),
        Claim::new(Property::WeakEvidenceNeverHelps { part: Means::Shelf }, Grounds::InsufficientWithout),
        protected_facts(symbolic, pack, shelf),
    ]
}

/// Whether facts about age, sex or origin change the order. The check of a pack lets none be read.
fn protected_facts(symbolic: &mut SymbolicPack<'_>, pack: &Pack, shelf: &ShelfTable) -> Claim {
    let property = Property::ProtectedChangesNothing { part: Means::Shelf };
    let names = &pack.compiled().layout.person;
    let fields = shelf.evidence.iter().map(|one| one.field);
    let read = fields.filter(|field| names.name_of(*field).is_some_and(|name| protected(name.as_str()).is_some()));
    let read: Vec<_> = read.collect();
    if read.is_empty() {
        return Claim::new(property, Grounds::ReadsNoProtected);
    }
    let answers: Vec<(String, Json)> = match somebody(symbolic, None, &[TRUE], i64::MIN) {
        Found::Somebody(path, ..) => answers(symbolic, pack, &path),
        Found::Nobody | Found::Open => Vec::new(),
    };
    match read.into_iter().find_map(|field| reordered(pack, shelf, field, &answers)) {
        Some(Reordered { people, products }) => {
            Claim::new(property, Grounds::PairDiffers).shown_by_pair(people).shown_on(products)
        }
        None => Claim::new(property, Grounds::NotRepeated),
    }
}
