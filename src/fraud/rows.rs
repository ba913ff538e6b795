//! Models that a pack names: the row that each reads, and when its score is one more signal.
//!
//! Takes a session and a case, gives a model's row; scoring it is for a module that a page loads only where a pack
//! has a model. A row has no gaps: while a feature is unknown there is no row, and a score that is given all the
//! same is unknown, so that nothing that is missing adds to anything.

use crate::case::Case;
use crate::condition::{Facts, Value};
use crate::facts::Known;
use crate::pack::Pack;
use crate::pack::compile::CERTAIN;
use crate::session::Session;
use crate::{Code, Error};

use super::seen::Seen;

/// What a named model reads of a session, in the order of its features: yes as 1, a word as its position in the
/// list of its words. None while a feature is unknown.
///
/// # Errors
/// [`Code::Reference`] for a model that the pack does not name; else as [`crate::screen`].
pub fn row(pack: &Pack, session: &Session, case: &Case, model: &str) -> Result<Option<Vec<i64>>, Error> {
    let table = &pack.compiled().fraud;
    let named = table.models.iter().find(|named| named.id == *model).ok_or_else(unnamed)?;
    let known = Known::of(pack, session, case)?;
    let seen = Seen { table, known: &known, signals: &case.signals, scores: &case.scores };
    Ok(named.features.iter().map(|field| seen.value(*field).and_then(number)).collect())
}

/// Checks the scores of a case.
///
/// # Errors
/// [`Code::Reference`] for a model that the pack does not name, [`Code::Range`] above [`CERTAIN`].
pub fn check(pack: &Pack, case: &Case) -> Result<(), Error> {
    for (id, score) in case.scores.iter() {
        if !pack.compiled().fraud.models.iter().any(|named| named.id == *id) {
            return Err(unnamed());
        }
        if *score > CERTAIN {
            return Err(Error::new(Code::Range, "/scores", "a score is 0 to 10000 basis points"));
        }
    }
    Ok(())
}

fn unnamed() -> Error {
    Error::new(Code::Reference, "/scores", "this pack names no such model")
}

fn number(value: Value) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(value),
        Value::Boolean(value) => Some(value.into()),
        Value::Choice(position) => Some(position.into()),
        Value::Set { .. } | Value::Date(_) => None,
    }
}
