//! What the columns of an unknown table look like, for the person who says what they are.
//!
//! Takes a table, gives for each column what all of its cells can be, and which column is the balance where its own
//! arithmetic proves it. Decides nothing: a person's [`Mapping`](super::Mapping) makes the layout.

use prescreen::json::Entries;

use super::amounts::is_none;
use super::chain::{self, Chain};
use super::recognise::clean;
use super::{Field, Format};
use crate::money::{Currency, NumberStyle, Written};
use crate::problem;
use crate::sorted::sort_by_key;
use crate::table::{Row, Table};
use crate::when::DateOrder;

/// Rows that are looked at.
const MOST_ROWS: usize = 2_000;
/// Columns that are looked at: more than any statement has.
pub const MOST_COLUMNS: usize = 64;
/// Words of a column that may tell a direction.
const MOST_WORDS: usize = 6;
/// Letters of such a word.
const LONGEST_WORD: usize = 40;
/// Rows whose cells are shown.
const SHOWN_ROWS: usize = 5;

/// What the columns of a layout are called, by field.
pub type Names = Entries<Field, Vec<String>>;

/// What a table looks like.
pub struct Proposal {
    /// The row of names, by its position; none where the table has none.
    pub header: Option<usize>,
    /// All names in that row, in their order.
    pub names: Vec<String>,
    /// The first row that has a day and an amount.
    pub first: usize,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// How many more columns the first row has, which are not looked at.
    pub more: usize,
    /// Where balances link in every row, and how: the best first.
    pub chains: Vec<Chain>,
}

/// What a column looks like.
pub struct Column {
    /// Its place, from 0.
    pub place: usize,
    /// Its name in the row of names; empty where it has none.
    pub name: String,
    /// How many cells are not empty.
    pub filled: u32,
    /// The orders in which every cell is a day; several where the column does not tell.
    pub days: Vec<DateOrder>,
    /// The styles in which every cell is an amount; both where the column does not tell.
    pub amounts: Vec<NumberStyle>,
    /// Whether its separators may divide thousands as well as decimals.
    pub ambiguous: bool,
    /// Whether a cell is a negative amount.
    pub negative: bool,
    /// Whether every cell can be the number or address of an account, and none is a name.
    pub numbered: bool,
    /// The currency that all cells name, by themselves or beside an amount.
    pub currency: Option<Currency>,
    /// Its words, where there are few.
    pub words: Vec<String>,
    /// Its first cells, as far as they are shown.
    pub cells: Vec<String>,
    /// What a column of this name is in the layouts that are known.
    pub known_as: Vec<Field>,
}

/// What a table looks like; none where no row has both a day and an amount.
#[must_use]
pub fn propose(table: &Table, formats: &[Format]) -> Option<Proposal> {
    let known: Vec<&Names> = formats.iter().map(|format| &format.columns).collect();
    propose_by(table, &known)
}

/// The same for whoever has the names of the known layouts' columns.
#[must_use]
pub fn propose_by(table: &Table, known: &[&Names]) -> Option<Proposal> {
    let first = (0..table.len()).find(|position| table.row(*position).is_some_and(has_day_and_amount))?;
    let all = table.row(first)?.width();
    let width = all.min(MOST_COLUMNS);
    let is_name =
        |row: &Row<'_>| row.width().saturating_add(1) >= width && row.cells().all(|cell| !is_value(clean(cell)));
    let header = (0..first).rev().find(|position| table.row(*position).is_some_and(|row| is_name(&row)));
    // A footer has other cells than the rows.
    let rows: Vec<Row<'_>> = (first..table.len())
        .filter_map(|position| table.row(position))
        .filter(|row| row.width().saturating_add(1) >= width && has_day_and_amount(*row))
        .take(MOST_ROWS)
        .collect();
    let names = header.and_then(|header| table.row(header));
    let all_names = names.iter().flat_map(Row::cells).map(clean).filter(|name| !name.is_empty());
    let all_names = all_names.map(str::to_owned).collect();
    let columns: Vec<Column> = (0..width).map(|place| column(place, names, &rows, known)).collect();
    let chains = chain::find(&columns, &rows);
    Some(Proposal { header, names: all_names, first, columns, more: all.saturating_sub(width), chains })
}

impl Proposal {
    /// A column by its place.
    #[must_use]
    pub fn column(&self, place: usize) -> Option<&Column> {
        self.columns.get(place)
    }
}

impl Column {
    /// Its name, as far as it is shown.
    #[must_use]
    pub fn shown_name(&self) -> String {
        problem::beginning(self.name.clone())
    }

    /// Whether its cells are amounts.
    #[must_use]
    pub fn is_amount(&self) -> bool {
        !self.amounts.is_empty() && self.days.is_empty()
    }
}

fn column(place: usize, names: Option<Row<'_>>, rows: &[Row<'_>], known: &[&Names]) -> Column {
    let all = || rows.iter().map(|row| row.cell(place).map_or("", clean));
    let cells = || all().filter(|cell| !is_none(cell));
    let name = names.and_then(|row| row.cell(place)).map_or("", clean).to_owned();
    let any = cells().next().is_some();
    let days = ORDERS.into_iter().filter(|order| any && cells().all(|cell| order.parse(cell).is_some())).collect();
    let fits = |style: &NumberStyle| any && cells().all(|cell| Written::parse(cell, *style).is_ok());
    let told = NumberStyle::of_column(cells());
    let is_told = |style: &NumberStyle| told.ok().flatten().is_none_or(|told| told == *style);
    let amounts: Vec<NumberStyle> = STYLES.into_iter().filter(|style| fits(style) && is_told(style)).collect();
    let mut words: Vec<String> = Vec::new();
    for cell in cells() {
        if words.len() <= MOST_WORDS && words.iter().all(|word| word != cell) {
            words.push(cell.to_owned());
        }
    }
    let beside = |cell: &str| Written::parse(cell, *amounts.first()?).ok()?.currency;
    let mut currencies = cells().map(|cell| Currency::parse(cell).or_else(|| beside(cell)));
    let currency = currencies.next().flatten().filter(|first| currencies.all(|other| other == Some(*first)));
    let short = |word: &String| word.chars().nth(LONGEST_WORD).is_none();
    let few = words.len() <= MOST_WORDS && words.len() <= rows.len().max(2) && words.iter().all(short);
    Column {
        place,
        filled: u32::try_from(cells().count()).unwrap_or(u32::MAX),
        days,
        amounts,
        ambiguous: told.is_err(),
        negative: cells().any(Written::is_negative),
        numbered: cells().all(|cell| cell.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@')),
        currency,
        words: if few { words } else { Vec::new() },
        cells: all().take(SHOWN_ROWS).map(|cell| problem::beginning(cell.to_owned())).collect(),
        known_as: known_as(&name, known),
        name,
    }
}

const ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];
const STYLES: [NumberStyle; 2] = [NumberStyle::Point, NumberStyle::Comma];

/// What a column of this name is in known layouts, the most frequent first.
fn known_as(name: &str, known: &[&Names]) -> Vec<Field> {
    let mut found: Vec<(u32, Field)> = Vec::new();
    let fields = known.iter().flat_map(|names| names.iter());
    for (field, _) in
        fields.filter(|(_, names)| names.iter().any(|other| !name.is_empty() && other.eq_ignore_ascii_case(name)))
    {
        match found.iter_mut().find(|(_, other)| other == field) {
            Some((count, _)) => *count = count.saturating_add(1),
            None => found.push((1, *field)),
        }
    }
    sort_by_key(&mut found, |(count, _)| core::cmp::Reverse(*count));
    found.into_iter().map(|(_, field)| field).collect()
}

fn is_day(cell: &str) -> bool {
    ORDERS.iter().any(|order| order.parse(cell).is_some())
}

fn is_amount(cell: &str) -> bool {
    STYLES.iter().any(|style| Written::parse(cell, *style).is_ok())
}

fn is_value(cell: &str) -> bool {
    is_day(cell) || is_amount(cell)
}

fn has_day_and_amount(row: Row<'_>) -> bool {
    let cells = || row.cells().take(MOST_COLUMNS).map(clean);
    cells().any(is_day) && cells().any(|cell| is_amount(cell) && !is_day(cell))
}
