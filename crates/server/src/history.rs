//! What the store knows of a person's earlier attempts: whether a class may still be relied on.
//!
//! While the last attempt has a ticket and no verdict, no class from before it counts, and once it has one, none above its
//! class does. What came of an attempt that was never sent is not known, and the next finished one ends its effect. Attempts are compared by class and time alone;
//! of answers the store has a salted commitment, which tells nothing.

use prescreen::id::Id;
use prescreen::session::{EarlierClass, ProfileOnFile};
use prescreen::terms::Purpose;
use prescreen::verdict::{Opened, Verdict};
use prescreen::{Pack, Session};

use crate::flow::Flow;
use crate::problem::{Kind, Problem};
use crate::store::attempts::{self, Counted};
use crate::store::{Error, Transaction};

/// The session with what earlier attempts say: the profile is marked as overtaken where a later one is not finished, or
/// ended lower, whatever the person came for; and a purchase is held against the classes before where the pack remembers them.
pub fn with_history(transaction: &Transaction<'_>, pack: &Pack, mut session: Session) -> Result<Session, Problem> {
    let overtaken = match &session.profile {
        Some(profile) => is_profile_overtaken(transaction, pack, &session.subject, profile)?,
        None => false,
    };
    session.profile.iter_mut().for_each(|profile| profile.overtaken = overtaken);
    if session.purpose == Purpose::Purchase && pack.document().matching.earlier.is_some() {
        for earlier in earlier(transaction, pack, &session)? {
            if !session.earlier.contains(&earlier) {
                session.earlier.push(earlier);
            }
        }
    }
    Ok(session)
}

/// The classes that were accepted. One that the pack does not have counts as its lowest.
fn earlier(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<Vec<EarlierClass>, Problem> {
    let compiled = pack.compiled();
    let mut found = Vec::new();
    for attempt in counted(transaction, pack, &session.subject)? {
        let Some((verdict, accepted)) = attempt.verdict else { continue };
        let verdict = open(&verdict)?;
        let known =
            |class: &Id| compiled.class_of(class).map_or(compiled.classes.first(), |class| compiled.class(class));
        let class = verdict.class().and_then(known).cloned();
        found.extend(class.zip(pack.day(accepted)).map(|(class, assessed_on)| EarlierClass { class, assessed_on }));
    }
    Ok(found)
}

fn open(verdict: &str) -> Result<Verdict, Problem> {
    Ok(Opened::<Verdict>::open(verdict).map_err(|_| Error::Content)?.claims)
}

/// Refuses what rests on a profile on file that a later attempt overtook since the session was claimed.
pub fn check_on_file(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<(), Problem> {
    if on_file_is_overtaken(transaction, pack, session)? { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

/// Refuses the verdict and the steps of what rests on a class that is overtaken.
pub fn check_flow(transaction: &Transaction<'_>, flow: &Flow) -> Result<(), Problem> {
    if is_overtaken(transaction, flow)? { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

/// Whether a later attempt overtook the class that a purchase or a permission rests on, or the pack would hold it against a lower class that was
/// accepted since the session was claimed.
pub fn is_overtaken(transaction: &Transaction<'_>, flow: &Flow) -> Result<bool, Problem> {
    let (pack, session) = (&flow.known.pack, &flow.session);
    let verdict = &flow.verdict.claims;
    if !session.purpose.rests_on_profile() {
        return Ok(false);
    }
    if verdict.class_on_file() {
        return on_file_is_overtaken(transaction, pack, session);
    }
    let Some(class) = verdict.class() else { return Ok(false) };
    let attempts = counted(transaction, pack, &session.subject)?;
    let is_own = |attempt: &&Counted| attempt.session == session.id.as_str();
    let own = attempts.iter().find(is_own).map_or(flow.accepted, |own| own.at);
    let later = attempts.iter().filter(|other| !is_own(other) && own <= other.at);
    Ok(overtaken(pack, class, last(later))? || is_upgrade_unseen(transaction, pack, session, class)?)
}

/// Whether a lower class was accepted that the session, as it was claimed, does not have among the earlier ones.
fn is_upgrade_unseen(
    transaction: &Transaction<'_>,
    pack: &Pack,
    session: &Session,
    class: &Id,
) -> Result<bool, Problem> {
    if pack.document().matching.earlier.is_none() {
        return Ok(false);
    }
    let place = |class: &Id| pack.compiled().class_of(class);
    let earlier = earlier(transaction, pack, session)?;
    Ok(earlier.iter().any(|one| place(&one.class) < place(class) && !session.earlier.contains(one)))
}

fn on_file_is_overtaken(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<bool, Problem> {
    let profile = session.profile.as_ref().filter(|_| session.purpose.rests_on_profile());
    profile.map_or(Ok(false), |profile| is_profile_overtaken(transaction, pack, &session.subject, profile))
}

/// Whether a person's later attempt leaves less than the class of a profile.
pub fn is_profile_overtaken(
    transaction: &Transaction<'_>,
    pack: &Pack,
    subject: &Id,
    profile: &ProfileOnFile,
) -> Result<bool, Problem> {
    let attempts = counted(transaction, pack, subject)?;
    // A class is of the day on which its verdict was accepted, and its answers may be of the day before.
    let mut gave = None;
    for attempt in &attempts {
        let Some((verdict, accepted)) = &attempt.verdict else { continue };
        if pack.day(*accepted) == Some(profile.assessed_on) && open(verdict)?.class() == Some(&profile.class) {
            gave = Some(attempt.at);
            break;
        }
    }
    let is_since = |attempt: &&Counted| {
        gave.is_some_and(|gave| gave <= attempt.at) || pack.day(attempt.at).is_none_or(|day| profile.assessed_on <= day)
    };
    overtaken(pack, &profile.class, last(attempts.iter().filter(is_since)))
}

/// The last of attempts in rising order; several where they fell in one second.
fn last<'a>(attempts: impl Iterator<Item = &'a Counted>) -> Vec<&'a Counted> {
    let mut last: Vec<&Counted> = Vec::new();
    for attempt in attempts {
        if last.first().is_some_and(|before| before.at < attempt.at) {
            last.clear();
        }
        last.push(attempt);
    }
    last
}

/// Whether one of these attempts leaves less than the class.
fn overtaken(pack: &Pack, class: &Id, attempts: Vec<&Counted>) -> Result<bool, Problem> {
    let place = |class: &Id| pack.compiled().class_of(class);
    attempts.into_iter().try_fold(false, |overtaken, attempt| {
        let came_to = match &attempt.verdict {
            None => None,
            Some((verdict, _)) => open(verdict)?.class().and_then(place),
        };
        Ok(overtaken || came_to < place(class))
    })
}

/// The attempts that the person made under this pack and those whose profiles it accepts.
fn counted(transaction: &Transaction<'_>, pack: &Pack, subject: &Id) -> Result<Vec<Counted>, Problem> {
    let packs: Vec<&Id> = core::iter::once(&pack.reference().id).chain(&pack.document().profiles_of).collect();
    Ok(attempts::of_subject(transaction, subject, &packs)?)
}
