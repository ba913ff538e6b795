//! The limit: amounts of one currency, stresses, ceilings, bands that a limit falls in.

use crate::Code;
use crate::id::Id;
use crate::pack::compile::WHOLE;
use crate::pack::limits::MAX_CLASSES;
use crate::pack::schema::{Ceiling, Credit, PackDocument, Stress, Unit};

use super::super::Findings;
use super::super::evidence::fact;
use super::ends;
use super::scorecard::named;

/// Over how many months what is left may be counted.
const MONTHS: core::ops::RangeInclusive<u32> = 1..=1200;

pub(super) fn check(document: &PackDocument, findings: &mut Findings, credit: &Credit) {
    if let Some(financed) = &credit.limit.financed {
        named(findings, "/credit/limit/financed", financed);
    }
    amounts(document, findings, credit);
    stresses(findings, credit);
    ceilings(findings, credit);
    bands(findings, credit);
}

/// Every fact of the limit, with where it stands.
pub(super) fn roles(credit: &Credit) -> impl Iterator<Item = (String, &Id)> {
    let limit = &credit.limit;
    let list = |name: &'static str, ids: &'_ [Id]| {
        (0..ids.len()).map(|n| format!("/credit/limit/{name}/{n}")).collect::<Vec<String>>()
    };
    let ceilings = limit.ceilings.iter().enumerate();
    let ceilings =
        ceilings.filter_map(|(n, one)| Some((format!("/credit/limit/ceilings/{n}/fact"), one.fact.as_ref()?)));
    core::iter::once((String::from("/credit/limit/income"), &limit.income))
        .chain(list("obligations", &limit.obligations).into_iter().zip(&limit.obligations))
        .chain(list("costs", &limit.costs).into_iter().zip(&limit.costs))
        .chain(limit.debt.iter().map(|debt| (String::from("/credit/limit/debt"), debt)))
        .chain(limit.financed.iter().map(|financed| (String::from("/credit/limit/financed"), financed)))
        .chain(ceilings)
}

/// Facts of the limit are amounts of one currency, each in one place.
fn amounts(document: &PackDocument, findings: &mut Findings, credit: &Credit) {
    let income = fact(document, &credit.limit.income).and_then(|fact| fact.currency.as_ref());
    for (at, id) in roles(credit) {
        let Some(fact) = fact(document, id) else { continue };
        // A balance may be below zero; what comes in and goes out may not, or a stress on it would help.
        let flows = !at.ends_with("/fact");
        if fact.unit != Some(Unit::MinorUnits) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' is in the limit, and is no amount of money";
                "Name a fact whose unit is minor_units."
            );
        } else if flows && fact.min.is_none_or(|min| min < 0) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' comes in, goes out or is borrowed, and could be below zero";
                "Give the fact a `min` of 0 or more."
            );
        } else if fact.currency.as_ref() != income {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' is in another currency than the income";
                "Work out a limit in one currency."
            );
        }
    }
    let ids: Vec<(String, &Id)> = roles(credit).collect();
    let place = |n: usize| ids.get(n).map_or_else(String::new, |(at, _)| at.clone());
    findings.unique_at("fact of the limit", &mut ids.iter().map(|(_, id)| *id), &place);
}

fn stresses(findings: &mut Findings, credit: &Credit) {
    let (at, stresses) = ("/credit/limit/stresses", &credit.limit.stresses);
    findings.unique("stress", at, "/id", &mut stresses.iter().map(|stress| &stress.id));
    findings.at_most(at, "stresses", stresses.len(), MAX_CLASSES);
    if stresses.is_empty() {
        found!(
            findings, Code::Range, "{at}";
            "no stress is here; at least 1 is needed";
            "Say by how much income is lower, the rate and costs higher; 0 for as they are."
        );
    }
    for (n, stress) in stresses.iter().enumerate() {
        let shares =
            [("income_less", stress.income_less), ("rate_more", stress.rate_more), ("costs_more", stress.costs_more)];
        for (name, share) in shares.into_iter().filter(|(_, share)| *share > WHOLE) {
            found!(
                findings, Code::Range, "{at}/{n}/{name}";
                "`{name}` is {share} basis points; it has to be from 0 to {WHOLE}";
                "Write 2000 for a fifth."
            );
        }
    }
    let takes = |one: &Stress| [one.income_less, one.rate_more, one.costs_more];
    let covers = |all: &Stress, one: &Stress| takes(all).into_iter().zip(takes(one)).all(|(all, one)| all >= one);
    for (n, one) in stresses.iter().enumerate() {
        // Of two that take the same, the first stays.
        let mut others =
            stresses.iter().enumerate().filter(|(m, other)| *m < n || *m > n && takes(other) != takes(one));
        if let Some((_, worse)) = others.find(|(_, other)| covers(other, one)) {
            found!(
                findings, Code::Inconsistent, "{at}/{n}";
                "the stress '{}' never decides: '{}' takes as much or more of everything", one.id, worse.id;
                "Let it take more of something, or take it out."
            );
        }
    }
    let rated = stresses.iter().position(|stress| stress.rate_more > 0);
    if let Some(n) = rated.filter(|_| credit.limit.debt.is_none()) {
        found!(
            findings, Code::Inconsistent, "{at}/{n}/rate_more";
            "the rate is higher, and nothing says on what is owed";
            "Name the fact that is what is owed in /credit/limit/debt, or let `rate_more` be 0."
        );
    }
}

fn ceilings(findings: &mut Findings, credit: &Credit) {
    let limit = &credit.limit;
    let at = "/credit/limit/ceilings";
    findings.at_most(at, "ceilings", limit.ceilings.len(), MAX_CLASSES);
    for (n, ceiling) in limit.ceilings.iter().enumerate() {
        one_ceiling(findings, &format!("{at}/{n}"), ceiling);
    }
    let count = |has: &dyn Fn(&Ceiling) -> bool| limit.ceilings.iter().filter(|ceiling| has(ceiling)).count();
    if count(&|ceiling| ceiling.left_months.is_some()) == 0 || count(&|ceiling| ceiling.amount.is_some()) != 1 {
        found!(
            findings, Code::Inconsistent, "{at}";
            "a limit needs a ceiling of what is left each month, and exactly one amount of the firm's own";
            "Give at least one ceiling `left_months`, and one `amount`."
        );
    }
    if limit.step < 1 || limit.least < limit.step {
        found!(
            findings, Code::Range, "/credit/limit";
            "the least limit is {} and the step {}; the step has to be 1 or more, the least limit no less than it", limit.least, limit.step;
            "Give both in minor units."
        );
    }
    let amounts = limit.ceilings.iter().enumerate().filter_map(|(n, one)| Some((n, one.amount?)));
    for (n, amount) in amounts.filter(|(_, amount)| stepped(*amount, limit.step) < limit.least) {
        found!(
            findings, Code::Bands, "{at}/{n}/amount";
            "the firm's own limit, {amount} in steps of {}, is below the least limit that is given, {}", limit.step, limit.least;
            "Raise the one, or lower the other."
        );
    }
}

fn one_ceiling(findings: &mut Findings, at: &str, ceiling: &Ceiling) {
    let forms = [ceiling.left_months.is_some(), ceiling.fact.is_some(), ceiling.amount.is_some()];
    if forms.iter().filter(|given| **given).count() != 1 || ceiling.share.is_some() != ceiling.fact.is_some() {
        found!(
            findings, Code::Inconsistent, "{at}";
            "the ceiling '{}' is not exactly one of `left_months`, `fact` with `share`, and `amount`", ceiling.id;
            "Keep one of them."
        );
    }
    if let Some(months) = ceiling.left_months.filter(|months| !MONTHS.contains(months)) {
        found!(
            findings, Code::Range, "{at}/left_months";
            "what is left is counted over {months} months; it has to be from {} to {}", MONTHS.start(), MONTHS.end();
            "Give whole months, such as 24."
        );
    }
    if let Some(share) = ceiling.share.filter(|share| !(1..=WHOLE).contains(share)) {
        found!(
            findings, Code::Range, "{at}/share";
            "the share is {share} basis points; it has to be from 1 to {WHOLE}";
            "Write 5000 for a half."
        );
    }
}

/// The highest limit that is no more than an amount: a whole number of steps.
fn stepped(amount: i64, step: i64) -> i64 {
    amount.checked_rem_euclid(step).map_or(amount, |rest| amount.saturating_sub(rest))
}

/// The lowest limit that is no less than an amount.
fn stepped_up(amount: i64, step: i64) -> i64 {
    let below = stepped(amount, step);
    if below < amount { below.saturating_add(step) } else { below }
}

/// Bands follow each other, and a limit falls in each.
fn bands(findings: &mut Findings, credit: &Credit) {
    let (at, bands) = ("/credit/bands", &credit.bands);
    findings.at_most(at, "bands", bands.len(), MAX_CLASSES);
    findings.unique("band", at, "/id", &mut bands.iter().map(|band| &band.id));
    ends(findings, at, "band", &bands.iter().map(|band| band.below).collect::<Vec<_>>());
    let limit = &credit.limit;
    let amount = limit.ceilings.iter().find_map(|ceiling| ceiling.amount).unwrap_or(i64::MAX);
    let (least, most) = (stepped_up(limit.least, limit.step), stepped(amount, limit.step));
    let mut from = least;
    for (n, end) in bands.iter().enumerate().filter_map(|(n, band)| Some((n, band.below?))) {
        // The first limit of the next band.
        let next = stepped_up(end, limit.step);
        if next <= from || next > most {
            found!(
                findings, Code::Bands, "{at}/{n}/below";
                "no limit is on both sides of {end}: limits are from {least} to {most}, in steps of {}", limit.step;
                "Let bands end between the two, each more than a step after the one before."
            );
        }
        from = from.max(next);
    }
}
