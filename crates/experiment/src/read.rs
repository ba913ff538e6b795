//! JSON to what it stands for, with the place of what does not fit.

use prescreen::json::{Json, Object};
use prescreen::{Code, Error};

use crate::bucket::Range;

/// What is read of one value.
pub(crate) type Read<T> = fn(&Json) -> Result<T, Error>;

/// A value of another type than what is expected there.
pub(crate) fn expected(what: &str, found: &Json) -> Error {
    Error::new(Code::Type, "", ["expected ", what, ", found ", found.kind()].concat())
}

/// The error one step further out.
pub(crate) fn under(step: &str, error: Error) -> Error {
    let step = step.replace('~', "~0").replace('/', "~1");
    Error { at: ["/", &step, &error.at].concat(), ..error }
}

/// A field that may be absent; `null` is absent too.
pub(crate) fn field<T>(json: &Json, name: &str, read: Read<T>) -> Result<Option<T>, Error> {
    match json.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => read(value).map(Some).map_err(|error| under(name, error)),
    }
}

/// A field that has to be there.
pub(crate) fn required<T>(json: &Json, name: &str, read: Read<T>) -> Result<T, Error> {
    field(json, name, read)?
        .ok_or_else(|| Error::new(Code::MissingField, "", ["the field '", name, "' is missing"].concat()))
}

pub(crate) fn object(json: &Json) -> Result<&[(String, Json)], Error> {
    match json {
        Json::Map(entries) => Ok(entries),
        other => Err(expected("an object", other)),
    }
}

pub(crate) fn list<T>(json: &Json, read: Read<T>) -> Result<Vec<T>, Error> {
    let Json::List(values) = json else { return Err(expected("a list", json)) };
    values.iter().enumerate().map(|(n, value)| read(value).map_err(|error| under(&n.to_string(), error))).collect()
}

pub(crate) fn text(json: &Json) -> Result<String, Error> {
    json.as_text().map(String::from).ok_or_else(|| expected("a text", json))
}

/// A text; an empty one counts as absent.
pub(crate) fn filled(json: &Json, name: &str) -> Result<Option<String>, Error> {
    field(json, name, text).map(|text| text.filter(|text| !text.is_empty()))
}

pub(crate) fn boolean(json: &Json) -> Result<bool, Error> {
    match json {
        Json::Bool(value) => Ok(*value),
        other => Err(expected("true or false", other)),
    }
}

pub(crate) fn number(json: &Json) -> Result<f64, Error> {
    match json {
        // Exact: an integer here is within ±(2^53−1).
        Json::Int(number) => Ok(*number as f64),
        Json::Float(number) => Ok(*number),
        other => Err(expected("a number", other)),
    }
}

pub(crate) fn integer(json: &Json) -> Result<i64, Error> {
    match json {
        Json::Int(number) => Ok(*number),
        other => Err(expected("an integer", other)),
    }
}

pub(crate) fn numbers(json: &Json) -> Result<Vec<f64>, Error> {
    list(json, number)
}

pub(crate) fn range(json: &Json) -> Result<Range, Error> {
    match numbers(json)?.as_slice() {
        [start, end] => Ok(Range { start: *start, end: *end }),
        _ => Err(Error::new(Code::Type, "", "expected a range, such as [0, 0.5]")),
    }
}

pub(crate) fn ranges(json: &Json) -> Result<Vec<Range>, Error> {
    list(json, range)
}

pub(crate) fn value(json: &Json) -> Result<Json, Error> {
    Ok(json.clone())
}

pub(crate) fn values(json: &Json) -> Result<Vec<Json>, Error> {
    list(json, value)
}

/// Puts a field into an object, where it has a value.
pub(crate) fn put(object: &mut Object, name: &str, value: Option<Json>) {
    if let Some(value) = value {
        object.put(name, value);
    }
}
