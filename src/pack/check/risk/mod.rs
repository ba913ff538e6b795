//! The `risk` part: facts that it may read, each in one place; falls, margin, and lines that somebody can be beyond.

mod lines;
mod margin;

use crate::Code;
use crate::id::Id;
use crate::pack::compile::WHOLE;
use crate::pack::limits::{MAX_CLASSES, MAX_RULES};
use crate::pack::schema::{PackDocument, Risk, Scenario, Unit};

use super::Findings;
use super::evidence::{self, Reads, fact};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let Some(risk) = &document.risk else { return };
    let contract = risk.margin.as_ref().and_then(|margin| margin.contract.as_ref());
    let roles = roles(risk);
    let day = contract.map(|id| (String::from("/risk/margin/contract"), id));
    let held = held(risk);
    let reads = Reads {
        part: "/risk",
        what: "what a fall would do",
        evidence: &risk.evidence,
        read: roles.iter().cloned().chain(held.iter().cloned()).chain(day).collect(),
        date: contract,
    };
    evidence::check(document, findings, &reads);
    evidence::bought(findings, "/risk", &risk.purposes, &risk.tags);
    tags(document, findings, "/risk/tags", &risk.tags);
    findings.at_most("/risk/lines", "lines", risk.lines.len(), MAX_RULES);
    amounts(document, findings, roles.iter().chain(&held));
    once(findings, &roles, &|at| at.starts_with("/risk/means") || at.starts_with("/risk/purchase"));
    once(findings, &roles, &|at| at.starts_with("/risk/margin") || at.starts_with("/risk/purchase"));
    concentrations(findings, risk);
    scenarios(document, findings, risk);
    margin::check(document, findings, risk);
    lines::check(document, findings, risk);
}

/// Every amount that is added up, with where it stands.
fn roles(risk: &Risk) -> Vec<(String, &Id)> {
    let (means, margin) = (&risk.means, risk.margin.as_ref());
    let lists = [
        ("/risk/means/liquid", means.liquid.as_slice()),
        ("/risk/means/invested", &means.invested),
        ("/risk/means/owed", &means.owed),
        ("/risk/margin/cash", margin.map_or(&[], |margin| &margin.cash)),
    ];
    let lists =
        lists.into_iter().flat_map(|(at, ids)| ids.iter().enumerate().map(move |(n, id)| (format!("{at}/{n}"), id)));
    let securities = margin.into_iter().flat_map(|margin| &margin.securities).enumerate();
    let securities = securities.map(|(n, one)| (format!("/risk/margin/securities/{n}/fact"), &one.fact));
    let single = [
        ("/risk/means/spending", means.spending.as_ref()),
        ("/risk/purchase/amount", Some(&risk.purchase.amount)),
        ("/risk/purchase/financed", risk.purchase.financed.as_ref()),
        ("/risk/margin/used", margin.and_then(|margin| margin.used.as_ref())),
        ("/risk/margin/owed", margin.map(|margin| &margin.owed)),
    ];
    lists.chain(securities).chain(single.into_iter().filter_map(|(at, id)| Some((at.into(), id?)))).collect()
}

/// What is held together, with where it stands.
fn held(risk: &Risk) -> Vec<(String, &Id)> {
    let all = risk.concentrations.iter().enumerate();
    let each = all.flat_map(|(n, one)| {
        one.held.iter().enumerate().map(move |(m, id)| (format!("/risk/concentrations/{n}/held/{m}"), id))
    });
    each.collect()
}

/// Amounts of one currency. A balance at hand may be below zero; nothing else may.
fn amounts<'a>(
    document: &PackDocument,
    findings: &mut Findings,
    roles: impl Iterator<Item = &'a (String, &'a Id)> + Clone,
) {
    let currency = roles.clone().find_map(|(_, id)| fact(document, id)?.currency.as_ref());
    for (at, id) in roles {
        let Some(fact) = fact(document, id) else { continue };
        let balance = at.starts_with("/risk/means/liquid") || at.starts_with("/risk/margin/cash");
        if fact.unit != Some(Unit::MinorUnits) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' is added up, and is no amount of money";
                "Name a fact whose unit is minor_units."
            );
        } else if !balance && fact.min.is_none_or(|min| min < 0) {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' is held, owed, spent or paid, and could be below zero";
                "Give the fact a `min` of 0 or more."
            );
        } else if fact.currency.as_ref() != currency {
            found!(
                findings, Code::Inconsistent, "{at}";
                "'{id}' is in another currency than the first amount";
                "Work out what a fall does in one currency."
            );
        }
    }
}

/// No amount is counted twice in one sum.
fn once(findings: &mut Findings, roles: &[(String, &Id)], within: &dyn Fn(&str) -> bool) {
    let ids: Vec<&(String, &Id)> = roles.iter().filter(|(at, _)| within(at)).collect();
    let place = |n: usize| ids.get(n).map_or_else(String::new, |(at, _)| at.clone());
    findings.unique_at("fact", &mut ids.iter().map(|(_, id)| *id), &place);
}

fn concentrations(findings: &mut Findings, risk: &Risk) {
    let at = "/risk/concentrations";
    findings.at_most(at, "concentrations", risk.concentrations.len(), MAX_CLASSES);
    findings.unique("concentration", at, "/id", &mut risk.concentrations.iter().map(|one| &one.id));
    for (n, one) in risk.concentrations.iter().enumerate() {
        findings.unique("fact", &format!("{at}/{n}/held"), "", &mut one.held.iter());
        if !risk.lines.iter().any(|line| line.of.as_ref() == Some(&one.id)) {
            found!(
                findings, Code::Inconsistent, "{at}/{n}";
                "no line is about the concentration '{}'", one.id;
                "Give one with `of`, or take it out."
            );
        }
    }
}

fn scenarios(document: &PackDocument, findings: &mut Findings, risk: &Risk) {
    let (at, scenarios) = ("/risk/scenarios", &risk.scenarios);
    findings.at_most(at, "scenarios", scenarios.len(), MAX_CLASSES);
    findings.unique("scenario", at, "/id", &mut scenarios.iter().map(|scenario| &scenario.id));
    if !scenarios.iter().any(|scenario| scenario.tags.is_empty()) {
        found!(
            findings, Code::Range, "{at}";
            "no fall is supposed of every product; at least 1 is needed";
            "Say by how much falls what is held, and what is bought, without `tags`."
        );
    }
    for (n, scenario) in scenarios.iter().enumerate() {
        tags(document, findings, &format!("{at}/{n}/tags"), &scenario.tags);
        let falls = |one: &Scenario| (one.fall, one.purchase_fall);
        // Of two that are the same, the first stays.
        let mut others = scenarios
            .iter()
            .enumerate()
            .filter(|(m, other)| *m < n || *m > n && (falls(other), &other.tags) != (falls(scenario), &scenario.tags));
        let worse = others.find(|(_, other)| {
            (other.tags.is_empty() || other.tags == scenario.tags)
                && other.fall >= scenario.fall
                && other.purchase_fall >= scenario.purchase_fall
        });
        if let Some((_, worse)) = worse {
            found!(
                findings, Code::Inconsistent, "{at}/{n}";
                "the fall '{}' never decides: in '{}' as much or more is lost", scenario.id, worse.id;
                "Let more be lost in it, or take it out."
            );
        }
        for (name, fall) in [("fall", scenario.fall), ("purchase_fall", scenario.purchase_fall)] {
            basis_points(findings, &format!("{at}/{n}/{name}"), fall, 0);
        }
    }
}

/// Basis points of a whole, from `least` on.
fn basis_points(findings: &mut Findings, at: &str, given: u32, least: u32) {
    if !(least..=WHOLE).contains(&given) {
        found!(
            findings, Code::Range, "{at}";
            "{given} basis points are given; it has to be from {least} to {WHOLE}";
            "Write 3000 for three tenths."
        );
    }
}

fn tags(document: &PackDocument, findings: &mut Findings, at: &str, tags: &[Id]) {
    for (n, tag) in tags.iter().enumerate() {
        let mut known = document.matching.tags.iter();
        findings.declared(&format_args!("{at}/{n}"), "tag", tag, "/matching/tags", &mut known);
    }
}
