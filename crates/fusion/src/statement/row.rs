//! One row of a statement: an amount, which way it went, and what it is by the file's own words.

use core::fmt;

use prescreen::date::Date;
use prescreen::words;
use serde::Serialize;

use crate::money::Currency;
use crate::silent::{prints_its_name, written_as_word};
use crate::when::TimeOfDay;

/// Which way money went, as the file says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Direction {
    /// To the person.
    In,
    /// From the person.
    Out,
    /// Neither: the file itself counts it as the person's own move, a refund or a notice.
    Neutral,
}

/// Whether a row is money that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Status {
    /// It moved.
    Booked,
    /// Not yet booked; it may still change or vanish.
    Pending,
    /// It did not happen, or was undone in full by the same row: closed, failed, wholly refunded.
    Cancelled,
    /// Booked, and a part of it was given back since; the part is in `refunded`.
    PartlyRefunded,
    /// A notice that moves no money of the person: an allotment number, a freeze, a designation.
    Notice,
}

/// What a row is, as far as the file's own closed words tell it. Never guessed from a merchant's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum RowKind {
    /// Not told.
    Unknown,
    /// Goods or services.
    Purchase,
    /// Money given back for a purchase; `reference` names the purchase where the file does.
    Refund,
    /// Between two people.
    Transfer,
    /// Between the person's own accounts, as the file says: top-up, withdrawal to a card, a money fund's sweep.
    OwnTransfer,
    /// A card, loan or credit line paid back.
    Repayment,
    /// Money lent by a lender.
    Loan,
    /// Wages, salary or pension by the file's own word.
    Salary,
    /// Interest or income of a money fund.
    Interest,
    /// A dividend.
    Dividend,
    /// A fee or charge.
    Fee,
    /// A tax.
    Tax,
    /// Cash taken out or paid in.
    Cash,
    /// Bought by way of another person's account that pays: a family card.
    PaidByFamily,
    /// Securities bought.
    Buy,
    /// Securities sold.
    Sell,
    /// Securities bought with money lent by the broker.
    MarginBuy,
    /// Securities borrowed and sold.
    ShortSell,
}

words! {
    Direction { In = "in", Out = "out", Neutral = "neutral" }
    Status {
        Booked = "booked", Pending = "pending", Cancelled = "cancelled", PartlyRefunded = "partly_refunded", Notice = "notice",
    }
    RowKind {
        Unknown = "unknown", Purchase = "purchase", Refund = "refund", Transfer = "transfer", OwnTransfer = "own_transfer",
        Repayment = "repayment", Loan = "loan", Salary = "salary", Interest = "interest", Dividend = "dividend", Fee = "fee",
        Tax = "tax", Cash = "cash", PaidByFamily = "paid_by_family", Buy = "buy", Sell = "sell", MarginBuy = "margin_buy",
        ShortSell = "short_sell",
    }
}
written_as_word!(Direction, Status, RowKind);

/// One row. Amounts are minor units of `currency`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Row {
    /// The line or row of the file, from 1.
    pub line: u32,
    /// The day on which the account books it; where the file has only another day, that one.
    pub date: Date,
    /// The time of the day, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeOfDay>,
    /// The day from which it counts for interest, or on which the purchase was made, where the file has both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_date: Option<Date>,
    /// How much, never negative: after a fee that is a column of its own, before a refund that is noted in the row.
    pub amount: i64,
    /// Its currency.
    pub currency: Currency,
    /// Which way.
    pub direction: Direction,
    /// By how much the account's balance changes, signed; none where the row does not change the balance of the account
    /// that the statement is of, or the file does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<i64>,
    /// Whether it moved.
    pub status: Status,
    /// What it is.
    pub kind: RowKind,
    /// The account's balance after the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<i64>,
    /// The fee that is inside `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<i64>,
    /// How much of it was given back, by the row's own note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded: Option<i64>,
    /// The other side, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub counterparty: String,
    /// The other side's account, as written: mostly masked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub counterparty_account: String,
    /// What it was for, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The file's own category or type, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// What paid: the card or balance behind a wallet, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// The merchant category code (ISO 18245).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_code: Option<u16>,
    /// The row's own number at the institution.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The number of what it belongs to: an order, a purchase that is refunded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The security, at a broker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Security>,
}

/// A security and how much of it, as a broker writes it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Security {
    /// Its code: six digits in China, an ISIN or a symbol elsewhere.
    pub code: String,
    /// Its name, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How many, in hundred-millionths, signed: bought is positive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
    /// How many are held after the row, in hundred-millionths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<i64>,
    /// The price of one, in hundred-millionths of the currency's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
}

impl Security {
    /// Digits behind the point of quantities and prices.
    pub(crate) const SCALE: u8 = 8;
}

impl Row {
    /// Whether it counts: booked, whole or less a part that was given back.
    #[must_use]
    pub fn moved(&self) -> bool {
        matches!(self.status, Status::Booked | Status::PartlyRefunded)
    }

    /// What arrives where the money goes: of money out the amount less a fee inside it, else the amount.
    #[must_use]
    pub fn arriving(&self) -> i64 {
        let fee = self.fee.filter(|fee| (1..self.amount).contains(fee) && self.direction != Direction::In);
        self.amount.saturating_sub(fee.unwrap_or(0))
    }

    /// The amount less what was given back by the row's own note.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.amount.saturating_sub(self.refunded.unwrap_or(0))
    }
}

prints_its_name! { Security = "Security" }

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {})", self.line)
    }
}
