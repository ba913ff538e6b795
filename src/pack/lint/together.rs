//! What packs say of one another, where all of them are at hand: ids that none of them has, and counts that hold one way.
//!
//! A pack by itself cannot tell a misspelt id from that of a pack elsewhere.

use crate::id::Id;
use crate::pack::Pack;
use crate::terms::nearest::did_you_mean;

use super::{Warning, WarningCode, warning};

/// What to look at again in packs that are used together, in their order: the place of a pack in the list, and what was
/// seen in it.
#[must_use]
pub fn lint_together(packs: &[&Pack]) -> Vec<(usize, Warning)> {
    let mut ids: Vec<&str> = packs.iter().map(|pack| pack.reference().id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut warnings = Vec::new();
    for (place, pack) in packs.iter().enumerate() {
        let document = pack.document();
        for (part, named) in [("attempts_with", &document.attempts_with), ("profiles_of", &document.profiles_of)] {
            for (n, id) in named.iter().enumerate() {
                let at = || format!("/{part}/{n}");
                if !ids.contains(&id.as_str()) {
                    let others: Vec<&str> =
                        ids.iter().copied().filter(|other| *other != document.id.as_str()).collect();
                    let message = format!("no pack here is called '{id}'. {}", did_you_mean(id.as_str(), &others));
                    warnings.push((place, warning(WarningCode::UnknownPack, at(), message.trim_end().into())));
                } else if part == "attempts_with" && counts_without(packs, id, &document.id) {
                    let message =
                        format!("'{}' counts the attempts of '{id}', and '{id}' does not count its", document.id);
                    warnings.push((place, warning(WarningCode::OneWay, at(), message)));
                }
            }
        }
    }
    warnings
}

/// Whether a version of a pack does not count the attempts of another.
fn counts_without(packs: &[&Pack], id: &Id, other: &Id) -> bool {
    let mut versions = packs.iter().map(|pack| pack.document()).filter(|document| document.id == *id);
    versions.any(|document| !document.attempts_with.contains(other))
}
