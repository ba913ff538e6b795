//! Balances and sums of a statement: what its file states, and what its rows come to.

use prescreen::date::Date;
use serde::Serialize;

use crate::silent::prints_its_name;

/// A balance that a file states.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
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
pub struct Sum {
    /// How many rows.
    pub rows: u32,
    /// Minor units.
    pub amount: i64,
}

/// What a file states of its own rows, above or below them.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
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
    /// Booked rows that the file's own column lists as money in, and that are read as neither: what was given back of
    /// purchases whose own rows note it. The stated money in may count them.
    #[serde(skip)]
    pub given_back: Sum,
}

/// A sum that a file states, in full or in part.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
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
    Balance = "Balance", Sum = "Sum", Stated = "Stated", StatedSum = "StatedSum", Totals = "Totals",
}
