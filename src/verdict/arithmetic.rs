//! The arithmetic behind a class, with the rules that bore on it and where they come from, as a record holds it.

use serde::Serialize;

use crate::id::Id;
use crate::json::Entries;
use crate::objects;
use crate::pack::schema::{Basis, PackDocument, reason_code};
use crate::profile::{DimensionScore, ItemPoints};
use crate::screen::Screening;

/// Points, scores and bands, and every reason with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArithmeticRecord {
    /// Points per item and basic dimension, in commitment order; items that score nowhere are left out.
    pub items: Vec<ItemPoints>,
    /// Score and class per dimension with bands.
    pub dimensions: Vec<DimensionScore>,
    /// Every reason, in the order of the assessment.
    pub reasons: Vec<ReasonBasis>,
}

/// Why a reason's rule is there, in every locale: a record is read without its pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonBasis {
    /// The reason code.
    pub code: Id,
    /// The source's title, by locale.
    pub source: Option<Entries<String, String>>,
    /// The place in the source, by locale.
    pub at: Option<Entries<String, String>>,
    /// What the firm says of its own rule, by locale.
    pub firm: Option<Entries<String, String>>,
}

objects! {
    ArithmeticRecord { items, dimensions, reasons }
    ReasonBasis { code, source, at, firm }
}

impl ArithmeticRecord {
    /// The arithmetic of a screening; none where no class came of the answers.
    pub(super) fn of(screening: &Screening<'_>) -> Option<Self> {
        let sums = screening.arithmetic()?;
        let document = screening.pack().document();
        let reasons = screening.assessment().reasons.iter().map(|reason| ReasonBasis::of(document, &reason.code));
        Some(Self { items: sums.items, dimensions: sums.dimensions, reasons: reasons.collect() })
    }
}

impl ReasonBasis {
    pub(super) fn of(document: &PackDocument, code: &Id) -> Self {
        let basis = basis(document, code);
        let said = |prefix, id: fn(&Basis) -> Option<&Id>| said(document, prefix, basis.and_then(id)?);
        Self {
            code: code.clone(),
            source: said("source", |basis| basis.source.as_ref()),
            at: said("basis", |basis| basis.at.as_ref()),
            firm: said("basis", |basis| basis.firm.as_ref()),
        }
    }
}

fn said(document: &PackDocument, prefix: &str, id: &Id) -> Option<Entries<String, String>> {
    let key = format!("{prefix}.{id}");
    let texts = document.texts.iter();
    Some(texts.filter_map(|(locale, texts)| Some((locale.clone(), texts.get(&key)?.clone()))).collect())
}

/// Why a reason's rule is there; none for what the engine says by itself.
fn basis<'a>(document: &'a PackDocument, code: &Id) -> Option<&'a Basis> {
    let classes = &document.classes;
    // A list rather than a chain: whatever walks a chain is compiled once for each of its links.
    let mut rules = vec![(&classes.lowest.id, &classes.lowest.basis)];
    rules.extend(classes.caps.iter().map(|cap| (&cap.id, &cap.basis)));
    rules.extend(document.contradictions.iter().map(|contradiction| (&contradiction.id, &contradiction.basis)));
    rules.extend(document.eligibility.iter().map(|rule| (&rule.id, &rule.basis)));
    rules.extend(document.matching.rules.iter().map(|rule| (&rule.id, &rule.basis)));
    rules.extend(document.gates.iter().map(|gate| (&gate.id, &gate.basis)));
    rules.extend(document.permissions.iter().map(|permission| (&permission.id, &permission.basis)));
    rules.extend(document.ceilings().iter().map(|ceiling| (&ceiling.id, &ceiling.basis)));
    rules.extend(document.lines().iter().map(|line| (&line.id, &line.basis)));
    let dimension = || {
        let mut dimensions = classes.dimensions.iter();
        dimensions.find(|dimension| dimension.reason_code() == *code)
    };
    let characteristic =
        || document.evidence().iter().find(|one| reason_code(&one.fact) == *code).map(|one| &one.basis);
    let rule = rules.into_iter().find(|(id, _)| *id == code).map(|(_, basis)| basis);
    rule.or_else(|| dimension().map(|dimension| &dimension.basis)).or_else(characteristic)
}
