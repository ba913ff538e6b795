//! A ledger's entries as numbers, for a page that takes over a hundred thousand of them.
//!
//! Takes what all files come to, gives the same with one of each entries that are alike, and every entry as numbers: which
//! one it is like, and what is its own. What entries share, words above all, is written once, and so is each day.

use prescreen::date::Date;
use serde::Serialize;

use crate::ledger::Entry;
use crate::shown::Joined;
use crate::when::TimeOfDay;

/// How many numbers an entry is: the position of the one that it is like, the position of its row, its line, the position
/// of its day, its time in seconds or -1, its amount in minor units.
pub const WIDTH: usize = 6;

/// What all files come to, with its entries apart.
pub struct Columns {
    /// All but the entries.
    pub shared: Shared,
    /// [`WIDTH`] numbers an entry, all exact: no amount that is counted has more than 53 digits of two.
    pub numbers: Vec<f64>,
}

/// What all files come to, with one of each entries that are alike, and what it is for. Its row, day and amount are its own;
/// its time is midnight where entries like it have one.
#[derive(Serialize)]
pub struct Shared {
    joined: Joined,
    /// The days of entries.
    days: Vec<Date>,
}

/// Among how many of the last that differ one is looked for; what is like an earlier one stands twice.
const NEAR: usize = 64;

impl Columns {
    /// Puts one of each that are alike in the place of all entries, and gives these as numbers.
    #[must_use]
    pub fn of(mut joined: Joined) -> Self {
        let (mut alike, mut purposes, mut days): (Vec<Entry>, Vec<_>, Vec<_>) = Default::default();
        let mut numbers = Vec::with_capacity(joined.ledger.entries.len().saturating_mul(WIDTH));
        for (entry, purpose) in joined.ledger.entries.iter().zip(&joined.purposes) {
            let found = (0..alike.len()).rev().take(NEAR).find(|place| {
                purposes.get(*place) == Some(purpose) && alike.get(*place).is_some_and(|other| is_like(other, entry))
            });
            let like = found.unwrap_or_else(|| {
                alike.push(Entry { time: entry.time.map(|_| TimeOfDay::default()), ..entry.clone() });
                purposes.push(*purpose);
                alike.len().saturating_sub(1)
            });
            if days.last() != Some(&entry.date) {
                days.push(entry.date);
            }
            let day = days.len().saturating_sub(1);
            let time = entry.time.map_or(-1.0, |time| f64::from(time.seconds()));
            let (row, line) = (f64::from(entry.row), f64::from(entry.line));
            numbers.extend_from_slice(&[like as f64, row, line, day as f64, time, entry.amount as f64]);
        }
        (joined.ledger.entries, joined.purposes) = (alike, purposes);
        Self { shared: Shared { joined, days }, numbers }
    }
}

/// Whether two entries differ in nothing but their row, day, amount and, where both have one, time.
fn is_like(one: &Entry, other: &Entry) -> bool {
    one.source == other.source
        && one.time.is_some() == other.time.is_some()
        && one.account == other.account
        && one.currency == other.currency
        && one.direction == other.direction
        && one.kind == other.kind
        && one.role == other.role
        && one.tier == other.tier
        && one.category == other.category
}
