//! A statement as its file tells it: rows of one account in one currency, and what the file says of them as a whole.
//!
//! Nothing of one file is compared with another here, and nothing is left out: a row that is no movement of money stays,
//! with a status that says so. Texts of the person stay in the tab: a statement prints none.

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::{Digest, Tier};
use prescreen::words;
use serde::{Serialize, Serializer};

use crate::integrity::Integrity;
use crate::money::Currency;
use crate::silent::prints_its_name;
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
    AccountKind { Wallet = "wallet", Bank = "bank", Card = "card", Broker = "broker" }
    FileOrder { OldestFirst = "oldest_first", NewestFirst = "newest_first", Unknown = "unknown" }
}

macro_rules! written_as_word {
    ($($type:ident),*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    )*};
}
written_as_word!(Direction, Status, RowKind, AccountKind, FileOrder);

/// What kind of account a statement is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum AccountKind {
    /// A payment wallet: Alipay, WeChat Pay, PayPal.
    Wallet,
    /// A current or savings account.
    Bank,
    /// A credit card.
    Card,
    /// A broker's account.
    Broker,
}

/// In which order a file lists its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOrder {
    /// The first row is the oldest.
    OldestFirst,
    /// The first row is the newest.
    NewestFirst,
    /// Not told: one row, or rows without an order.
    Unknown,
}

/// One row. Amounts are minor units of `currency`.
#[derive(Clone, PartialEq, Eq, Serialize)]
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

/// One account's rows in one currency.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    /// The layout or standard: `alipay-app`, `camt.053`.
    pub format: String,
    /// The version of the layout.
    pub format_version: u32,
    /// SHA-256 of the file.
    pub file: Digest,
    /// What kind of account.
    pub account_kind: AccountKind,
    /// The account as the file names it: mostly masked.
    pub account: String,
    /// Who keeps the account, by a word of the layout: `alipay`, `boc`.
    pub institution: String,
    /// The currency of all rows.
    pub currency: Currency,
    /// The first and last day that the file says it covers.
    pub period: Option<(Date, Date)>,
    /// The zone of days and times, as an offset in minutes; none where the file does not tell.
    pub zone_minutes: Option<i16>,
    /// In which order the rows stand.
    pub order: FileOrder,
    /// The balance before the first movement.
    pub opening: Option<Balance>,
    /// The balance after the last.
    pub closing: Option<Balance>,
    /// What the file states of its rows.
    pub stated: Stated,
    /// Whether movements of the account are missing from such a file by design, as from a broker's list of trades.
    pub unlisted_movements: bool,
    /// The rows, as they stand in the file.
    pub rows: Vec<Row>,
    /// What is worth telling the person of this file.
    pub notes: Vec<Note>,
    /// Whether the file's own figures hold.
    pub integrity: Integrity,
}

/// What is worth telling of a file that could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// The first line that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The file was saved again by another program; what that changed cannot be seen.
    SavedAgain,
    /// A column of the file that the layout does not know; it was left out.
    UnknownColumn,
    /// Rows of other currencies stand in statements of their own.
    SeveralCurrencies,
    /// The amount of a row was paid from several sources, whose shares the file does not tell.
    SeveralSources,
    /// The declared encoding is not the one that the file has.
    OtherEncoding,
    /// A row that is no movement was left out.
    RowLeftOut,
    /// The stated figures are known to count otherwise than the rows; only their number was compared.
    StatedOtherwise,
    /// The direction of a row could be taken from its own words only in part.
    DirectionUnclear,
    /// The file names no currency; its amounts stand in `XXX`, which is added to no other.
    NoCurrency,
    /// A column was masked or left empty by whoever made the file; it was left out.
    Masked,
    /// What the person said of the file decided how it was read.
    Answered,
    /// The layout is not one of the package's: what columns and words mean is the word of whoever brought it.
    OwnLayout,
    /// A security's code has fewer digits than its exchange gives, and nothing tells where it belongs.
    CodeUnclear,
}

words! {
    NoteKind {
        SavedAgain = "saved_again", UnknownColumn = "unknown_column", SeveralCurrencies = "several_currencies",
        SeveralSources = "several_sources", OtherEncoding = "other_encoding", RowLeftOut = "row_left_out",
        StatedOtherwise = "stated_otherwise", DirectionUnclear = "direction_unclear", NoCurrency = "no_currency",
        Masked = "masked", Answered = "answered", OwnLayout = "own_layout", CodeUnclear = "code_unclear",
    }
}
written_as_word!(NoteKind);

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

impl Row {
    /// Whether it counts: booked, whole or less a part that was given back.
    #[must_use]
    pub fn moved(&self) -> bool {
        matches!(self.status, Status::Booked | Status::PartlyRefunded)
    }

    /// The amount less what was given back by the row's own note.
    #[must_use]
    pub fn net(&self) -> i64 {
        self.amount.saturating_sub(self.refunded.unwrap_or(0))
    }
}

impl Statement {
    /// How well facts from the statement are evidenced: as its figures hold, and no better than read where these do not
    /// check how the file came or was read.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.integrity.tier().min(self.as_it_came())
    }

    /// The same of one of its rows.
    #[must_use]
    pub fn tier_of(&self, row: &Row) -> Tier {
        self.integrity.tier_of(row).min(self.as_it_came())
    }

    /// The best that figures which hold can come to, by what they do not check. Each of these leaves the file read, and no
    /// better than read; none makes it declared, as its rows are still the file's.
    ///
    /// - Saved again: a program that a person edits in wrote the file, and can make any figures hold.
    /// - Answered, in any way. The style of numbers and the currency say how much an amount is worth, and balances link as
    ///   well where every amount is a thousand times as large or in yen instead of euros. The order of days says in which
    ///   month an amount falls, and most files' days stay in order either way.
    /// - An own layout says which column is which and which words mean a salary, and balances link whatever those say.
    fn as_it_came(&self) -> Tier {
        let capped = |note: &Note| matches!(note.kind, NoteKind::SavedAgain | NoteKind::Answered | NoteKind::OwnLayout);
        if self.notes.iter().any(capped) { Tier::Parsed } else { Tier::Consistent }
    }

    /// Adds a note, once of its kind.
    pub fn note(&mut self, kind: NoteKind, line: Option<u32>) {
        if self.notes.iter().all(|other| other.kind != kind) {
            self.notes.push(Note { kind, line });
        }
    }

    /// The sums of the rows that moved.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for row in self.rows.iter().filter(|row| row.moved()) {
            let sum = match row.direction {
                Direction::In => &mut totals.incoming,
                Direction::Out => &mut totals.outgoing,
                Direction::Neutral => &mut totals.neutral,
            };
            sum.rows = sum.rows.saturating_add(1);
            sum.amount = sum.amount.saturating_add(row.net());
        }
        totals
    }
}

prints_its_name! {
    Security = "Security", Balance = "Balance", Sum = "Sum", Stated = "Stated", StatedSum = "StatedSum", Totals = "Totals",
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {})", self.line)
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({}, {} rows)", self.format, self.rows.len())
    }
}

/// What a page or terminal shows of a statement to the person whose it is.
#[derive(Serialize)]
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
            file: statement.file.to_string(),
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
pub struct ShownRows<'a>(&'a [Row]);

impl<'a> ShownRows<'a> {
    /// At most `count` rows from a position on.
    #[must_use]
    pub fn of(statement: &'a Statement, from: usize, count: usize) -> Self {
        let rest = statement.rows.get(from..).unwrap_or_default();
        Self(rest.get(..count).unwrap_or(rest))
    }
}
