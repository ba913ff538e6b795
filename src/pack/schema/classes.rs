//! From answers to a class: dimensions, bands, caps, contradictions, promises.

use crate::id::Id;
use crate::json::Json;
use crate::{documents, words};

use super::Basis;

/// How answers become a class.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Classes {
    /// Class ids from lowest to highest. Texts `class.ID`, `class.ID.meaning`; `class.ID.short`, as it
    /// stands on a tile and in a document.
    pub list: Vec<Id>,
    /// Decided before any score: the first class of the list.
    pub lowest: Lowest,
    /// What is added up. Text `dimension.ID`; one with bands also `reason.class.ID`.
    pub dimensions: Vec<Dimension>,
    /// How the dimensions' classes combine.
    pub combination: Combination,
    /// What holds the class down.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub caps: Vec<Cap>,
}

/// The predicate that decides the lowest class. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Lowest {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true, and unknown leaves no class.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// Why.
    pub basis: Basis,
}

/// Something that points add up in.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Dimension {
    /// Id, unique among dimensions.
    pub id: Id,
    /// For a sum of basic dimensions: their ids. A basic dimension has none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub sum_of: Vec<Id>,
    /// Bands in rising order; a dimension without bands decides nothing by itself.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub bands: Vec<Band>,
    /// Why these points and bands.
    pub basis: Basis,
}

/// A range of points that means a class, both ends included; an end left out is open.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Band {
    /// The class.
    pub class: Id,
    /// Least points; only the first band may leave it out.
    pub from: Option<i32>,
    /// Most points; only the last band may leave it out.
    pub to: Option<i32>,
}

impl Band {
    /// Whether a score falls in it.
    #[must_use]
    pub fn holds(&self, score: i64) -> bool {
        within(self.from, self.to, score)
    }
}

/// Whether a score is in a range of points, both ends included; none is open.
pub(in crate::pack) fn within(from: Option<i32>, to: Option<i32>, score: i64) -> bool {
    from.is_none_or(|from| i64::from(from) <= score) && to.is_none_or(|to| score <= i64::from(to))
}

/// How the classes of several dimensions combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Combination {
    /// The lowest counts: tolerance and capacity are cumulative, never averaged.
    Min,
}

/// A condition that holds the class at or below another. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Cap {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true or unknown.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// The highest class left.
    pub class_at_most: Id,
    /// Why.
    pub basis: Basis,
}

/// Answers that are unusual together. Texts `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Contradiction {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// The items to show side by side.
    pub items: Vec<Id>,
    /// What happens.
    pub then: Severity,
    /// After `ask`, what happens when the person keeps the answers.
    pub kept: Option<Severity>,
    /// For `cap`: the highest class left.
    pub class_at_most: Option<Id>,
    /// Why.
    pub basis: Basis,
}

/// What a contradiction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Severity {
    /// It is written down.
    Note,
    /// The person is asked once, neutrally, within the same attempt.
    Ask,
    /// The class is held down.
    Cap,
    /// A person looks at it.
    Refer,
    /// No class comes of it.
    Block,
}

/// Something that holds for every applicant.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Promise {
    /// Id, unique among promises.
    pub id: Id,
    /// Over items, facts and `marks`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// The class is this or lower.
    pub class_at_most: Option<Id>,
    /// No product above this grade can be bought by any path, steps included.
    pub grade_at_most: Option<Id>,
    /// Nobody is barred from a product up to this grade because of the condition alone. Then `when` reads facts only.
    pub never_bars: Option<Id>,
}

documents! {
    Classes { list, lowest, dimensions, combination; [caps] }
    Lowest { id, when, basis }
    Dimension { id, basis; [sum_of, bands] }
    Band { class, from, to }
    Cap { id, when, class_at_most, basis }
    Contradiction { id, when, items, then, kept, class_at_most, basis }
    Promise { id, when, class_at_most, grade_at_most, never_bars }
}

words! {
    Combination { Min = "min" }
    Severity { Note = "note", Ask = "ask", Cap = "cap", Refer = "refer", Block = "block" }
}
