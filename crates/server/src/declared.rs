//! What a pack has at a place, told to a firm that sent a word which it does not have.

use prescreen::id::Id;
use prescreen::{Code, Error, Pack};

/// Most words that are told: a longer list is the pack's to read.
const MOST: usize = 12;

/// The error with the words that the pack has for this part of a product's sheet; as it is for anything else.
pub fn with_words(pack: &Pack, error: Error) -> Error {
    let matching = &pack.document().matching;
    let words = match error.at.as_str() {
        "/product/issuer_grade" | "/product/seller_grade" => &matching.grades,
        "/product/type" => &matching.types,
        "/product/term" => &matching.terms,
        "/product/tags" => &matching.tags,
        _ => return error,
    };
    if error.code != Code::Reference || words.len() > MOST {
        return error;
    }
    let listed = words.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    let message = if listed.is_empty() {
        format!("{}: it has none", error.message)
    } else {
        format!("{}: it has {listed}", error.message)
    };
    Error { message, ..error }
}
