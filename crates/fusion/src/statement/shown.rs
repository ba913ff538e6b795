//! What a page or terminal shows of a statement to the person whose it is.

use prescreen::date::Date;
use prescreen::terms::Tier;
use serde::Serialize;

use super::{AccountKind, Balance, FileOrder, Note, Row, Stated, Statement, Totals};
use crate::integrity::Integrity;
use crate::money::Currency;

/// What a page or terminal shows of a statement to the person whose it is.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ShownStatement<'a> {
    format: &'a str,
    format_version: u32,
    file: String,
    institution: &'a str,
    account_kind: AccountKind,
    #[serde(skip_serializing_if = "str::is_empty")]
    account: &'a str,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<(Date, Date)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_day: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone_minutes: Option<i16>,
    order: FileOrder,
    #[serde(skip_serializing_if = "Option::is_none")]
    opening: Option<Balance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closing: Option<Balance>,
    stated: Stated,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<&'a [Row]>,
    totals: Totals,
    tier: Tier,
    integrity: &'a Integrity,
    #[serde(skip_serializing_if = "<[Note]>::is_empty")]
    notes: &'a [Note],
}

impl<'a> From<&'a Statement> for ShownStatement<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            format: &statement.format,
            format_version: statement.format_version,
            file: statement.file.text(),
            institution: &statement.institution,
            account_kind: statement.account_kind,
            account: &statement.account,
            currency: statement.currency,
            period: statement.period,
            first_day: statement.rows.iter().map(|row| row.date).min(),
            last_day: statement.rows.iter().map(|row| row.date).max(),
            zone_minutes: statement.zone_minutes,
            order: statement.order,
            opening: statement.opening,
            closing: statement.closing,
            stated: statement.stated,
            rows: Some(&statement.rows),
            totals: statement.totals(),
            tier: statement.tier(),
            integrity: &statement.integrity,
            notes: &statement.notes,
        }
    }
}

impl<'a> ShownStatement<'a> {
    /// The same without its rows: for a page that shows them a part at a time.
    #[must_use]
    pub fn without_rows(statement: &'a Statement) -> Self {
        Self { rows: None, ..Self::from(statement) }
    }
}

/// A part of a statement's rows.
#[derive(Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShownRows<'a>(&'a [Row]);

impl<'a> ShownRows<'a> {
    /// At most `count` rows from a position on.
    #[must_use]
    pub fn of(statement: &'a Statement, from: usize, count: usize) -> Self {
        let rest = statement.rows.get(from..).unwrap_or_default();
        Self(rest.get(..count).unwrap_or(rest))
    }
}
