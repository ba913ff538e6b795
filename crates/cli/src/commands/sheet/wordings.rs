//! What is shown word for word: notices, consents and documents.

use prescreen::id::Id;
use prescreen::pack::schema;
use serde::Serialize;

use super::Texts;
use super::origins::Basis;

/// A versioned text in full.
#[derive(Serialize)]
pub struct Wording<'a> {
    id: &'a Id,
    version: u32,
    title: &'a str,
    /// Paragraphs of lines.
    body: Vec<Vec<&'a str>>,
    basis: Basis<'a>,
}

impl<'a> Wording<'a> {
    fn of(texts: Texts<'a>, prefix: &str, id: &'a Id, version: u32, basis: &schema::Basis) -> Self {
        Self {
            id,
            version,
            title: texts.text(&format!("{prefix}.{id}.title")),
            body: texts.paragraphs(&format!("{prefix}.{id}.body")),
            basis: Basis::of(texts, basis),
        }
    }
}

/// A notice or consent.
#[derive(Serialize)]
pub struct Notice<'a> {
    #[serde(flatten)]
    wording: Wording<'a>,
    kind: &'static str,
    required: bool,
}

/// All notices and consents.
pub fn notices(texts: Texts<'_>) -> Vec<Notice<'_>> {
    let notices = texts.document().notices.iter().map(|notice| Notice {
        wording: Wording::of(texts, "notice", &notice.id, notice.version, &notice.basis),
        kind: notice.kind.word(),
        required: notice.required,
    });
    notices.collect()
}

/// All documents.
pub fn documents(texts: Texts<'_>) -> Vec<Wording<'_>> {
    let documents = texts.document().documents.iter();
    documents.map(|shown| Wording::of(texts, "document", &shown.id, shown.version, &shown.basis)).collect()
}
