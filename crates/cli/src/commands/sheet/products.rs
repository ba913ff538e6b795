//! Matching and gates on the sheet.

use prescreen::id::Id;
use prescreen::pack::schema;
use prescreen::terms::{Outcome, Tier};
use serde::Serialize;

use super::Texts;
use super::conditions::Phrase;
use super::origins::Basis;
use super::rules::{Frame, LeadsTo, Restriction, restrictions};

/// How classes and products are matched.
#[derive(Serialize)]
pub struct Matching<'a> {
    /// Code and name of each grade, lowest first.
    grades: Vec<String>,
    /// One row a class.
    reach: Vec<Row<'a>>,
    basis: Basis<'a>,
    term: Option<Fit<'a>>,
    #[serde(rename = "type")]
    kind: Option<Fit<'a>>,
    earlier: Option<Earlier<'a>>,
    rules: Vec<Restriction<'a>>,
}

/// What a class or an answer reaches, column by column.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    within: Vec<bool>,
}

/// Which terms or types the answers to a question reach.
#[derive(Serialize)]
struct Fit<'a> {
    question: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<Row<'a>>,
    basis: Basis<'a>,
}

/// For how many days earlier classes are remembered.
#[derive(Serialize)]
struct Earlier<'a> {
    days: u32,
    basis: Basis<'a>,
}

impl<'a> Matching<'a> {
    pub fn of(texts: Texts<'a>) -> Self {
        let matching = &texts.document().matching;
        let grade = |id: &Id| format!("{id} {}", texts.text(&format!("grade.{id}")));
        let reach = |class: &'a Id| {
            let highest = matching.reach.grades.get(class);
            let highest = highest.and_then(|reach| matching.grades.iter().position(|grade| grade == reach));
            let within = (0..matching.grades.len()).map(|grade| highest.is_some_and(|highest| grade <= highest));
            Row { name: class.as_str(), within: within.collect() }
        };
        let fit = |fit: &'a Option<schema::Fit>, ids: &'a [Id], prefix| {
            fit.as_ref().map(|fit| Fit::of(texts, fit, ids, prefix))
        };
        let earlier = matching.earlier.as_ref();
        Self {
            grades: matching.grades.iter().map(grade).collect(),
            reach: texts.document().classes.list.iter().map(reach).collect(),
            basis: Basis::of(texts, &matching.reach.basis),
            term: fit(&matching.term, &matching.terms, "term"),
            kind: fit(&matching.kind, &matching.types, "type"),
            earlier: earlier.map(|it| Earlier { days: it.within_days, basis: Basis::of(texts, &it.basis) }),
            rules: restrictions(texts, &matching.rules),
        }
    }
}

impl<'a> Fit<'a> {
    fn of(texts: Texts<'a>, fit: &'a schema::Fit, ids: &'a [Id], prefix: &str) -> Self {
        let item = texts.document().items().find(|item| item.id == fit.item);
        let row = |option: &'a schema::Choice| {
            let matches = fit.fits.get(&option.id);
            let within = ids.iter().map(|id| matches.is_some_and(|matches| matches.contains(id)));
            Row { name: texts.text(&format!("option.{}.{}", fit.item, option.id)), within: within.collect() }
        };
        Self {
            question: texts.text(&format!("item.{}", fit.item)),
            columns: ids.iter().map(|id| texts.text(&format!("{prefix}.{id}"))).collect(),
            rows: item.into_iter().flat_map(|item| &item.options).map(row).collect(),
            basis: Basis::of(texts, &fit.basis),
        }
    }
}

/// An access condition.
#[derive(Serialize)]
pub struct Gate<'a> {
    frame: Frame<'a>,
    opens_to: LeadsTo<'a>,
    tags: &'a [Id],
    requires: Phrase<'a>,
    tier: Tier,
    unmet: LeadsTo<'a>,
    if_unknown: LeadsTo<'a>,
}

impl<'a> Gate<'a> {
    pub fn of(texts: Texts<'a>, gate: &'a schema::Gate) -> Self {
        Self {
            frame: Frame::of(texts, &gate.id, &gate.basis),
            opens_to: opens_to(texts, gate.flow.as_ref()),
            tags: &gate.tags,
            requires: Phrase::of(texts, &gate.requires),
            tier: gate.tier,
            unmet: LeadsTo::of(texts, gate.unmet, None),
            if_unknown: LeadsTo::of(texts, Outcome::InsufficientEvidence, None),
        }
    }
}

/// What is applied for once.
#[derive(Serialize)]
pub struct Permission<'a> {
    frame: Frame<'a>,
    name: &'a str,
    /// The fact that the firm then holds.
    fact: &'a str,
    level: Option<i64>,
    opens_to: LeadsTo<'a>,
    requires: Phrase<'a>,
    tier: Tier,
    unmet: LeadsTo<'a>,
    if_unknown: LeadsTo<'a>,
}

impl<'a> Permission<'a> {
    pub fn of(texts: Texts<'a>, permission: &'a schema::Permission) -> Self {
        Self {
            frame: Frame::of(texts, &permission.id, &permission.basis),
            name: texts.text(&format!("permission.{}", permission.id)),
            fact: texts.text(&format!("fact.{}", permission.fact)),
            level: permission.level,
            opens_to: opens_to(texts, permission.flow.as_ref()),
            requires: Phrase::of(texts, &permission.requires),
            tier: permission.tier,
            unmet: LeadsTo::of(texts, permission.unmet, None),
            if_unknown: LeadsTo::of(texts, Outcome::InsufficientEvidence, None),
        }
    }
}

/// What an access condition leads to that is met.
fn opens_to<'a>(texts: Texts<'a>, flow: Option<&'a Id>) -> LeadsTo<'a> {
    LeadsTo::of(texts, if flow.is_some() { Outcome::ProceedAfter } else { Outcome::Proceed }, flow)
}
