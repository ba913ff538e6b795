//! Whether a class may still be relied on, by what is known of a person's attempts. Nothing here reads a store or a clock.
//!
//! While the last attempt has a ticket and no verdict, no class from before it counts, and once it has one, none above its
//! class does. What came of an attempt that was never sent is not known, and the next finished one ends its effect. An attempt
//! under a pack that counts together, and whose profiles are not accepted, has no class here: unfinished it is as any other,
//! and finished it says nothing. Attempts are compared by class and time alone; of answers a firm has a salted commitment,
//! which tells nothing.

#[cfg(test)]
mod shoppers;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::session::{EarlierClass, ProfileOnFile};
use prescreen::terms::{ClassIndex, Purpose};
use prescreen::{Pack, Session};

/// An attempt that was counted.
#[derive(Debug, Clone)]
pub struct Made {
    /// The session.
    pub session: String,
    /// When it was counted.
    pub at: Instant,
    /// Whether the pack accepts profiles of the one that it was made under.
    pub is_accepted: bool,
    /// What came of it; none while there is a ticket alone.
    pub came: Option<Came>,
}

/// What came of an attempt.
#[derive(Debug, Clone)]
pub struct Came {
    /// The class of its verdict, if it has one.
    pub class: Option<Id>,
    /// When the verdict was accepted.
    pub accepted: Instant,
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy)]
pub struct Rests<'a> {
    /// The class; none where it has none.
    pub class: Option<&'a Id>,
    /// Whether that is the class on file.
    pub on_file: bool,
    /// When the verdict counts as accepted.
    pub accepted: Instant,
}

/// Whether anything of a session depends on a person's attempts before it.
pub fn reads_attempts(pack: &Pack, session: &Session) -> bool {
    session.profile.is_some() || remembers(pack, session)
}

/// The session with what attempts say that were made before it, in rising order: the profile is marked as overtaken where a
/// later one is not finished, or ended lower, whatever the person came for; and a purchase is held against the classes before
/// where the pack remembers them.
pub fn with_attempts(pack: &Pack, mut session: Session, attempts: &[Made]) -> Session {
    if let Some(profile) = &mut session.profile {
        profile.overtaken = is_profile_overtaken(pack, profile, attempts);
    }
    if remembers(pack, &session) {
        for earlier in earlier(pack, attempts) {
            if !session.earlier.contains(&earlier) {
                session.earlier.push(earlier);
            }
        }
    }
    session
}

/// Whether a later attempt overtook the class that a purchase or a permission rests on, or the pack would hold it against a
/// lower class that was accepted since the session was claimed.
pub fn is_overtaken(pack: &Pack, session: &Session, rests: Rests<'_>, attempts: &[Made]) -> bool {
    if !session.purpose.rests_on_profile() {
        return false;
    }
    if rests.on_file {
        return is_on_file_overtaken(pack, session, attempts);
    }
    let Some(class) = rests.class else { return false };
    let is_own = |attempt: &&Made| attempt.session == session.id.as_str();
    let own = attempts.iter().find(is_own).map_or(rests.accepted, |own| own.at);
    let later: Vec<&Made> = attempts.iter().filter(|other| !is_own(other) && own <= other.at).collect();
    leaves_less(pack, class, &later) || is_upgrade_unseen(pack, session, class, attempts)
}

/// Whether a later attempt overtook the profile on file, where the session rests on it.
pub fn is_on_file_overtaken(pack: &Pack, session: &Session, attempts: &[Made]) -> bool {
    let profile = session.profile.as_ref().filter(|_| session.purpose.rests_on_profile());
    profile.is_some_and(|profile| is_profile_overtaken(pack, profile, attempts))
}

/// Whether a person's later attempt leaves less than the class of a profile.
pub fn is_profile_overtaken(pack: &Pack, profile: &ProfileOnFile, attempts: &[Made]) -> bool {
    // A class is of the day on which its verdict was accepted, and its answers may be of the day before.
    let gave = attempts.iter().filter(|attempt| attempt.is_accepted).find(|attempt| {
        let came = attempt.came.as_ref();
        came.is_some_and(|came| {
            pack.day(came.accepted) == Some(profile.assessed_on) && came.class.as_ref() == Some(&profile.class)
        })
    });
    let is_since = |attempt: &&Made| {
        gave.is_some_and(|gave| gave.at <= attempt.at)
            || pack.day(attempt.at).is_none_or(|day| profile.assessed_on <= day)
    };
    leaves_less(pack, &profile.class, &attempts.iter().filter(is_since).collect::<Vec<&Made>>())
}

/// Whether the pack holds a purchase against the classes before it.
fn remembers(pack: &Pack, session: &Session) -> bool {
    session.purpose == Purpose::Purchase && pack.document().matching.earlier.is_some()
}

/// The classes that were accepted. One that the pack does not have counts as its lowest.
fn earlier(pack: &Pack, attempts: &[Made]) -> Vec<EarlierClass> {
    let compiled = pack.compiled();
    let known = |class: &Id| compiled.class_of(class).map_or(compiled.classes.first(), |class| compiled.class(class));
    let accepted = attempts.iter().filter(|attempt| attempt.is_accepted).filter_map(|attempt| attempt.came.as_ref());
    let each = accepted.filter_map(|came| {
        let class = came.class.as_ref().and_then(known)?;
        Some(EarlierClass { class: class.clone(), assessed_on: pack.day(came.accepted)? })
    });
    each.collect()
}

/// Whether a lower class was accepted that the session, as it was claimed, does not have among the earlier ones.
fn is_upgrade_unseen(pack: &Pack, session: &Session, class: &Id, attempts: &[Made]) -> bool {
    let lower = |one: &EarlierClass| place(pack, &one.class) < place(pack, class);
    remembers(pack, session) && earlier(pack, attempts).iter().any(|one| lower(one) && !session.earlier.contains(one))
}

/// Whether attempts in rising order leave less than the class: the last has no verdict, or the last that has a class here
/// came to less.
fn leaves_less(pack: &Pack, class: &Id, attempts: &[&Made]) -> bool {
    let came_to = |attempt: &&Made| attempt.came.as_ref().and_then(|came| place(pack, came.class.as_ref()?));
    let accepted = last(attempts.iter().copied().filter(|attempt| attempt.is_accepted));
    last(attempts.iter().copied()).iter().any(|attempt| attempt.came.is_none())
        || accepted.iter().any(|attempt| came_to(attempt) < place(pack, class))
}

/// The last of attempts in rising order; several where they fell in one second.
fn last<'a>(attempts: impl Iterator<Item = &'a Made>) -> Vec<&'a Made> {
    let mut last: Vec<&Made> = Vec::new();
    for attempt in attempts {
        if last.first().is_some_and(|before| before.at < attempt.at) {
            last.clear();
        }
        last.push(attempt);
    }
    last
}

fn place(pack: &Pack, class: &Id) -> Option<ClassIndex> {
    pack.compiled().class_of(class)
}
