//! What rows are for: told as often as possible, and never wrongly.

mod measured;
mod rules;
mod score;

use prescreen::date::Date;
use prescreen::terms::Digest;
use prescreen_fusion::category::{Categories, shipped};
use prescreen_fusion::integrity::Integrity;
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, Direction, FileOrder, Row, RowKind, Stated, Statement, Status};

/// The shipped rule files.
pub fn categories() -> Categories {
    Categories::new(shipped().expect("the shipped rule files are in order"))
}

/// A statement of an institution, without rows.
pub fn statement(institution: &str, account_kind: AccountKind) -> Statement {
    Statement {
        format: institution.into(),
        format_version: 1,
        file: Digest::of(institution.as_bytes()),
        account_kind,
        account: String::new(),
        institution: institution.into(),
        currency: Currency::CNY,
        period: None,
        zone_minutes: None,
        order: FileOrder::Unknown,
        opening: None,
        closing: None,
        stated: Stated::default(),
        unlisted_movements: false,
        rows: Vec::new(),
        notes: Vec::new(),
        integrity: Integrity::default(),
    }
}

/// A row of a hundred yuan to somebody.
pub fn paid(counterparty: &str) -> Row {
    Row {
        line: 1,
        date: Date::new(2026, 3, 1).expect("a day"),
        time: None,
        value_date: None,
        amount: 10_000,
        currency: Currency::CNY,
        direction: Direction::Out,
        effect: None,
        status: Status::Booked,
        kind: RowKind::Unknown,
        balance: None,
        fee: None,
        refunded: None,
        counterparty: counterparty.into(),
        counterparty_account: String::new(),
        description: String::new(),
        category: String::new(),
        method: String::new(),
        merchant_code: None,
        id: String::new(),
        reference: String::new(),
        security: None,
    }
}
