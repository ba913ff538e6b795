//! Questions, options, points and marks.

use crate::id::Id;
use crate::json::Entries;
use crate::{documents, words};

use super::Basis;

/// The questions.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Questionnaire {
    /// Where the questions come from.
    pub basis: Basis,
    /// Why no answer means that no loss can be borne; only where no option has the mark `no_loss`.
    pub without_no_loss: Option<Basis>,
    /// Sections in the order shown. Text `section.ID`.
    pub sections: Vec<Section>,
}

/// A group of questions with a heading.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Section {
    /// Id, unique among sections.
    pub id: Id,
    /// Items in the order shown.
    pub items: Vec<Item>,
}

/// One question. Texts `item.ID`, `item.ID.why`, optionally `item.ID.help`; `option.ITEM.OPTION`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Item {
    /// Field name, `[a-z0-9_-]+`, unique among items and facts.
    pub id: Id,
    /// How it is answered.
    pub kind: ItemKind,
    /// How a multiple choice scores; required for `multiple`, absent otherwise.
    pub pick: Option<Pick>,
    /// Options in the order shown; for `number`, intervals in rising order without gap or overlap.
    pub options: Vec<Choice>,
    /// Option ids from most cautious to most adventurous, declared apart from the points.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub risk_order: Vec<Id>,
    /// The amount that the options' illustrations are about.
    pub example: Option<Example>,
    /// Why this question or its points, where it differs from the questionnaire's basis.
    pub basis: Option<Basis>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum ItemKind {
    /// Exactly one option.
    Single,
    /// One or more options.
    Multiple,
    /// A whole number, which falls into one option's interval.
    Number,
}

/// How the chosen options of a multiple choice score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Pick {
    /// The highest chosen option counts; all options score in one and the same dimension.
    Max,
    /// All chosen options add up.
    Sum,
}

/// One option of a question.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Choice {
    /// Id, unique within the item.
    pub id: Id,
    /// Points per basic dimension; a dimension not named scores 0.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub points: Entries<Id, i32>,
    /// What the answer amounts to, from the closed list.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub marks: Vec<Mark>,
    /// Least value of a number's interval; none for open.
    pub from: Option<i64>,
    /// Greatest value of a number's interval; none for open.
    pub to: Option<i64>,
    /// What may happen to the item's example amount.
    pub illustration: Option<Illustration>,
    /// Of a multiple choice: whether it is chosen alone or not at all, as "none of these" is.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub alone: bool,
}

/// What an answer amounts to, whatever its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The person can or will bear no loss.
    NoLoss,
    /// The person has no means to bear a loss.
    NoCapacity,
    /// The person has not invested before.
    NoExperience,
    /// The money is needed within a year.
    ShortHorizon,
    /// The person does not have full civil capacity.
    NoCivilCapacity,
}

/// An amount that options are illustrated with.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Example {
    /// ISO 4217 code.
    pub currency: String,
    /// Amount in minor units.
    pub amount: i64,
}

/// Change of the example amount in a year, in minor units.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Illustration {
    /// In a bad year; zero or negative.
    pub low: i64,
    /// In a good year.
    pub high: i64,
    /// Whether a bad year may be worse than `low`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub low_open: bool,
}

documents! {
    Questionnaire { basis, without_no_loss, sections }
    Section { id, items }
    Item { id, kind, pick, options, example, basis; [risk_order] }
    Choice { id, from, to, illustration; [points, marks, alone] }
    Example { currency, amount }
    Illustration { low, high; [low_open] }
}

words! {
    ItemKind { Single = "single", Multiple = "multiple", Number = "number" }
    Pick { Max = "max", Sum = "sum" }
    Mark {
        NoLoss = "no_loss", NoCapacity = "no_capacity", NoExperience = "no_experience",
        ShortHorizon = "short_horizon", NoCivilCapacity = "no_civil_capacity"
    }
}
