//! What the facts of a pack can be: which numbers points are of.
//!
//! Reads the form of a pack alone, because one that waits for its points table does not hold yet. A feature is the fact of
//! the id that its name becomes.

use prescreen::json;
use prescreen::pack::PackDocument;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::pack::schema::{Fact, FactKind};
use prescreen_model::points::Span;
use prescreen_scorecard::export::id;

use crate::commands::{Document, InputError};

/// The pack of a file.
pub fn read(path: &str) -> Result<PackDocument, Vec<InputError>> {
    let file = Document::read(path, MAX_PACK_BYTES)?;
    json::read_text(&file.text, MAX_PACK_BYTES).map_err(|error| file.problem(error).into())
}

/// The integer that a feature is in a pack.
pub fn integer<'p>(pack: &'p PackDocument, feature: &str) -> Option<&'p Fact> {
    let name = id(feature)?;
    pack.facts.iter().find(|fact| fact.kind == FactKind::Integer && fact.id.as_str() == name)
}

/// What each feature can be, in the order of the features; none of one that the pack has no integer for.
pub fn spans(pack: &PackDocument, features: &[String]) -> Vec<Option<Span>> {
    let span =
        |fact: &Fact| Span { least: fact.min.unwrap_or(Span::ALL.least), most: fact.max.unwrap_or(Span::ALL.most) };
    features.iter().map(|feature| integer(pack, feature).map(span)).collect()
}
