//! Statements of one account of which not both can be what happened.
//!
//! Takes the statements of every account with their entries, gives each two that say different things: one begins with
//! another balance than the other tells, or one lists a row that the other has not, on days that both cover. Nothing says
//! which of the two is right, and nothing that rests on the account is better than read.

use prescreen::date::Date;
use prescreen::words;
use serde::Serialize;

use super::account::days_of;
use super::{Entry, MAX_DAYS_APART, Source};
use crate::silent::{prints_its_name, written_as_word};
use crate::sorted::{Grouped, sort_by_key};
use crate::statement::{Direction, Row, Statement};

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
pub(super) fn of_rows(
    statements: &[&Statement],
    sources: &[Source],
    entries: &[Entry],
    rows: &[&Row],
) -> Vec<Disagreement> {
    let covered = (0_u32..).zip(sources.iter().zip(statements));
    let covered = covered.filter_map(|(number, (source, statement))| {
        Some(Covered { source: number, account: source.account, days: days_of(statement)?, statement })
    });
    let mut covered: Vec<Covered<'_>> = covered.collect();
    sort_by_key(&mut covered, |one| (one.account, one.days, one.source));
    let (mut found, mut listed) = (Vec::new(), None);
    // One is compared with those that begin while it goes on.
    for (position, one) in covered.iter().enumerate() {
        let behind = covered.get(position.saturating_add(1)..).unwrap_or_default();
        for other in behind.iter().take_while(|other| other.account == one.account && other.days.0 <= one.days.1) {
            if one.statement.file != other.statement.file {
                let by_source = || Grouped::new(entries.iter().map(|entry| entry.source).zip(0_u32..).collect());
                let listed = Listed { by_source: listed.get_or_insert_with(by_source), rows };
                found.extend(listed.compare(one, other));
            }
        }
    }
    found
}

/// A statement that covers days.
struct Covered<'a> {
    source: u32,
    account: u32,
    days: (Date, Date),
    statement: &'a Statement,
}

impl Covered<'_> {
    /// Whether its first and last day are covered wholly, which days that rows alone tell need not be.
    fn whole(&self) -> bool {
        self.statement.period.is_some() && self.statement.stated.loose_days == 0
    }
}

/// The rows of entries, which are in the order of their days.
struct Listed<'r, 'a> {
    by_source: &'r Grouped<u32, u32>,
    rows: &'r [&'a Row],
}

impl Listed<'_, '_> {
    /// Rows of a statement on some days.
    fn on(&self, source: u32, from: Date, to: Date) -> impl Iterator<Item = &Row> {
        let row = |(_, entry): &(u32, u32)| self.rows.get(usize::try_from(*entry).ok()?).copied();
        let of_it = self.by_source.of(&source);
        let before = of_it.partition_point(|entry| row(entry).is_some_and(|row| row.date < from));
        let of_it = of_it.get(before..).unwrap_or_default().iter().filter_map(row);
        of_it.take_while(move |row| row.date <= to)
    }

    /// Compares a statement with one that begins on no day before it.
    ///
    /// A row that one of them lists and the other has as one that did not move, closed or given back, is no difference: one
    /// of them is of an earlier day. So is, on the last days of the one that ends first, a row that was booked later.
    fn compare(&self, one: &Covered<'_>, other: &Covered<'_>) -> Option<Disagreement> {
        let from = if one.days.0 == other.days.0 || other.whole() { other.days.0 } else { after(other.days.0, 1)? };
        let first = if one.days.1 < other.days.1 { one } else { other };
        let to = if one.days.1 == other.days.1 || first.whole() { first.days.1 } else { after(first.days.1, -1)? };
        let settled = after(to, MAX_DAYS_APART.saturating_neg())?;
        let mut alike: Vec<_> = Vec::new();
        for (side, source) in [one.source, other.source].into_iter().enumerate() {
            alike.extend(self.on(source, from, to).map(|row| {
                let way = if row.moved() { 2_usize.saturating_add(way(row.direction)) } else { 0 };
                ((row.currency, row.date, row.amount, 0_i64), way.saturating_add(side))
            }));
        }
        let (mut only, mut late) = ([0_u32; 2], [0_u32; 2]);
        for same in Grouped::new(alike).groups() {
            let count = |way: usize| same.iter().filter(|(_, other)| *other == way).count();
            let Some(((_, date, ..), _)) = same.first() else { continue };
            let into = if *date <= settled { &mut only } else { &mut late };
            for (side, into) in into.iter_mut().enumerate() {
                let theirs = 1_usize.saturating_sub(side);
                let more = [2_usize, 4, 6]
                    .map(|way| count(way.saturating_add(side)).saturating_sub(count(way.saturating_add(theirs))));
                let more = more.into_iter().fold(0, usize::saturating_add).saturating_sub(count(theirs));
                *into = into.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            }
        }
        let [only_one, only_other] = [only[0].saturating_add(late[0]), only[1].saturating_add(late[1])];
        let differ = only != [0; 2] || (only_one > 0 && only_other > 0);
        differ.then_some(Disagreement {
            account: one.account,
            kind: DisagreementKind::Rows,
            one: one.source,
            other: other.source,
            from,
            to,
            only_one,
            only_other,
        })
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
