//! Classes: list, dimensions, bands over every reachable score, caps, contradictions, promises.

use std::collections::BTreeMap;

use crate::Code;
use crate::condition::Condition;
use crate::id::{Id, MAX_ID_LENGTH};
use crate::pack::compile::links::position;
use crate::pack::fields::{Layout, Role};
use crate::pack::limits::{MAX_CLASSES, MAX_DIMENSIONS, MAX_SCORE_RANGE};
use crate::pack::schema::{Band, Contradiction, Dimension, Item, ItemKind, PackDocument, Pick, Promise, Severity};
use crate::terms::FieldIndex;
use crate::terms::nearest::listed;
use crate::terms::sorted::each_once;

use super::{Findings, counted};

const LIST: &str = "/classes/list";

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let classes = &document.classes;
    let count = classes.list.len();
    findings.at_most(LIST, "classes", count, MAX_CLASSES);
    if count < 2 {
        found!(
            findings, Code::Range, "{LIST}";
            "`classes.list` has {}; at least 2 are needed", counted(count, "class", "classes");
            "Name the classes from the lowest to the highest."
        );
    }
    findings.unique("class", LIST, "", &mut classes.list.iter());
    findings.at_most("/classes/dimensions", "dimensions", classes.dimensions.len(), MAX_DIMENSIONS);
    findings.unique(
        "dimension",
        "/classes/dimensions",
        "/id",
        &mut classes.dimensions.iter().map(|dimension| &dimension.id),
    );
    if classes.dimensions.iter().all(|dimension| dimension.bands.is_empty()) {
        found!(
            findings, Code::Bands, "/classes/dimensions";
            "no dimension has bands, so no score leads to a class; at least 1 is needed";
            "Give a dimension `bands`, each with its class."
        );
    }
    bands(document, findings);
    for (n, cap) in classes.caps.iter().enumerate() {
        findings.declared(
            &format_args!("/classes/caps/{n}/class_at_most"),
            "class",
            &cap.class_at_most,
            LIST,
            &mut classes.list.iter(),
        );
    }
    for (n, contradiction) in document.contradictions.iter().enumerate() {
        one_contradiction(document, findings, &format!("/contradictions/{n}"), contradiction);
    }
    promises(document, findings);
}

/// Every score that answers reach falls in exactly one band, and bands rise.
pub fn bands(document: &PackDocument, findings: &mut Findings) {
    for (n, dimension) in document.classes.dimensions.iter().enumerate() {
        one_dimension(document, findings, &format!("/classes/dimensions/{n}"), dimension);
    }
}

impl PackDocument {
    /// Adds a finding unless an id is that of a basic dimension, which is no sum of others.
    pub(super) fn basic(&self, findings: &mut Findings, at: &str, id: &Id, rule: &str) {
        let dimensions = &self.classes.dimensions;
        if dimensions.iter().any(|dimension| dimension.id == *id && !dimension.sum_of.is_empty()) {
            found!(
                findings, Code::Range, "{at}";
                "the dimension '{id}' is a sum of others; {rule}";
                "Name the dimensions that it is the sum of."
            );
            return;
        }
        let basics = dimensions.iter().filter(|dimension| dimension.sum_of.is_empty());
        findings.declared(&at, "dimension", id, "/classes/dimensions", &mut basics.map(|dimension| &dimension.id));
    }
}

fn promises(document: &PackDocument, findings: &mut Findings) {
    findings.unique("promise", "/never", "/id", &mut document.never.iter().map(|promise| &promise.id));
    for (n, written) in document.never.iter().enumerate() {
        promise(document, &format!("/never/{n}"), written, findings);
    }
}

/// What a promise says, whoever wrote it: something, of a class and grades that the pack has. Its condition apart.
pub fn promise(document: &PackDocument, at: &str, promise: &Promise, findings: &mut Findings) {
    let Promise { id, class_at_most, grade_at_most, never_bars, .. } = promise;
    if class_at_most.is_none() && grade_at_most.is_none() && never_bars.is_none() {
        found!(
            findings, Code::MissingField, "{at}";
            "the promise '{id}' has none of `class_at_most`, `grade_at_most` and `never_bars`";
            "Give at least one: what is it that never happens?"
        );
    }
    if let Some(class) = class_at_most {
        let classes = &mut document.classes.list.iter();
        findings.declared(&format_args!("{at}/class_at_most"), "class", class, LIST, classes);
    }
    for (field, grade) in [("grade_at_most", grade_at_most), ("never_bars", never_bars)] {
        if let Some(grade) = grade {
            let grades = &mut document.matching.grades.iter();
            findings.declared(&format_args!("{at}/{field}"), "grade", grade, "/matching/grades", grades);
        }
    }
    let layout = Layout::of(document);
    let when = never_bars.as_ref().and_then(|_| Condition::compile(&promise.when, &layout.person, "").ok());
    let other = |field: &FieldIndex| !matches!(layout.role(*field), Role::Fact(_));
    if let Some(field) = when.iter().flat_map(Condition::fields).find(other) {
        let name = layout.person.name_of(field).map_or("", Id::as_str);
        found!(
            findings, Code::Inconsistent, "{at}/when";
            "the promise '{id}' has `never_bars`, and its condition reads '{name}', which is no fact";
            "Read facts alone: it is asked whether another value of them would let the same person through."
        );
    }
}

fn one_contradiction(document: &PackDocument, findings: &mut Findings, at: &str, contradiction: &Contradiction) {
    let then = contradiction.then.word();
    match (contradiction.then == Severity::Ask, contradiction.kept) {
        (true, None) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "`then` is \"ask\", and `kept` is missing";
                "Say what happens when the person keeps the answers: note, cap, refer or block."
            );
        }
        (false, Some(_)) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "`then` is \"{then}\", and `kept`, which says what follows \"ask\", is given";
                "Leave out `kept`, or let `then` be \"ask\"."
            );
        }
        (true, Some(Severity::Ask)) => {
            found!(
                findings, Code::Range, "{at}/kept";
                "`then` and `kept` are both \"ask\"; a person is asked once";
                "Let `kept` be note, cap, refer or block."
            );
        }
        _ => {}
    }
    let caps = contradiction.then == Severity::Cap || contradiction.kept == Some(Severity::Cap);
    match (caps, &contradiction.class_at_most) {
        (true, None) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "it can come to \"cap\", and `class_at_most` is missing";
                "Name the highest class that is left."
            );
        }
        (false, Some(class)) => {
            found!(
                findings, Code::Inconsistent, "{at}";
                "`class_at_most` is '{class}', and neither `then` nor `kept` is \"cap\"";
                "Leave it out, or let one of the two be \"cap\"."
            );
        }
        _ => {}
    }
    if let Some(class) = &contradiction.class_at_most {
        findings.declared(&format_args!("{at}/class_at_most"), "class", class, LIST, &mut document.classes.list.iter());
    }
    if contradiction.items.is_empty() {
        found!(
            findings, Code::Range, "{at}/items";
            "`items` is empty; at least 1 question is needed";
            "Name the questions to show side by side."
        );
    }
    for (m, id) in contradiction.items.iter().enumerate() {
        let mut items = document.items().map(|item| &item.id);
        findings.declared(&format_args!("{at}/items/{m}"), "question", id, "/questionnaire/sections", &mut items);
    }
}

fn one_dimension(document: &PackDocument, findings: &mut Findings, at: &str, dimension: &Dimension) {
    let length = dimension.reason_code().as_str().len();
    if length > MAX_ID_LENGTH {
        found!(
            findings, Code::Limit, "{at}/id";
            "with 'class.' before it the id has {length} bytes; at most {MAX_ID_LENGTH} are allowed";
            "Shorten the id."
        );
    }
    let mut parts = vec![&dimension.id];
    if !dimension.sum_of.is_empty() {
        let at = format!("{at}/sum_of");
        findings.unique("dimension", &at, "", &mut dimension.sum_of.iter());
        parts = dimension.sum_of.iter().collect();
        for (n, id) in dimension.sum_of.iter().enumerate() {
            document.basic(findings, &format!("{at}/{n}"), id, "a sum is over basic dimensions");
        }
    }
    if dimension.bands.is_empty() {
        return;
    }
    let at = format!("{at}/bands");
    let Some(reachable) = reachable(document, &parts) else {
        found!(
            findings, Code::Limit, "{at}";
            "answers reach scores more than {MAX_SCORE_RANGE} points apart, which is the limit";
            "Give smaller points."
        );
        return;
    };
    joined(findings, &at, &dimension.bands, &document.classes.list);
    let scores = reachable.last().map_or(&[][..], Vec::as_slice);
    let (least, most) = (scores.first().copied().unwrap_or(0), scores.last().copied().unwrap_or(0));
    for (n, band) in dimension.bands.iter().enumerate() {
        if !scores.iter().any(|score| band.holds(*score)) {
            found!(
                findings, Code::Bands, "{at}/{n}";
                "no answers reach the band {}; scores run from {least} to {most}", span(band);
                "Move its ends to scores that answers reach, or take the band out."
            );
        }
    }
    let uncovered = scores.iter().copied().filter(|score| !dimension.bands.iter().any(|band| band.holds(*score)));
    let uncovered: Vec<i64> = uncovered.collect();
    if let Some(first) = uncovered.first().filter(|_| !findings.is_full()) {
        let scores: Vec<String> = uncovered.iter().map(i64::to_string).collect();
        let scores = listed(&scores.iter().map(String::as_str).collect::<Vec<_>>());
        let person = somebody(document, &parts, &reachable, *first).join(", ");
        found!(
            findings, Code::Bands, "{at}";
            "answers reach scores that are in no band: {scores}; {first} with {person}";
            "Widen a band to hold them, or add one."
        );
    }
}

/// A band's points, as people write them.
fn span(band: &Band) -> String {
    match (band.from, band.to) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "of all points".into(),
    }
}

fn joined(findings: &mut Findings, at: &str, bands: &[Band], classes: &[Id]) {
    let last = bands.len().saturating_sub(1);
    for (n, band) in bands.iter().enumerate() {
        let at = format!("{at}/{n}");
        findings.declared(&format_args!("{at}/class"), "class", &band.class, LIST, &mut classes.iter());
        for (field, open, allowed, which) in
            [("from", band.from.is_none(), n == 0, "first"), ("to", band.to.is_none(), n == last, "last")]
        {
            if open && !allowed {
                found!(
                    findings, Code::Bands, "{at}";
                    "`{field}` is missing; only the {which} band may be open there";
                    "Give `{field}`, in points."
                );
            }
        }
        if let Some((from, to)) = band.from.zip(band.to).filter(|(from, to)| from > to) {
            found!(
                findings, Code::Bands, "{at}";
                "the band ends at {to}, below its start at {from}";
                "Swap or mend `from` and `to`."
            );
        }
    }
    for (n, pair) in bands.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let at = format!("{at}/{n}");
        if let Some((to, from)) = left.to.zip(right.from)
            && to.checked_add(1) != Some(from)
        {
            let between = if from > to { "scores between them are in neither" } else { "some scores are in both" };
            found!(
                findings, Code::Bands, "{at}";
                "this band ends at {to} and the next begins at {from}: {between}";
                "Let the next band begin at {}, or move this one's end.", i64::from(to).saturating_add(1)
            );
        }
        if position(classes, &left.class) >= position(classes, &right.class) {
            found!(
                findings, Code::Bands, "{at}";
                "the next band, with more points, has the class '{}', not above '{}'", right.class, left.class;
                "Let classes rise with the points, in the order of /classes/list."
            );
        }
    }
}

/// Every score that the answers to the first questions can reach in a sum of dimensions: to none of them, to one, and so on
/// to all; none when the range is wider than the limit. Scores rise.
fn reachable(document: &PackDocument, parts: &[&Id]) -> Option<Vec<Vec<i64>>> {
    let mut reached = vec![vec![0_i64]];
    for item in document.items() {
        let mut next = Vec::new();
        for more in item_scores(item, parts).keys() {
            for score in reached.last()? {
                next.push(score.checked_add(*more)?);
            }
            each_once(&mut next);
        }
        let width = next.last()?.checked_sub(*next.first()?)?;
        reached.push(next);
        if width > MAX_SCORE_RANGE {
            return None;
        }
    }
    Some(reached)
}

/// Answers with which a score is reached, a question each, of those that can add to it.
fn somebody(document: &PackDocument, parts: &[&Id], reached: &[Vec<i64>], score: i64) -> Vec<String> {
    let mut left = score;
    let mut answers = Vec::new();
    let items: Vec<&Item> = document.items().collect();
    for (item, before) in items.iter().zip(reached).rev() {
        let scores = item_scores(item, parts);
        let answer = scores.iter().find(|(points, _)| before.contains(&left.saturating_sub(**points)));
        let Some((points, chosen)) = answer else { continue };
        left = left.saturating_sub(*points);
        if scores.len() > 1 {
            let chosen: Vec<&str> = chosen.iter().map(|id| id.as_str()).collect();
            answers.push([item.id.as_str(), "=", &chosen.join("+")].concat());
        }
    }
    answers.reverse();
    answers
}

/// The scores that one item can add, each with options that add it.
fn item_scores<'a>(item: &'a Item, parts: &[&Id]) -> BTreeMap<i64, Vec<&'a Id>> {
    let add_up = item.kind == ItemKind::Multiple && item.pick == Some(Pick::Sum);
    let (mut joined, mut scores) = (BTreeMap::new(), BTreeMap::new());
    for option in &item.options {
        let given = parts.iter().filter_map(|id| option.points.get(*id));
        let points = given.fold(0_i64, |sum, points| sum.saturating_add(i64::from(*points)));
        scores.entry(points).or_insert_with(|| vec![&option.id]);
        if add_up && !option.alone {
            let with = |(sum, chosen): (&i64, &Vec<&'a Id>)| {
                (sum.saturating_add(points), chosen.iter().copied().chain([&option.id]).collect())
            };
            let longer: Vec<(i64, Vec<&Id>)> = joined.iter().map(with).chain([(points, vec![&option.id])]).collect();
            for (sum, chosen) in longer {
                joined.entry(sum).or_insert(chosen);
            }
        }
    }
    for (sum, chosen) in joined {
        scores.entry(sum).or_insert(chosen);
    }
    scores
}
