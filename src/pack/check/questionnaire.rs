//! Questions: kinds, options, intervals, orders.

use crate::Code;
use crate::pack::limits::{MAX_COMBINATION_BITS, MAX_ITEMS, MAX_OPTIONS};
use crate::pack::schema::{Item, ItemKind, PackDocument, Pick};

use super::{Findings, facts};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let at = "/questionnaire/sections";
    findings.unique(at, document.questionnaire.sections.iter().map(|section| &section.id));
    findings.at_most("/questionnaire", document.items().count(), MAX_ITEMS);
    findings.ensure(document.items().next().is_some(), Code::Range, "/questionnaire", "a questionnaire has questions");
    for (s, section) in document.questionnaire.sections.iter().enumerate() {
        findings.ensure(!section.items.is_empty(), Code::Range, format!("{at}/{s}"), "a section has questions");
        for (n, item) in section.items.iter().enumerate() {
            let at = format!("{at}/{s}/items/{n}");
            facts::name(findings, &at, &item.id);
            one(document, findings, &at, item);
        }
    }
    let bits = document.items().fold(0_u32, |bits, item| bits.saturating_add(combination_bits(item)));
    findings.ensure(bits <= MAX_COMBINATION_BITS, Code::Limit, "/questionnaire", "more than 2^120 answer combinations");
}

/// An upper bound of the item's answer combinations, as a power of two.
fn combination_bits(item: &Item) -> u32 {
    let options = u32::try_from(item.options.len()).unwrap_or(u32::MAX);
    match item.kind {
        ItemKind::Multiple => options,
        ItemKind::Single | ItemKind::Number => options.next_power_of_two().trailing_zeros(),
    }
}

fn one(document: &PackDocument, findings: &mut Findings, at: &str, item: &Item) {
    let options = format!("{at}/options");
    findings.at_most(&options, item.options.len(), MAX_OPTIONS);
    findings.ensure(item.options.len() >= 2, Code::Range, &options, "a question has at least two options");
    findings.unique(&options, item.options.iter().map(|option| &option.id));
    let multiple = item.kind == ItemKind::Multiple;
    findings.ensure(
        multiple == item.pick.is_some(),
        Code::Inconsistent,
        at,
        "pick belongs to a multiple choice, and only there",
    );
    for (n, option) in item.options.iter().enumerate() {
        let at = format!("{options}/{n}");
        for id in option.points.keys() {
            let basic = document.classes.dimensions.iter().any(|d| d.id == *id && d.sum_of.is_empty());
            findings.ensure(basic, Code::Reference, format!("{at}/points"), "points are given in a basic dimension");
        }
        let shown = option.illustration.is_none() || item.example.is_some();
        findings.ensure(shown, Code::Inconsistent, &at, "an illustration needs the item's example");
        let loss = option.illustration.as_ref().is_none_or(|shown| shown.low <= 0 && shown.low <= shown.high);
        findings.ensure(loss, Code::Range, &at, "an illustration's low is zero or negative, and not above its high");
    }
    if item.pick == Some(Pick::Max) {
        let scored = item.options.iter().flat_map(|option| &option.points).filter(|(_, points)| *points != 0);
        let mut dimensions = scored.map(|(id, _)| id);
        let first = dimensions.next();
        findings.ensure(
            dimensions.all(|id| Some(id) == first),
            Code::Inconsistent,
            &options,
            "with pick 'max' all options score in one dimension",
        );
    }
    if item.kind == ItemKind::Number {
        intervals(findings, &options, item);
    } else {
        let none = item.options.iter().all(|option| option.from.is_none() && option.to.is_none());
        findings.ensure(none, Code::Inconsistent, &options, "intervals belong to a number");
    }
    if !item.risk_order.is_empty() {
        let complete = item.options.iter().all(|option| item.risk_order.contains(&option.id))
            && item.risk_order.len() == item.options.len();
        findings.ensure(complete, Code::Reference, format!("{at}/risk_order"), "risk_order names every option once");
    }
}

fn intervals(findings: &mut Findings, at: &str, item: &Item) {
    for (n, pair) in item.options.windows(2).enumerate() {
        let joined = match pair {
            [left, right] => left.to.is_some_and(|to| right.from == to.checked_add(1)),
            _ => true,
        };
        findings.ensure(joined, Code::Bands, format!("{at}/{n}"), "intervals follow each other without gap or overlap");
    }
    for (n, option) in item.options.iter().enumerate() {
        let ordered = option.from.zip(option.to).is_none_or(|(from, to)| from <= to);
        findings.ensure(ordered, Code::Bands, format!("{at}/{n}"), "an interval's end is before its start");
    }
}
