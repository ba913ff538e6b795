//! The credit account: dated ratios without a gap, lines above what is owed, price limits.

use crate::Code;
use crate::pack::compile::WHOLE;
use crate::pack::limits::MAX_CLASSES;
use crate::pack::schema::{FactKind, Margin, PackDocument, Risk};

use super::super::Findings;
use super::super::evidence::fact;
use super::{basis_points, tags};

/// Least and most that a ratio may be, in basis points: below a tenth, what a margin carries could pass 64 bits.
const RATIOS: core::ops::RangeInclusive<u32> = WHOLE / 10..=10 * WHOLE;

pub(super) fn check(document: &PackDocument, findings: &mut Findings, risk: &Risk) {
    let Some(margin) = &risk.margin else { return };
    if risk.purchase.financed.is_none() {
        found!(
            findings, Code::MissingField, "/risk/purchase/financed";
            "a margin is asked for, and nothing says what is borrowed for the purchase";
            "Name the fact that is, or leave `margin` out."
        );
    }
    let contract = margin.contract.as_ref().and_then(|id| fact(document, id));
    if let Some(fact) = contract.filter(|fact| fact.kind != FactKind::Date) {
        found!(
            findings, Code::Type, "/risk/margin/contract";
            "'{}' is the contract's day, and is of type {}", fact.id, fact.kind.word();
            "Name a fact of type date, or leave `contract` out for contracts of the session's day."
        );
    }
    for (n, one) in margin.securities.iter().enumerate() {
        basis_points(findings, &format!("/risk/margin/securities/{n}/haircut"), one.haircut, 0);
    }
    within_means(findings, risk, margin);
    initial(findings, margin);
    maintenance(findings, margin);
    let at = "/risk/margin/daily_limits";
    findings.at_most(at, "price limits", margin.daily_limits.len(), MAX_CLASSES);
    findings.unique("price limit", at, "/id", &mut margin.daily_limits.iter().map(|limit| &limit.id));
    for (n, limit) in margin.daily_limits.iter().enumerate() {
        tags(document, findings, &format!("{at}/{n}/tags"), &limit.tags);
        basis_points(findings, &format!("{at}/{n}/fall"), limit.fall, 1);
    }
}

/// What is in the account is part of the means: what a fall takes of the one, it takes of the other.
fn within_means(findings: &mut Findings, risk: &Risk, margin: &Margin) {
    let means = &risk.means;
    let cash = margin.cash.iter().enumerate().map(|(n, id)| (format!("cash/{n}"), id, "liquid", &means.liquid));
    let securities = margin.securities.iter().enumerate();
    let securities =
        securities.map(|(n, one)| (format!("securities/{n}/fact"), &one.fact, "invested", &means.invested));
    let owed = (String::from("owed"), &margin.owed, "owed", &means.owed);
    let missing = cash.chain(securities).chain([owed]).filter(|(_, id, _, list)| !list.contains(id));
    for (at, id, list, _) in missing {
        found!(
            findings, Code::Inconsistent, "/risk/margin/{at}";
            "'{id}' is part of the account, and not of /risk/means/{list}: the means would be other ones than the account's";
            "Name it there too."
        );
    }
}

/// Every contract's day has exactly one ratio.
fn initial(findings: &mut Findings, margin: &Margin) {
    let at = "/risk/margin/initial";
    findings.at_most(at, "ratios", margin.initial.len(), MAX_CLASSES);
    if margin.initial.is_empty() {
        found!(
            findings, Code::Range, "{at}";
            "no least margin is here; at least 1 is needed";
            "Give the ratio of the oldest contracts, without `from`."
        );
    }
    for (n, one) in margin.initial.iter().enumerate().filter(|(n, one)| one.from.is_some() == (*n == 0)) {
        let is = if one.from.is_some() { "the first, and has a `from`" } else { "not the first, and has no `from`" };
        found!(
            findings, Code::Bands, "{at}/{n}";
            "the ratio is {is}";
            "Give every ratio but the first the day from which new contracts have it."
        );
    }
    for (n, pair) in (1_usize..).zip(margin.initial.windows(2)) {
        if let [before, after] = pair
            && let (Some(first), Some(second)) = (before.from, after.from)
            && first >= second
        {
            found!(
                findings, Code::Bands, "{at}/{n}/from";
                "this ratio is from {second}, which is not later than {first}, the one before it";
                "Put them in the order of their days, each day once."
            );
        }
    }
    for (n, one) in margin.initial.iter().enumerate() {
        ratio(findings, &format!("{at}/{n}/ratio"), one.ratio, *RATIOS.start());
    }
}

/// The lender closes no later than all that is the person's own is gone, and calls no later than that.
fn maintenance(findings: &mut Findings, margin: &Margin) {
    let (call, close) = (margin.call.ratio, margin.close.ratio);
    ratio(findings, "/risk/margin/close/ratio", close, WHOLE.saturating_add(1));
    ratio(findings, "/risk/margin/call/ratio", call, WHOLE.saturating_add(1));
    if call < close {
        found!(
            findings, Code::Inconsistent, "/risk/margin/call/ratio";
            "the lender calls at {call} basis points, after closing at {close}";
            "Let it be {close} or more."
        );
    }
}

fn ratio(findings: &mut Findings, at: &str, given: u32, least: u32) {
    if !(least..=*RATIOS.end()).contains(&given) {
        found!(
            findings, Code::Range, "{at}";
            "the ratio is {given} basis points; it has to be from {least} to {}", RATIOS.end();
            "Write 13000 for 130%."
        );
    }
}
