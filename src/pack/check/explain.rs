//! What is said of a pack whose form is wrong: what was found, what was probably meant, what to do; and what was meant,
//! read back.

use crate::date::DAY;
use crate::json::Json;
use crate::terms::earnings::{NO_FIELD, earns};
use crate::terms::nearest::{listed, nearest};
use crate::{Code, Error};

/// How the help begins that names what was probably meant.
const MEANT: &str = "Did you mean '";

/// What was probably meant, as the help names it.
pub(super) fn meant(error: &Error) -> Option<&str> {
    error.help.strip_prefix(MEANT)?.strip_suffix("'?")
}

/// A value of another type as the one that is expected, where it can be told: "40" as 40.
pub(super) fn as_expected(error: &Error, found: &Json) -> Option<Json> {
    let expected = error.message.strip_prefix("expected ").filter(|_| error.code == Code::Type)?.split(',').next()?;
    match (expected, found) {
        ("an integer", Json::Text(text)) => text.parse().ok().map(Json::Int),
        ("a boolean", Json::Text(text)) => text.parse().ok().map(Json::Bool),
        ("a text" | "a word", Json::Int(number)) => Some(Json::text(number.to_string())),
        ("a list", Json::Text(_)) => Some(Json::List(vec![found.clone()])),
        _ => None,
    }
}

/// Adds what was found, and the nearest of what is expected, to an error of the strict reader.
pub fn explain(error: &mut Error, found: &Json, expected: &[&str]) {
    let key = last_step(&error.at);
    let how = written(expected.first().copied().unwrap_or_default());
    match error.code {
        Code::UnknownField => {
            error.message = format!("there is no field '{key}' here");
            error.help = match nearest(&key, expected) {
                _ if error.at.starts_with("/shelf/") && earns(&key) => NO_FIELD.into(),
                Some(near) => [MEANT, near, "'?"].concat(),
                None => format!("Take it out. Fields here: {}.", listed(expected)),
            };
        }
        Code::MissingField => error.message = format!("the field '{key}' is missing"),
        _ if expected.is_empty() => {}
        Code::Type => error.help = how.into(),
        _ => {
            let found = match found {
                Json::Null => key,
                Json::Text(text) => text.clone(),
                other => other.canonical(),
            };
            error.message = format!("{}, found '{found}'", error.message);
            error.help = match nearest(&found, expected) {
                Some(near) => [MEANT, near, "'?"].concat(),
                None => how.into(),
            };
        }
    }
}

/// The last step of a JSON pointer, as it stands in the document.
pub(super) fn last_step(pointer: &str) -> String {
    let mut parts = pointer.rsplit('/').next().unwrap_or_default().split('~');
    let mut step = String::from(parts.next().unwrap_or_default());
    for part in parts {
        step.push(if part.starts_with('1') { '/' } else { '~' });
        step.push_str(part.get(1..).unwrap_or_default());
    }
    step
}

/// How what is expected is written.
fn written(expected: &str) -> &'static str {
    match expected {
        "a list" => "Put it in [ ].",
        "an object" => "Put it in { }, with its fields.",
        "an integer" => "Write a whole number without quotes.",
        "a boolean" => "Write true or false without quotes.",
        "a text" | "a word" => "Put it in \"quotes\".",
        DAY => "Write it as in 2026-01-31.",
        _ => "Write what is expected.",
    }
}

/// Adds what to do about an error of the strict reader, where that does not say it yet.
pub(crate) fn remedy(error: Error) -> Error {
    if !error.help.is_empty() {
        return error;
    }
    let help = match error.code {
        Code::Syntax => "Look there, or just before, for a comma, quote or bracket that is missing or too many.",
        Code::Limit => "Shorten or split what is too long, and flatten what is nested too deep.",
        Code::Number => "Write whole numbers: money in minor units, shares in basis points.",
        Code::RepeatedKey => "Remove one of the two.",
        Code::MissingField => "Add it, as the schema of packs says (`prescreen schema pack`).",
        _ => "Compare it with the schema of packs (`prescreen schema pack`).",
    };
    error.help(help)
}
