//! A row that two files of one account both list is counted once.
//!
//! What makes two rows the same is what all files of the account carry: the institution's own numbers where they come from
//! one layout, else the balance behind the row, else the day and the amount. Of rows that are alike in all of it, as many
//! are counted as the file has that lists most of them: two equal rows of one day in one file are both real, also where
//! they stand in two of its statements.

use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy};
use super::work::Work;
use crate::integrity::{again, amounts};
use crate::sorted::{Grouped, sort, sort_by_key};
use crate::statement::Status;

/// The standards whose statements of one file may list the same rows: reports within a day overlap.
const OVERLAPPING: [&str; 2] = ["camt.052", "mt942"];

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Numbers, with days and amounts, as numbers are used again.
    Numbers,
    /// Balances behind rows.
    Balances,
    /// Days, times, amounts and texts of one layout.
    Texts,
    /// Days and amounts.
    Amounts,
}

impl By {
    /// What a pair that is found so is told by.
    fn tells(self) -> LinkedBy {
        match self {
            Self::Numbers => LinkedBy::Reference,
            Self::Balances | Self::Texts | Self::Amounts => LinkedBy::AmountAndDays,
        }
    }
}

/// Rows that are alike by what is compared.
type Key<'a> = (prescreen::date::Date, &'a str, i64, Option<i64>, Option<u32>, [&'a str; 3]);

/// Marks what is repeated and links it with what is counted.
pub(super) fn once(work: &mut Work<'_>) {
    let listings = listings(work);
    let sources = work.ledger.sources.iter().map(|source| source.account).zip(0_u32..);
    let sources = Grouped::new(sources.collect());
    let entries = work.ledger.entries.iter().map(|entry| entry.account).zip(0_u32..);
    let entries = Grouped::new(entries.collect());
    let positions = |group: &[(u32, u32)]| group.iter().map(|(_, position)| *position).collect::<Vec<_>>();
    for group in sources.groups().filter(|group| group.len() > 1) {
        let sources = positions(group);
        let entries = group.first().map_or_else(Vec::new, |(account, _)| positions(entries.of(account)));
        let by = compared(work, &entries, &sources);
        let listing = |entry| listings.get(usize::try_from(work.entry(entry)?.source).ok()?).copied();
        let keyed = entries.iter().filter_map(|entry| Some((key(work, *entry, by)?, listing(*entry)?, *entry)));
        let mut keyed: Vec<(Key<'_>, u32, u32)> = keyed.collect();
        sort(&mut keyed);
        for alike in keyed.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
            settle(work, alike, by.tells());
        }
    }
}

/// The listing that each source is a part of, by its first source: all statements of a file together, and by itself one
/// that says the same once more or may list the rows of another.
fn listings(work: &Work<'_>) -> Vec<u32> {
    let (mut listings, mut first) = (Vec::with_capacity(work.statements.len()), 0);
    let mut order: Vec<_> = work.ledger.sources.iter().zip(work.statements.iter().copied()).zip(0_u32..).collect();
    for (position, ((source, statement), number)) in order.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| order.get(before));
        if before.is_none_or(|((other, _), _)| other.file != source.file) {
            first = *number;
        }
        listings.push(if OVERLAPPING.contains(&&*statement.format) { *number } else { first });
    }
    sort_by_key(&mut order, |((source, statement), _)| {
        (source.file, source.account, amounts(statement), statement.rows.len())
    });
    for (((one, statement), _), ((other, next), number)) in order.iter().zip(order.iter().skip(1)) {
        let listing = usize::try_from(*number).ok().and_then(|number| listings.get_mut(number));
        if let Some(listing) =
            listing.filter(|_| (one.file, one.account) == (other.file, other.account) && again(statement, next))
        {
            *listing = *number;
        }
    }
    listings
}

fn compared(work: &Work<'_>, entries: &[u32], sources: &[u32]) -> By {
    let format = |source: &u32| work.source(*source).map(|source| (&source.format, source.format_version));
    let one_layout = sources.iter().all(|source| format(source) == sources.first().and_then(format));
    let moved = || entries.iter().filter_map(|entry| work.row(*entry)).filter(|row| row.moved());
    if one_layout && moved().all(|row| !row.id.is_empty()) {
        By::Numbers
    } else if moved().all(|row| row.balance.is_some()) {
        By::Balances
    } else if one_layout {
        By::Texts
    } else {
        By::Amounts
    }
}

fn key<'a>(work: &Work<'a>, entry: u32, by: By) -> Option<Key<'a>> {
    let row = work.row(entry)?;
    // What waits has no number, balance or day that will stay; what was closed since keeps its number.
    if row.status == Status::Pending || (by != By::Numbers && !row.moved()) {
        return None;
    }
    // A purchase that is closed later changes its direction, not its number.
    let direction = if by == By::Numbers { "" } else { row.direction.word() };
    let time = row.time.map(crate::when::TimeOfDay::seconds);
    let (balance, time, texts) = match by {
        By::Numbers if row.id.is_empty() => return None,
        By::Numbers => (None, None, [row.id.as_str(), "", ""]),
        By::Balances => (row.balance, None, ["", "", ""]),
        By::Texts => (None, time, [row.counterparty.as_str(), row.description.as_str(), row.category.as_str()]),
        By::Amounts => (None, None, ["", "", ""]),
    };
    Some((row.date, direction, row.amount, balance, time, texts))
}

/// Counts the rows of the file that lists most of a group, the latest file where several do.
fn settle(work: &mut Work<'_>, alike: &[(Key<'_>, u32, u32)], by: LinkedBy) {
    let files = || alike.chunk_by(|one, other| one.1 == other.1);
    let listing = |file: &[(Key<'_>, u32, u32)]| file.first().map_or(0, |(_, listing, _)| *listing);
    let last_day = |file: &[(Key<'_>, u32, u32)]| {
        file.iter().filter_map(|(.., entry)| work.last_day(work.entry(*entry)?.source)).max()
    };
    let Some(counted) = files().max_by_key(|file| (file.len(), last_day(file), listing(file))) else {
        return;
    };
    for repeated in files().filter(|file| listing(file) != listing(counted)) {
        for ((.., from), (.., to)) in counted.iter().zip(repeated) {
            if work.may_pair(*from, *to) {
                work.set_role(*to, Role::Repeated);
                work.link(Link { kind: LinkKind::SameRow, from: *from, to: *to, by });
            }
        }
    }
}
