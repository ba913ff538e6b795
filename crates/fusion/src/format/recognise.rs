//! Which layout a table has, by what stands in it.
//!
//! Takes the first rows of a table, gives the layout whose columns fit best. A file's name says nothing here.

use super::{Field, Format};
use crate::table::{Row, Table};

/// How far down a table its header may stand.
const HEADER_WITHIN: usize = 80;

/// A layout that fits a table.
pub struct Match<'f> {
    /// The layout.
    pub format: &'f Format,
    /// Which row is the header; none where the layout has none.
    pub header: Option<usize>,
    /// Field to column.
    columns: Vec<(Field, usize)>,
    /// Columns of the header that the layout does not know.
    pub unknown: Vec<usize>,
    /// How many columns of the header it knows.
    known: usize,
}

impl Match<'_> {
    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|(other, _)| *other == field).map(|(_, column)| *column)
    }

    /// A field's cell in a row, without the blanks around it; empty where it has none.
    #[must_use]
    pub fn cell<'a>(&self, row: Row<'a>, field: Field) -> &'a str {
        self.column(field).and_then(|column| row.cell(column)).map_or("", clean)
    }

    /// Whether a field's cell in a row fits the layout's words.
    fn rank(&self) -> (usize, usize, core::cmp::Reverse<usize>) {
        (self.known, self.format.contains.len(), core::cmp::Reverse(self.unknown.len()))
    }
}

/// A cell without the blanks, quotes and marks around it, and without a spreadsheet's guard `="…"`.
#[must_use]
pub fn clean(cell: &str) -> &str {
    let cell = cell.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(cell).trim()
}

/// The layout that fits a table best; none where none does.
#[must_use]
pub fn recognise<'f>(table: &Table, formats: &'f [Format]) -> Option<Match<'f>> {
    let head: Vec<Row<'_>> = table.rows().take(HEADER_WITHIN).collect();
    let mut best: Option<Match<'f>> = None;
    for format in formats {
        let holds = |text: &String| head.iter().any(|row| row.cells().any(|cell| cell.contains(text.as_str())));
        if !format.contains.iter().all(holds) || format.lacks.iter().any(holds) {
            continue;
        }
        let found = if format.headerless { headerless(format, &head) } else { with_header(format, &head) };
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| found.rank() > best.rank())
        {
            best = Some(found);
        }
    }
    best
}

fn with_header<'f>(format: &'f Format, head: &[Row<'_>]) -> Option<Match<'f>> {
    head.iter().enumerate().filter_map(|(position, row)| header(format, position, *row)).max_by_key(Match::rank)
}

/// The row as a header of the layout; none where a required column is missing.
fn header<'f>(format: &'f Format, position: usize, row: Row<'_>) -> Option<Match<'f>> {
    let same = |cell: &str, name: &str| clean(cell).eq_ignore_ascii_case(name);
    let column = |field: Field| format.names_of(field).find_map(|name| row.cells().position(|cell| same(cell, name)));
    if !format.required.iter().all(|field| column(*field).is_some()) {
        return None;
    }
    let columns: Vec<(Field, usize)> =
        format.columns.keys().filter_map(|field| Some((*field, column(*field)?))).collect();
    let is_known = |place: usize, cell: &str| {
        columns.iter().any(|(_, other)| *other == place) || format.ignored.matches(clean(cell))
    };
    let named = || row.cells().enumerate().filter(|(_, cell)| !clean(cell).is_empty());
    let unknown = named().filter(|(place, cell)| !is_known(*place, cell)).map(|(place, _)| place).collect();
    let known = named().filter(|(place, cell)| is_known(*place, cell)).count();
    Some(Match { format, header: Some(position), columns, unknown, known })
}

fn headerless<'f>(format: &'f Format, head: &[Row<'_>]) -> Option<Match<'f>> {
    let place = |name: &str| name.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1);
    let columns: Vec<(Field, usize)> =
        format.columns.keys().filter_map(|field| Some((*field, format.names_of(*field).find_map(place)?))).collect();
    let found = Match { format, header: None, known: columns.len(), columns, unknown: Vec::new() };
    let cells = usize::try_from(format.cells?).ok()?;
    let first = head.iter().find(|row| !row.is_blank())?;
    let order = format.day_order?;
    let fits = first.width() == cells && order.parse(found.cell(*first, Field::Date)).is_some();
    fits.then_some(found)
}
