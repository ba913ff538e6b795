//! Whether a statement's own figures hold: balances that link, sums that are stated, opening and closing.
//!
//! Takes a statement, gives one of four words, what may have happened where a figure does not hold, and every check that
//! was made. "Consistent" says that the figures hold together, never that the file is genuine; what was not detected was
//! not excluded. One cause is named only where the figures decide; else all that fit are.
//!
//! | file | what it is for |
//! |---|---|
//! | `chain` | rows in the order in which their balances link, and the links that do not hold |
//! | `order` | the order that makes most links hold, among rows of one day any that does |
//! | `trail` | rows of one day in an order in which all of their balances link |
//! | `linked` | a statement's rows as steps of its balances, and the balance of each day |
//! | `stated` | numbers and sums that the file states of its rows |
//! | `signs` | days, periods, numbers of rows: what keeps figures that hold from vouching |
//! | `writing` | the exporter's own manner of writing, in a text |
//! | `judge` | the verdict |
//! | `causes` | what fits figures that do not hold |
//! | `pauses` | days without a row |
//! | `ending` | whether a text ends with its last row |
//! | `continued` | whether a statement begins with what the one before ended with |

mod causes;
mod chain;
mod continued;
mod ending;
mod judge;
mod linked;
mod order;
mod pauses;
mod signs;
mod stated;
mod trail;
mod writing;

use core::fmt;

pub(crate) use continued::{again, amounts, continued};
pub(crate) use ending::Last;
pub(crate) use linked::{Daily, daily_balances};
use prescreen::terms::Tier;
use prescreen::words;
use serde::Serialize;
pub(crate) use writing::{uneven, writing};

use crate::silent::written_as_word;
use crate::statement::{Direction, NoteKind, Row, RowKind, Statement};

/// Whether a statement's own figures hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum IntegrityVerdict {
    /// Every figure that the file states holds, and they cover every row that counts but for those that are named as
    /// unchecked.
    Consistent,
    /// A figure that the file states does not hold.
    Inconsistent,
    /// Movements are missing that the file does not list.
    Gap,
    /// The file states too little to check every row, or what it states beside its figures does not fit its rows.
    Unverifiable,
}

/// What would explain a figure that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Cause {
    /// The amount or direction of a row is not what it was.
    AmountChanged,
    /// A balance is not what it was.
    BalanceChanged,
    /// A row, or several in one place, are missing before the broken line.
    RowMissing,
    /// A row stands there that was not there.
    RowAdded,
    /// Rows are missing at the beginning or the end.
    Cut,
    /// A stated number, sum, opening or closing is not what it was.
    StatedChanged,
    /// The institution does not list all movements in such a file.
    MovementsNotListed,
    /// Figures in several places do not hold.
    SeveralPlaces,
    /// The file itself warns that its sums count otherwise than its rows.
    CountedOtherwise,
    /// Balances link from one end of the file to the other, against its days: of the two one is not what it was.
    DaysReversed,
}

/// What can be checked of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Check {
    /// Each balance is the one before and what happened since.
    Balances,
    /// Opening and all movements make the closing.
    OpeningClosing,
    /// The closing is the last balance and what moved since, where no opening or not every row leads to it.
    Closing,
    /// The stated number of rows.
    StatedRows,
    /// The stated sums of money in and out.
    StatedSums,
    /// The stated sum of what is neither.
    StatedNeutral,
    /// The numbers that rows carry follow one another.
    Numbers,
    /// Days stand in one order, and no payment's number holds a later day than its row has.
    Days,
    /// All days are in the stated period, and between a dated opening and closing.
    Period,
    /// No two rows carry the same number, day and amount.
    Ids,
    /// Cells and lines are written in one manner.
    Writing,
    /// The parts that an entry is listed with make the entry.
    Details,
    /// The opening is what the statement of the same account before it closed with.
    Continues,
    /// The text ends behind its last row, and nothing says that more stood before it or was to follow.
    End,
    /// Every stated figure can be read and is stated once, or the same twice, and what is stated of entries is theirs.
    Stated,
    /// What is said to be taken back, closed or not yet done is so by the stated sums, or by a row that gives it back.
    Status,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Held {
    /// It holds for every row that it is about.
    Holds,
    /// It holds where it could be made; some rows are not covered.
    Partly,
    /// It does not hold.
    Fails,
}

words! {
    IntegrityVerdict {
        Consistent = "consistent", Inconsistent = "inconsistent", Gap = "gap", Unverifiable = "unverifiable",
    }
    Cause {
        AmountChanged = "amount_changed", BalanceChanged = "balance_changed", RowMissing = "row_missing",
        RowAdded = "row_added", Cut = "cut", StatedChanged = "stated_changed",
        MovementsNotListed = "movements_not_listed", SeveralPlaces = "several_places",
        CountedOtherwise = "counted_otherwise", DaysReversed = "days_reversed",
    }
    Check {
        Balances = "balances", OpeningClosing = "opening_closing", Closing = "closing", StatedRows = "stated_rows",
        StatedSums = "stated_sums", StatedNeutral = "stated_neutral", Numbers = "numbers", Days = "days",
        Period = "period", Ids = "ids", Writing = "writing",
        Details = "details", Continues = "continues", End = "end", Stated = "stated", Status = "status",
    }
    Held { Holds = "holds", Partly = "partly", Fails = "fails" }
}

written_as_word!(IntegrityVerdict, Cause, Check, Held);

/// One check and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Checked {
    /// Which.
    pub check: Check,
    /// How it ended.
    pub held: Held,
    /// The first line that it does not hold for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A statement's verdict and where it comes from. Figures are the person's own: `Debug` prints none.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Integrity {
    /// The verdict.
    pub verdict: IntegrityVerdict,
    /// What fits the figures, where they do not hold: one where they decide, else all that fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cause: Vec<Cause>,
    /// The first line whose figure does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_broken_line: Option<u32>,
    /// What the figure would have to be, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// What it is, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<i64>,
    /// How many rows there would have to be, where the stated number does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_rows: Option<u32>,
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_rows: Option<u32>,
    /// How many balances link to the one before.
    pub links: u32,
    /// How many do not.
    pub broken_links: u32,
    /// The checks that could be made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Checked>,
    /// The line of the oldest row, where no figure checks its amount: the first of a list of balances without an opening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unchecked_line: Option<u32>,
    /// The line of the last row of a text that ends within it or just behind it, without a line end: it may be cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unended_line: Option<u32>,
    /// How many rows no figure checks the amounts of: those that are neither in nor out, as a balance that stays, rises or
    /// falls by such a row says nothing of it, and those that pay a debt back, where the stated sums leave them out.
    pub neutral_unchecked: u32,
    /// Whether those that pay a debt back are among them.
    #[serde(skip)]
    pub repaid_unchecked: bool,
}

impl Default for Integrity {
    fn default() -> Self {
        Self {
            verdict: IntegrityVerdict::Unverifiable,
            cause: Vec::new(),
            first_broken_line: None,
            expected: None,
            found: None,
            expected_rows: None,
            found_rows: None,
            links: 0,
            broken_links: 0,
            checks: Vec::new(),
            unchecked_line: None,
            unended_line: None,
            neutral_unchecked: 0,
            repaid_unchecked: false,
        }
    }
}

impl Integrity {
    /// How well figures evidence facts from the statement, where its rows are written in one manner; [`Statement::tier`] is
    /// what they are evidenced by.
    pub(crate) fn tier(&self) -> Tier {
        let as_written = self.held(Check::Writing) != Some(Held::Fails);
        if self.verdict == IntegrityVerdict::Consistent && as_written { Tier::Consistent } else { Tier::Parsed }
    }

    /// The same of one of its rows: a row that no figure checks is only read.
    pub(crate) fn tier_of(&self, row: &Row) -> Tier {
        let neutral = row.direction == Direction::Neutral && row.effect.is_none() && self.neutral_unchecked > 0;
        let repaid = row.kind == RowKind::Repayment && self.repaid_unchecked;
        let unchecked = [self.unchecked_line, self.unended_line].contains(&Some(row.line));
        if neutral || repaid || unchecked { Tier::Parsed } else { self.tier() }
    }

    /// Checks a statement. `stated_otherwise`: the file itself warns that its sums count otherwise than its rows.
    #[must_use]
    pub fn of(statement: &Statement, stated_otherwise: bool) -> Self {
        let mut integrity = judge::judge(statement, stated_otherwise);
        // A page whose figures hold says nothing of the pages beside it.
        let part = statement.notes.iter().any(|note| note.kind == NoteKind::Part);
        if part && integrity.verdict == IntegrityVerdict::Consistent {
            integrity.verdict = IntegrityVerdict::Unverifiable;
        }
        integrity
    }

    /// Whether a figure of the file's own is proved wrong, where the file does not itself warn that its sums count otherwise
    /// than its rows.
    #[must_use]
    pub fn disproved(&self) -> bool {
        self.verdict == IntegrityVerdict::Inconsistent && !self.cause.contains(&Cause::CountedOtherwise)
    }

    /// How a check ended; none where it could not be made.
    #[must_use]
    pub fn held(&self, check: Check) -> Option<Held> {
        self.checks.iter().find(|checked| checked.check == check).map(|checked| checked.held)
    }
}

impl fmt::Debug for Integrity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Integrity({}, links {}, broken {}", self.verdict.word(), self.links, self.broken_links)?;
        self.cause.iter().try_for_each(|cause| write!(f, ", {}", cause.word()))?;
        self.first_broken_line.map_or(Ok(()), |line| write!(f, ", line {line}"))?;
        for checked in &self.checks {
            write!(f, ", {} {}", checked.check.word(), checked.held.word())?;
        }
        f.write_str(")")
    }
}
