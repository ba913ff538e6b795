//! Statements made by hand: rows as a test says them, with balances where it wants them.

use prescreen::date::Date;
use prescreen::terms::Digest;
use prescreen_fusion::integrity::Integrity;
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{
    AccountKind, Balance, Direction, FileOrder, Row, RowKind, Stated, Statement, Status,
};
use prescreen_fusion::when::TimeOfDay;

/// A day of 2026.
pub fn day(month: u8, day: u8) -> Date {
    Date::new(2026, month, day).expect("a day")
}

/// A day by its number from 2026-01-01.
pub fn nth_day(number: i32) -> Date {
    Date::from_days(day(1, 1).days() + number).expect("a day")
}

/// A booked row: positive is in, negative is out, zero is neither.
pub fn row(date: Date, signed: i64) -> Row {
    let direction = match signed {
        0 => Direction::Neutral,
        1.. => Direction::In,
        _ => Direction::Out,
    };
    Row {
        line: 0,
        date,
        time: None,
        value_date: None,
        amount: signed.abs(),
        currency: Currency::CNY,
        direction,
        effect: Some(signed),
        status: Status::Booked,
        kind: RowKind::Unknown,
        balance: None,
        fee: None,
        refunded: None,
        counterparty: String::new(),
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

/// What a test changes of a row.
pub trait With: Sized {
    fn kind(self, kind: RowKind) -> Self;
    fn status(self, status: Status) -> Self;
    fn neutral(self) -> Self;
    fn id(self, id: &str) -> Self;
    fn reference(self, reference: &str) -> Self;
    fn method(self, method: &str) -> Self;
    fn from(self, counterparty: &str) -> Self;
    fn account(self, account: &str) -> Self;
    fn told(self, description: &str) -> Self;
    fn at(self, hour: u32, minute: u32) -> Self;
    fn balance(self, balance: i64) -> Self;
    fn refunded(self, refunded: i64) -> Self;
}

impl With for Row {
    fn kind(mut self, kind: RowKind) -> Self {
        self.kind = kind;
        self
    }
    fn status(mut self, status: Status) -> Self {
        self.status = status;
        if !self.moved() {
            self.effect = None;
        }
        self
    }
    fn neutral(mut self) -> Self {
        (self.direction, self.effect) = (Direction::Neutral, None);
        self
    }
    fn id(mut self, id: &str) -> Self {
        self.id = id.into();
        self
    }
    fn reference(mut self, reference: &str) -> Self {
        self.reference = reference.into();
        self
    }
    fn method(mut self, method: &str) -> Self {
        self.method = method.into();
        self
    }
    fn from(mut self, counterparty: &str) -> Self {
        self.counterparty = counterparty.into();
        self
    }
    fn account(mut self, account: &str) -> Self {
        self.counterparty_account = account.into();
        self
    }
    fn told(mut self, description: &str) -> Self {
        self.description = description.into();
        self
    }
    fn at(mut self, hour: u32, minute: u32) -> Self {
        self.time = TimeOfDay::new(hour, minute, 0);
        self
    }
    fn balance(mut self, balance: i64) -> Self {
        self.balance = Some(balance);
        self
    }
    fn refunded(mut self, refunded: i64) -> Self {
        (self.refunded, self.status) = (Some(refunded), Status::PartlyRefunded);
        self
    }
}

/// A statement of a kind of account; its file is told by `name`, its account by `account`. Lines count from 2, as behind
/// a header.
pub fn statement(kind: AccountKind, institution: &str, account: &str, name: &str, rows: Vec<Row>) -> Statement {
    let currency = rows.first().map_or(Currency::CNY, |row| row.currency);
    let mut statement = Statement {
        format: format!("{institution}-test"),
        format_version: 1,
        file: Digest::of(name.as_bytes()),
        account_kind: kind,
        account: account.into(),
        institution: institution.into(),
        currency,
        period: None,
        zone_minutes: Some(480),
        order: FileOrder::Unknown,
        opening: None,
        closing: None,
        stated: Stated::default(),
        unlisted_movements: false,
        rows,
        notes: Vec::new(),
        integrity: Integrity::default(),
    };
    number_lines(&mut statement);
    judged(statement)
}

/// Lines as a file has them.
pub fn number_lines(statement: &mut Statement) {
    for (row, line) in statement.rows.iter_mut().zip(2..) {
        row.line = line;
    }
}

/// The statement with its figures checked.
pub fn judged(mut statement: Statement) -> Statement {
    statement.integrity = Integrity::of(&statement, false);
    statement
}

/// A balance that a file states.
pub fn stated_balance(amount: i64) -> Option<Balance> {
    Some(Balance { date: None, amount, line: 1 })
}

/// Rows, oldest first, with the balance after each.
pub fn running(opening: i64, rows: Vec<Row>) -> Vec<Row> {
    let mut balance = opening;
    rows.into_iter()
        .map(|row| {
            balance += row.effect.unwrap_or(0);
            row.balance(balance)
        })
        .collect()
}
