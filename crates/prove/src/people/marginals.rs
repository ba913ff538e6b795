//! Marginals: how often people give each answer, as a document.
//!
//! Takes JSON text, checks it against a pack, gives answers with weights. Weights are whole numbers from 0,
//! such as the counts of a survey; only their proportions matter.

use prescreen::id::Id;
use prescreen::json::{Entries, Json, read_text};
use prescreen::pack::Pack;
use prescreen::pack::compile::ItemTable;
use prescreen::pack::schema::{Item, ItemKind};
use prescreen::terms::OptionSet;
use prescreen::{Code, Error, documents};

use crate::symbolic::choices::Answer;

/// Largest document, in bytes.
pub const MAX_MARGINALS_BYTES: usize = 4_000_000;
/// Most patterns.
pub const MAX_PATTERNS: usize = 20_000;
/// Most weighted answers to one item.
pub const MAX_ANSWERS: usize = 4_096;

/// How often people give each answer: either item by item, independent of one another, or as whole patterns.
///
/// ```json
/// {"marginals": 1, "items": {"age": [{"answer": "under-30", "weight": 3}, {"answer": "over-60", "weight": 1}]}}
/// {"marginals": 1, "patterns": [{"answers": {"age": "under-30", "held": ["funds", "bonds"]}, "weight": 12}]}
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Marginals {
    /// Version of this format: 1.
    pub marginals: i64,
    /// Item to its answers with weights. All answers to an item that is left out weigh alike.
    pub items: Option<Entries<Id, Vec<Weighted>>>,
    /// Complete sets of answers with weights.
    pub patterns: Option<Vec<Pattern>>,
}

/// An answer and its weight.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Weighted {
    /// As in a case: an option's id, a list of them for a multiple choice, or a number.
    pub answer: Json,
    /// From 0; not all of an item's are 0.
    pub weight: u32,
}

/// A complete set of answers and its weight.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Pattern {
    /// Every item's answer, as in a case.
    pub answers: Entries<Id, Json>,
    /// From 0; not all of them are 0.
    pub weight: u32,
}

documents! {
    Marginals { marginals, items, patterns }
    Weighted { answer, weight }
    Pattern { answers, weight }
}

impl Marginals {
    /// Reads marginals from their JSON text.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is not such a document.
    pub fn read(text: &str) -> Result<Self, Error> {
        let read: Self = read_text(text, MAX_MARGINALS_BYTES)?;
        if read.marginals != 1 {
            return Err(Error::new(Code::Range, "/marginals", "only version 1 of this format is read"));
        }
        if read.items.is_some() == read.patterns.is_some() {
            return Err(Error::new(Code::Inconsistent, "", "marginals have either `items` or `patterns`"));
        }
        Ok(read)
    }
}

/// Answers with their weights.
pub type Shares = Vec<(Answer, u32)>;

/// The answers of each item of the pack, in its order; none for an item that is left out.
pub fn independent(items: &Entries<Id, Vec<Weighted>>, pack: &Pack) -> Result<Vec<Option<Shares>>, Error> {
    for id in items.keys() {
        known(id, pack, &format!("/items/{id}"))?;
    }
    let mut found = Vec::new();
    for (item, table) in pack.document().items().zip(&pack.compiled().items) {
        let Some(given) = items.get(&item.id) else {
            found.push(None);
            continue;
        };
        let at = format!("/items/{}", item.id);
        at_most(given.len(), MAX_ANSWERS, &at)?;
        let mut answers: Shares = Vec::with_capacity(given.len());
        for (n, one) in given.iter().enumerate() {
            let answer = answer(item, table, &one.answer, &format!("{at}/{n}/answer"))?;
            if answers.iter().any(|(other, _)| *other == answer) {
                return Err(Error::new(
                    Code::Duplicate,
                    format!("{at}/{n}/answer"),
                    "this answer has a weight already",
                ));
            }
            answers.push((answer, one.weight));
        }
        some_weight(answers.iter().map(|(_, weight)| *weight), &at)?;
        found.push(Some(answers));
    }
    Ok(found)
}

/// Complete answers in the order of the pack's items.
pub fn patterns(patterns: &[Pattern], pack: &Pack) -> Result<Vec<(Vec<Answer>, u32)>, Error> {
    at_most(patterns.len(), MAX_PATTERNS, "/patterns")?;
    some_weight(patterns.iter().map(|pattern| pattern.weight), "/patterns")?;
    let one = |(n, pattern): (usize, &Pattern)| {
        let at = format!("/patterns/{n}/answers");
        for id in pattern.answers.keys() {
            known(id, pack, &format!("{at}/{id}"))?;
        }
        let answered = |(item, table): (&Item, &ItemTable)| match pattern.answers.get(&item.id) {
            Some(json) => answer(item, table, json, &format!("{at}/{}", item.id)),
            None => Err(Error::new(Code::MissingField, format!("{at}/{}", item.id), "a pattern answers every item")),
        };
        let answers: Result<Vec<Answer>, Error> =
            pack.document().items().zip(&pack.compiled().items).map(answered).collect();
        Ok((answers?, pattern.weight))
    };
    patterns.iter().enumerate().map(one).collect()
}

fn known(id: &Id, pack: &Pack, at: &str) -> Result<(), Error> {
    if pack.document().items().any(|item| item.id == *id) {
        return Ok(());
    }
    Err(Error::new(Code::Reference, at, "the pack has no such item"))
}

fn at_most(count: usize, limit: usize, at: &str) -> Result<(), Error> {
    if count <= limit {
        return Ok(());
    }
    Err(Error::new(Code::Limit, at, format!("more than {limit} entries")))
}

fn some_weight(mut weights: impl Iterator<Item = u32>, at: &str) -> Result<(), Error> {
    if weights.any(|weight| weight > 0) {
        return Ok(());
    }
    Err(Error::new(Code::Range, at, "no answer has a weight above 0"))
}

fn answer(item: &Item, table: &ItemTable, json: &Json, at: &str) -> Result<Answer, Error> {
    let wrong = |message: &str| Error::new(Code::Type, at, message);
    let option = |json: &Json| {
        let text = json.as_text().ok_or_else(|| wrong("expected an option's id"))?;
        let place = item.options.iter().position(|option| option.id.as_str() == text);
        place.map(OptionSet::one).ok_or_else(|| Error::new(Code::Reference, at, "the item has no such option"))
    };
    match (item.kind, json) {
        (ItemKind::Single, json) => Ok(Answer { options: option(json)?, number: None }),
        (ItemKind::Multiple, Json::List(chosen)) if !chosen.is_empty() => {
            let mut options = OptionSet::EMPTY;
            for one in chosen {
                let chosen = option(one)?;
                if options.meets(chosen) {
                    return Err(Error::new(Code::Duplicate, at, "the same option twice"));
                }
                options |= chosen;
            }
            if !table.go_together(options) {
                return Err(Error::new(Code::Range, at, "an option that is chosen alone stands beside others"));
            }
            Ok(Answer { options, number: None })
        }
        (ItemKind::Multiple, _) => Err(wrong("expected a list of option ids that is not empty")),
        (ItemKind::Number, Json::Int(number)) => {
            let inside = |(from, to): (i64, i64)| from <= *number && *number <= to;
            let place = table.options.iter().position(|option| inside(option.interval));
            let place =
                place.ok_or_else(|| Error::new(Code::Range, at, "no interval of the item holds this number"))?;
            Ok(Answer { options: OptionSet::one(place), number: Some(*number) })
        }
        (ItemKind::Number, _) => Err(wrong("expected an integer")),
    }
}
