//! The compatibility dialect: conditions as GrowthBook's SDKs read them, for experiment targeting.
//!
//! Takes a condition, attributes and saved groups, gives a yes or no that agrees with that project's
//! shared suite, JavaScript's coercions included: missing is null, null counts as 0 in a comparison,
//! `"8"` is greater than 5. Only for who sees which experiment: a rule about a person is written in
//! the pack dialect, and no pack can reach this one. What cannot be read as a condition holds for nobody.

mod coerce;
mod group;
mod number;
mod stringify;
mod version;

use crate::Error;
use crate::condition::tree::{Asked, Branch, Logic};
use crate::json::Json;

pub use coerce::{text, truthy};
pub use stringify::stringify;

/// The host's regular expressions; in a browser, `RegExp`.
pub trait RegexHost {
    /// Whether the pattern matches anywhere in the text. False for a pattern that cannot be read.
    fn matches(&self, pattern: &str, text: &str, ignore_case: bool) -> bool;
}

/// Whether a condition holds for these attributes.
///
/// `groups` is an object of saved groups: id to list of values, or to `{"type": "list", "attributeKey", "values"}` or
/// `{"type": "condition", "condition"}`; for `$inGroup`, `$notInGroup` and `$savedGroup`.
#[must_use]
pub fn eval(condition: &Json, attributes: &Json, groups: Option<&Json>, regex: &dyn RegexHost) -> bool {
    Targeting { groups, regex, within: None }.condition(condition, attributes)
}

/// Whether a value has the form of a condition: objects, and lists of them where `$and`, `$or` and `$nor` stand.
///
/// # Errors
/// With a pointer to the first part that is not of the form; [`eval`] holds such a condition for nobody.
pub fn check(condition: &Json) -> Result<(), Error> {
    Branch::read(condition, "").map(drop).map_err(Error::from)
}

static MISSING: Json = Json::Null;

struct Targeting<'a> {
    groups: Option<&'a Json>,
    regex: &'a dyn RegexHost,
    /// The saved group whose condition is asked, and those that led to it.
    within: Option<group::Within<'a>>,
}

impl Targeting<'_> {
    fn condition(&self, condition: &Json, attributes: &Json) -> bool {
        Branch::read(condition, "").is_ok_and(|branch| self.branch(&branch, attributes))
    }

    fn branch(&self, branch: &Branch<'_>, attributes: &Json) -> bool {
        match &branch.logic {
            Logic::All(parts) => parts.iter().all(|part| self.branch(part, attributes)),
            Logic::Any(parts) => self.any(parts, attributes),
            Logic::None(parts) => !self.any(parts, attributes),
            Logic::Not(part) => !self.branch(part, attributes),
            Logic::Field("$savedGroup", _) => self.in_saved_group(branch.json, attributes),
            Logic::Field(path, asked) => self.asked(asked, attribute(attributes, path)),
        }
    }

    /// An empty list of alternatives holds.
    fn any(&self, parts: &[Branch<'_>], attributes: &Json) -> bool {
        parts.is_empty() || parts.iter().any(|part| self.branch(part, attributes))
    }

    fn asked(&self, asked: &Asked<'_>, value: &Json) -> bool {
        match asked {
            Asked::Equals(expected) => equals(expected, value),
            Asked::Operators(operators) => {
                operators.iter().all(|operator| self.operator(operator.name, value, operator.operand))
            }
        }
    }

    fn value(&self, expected: &Json, value: &Json) -> bool {
        self.asked(&Asked::read(expected, ""), value)
    }

    fn operator(&self, name: &str, actual: &Json, expected: &Json) -> bool {
        match name {
            "$eq" => coerce::same(actual, expected),
            "$ne" => !coerce::same(actual, expected),
            "$lt" => coerce::order(actual, expected).is_some_and(|order| order.is_lt()),
            "$lte" => coerce::order(actual, expected).is_some_and(|order| order.is_le()),
            "$gt" => coerce::order(actual, expected).is_some_and(|order| order.is_gt()),
            "$gte" => coerce::order(actual, expected).is_some_and(|order| order.is_ge()),
            "$veq" => version::order(actual, expected).is_eq(),
            "$vne" => version::order(actual, expected).is_ne(),
            "$vlt" => version::order(actual, expected).is_lt(),
            "$vlte" => version::order(actual, expected).is_le(),
            "$vgt" => version::order(actual, expected).is_gt(),
            "$vgte" => version::order(actual, expected).is_ge(),
            "$exists" => coerce::truthy(expected) != matches!(actual, Json::Null),
            "$type" => matches!(expected, Json::Text(kind) if kind == coerce::type_of(actual)),
            "$in" => list(expected).is_some_and(|list| intersects(actual, list, coerce::same)),
            "$nin" => list(expected).is_some_and(|list| !intersects(actual, list, coerce::same)),
            "$ini" => list(expected).is_some_and(|list| intersects(actual, list, coerce::same_folded)),
            "$nini" => list(expected).is_some_and(|list| !intersects(actual, list, coerce::same_folded)),
            "$inGroup" => self.values(expected).is_some_and(|list| intersects(actual, list, coerce::same)),
            "$notInGroup" => self.values(expected).is_some_and(|list| !intersects(actual, list, coerce::same)),
            "$all" => self.has_all(actual, expected, |expected, value| self.value(expected, value)),
            "$alli" => self.has_all(actual, expected, |expected, value| match expected {
                Json::Text(text) => coerce::text(value).to_lowercase() == text.to_lowercase(),
                _ => self.value(expected, value),
            }),
            "$size" => list(actual).is_some_and(|list| self.value(expected, &coerce::length(list))),
            "$elemMatch" => self.element_matches(actual, expected),
            "$not" => !self.value(expected, actual),
            "$regex" => self.matches(actual, expected, false),
            "$regexi" => self.matches(actual, expected, true),
            _ => false,
        }
    }

    fn has_all(&self, actual: &Json, expected: &Json, holds: impl Fn(&Json, &Json) -> bool) -> bool {
        let (Some(values), Some(expected)) = (list(actual), list(expected)) else {
            return false;
        };
        expected.iter().all(|expected| values.iter().any(|value| holds(expected, value)))
    }

    /// Operators ask about the element itself, a condition about its fields.
    fn element_matches(&self, actual: &Json, expected: &Json) -> bool {
        let asked = Asked::read(expected, "");
        let mut elements = list(actual).into_iter().flatten().filter(|element| !matches!(element, Json::Null));
        elements.any(|element| match &asked {
            Asked::Operators(_) => self.asked(&asked, element),
            Asked::Equals(condition) => self.condition(condition, element),
        })
    }

    fn matches(&self, actual: &Json, pattern: &Json, ignore_case: bool) -> bool {
        let Json::Text(pattern) = pattern else { return false };
        self.regex.matches(pattern, &coerce::text(actual), ignore_case)
    }
}

/// The attribute at a path of keys and list positions with dots between; null where there is none.
fn attribute<'a>(attributes: &'a Json, path: &str) -> &'a Json {
    let found = path.split('.').try_fold(attributes, |value, step| match value {
        Json::Map(_) => value.get(step),
        Json::List(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    });
    found.unwrap_or(&MISSING)
}

/// Equality without an operator: the attribute is converted to the type of what is expected.
fn equals(expected: &Json, value: &Json) -> bool {
    match expected {
        Json::Null => matches!(value, Json::Null),
        Json::Bool(expected) => !matches!(value, Json::Null) && coerce::truthy(value) == *expected,
        Json::Int(_) | Json::Float(_) => coerce::number(value) == coerce::number(expected),
        Json::Text(expected) => coerce::text(value) == *expected,
        Json::List(_) | Json::Map(_) => coerce::alike(value, expected),
    }
}

fn list(value: &Json) -> Option<&[Json]> {
    match value {
        Json::List(list) => Some(list),
        _ => None,
    }
}

/// Whether a value, or any element of a list, is in another list.
fn intersects(actual: &Json, expected: &[Json], same: fn(&Json, &Json) -> bool) -> bool {
    let among = |value: &Json| expected.iter().any(|expected| same(value, expected));
    match actual {
        Json::List(values) => values.iter().any(among),
        value => among(value),
    }
}
