//! What a person can afford, on the sheet: evidence, points, stresses, ceilings, bands.

use prescreen::id::Id;
use prescreen::pack::schema;
use prescreen::terms::{Purpose, Tier};
use serde::Serialize;

use super::Texts;
use super::origins::Basis;
use super::rules::Frame;

/// How evidence becomes an outcome and a limit.
#[derive(Serialize)]
pub struct Credit<'a> {
    /// Empty for all.
    purposes: &'a [Purpose],
    tags: &'a [Id],
    evidence: Vec<Evidence<'a>>,
    base: i32,
    characteristics: Vec<Characteristic<'a>>,
    least_points: i32,
    points_basis: Basis<'a>,
    /// Of all amounts, an ISO 4217 code.
    currency: &'a str,
    income: &'a str,
    obligations: Vec<&'a str>,
    costs: Vec<&'a str>,
    debt: Option<&'a str>,
    financed: Option<Financed<'a>>,
    stresses: Vec<Stress<'a>>,
    ceilings: Vec<Ceiling<'a>>,
    least: i64,
    step: i64,
    bands: Vec<Band<'a>>,
}

/// A fact that counts only when it is evidenced so.
#[derive(Serialize)]
pub struct Evidence<'a> {
    fact: &'a str,
    tier: Tier,
    coverage: Option<Covered<'a>>,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Covered<'a> {
    fact: &'a str,
    at_least: i64,
}

/// What would be borrowed with the purchase, which is held against the limit.
#[derive(Serialize)]
struct Financed<'a> {
    fact: &'a str,
    /// What the person reads where it is more.
    reads: String,
}

#[derive(Serialize)]
struct Characteristic<'a> {
    fact: &'a str,
    unit: Option<&'static str>,
    reference: i32,
    rows: Vec<Row<'a>>,
    /// What the person reads where it falls short.
    reads: String,
}

/// Points of an option, or of what is below an end.
#[derive(Serialize)]
struct Row<'a> {
    option: Option<&'a str>,
    below: Option<i64>,
    points: i32,
}

#[derive(Serialize)]
struct Stress<'a> {
    title: &'a str,
    income_less: u32,
    rate_more: u32,
    costs_more: u32,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Ceiling<'a> {
    frame: Frame<'a>,
    left_months: Option<u32>,
    fact: Option<&'a str>,
    share: Option<u32>,
    amount: Option<i64>,
}

#[derive(Serialize)]
struct Band<'a> {
    title: &'a str,
    below: Option<i64>,
}

impl<'a> Credit<'a> {
    pub fn of(texts: Texts<'a>, credit: &'a schema::Credit) -> Self {
        let fact = |id: &Id| texts.text(&format!("fact.{id}"));
        let limit = &credit.limit;
        let stresses = limit.stresses.iter().map(|stress| Stress {
            title: texts.text(&format!("stress.{}", stress.id)),
            income_less: stress.income_less,
            rate_more: stress.rate_more,
            costs_more: stress.costs_more,
            basis: Basis::of(texts, &stress.basis),
        });
        let ceilings = limit.ceilings.iter().map(|ceiling| Ceiling {
            frame: Frame::of(texts, &ceiling.id, &ceiling.basis),
            left_months: ceiling.left_months,
            fact: ceiling.fact.as_ref().map(fact),
            share: ceiling.share,
            amount: ceiling.amount,
        });
        let bands = credit.bands.iter();
        let characteristics = &credit.scorecard.characteristics;
        Self {
            purposes: &credit.purposes,
            tags: &credit.tags,
            evidence: credit.evidence.iter().map(|one| Evidence::of(texts, one)).collect(),
            base: credit.scorecard.base,
            characteristics: characteristics.iter().map(|one| Characteristic::of(texts, one)).collect(),
            least_points: credit.least_points.points,
            points_basis: Basis::of(texts, &credit.least_points.basis),
            currency: texts.pack.currency_of(&limit.income).unwrap_or_default(),
            income: fact(&limit.income),
            obligations: limit.obligations.iter().map(fact).collect(),
            costs: limit.costs.iter().map(fact).collect(),
            debt: limit.debt.as_ref().map(fact),
            financed: limit.financed.as_ref().map(|id| Financed { fact: fact(id), reads: reads(texts, id) }),
            stresses: stresses.collect(),
            ceilings: ceilings.collect(),
            least: limit.least,
            step: limit.step,
            bands: bands
                .map(|band| Band { title: texts.text(&format!("limit.{}", band.id)), below: band.below })
                .collect(),
        }
    }
}

impl<'a> Evidence<'a> {
    pub fn of(texts: Texts<'a>, one: &'a schema::Evidence) -> Self {
        let fact = |id: &Id| texts.text(&format!("fact.{id}"));
        let coverage = one.coverage.as_ref();
        Self {
            fact: fact(&one.fact),
            tier: one.tier,
            coverage: coverage.map(|covered| Covered { fact: fact(&covered.fact), at_least: covered.at_least }),
            basis: Basis::of(texts, &one.basis),
        }
    }
}

impl<'a> Characteristic<'a> {
    fn of(texts: Texts<'a>, one: &'a schema::Characteristic) -> Self {
        let declared = texts.document().facts.iter().find(|fact| fact.id == one.fact);
        let bins = one.bins.iter().map(|bin| Row { option: None, below: bin.below, points: bin.points });
        let options = one.options.iter().map(|option| {
            // A boolean's options are the language's own words.
            let title = texts.text(&format!("fact.{}.{}", one.fact, option.option));
            let option_title = if title.is_empty() { option.option.as_str() } else { title };
            Row { option: Some(option_title), below: None, points: option.points }
        });
        Self {
            fact: texts.text(&format!("fact.{}", one.fact)),
            unit: declared.and_then(|fact| fact.unit).map(|unit| unit.word()),
            reference: one.reference,
            rows: bins.chain(options).collect(),
            reads: reads(texts, &one.fact),
        }
    }
}

/// What a person reads where a fact is why a person decides.
fn reads(texts: Texts<'_>, fact: &Id) -> String {
    let code = schema::reason_code(fact);
    let (shown, next) = (texts.text(&format!("reason.{code}")), texts.text(&format!("reason.{code}.next")));
    format!("{shown} {next}").trim().to_owned()
}
