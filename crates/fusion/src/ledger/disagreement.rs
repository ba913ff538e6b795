//! Statements of one account of which not both can be what happened.
//!
//! Takes the statements of every account, gives each two that say different things: one begins with
//! another balance than the other tells, or one lists a row that the other has not, on days that both cover. Nothing says
//! which of the two is right, and nothing that rests on the account is better than read.

use prescreen::date::Date;
use prescreen::words;
use serde::Serialize;

use super::account::days_of;
use super::{MAX_DAYS_APART, Source};
use crate::silent::{prints_its_name, written_as_word};
use crate::sorted::{Grouped, sort_by_key};
use crate::statement::{Direction, Statement};

/// Two statements of one account that say different things.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Disagreement {
    /// Position of the account.
    pub account: u32,
    /// Of what they say different things.
    pub kind: DisagreementKind,
    /// Position of the source that begins first.
    pub one: u32,
    /// Position of the other source.
    pub other: u32,
    /// The first day that it is about: of the days that are compared, or with which the other source begins.
    pub from: Date,
    /// The last of the days that are compared; the same day for balances.
    pub to: Date,
    /// How many rows the first lists that the other has not; none for balances.
    pub only_one: u32,
    /// How many the other lists that the first has not.
    pub only_other: u32,
}

/// Of what two statements say different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum DisagreementKind {
    /// What happened on the days that both cover.
    Rows,
    /// The balance that the later one begins with.
    Balances,
}

words! {
    DisagreementKind { Rows = "rows", Balances = "balances" }
}

written_as_word!(DisagreementKind);
prints_its_name! { Disagreement = "Disagreement" }

impl Disagreement {
    /// A source begins, on a day, with another balance than one that began before it tells.
    pub(super) fn of_balances(account: u32, [one, other]: [u32; 2], day: Date) -> Self {
        let kind = DisagreementKind::Balances;
        Self { account, kind, one, other, from: day, to: day, only_one: 0, only_other: 0 }
    }
}

/// All of which rows differ, in an order that the files' content tells. Those of one file are of its own making.
pub(super) fn of_rows(statements: &[&Statement], sources: &[Source]) -> Vec<Disagreement> {
    let covered = (0_u32..).zip(sources.iter().zip(statements));
    let covered = covered.filter_map(|(number, (source, statement))| {
        Some(((source.account, days_of(statement)?, number), Covered::of(statement)?))
    });
    let mut covered: Vec<_> = covered.collect();
    sort_by_key(&mut covered, |(key, _)| *key);
    let mut found = Vec::new();
    // One is compared with those that begin while it goes on.
    for (position, ((account, _, source), one)) in covered.iter().enumerate() {
        let behind = covered.get(position.saturating_add(1)..).unwrap_or_default();
        let within = behind.iter().take_while(|((of, ..), other)| of == account && other.days.0 <= one.days.1);
        for ((_, _, number), other) in within.filter(|(_, other)| one.statement.file != other.statement.file) {
            if let Some(Compared { from, to, only: [only_one, only_other], differ: true, .. }) = one.compare(other) {
                let (kind, one, other) = (DisagreementKind::Rows, *source, *number);
                found.push(Disagreement { account: *account, kind, one, other, from, to, only_one, only_other });
            }
        }
    }
    found
}

/// A statement that covers days.
pub(super) struct Covered<'a> {
    pub days: (Date, Date),
    pub statement: &'a Statement,
}

/// What two statements list on days that both cover.
pub(super) struct Compared {
    from: Date,
    to: Date,
    /// How many rows both list.
    pub alike: u32,
    /// How many rows only one of them lists.
    pub only: [u32; 2],
    /// Whether that cannot be one account's.
    pub differ: bool,
}

impl<'a> Covered<'a> {
    pub(super) fn of(statement: &'a Statement) -> Option<Self> {
        Some(Self { days: days_of(statement)?, statement })
    }

    /// Whether its first and last day are covered wholly, which days that rows alone tell need not be.
    fn whole(&self) -> bool {
        self.statement.period.is_some() && self.statement.stated.loose_days == 0
    }

    /// Compares a statement with one that begins on no day before it; none where no day is covered wholly by both.
    ///
    /// A row that one of them lists and the other has as one that did not move, closed or given back, is no difference: one
    /// of them is of an earlier day. So is, on the last days of the one that ends first, a row that was booked later.
    pub(super) fn compare(&self, other: &Self) -> Option<Compared> {
        let from = if self.days.0 == other.days.0 || other.whole() { other.days.0 } else { after(other.days.0, 1)? };
        let first = if self.days.1 < other.days.1 { self } else { other };
        let to = if self.days.1 == other.days.1 || first.whole() { first.days.1 } else { after(first.days.1, -1)? };
        let settled = after(to, MAX_DAYS_APART.saturating_neg())?;
        let mut listed: Vec<_> = Vec::new();
        for (side, statement) in [self.statement, other.statement].into_iter().enumerate() {
            let within = statement.rows.iter().filter(|row| from <= row.date && row.date <= to);
            listed.extend(within.map(|row| {
                let way = if row.moved() { 2_usize.saturating_add(way(row.direction)) } else { 0 };
                ((row.currency, row.date, row.amount, 0_i64), way.saturating_add(side))
            }));
        }
        let (mut only, mut late, mut alike) = ([0_u32; 2], [0_u32; 2], 0_usize);
        for same in Grouped::new(listed).groups() {
            let count = |way: usize| same.iter().filter(|(_, other)| *other == way).count();
            let Some(((_, date, ..), _)) = same.first() else { continue };
            for way in [2_usize, 4, 6] {
                alike = alike.saturating_add(count(way).min(count(way.saturating_add(1))));
            }
            let into = if *date <= settled { &mut only } else { &mut late };
            for (side, into) in into.iter_mut().enumerate() {
                let theirs = 1_usize.saturating_sub(side);
                let more = [2_usize, 4, 6]
                    .map(|way| count(way.saturating_add(side)).saturating_sub(count(way.saturating_add(theirs))));
                let more = more.into_iter().fold(0, usize::saturating_add).saturating_sub(count(theirs));
                *into = into.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            }
        }
        let settled = only != [0; 2];
        let only = [only[0].saturating_add(late[0]), only[1].saturating_add(late[1])];
        let differ = settled || only.iter().all(|more| *more > 0);
        Some(Compared { from, to, alike: u32::try_from(alike).unwrap_or(u32::MAX), only, differ })
    }
}

fn after(day: Date, days: i32) -> Option<Date> {
    Date::from_days(day.days().checked_add(days)?)
}

/// Ways as even numbers from 0.
fn way(direction: Direction) -> usize {
    match direction {
        Direction::In => 0,
        Direction::Out => 2,
        Direction::Neutral => 4,
    }
}
