//! Whether a statement's own figures hold: balances that link, sums that are stated, opening and closing.
//!
//! Takes a statement, gives one of four words. "Consistent" says that the figures hold together, never that the file is
//! genuine.

use prescreen::terms::Tier;
use prescreen::words;
use serde::{Serialize, Serializer};

use crate::statement::{FileOrder, Row, StatedSum, Statement, Sum};

/// Whether a statement's own figures hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegrityVerdict {
    /// Every figure that the file states holds, and it states enough.
    Consistent,
    /// A figure that the file states does not hold.
    Inconsistent,
    /// Movements are missing that the file does not list.
    Gap,
    /// The file states nothing that could be checked.
    Unverifiable,
}

words! {
    IntegrityVerdict {
        Consistent = "consistent", Inconsistent = "inconsistent", Gap = "gap", Unverifiable = "unverifiable",
    }
}

impl Serialize for IntegrityVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A statement's verdict and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Integrity {
    /// The verdict.
    pub verdict: IntegrityVerdict,
    /// The first line whose figure does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_broken_line: Option<u32>,
    /// What the figure would have to be, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// What it is, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<i64>,
    /// How many balances link to the one before.
    pub links: u32,
    /// How many do not.
    pub broken_links: u32,
}

impl Default for Integrity {
    fn default() -> Self {
        let verdict = IntegrityVerdict::Unverifiable;
        Self { verdict, first_broken_line: None, expected: None, found: None, links: 0, broken_links: 0 }
    }
}

impl Integrity {
    /// How well facts from the statement are evidenced: only figures that hold may lift a limit.
    #[must_use]
    pub fn tier(&self) -> Tier {
        if self.verdict == IntegrityVerdict::Consistent { Tier::Consistent } else { Tier::Parsed }
    }

    /// Checks a statement. `stated_otherwise`: the file itself warns that its sums count otherwise than its rows.
    #[must_use]
    pub fn of(statement: &Statement, stated_otherwise: bool) -> Self {
        let mut integrity = Self::default();
        integrity.link(statement);
        if integrity.verdict == IntegrityVerdict::Unverifiable && !stated_otherwise {
            integrity.compare_sums(statement);
        }
        integrity
    }

    fn link(&mut self, statement: &Statement) {
        let oldest_first: Vec<&Row> = match statement.order {
            FileOrder::NewestFirst => statement.rows.iter().rev().collect(),
            FileOrder::OldestFirst | FileOrder::Unknown => statement.rows.iter().collect(),
        };
        let mut before = statement.opening.map(|opening| opening.amount);
        for row in oldest_first {
            if let (Some(before), Some(after), Some(effect)) = (before, row.balance, row.effect) {
                let expected = before.saturating_add(effect);
                if expected == after {
                    self.links = self.links.saturating_add(1);
                } else {
                    self.broken_links = self.broken_links.saturating_add(1);
                    if self.first_broken_line.is_none() {
                        (self.first_broken_line, self.expected, self.found) =
                            (Some(row.line), Some(expected), Some(after));
                    }
                }
            }
            before = row.balance.or(before);
        }
        self.verdict = match (self.links, self.broken_links) {
            (0, 0) => IntegrityVerdict::Unverifiable,
            (_, 0) => IntegrityVerdict::Consistent,
            (_, _) if statement.unlisted_movements => IntegrityVerdict::Gap,
            (_, _) => IntegrityVerdict::Inconsistent,
        };
    }

    fn compare_sums(&mut self, statement: &Statement) {
        let totals = statement.totals();
        let pairs = [
            (statement.stated.incoming, totals.incoming),
            (statement.stated.outgoing, totals.outgoing),
            (statement.stated.neutral, totals.neutral),
        ];
        let stated = pairs.iter().filter_map(|(stated, sum)| stated.map(|stated| (stated, *sum)));
        for (stated, sum) in stated {
            if holds(stated, sum) {
                self.links = self.links.saturating_add(1);
            } else {
                self.broken_links = self.broken_links.saturating_add(1);
            }
        }
        if self.links > 0 || self.broken_links > 0 {
            let consistent = self.broken_links == 0;
            self.verdict = if consistent { IntegrityVerdict::Consistent } else { IntegrityVerdict::Inconsistent };
        }
    }
}

fn holds(stated: StatedSum, sum: Sum) -> bool {
    stated.rows.is_none_or(|rows| rows == sum.rows) && stated.amount.is_none_or(|amount| amount == sum.amount)
}
