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
use crate::{Code, Error};

use super::seen::Seen;

/// What a named model reads of a session, in the order of its features: yes as 1, a word as its position in the
/// list of its words. None while a feature is unknown.
///
/// # Errors
/// [`Code::Reference`] for a model that the pack does not name.
pub(crate) fn row(pack: &Pack, known: &Known, case: &Case, model: &str) -> Result<Option<Vec<i64>>, Error> {
    let table = pack.compiled().fraud.as_ref().ok_or_else(unnamed)?;
    let named = table.models.iter().find(|named| named.id == *model).ok_or_else(unnamed)?;
    let seen = Seen { table, known, signals: &case.signals, scores: &case.scores };
    Ok(named.features.iter().map(|field| seen.value(*field).and_then(number)).collect())
}

/// Checks the signals and scores of a case: a pack that reads none is given none.
///
/// # Errors
/// [`Code::Reference`] for signals where the pack reads none, and for a model that the pack does not name;
/// [`Code::Range`] for a score above [`CERTAIN`].
pub(crate) fn check(pack: &Pack, case: &Case) -> Result<(), Error> {
    let table = pack.compiled().fraud.as_ref();
    if table.is_none() && case.signals.known() > 0 {
        return Err(Error::new(Code::Reference, "/signals", "this pack reads no signals, so none are to be collected"));
    }
    for (id, score) in case.scores.iter() {
        if !table.is_some_and(|table| table.models.iter().any(|named| named.id == *id)) {
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
