//! The arithmetic behind a class, with the rules that bore on it and where they come from.

use crate::Error;
use crate::assessment::Assessment;
use crate::case::Case;
use crate::facts::Known;
use crate::id::Id;
use crate::json::Json;
use crate::pack::Pack;
use crate::pack::schema::{Basis, PackDocument};
use crate::profile::arithmetic;
use crate::profile::arithmetic::{DimensionScore, ItemPoints};
use crate::session::Session;

use super::write::{object, text};

/// Points, scores, bands and every reason with its source: `{items, dimensions, reasons}`.
pub(super) fn of(pack: &Pack, session: &Session, case: &Case, assessment: &Assessment) -> Result<Json, Error> {
    let sums = arithmetic(pack, &Known::of(pack, session, case)?);
    let reasons = assessment.reasons.iter().map(|reason| &reason.code);
    Ok(object([
        ("items", Json::List(sums.items.iter().map(item).collect())),
        ("dimensions", Json::List(sums.dimensions.iter().map(dimension).collect())),
        ("reasons", Json::List(reasons.map(|code| reason(pack.document(), code)).collect())),
    ]))
}

fn item(points: &ItemPoints) -> Json {
    object([("item", text(&points.item)), ("dimension", text(&points.dimension)), ("points", Json::Int(points.points))])
}

fn dimension(score: &DimensionScore) -> Json {
    let end = |end: Option<i32>| end.map_or(Json::Null, |end| Json::Int(end.into()));
    object([
        ("dimension", text(&score.dimension)),
        ("parts", Json::List(score.parts.iter().map(text).collect())),
        ("score", Json::Int(score.score)),
        ("from", end(score.from)),
        ("to", end(score.to)),
        ("class", text(&score.class)),
    ])
}

fn reason(document: &PackDocument, code: &Id) -> Json {
    let basis = basis(document, code);
    let said = |prefix, id: fn(&Basis) -> Option<&Id>| said(document, prefix, basis.and_then(id));
    object([
        ("code", text(code)),
        ("source", said("source", |basis| basis.source.as_ref())),
        ("at", said("basis", |basis| basis.at.as_ref())),
        ("firm", said("basis", |basis| basis.firm.as_ref())),
    ])
}

/// A text in every locale: a record is read without its pack.
fn said(document: &PackDocument, prefix: &str, id: Option<&Id>) -> Json {
    let Some(id) = id else { return Json::Null };
    let key = format!("{prefix}.{id}");
    let texts = document.texts.iter().filter_map(|(locale, texts)| Some((locale.clone(), text(texts.get(&key)?))));
    Json::Map(texts.collect())
}

/// Why a reason's rule is there; none for what the engine says by itself.
fn basis<'a>(document: &'a PackDocument, code: &Id) -> Option<&'a Basis> {
    let classes = &document.classes;
    let lowest = core::iter::once((&classes.lowest.id, &classes.lowest.basis));
    let mut rules = lowest
        .chain(classes.caps.iter().map(|cap| (&cap.id, &cap.basis)))
        .chain(document.contradictions.iter().map(|contradiction| (&contradiction.id, &contradiction.basis)))
        .chain(document.eligibility.iter().map(|rule| (&rule.id, &rule.basis)))
        .chain(document.matching.rules.iter().map(|rule| (&rule.id, &rule.basis)))
        .chain(document.gates.iter().map(|gate| (&gate.id, &gate.basis)));
    let dimension = || {
        let mut dimensions = classes.dimensions.iter();
        dimensions.find(|dimension| dimension.reason_code() == *code)
    };
    rules.find(|(id, _)| *id == code).map(|(_, basis)| basis).or_else(|| dimension().map(|dimension| &dimension.basis))
}
