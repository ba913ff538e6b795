//! A scorecard as points: its own bins, which end at whole numbers here.
//!
//! Takes a scorecard and what the facts can be, gives points on the card's own scale. It must never give a code points: what
//! has a value of its own in the card, and is no number, is no number of a fact either.

use super::super::Model;
use super::super::scorecard::{Characteristic, Scorecard};
use super::left_out::{LeftOut, Span};
use super::steps::{End, Steps, first};
use super::{FeaturePoints, Points, Scale};
use prescreen::{Code, Error};

/// The points of a scorecard; what the fact of each feature can be, where that is known.
pub(super) fn read(model: &Model, card: &Scorecard, facts: &[Option<Span>]) -> Result<Points, Error> {
    let scale = Scale { points: card.anchor_points, odds: card.anchor_odds, double: card.double_odds };
    let facts = facts.iter().copied().chain(core::iter::repeat(None));
    let features = model.features().iter().zip(&card.characteristics).zip(facts);
    let features = features.map(|((name, one), fact)| characteristic(name, one, fact)).collect::<Result<_, _>>()?;
    Ok(Points { base: card.base, features, scale, off_by: 0.0 })
}

fn characteristic(name: &str, one: &Characteristic, fact: Option<Span>) -> Result<FeaturePoints, Error> {
    let span = fact.unwrap_or(Span::ALL);
    let mut codes = one.special.iter().map(|special| special.value);
    if let Some(code) = codes.find(|code| fact.is_some() && span.has(*code) && *code == libm::floor(*code)) {
        return Err(also_a_number(name, code));
    }
    let ends = one.bins.iter();
    let ends = ends.filter_map(|bin| Some(End { whole: first(|value| value >= bin.below)?, exact: bin.below }));
    let steps = Steps::new(name, span, ends.collect())?;
    let points: Vec<i32> = steps.within().map(|value| one.of_number(value as f64)).collect();
    let bins = steps.bins(&points);
    let codes = one.special.iter().map(|special| LeftOut::Code(special.value));
    let left_out = core::iter::once(LeftOut::Missing { alone: true }).chain(codes).chain(steps.left_out).collect();
    Ok(FeaturePoints { name: name.to_owned(), bins, mean: None, span, left_out })
}

fn also_a_number(name: &str, code: f64) -> Error {
    let message = format!("the code {code} of '{name}' is a number that the fact can be; a code has no points");
    let help = "give the fact a `min` above the code or a `max` below it: what is not known is left out, not coded";
    Error::new(Code::Inconsistent, "", message).help(help)
}
