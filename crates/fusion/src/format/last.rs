//! The last row of a table, as its text ends with it.

use super::body::Body;
use super::recognise::clean;
use super::{Field, Match};
use crate::integrity::Last;
use crate::table::{Row, Table};

/// The last row of the table, where nothing stands behind it; none where something does, or where it is a row of another
/// form than all others: a line below them.
pub(crate) fn last(table: &Table, found: &Match<'_>) -> Option<Last> {
    let body = Body::of(table, found);
    let end = table.rows().next_back()?;
    let last = body.rows().last().filter(|row| row.line == end.line)?;
    let others = || body.rows().filter(|row| row.line != last.line);
    let begins = |row: Row<'_>| row.cell(0).map(clean).and_then(|cell| cell.chars().next()).map(of_digits);
    let skipped = found.format.skips.matches(last.cells().map(clean).find(|cell| !cell.is_empty()).unwrap_or_default());
    if skipped || others().any(|row| begins(row) != begins(last)) {
        return None;
    }
    let header = || found.header.and_then(|header| table.row(header)).map(|row| row.width());
    let least = others().map(|row| row.width()).min().or_else(header).unwrap_or(0);
    let place = last.width().checked_sub(1);
    let figures = [Field::Amount, Field::In, Field::Out, Field::Balance, Field::Fee, Field::Refunded];
    let figure = place.is_some() && figures.iter().any(|field| found.column(*field) == place);
    Some(Last { line: last.line, short: last.width() < least, figure })
}

fn of_digits(first: char) -> bool {
    first.is_ascii_digit()
}
