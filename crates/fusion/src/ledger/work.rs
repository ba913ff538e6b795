//! A ledger while it is made.

use prescreen::date::Date;
use prescreen::terms::Tier;

use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy, Question, QuestionKind};
use super::{Entry, Ledger, Source};
use crate::sorted::sort;
use crate::statement::{AccountKind, Direction, Row, RowKind, Statement};

/// The ledger, the rows of its entries, and what is settled of them.
pub(super) struct Work<'a> {
    pub ledger: Ledger,
    /// The row of each entry.
    pub rows: Vec<&'a Row>,
    /// The statement of each source.
    pub statements: Vec<&'a Statement>,
    /// The last day that each source covers.
    pub last_days: Vec<Option<Date>>,
    /// Whether an entry is settled: nothing is paired with it any more.
    pub settled: Vec<bool>,
    /// Wallets' entries whose account behind is found.
    pub paid: Vec<bool>,
    /// Entries that something gives back.
    pub given_back: Vec<bool>,
    /// Entries that the person says do not belong together, in order.
    pub apart: Vec<(u32, u32)>,
    /// Pairs of accounts that may be one, which is asked.
    pub asked: Vec<(usize, usize)>,
    /// The last digits of each account.
    pub tails: Vec<Option<[u8; 4]>>,
}

fn at(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn mark(marks: &mut [bool], position: u32) {
    if let Some(mark) = marks.get_mut(at(position)) {
        *mark = true;
    }
}

fn marked(marks: &[bool], position: u32) -> bool {
    marks.get(at(position)).copied().unwrap_or(false)
}

impl<'a> Work<'a> {
    pub(super) fn entry(&self, position: u32) -> Option<&Entry> {
        self.ledger.entries.get(at(position))
    }

    pub(super) fn row(&self, position: u32) -> Option<&'a Row> {
        self.rows.get(at(position)).copied()
    }

    pub(super) fn both(&self, position: u32) -> Option<(&Entry, &'a Row)> {
        Some((self.entry(position)?, self.row(position)?))
    }

    pub(super) fn source(&self, position: u32) -> Option<&Source> {
        self.ledger.sources.get(at(position))
    }

    pub(super) fn statement(&self, entry: &Entry) -> Option<&'a Statement> {
        self.statements.get(at(entry.source)).copied()
    }

    /// Whether an entry stands in a statement of a kind of account.
    pub(super) fn is_of(&self, entry: &Entry, kind: AccountKind) -> bool {
        self.statement(entry).is_some_and(|statement| statement.account_kind == kind)
    }

    /// The last digits of the account of an entry.
    pub(super) fn tail(&self, entry: &Entry) -> Option<[u8; 4]> {
        self.tails.get(at(entry.account)).copied().flatten()
    }

    /// The last day that a source covers.
    pub(super) fn last_day(&self, source: u32) -> Option<Date> {
        self.last_days.get(at(source)).copied().flatten()
    }

    /// Entries that a test picks.
    pub(super) fn all(&self, pick: &dyn Fn(u32, &Entry, &Row) -> bool) -> Vec<u32> {
        let all = self.ledger.entries.iter().zip(&self.rows).zip(0_u32..);
        all.filter(|((entry, row), position)| pick(*position, entry, row)).map(|(_, position)| position).collect()
    }

    /// Entries with an amount that nothing has settled and that a test picks.
    pub(super) fn open(&self, pick: &dyn Fn(&Entry, &Row) -> bool) -> Vec<u32> {
        self.all(&|position, entry, row| !marked(&self.settled, position) && row.amount > 0 && pick(entry, row))
    }

    /// Entries with the amounts by which they are looked for; without those that have none.
    pub(super) fn keyed(&self, entries: &[u32], amount: &dyn Fn(&Entry, &Row) -> Option<i64>) -> Vec<(u32, i64)> {
        let key = |entry: &u32| {
            let (found, row) = self.both(*entry)?;
            Some((*entry, amount(found, row)?))
        };
        entries.iter().filter_map(key).collect()
    }

    /// Entries with their amounts.
    pub(super) fn amounts(&self, entries: &[u32]) -> Vec<(u32, i64)> {
        self.keyed(entries, &|entry, _| Some(entry.amount))
    }

    /// Money in of a bank or card that no word, person or pair tells to be anything, in the order of days.
    pub(super) fn plain_income(&self) -> Vec<u32> {
        self.open(&|entry, row| {
            let counts = matches!(entry.role, Role::Refund | Role::Income | Role::TransferIn);
            let plain = matches!(row.kind, RowKind::Unknown | RowKind::Transfer | RowKind::Refund);
            let incoming = counts && plain && row.direction == Direction::In && entry.category.is_none();
            incoming && !self.is_of(entry, AccountKind::Wallet)
        })
    }

    /// Whether something is linked that gives an entry back.
    pub(super) fn gives_back(&self, position: u32) -> bool {
        marked(&self.given_back, position)
    }

    pub(super) fn may_pair(&self, one: u32, other: u32) -> bool {
        self.apart.binary_search(&(one.min(other), one.max(other))).is_err()
    }

    /// Whether the accounts of two entries are two for certain.
    pub(super) fn are_two(&self, one: &Entry, other: &Entry) -> bool {
        let (one, other) = (at(one.account.min(other.account)), at(one.account.max(other.account)));
        one != other && !self.asked.contains(&(one, other))
    }

    pub(super) fn set_role(&mut self, position: u32, role: Role) {
        if let Some(entry) = self.ledger.entries.get_mut(at(position)) {
            entry.role = role;
        }
    }

    pub(super) fn settle(&mut self, position: u32) {
        mark(&mut self.settled, position);
    }

    pub(super) fn declare(&mut self, position: u32) {
        if let Some(entry) = self.ledger.entries.get_mut(at(position)) {
            entry.tier = Tier::Declared;
        }
    }

    /// Links two entries; nothing else is paired with the second, nor with the first where it is settled by that.
    pub(super) fn link(&mut self, link: Link) {
        self.ledger.links.push(link);
        if link.kind == LinkKind::Refund {
            mark(&mut self.given_back, link.from);
        }
        self.settle(link.to);
        if link.by == LinkedBy::Person {
            self.settle(link.from);
        }
    }

    pub(super) fn ask(&mut self, kind: QuestionKind, mut entries: Vec<u32>) {
        sort(&mut entries);
        entries.dedup();
        if !entries.is_empty() {
            self.ledger.questions.push(Question { kind, entries });
        }
    }

    /// Says that what paid a wallet's entry is found.
    pub(super) fn paid(&mut self, position: u32) {
        mark(&mut self.paid, position);
    }

    /// Whether what paid a wallet's entry is found.
    pub(super) fn is_paid(&self, position: u32) -> bool {
        marked(&self.paid, position)
    }
}
