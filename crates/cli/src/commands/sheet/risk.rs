//! What a fall would do, on the sheet: means, scenarios, margin, lines.

use prescreen::id::Id;
use prescreen::pack::schema::{self, Measured};
use prescreen::terms::Purpose;
use serde::Serialize;

use super::Texts;
use super::credit::Evidence;
use super::origins::Basis;
use super::rules::{Frame, LeadsTo};

/// How evidence and a purchase become measures, and measures outcomes.
#[derive(Serialize)]
pub struct Risk<'a> {
    /// Empty for all.
    purposes: &'a [Purpose],
    tags: &'a [Id],
    evidence: Vec<Evidence<'a>>,
    liquid: Vec<&'a str>,
    invested: Vec<&'a str>,
    owed: Vec<&'a str>,
    spending: Option<&'a str>,
    amount: &'a str,
    financed: Option<&'a str>,
    concentrations: Vec<Concentration<'a>>,
    scenarios: Vec<Scenario<'a>>,
    margin: Option<Margin<'a>>,
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Concentration<'a> {
    title: &'a str,
    held: Vec<&'a str>,
}

#[derive(Serialize)]
struct Scenario<'a> {
    title: &'a str,
    tags: &'a [Id],
    fall: u32,
    purchase_fall: u32,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Margin<'a> {
    contract: Option<&'a str>,
    cash: Vec<&'a str>,
    used: Option<&'a str>,
    owed: &'a str,
    /// Haircuts, ratios and limits, each with what it rests on.
    securities: Vec<Share<'a>>,
    initial: Vec<Share<'a>>,
    call: Share<'a>,
    close: Share<'a>,
    daily_limits: Vec<Share<'a>>,
}

/// Basis points of something.
#[derive(Serialize)]
struct Share<'a> {
    /// The fact, the first day, or the limit; empty for all others.
    of: String,
    share: u32,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Line<'a> {
    frame: Frame<'a>,
    measure: &'static str,
    of: Option<&'a str>,
    /// In basis points, months or days.
    unit: Option<&'static str>,
    above: Option<i64>,
    below: Option<i64>,
    leads_to: LeadsTo<'a>,
}

impl<'a> Risk<'a> {
    pub fn of(texts: Texts<'a>, risk: &'a schema::Risk) -> Self {
        let fact = |id: &Id| texts.text(&format!("fact.{id}"));
        let means = &risk.means;
        let concentrations = risk.concentrations.iter().map(|one| Concentration {
            title: texts.text(&format!("concentration.{}", one.id)),
            held: one.held.iter().map(fact).collect(),
        });
        let scenarios = risk.scenarios.iter().map(|one| Scenario {
            title: texts.text(&format!("scenario.{}", one.id)),
            tags: &one.tags,
            fall: one.fall,
            purchase_fall: one.purchase_fall,
            basis: Basis::of(texts, &one.basis),
        });
        Self {
            purposes: &risk.purposes,
            tags: &risk.tags,
            evidence: risk.evidence.iter().map(|one| Evidence::of(texts, one)).collect(),
            liquid: means.liquid.iter().map(fact).collect(),
            invested: means.invested.iter().map(fact).collect(),
            owed: means.owed.iter().map(fact).collect(),
            spending: means.spending.as_ref().map(fact),
            amount: fact(&risk.purchase.amount),
            financed: risk.purchase.financed.as_ref().map(fact),
            concentrations: concentrations.collect(),
            scenarios: scenarios.collect(),
            margin: risk.margin.as_ref().map(|margin| Margin::of(texts, margin)),
            lines: risk.lines.iter().map(|line| Line::of(texts, line)).collect(),
        }
    }
}

impl<'a> Margin<'a> {
    fn of(texts: Texts<'a>, margin: &'a schema::Margin) -> Self {
        let fact = |id: &Id| texts.text(&format!("fact.{id}"));
        let share = |of: String, share: u32, basis: &schema::Basis| Share { of, share, basis: Basis::of(texts, basis) };
        let first = |one: &schema::InitialRatio| one.from.map(|from| from.to_string()).unwrap_or_default();
        let limit = |one: &schema::DailyLimit| texts.text(&format!("daily-limit.{}", one.id)).to_owned();
        let securities = margin.securities.iter();
        Self {
            contract: margin.contract.as_ref().map(fact),
            cash: margin.cash.iter().map(fact).collect(),
            used: margin.used.as_ref().map(fact),
            owed: fact(&margin.owed),
            securities: securities.map(|one| share(fact(&one.fact).to_owned(), one.haircut, &one.basis)).collect(),
            initial: margin.initial.iter().map(|one| share(first(one), one.ratio, &one.basis)).collect(),
            call: share(String::new(), margin.call.ratio, &margin.call.basis),
            close: share(String::new(), margin.close.ratio, &margin.close.basis),
            daily_limits: margin.daily_limits.iter().map(|one| share(limit(one), one.fall, &one.basis)).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn of(texts: Texts<'a>, line: &'a schema::Line) -> Self {
        let unit = match line.measure {
            Measured::MonthsLeft => Some("months"),
            Measured::DaysToCall | Measured::DaysToClose => None,
            _ => Some("basis_points"),
        };
        Self {
            frame: Frame::of(texts, &line.id, &line.basis),
            measure: line.measure.word(),
            of: line.of.as_ref().map(|of| texts.text(&format!("concentration.{of}"))),
            unit,
            above: line.above,
            below: line.below,
            leads_to: LeadsTo::of(texts, line.outcome, line.flow.as_ref()),
        }
    }
}
