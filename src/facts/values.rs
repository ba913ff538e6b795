//! The value of a fact, from a session, a case or a file, checked against its declaration.

use crate::Code;
use crate::condition::Value;
use crate::date::{DAY, Date};
use crate::json::flat;
use crate::pack::schema::{Fact, FactKind};
use crate::terms::FactValue;

type Refused = (Code, &'static str);

/// A declared value. What is said of a refused one does not repeat it.
pub(super) fn of_case(fact: &Fact, given: flat::Value<'_>) -> Result<Value, Refused> {
    match given {
        flat::Value::Bool(value) => boolean(fact, value),
        flat::Value::Int(value) => integer(fact, value),
        flat::Value::Text(value) => text(fact, value.as_str()),
        _ => Err(mismatch(fact)),
    }
}

/// A value as the firm or a file gives it.
pub(super) fn of_value(fact: &Fact, value: &FactValue) -> Result<Value, Refused> {
    match value {
        FactValue::Boolean(value) => boolean(fact, *value),
        FactValue::Integer(value) => integer(fact, *value),
        FactValue::Text(value) => text(fact, value),
    }
}

/// What is expected of a fact of this type.
#[cold]
fn mismatch(fact: &Fact) -> Refused {
    let expected = match fact.kind {
        FactKind::Integer => "expected an integer",
        FactKind::Boolean => "expected true or false",
        FactKind::Date => DAY,
        FactKind::Choice => "expected one of the fact's options",
    };
    (Code::Type, expected)
}

fn boolean(fact: &Fact, value: bool) -> Result<Value, Refused> {
    match fact.kind {
        FactKind::Boolean => Ok(Value::Boolean(value)),
        _ => Err(mismatch(fact)),
    }
}

fn integer(fact: &Fact, value: i64) -> Result<Value, Refused> {
    if fact.kind != FactKind::Integer {
        return Err(mismatch(fact));
    }
    let within = fact.min.is_none_or(|min| min <= value) && fact.max.is_none_or(|max| value <= max);
    if within { Ok(Value::Integer(value)) } else { Err((Code::Range, "the integer is outside the fact's range")) }
}

fn text(fact: &Fact, value: &str) -> Result<Value, Refused> {
    match fact.kind {
        FactKind::Date => match Date::parse(value) {
            Some(date) => Ok(Value::Date(date.days())),
            None => Err(mismatch(fact)),
        },
        FactKind::Choice => fact
            .options
            .iter()
            .position(|option| option.as_str() == value)
            .and_then(|position| u16::try_from(position).ok())
            .map(Value::Choice)
            .ok_or((Code::Range, "expected one of the fact's options")),
        FactKind::Integer | FactKind::Boolean => Err(mismatch(fact)),
    }
}
