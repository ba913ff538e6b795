//! Every fact that a rule may read.

use crate::id::Id;
use crate::json::{Json, Read, Reader};
use crate::{Code, documents, words};

/// A fact that a rule may read. Text `fact.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fact {
    /// Field name, `[a-z0-9_-]+`, unique among facts and items.
    pub id: Id,
    /// What kind of value it has.
    #[cfg_attr(feature = "schema", schemars(rename = "type"))]
    pub kind: FactKind,
    /// What an integer counts.
    pub unit: Option<Unit>,
    /// ISO 4217 code; required with `minor_units`.
    pub currency: Option<String>,
    /// Least value of an integer.
    pub min: Option<i64>,
    /// Greatest value of an integer.
    pub max: Option<i64>,
    /// Values of a choice. Texts `fact.ID.OPTION`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub options: Vec<Id>,
    /// Who may bring it. A derived fact has no provider.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub provided_by: Vec<Provider>,
    /// How it follows from other facts.
    pub derive: Option<Derive>,
}

/// The type of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum FactKind {
    /// A whole number within ±(2^53−1).
    Integer,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// One of `options`.
    Choice,
}

/// What an integer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Unit {
    /// Minor units of the currency, as ISO 4217 counts them: hundredths of a euro, whole yen, thousandths of a dinar.
    MinorUnits,
    /// Completed months.
    Months,
    /// Completed years.
    Years,
    /// Basis points, hundredths of a percent.
    BasisPoints,
    /// Things.
    Count,
}

/// Who may bring a fact; the tier is made by the code that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Provider {
    /// The firm's back end, with the session: attested.
    Host,
    /// The person, typed in: declared.
    Person,
    /// A file that the person opens: parsed or consistent.
    File,
}

/// The closed list of total functions that make a fact from others.
/// A missing operand makes the result missing; its tier is the weakest operand's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Derive {
    /// Completed years from a date to the session's day.
    AgeOn(Id),
    /// Completed months from a date to the session's day.
    MonthsSince(Id),
    /// The least of integers of one unit.
    Min(Vec<Id>),
    /// The greatest of integers of one unit.
    Max(Vec<Id>),
    /// `part × 10000 / whole`, rounded down; missing when the whole is not positive.
    ShareBp {
        /// Numerator.
        part: Id,
        /// Denominator.
        whole: Id,
    },
}

documents! {
    Fact { id, kind = "type", unit, currency, min, max, derive; [options, provided_by] }
}

words! {
    FactKind { Integer = "integer", Boolean = "boolean", Date = "date", Choice = "choice" }
    Unit {
        MinorUnits = "minor_units", Months = "months", Years = "years", BasisPoints = "basis_points",
        Count = "count"
    }
    Provider { Host = "host", Person = "person", File = "file" }
}

impl Read for Derive {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        reader.object(json, &["age_on", "months_since", "min", "max", "share_bp"]);
        match json {
            Json::Map(entries) if entries.len() == 1 => {}
            _ => reader
                .fail(Code::Type, "expected an object with one function: age_on, months_since, min, max or share_bp"),
        }
        let has = |name| json.get(name).is_some();
        if has("months_since") {
            Self::MonthsSince(reader.field(json, "months_since"))
        } else if has("min") {
            Self::Min(reader.field(json, "min"))
        } else if has("max") {
            Self::Max(reader.field(json, "max"))
        } else if let Some(share) = json.get("share_bp") {
            reader.object(share, &["part", "whole"]);
            Self::ShareBp { part: reader.field(share, "part"), whole: reader.field(share, "whole") }
        } else {
            Self::AgeOn(reader.field(json, "age_on"))
        }
    }
}
