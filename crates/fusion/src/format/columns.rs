//! What a table's columns leave open, decided from all of its rows: the order of days, how numbers are written, what a
//! sign means, whether a column tells anything.
//!
//! Takes the rows between a header and the table's end, gives one answer for all of them, or what has to be asked. A row
//! is never decided alone.

use super::read::Answers;
use super::rows::SERIAL_DAYS;
use super::stated::around;
use super::{Field, Match, Words};
use crate::money::{NumberStyle, Written};
use crate::problem::{Problem, ProblemKind};
use crate::statement::{Direction, Row, Sum};
use crate::table::{CellKind, Table};
use crate::when::DateOrder;

/// The rows between a table's header and its end.
pub(super) struct Body<'a> {
    pub table: &'a Table,
    pub first: usize,
    pub end: usize,
    /// The names of the table, where rows of other tables stand between its own.
    pub section: &'a Words,
}

impl<'a> Body<'a> {
    pub fn of(table: &'a Table, found: &Match<'a>) -> Self {
        let first = found.header.map_or(found.from, |header| header.saturating_add(1));
        Self { table, first, end: found.end(table), section: &found.format.section }
    }

    /// The text above and below the rows.
    pub fn preamble(&self, found: &Match<'_>) -> String {
        around(self.table, found.from..self.first, self.end..found.next(self.table))
    }

    pub fn rows(&self) -> impl Iterator<Item = crate::table::Row<'a>> + use<'a> {
        let (table, section) = (self.table, self.section);
        let belongs = move |row: &crate::table::Row<'a>| {
            let is_data = || row.cell(1).map(super::recognise::clean) == Some("Data");
            section.is_empty() || (section.matches(row.cell(0).unwrap_or_default()) && is_data())
        };
        let rows = (self.first..self.end).filter_map(move |position| table.row(position));
        rows.filter(|row| !row.is_blank()).filter(belongs)
    }

    /// The cells of a column that are not empty.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = self.rows().filter_map(move |row| row.cell(column));
        cells.map(super::recognise::clean).filter(|cell| !cell.is_empty())
    }

    /// The cells of a column that are text: what a spreadsheet typed needs no deciding.
    pub fn texts(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.rows()
            .filter(move |row| row.kind(column) == CellKind::Text)
            .filter_map(move |row| row.cell(column))
            .map(super::recognise::clean)
            .filter(|cell| !cell.is_empty() && *cell != "-" && *cell != "/")
    }
}

/// The order of the days: the layout's or the person's where all rows fit it, else what they tell themselves.
pub(super) fn day_order(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Result<DateOrder, Problem> {
    let column = found.column(Field::Date).unwrap_or(usize::MAX);
    if has_serial_days(body, found) {
        return Ok(DateOrder::YearMonthDay);
    }
    let told = || DateOrder::of_column(body.texts(column));
    if let Some(order) = found.format.day_order.or(answers.day_order) {
        let fits = body.texts(column).all(|text| order.parse(text).is_some());
        return Ok(if fits { order } else { told().unwrap_or(order) });
    }
    if let Some(order) = told() {
        return Ok(order);
    }
    let Some(first) = body.texts(column).next() else { return Ok(DateOrder::YearMonthDay) };
    let fits_one = [DateOrder::DayMonthYear, DateOrder::MonthDayYear].iter().any(|order| order.parse(first).is_some());
    let line =
        body.rows().find(|row| row.cell(column).is_some_and(|cell| !cell.trim().is_empty())).map_or(1, |row| row.line);
    let kind = if fits_one { ProblemKind::AmbiguousDay } else { ProblemKind::Day };
    Err(Problem::new(kind).at(line).field(Field::Date.word()).found(first))
}

pub(super) fn column_order(body: &Body<'_>, found: &Match<'_>, field: Field, answers: Answers) -> Option<DateOrder> {
    let column = found.column(field)?;
    found.format.day_order.or(answers.day_order).or_else(|| DateOrder::of_column(body.texts(column)))
}

/// How amounts are written: the layout's or the person's where no row contradicts it, else what all rows tell.
pub(super) fn number_style(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Result<NumberStyle, Problem> {
    let fields = [Field::Amount, Field::In, Field::Out, Field::Fee, Field::Balance];
    let columns = fields.iter().filter(|field| **field != Field::Balance || found.format.balance_numbers.is_none());
    if let Some(style) = found.format.numbers.or(answers.numbers) {
        let fits = |style: NumberStyle| {
            let mut columns = columns.clone().filter_map(|field| found.column(*field));
            columns.all(|column| body.texts(column).all(|text| Written::parse(text, style).is_ok()))
        };
        let other = if style == NumberStyle::Point { NumberStyle::Comma } else { NumberStyle::Point };
        // Saved again by a program with other habits: then every row shows it.
        let changed = !fits(style) && fits(other);
        return Ok(if changed { other } else { style });
    }
    let mut asked = None;
    for column in columns.filter_map(|field| found.column(*field)) {
        match NumberStyle::of_column(body.texts(column)) {
            Ok(Some(style)) => return Ok(style),
            Ok(None) => {}
            Err(position) => asked = asked.or_else(|| Some((column, body.texts(column).nth(position)?))),
        }
    }
    let Some((column, cell)) = asked else { return Ok(NumberStyle::Point) };
    let line =
        body.rows().find(|row| row.cell(column).map(super::recognise::clean) == Some(cell)).map_or(1, |row| row.line);
    Err(Problem::new(ProblemKind::AmbiguousAmount).at(line).field(Field::Amount.word()).found(cell))
}

/// How balances are written, where their own column tells.
pub(super) fn balance_style(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Option<NumberStyle> {
    let column = found.column(Field::Balance).filter(|_| found.format.numbers.or(answers.numbers).is_none())?;
    NumberStyle::of_column(body.texts(column)).ok()?
}

/// Whether every day of the file is a spreadsheet's count of days.
pub(super) fn has_serial_days(body: &Body<'_>, found: &Match<'_>) -> bool {
    let is_serial = |text: &str| text.len() == 5 && text.parse().is_ok_and(|days| SERIAL_DAYS.contains(&days));
    let mut days = found.column(Field::Date).into_iter().flat_map(|column| body.texts(column)).peekable();
    days.peek().is_some() && days.all(is_serial)
}

/// Whether every amount of a column is negative, so that its sign is a habit and the column alone tells the direction.
pub(super) fn is_always_negative(body: &Body<'_>, found: &Match<'_>, field: Field) -> bool {
    let is_zero = |text: &str| !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let cells = || found.column(field).into_iter().flat_map(|column| body.cells(column)).filter(|text| !is_zero(text));
    cells().next().is_some() && cells().all(Written::is_negative)
}

/// Whether any amount of its column is negative.
pub(super) fn is_signed(body: &Body<'_>, found: &Match<'_>) -> bool {
    found.column(Field::Amount).into_iter().flat_map(|column| body.cells(column)).any(Written::is_negative)
}

/// Whether the column of balances tells nothing: every cell is a mask, `**.**` or `xx,yyyy.zz`, or all are zero beside
/// amounts that are not.
pub(super) fn is_masked(body: &Body<'_>, found: &Match<'_>) -> bool {
    let is_mask = |text: &str| text.chars().all(|character| "*＊#xyzXYZ.,-¥ ".contains(character));
    let is_more = |text: &str| text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let cells = |field: Field| found.column(field).into_iter().flat_map(|column| body.cells(column));
    let any = cells(Field::Balance).any(|text| text != "-");
    let amounts = || [Field::Amount, Field::In, Field::Out].into_iter().flat_map(cells);
    any && (cells(Field::Balance).all(is_mask) || (is_all_zero(body, found, Field::Balance) && amounts().any(is_more)))
}

/// Whether a column has cells, and a zero in each.
pub(super) fn is_all_zero(body: &Body<'_>, found: &Match<'_>, field: Field) -> bool {
    let mut cells = found.column(field).into_iter().flat_map(|column| body.cells(column)).peekable();
    let is_zero = |text: &str| text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b','));
    cells.peek().is_some() && cells.all(is_zero)
}

/// The first line that shows that another program saved the file again: every time has lost the seconds that the layout
/// writes, or a number has become a power of ten.
pub(super) fn saved_again(body: &Body<'_>, found: &Match<'_>) -> Option<u32> {
    let cells = |field: Field| {
        let column = found.column(field);
        body.rows().filter_map(move |row| Some((row.line, super::recognise::clean(row.cell(column?)?))))
    };
    let is_power = |text: &str| {
        let parts = text.split_once("E+").or_else(|| text.split_once("e+"));
        let digits = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        parts.is_some_and(|(number, power)| power.parse::<u8>().is_ok() && digits(number))
    };
    let power = || [Field::Id, Field::Reference].into_iter().flat_map(cells).find(|(_, text)| is_power(text));
    let colons = |text: &str| text.bytes().filter(|byte| *byte == b':').count();
    let mut times = cells(Field::Date).filter(|(_, text)| colons(text) > 0).peekable();
    let first = times.peek().map(|(line, _)| *line);
    let lost = found.format.seconds && times.all(|(_, text)| colons(text) == 1);
    first.filter(|_| lost).or_else(|| power().map(|(line, _)| line))
}

/// The booked rows that the file's own column lists as money in and that are read as neither.
pub(super) fn given_back(rows: &[Row], found: &Match<'_>, body: &Body<'_>) -> Sum {
    let mut sum = Sum::default();
    let Some(column) = found.column(Field::Direction) else { return sum };
    let mut rows = rows.iter().filter(|row| row.direction == Direction::Neutral && row.moved()).peekable();
    for listed in body.rows() {
        if let Some(row) = rows.next_if(|row| row.line == listed.line)
            && found.format.incoming.matches(listed.cell(column).unwrap_or_default())
        {
            sum = Sum { rows: sum.rows.saturating_add(1), amount: sum.amount.saturating_add(row.amount) };
        }
    }
    sum
}
