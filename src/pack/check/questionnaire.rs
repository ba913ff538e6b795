//! Questions: kinds, options, intervals, orders.

use crate::Code;
use crate::id::Id;
use crate::pack::limits::{MAX_COMBINATION_BITS, MAX_ITEMS, MAX_OPTIONS};
use crate::pack::schema::{Choice, Item, ItemKind, PackDocument, Pick};

use super::{Findings, below, counted, facts};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let at = "/questionnaire/sections";
    let sections = &document.questionnaire.sections;
    findings.unique("section", at, "/id", &mut sections.iter().map(|section| &section.id));
    let count = document.items().count();
    findings.at_most("/questionnaire", "questions", count, MAX_ITEMS);
    if count == 0 {
        found!(
            findings, Code::Range, "/questionnaire";
            "there is no question; at least 1 is needed";
            "Add a section with items."
        );
    }
    for (s, section) in sections.iter().enumerate().filter(|(_, section)| section.items.is_empty()) {
        found!(
            findings, Code::Range, "{at}/{s}";
            "the section '{}' has no question; at least 1 is needed", section.id;
            "Add items to it, or take it out."
        );
    }
    for (at, item) in document.placed_items() {
        facts::name(findings, &at, &item.id);
        one(document, findings, &at, item);
    }
    let bits = document.items().fold(0_u32, |bits, item| bits.saturating_add(combination_bits(item)));
    if bits > MAX_COMBINATION_BITS {
        found!(
            findings, Code::Limit, "/questionnaire";
            "about 2^{bits} combinations of answers; at most 2^{MAX_COMBINATION_BITS} are allowed";
            "Ask fewer questions, or give multiple choices fewer options: each of their options doubles the number."
        );
    }
}

impl PackDocument {
    /// All items with their pointers, in the order shown.
    pub(super) fn placed_items(&self) -> impl Iterator<Item = (String, &Item)> {
        self.questionnaire.sections.iter().enumerate().flat_map(|(s, section)| {
            let items = section.items.iter().enumerate();
            items.map(move |(n, item)| (format!("/questionnaire/sections/{s}/items/{n}"), item))
        })
    }
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
    let count = item.options.len();
    findings.at_most(&options, "options", count, MAX_OPTIONS);
    if count < 2 {
        found!(
            findings, Code::Range, "{options}";
            "the question '{}' has {}; at least 2 are needed", item.id, counted(count, "option", "options");
            "Add options, or take the question out."
        );
    }
    findings.unique("option", &options, "/id", &mut item.options.iter().map(|option| &option.id));
    match (item.kind, item.pick) {
        (ItemKind::Multiple, None) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a multiple choice has no `pick`";
                "Say how several options score: \"max\" or \"sum\"."
            );
        }
        (ItemKind::Single | ItemKind::Number, Some(_)) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "a question of kind {} has `pick`, which belongs to a multiple choice", item.kind.word();
                "Leave it out, or let the kind be \"multiple\"."
            );
        }
        _ => {}
    }
    for (n, option) in item.options.iter().enumerate() {
        one_option(document, findings, &format!("{options}/{n}"), item, option);
    }
    if item.kind == ItemKind::Multiple && count > 1 && item.options.iter().all(|option| option.alone) {
        found!(
            findings, Code::Inconsistent, "{options}";
            "every option of the question '{}' is chosen alone", item.id;
            "Let the kind be \"single\"."
        );
    }
    if item.pick == Some(Pick::Max) {
        one_dimension(findings, &options, item);
    }
    if item.kind == ItemKind::Number {
        intervals(findings, &options, item);
    }
    if !item.risk_order.is_empty() {
        let at = format!("{at}/risk_order");
        risk_order(findings, &at, item);
        points_rise(document, findings, &at, item);
    }
}

fn one_option(document: &PackDocument, findings: &mut Findings, at: &str, item: &Item, option: &Choice) {
    let points = format!("{at}/points");
    for id in option.points.keys() {
        document.basic(findings, &below(&points, id.as_str()), id, "points are given in basic dimensions");
    }
    let interval = option.from.is_some() || option.to.is_some();
    if interval && item.kind != ItemKind::Number {
        found!(
            findings, Code::Inconsistent, "{at}";
            "an option of a question of kind {} has `from` or `to`", item.kind.word();
            "Leave them out, or let the kind be \"number\"."
        );
    }
    if option.alone && item.kind != ItemKind::Multiple {
        found!(
            findings, Code::Inconsistent, "{at}";
            "an option of a question of kind {} has `alone`, which belongs to a multiple choice", item.kind.word();
            "Leave it out, or let the kind be \"multiple\"."
        );
    }
    let Some(shown) = &option.illustration else { return };
    if item.example.is_none() {
        found!(
            findings, Code::Inconsistent, "{at}";
            "the option has an `illustration`, and its question no `example` to illustrate with";
            "Give the question an `example`: an amount and its currency."
        );
    }
    if shown.low > 0 || shown.low > shown.high {
        found!(
            findings, Code::Range, "{at}";
            "the illustration runs from {} to {}", shown.low, shown.high;
            "Let `low` be 0 or a loss, and `high` not below it."
        );
    }
}

/// With pick `max`, the highest option counts: options that score in several dimensions have no highest one.
fn one_dimension(findings: &mut Findings, at: &str, item: &Item) {
    let scored = item.options.iter().flat_map(|option| &option.points).filter(|(_, points)| *points != 0);
    let mut dimensions = scored.map(|(id, _)| id);
    let Some(first) = dimensions.next() else { return };
    if let Some(other) = dimensions.find(|id| *id != first) {
        found!(
            findings, Code::Inconsistent, "{at}";
            "with pick \"max\", options score in '{first}' and in '{other}'; one dimension is possible";
            "Give points in one dimension only, or let pick be \"sum\"."
        );
    }
}

fn risk_order(findings: &mut Findings, at: &str, item: &Item) {
    let order = &item.risk_order;
    for (n, id) in order.iter().enumerate() {
        let mut options = item.options.iter().map(|option| &option.id);
        findings.declared(&format_args!("{at}/{n}"), "option", id, "the question's options", &mut options);
    }
    findings.unique("option", at, "", &mut order.iter());
    for option in item.options.iter().filter(|option| !order.contains(&option.id)) {
        found!(
            findings, Code::Range, "{at}";
            "the option '{}' is missing; all options are needed, the least risky first", option.id;
            "Add it at its place, or leave out `risk_order`."
        );
    }
}

/// Whoever answers more adventurously scores no less, in every dimension.
fn points_rise(document: &PackDocument, findings: &mut Findings, at: &str, item: &Item) {
    let option = |id: &Id| item.options.iter().find(|option| option.id == *id);
    let basics = || document.classes.dimensions.iter().filter(|dimension| dimension.sum_of.is_empty());
    for (n, pair) in item.risk_order.windows(2).enumerate() {
        let [lower, higher] = pair else { continue };
        let Some((lower, higher)) = option(lower).zip(option(higher)) else { continue };
        for dimension in basics().map(|dimension| &dimension.id) {
            let points = |option: &Choice| option.points.get(dimension).copied().unwrap_or(0);
            let (less, more) = (points(higher), points(lower));
            if less < more {
                found!(
                    findings, Code::Inconsistent, "{at}/{}", n.saturating_add(1);
                    "'{}' stands above '{}' in the order of risk, and scores {less} in '{dimension}', below {more}", higher.id, lower.id;
                    "Mend the points or the order, or leave out `risk_order` where what scores more is not what risks more."
                );
            }
        }
    }
}

fn intervals(findings: &mut Findings, at: &str, item: &Item) {
    for (n, pair) in item.options.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let joined = left.to.is_some_and(|to| right.from == to.checked_add(1));
        if !joined {
            let end = |end: Option<i64>| end.map_or(String::from("nowhere"), |end| end.to_string());
            let (to, from) = (end(left.to), end(right.from));
            found!(
                findings, Code::Bands, "{at}/{n}";
                "'{}' ends at {to} and '{}' begins at {from}: a gap or an overlap", left.id, right.id;
                "Let the next interval begin 1 above the `to` of this one."
            );
        }
    }
    for (n, option) in item.options.iter().enumerate() {
        if let Some((from, to)) = option.from.zip(option.to).filter(|(from, to)| from > to) {
            found!(
                findings, Code::Bands, "{at}/{n}";
                "the interval ends at {to}, before its start at {from}";
                "Swap or mend `from` and `to`."
            );
        }
    }
}
