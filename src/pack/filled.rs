//! Documents with their placeholders filled, and the hash that a step confirms.

use crate::json::Json;
use crate::pack::Pack;
use crate::terms::Digest;

/// What may stand in a document's placeholders: class, grade and product name.
#[derive(Debug, Clone, Default)]
pub struct Fills<'a> {
    /// For `{class}`: the investor class's short name in the document's locale.
    pub class: &'a str,
    /// For `{grade}`: the product's grade.
    pub grade: &'a str,
    /// For `{product}`: the product's name in the document's locale.
    pub product: &'a str,
}

/// A document as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilledDocument {
    /// Its title.
    pub title: String,
    /// Its text, paragraphs separated by an empty line.
    pub body: String,
    /// SHA-256 of the canonical JSON `{"body","id","locale","title","version"}`.
    pub hash: Digest,
}

impl Pack {
    /// A document's text in a locale, filled; none when the pack has no such document or locale.
    #[must_use]
    pub fn filled_document(&self, id: &str, locale: &str, fills: &Fills<'_>) -> Option<FilledDocument> {
        let document = self.document().documents.iter().find(|document| document.id.as_str() == id)?;
        let text = |part: &str| {
            let text = self.text(locale, &["document.", id, ".", part].concat())?;
            Some(fill(text, fills))
        };
        let title = text("title")?;
        let body = text("body")?;
        let hashed = Json::object([
            ("body", Json::text(&body)),
            ("id", Json::text(id)),
            ("locale", Json::text(locale)),
            ("title", Json::text(&title)),
            ("version", Json::Int(document.version.into())),
        ]);
        let hash = Digest::of(hashed.canonical().as_bytes());
        Some(FilledDocument { title, body, hash })
    }
}

/// Puts the fills in; a brace that opens no placeholder stays as it is.
fn fill(text: &str, fills: &Fills<'_>) -> String {
    let placeholders = [("class}", fills.class), ("grade}", fills.grade), ("product}", fills.product)];
    let mut parts = text.split('{');
    let mut filled = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let found = placeholders.iter().find_map(|(name, fill)| Some((fill, part.strip_prefix(name)?)));
        let (before, rest) = found.map_or(("{", part), |(fill, rest)| (*fill, rest));
        filled.push_str(before);
        filled.push_str(rest);
    }
    filled
}
