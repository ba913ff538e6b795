//! Classes: list, dimensions, bands over every reachable score, caps, contradictions, promises.

use std::collections::BTreeSet;

use crate::Code;
use crate::id::{Id, MAX_ID_LENGTH};
use crate::pack::compile::links::position;
use crate::pack::limits::{MAX_CLASSES, MAX_DIMENSIONS, MAX_SCORE_RANGE};
use crate::pack::schema::{Band, Dimension, Item, ItemKind, PackDocument, Pick, Severity};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let classes = &document.classes;
    findings.at_most("/classes/list", classes.list.len(), MAX_CLASSES);
    findings.ensure(classes.list.len() >= 2, Code::Range, "/classes/list", "there are at least two classes");
    findings.unique("/classes/list", classes.list.iter());
    findings.at_most("/classes/dimensions", classes.dimensions.len(), MAX_DIMENSIONS);
    findings.unique("/classes/dimensions", classes.dimensions.iter().map(|dimension| &dimension.id));
    let measured = classes.dimensions.iter().any(|dimension| !dimension.bands.is_empty());
    findings.ensure(measured, Code::Bands, "/classes/dimensions", "at least one dimension has bands");
    bands(document, findings);
    for (n, cap) in classes.caps.iter().enumerate() {
        findings.declared(format!("/classes/caps/{n}/class_at_most"), &cap.class_at_most, &classes.list);
    }
    contradictions(document, findings);
    findings.unique("/never", document.never.iter().map(|promise| &promise.id));
    for (n, promise) in document.never.iter().enumerate() {
        let at = format!("/never/{n}");
        let says = promise.class_at_most.is_some() || promise.grade_at_most.is_some();
        findings.ensure(says, Code::MissingField, &at, "a promise names class_at_most or grade_at_most");
        if let Some(class) = &promise.class_at_most {
            findings.declared(format!("{at}/class_at_most"), class, &classes.list);
        }
        if let Some(grade) = &promise.grade_at_most {
            findings.declared(format!("{at}/grade_at_most"), grade, &document.matching.grades);
        }
    }
}

/// Every score that answers reach falls in exactly one band, and bands rise.
pub fn bands(document: &PackDocument, findings: &mut Findings) {
    for (n, dimension) in document.classes.dimensions.iter().enumerate() {
        one_dimension(document, findings, &format!("/classes/dimensions/{n}"), dimension);
    }
}

fn contradictions(document: &PackDocument, findings: &mut Findings) {
    for (n, contradiction) in document.contradictions.iter().enumerate() {
        let at = format!("/contradictions/{n}");
        let asks = contradiction.then == Severity::Ask;
        findings.ensure(
            asks == contradiction.kept.is_some(),
            Code::Inconsistent,
            &at,
            "kept belongs to ask, and only there",
        );
        let again = contradiction.kept == Some(Severity::Ask);
        findings.ensure(!again, Code::Inconsistent, format!("{at}/kept"), "a person is asked once");
        findings.ensure(
            (contradiction.then == Severity::Cap || contradiction.kept == Some(Severity::Cap))
                == contradiction.class_at_most.is_some(),
            Code::Inconsistent,
            &at,
            "class_at_most belongs to cap, and only there",
        );
        if let Some(class) = &contradiction.class_at_most {
            findings.declared(format!("{at}/class_at_most"), class, &document.classes.list);
        }
        findings.ensure(!contradiction.items.is_empty(), Code::Range, format!("{at}/items"), "name the items to show");
        for (m, id) in contradiction.items.iter().enumerate() {
            let known = document.items().any(|item| item.id == *id);
            findings.ensure(known, Code::Reference, format!("{at}/items/{m}"), "this item is not declared");
        }
    }
}

fn one_dimension(document: &PackDocument, findings: &mut Findings, at: &str, dimension: &Dimension) {
    let short = dimension.reason_code().as_str().len() <= MAX_ID_LENGTH;
    findings.ensure(short, Code::Limit, format!("{at}/id"), "with 'class.' before it this is longer than an id");
    let mut parts = vec![&dimension.id];
    if !dimension.sum_of.is_empty() {
        findings.unique(&format!("{at}/sum_of"), dimension.sum_of.iter());
        parts = dimension.sum_of.iter().collect();
        for (n, id) in dimension.sum_of.iter().enumerate() {
            let basic = document.classes.dimensions.iter().any(|d| d.id == *id && d.sum_of.is_empty());
            findings.ensure(basic, Code::Reference, format!("{at}/sum_of/{n}"), "a sum is over basic dimensions");
        }
    }
    if dimension.bands.is_empty() {
        return;
    }
    let at = format!("{at}/bands");
    let Some(reachable) = reachable(document, &parts) else {
        findings.add(Code::Limit, at, "the range of scores is too wide");
        return;
    };
    joined(findings, &at, &dimension.bands, &document.classes.list);
    for (n, band) in dimension.bands.iter().enumerate() {
        let reached = reachable.iter().any(|score| within(band, *score));
        findings.ensure(reached, Code::Bands, format!("{at}/{n}"), "no answers reach this band");
    }
    let covered = reachable.iter().all(|score| dimension.bands.iter().any(|band| within(band, *score)));
    findings.ensure(covered, Code::Bands, at, "some answers reach a score that is in no band");
}

fn within(band: &Band, score: i64) -> bool {
    band.from.is_none_or(|from| i64::from(from) <= score) && band.to.is_none_or(|to| score <= i64::from(to))
}

fn joined(findings: &mut Findings, at: &str, bands: &[Band], classes: &[Id]) {
    let last = bands.len().saturating_sub(1);
    for (n, band) in bands.iter().enumerate() {
        let at = format!("{at}/{n}");
        findings.declared(format!("{at}/class"), &band.class, classes);
        let open = (n == 0 || band.from.is_some()) && (n == last || band.to.is_some());
        findings.ensure(open, Code::Bands, &at, "only the first and the last band may be open");
        let ordered = band.from.zip(band.to).is_none_or(|(from, to)| from <= to);
        findings.ensure(ordered, Code::Bands, at, "a band's end is below its start");
    }
    for (n, pair) in bands.windows(2).enumerate() {
        if let [left, right] = pair {
            let joined = left.to.is_some_and(|to| right.from == to.checked_add(1));
            findings.ensure(joined, Code::Bands, format!("{at}/{n}"), "bands follow each other without gap or overlap");
            let rising = position(classes, &left.class) < position(classes, &right.class);
            findings.ensure(rising, Code::Bands, format!("{at}/{n}"), "more points mean a higher class");
        }
    }
}

/// Every score that complete answers can reach in a sum of dimensions; none when the range is wider
/// than the limit.
fn reachable(document: &PackDocument, parts: &[&Id]) -> Option<BTreeSet<i64>> {
    let mut scores = BTreeSet::new();
    scores.insert(0_i64);
    for item in document.items() {
        let points = item_scores(item, parts);
        let mut next = BTreeSet::new();
        for score in &scores {
            for more in &points {
                next.insert(score.checked_add(*more)?);
            }
        }
        scores = next;
        let width = scores.last()?.checked_sub(*scores.first()?)?;
        if width > MAX_SCORE_RANGE {
            return None;
        }
    }
    Some(scores)
}

/// The scores that one item can add.
fn item_scores(item: &Item, parts: &[&Id]) -> BTreeSet<i64> {
    let options = item.options.iter().map(|option| {
        parts
            .iter()
            .filter_map(|id| option.points.get(*id))
            .fold(0_i64, |sum, points| sum.saturating_add(i64::from(*points)))
    });
    if item.kind == ItemKind::Multiple && item.pick == Some(Pick::Sum) {
        let mut sums = BTreeSet::new();
        for points in options {
            let longer: Vec<i64> = sums.iter().map(|sum: &i64| sum.saturating_add(points)).collect();
            sums.extend(longer);
            sums.insert(points);
        }
        return sums;
    }
    let mut scores = BTreeSet::new();
    scores.extend(options);
    scores
}
