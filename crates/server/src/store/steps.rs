//! Steps that were taken, in order, each with the answer it got.

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::Digest;
use prescreen::verdict::Taken;

use super::{Error, Row, Transaction};
use crate::problem::Problem;

/// The steps of a session, in order.
pub fn taken(transaction: &Transaction<'_>, session: &Id) -> Result<Vec<Taken>, Problem> {
    let steps = "SELECT flow, step, document, locale, at FROM steps WHERE session = ?1 ORDER BY position";
    Ok(transaction.rows(steps, &[&session.as_str()], step)?)
}

/// The signed confirmations of a session's steps, in order; none where the firm confirmed one.
pub fn confirmations(transaction: &Transaction<'_>, session: &Id) -> Result<Vec<Option<String>>, Error> {
    let confirmations = "SELECT confirmation FROM steps WHERE session = ?1 ORDER BY position";
    transaction.rows(confirmations, &[&session.as_str()], |row| row.get(0))
}

/// The answer that a confirmation got before.
pub fn answer_to(transaction: &Transaction<'_>, session: &str, confirmation: &str) -> Result<Option<String>, Error> {
    let answer = "SELECT answer FROM steps WHERE session = ?1 AND confirmation = ?2";
    transaction.row(answer, &[&session, &confirmation], |row| row.get(0))
}

/// The answer that the firm's own confirmation of a step got before.
pub fn answer_to_host(
    transaction: &Transaction<'_>,
    session: &str,
    flow: &Id,
    step: &Id,
) -> Result<Option<String>, Error> {
    transaction.row(
        "SELECT answer FROM steps WHERE session = ?1 AND flow = ?2 AND step = ?3 AND confirmation IS NULL",
        &[&session, &flow.as_str(), &step.as_str()],
        |row| row.get(0),
    )
}

/// Stores a step at its position, with the signed confirmation unless the firm confirmed it.
pub fn insert(
    transaction: &Transaction<'_>,
    session: &Id,
    position: usize,
    taken: &Taken,
    confirmation: Option<&str>,
    answer: &str,
) -> Result<(), Error> {
    transaction.execute(
        "INSERT INTO steps (session, position, flow, step, document, locale, at, confirmation, answer) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            &session.as_str(),
            &i64::try_from(position).unwrap_or(i64::MAX),
            &taken.flow.as_str(),
            &taken.step.as_str(),
            &taken.document.map(|document| document.to_string()),
            &taken.locale,
            &taken.at.0,
            &confirmation,
            &answer,
        ],
    )?;
    Ok(())
}

fn step(row: &Row<'_>) -> Result<Taken, Error> {
    let id = |column: usize| Id::try_from(row.get::<String>(column)?).map_err(|_| Error::Content);
    let document = match row.get::<Option<String>>(2)? {
        Some(text) => Some(Digest::parse(&text).ok_or(Error::Content)?),
        None => None,
    };
    Ok(Taken { flow: id(0)?, step: id(1)?, document, locale: row.get(3)?, at: Instant(row.get(4)?) })
}
