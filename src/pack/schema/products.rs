//! From a class to a product: rules, fits, gates.

use crate::documents;
use crate::id::Id;
use crate::json::{Entries, Json};
use crate::terms::{Outcome, Purpose, Tier};

use super::Basis;

/// A rule that restricts what may be done. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Rule {
    /// Reason code.
    pub id: Id,
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// Fires on true; on unknown, `if_unknown` applies.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub when: Json,
    /// Lifts the rule on true only, over facts at `unless_tier` or better.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::condition::schema::Written>"))]
    pub unless: Option<Json>,
    /// Least tier of a fact that `unless` reads; `attested` when left out.
    pub unless_tier: Option<Tier>,
    /// What it leads to.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
    /// What unknown leads to; `insufficient_evidence` when left out.
    pub if_unknown: Option<Fallback>,
    /// Why.
    pub basis: Basis,
}

/// What a rule does when it cannot be decided.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fallback {
    /// Not `proceed`.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
}

/// How an investor class meets a product.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Matching {
    /// Product grades from lowest to highest. Text `grade.ID`.
    pub grades: Vec<Id>,
    /// Product types. Text `type.ID`.
    pub types: Vec<Id>,
    /// Product terms from shortest to longest. Text `term.ID`.
    pub terms: Vec<Id>,
    /// Product tags, which gates and rules read.
    pub tags: Vec<Id>,
    /// The highest grade that matches each class: makes `grade_fits`.
    pub reach: Reach,
    /// Which terms match an answer: makes `term_fits`.
    pub term: Option<Fit>,
    /// Which types match an answer: makes `type_fits`.
    #[cfg_attr(feature = "schema", schemars(rename = "type"))]
    pub kind: Option<Fit>,
    /// For how long an earlier class is remembered: makes `earlier_fits`.
    pub earlier: Option<Earlier>,
    /// Over `class`, `grade`, `type`, `term`, `tags`, `grade_fits`, `term_fits`, `type_fits`, `earlier_fits`,
    /// items, facts and `marks`; read only when the session names a product.
    pub rules: Vec<Rule>,
}

/// Class to the highest grade that matches.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Reach {
    /// Every class, once.
    pub grades: Entries<Id, Id>,
    /// Why.
    pub basis: Basis,
}

/// Answer to the product terms or types that match it; with several answers any one suffices.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fit {
    /// The item that is answered.
    pub item: Id,
    /// Every option of it, once.
    pub fits: Entries<Id, Vec<Id>>,
    /// Why.
    pub basis: Basis,
}

/// For how many days the classes before an upgrade are held against a purchase.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Earlier {
    /// Days before the session's day, 1 to 3660.
    pub within_days: u32,
    /// Why.
    pub basis: Basis,
}

/// Access condition of a market or product. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Gate {
    /// Reason code.
    pub id: Id,
    /// Products with any of these tags.
    pub tags: Vec<Id>,
    /// Weakest evidence that opens it; a weaker fact counts as missing.
    pub tier: Tier,
    /// Opens on true; false leads to `unmet`, unknown to `insufficient_evidence`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub requires: Json,
    /// What an unmet gate leads to.
    pub unmet: Outcome,
    /// Steps of an open gate, such as its risk disclosure.
    pub flow: Option<Id>,
    /// Why.
    pub basis: Basis,
}

/// What a person applies for once, such as access to a market: the firm's books then hold it as a fact, which gates read.
/// Texts `permission.ID` and `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Permission {
    /// What a session names, and the reason code.
    pub id: Id,
    /// The fact that the firm holds once the permission is given: a yes, or a number where it has levels.
    pub fact: Id,
    /// The least value of a number that is this permission: its level.
    pub level: Option<i64>,
    /// Weakest evidence on which it is given, better than `declared`; a weaker fact counts as missing.
    pub tier: Tier,
    /// Met on true; false leads to `unmet`, unknown to `insufficient_evidence`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::condition::schema::Written"))]
    pub requires: Json,
    /// What unmet conditions lead to.
    pub unmet: Outcome,
    /// Steps of one whose conditions are met, such as its risk disclosure.
    pub flow: Option<Id>,
    /// Why.
    pub basis: Basis,
}

documents! {
    Rule { id, when, unless, unless_tier, outcome, flow, if_unknown, basis; [purposes] }
    Fallback { outcome, flow }
    Matching { grades, types, terms, tags, reach, term, kind = "type", earlier, rules }
    Earlier { within_days, basis }
    Reach { grades, basis }
    Fit { item, fits, basis }
    Gate { id, tags, tier, requires, unmet, flow, basis }
    Permission { id, fact, level, tier, requires, unmet, flow, basis }
}
