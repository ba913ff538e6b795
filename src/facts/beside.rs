//! The same session and case, read for another pack than the one that decides.
//!
//! It takes only what both packs mean alike, and never guesses: what the other pack does not have is left
//! out, what it asks beside that is missing, and a value that it does not know leaves nothing known at all.

use crate::case::Case;
use crate::id::Name;
use crate::pack::Pack;
use crate::pack::schema::{Fact, Provider};
use crate::session::Session;
use crate::terms::{FieldIndex, Tier};

use super::answers::asked;
use super::{Evidence, Known, find, values};

impl Known {
    /// Reads session and case for `pack` beside `deciding`, which has read them. The days on which `pack`
    /// is in force do not matter. None when an answer or a fact is none that `pack` knows.
    pub(crate) fn beside(deciding: &Pack, pack: &Pack, session: &Session, case: &Case) -> Option<Self> {
        let day = pack.day(session.now)?;
        let mut known = Self::nothing(pack, case, day);
        known.take_answers(pack, case).ok()?;
        known.clarified.extend(case.clarified().filter_map(|id| asked(pack, id, &mut 0)));
        for (id, given) in case.facts() {
            let Some((field, fact)) = alike(deciding, pack, id, Provider::Person) else { continue };
            let value = values::of_case(fact, given).ok()?;
            known.set(field, Evidence { value, tier: Tier::Declared });
        }
        for (id, found) in case.found() {
            let Some((field, fact)) = alike(deciding, pack, id.name(), Provider::File) else { continue };
            let value = values::of_value(fact, &found.value).ok()?;
            known.set(field, Evidence { value, tier: found.tier.into() });
        }
        for (id, given) in &session.facts {
            let Some((field, fact)) = alike(deciding, pack, id.name(), Provider::Host) else { continue };
            let value = values::of_value(fact, given).ok()?;
            known.set(field, Evidence { value, tier: Tier::Attested });
        }
        known.derive(pack);
        known.gather_marks(pack);
        Some(known)
    }
}

/// A fact of `pack` that this provider may give, and that `deciding` counts in the same unit.
fn alike<'a>(deciding: &Pack, pack: &'a Pack, id: Name<'_>, provider: Provider) -> Option<(FieldIndex, &'a Fact)> {
    let (_, other) = find(deciding, id)?;
    let (field, fact) = find(pack, id)?;
    let same = fact.kind == other.kind && fact.unit == other.unit && fact.currency == other.currency;
    (same && fact.provided_by.contains(&provider)).then_some((field, fact))
}
