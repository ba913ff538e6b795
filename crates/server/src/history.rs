//! What the store knows of a person's earlier attempts, for what rests on a class.

use prescreen::id::Id;
use prescreen::session::ProfileOnFile;
use prescreen::verdict::{Opened, Verdict};
use prescreen::{Pack, Session};

use crate::flow::Flow;
use crate::problem::{Kind, Problem};
use crate::reliance::{self, Came, Made, Rests};
use crate::store::attempts::{self, Counted};
use crate::store::{Error, Transaction};

/// The session with what earlier attempts say: see [`reliance::with_attempts`].
pub fn with_history(transaction: &Transaction<'_>, pack: &Pack, session: Session) -> Result<Session, Problem> {
    if !reliance::reads_attempts(pack, &session) {
        return Ok(session);
    }
    let attempts = made(transaction, pack, &session.subject)?;
    Ok(reliance::with_attempts(pack, session, &attempts))
}

/// Refuses what rests on a profile on file that a later attempt overtook since the session was claimed.
pub fn check_on_file(transaction: &Transaction<'_>, pack: &Pack, session: &Session) -> Result<(), Problem> {
    let attempts = made(transaction, pack, &session.subject)?;
    suspended(reliance::is_on_file_overtaken(pack, session, &attempts))
}

/// Refuses the verdict and the steps of what rests on a class that is overtaken.
pub fn check_flow(transaction: &Transaction<'_>, flow: &Flow) -> Result<(), Problem> {
    suspended(is_overtaken(transaction, flow)?)
}

/// Whether what a purchase or a permission rests on is overtaken: see [`reliance::is_overtaken`].
pub fn is_overtaken(transaction: &Transaction<'_>, flow: &Flow) -> Result<bool, Problem> {
    let (pack, session, verdict) = (&flow.known.pack, &flow.session, &flow.verdict.claims);
    if !session.purpose.rests_on_profile() {
        return Ok(false);
    }
    let attempts = made(transaction, pack, &session.subject)?;
    let rests = Rests { class: verdict.class(), on_file: verdict.class_on_file(), accepted: flow.accepted };
    Ok(reliance::is_overtaken(pack, session, rests, &attempts))
}

/// Whether a person's later attempt leaves less than the class of a profile.
pub fn is_profile_overtaken(
    transaction: &Transaction<'_>,
    pack: &Pack,
    subject: &Id,
    profile: &ProfileOnFile,
) -> Result<bool, Problem> {
    Ok(reliance::is_profile_overtaken(pack, profile, &made(transaction, pack, subject)?))
}

fn suspended(overtaken: bool) -> Result<(), Problem> {
    if overtaken { Err(Kind::ClassSuspended.into()) } else { Ok(()) }
}

/// The attempts that the person made under this pack and those that count together with it or whose profiles it accepts, in
/// rising order.
fn made(transaction: &Transaction<'_>, pack: &Pack, subject: &Id) -> Result<Vec<Made>, Problem> {
    let document = pack.document();
    let mut packs = vec![&document.id];
    for other in document.profiles_of.iter().chain(&document.attempts_with) {
        if !packs.contains(&other) {
            packs.push(other);
        }
    }
    let mut made = Vec::new();
    for Counted { session, pack: of, at, verdict } in attempts::of_subject(transaction, subject, &packs)? {
        let came = match verdict {
            None => None,
            Some((verdict, accepted)) => {
                let opened = Opened::<Verdict>::open(&verdict).map_err(|_| Error::Content)?;
                Some(Came { class: opened.claims.class().cloned(), accepted })
            }
        };
        made.push(Made { session, at, is_accepted: pack.accepts_profiles_of(&of), came });
    }
    Ok(made)
}
