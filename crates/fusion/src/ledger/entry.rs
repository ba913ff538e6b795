//! One row of one statement, and what it counts as.

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::{Digest, Tier};
use prescreen::words;
use serde::Serialize;

use crate::category::Category;
use crate::integrity::IntegrityVerdict;
use crate::money::Currency;
use crate::seek::contains;
use crate::silent::written_as_word;
use crate::statement::{AccountKind, Direction, Row, RowKind};
use crate::when::TimeOfDay;

/// A statement as the ledger knows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Source {
    /// SHA-256 of the file.
    pub file: Digest,
    /// Which of the file's statements, from 0.
    pub place: u32,
    /// Position of its account.
    pub account: u32,
    /// The layout or standard.
    pub format: String,
    /// The version of the layout.
    pub format_version: u32,
    /// The zone of its days and times, in minutes; none where the file does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_minutes: Option<i16>,
    /// Whether its own figures hold.
    pub verdict: IntegrityVerdict,
    /// How well its rows are evidenced.
    pub tier: Tier,
    /// Its position among the statements that the ledger was made of.
    #[serde(skip)]
    pub statement: usize,
}

/// What a row counts as. Closed; every entry has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Role {
    /// Money in from others for anything but a transfer between people: wages, interest, sales.
    Income,
    /// Money in from another person. Income with transfers counts it, income without does not.
    TransferIn,
    /// Goods, services, fees, taxes, cash.
    Spending,
    /// Money out to another person.
    TransferOut,
    /// Money back for spending that is counted, or was before the first day: it lowers spending, and is no income.
    Refund,
    /// A card, loan or credit line paid back. Where the card's own rows are in the ledger they are the spending.
    Repayment,
    /// Money lent by a lender: no income.
    Loan,
    /// Between the person's own accounts, among them a money fund's sweep and a wallet's top-up.
    OwnTransfer,
    /// Securities bought or sold: the person's own money in another form.
    Investment,
    /// The account's side of a purchase that another account's row counts: a bank's row behind a wallet's.
    CountedElsewhere,
    /// A purchase that was given back in full or money in that was taken back, and what did so.
    Undone,
    /// Spent by the person, paid by another: a family card.
    PaidByOthers,
    /// Neither in nor out by the file's word, and nothing tells what it is: it is asked about, and counts as nothing.
    Unclear,
    /// The same row as another file has: counted there.
    Repeated,
    /// Pending, cancelled, or a notice: no money moved.
    NotMoved,
    /// Left out by the person.
    LeftOut,
}

words! {
    Role {
        Income = "income", TransferIn = "transfer_in", Spending = "spending", TransferOut = "transfer_out",
        Refund = "refund", Repayment = "repayment", Loan = "loan", OwnTransfer = "own_transfer",
        Investment = "investment", CountedElsewhere = "counted_elsewhere", Undone = "undone",
        PaidByOthers = "paid_by_others", Unclear = "unclear", Repeated = "repeated", NotMoved = "not_moved",
        LeftOut = "left_out",
    }
}

written_as_word!(Role);

/// One row. Its texts stay with the statement: [`super::Ledger::row`].
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Entry {
    /// Position of its statement among the ledger's sources.
    pub source: u32,
    /// Position of its row in the statement, from 0.
    pub row: u32,
    /// The line of the file, from 1.
    pub line: u32,
    /// Position of its account.
    pub account: u32,
    /// The day, as the file writes it.
    pub date: Date,
    /// The time of the day, as the file writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeOfDay>,
    /// Minor units, never negative, less what the row itself notes as given back.
    pub amount: i64,
    /// Its currency.
    pub currency: Currency,
    /// Which way, as the file says it.
    pub direction: Direction,
    /// What it is by the file's own words.
    pub kind: RowKind,
    /// What it counts as.
    pub role: Role,
    /// What it counts as without the person's corrections.
    #[serde(skip)]
    pub role_before: Role,
    /// How well it is evidenced: as its row, or declared where a correction touched it.
    pub tier: Tier,
    /// The category that the person gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
}

impl Entry {
    /// Whether a correction touched it: it counts otherwise by the person's word.
    #[must_use]
    pub fn corrected(&self) -> bool {
        self.tier == Tier::Declared
    }
}

impl Entry {
    /// The fee inside its amount that is spent although the money is the person's own: none of anything else, in minor
    /// units.
    pub(crate) fn fee_of(&self, row: &Row) -> i64 {
        if self.role == Role::OwnTransfer { row.amount.saturating_sub(row.arriving()) } else { 0 }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {})", self.format, self.verdict.word())
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry(line {}, {})", self.line, self.role.word())
    }
}

/// What a row counts as by itself, before anything is paired.
pub(super) fn role_of(account: AccountKind, row: &Row) -> Role {
    if !row.moved() {
        return Role::NotMoved;
    }
    let incoming = row.direction == Direction::In;
    match row.kind {
        RowKind::OwnTransfer => Role::OwnTransfer,
        RowKind::Repayment => Role::Repayment,
        RowKind::Loan if incoming => Role::Loan,
        RowKind::Loan => Role::Repayment,
        // What the person gives back is no money back.
        RowKind::Refund if row.direction == Direction::Out => Role::Spending,
        RowKind::Refund => Role::Refund,
        RowKind::Buy | RowKind::Sell | RowKind::MarginBuy | RowKind::ShortSell => Role::Investment,
        RowKind::PaidByFamily if others_paid(&row.method) => Role::PaidByOthers,
        RowKind::Interest | RowKind::Dividend | RowKind::Salary if row.direction == Direction::Neutral => Role::Income,
        _ if row.direction == Direction::Neutral => Role::Unclear,
        // What reduces a card's debt is never income.
        RowKind::Unknown | RowKind::Transfer | RowKind::Cash if incoming && account == AccountKind::Card => {
            Role::Repayment
        }
        // What enters or leaves a broker without a word of why may be a deposit or a withdrawal.
        RowKind::Unknown if account == AccountKind::Broker => Role::Unclear,
        RowKind::Transfer if incoming => Role::TransferIn,
        RowKind::Transfer => Role::TransferOut,
        RowKind::Cash if incoming => Role::OwnTransfer,
        _ if incoming => Role::Income,
        _ => Role::Spending,
    }
}

/// Whether what paid is not the person's own: no card of four digits and no balance is named.
fn others_paid(method: &str) -> bool {
    const FAMILY: [&str; 4] = ["亲属", "亲情", "亲友", "代付"];
    let named =
        super::account::tail_of(method).is_some() || ["零钱", "余额", "花呗"].iter().any(|own| contains(method, own));
    !named || FAMILY.iter().any(|word| contains(method, word))
}
