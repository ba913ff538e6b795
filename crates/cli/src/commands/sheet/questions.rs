//! Facts and questions on the sheet.

use prescreen::id::Id;
use prescreen::pack::schema::{self, Derive, FactKind, ItemKind, Mark, Pick};
use serde::Serialize;
use std::collections::BTreeSet;

use super::Texts;
use super::origins::Basis;

/// The questions, in sections.
#[derive(Serialize)]
pub struct Questionnaire<'a> {
    basis: Basis<'a>,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a Id,
    question: &'a str,
    why: &'a str,
    /// Empty where there is none.
    help: &'a str,
    /// How an answer counts.
    how: &'static str,
    example: Option<Amount<'a>>,
    /// Names of the dimensions in which it scores.
    dimensions: Vec<&'a str>,
    ordered: bool,
    marked: bool,
    options: Vec<Choice<'a>>,
    basis: Option<Basis<'a>>,
}

/// An amount in minor units.
#[derive(Serialize)]
struct Amount<'a> {
    number: i64,
    currency: &'a str,
}

#[derive(Serialize)]
struct Choice<'a> {
    text: &'a str,
    interval: Option<Interval>,
    illustration: Option<Illustration<'a>>,
    /// One for each of the item's dimensions.
    points: Vec<i32>,
    /// Its place in the order of caution, from 1.
    caution: Option<usize>,
    marks: &'a [Mark],
    /// Whether it is chosen alone.
    alone: bool,
}

#[derive(Serialize)]
struct Interval {
    from: Option<i64>,
    to: Option<i64>,
}

#[derive(Serialize)]
struct Illustration<'a> {
    low: Amount<'a>,
    low_open: bool,
    high: Amount<'a>,
}

impl<'a> Questionnaire<'a> {
    pub fn of(texts: Texts<'a>) -> Self {
        let questionnaire = &texts.document().questionnaire;
        let sections = questionnaire.sections.iter().map(|section| Section {
            title: texts.text(&format!("section.{}", section.id)),
            items: section.items.iter().map(|item| Item::of(texts, item)).collect(),
        });
        Self { basis: Basis::of(texts, &questionnaire.basis), sections: sections.collect() }
    }
}

impl<'a> Item<'a> {
    fn of(texts: Texts<'a>, item: &'a schema::Item) -> Self {
        let points = item.options.iter().flat_map(|option| &option.points);
        let scored: BTreeSet<&Id> = points.filter(|(_, points)| *points != 0).map(|(dimension, _)| dimension).collect();
        Self {
            id: &item.id,
            question: texts.text(&format!("item.{}", item.id)),
            why: texts.text(&format!("item.{}.why", item.id)),
            help: texts.text(&format!("item.{}.help", item.id)),
            how: match (item.kind, item.pick) {
                (ItemKind::Multiple, pick) => pick.unwrap_or(Pick::Max).word(),
                (kind, _) => kind.word(),
            },
            example: item.example.as_ref().map(|example| Amount::of(example, example.amount)),
            dimensions: scored.iter().map(|id| texts.text(&format!("dimension.{id}"))).collect(),
            ordered: !item.risk_order.is_empty(),
            marked: item.options.iter().any(|option| !option.marks.is_empty()),
            options: item.options.iter().map(|option| Choice::of(texts, item, option, &scored)).collect(),
            basis: item.basis.as_ref().map(|basis| Basis::of(texts, basis)),
        }
    }
}

impl<'a> Amount<'a> {
    fn of(example: &'a schema::Example, number: i64) -> Self {
        Self { number, currency: &example.currency }
    }
}

impl<'a> Choice<'a> {
    fn of(texts: Texts<'a>, item: &'a schema::Item, option: &'a schema::Choice, scored: &BTreeSet<&Id>) -> Self {
        let illustration = option.illustration.as_ref().zip(item.example.as_ref());
        let place = item.risk_order.iter().zip(1_usize..).find(|(id, _)| **id == option.id);
        Self {
            text: texts.text(&format!("option.{}.{}", item.id, option.id)),
            interval: (item.kind == ItemKind::Number).then_some(Interval { from: option.from, to: option.to }),
            illustration: illustration.map(|(shown, example)| Illustration {
                low: Amount::of(example, shown.low),
                low_open: shown.low_open,
                high: Amount::of(example, shown.high),
            }),
            points: scored.iter().map(|dimension| option.points.get(*dimension).copied().unwrap_or(0)).collect(),
            caution: place.map(|(_, place)| place),
            marks: &option.marks,
            alone: option.alone,
        }
    }
}

/// A fact that rules read beside the answers.
#[derive(Serialize)]
pub struct Fact<'a> {
    id: &'a Id,
    name: &'a str,
    form: Form<'a>,
    /// Empty for a derived fact.
    provided_by: Vec<&'static str>,
}

/// What kind of value a fact has.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum Form<'a> {
    /// A function of other facts.
    Derived {
        function: &'static str,
        of: Vec<&'a str>,
    },
    /// One fact by another.
    Share {
        part: &'a str,
        whole: &'a str,
    },
    Boolean,
    Date,
    Choice {
        options: Vec<&'a str>,
    },
    Integer {
        min: Option<i64>,
        max: Option<i64>,
        unit: Option<&'static str>,
        currency: Option<&'a str>,
    },
}

impl<'a> Fact<'a> {
    pub fn of(texts: Texts<'a>, fact: &'a schema::Fact) -> Self {
        Self {
            id: &fact.id,
            name: texts.text(&format!("fact.{}", fact.id)),
            form: Form::of(texts, fact),
            provided_by: fact.provided_by.iter().map(schema::Provider::word).collect(),
        }
    }
}

impl<'a> Form<'a> {
    fn of(texts: Texts<'a>, fact: &'a schema::Fact) -> Self {
        let name = |id: &Id| texts.text(&format!("fact.{id}"));
        let derived = |function, ids: &[Id]| Self::Derived { function, of: ids.iter().map(name).collect() };
        match (&fact.derive, fact.kind) {
            (Some(Derive::AgeOn(id)), _) => derived("age_on", core::slice::from_ref(id)),
            (Some(Derive::MonthsSince(id)), _) => derived("months_since", core::slice::from_ref(id)),
            (Some(Derive::Min(ids)), _) => derived("min", ids),
            (Some(Derive::Max(ids)), _) => derived("max", ids),
            (Some(Derive::ShareBp { part, whole }), _) => Self::Share { part: name(part), whole: name(whole) },
            (None, FactKind::Boolean) => Self::Boolean,
            (None, FactKind::Date) => Self::Date,
            (None, FactKind::Choice) => {
                let option = |id| texts.text(&format!("fact.{}.{id}", fact.id));
                Self::Choice { options: fact.options.iter().map(option).collect() }
            }
            (None, FactKind::Integer) => Self::Integer {
                min: fact.min,
                max: fact.max,
                unit: fact.unit.map(|unit| unit.word()),
                currency: fact.currency.as_deref(),
            },
        }
    }
}
