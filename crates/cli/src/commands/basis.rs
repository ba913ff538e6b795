//! What the rules of a pack rest on: the part of it that a compliance officer has to look at.

use prescreen::Pack;
use prescreen::id::Id;
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

impl Weak<'_> {
    /// Pointer of what it is about.
    pub fn at(&self) -> &str {
        match self {
            Self::Firm { at, .. } | Self::Source { at, .. } => at,
        }
    }
}

/// How sure a rule is: its own confidence, or its source's. None for the firm's own choice.
pub fn confidence(document: &PackDocument, basis: &Basis) -> Option<Confidence> {
    let source = document.sources.get(basis.source.as_ref()?)?;
    Some(basis.confidence.unwrap_or(source.confidence))
}

/// Everything that rests on the firm's choice or on a source below H, in the order of the pack and
/// in the words of a locale.
pub fn weak<'a>(pack: &'a Pack, locale: &str) -> Vec<Weak<'a>> {
    let document = pack.document();
    let said = |prefix: &str, id: &Id| pack.text(locale, &format!("{prefix}.{id}"));
    let each = document.bases().filter_map(|(at, basis)| {
        if let Some(reason) = &basis.firm {
            return Some(Weak::Firm { at, reason: said("basis", reason)? });
        }
        let confidence = confidence(document, basis).filter(|confidence| *confidence < Confidence::H)?;
        let title = said("source", basis.source.as_ref()?)?;
        Some(Weak::Source {
            at,
            confidence,
            title,
            article: basis.at.as_ref().and_then(|article| said("basis", article)),
        })
    });
    each.collect()
}
