//! Classes, contradictions and promises on the sheet.

use prescreen::id::Id;
use prescreen::pack::schema::{self, Combination, Severity};
use serde::Serialize;

use super::Texts;
use super::conditions::Phrase;
use super::origins::Basis;
use super::rules::Frame;

/// How answers become a class.
#[derive(Serialize)]
pub struct Classes<'a> {
    list: Vec<Class<'a>>,
    lowest: Lowest<'a>,
    dimensions: Vec<Dimension<'a>>,
    caps: Vec<Cap<'a>>,
}

#[derive(Serialize)]
struct Class<'a> {
    id: &'a Id,
    short: &'a str,
    name: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct Lowest<'a> {
    frame: Frame<'a>,
    class: Option<&'a Id>,
    when: Phrase<'a>,
}

#[derive(Serialize)]
struct Dimension<'a> {
    name: &'a str,
    /// Names of the dimensions that it adds up.
    sum_of: Vec<&'a str>,
    bands: Vec<Band<'a>>,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Band<'a> {
    from: Option<i32>,
    to: Option<i32>,
    class: &'a Id,
}

#[derive(Serialize)]
struct Cap<'a> {
    frame: Frame<'a>,
    class_at_most: &'a Id,
    when: Phrase<'a>,
}

impl<'a> Classes<'a> {
    pub fn of(texts: Texts<'a>) -> Self {
        let classes = &texts.document().classes;
        // The lead says so.
        let Combination::Min = classes.combination;
        let class = |id: &'a Id| Class {
            id,
            short: texts.text(&format!("class.{id}.short")),
            name: texts.text(&format!("class.{id}")),
            meaning: texts.text(&format!("class.{id}.meaning")),
        };
        let cap = |cap: &'a schema::Cap| Cap {
            frame: Frame::of(texts, &cap.id, &cap.basis),
            class_at_most: &cap.class_at_most,
            when: Phrase::of(texts, &cap.when),
        };
        Self {
            list: classes.list.iter().map(class).collect(),
            lowest: Lowest {
                frame: Frame::of(texts, &classes.lowest.id, &classes.lowest.basis),
                class: classes.list.first(),
                when: Phrase::of(texts, &classes.lowest.when),
            },
            dimensions: classes.dimensions.iter().map(|dimension| Dimension::of(texts, dimension)).collect(),
            caps: classes.caps.iter().map(cap).collect(),
        }
    }
}

impl<'a> Dimension<'a> {
    fn of(texts: Texts<'a>, dimension: &'a schema::Dimension) -> Self {
        let name = |id: &Id| texts.text(&format!("dimension.{id}"));
        let bands = dimension.bands.iter().map(|band| Band { from: band.from, to: band.to, class: &band.class });
        Self {
            name: name(&dimension.id),
            sum_of: dimension.sum_of.iter().map(name).collect(),
            bands: bands.collect(),
            basis: Basis::of(texts, &dimension.basis),
        }
    }
}

/// Answers that do not go together.
#[derive(Serialize)]
pub struct Contradiction<'a> {
    frame: Frame<'a>,
    then: &'static str,
    /// What follows when the answers stay.
    kept: Option<&'static str>,
    class_at_most: Option<&'a Id>,
    when: Phrase<'a>,
}

impl<'a> Contradiction<'a> {
    pub fn of(texts: Texts<'a>, contradiction: &'a schema::Contradiction) -> Self {
        Self {
            frame: Frame::of(texts, &contradiction.id, &contradiction.basis),
            then: contradiction.then.word(),
            kept: contradiction.kept.as_ref().map(Severity::word),
            class_at_most: contradiction.class_at_most.as_ref(),
            when: Phrase::of(texts, &contradiction.when),
        }
    }
}

/// What the author promises about every applicant.
#[derive(Serialize)]
pub struct Promise<'a> {
    id: &'a Id,
    class_at_most: Option<&'a Id>,
    grade_at_most: Option<&'a Id>,
    when: Phrase<'a>,
}

impl<'a> Promise<'a> {
    pub fn of(texts: Texts<'a>, promise: &'a schema::Promise) -> Self {
        Self {
            id: &promise.id,
            class_at_most: promise.class_at_most.as_ref(),
            grade_at_most: promise.grade_at_most.as_ref(),
            when: Phrase::of(texts, &promise.when),
        }
    }
}
