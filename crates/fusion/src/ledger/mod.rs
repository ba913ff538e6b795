//! One ledger from many statements: every row of every account with where it comes from, each movement counted once.
//!
//! Takes statements and a person's corrections, gives entries in the order of their days, what belongs together, what only
//! the person can tell, what each account's files cover, and sums by currency. It never changes an amount, never pairs what
//! fits twice, never adds two currencies, and leaves no row out: a row that does not count stays, with the role that says
//! why.
//!
//! | file | what it is for |
//! |---|---|
//! | [`entry`] | one row and what it counts as |
//! | [`account`] | whose rows belong together, and which days their files cover |
//! | [`disagreement`] | which statements of an account say different things |
//! | [`link`] | which entries belong together, and what has to be asked |
//! | [`corrections`] | what the person says against the files |
//! | [`flow`] | sums by currency |
//! | `build`, `work` | the steps, and the ledger between them |
//! | `whose`, `name`, `unnamed`, `once` | which statements are of one account, by what names or without, and which rows two of them share |
//! | `refused` | what corrections cannot say |
//! | `pairing` | two lists of entries, paired where nothing else fits |
//! | `refund`, `purchase`, `transfer` | what may be paired, and what speaks for and against it |

pub mod account;
pub mod corrections;
pub mod disagreement;
pub mod entry;
pub mod flow;
pub mod link;

mod build;
mod name;
mod once;
mod pairing;
mod purchase;
mod refund;
mod refused;
mod taken_back;
mod transfer;
mod unnamed;
mod whose;
mod work;

use core::fmt;

use prescreen::Error;
use prescreen::date::Date;
use serde::Serialize;

pub use account::{Account, Coverage};
pub use corrections::{Apart, Corrections, Pair, Recategorised, RowKey};
pub use disagreement::{Disagreement, DisagreementKind};
pub use entry::{Entry, Role, Source};
pub use flow::Flow;
pub use link::{Link, LinkKind, LinkedBy, Question, QuestionKind};

use crate::statement::{Row, Statement};

/// Largest distance in days between two rows that are one purchase or one transfer: banks book a card's purchase and a
/// transfer within three days, weekends apart (facts: ledgr PR#64).
pub const MAX_DAYS_APART: i32 = 3;
/// Largest distance in days between a purchase and its refund where only amount and other side tell.
pub const MAX_REFUND_DAYS: i32 = 180;

/// All of a person's statements as one.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Ledger {
    /// The first and last day that were asked for; none where nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<(Date, Date)>,
    /// The statements that it is made of, in an order that the files' content tells.
    pub sources: Vec<Source>,
    /// The accounts, in an order that their files' content tells.
    pub accounts: Vec<Account>,
    /// Statements of one account that say different things: why nothing that rests on it is better than read.
    pub disagreements: Vec<Disagreement>,
    /// Every row of every statement, by day, time and content.
    pub entries: Vec<Entry>,
    /// Which entries belong together.
    pub links: Vec<Link>,
    /// What the files leave open.
    pub questions: Vec<Question>,
    /// Sums of what counts, one for each currency.
    pub flows: Vec<Flow>,
}

impl Ledger {
    /// Joins statements. `asked`: the first and last day that a decision wants to see.
    ///
    /// # Errors
    /// [`Code::Reference`](prescreen::Code::Reference) for a correction of a row that no statement has, and
    /// [`Code::Inconsistent`](prescreen::Code::Inconsistent) for what cannot be said of a row: a [`Pair`] of rows that cannot
    /// belong together, a row in two pairs or left out and paired, income that goes out, two categories. Each with its place
    /// among the corrections. [`Code::Limit`](prescreen::Code::Limit) where the amounts of all statements together and the
    /// largest balance of each come to more than 2^53 - 1 minor units.
    pub fn of(statements: &[Statement], asked: Option<(Date, Date)>, corrections: &Corrections) -> Result<Self, Error> {
        build::build(statements, asked, corrections)
    }

    /// The row that an entry is of, with its texts, among the statements that the ledger was made of.
    #[must_use]
    pub fn row<'a>(&self, statements: &'a [Statement], entry: &Entry) -> Option<&'a Row> {
        self.found(statements, entry).map(|(_, row)| row)
    }

    /// The same, with the statement that it stands in.
    pub(crate) fn found<'a>(&self, statements: &'a [Statement], entry: &Entry) -> Option<(&'a Statement, &'a Row)> {
        let source = self.sources.get(usize::try_from(entry.source).ok()?)?;
        let statement = statements.get(source.statement)?;
        Some((statement, statement.rows.get(usize::try_from(entry.row).ok()?)?))
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ledger({} accounts, {} entries)", self.accounts.len(), self.entries.len())
    }
}
