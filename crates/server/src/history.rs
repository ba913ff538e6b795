//! What the store knows of a person's earlier attempts: whether a class may still be relied on.
//!
//! A result that was seen and not sent cannot be shopped for: while the last attempt has a ticket and no verdict, no
//! class on file counts, and once it has one, none above its class does. Attempts are compared by class and time alone;
//! of answers the store has a salted commitment, which tells nothing.

use prescreen::id::Id;
use prescreen::session::EarlierClass;
use prescreen::terms::Purpose;
use prescreen::verdict::{Opened, Verdict};
use prescreen::{Pack, Session};

use crate::flow::Flow;
use crate::problem::{Kind, Problem};
use crate::store::attempts::{self, Kept};
use crate::store::{Error, Transaction};

/// The session with what earlier attempts say: the profile is marked as suspended where a later one is not finished, or
/// ended lower, and a purchase is held against the classes before where the pack remembers them.
pub fn with_history(transaction: &Transaction<'_>, pack: &Pack, mut session: Session) -> Result<Session, Problem> {
    if on_file_is_overtaken(transaction, pack, &session)? {
        session.profile.iter_mut().for_each(|profile| profile.suspended = true);
    }
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
    for attempt in kept(transaction, pack, session)? {
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

/// Refuses a step of a purchase whose class a later attempt overtook since its verdict.
pub fn check_flow(transaction: &Transaction<'_>, flow: &Flow) -> Result<(), Problem> {
    let (pack, session) = (&flow.known.pack, &flow.session);
    let verdict = &flow.verdict.claims;
    if session.purpose != Purpose::Purchase {
        return Ok(());
    }
    if verdict.class_on_file() {
        return check_on_file(transaction, pack, session);
    }
    let Some(class) = verdict.class() else { return Ok(()) };
    let others = kept(transaction, pack, session)?;
    let later = |other: &&Kept| other.session != session.id.as_str() && flow.accepted <= other.at;
    if overtaken(pack, class, last(others.iter().filter(later)))? { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

fn on_file_is_overtaken(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<bool, Problem> {
    let Some(profile) = session.profile.as_ref().filter(|_| session.purpose == Purpose::Purchase) else {
        return Ok(false);
    };
    let attempts = kept(transaction, pack, session)?;
    let since = attempts.iter().filter(|attempt| pack.day(attempt.at).is_none_or(|day| profile.assessed_on <= day));
    overtaken(pack, &profile.class, last(since))
}

/// The last of attempts in rising order; several where they fell in one second.
fn last<'a>(attempts: impl Iterator<Item = &'a Kept>) -> Vec<&'a Kept> {
    let mut last: Vec<&Kept> = Vec::new();
    for attempt in attempts {
        if last.first().is_some_and(|before| before.at < attempt.at) {
            last.clear();
        }
        last.push(attempt);
    }
    last
}

/// Whether one of these attempts leaves less than the class.
fn overtaken(pack: &Pack, class: &Id, attempts: Vec<&Kept>) -> Result<bool, Problem> {
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
fn kept(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<Vec<Kept>, Problem> {
    let packs: Vec<&Id> = core::iter::once(&pack.reference().id).chain(&pack.document().profiles_of).collect();
    Ok(attempts::kept(transaction, &session.subject, &packs)?)
}
