//! What the rules of a pack rest on: the part of it that a compliance officer has to look at.

use prescreen::pack::schema::{Basis, Confidence, PackDocument};

/// What one rule rests on, when it is not a source's own words at full confidence.
#[derive(serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "basis")]
pub enum Weak<'a> {
    /// The firm's own choice.
    Firm {
        /// Pointer of what it is about.
        at: String,
        /// The firm's reason.
        reason: &'a str,
    },
    /// A source below confidence H.
    Source {
        /// Pointer of what it is about.
        at: String,
        /// How sure.
        confidence: Confidence,
        /// Title of the source.
        title: &'a str,
        /// Article or row in it.
        article: Option<&'a str>,
    },
}

/// How sure a rule is: its own confidence, or its source's. None for the firm's own choice.
pub fn confidence(document: &PackDocument, basis: &Basis) -> Option<Confidence> {
    let source = document.sources.get(basis.source.as_ref()?)?;
    Some(basis.confidence.unwrap_or(source.confidence))
}

/// Everything that rests on the firm's choice or on a source below H, in the order of the pack.
pub fn weak(document: &PackDocument) -> Vec<Weak<'_>> {
    let each = document.bases().filter_map(|(at, basis)| {
        if let Some(reason) = &basis.firm {
            return Some(Weak::Firm { at, reason });
        }
        let confidence = confidence(document, basis).filter(|confidence| *confidence < Confidence::H)?;
        let title = &document.sources.get(basis.source.as_ref()?)?.title;
        Some(Weak::Source { at, confidence, title, article: basis.at.as_deref() })
    });
    each.collect()
}
