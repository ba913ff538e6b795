//! Steps that were taken, in order, each with the answer it got.

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::terms::Digest;
use prescreen::verdict::Taken;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::problem::{Kind, Problem};

/// The steps of a session, in order.
pub fn taken(transaction: &Transaction<'_>, session: &Id) -> Result<Vec<Taken>, Problem> {
    let mut query = transaction
        .prepare_cached("SELECT flow, step, document, locale, at FROM steps WHERE session = ?1 ORDER BY position")?;
    let rows = query.query_map([session.as_str()], columns)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let steps: Option<Vec<Taken>> = rows.into_iter().map(step).collect();
    steps.ok_or_else(|| Kind::Storage.into())
}

/// The answer that a confirmation got before.
pub fn answer_to(transaction: &Transaction<'_>, session: &str, confirmation: &str) -> rusqlite::Result<Option<String>> {
    transaction
        .prepare_cached("SELECT answer FROM steps WHERE session = ?1 AND confirmation = ?2")?
        .query_row([session, confirmation], |row| row.get(0))
        .optional()
}

/// The answer that the firm's own confirmation of a step got before.
pub fn answer_to_host(
    transaction: &Transaction<'_>,
    session: &str,
    flow: &Id,
    step: &Id,
) -> rusqlite::Result<Option<String>> {
    transaction
        .prepare_cached(
            "SELECT answer FROM steps WHERE session = ?1 AND flow = ?2 AND step = ?3 AND confirmation IS NULL",
        )?
        .query_row([session, flow.as_str(), step.as_str()], |row| row.get(0))
        .optional()
}

/// Stores a step at its position, with the signed confirmation unless the firm confirmed it.
pub fn insert(
    transaction: &Transaction<'_>,
    session: &Id,
    position: usize,
    taken: &Taken,
    confirmation: Option<&str>,
    answer: &str,
) -> rusqlite::Result<()> {
    let insert = "INSERT INTO steps (session, position, flow, step, document, locale, at, confirmation, answer) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    transaction.prepare_cached(insert)?.execute(params![
        session.as_str(),
        position,
        taken.flow.as_str(),
        taken.step.as_str(),
        taken.document.map(|document| document.to_string()),
        taken.locale,
        taken.at.0,
        confirmation,
        answer,
    ])?;
    Ok(())
}

type Columns = (String, String, Option<String>, Option<String>, i64);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn step((flow, step, document, locale, at): Columns) -> Option<Taken> {
    let document = document.map(|text| Digest::parse(&text)).map_or(Some(None), |digest| digest.map(Some))?;
    Some(Taken { flow: Id::try_from(flow).ok()?, step: Id::try_from(step).ok()?, document, locale, at: Instant(at) })
}
