//! What the store knows of a person's earlier attempts: whether a class may still be relied on.
//!
//! A result that was seen and not sent cannot be shopped for: while the last attempt has a ticket and no verdict, no
//! class on file counts, and once it has one, none above its class does. Attempts are compared by class and time alone;
//! of answers the store has a salted commitment, which tells nothing.

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::Purpose;
use prescreen::verdict::{Opened, Verdict};
use prescreen::{Pack, Session};

use crate::flow::Flow;
use crate::problem::{Kind, Problem};
use crate::store::attempts::{self, Last};
use crate::store::{Error, Transaction};

/// The session with its profile marked as suspended where a later attempt is not finished, or ended lower.
pub fn with_suspension(
    transaction: &Transaction<'_>,
    pack: &Pack,
    mut session: Session,
    now: Instant,
) -> Result<Session, Problem> {
    if on_file_is_overtaken(transaction, pack, &session, now)? {
        session.profile.iter_mut().for_each(|profile| profile.suspended = true);
    }
    Ok(session)
}

/// Refuses what rests on a profile on file that a later attempt overtook since the session was claimed.
pub fn check_on_file(
    transaction: &Transaction<'_>,
    pack: &Pack,
    session: &Session,
    now: Instant,
) -> Result<(), Problem> {
    if on_file_is_overtaken(transaction, pack, session, now)? { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

/// Refuses a step of a purchase whose class a later attempt overtook since its verdict.
pub fn check_flow(transaction: &Transaction<'_>, flow: &Flow, now: Instant) -> Result<(), Problem> {
    let (pack, session) = (&flow.known.pack, &flow.session);
    let verdict = &flow.verdict.claims;
    if session.purpose != Purpose::Purchase {
        return Ok(());
    }
    if verdict.class_on_file() {
        return check_on_file(transaction, pack, session, now);
    }
    let Some(class) = verdict.class() else { return Ok(()) };
    let others = last(transaction, pack, session, now)?;
    let later = others.iter().filter(|other| other.session != session.id.as_str() && flow.accepted <= other.at);
    if overtaken(pack, class, later)? { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

fn on_file_is_overtaken(
    transaction: &Transaction<'_>,
    pack: &Pack,
    session: &Session,
    now: Instant,
) -> Result<bool, Problem> {
    let Some(profile) = session.profile.as_ref().filter(|_| session.purpose == Purpose::Purchase) else {
        return Ok(false);
    };
    let last = last(transaction, pack, session, now)?;
    let since = last.iter().filter(|attempt| pack.day(attempt.at).is_none_or(|day| profile.assessed_on <= day));
    overtaken(pack, &profile.class, since)
}

/// Whether one of these attempts leaves less than the class.
fn overtaken<'a>(pack: &Pack, class: &Id, mut attempts: impl Iterator<Item = &'a Last>) -> Result<bool, Problem> {
    let place = |class: &Id| pack.compiled().class_of(class);
    attempts.try_fold(false, |overtaken, attempt| {
        let came_to = match &attempt.verdict {
            None => None,
            Some(verdict) => {
                let verdict = Opened::<Verdict>::open(verdict).map_err(|_| Problem::from(Error::Content))?;
                verdict.claims.class().and_then(place)
            }
        };
        Ok(overtaken || came_to < place(class))
    })
}

fn last(transaction: &Transaction<'_>, pack: &Pack, session: &Session, now: Instant) -> Result<Vec<Last>, Problem> {
    Ok(attempts::last(transaction, &session.subject, &pack.reference().id, now)?)
}
