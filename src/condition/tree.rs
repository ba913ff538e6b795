//! The one parser: a JSON condition to a tree of logic over tests of fields. Both dialects start here.

use crate::json::{Json, push_step};

use super::fault::{Fault, Flaw};

/// A condition with its JSON pointer.
pub(super) struct Branch<'a> {
    pub(super) at: String,
    /// As it is written.
    pub(super) json: &'a Json,
    pub(super) logic: Logic<'a>,
}

/// How parts combine.
pub(super) enum Logic<'a> {
    All(Vec<Branch<'a>>),
    Any(Vec<Branch<'a>>),
    None(Vec<Branch<'a>>),
    Not(Box<Branch<'a>>),
    Field(&'a str, Asked<'a>),
}

/// What is asked of a field.
pub(super) enum Asked<'a> {
    /// That it equals this value.
    Equals(&'a Json),
    /// That every operator holds.
    Operators(Vec<Operator<'a>>),
}

/// An operator with its operand.
pub(super) struct Operator<'a> {
    pub(super) at: String,
    pub(super) name: &'a str,
    pub(super) operand: &'a Json,
}

impl<'a> Branch<'a> {
    /// Reads a condition: every key of the object has to hold.
    pub(super) fn read(json: &'a Json, at: &str) -> Result<Self, Fault<'a>> {
        let Json::Map(entries) = json else {
            return Err(Flaw::NotAnObject.at(at, "", json));
        };
        let mut parts = Vec::with_capacity(entries.len());
        for (key, operand) in entries {
            parts.push(Self::entry(key, operand, &below(at, key))?);
        }
        Ok(Self { at: at.into(), json, logic: Logic::All(parts) })
    }

    fn entry(key: &'a str, operand: &'a Json, at: &str) -> Result<Self, Fault<'a>> {
        let logic = match key {
            "$and" => Logic::All(Self::list(operand, at)?),
            "$or" => Logic::Any(Self::list(operand, at)?),
            "$nor" => Logic::None(Self::list(operand, at)?),
            "$not" => Logic::Not(Box::new(Self::read(operand, at)?)),
            name => Logic::Field(name, Asked::read(operand, at)),
        };
        Ok(Self { at: at.into(), json: operand, logic })
    }

    fn list(operand: &'a Json, at: &str) -> Result<Vec<Self>, Fault<'a>> {
        let Json::List(list) = operand else {
            return Err(Flaw::NotConditions.at(at, "", operand));
        };
        let mut parts = Vec::with_capacity(list.len());
        for (n, part) in list.iter().enumerate() {
            parts.push(Self::read(part, &below(at, &n.to_string()))?);
        }
        Ok(parts)
    }
}

impl<'a> Asked<'a> {
    /// An object whose keys all start with `$` holds operators; anything else is a value.
    pub(super) fn read(operand: &'a Json, at: &str) -> Self {
        match operand {
            Json::Map(entries) if !entries.is_empty() && entries.iter().all(|(key, _)| key.starts_with('$')) => {
                let operators = entries.iter();
                Self::Operators(
                    operators.map(|(name, operand)| Operator { at: below(at, name), name, operand }).collect(),
                )
            }
            _ => Self::Equals(operand),
        }
    }
}

/// The pointer (RFC 6901) one key further in.
pub(super) fn below(at: &str, key: &str) -> String {
    let mut pointer = String::from(at);
    push_step(&mut pointer, key);
    pointer
}
