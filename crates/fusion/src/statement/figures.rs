//! Balances and sums of a statement: what its file states, and what its rows come to.

use prescreen::date::Date;
use serde::Serialize;

use crate::silent::prints_its_name;

/// A balance that a file states.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Balance {
    /// The day, where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Minor units, signed.
    pub amount: i64,
    /// Where it stands, from 1.
    pub line: u32,
}

/// A number of rows and their sum.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Sum {
    /// How many rows.
    pub rows: u32,
    /// Minor units.
    pub amount: i64,
}

/// What a file states of its own rows, above or below them.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Stated {
    /// All rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u32>,
    /// Money in.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub incoming: Option<StatedSum>,
    /// Money out.
    #[serde(rename = "out", skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<StatedSum>,
    /// Neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neutral: Option<StatedSum>,
    /// Money in less money out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<i64>,
    /// Booked rows that the file's own column lists as money in, and that are read as neither: what was given back of
    /// purchases whose own rows note it. The stated money in may count them.
    #[serde(skip)]
    pub given_back: Sum,
    /// The parts that entries are listed with.
    #[serde(skip)]
    pub details: Details,
    /// The lines at which the file says that it begins or ends within a statement: a page before it, and one behind it.
    #[serde(skip)]
    pub within: [Option<u32>; 2],
    /// The first line of a stated figure that cannot be read or compared, or that another of its kind contradicts.
    #[serde(skip)]
    pub doubt: Option<u32>,
    /// A stated figure that the reader itself compared with what it is stated of, and that is not it.
    #[serde(skip)]
    pub unequal: Option<Unequal>,
    /// By how many days a row may lie outside what is dated: where its days are those from which money counts, or where
    /// moments stand in another zone.
    #[serde(skip)]
    pub loose_days: i32,
    /// Whether the rows are not listed by their day: in several tables, or by another day than theirs.
    #[serde(skip)]
    pub unordered: bool,
}

/// Entries that a file lists with their parts.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Details {
    /// How many entries have parts whose amounts can be added.
    pub entries: u32,
    /// The first entry that they do not make.
    pub first: Option<Unequal>,
}

/// An entry that its parts do not make, or a stated figure that is not what it is stated of. Signed minor units.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Unequal {
    /// Where it stands, from 1.
    pub line: u32,
    /// The entry's amount, or the figure that is stated.
    pub whole: i64,
    /// What its parts come to.
    pub parts: i64,
}

/// A sum that a file states, in full or in part.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct StatedSum {
    /// How many rows, where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u32>,
    /// Minor units, where they are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
}

/// Sums of the rows that moved, by direction, as the file lists them.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Totals {
    /// Money in.
    #[serde(rename = "in")]
    pub incoming: Sum,
    /// Money out.
    #[serde(rename = "out")]
    pub outgoing: Sum,
    /// Neither.
    pub neutral: Sum,
}

prints_its_name! {
    Balance = "Balance", Sum = "Sum", Stated = "Stated", StatedSum = "StatedSum", Details = "Details", Unequal = "Unequal",
    Totals = "Totals",
}
