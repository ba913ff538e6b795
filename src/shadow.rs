//! Shadow packs: what another pack makes of the same case, in the same tab, deciding nothing.
//!
//! Takes a screening and another pack; gives the other one's class and nothing
//! else of it. It must never change, delay or stop what the first pack decides.

use serde::Serialize;

use crate::assessment::Reason;
use crate::facts::Known;
use crate::id::Id;
use crate::objects;
use crate::pack::Pack;
use crate::pack::schema::{Disclosure, ShadowClasses};
use crate::profile::Profile;
use crate::screen::Screening;
use crate::terms::{ClassIndex, Outcome, PackRef};

// INVARIANT: made only by [`Screening::shadow`] and by reading a signed one; the class is one of the pack's own.
/// The class that a shadow pack comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Shadow {
    /// The shadow pack.
    pack: PackRef,
    /// Its class; none when it asks something that was not answered, or does not know an answer.
    class: Option<Id>,
}

impl Shadow {
    /// The shadow pack.
    #[must_use]
    pub fn pack(&self) -> &PackRef {
        &self.pack
    }

    /// Its class; none when it asks something that was not answered, or does not know an answer.
    #[must_use]
    pub fn class(&self) -> Option<&Id> {
        self.class.as_ref()
    }
}

impl Screening<'_> {
    /// Classifies the answers by another pack than the one that decides.
    ///
    /// Questions, options and facts are the same where their ids are; facts also need the same type and
    /// unit. The session stays the deciding pack's own, and the other pack need not be in force. A profile on
    /// file says nothing about the other pack: without answers there is no class.
    #[must_use]
    pub fn shadow(&self, other: &Pack) -> Shadow {
        let known = Known::beside(self.pack(), other, self.session(), self.case());
        let class = known.and_then(|known| settled(&Profile::of(other, &known)));
        Shadow {
            pack: other.reference().clone(),
            class: class.and_then(|class| other.compiled().class(class)).cloned(),
        }
    }
}

/// The class, where nothing that bears on it was missing or waits for the person.
fn settled(profile: &Profile) -> Option<ClassIndex> {
    let contribution = &profile.contribution;
    let open = |reason: &Reason| reason.outcome == Some(Outcome::InsufficientEvidence);
    let all = contribution.missing.is_empty() && !contribution.reasons.iter().any(open);
    profile.class.filter(|_| all)
}

impl Disclosure {
    /// The entry that lets the class of a pack be reported; none when nothing does. It does not depend on
    /// the class that the pack comes to.
    #[must_use]
    pub fn shadow(&self, other: &Pack) -> Option<&ShadowClasses> {
        let listed = self.shadow.iter().find(|listed| listed.pack == other.reference().id)?;
        (listed.classes == other.document().classes.list).then_some(listed)
    }
}

objects! {
    Shadow { pack, class }
}
