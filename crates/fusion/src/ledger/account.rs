//! Whose rows belong together, and which days their files cover.

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::Tier;
use serde::Serialize;

use super::Disagreement;
use crate::integrity::{Daily, daily_balances};
use crate::money::Currency;
use crate::silent::prints_its_name;
use crate::sorted::{Grouped, sort, sort_by_key};
use crate::statement::{AccountKind, NoteKind, Statement};

/// One account in one currency.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Account {
    /// What kind.
    pub kind: AccountKind,
    /// Who keeps it, by a word of the layout.
    pub institution: String,
    /// Its name as a file has it, mostly masked; empty where files do not tell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// How well its statements are evidenced: as the weakest of them, and no better than read where two of them disagree
    /// ([`Disagreement`]), where money moved on days that none covers, or where its rows may be
    /// another account's once more.
    pub tier: Tier,
    /// Which days its files cover.
    pub coverage: Coverage,
    /// The balance at the end of days, in the order of the days, where files state one; an opening balance is of the day
    /// before, where no other tells that day's.
    pub balances: Vec<(Date, i64)>,
}

/// Which days an account's files cover.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Coverage {
    /// First and last days that are covered, in order, apart from each other.
    pub covered: Vec<(Date, Date)>,
    /// First and last days within what was asked that no file covers; where nothing was asked, between the first and the
    /// last covered day of the account.
    pub missing: Vec<(Date, Date)>,
    /// How many days are covered, of those asked for where some were.
    pub days: u32,
    /// How many days are missing.
    pub missing_days: u32,
}

/// An account by its position and its statements, each with that of its source; and which of them do not follow one another.
pub(super) fn account_of(
    account: u32,
    statements: &[(u32, &Statement)],
    asked: Option<(Date, Date)>,
    disagreements: &mut Vec<Disagreement>,
) -> Account {
    let mut dailies: Vec<Dated> =
        statements.iter().map(|(source, statement)| (days_of(statement), daily_balances(statement), *source)).collect();
    sort_dated(&mut dailies, true);
    let balances = balances(&dailies);
    let best = if follow(dailies, account, disagreements) { Tier::Attested } else { Tier::Parsed };
    let statements = || statements.iter().map(|(_, statement)| *statement);
    let first = statements().next();
    let told = |statement: &&Statement| statement.account.bytes().filter(u8::is_ascii_digit).count();
    let named = statements().rev().max_by_key(told);
    Account {
        kind: first.map_or(AccountKind::Bank, |statement| statement.account_kind),
        institution: first.map_or_else(String::new, |statement| statement.institution.clone()),
        name: named.map_or_else(String::new, |statement| statement.account.clone()),
        currency: first.map_or(Currency::CNY, |statement| statement.currency),
        tier: statements().map(Statement::tier).min().map_or(Tier::Declared, |tier| tier.min(best)),
        coverage: Coverage::of(statements().filter_map(days_of).collect(), asked),
        balances,
    }
}

/// The days that a statement covers: those that it states, else from its first row to its last. One page of several covers
/// only the days between: what else happened on its first and last stands on another page.
pub(super) fn days_of(statement: &Statement) -> Option<(Date, Date)> {
    let rows = || statement.rows.iter().filter(|row| row.moved()).map(|row| row.date);
    if statement.notes.iter().any(|note| note.kind == NoteKind::Part) {
        let first = Date::from_days(rows().min()?.days().checked_add(1)?)?;
        let last = Date::from_days(rows().max()?.days().checked_sub(1)?)?;
        return (first <= last).then_some((first, last));
    }
    statement.period.filter(|(first, last)| first <= last).or_else(|| rows().min().zip(rows().max()))
}

/// The first and the last day that a statement covers, its balances, and the position of its source.
type Dated = (Option<(Date, Date)>, Daily, u32);

/// By the last day or by the first, those of one day by the other.
fn sort_dated(dailies: &mut [Dated], by_last: bool) {
    sort_by_key(dailies, |(days, ..)| days.map(|(first, last)| if by_last { (last, first) } else { (first, last) }));
}

/// Balances at the end of days, of statements in the order of their last days; of two files that state one for a day, the
/// later file's. An opening fills a day of which there is no other.
fn balances(dailies: &[Dated]) -> Vec<(Date, i64)> {
    let openings = dailies.iter().filter_map(|(_, daily, _)| daily.opening);
    let ends = dailies.iter().flat_map(|(_, daily, _)| daily.ends.iter().copied());
    let all = Grouped::new(openings.chain(ends).collect());
    all.groups().filter_map(|of_day| of_day.last().copied()).collect()
}

/// Whether every statement begins with the balance that the one before ended with; where they share days, with one that
/// the other tells. Where one does not although no day lies between, the two disagree.
fn follow(mut dailies: Vec<Dated>, account: u32, disagreements: &mut Vec<Disagreement>) -> bool {
    sort_dated(&mut dailies, false);
    let mut follow = true;
    let mut before: Option<((Date, Date), &Daily, u32)> = None;
    for (days, daily, source) in dailies.iter().filter(|(_, daily, _)| !daily.ends.is_empty()) {
        let Some(days) = *days else { continue };
        if let Some(((_, end), one, begins)) = before {
            let apart = days.0.days().saturating_sub(end.days());
            let follows = follows(one, daily, apart);
            follow &= follows;
            if !follows && apart <= 1 {
                disagreements.push(Disagreement::of_balances(account, [begins, *source], days.0));
            }
        }
        if before.is_none_or(|((_, end), ..)| days.1 >= end) {
            before = Some((days, daily, *source));
        }
    }
    follow
}

/// Whether balances that begin some days behind the last of others, or before it, are the same account's.
pub(super) fn follows(one: &Daily, other: &Daily, apart: i32) -> bool {
    if apart > 0 {
        other.start.is_some() && other.start == one.ends.last().map(|(_, balance)| *balance)
    } else {
        one.tells(other.start) || other.tells(one.start)
    }
}

impl Coverage {
    /// What days make, of those asked for.
    #[must_use]
    pub fn of(mut days: Vec<(Date, Date)>, asked: Option<(Date, Date)>) -> Self {
        sort(&mut days);
        let mut covered: Vec<(i32, i32)> = Vec::new();
        for (first, last) in days {
            let (first, last) = (first.days(), last.days());
            match covered.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => covered.push((first, last)),
            }
        }
        let whole = covered.first().zip(covered.last()).map(|((first, _), (_, last))| (*first, *last));
        let Some((from, to)) = asked.map(|(from, to)| (from.days(), to.days())).or(whole) else {
            return Self::default();
        };
        let mut missing = Vec::new();
        let mut next = from;
        for (first, last) in &covered {
            if *first > next {
                missing.push((next, to.min(first.saturating_sub(1))));
            }
            next = next.max(last.saturating_add(1));
        }
        missing.push((next, to));
        missing.retain(|(first, last)| first <= last && *first <= to);
        let count = |spans: &[(i32, i32)]| {
            let days = spans.iter().map(|(first, last)| last.saturating_sub(*first).saturating_add(1));
            u32::try_from(days.fold(0, i32::saturating_add)).unwrap_or(0)
        };
        let missing_days = count(&missing);
        Self {
            covered: dated(&covered),
            missing: dated(&missing),
            days: count(&[(from, to)]).saturating_sub(missing_days),
            missing_days,
        }
    }
}

fn dated(spans: &[(i32, i32)]) -> Vec<(Date, Date)> {
    spans.iter().filter_map(|(first, last)| Date::from_days(*first).zip(Date::from_days(*last))).collect()
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({}, {:?})", self.kind.word(), self.currency)
    }
}

prints_its_name! { Coverage = "Coverage" }

/// The last four digits that a text names as an account's: at its end, or in brackets. Masks between digits do not count,
/// nor do the blanks of an IBAN in print.
#[must_use]
pub fn tail_of(text: &str) -> Option<[u8; 4]> {
    let mut run = 0_usize;
    let mut last: [u8; 4] = [0; 4];
    let mut found = None;
    for byte in text.bytes().chain([b'.']) {
        if byte.is_ascii_digit() {
            let [_, second, third, fourth] = last;
            last = [second, third, fourth, byte];
            run = run.saturating_add(1);
        } else if byte != b' ' {
            if run >= 4 {
                found = Some(last);
            }
            run = 0;
        }
    }
    found
}
