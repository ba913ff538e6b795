//! Sessions: what was opened, claimed, committed and decided.

use super::{Error, Row, Transaction};
use crate::problem::{Kind, Problem};
use prescreen::Session;
use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{Json, Write as _, read_text};
use prescreen::terms::Digest;
use prescreen::verdict::jws::Compact;

/// A stored session.
pub struct Stored {
    /// The session; its `now` is the time of its first claim, and until then of its opening.
    pub session: Session,
    /// SHA-256 of the claim token.
    pub claim_token: Digest,
    /// Thumbprint of the key that claimed it.
    pub jkt: Option<Digest>,
    /// The ticket that was issued, and the commitment that it counted.
    pub ticket: Option<(String, Digest)>,
    /// The verdict that was accepted.
    pub decided: Option<Decided>,
}

/// An accepted verdict.
pub struct Decided {
    /// The verdict's text.
    pub verdict: String,
    /// The answer that it got.
    pub answer: String,
    /// When it was accepted, by the clock of that moment: the answer's receipt says so, signed, and it never changes.
    pub accepted: Instant,
    /// When it counts as accepted, from which steps wait: the same, or where that clock was wrong, when the operator
    /// confirmed the right one.
    pub at: Instant,
    /// The last receipt.
    pub receipt: String,
}

/// What a session is part of.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// The experiment.
    pub experiment: Id,
    /// The variation that the person was assigned to.
    pub variation: Id,
    /// SHA-256 of what they were assigned by.
    pub unit: Digest,
}

prescreen::objects! {
    Assigned { experiment, variation, unit }
}

const READ: &str = "SELECT document, claim_token, jkt, ticket, commitment, verdict, verdict_answer, accepted_at, receipt \
                    FROM sessions WHERE id = ?1";

/// Stores a session that was opened, with the experiment that it is part of.
pub fn insert(
    transaction: &Transaction<'_>,
    session: &Session,
    claim_token: &Digest,
    assigned: Option<&Assigned>,
) -> Result<(), Problem> {
    transaction.execute(
        "INSERT INTO sessions (id, claim_token, document, subject, pack, since, expires, assignment) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            &session.id.as_str(),
            &claim_token.as_bytes().as_slice(),
            &session.json().canonical(),
            &session.subject.as_str(),
            &session.pack.hash.to_string(),
            &session.now.0,
            &session.expires.0,
            &assigned.map(|assigned| assigned.json().canonical()),
        ],
    )?;
    Ok(())
}

/// Reads a session; where the transaction writes, nobody else changes it before that has ended.
pub fn read(transaction: &Transaction<'_>, id: &str) -> Result<Stored, Problem> {
    // What is no id is no session's, and may be what a database cannot take.
    if Id::try_from(id.to_owned()).is_err() {
        return Err(Kind::UnknownSession.into());
    }
    let Some(row) = transaction.row_kept(READ, &[&id], columns)? else { return Err(Kind::UnknownSession.into()) };
    let session = Session::read(&row.document).map_err(|_| Error::Content)?;
    let decided = match (row.verdict, row.answer, row.accepted_at, row.receipt) {
        (Some(verdict), Some(answer), Some(at), Some(receipt)) => {
            let at = Instant(at);
            Some(Decided { accepted: issued(&answer).unwrap_or(at), verdict, answer, at, receipt })
        }
        _ => None,
    };
    Ok(Stored {
        session,
        claim_token: Digest::from_bytes(row.claim_token),
        jkt: row.jkt.as_deref().and_then(Digest::parse),
        ticket: row.ticket.zip(row.commitment.as_deref().and_then(Digest::parse)),
        decided,
    })
}

/// When the receipt in the answer to a verdict was issued; none where it cannot be read.
fn issued(answer: &str) -> Option<Instant> {
    let answer = Json::parse(answer, answer.len()).ok()?;
    let receipt = answer.get("receipt")?.as_text()?;
    match Compact::open(receipt).ok()?.payload.get("iat") {
        Some(Json::Int(iat)) => Some(Instant(*iat)),
        _ => None,
    }
}

/// A place among a person's sessions, which stand in the order of the end of their time, and so of their opening: unlike
/// the time of the first claim, that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// When the session ends that stands there, in seconds since 1970.
    pub expires: i64,
    /// Its id.
    pub id: String,
}

/// A person's sessions behind a place, the one that was opened last first.
pub fn of_subject(
    transaction: &Transaction<'_>,
    subject: &str,
    after: Option<&Place>,
    at_most: u32,
) -> Result<Vec<Place>, Error> {
    let (expires, id) = after.map_or((i64::MAX, ""), |place| (place.expires, &place.id));
    transaction.rows(
        "SELECT expires, id FROM sessions WHERE subject = ?1 AND (expires < ?2 OR (expires = ?2 AND id > ?3)) \
         ORDER BY expires DESC, id LIMIT ?4",
        &[&subject, &expires, &id, &i64::from(at_most)],
        |row| Ok(Place { expires: row.get(0)?, id: row.get(1)? }),
    )
}

/// The verdicts that were accepted from one time until before another, each with when.
pub fn verdicts(transaction: &Transaction<'_>, from: Instant, until: Instant) -> Result<Vec<(String, Instant)>, Error> {
    transaction.rows(
        "SELECT verdict, accepted_at FROM sessions WHERE accepted_at >= ?1 AND accepted_at < ?2 ORDER BY accepted_at, id",
        &[&from.0, &until.0],
        |row| Ok((row.get(0)?, row.get(1).map(Instant)?)),
    )
}

/// A session's id, and the hash of its pack.
pub type OfPack = (String, String);

/// The sessions that were claimed, or opened and not claimed, from one time until before another, in that order.
pub fn since(transaction: &Transaction<'_>, from: Instant, until: Instant) -> Result<Vec<OfPack>, Error> {
    transaction.rows(
        "SELECT id, pack FROM sessions WHERE since >= ?1 AND since < ?2 ORDER BY since, id",
        &[&from.0, &until.0],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// All sessions of a person, in that order.
pub fn all_of_subject(transaction: &Transaction<'_>, subject: &Id) -> Result<Vec<OfPack>, Error> {
    let all = "SELECT id, pack FROM sessions WHERE subject = ?1 ORDER BY since, id";
    transaction.rows(all, &[&subject.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What happened to a session of an experiment.
pub struct InExperiment {
    /// What it is part of.
    pub assigned: Assigned,
    /// When it was claimed, and the person saw the variation; none where it was not.
    pub claimed: Option<Instant>,
    /// The verdict that was accepted, and when.
    pub decided: Option<(String, Instant)>,
}

/// The sessions that are part of any experiment, in the order in which they were claimed.
pub fn in_experiments(transaction: &Transaction<'_>) -> Result<Vec<InExperiment>, Error> {
    let all = "SELECT assignment, jkt, since, verdict, accepted_at FROM sessions WHERE assignment IS NOT NULL ORDER BY since, id";
    transaction.rows(all, &[], |row| {
        let assigned: String = row.get(0)?;
        let (claimed, since): (Option<String>, i64) = (row.get(1)?, row.get(2)?);
        let (verdict, accepted): (Option<String>, Option<i64>) = (row.get(3)?, row.get(4)?);
        Ok(InExperiment {
            assigned: read_text(&assigned, assigned.len()).map_err(|_| Error::Content)?,
            claimed: claimed.map(|_| Instant(since)),
            decided: verdict.zip(accepted.map(Instant)),
        })
    })
}

/// Binds a session to a key. `session` is as it is claimed: its `now` counts from here on.
pub fn claim(transaction: &Transaction<'_>, session: &Session, jkt: &Digest) -> Result<(), Error> {
    transaction.execute(
        "UPDATE sessions SET jkt = ?2, document = ?3, since = ?4 WHERE id = ?1 AND jkt IS NULL",
        &[&session.id.as_str(), &jkt.to_string(), &session.json().canonical(), &session.now.0],
    )?;
    Ok(())
}

/// Stores a ticket with the commitment that it counted.
pub fn commit(transaction: &Transaction<'_>, id: &Id, commitment: &Digest, ticket: &str) -> Result<(), Error> {
    transaction.execute(
        "UPDATE sessions SET commitment = ?2, ticket = ?3 WHERE id = ?1 AND ticket IS NULL",
        &[&id.as_str(), &commitment.to_string(), &ticket],
    )?;
    Ok(())
}

/// Stores an accepted verdict with its answer.
pub fn decide(transaction: &Transaction<'_>, id: &Id, decided: &Decided) -> Result<(), Error> {
    transaction.execute(
        "UPDATE sessions SET verdict = ?2, verdict_answer = ?3, accepted_at = ?4, receipt = ?5 \
         WHERE id = ?1 AND verdict IS NULL",
        &[&id.as_str(), &decided.verdict, &decided.answer, &decided.at.0, &decided.receipt],
    )?;
    Ok(())
}

/// Stores the receipt after another step.
pub fn receipt(transaction: &Transaction<'_>, id: &Id, receipt: &str) -> Result<(), Error> {
    transaction.execute("UPDATE sessions SET receipt = ?2 WHERE id = ?1", &[&id.as_str(), &receipt])?;
    Ok(())
}

struct Columns {
    document: String,
    claim_token: [u8; 32],
    jkt: Option<String>,
    ticket: Option<String>,
    commitment: Option<String>,
    verdict: Option<String>,
    answer: Option<String>,
    accepted_at: Option<i64>,
    receipt: Option<String>,
}

fn columns(row: &Row<'_>) -> Result<Columns, Error> {
    Ok(Columns {
        document: row.get(0)?,
        claim_token: row.get::<Vec<u8>>(1)?.try_into().map_err(|_| Error::Content)?,
        jkt: row.get(2)?,
        ticket: row.get(3)?,
        commitment: row.get(4)?,
        verdict: row.get(5)?,
        answer: row.get(6)?,
        accepted_at: row.get(7)?,
        receipt: row.get(8)?,
    })
}
