//! Models that a pack names: the row that each reads, and when its score is one more signal.
//!
//! Takes a session and a case, gives a model's row; scoring it is [`crate::model`]'s, in a module that a page loads
//! only where a pack has a model. A row has no gaps: while a feature is unknown there is no row, and a score
//! that is given all the same is unknown, so that nothing that is missing adds to anything.

use crate::case::Case;
use crate::condition::{Facts, Value};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::session::Session;
use crate::{Code, Error};

use super::fields::Seen;
use super::signals::Family;

/// Where the output of certainty stands, in basis points.
pub const CERTAIN: u32 = 10_000;
/// Before a model's id, in the name of its score.
pub const PREFIX: &str = "model.";

/// A named model over positions of fields.
#[derive(Debug, Clone)]
pub struct ModelTable {
    /// Its id.
    pub id: Id,
    /// Where its features stand among the fields that fraud rules may read.
    pub features: Vec<usize>,
    /// Families of its features, as bits.
    pub families: u64,
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Signals of one family.
    Family(Family),
    /// The score of the model at this place, which rests on these families.
    Model {
        /// Its place among the pack's models.
        place: usize,
        /// As bits.
        families: u64,
    },
}

/// How many independent sources there are: families count one each, and a model counts as one more where no family
/// that it rests on is counted already, by itself or through another model. Of several ways to count, the one with most.
pub fn independent(sources: &[Source]) -> u32 {
    let mut families = 0;
    let mut models = Vec::new();
    for source in sources {
        match *source {
            Source::Family(family) => families |= family.bit(),
            Source::Model { families, .. } if !models.contains(&families) => models.push(families),
            Source::Model { .. } => {}
        }
    }
    families.count_ones().saturating_add(most_apart(&models, families))
}

/// Most models that share no family with each other or with `counted`; there are at most
/// [`MAX_MODELS`](crate::pack::limits::MAX_MODELS).
fn most_apart(models: &[u64], counted: u64) -> u32 {
    let Some((first, others)) = models.split_first() else { return 0 };
    let without = most_apart(others, counted);
    if first & counted != 0 {
        return without;
    }
    without.max(most_apart(others, counted | first).saturating_add(1))
}

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
            return Err(Error::new(Code::Range, "/scores", "expected 0 to 10000 basis points"));
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

#[cfg(test)]
mod tests {
    use super::Family::{Automation, Pointer, Record, Typing};
    use super::*;

    fn model(place: usize, families: &[Family]) -> Source {
        Source::Model { place, families: families.iter().fold(0, |bits, family| bits | family.bit()) }
    }

    #[test]
    fn a_model_is_no_second_witness_of_what_it_reads() {
        let typing = Source::Family(Typing);
        assert_eq!(independent(&[typing, typing]), 1);
        assert_eq!(independent(&[typing, model(0, &[Typing])]), 1);
        assert_eq!(independent(&[typing, model(0, &[Typing, Pointer])]), 1);
        assert_eq!(independent(&[typing, model(0, &[Pointer])]), 2);
        assert_eq!(independent(&[model(0, &[Pointer, Automation, Record])]), 1);
    }

    #[test]
    fn two_models_count_twice_where_they_read_nothing_in_common() {
        assert_eq!(independent(&[model(0, &[Typing]), model(1, &[Typing, Record])]), 1);
        assert_eq!(independent(&[model(0, &[Typing]), model(1, &[Record])]), 2);
        // Whichever comes first: the two that share nothing are counted, not the one that shares with both.
        assert_eq!(independent(&[model(0, &[Typing, Record]), model(1, &[Typing]), model(2, &[Record])]), 2);
    }

    #[test]
    fn a_further_rule_never_makes_fewer_sources() {
        let all: Vec<Source> = [Typing, Pointer]
            .map(Source::Family)
            .into_iter()
            .chain([model(0, &[Typing, Record]), model(1, &[Record, Automation]), model(2, &[Automation])])
            .collect();
        for chosen in 0_u32..32 {
            let some: Vec<Source> = (0..5).filter(|n| chosen >> n & 1 == 1).map(|n| all[n]).collect();
            for more in &all {
                let further: Vec<Source> = some.iter().copied().chain([*more]).collect();
                assert!(independent(&further) >= independent(&some), "{some:?} and {more:?}");
            }
        }
    }
}
