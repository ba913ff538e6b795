//! Rows of files as events, or as cells of a result: a document of a line of JSON, or the texts of a table's columns.
//!
//! Whoever reads the file says where a row stands; an error here has a pointer within the row, and nothing of its content.

use std::borrow::Borrow;

use prescreen::json::Json;
use prescreen::{Code, Error};

use super::counted::{COLUMNS, Cell, Counted, part};
use super::event::{Event, What};
use super::people::People;
use super::plan::{MetricKind, Plan};

/// What is said with the fault of an event.
pub const EVENT_HELP: &str = "`prescreen schema experiment-event` prints the form of an event";
/// What is said with the fault of a result.
pub const RESULT_HELP: &str =
    "save the result of `prescreen experiment sql` as CSV with its head, as Parquet, or as lines of JSON";
/// Bytes of a line of a result, at most.
pub const MAX_RESULT_BYTES: usize = 4 * 1024;

/// What the name of a segment's column begins with, in files as in a warehouse.
pub(super) const SEGMENT: &str = "segment_";
/// The columns of events, beside those of segments.
const FIELDS: [&str; 14] = [
    "event",
    "experiment",
    "unit",
    "seq",
    "received",
    "at",
    "variation",
    "question",
    "seconds",
    "class",
    "outcome",
    "careless",
    "goal",
    "amount",
];
/// The columns of events that hold whole numbers.
const NUMBERS: [&str; 3] = ["seq", "seconds", "amount"];
/// What is said of a cell that is none, or is written otherwise.
const ONE_FORM: &str = "expected a whole number in its one form, such as 12: without a plus, a space or a 0 in front";

/// A row of a file.
pub enum Row<'a> {
    /// The document of a line.
    Document(Json),
    /// The names of the columns, and a text for each; empty where nothing is there.
    Cells(&'a [String], &'a [String]),
}

/// Whether each column of a table stands there once. A name is said where it is one of the form's: another may be a person's,
/// in a file without its head.
///
/// # Errors
/// With a column that stands there twice: which of the two says what is meant, nobody knows.
pub fn distinct(names: &[String]) -> Result<(), Error> {
    for (n, name) in names.iter().enumerate() {
        let Some(before) = names.iter().take(n).position(|other| other == name) else { continue };
        let is_known = FIELDS.iter().chain(&COLUMNS).any(|known| known == name) || name.starts_with(SEGMENT);
        let (first, second) = (before.saturating_add(1), n.saturating_add(1));
        let message = if is_known {
            format!("the column '{name}' stands there twice, as column {first} and column {second}")
        } else {
            format!("column {first} and column {second} have one name")
        };
        return Err(Error::new(Code::Duplicate, "", message).help("name every column once"));
    }
    Ok(())
}

impl<P: Borrow<Plan>> People<P> {
    /// Takes a row as an event; one of another experiment is counted and passed over.
    ///
    /// # Errors
    /// As [`Event::read`] and [`People::add`]; and with `missing-field` where a table has no column for the amounts that a metric
    /// adds up.
    pub fn add_row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let (document, is_table, has_amounts) = match row {
            Row::Document(document) => (document, false, true),
            Row::Cells(names, cells) => (event(names, cells), true, names.iter().any(|name| name == "amount")),
        };
        let with_help = |error: Error| match error.at.strip_prefix('/') {
            Some(field) if is_table && error.code == Code::Type && NUMBERS.contains(&field) => {
                Error { message: ONE_FORM.into(), ..error.help(EVENT_HELP) }
            }
            _ if error.help.is_empty() => error.help(EVENT_HELP),
            _ => error,
        };
        match Event::read(&document, self.plan()).map_err(with_help)? {
            Some(event) if !has_amounts => {
                without_amounts(self.plan(), &event)?;
                self.add(&event)
            }
            Some(event) => self.add(&event),
            None => {
                self.pass_over();
                Ok(())
            }
        }
    }
}

/// Whether nothing adds up amounts of an event in a table without a column for them: each would count as 1.
fn without_amounts(plan: &Plan, event: &Event) -> Result<(), Error> {
    let (What::Goal { goal, .. } | What::Before { goal, .. }) = event.what else { return Ok(()) };
    let goal = plan.goals.get(goal);
    let adds_up = |kind: MetricKind| matches!(kind, MetricKind::Amount | MetricKind::Ratio);
    let mut metrics = plan.metrics.iter().filter(|metric| adds_up(metric.kind));
    let metric = metrics.find(|metric| metric.goal.as_ref() == goal || metric.per.as_ref() == goal);
    metric.map_or(Ok(()), |metric| {
        let message = format!(
            "the table has no column 'amount', and the metric '{}' adds up amounts of this goal: each would count as 1",
            metric.id
        );
        let help = "add the column; a cell of it that is empty counts as 1";
        Err(Error::new(Code::MissingField, "/amount", message).help(help))
    })
}

impl<P: Borrow<Plan>> Counted<P> {
    /// Takes a row as a cell of the result.
    ///
    /// # Errors
    /// As [`Counted::add`], and with `missing-field` where a column is not there, `type` where a number is not in its one form.
    pub fn add_row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let cell = |column: &str| match &row {
            Row::Document(document) => text(document, column),
            Row::Cells(names, cells) => cells.get(names.iter().position(|name| name == column)?).cloned(),
        };
        let missing = |column: &str| {
            Error::new(Code::MissingField, format!("/{column}"), "this column is missing").help(RESULT_HELP)
        };
        let mut texts: Vec<String> = Vec::with_capacity(COLUMNS.len());
        for column in COLUMNS {
            texts.push(cell(column).ok_or_else(|| missing(column))?);
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let [phase, variation, part, item, bucket, value] = texts[..] else { return Ok(()) };
        let is_number = [part::HOUR, part::QUESTION].contains(&part);
        for (at, text) in [("/value", value), ("/bucket", if is_number { bucket } else { "" })] {
            if is_odd(text) {
                return Err(Error::new(Code::Type, at, ONE_FORM).help(RESULT_HELP));
            }
        }
        self.add(&Cell { phase, variation, part, item, bucket, value })
    }
}

/// A row as the event's JSON. Its columns are the event's fields, `segment_NAME` a segment; an empty cell says nothing, and
/// what is a whole number, `true` or `false` in a column of such is read as that.
fn event(names: &[String], cells: &[String]) -> Json {
    let mut fields: Vec<(String, Json)> = Vec::new();
    let mut segments = Vec::new();
    for (name, cell) in names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let text = || Json::text(cell);
        if let Some(segment) = name.strip_prefix(SEGMENT) {
            segments.push((segment.to_owned(), text()));
            continue;
        }
        let value = match name.as_str() {
            number if NUMBERS.contains(&number) => whole(cell).map_or_else(text, Json::Int),
            "careless" => cell.parse().map_or_else(|_| text(), Json::Bool),
            _ => text(),
        };
        fields.push((name.clone(), value));
    }
    if !segments.is_empty() {
        fields.push(("segments".into(), Json::Map(segments)));
    }
    Json::Map(fields)
}

/// The whole number of a cell that says it in the one form that programs write: no sign but a minus, and no 0 in front.
fn whole(cell: &str) -> Option<i64> {
    cell.parse().ok().filter(|number: &i64| number.to_string() == *cell)
}

/// Whether a text is a number and not the one form of it.
fn is_odd(text: &str) -> bool {
    text.parse().is_ok_and(|number: i128| number.to_string() != *text)
}

/// Engines write whole numbers as numbers or as texts, and an empty text as nothing.
fn text(json: &Json, column: &str) -> Option<String> {
    match json.get(column)? {
        Json::Text(text) => Some(text.clone()),
        Json::Int(number) => Some(number.to_string()),
        Json::Null => Some(String::new()),
        _ => None,
    }
}
