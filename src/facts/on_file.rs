//! The profile that the firm holds, as far as it can be used.

use crate::date::Date;
use crate::pack::Pack;
use crate::session::{ProfileOnFile, Session};
use crate::terms::{ClassIndex, Tier};

/// Whether the profile on file answers for the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnFile {
    /// It does, with this class, evidenced as well as it was when it was made.
    Valid(ClassIndex, Tier),
    /// Its last day is over, the firm suspended it, or a later attempt overtook it.
    Expired,
    /// There is none, or none for this: only a purchase and a permission rest on a profile, made with a version of the same pack, or of
    /// one whose profiles it accepts.
    None,
}

impl OnFile {
    /// What a session's profile is worth on a day in the pack's time zone. A profile holds through its last day, and no
    /// longer than the validity in force on that day says.
    #[must_use]
    pub fn of(pack: &Pack, session: &Session, day: Date) -> Self {
        let profile = session.profile.as_ref().filter(|_| session.purpose.rests_on_profile());
        profile.map_or(Self::None, |profile| Self::of_profile(pack, profile, day))
    }

    /// What a profile is worth on a day in the pack's time zone.
    #[must_use]
    pub fn of_profile(pack: &Pack, profile: &ProfileOnFile, day: Date) -> Self {
        if !pack.accepts_profiles_of(&profile.pack.id) {
            return Self::None;
        }
        let last = pack.last_day_of_a_class(profile.assessed_on, day);
        let holds = day <= profile.valid_until
            && last.is_none_or(|last| day <= last)
            && !profile.suspended
            && !profile.overtaken;
        match pack.compiled().class_of(&profile.class) {
            Some(class) if holds => Self::Valid(class, profile.tier),
            Some(_) => Self::Expired,
            None => Self::None,
        }
    }

    /// How well the class is evidenced: as the profile says, and declared where it comes of answers.
    #[must_use]
    pub fn tier(self) -> Tier {
        match self {
            Self::Valid(_, tier) => tier,
            Self::Expired | Self::None => Tier::Declared,
        }
    }

    /// The class, where the profile is valid.
    #[must_use]
    pub fn class(self) -> Option<ClassIndex> {
        match self {
            Self::Valid(class, _) => Some(class),
            Self::Expired | Self::None => None,
        }
    }
}
