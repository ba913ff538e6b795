//! A statement as its file tells it: rows of one account in one currency, and what the file says of them as a whole.
//!
//! Nothing of one file is compared with another here, and nothing is left out: a row that is no movement of money stays,
//! with a status that says so. Texts of the person stay in the tab: a statement prints none.
//!
//! | file | what it is for |
//! |---|---|
//! | `row` | one row: an amount, which way it went, what it is |
//! | `figures` | balances and sums, stated and counted |
//! | `shown` | what a page or terminal shows |

mod figures;
mod row;
mod shown;

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::{Digest, Tier};
use prescreen::words;

pub use figures::{Balance, Details, Stated, StatedSum, Sum, Totals, Unequal};
pub use row::{Direction, Row, RowKind, Security, Status};
pub use shown::{ShownRows, ShownStatement};

use crate::integrity::Integrity;
use crate::money::Currency;
pub use crate::note::{Note, NoteKind};
use crate::problem::{Problem, ProblemKind};
use crate::silent::written_as_word;

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

/// The largest sum of rows, in minor units, of one statement and of all that are joined: the largest whole number that
/// JavaScript counts exactly.
pub(crate) const LARGEST_SUM: i64 = i64::MAX >> 10;

/// In which order a file lists its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum FileOrder {
    /// The first row is the oldest.
    OldestFirst,
    /// The first row is the newest.
    NewestFirst,
    /// Not told: one row, or rows without an order.
    Unknown,
}

words! {
    AccountKind { Wallet = "wallet", Bank = "bank", Card = "card", Broker = "broker" }
    FileOrder { OldestFirst = "oldest_first", NewestFirst = "newest_first", Unknown = "unknown" }
}

written_as_word!(AccountKind, FileOrder);

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

    /// The best that figures which hold can come to, by what they do not check.
    fn as_it_came(&self) -> Tier {
        if self.notes.iter().any(|note| note.kind.caps()) { Tier::Parsed } else { Tier::Consistent }
    }

    /// Adds a note, once of its kind.
    pub fn note(&mut self, kind: NoteKind, line: Option<u32>) {
        if self.notes.iter().all(|other| other.kind != kind) {
            self.notes.push(Note { kind, line });
        }
    }

    /// Whether no sum of its rows can be larger than is counted.
    ///
    /// # Errors
    /// [`ProblemKind::Overflow`] with the row that makes them so.
    pub(crate) fn check_sums(&self) -> Result<(), Problem> {
        let mut sum = 0_i64;
        for row in &self.rows {
            sum = sum.saturating_add(row.amount);
            let beside = [row.fee, row.refunded, row.balance].into_iter().flatten();
            if beside.map(i64::saturating_abs).chain([sum]).any(|amount| amount > LARGEST_SUM) {
                let (most, currency) = (LARGEST_SUM.to_string(), self.currency.as_str());
                let expected = ["at most ", &most, " minor units of ", currency].concat();
                return Err(Problem::new(ProblemKind::Overflow).at(row.line).expected(expected));
            }
        }
        Ok(())
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

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({}, {} rows)", self.format, self.rows.len())
    }
}
