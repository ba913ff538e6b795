//! What is told of a file and decides nothing alone: the order of its days, its period, the numbers that its rows carry.

use super::{Check, Checked, Held};
use crate::sorted::Grouped;
use crate::statement::{FileOrder, Row, Statement};

/// Numbers of rows that count from 1, as some files carry them: where one is missing, and where one stands twice.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Lines of rows whose number does not follow the one before.
    pub jumps: Vec<u32>,
    /// Lines of rows whose number stood before.
    pub repeats: Vec<u32>,
}

/// The numbers of rows, where they count from 1 in the file's order or against it; none where they do not.
pub(super) fn numbers(rows: &[Row]) -> Option<Numbers> {
    const LEAST: usize = 3;
    let mut numbered: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
    for row in rows {
        numbered.push((row.id.parse().ok()?, row.line));
    }
    if numbered.len() < LEAST {
        return None;
    }
    if numbered.first().map(|(number, _)| number) > numbered.last().map(|(number, _)| number) {
        numbered.reverse();
    }
    let mut found = Numbers::default();
    let mut following = 0_usize;
    let mut before = 0_u32;
    for (number, line) in &numbered {
        match number.checked_sub(before) {
            Some(1) => following = following.saturating_add(1),
            Some(0) => found.repeats.push(*line),
            _ => found.jumps.push(*line),
        }
        before = *number;
    }
    // A list whose numbers mostly follow one another counts its rows; other numbers are the institution's own.
    let most = following.saturating_mul(4) >= numbered.len().saturating_mul(3);
    most.then_some(found)
}

/// The checks that are signs.
pub(super) fn signs(statement: &Statement, numbers: Option<&Numbers>, checks: &mut Vec<Checked>) {
    let rows = &statement.rows;
    if let Some(numbers) = numbers {
        let line = numbers.jumps.iter().chain(&numbers.repeats).min().copied();
        checks.push(checked(Check::Numbers, line));
    }
    if rows.len() > 1 {
        checks.push(checked(Check::Days, out_of_order(statement)));
    }
    if let Some((first, last)) = statement.period {
        let outside = rows.iter().find(|row| row.date < first || row.date > last);
        checks.push(checked(Check::Period, outside.map(|row| row.line)));
    }
    if rows.iter().any(|row| !row.id.is_empty()) {
        checks.push(checked(Check::Ids, twice(rows)));
    }
}

fn checked(check: Check, line: Option<u32>) -> Checked {
    Checked { check, held: if line.is_some() { Held::Fails } else { Held::Holds }, line }
}

/// The first line whose day is against the order of the others.
fn out_of_order(statement: &Statement) -> Option<u32> {
    let pairs = statement.rows.iter().zip(statement.rows.iter().skip(1));
    let falls = |order: FileOrder| {
        let against = |(one, next): &(&Row, &Row)| match order {
            FileOrder::NewestFirst => one.date < next.date,
            FileOrder::OldestFirst | FileOrder::Unknown => one.date > next.date,
        };
        let mut against = pairs.clone().filter(against);
        let first = against.next().map(|(_, row)| row.line);
        (first, against.count())
    };
    let (rising, falling) = (falls(FileOrder::OldestFirst), falls(FileOrder::NewestFirst));
    match (rising.0, falling.0) {
        (None, _) | (_, None) => None,
        (line, _) if rising.1 <= falling.1 => line,
        (_, line) => line,
    }
}

/// The first row whose number, day and amount another row has too.
fn twice(rows: &[Row]) -> Option<u32> {
    let numbered = rows.iter().enumerate().filter(|(_, row)| !row.id.is_empty() && row.moved());
    let keyed = numbered.map(|(place, row)| ((row.id.as_str(), row.date, row.amount, row.direction.word()), place));
    let alike = Grouped::new(keyed.collect());
    let first = alike.groups().filter_map(|alike| alike.get(1)).map(|(_, place)| *place).min();
    first.and_then(|place| rows.get(place)).map(|row| row.line)
}
