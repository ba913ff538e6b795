//! Which layout a table has, by what stands in it.
//!
//! Takes the first rows of a table, gives the layout whose columns fit best. A file's name says nothing here.

use super::body::same;
use super::plain::same_name;
use super::{Field, Format};
use crate::money::{Currency, NumberStyle, Written};
use crate::seek;
use crate::table::{Row, Table};
use crate::text::is_bare;
use crate::when::DateOrder;

/// How far down a table its header may stand.
const HEADER_WITHIN: usize = 80;
/// How many rows of a table without a header have to have the layout's form.
const HEADERLESS_ROWS: usize = 8;

/// A layout that fits a table.
pub struct Match<'f> {
    /// The layout.
    pub format: &'f Format,
    /// The row from which the table was looked for: what stands above belongs to another.
    pub from: usize,
    /// Which row is the header; none where the layout has none.
    pub header: Option<usize>,
    /// The currency that a column's name holds.
    pub currency: Option<Currency>,
    /// Field to column.
    columns: Vec<(Field, usize)>,
    /// The column of each field, in the order of the list of fields: every row asks for most of them.
    places: Vec<Option<usize>>,
    /// Columns of the header that the layout does not know.
    pub unknown: Vec<usize>,
    /// How many columns of the header it knows.
    known: usize,
}

impl Match<'_> {
    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.places.get(field as usize).copied().flatten()
    }

    /// A field's cell in a row, without the blanks around it; empty where it has none.
    #[must_use]
    pub fn cell<'a>(&self, row: Row<'a>, field: Field) -> &'a str {
        self.column(field).and_then(|column| row.cell(column)).map_or("", clean)
    }

    /// Where the rows end: at a row that the layout names, or with the table.
    #[must_use]
    pub fn end(&self, table: &Table) -> usize {
        let ends = &self.format.ends;
        let first = self.header.map_or(self.from, |header| header.saturating_add(1));
        let is_end = |position: &usize| {
            let first = table.row(*position).and_then(|row| row.cells().map(clean).find(|cell| !cell.is_empty()));
            first.is_some_and(|cell| ends.matches(cell))
        };
        if ends.is_empty() { table.len() } else { (first..table.len()).find(is_end).unwrap_or(table.len()) }
    }

    /// Where another table may begin: behind the row that ends this one, where the layout has several or the same names
    /// stand there again; else with the file's end.
    #[must_use]
    pub fn next(&self, table: &Table) -> usize {
        let behind = self.end(table).saturating_add(1);
        let again = || self.header.is_some_and(|header| (behind..table.len()).any(|row| same(table, header, row)));
        if self.format.several_tables || again() { behind.min(table.len()) } else { table.len() }
    }

    /// Whether it is to be read rather than another: it fits better, or both are of a file of several tables and it stands
    /// first.
    fn is_before(&self, other: &Self) -> bool {
        if self.format.several_tables && other.format.several_tables && self.header != other.header {
            return self.header < other.header;
        }
        self.rank() > other.rank()
    }

    /// Every field that has a column, with its place.
    pub fn fields(&self) -> impl Iterator<Item = (Field, usize)> {
        self.columns.iter().copied()
    }

    /// How well it fits.
    fn rank(&self) -> (bool, bool, usize, usize, core::cmp::Reverse<usize>) {
        let Format { header, fallback, contains, .. } = self.format;
        (!header.is_empty(), !fallback, self.known, contains.len(), core::cmp::Reverse(self.unknown.len()))
    }
}

/// A cell without the blanks, quotes and marks around it, and without a spreadsheet's guard `="…"`.
#[must_use]
pub fn clean(cell: &str) -> &str {
    if is_bare(cell) {
        return cell;
    }
    let cell = cell.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(cell).trim()
}

/// The layout that fits a table best; none where none does.
#[must_use]
pub fn recognise<'f>(table: &Table, formats: &'f [Format]) -> Option<Match<'f>> {
    recognise_from(table, formats, 0)
}

/// The same for the rows from a position on.
#[must_use]
pub fn recognise_from<'f>(table: &Table, formats: &'f [Format], from: usize) -> Option<Match<'f>> {
    let to = from.saturating_add(HEADER_WITHIN).min(table.len());
    let head: Vec<Row<'_>> = (from..to).filter_map(|position| table.row(position)).collect();
    let cells: Vec<Vec<&str>> = head.iter().map(|row| row.cells().map(clean).collect()).collect();
    let mut best: Option<Match<'f>> = None;
    for format in formats {
        let holds = |text: &String| head.iter().any(|row| row.cells().any(|cell| seek::contains(cell, text)));
        if !format.contains.iter().all(holds) || format.lacks.iter().any(holds) {
            continue;
        }
        let found = if format.headerless { headerless(format, &head) } else { with_header(format, &cells) };
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| found.is_before(best))
        {
            best = Some(found);
        }
    }
    let header = |found: &Match<'_>| found.header.map(|header| header.saturating_add(from));
    best.map(|found| Match { from, header: header(&found), ..found })
}

/// What keeps a table from being in a layout: the row that has most of its names, and the required fields that it lacks.
#[must_use]
pub fn missing(table: &Table, format: &Format) -> Option<(usize, Vec<Field>)> {
    let lacks = |row: &Row<'_>| -> Vec<Field> {
        let named = |name: &str| row.cells().any(|cell| is_named(format, clean(cell), name));
        let required = format.required.iter().copied();
        required.filter(|field| !format.names_of(*field).any(named)).collect()
    };
    let rows = table.rows().take(HEADER_WITHIN).enumerate().map(|(position, row)| (position, lacks(&row)));
    rows.min_by_key(|(_, lacking)| lacking.len()).filter(|(_, lacking)| lacking.len() < format.required.len())
}

fn with_header<'f>(format: &'f Format, head: &[Vec<&str>]) -> Option<Match<'f>> {
    let long = head.iter().enumerate().filter(|(_, cells)| cells.len() >= format.required.len());
    let headers = long.filter_map(|(position, cells)| header(format, position, cells));
    headers.reduce(|best, found| if found.is_before(&best) { found } else { best })
}

/// The row of these cells as a header of the layout; none where a required column is missing.
fn header<'f>(format: &'f Format, position: usize, cells: &[&str]) -> Option<Match<'f>> {
    let belongs = format.section.is_empty() || format.section.matches(cells.first().copied().unwrap_or_default());
    let place = |name: &str| match numbered(name) {
        Some(place) => (place < cells.len()).then_some(place),
        None => cells.iter().position(|cell| is_named(format, cell, name)),
    };
    let column = |field: Field| format.names_of(field).find_map(place);
    let others = || cells.iter().filter(|cell| !cell.is_empty()).ne(&format.header);
    if !belongs
        || (!format.header.is_empty() && others())
        || !format.required.iter().all(|field| column(*field).is_some())
    {
        return None;
    }
    let columns: Vec<(Field, usize)> =
        format.columns.keys().filter_map(|field| Some((*field, column(*field)?))).collect();
    let is_known = |place: usize, cell: &str| {
        let ignored = !format.header.is_empty() || format.ignored.matches(cell);
        ignored || columns.iter().any(|(_, other)| *other == place)
    };
    let named = || cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let unknown = named().filter(|(place, cell)| !is_known(*place, cell)).map(|(place, _)| place).collect();
    let known = named().filter(|(place, cell)| is_known(*place, cell)).count();
    let currency = columns.iter().find_map(|(field, place)| {
        let cell = cells.get(*place)?;
        format.names_of(*field).find_map(|name| currency_in(format, cell, name))
    });
    Some(Match { format, from: 0, header: Some(position), currency, places: places(&columns), columns, unknown, known })
}

/// The column of each field.
fn places(columns: &[(Field, usize)]) -> Vec<Option<usize>> {
    let mut places = vec![None; 1_usize.saturating_add(Field::Price as usize)];
    for (field, column) in columns {
        if let Some(place) = places.get_mut(*field as usize) {
            *place = Some(*column);
        }
    }
    places
}

/// The column of a name such as `#3`, from 0.
fn numbered(name: &str) -> Option<usize> {
    name.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)
}

/// Whether a header's cell is a name, in whichever currency the name leaves open.
fn is_named(format: &Format, cell: &str, name: &str) -> bool {
    same_name(cell, name) || (seek::has(name, '{') && currency_in(format, cell, name).is_some())
}

/// The currency in a header's cell, where the name has a place for it and is the cell's otherwise.
fn currency_in(format: &Format, cell: &str, name: &str) -> Option<Currency> {
    let (before, behind) = seek::split_once(name, "{currency}")?;
    let rest = cell
        .get(before.len()..)
        .filter(|_| cell.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before)))?;
    let code = rest.strip_suffix(behind)?.trim();
    format.currencies.get(code).copied().or_else(|| Currency::parse(code))
}

fn headerless<'f>(format: &'f Format, head: &[Row<'_>]) -> Option<Match<'f>> {
    let columns: Vec<(Field, usize)> =
        format.columns.keys().filter_map(|field| Some((*field, format.names_of(*field).find_map(numbered)?))).collect();
    let (places, known, unknown) = (places(&columns), columns.len(), Vec::new());
    let found = Match { format, from: 0, header: None, currency: None, columns, places, unknown, known };
    let cells = usize::try_from(format.cells?).ok()?;
    let mut rows = head.iter().filter(|row| !row.is_blank()).take(HEADERLESS_ROWS).peekable();
    let any = rows.peek().is_some();
    (any && rows.all(|row| row.width() == cells && has_form(&found, *row))).then_some(found)
}

/// Whether a row without a header can be one of the layout: its day, amounts and closed words are such.
fn has_form(found: &Match<'_>, row: Row<'_>) -> bool {
    const ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];
    let format = found.format;
    let cell = |field: Field| found.cell(row, field);
    let is_amount = |field: &Field| {
        let styles = format.numbers.map_or([NumberStyle::Point, NumberStyle::Comma], |style| [style, style]);
        cell(*field).is_empty() || styles.iter().any(|style| Written::parse(cell(*field), *style).is_ok())
    };
    let is_day = |order: DateOrder| order.parse(cell(Field::Date)).is_some();
    let is_status = |cell: &str| format.status.knows(cell);
    let directions = [&format.incoming, &format.outgoing, &format.neutral];
    format.day_order.map_or_else(|| ORDERS.into_iter().any(is_day), is_day)
        && [Field::Amount, Field::In, Field::Out, Field::Balance].iter().all(is_amount)
        && [Field::Amount, Field::In, Field::Out].iter().any(|field| !cell(*field).is_empty())
        && (found.column(Field::Status).is_none() || is_status(cell(Field::Status)))
        && (found.column(Field::Direction).is_none()
            || directions.iter().any(|words| words.matches(cell(Field::Direction))))
}
