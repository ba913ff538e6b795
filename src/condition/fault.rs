//! What can be wrong with a condition, as data: in few words for whoever only loads a pack, and explained, with
//! nearest names, for whoever writes one.

use crate::json::Json;
use crate::{Code, Error};

use super::FieldKind;

/// Something wrong with a condition, and where.
pub(super) struct Fault<'a> {
    /// JSON pointer.
    pub(super) at: String,
    pub(super) flaw: Flaw,
    /// The type of the field that is asked about, where there is one.
    pub(super) kind: Option<&'a FieldKind>,
    /// The operator that is read, or the name that is unknown; empty where a value alone is asked for.
    pub(super) name: &'a str,
    /// What stands there.
    pub(super) found: &'a Json,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A condition that is no object.
    NotAnObject,
    /// Something else than a list of conditions.
    NotConditions,
    /// A condition, list of conditions or comparison with nothing in it.
    Empty,
    /// More parts than [`MAX_NODES`](super::MAX_NODES).
    TooManyParts,
    /// A name that is no operator that joins conditions.
    UnknownOperator,
    /// A name that no field has.
    UnknownField,
    /// A field that does not take the operator, or an operator that does not take the operand.
    Mismatch,
    /// An option that the field does not have.
    UnknownOption,
    /// A field with more options than [`MAX_OPTIONS`](super::MAX_OPTIONS).
    TooManyOptions,
    /// A list with more entries than [`MAX_LIST`](super::MAX_LIST).
    LongList,
    /// A number outside of the field's declared range.
    OutsideRange,
    /// A text that is no day of the calendar.
    NotADay,
    /// A size below 0, or beyond 32 bits.
    SizeRange,
    /// An operator that sizes are not compared with.
    SizeOperator,
}

impl Flaw {
    /// The fault where no field is asked about.
    pub(super) fn at<'a>(self, at: &str, name: &'a str, found: &'a Json) -> Fault<'a> {
        Fault { at: at.into(), flaw: self, kind: None, name, found }
    }

    /// The code, and what is wrong in few words: the module that only screens carries no more.
    pub(super) fn short(self) -> (Code, &'static str) {
        match self {
            Self::NotAnObject => (Code::Condition, "expected an object"),
            Self::NotConditions => (Code::Condition, "expected a list of conditions"),
            Self::Empty => (Code::Condition, "the condition is empty"),
            Self::TooManyParts => (Code::Limit, "the condition has too many parts"),
            Self::UnknownOperator => (Code::Condition, "the operator is unknown"),
            Self::UnknownField => (Code::Reference, "the field is not declared"),
            Self::Mismatch => (Code::Condition, "the field does not take this"),
            Self::UnknownOption => (Code::Reference, "the field does not have this option"),
            Self::TooManyOptions => (Code::Limit, "the field has too many options"),
            Self::LongList => (Code::Limit, "the list is too long"),
            Self::OutsideRange => (Code::Range, "outside the field's range"),
            Self::NotADay => (Code::Type, "expected a day"),
            Self::SizeRange => (Code::Range, "expected a size, 0 or more"),
            Self::SizeOperator => (Code::Condition, "expected $gte or $lte"),
        }
    }
}

impl From<Fault<'_>> for Error {
    fn from(fault: Fault<'_>) -> Self {
        let (code, message) = fault.flaw.short();
        Self::new(code, fault.at, message)
    }
}
