//! Conditions explained to whoever writes a pack: what was found, what a field of that type takes, what was
//! probably meant. Only what checks a pack reaches this.

use crate::Error;
use crate::id::Id;
use crate::json::Json;
use crate::terms::nearest::{did_you_mean, nearest};
use crate::terms::options::MAX_OPTIONS;

use super::fault::{Fault, Flaw};
use super::{Condition, FieldKind, Fields, MAX_LIST, MAX_NODES};

const LOGIC: [&str; 4] = ["$and", "$or", "$nor", "$not"];
const OPERATORS: [&str; 12] =
    ["$eq", "$ne", "$in", "$nin", "$gt", "$gte", "$lt", "$lte", "$all", "$size", "$exists", "$not"];

/// What fields with an order take.
const ORDERED: &str = "$eq, $ne, $in, $nin, $gt, $gte, $lt, $lte, $exists and $not";

impl Condition {
    /// Compiles as [`compile`](Self::compile), with errors that say all that helps to mend the condition.
    ///
    /// # Errors
    /// As [`compile`](Self::compile), of the same code at the same place.
    pub(crate) fn compile_explained(json: &Json, fields: &Fields, at: &str) -> Result<Self, Error> {
        Self::read(json, fields, at).map_err(|fault| {
            let (code, _) = fault.flaw.short();
            let (message, help) = fault.explained(fields);
            Error::new(code, fault.at, message).help(help)
        })
    }
}

impl Fault<'_> {
    /// What was found and expected, and what to do.
    fn explained(&self, fields: &Fields) -> (String, String) {
        let Self { name, found, .. } = *self;
        let options = self.kind.map_or(&[][..], FieldKind::options);
        match self.flaw {
            Flaw::NotAnObject => (
                format!("a condition is expected here, found {}", found.kind()),
                "Write an object, such as {\"FIELD\": {\"$gte\": 65}}.".into(),
            ),
            Flaw::NotConditions => {
                (format!("a list of conditions is expected here, found {}", found.kind()), "Put them in [ ].".into())
            }
            Flaw::Empty => (
                "the condition is empty; at least 1 test is needed".into(),
                "Add a test, or take the empty part out.".into(),
            ),
            Flaw::TooManyParts => {
                (format!("the condition has more than {MAX_NODES} parts"), "Split the rule into several.".into())
            }
            Flaw::UnknownOperator if OPERATORS.contains(&name) => (
                format!("the operator '{name}' stands where a field is expected"),
                format!("Write it below a field: {{\"FIELD\": {{\"{name}\": …}}}}."),
            ),
            Flaw::UnknownOperator => {
                (format!("there is no operator '{name}' that joins conditions"), did_you_mean(name, &LOGIC))
            }
            Flaw::UnknownField => (
                format!("the field '{name}' is not declared, or cannot be read here"),
                or(
                    did_you_mean(name, &fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>()),
                    "Declare a question or a fact of this name, or read another field.",
                ),
            ),
            Flaw::Mismatch => self.kind.map_or_else(Default::default, |kind| mismatch(kind, name, found)),
            Flaw::UnknownOption => {
                let id = found.as_text().unwrap_or_default();
                (
                    format!("the field has no option '{id}'"),
                    or(
                        did_you_mean(id, &options.iter().map(Id::as_str).collect::<Vec<_>>()),
                        "Give the field this option, or ask for another.",
                    ),
                )
            }
            Flaw::TooManyOptions => (
                format!("the field has {} options; at most {MAX_OPTIONS} can be read", options.len()),
                "Give the field fewer options.".into(),
            ),
            Flaw::LongList => (
                format!("the list has {} entries; at most {MAX_LIST} are allowed", entries(found)),
                "Use a range, or split the list with $or.".into(),
            ),
            Flaw::OutsideRange => {
                let (least, most) = match self.kind {
                    Some(FieldKind::Integer { min, max } | FieldKind::Share { min, max }) => (*min, *max),
                    _ => (None, None),
                };
                let end = |end: Option<i64>| end.map_or(String::from("any"), |end| end.to_string());
                (
                    format!("{} is outside the field's range, {} to {}", found.canonical(), end(least), end(most)),
                    "Compare with a number that the field can have, or widen its `min` and `max`.".into(),
                )
            }
            Flaw::NotADay => (
                format!("'{}' is no day of the calendar", found.as_text().unwrap_or_default()),
                "Write YYYY-MM-DD, from 1900 to 2200, such as 2026-01-31.".into(),
            ),
            Flaw::SizeRange => {
                (format!("the size is {}; it has to be 0 or more", found.canonical()), "Write 0 or more.".into())
            }
            Flaw::SizeOperator => (
                format!("a size is compared with $gte and $lte, found '{name}'"),
                "Write {\"$size\": {\"$gte\": 2}}, or {\"$size\": 2} for exactly that many.".into(),
            ),
        }
    }
}

fn or(help: String, otherwise: &str) -> String {
    if help.is_empty() { otherwise.into() } else { help }
}

fn entries(json: &Json) -> usize {
    if let Json::List(list) = json { list.len() } else { 0 }
}

/// A field that does not take an operator, or an operator that does not take an operand.
fn mismatch(kind: &FieldKind, operator: &str, operand: &Json) -> (String, String) {
    let (kind, taken, [value, values], [one, some]) = match kind {
        FieldKind::Choice(_) => (
            "a choice",
            "$eq, $ne, $in, $nin, $exists and $not",
            ["an option's id", "options' ids"],
            ["\"OPTION\"", "[\"OPTION\", \"OPTION\"]"],
        ),
        FieldKind::Set(_) => (
            "a set",
            "$in, $nin, $all, $size, $exists and $not",
            ["options' ids", "options' ids"],
            ["\"OPTION\"", "[\"OPTION\", \"OPTION\"]"],
        ),
        FieldKind::Integer { .. } | FieldKind::Share { .. } => {
            ("an integer", ORDERED, ["an integer", "integers"], ["65", "[1, 2]"])
        }
        FieldKind::Boolean => {
            ("a boolean", "$eq, $ne, $exists and $not", ["true or false", "booleans"], ["true", "[true]"])
        }
        FieldKind::Date => ("a date", ORDERED, ["a day", "days"], ["\"2026-01-31\"", "[\"2026-01-31\"]"]),
    };
    let asked = if operator.is_empty() { "$eq" } else { operator };
    if !taken.split([' ', ',']).any(|one| one == asked) {
        return match nearest(operator, &OPERATORS).filter(|_| !OPERATORS.contains(&asked)) {
            Some(near) => (
                format!("there is no operator '{operator}'"),
                format!("Did you mean '{near}'? For {kind} there are {taken}."),
            ),
            None if operator.is_empty() => (
                format!("the field is {kind}, which no single value equals"),
                format!("Ask with an operator: {taken}."),
            ),
            None => (format!("the field is {kind} and does not take '{operator}'"), format!("Use one of {taken}.")),
        };
    }
    let (expected, example) = match asked {
        "$in" | "$nin" | "$all" if matches!(operand, Json::List(list) if list.is_empty()) => {
            let message = format!("the list of '{operator}' is empty; at least 1 entry is needed");
            return (message, "Add an entry, or take the test out.".into());
        }
        "$in" | "$nin" | "$all" => (format!("a list of {values}"), some),
        "$size" => ("an integer from 0, or an object with $gte or $lte".into(), "2"),
        "$exists" => ("true or false".into(), "true"),
        "$not" => ("an object of operators".into(), "{\"$in\": […]}"),
        _ => (value.into(), one),
    };
    let found = match operand {
        Json::Map(entries) => match entries.iter().find(|(key, _)| !key.starts_with('$')) {
            Some((key, _)) => format!("an object with '{key}', which is no operator"),
            None => "an empty object".into(),
        },
        other => other.kind().into(),
    };
    let takes = if operator.is_empty() { String::new() } else { format!(" and '{operator}' is asked") };
    (
        format!("the field is {kind}{takes}: expected {expected}, found {found}"),
        if operator.is_empty() {
            format!("Write a value such as {one}, or an object of operators.")
        } else {
            format!("Write it as in {{\"{operator}\": {example}}}.")
        },
    )
}
