//! What a fraud rule rests on, and how many things that are independent of each other several rules rest on.

use crate::condition::{Condition, Fields, Node};
use crate::terms::{Family, FieldIndex};

use super::signals::{ModelTable, family_of};

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

impl Source {
    /// Whether it can hold where no signal is known: what the firm knows, and a model of that.
    #[must_use]
    pub fn speaks_without_signals(self) -> bool {
        match self {
            Self::Family(family) => family == Family::Record,
            Self::Model { families, .. } => families == Family::Record.bit(),
        }
    }
}

/// How many independent sources there are: families count one each, and a model counts as one more where no family
/// that it rests on is counted already, by itself or through another model. Of several ways to count, the one with most.
#[must_use]
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

/// What a condition rests on, besides the context that may exempt from it. None when it rests on several or on
/// nothing, or asks whether a signal is there at all: what is missing says nothing.
pub fn source_of(condition: &Condition, fields: &Fields, models: &[ModelTable]) -> Option<Source> {
    if asks_for_presence(condition.node()) {
        return None;
    }
    let first_score = FieldIndex::new(fields.iter().len().checked_sub(models.len())?);
    let source = |field: FieldIndex| match field.behind(first_score).and_then(|place| Some((place, models.get(place)?)))
    {
        Some((place, model)) => Source::Model { place, families: model.families },
        None => Source::Family(family_of(field)),
    };
    let mut sources = condition.fields().map(source).filter(|source| *source != Source::Family(Family::Context));
    let first = sources.next()?;
    sources.all(|source| source == first).then_some(first)
}

fn asks_for_presence(node: &Node) -> bool {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().any(asks_for_presence),
        Node::Not(part) => asks_for_presence(part),
        Node::Exists(_) => true,
        Node::Test(..) => false,
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
