//! What a table's columns leave open, decided from all of its rows: the order of days, how numbers are written, what a
//! sign means, whether a column tells anything.
//!
//! Takes the rows between a header and the table's end, gives one answer for all of them, or what has to be asked. A row
//! is never decided alone.

use super::amounts::told_by;
use super::body::Body;
use super::read::Answers;
use super::recognise::clean;
use super::rows::is_no_day;
use super::{Field, Match};
use crate::money::{NumberStyle, Shown, Written};
use crate::problem::{Problem, ProblemKind};
use crate::seek::{has, split_once};
use crate::statement::{Direction, Row, Sum};
use crate::table::{self, CellKind};
use crate::when::{DateOrder, serial};

/// The order of the days: the layout's where all rows fit it, else what they tell themselves, else the person's.
pub(super) fn day_order(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Result<DateOrder, Problem> {
    let column = found.column(Field::Date).unwrap_or(usize::MAX);
    if has_serial_days(body, found) {
        return Ok(DateOrder::YearMonthDay);
    }
    let texts = days(body, column);
    let all = |fits: &dyn Fn(&str) -> bool| texts.iter().all(|text| fits(text));
    let fits = |order: &DateOrder| all(&|text| order.parse(text).is_some());
    if let Some(order) = found.format.day_order.or(answers.day_order).filter(fits) {
        return Ok(order);
    }
    if let Some(order) = DateOrder::of_column(texts.iter().copied()).or(answers.day_order.filter(fits)) {
        return Ok(order);
    }
    let either = [DateOrder::DayMonthYear, DateOrder::MonthDayYear].iter().all(fits);
    match (texts.first(), either, found.format.day_order) {
        (None, _, order) => Ok(order.unwrap_or(DateOrder::YearMonthDay)),
        (Some(first), true, _) => Err(at_cell(body, column, first, ProblemKind::AmbiguousDay, Field::Date)),
        // Which row is no day, its own reading says.
        (_, _, Some(order)) => Ok(order),
        (Some(first), ..) => Err(at_cell(body, column, first, ProblemKind::Day, Field::Date)),
    }
}

/// The cells of a column of days; words in the place of some decide nothing of the others.
fn days<'a>(body: &Body<'a>, column: usize) -> Vec<&'a str> {
    body.texts(column).filter(|text| !is_no_day(text)).collect()
}

/// A problem of the first cell of a column that has a text.
fn at_cell(body: &Body<'_>, column: usize, cell: &str, kind: ProblemKind, field: Field) -> Problem {
    let line = body.rows().find(|row| row.cell(column).map(clean) == Some(cell)).map_or(1, |row| row.line);
    Problem::new(kind).at(line).field(field.word()).found(cell)
}

pub(super) fn column_order(body: &Body<'_>, found: &Match<'_>, field: Field, answers: Answers) -> Option<DateOrder> {
    let column = found.column(field)?;
    found.format.day_order.or(answers.day_order).or_else(|| DateOrder::of_column(days(body, column).iter().copied()))
}

/// How amounts are written: as the person says or the layout, where no row contradicts it, else as all rows tell. Three
/// decimals that the currency does not have are no reading of a separator that may as well divide thousands: where no other
/// cell shows the style, it is asked.
pub(super) fn number_style(
    body: &Body<'_>,
    found: &Match<'_>,
    answers: Answers,
    decimals: impl Fn(table::Row<'_>) -> u8,
) -> Result<NumberStyle, Problem> {
    let fields = [Field::Amount, Field::In, Field::Out, Field::Fee, Field::Balance];
    let fields = fields.iter().filter(|field| **field != Field::Balance || found.format.balance_numbers.is_none());
    let columns = || fields.clone().filter_map(|field| Some((*field, found.column(*field)?)));
    let all = || columns().flat_map(|(_, column)| body.texts(column));
    if let Some(style) = answers.numbers.or(found.format.numbers) {
        let is_shown = |style| all().any(|text| Shown::by(text) == Shown::Style(style));
        let fits = |style: NumberStyle| {
            all().all(|text| {
                Written::parse(text, style).is_ok() && !matches!(Shown::by(text), Shown::Style(other) if other != style)
            })
        };
        let other = if style == NumberStyle::Point { NumberStyle::Comma } else { NumberStyle::Point };
        if is_shown(style) {
            return Ok(style);
        }
        // Saved again by a program with other habits: then every row shows it.
        let style = if !fits(style) && fits(other) { other } else { style };
        let settled = answers.numbers.is_some() || found.format.amounts.finer;
        if settled || is_shown(style) {
            return Ok(style);
        }
        let finer = columns().find_map(|(field, column)| {
            let rows = body.rows().filter(|row| row.kind(column) == CellKind::Text && decimals(*row) < 3);
            let cell =
                rows.filter_map(|row| row.cell(column)).map(clean).find(|cell| Shown::by(cell) == Shown::Either(style));
            cell.map(|cell| at_cell(body, column, cell, ProblemKind::AmbiguousAmount, field))
        });
        return finer.map_or(Ok(style), Err);
    }
    let mut asked = None;
    for (field, column) in columns() {
        match NumberStyle::of_column(body.texts(column)) {
            Ok(Some(style)) => return Ok(style),
            Ok(None) => {}
            Err(position) => asked = asked.or_else(|| Some((field, column, body.texts(column).nth(position)?))),
        }
    }
    let Some((field, column, cell)) = asked else { return Ok(NumberStyle::Point) };
    Err(at_cell(body, column, cell, ProblemKind::AmbiguousAmount, field))
}

/// How balances are written, where their own column tells.
pub(super) fn balance_style(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Option<NumberStyle> {
    let column = found.column(Field::Balance).filter(|_| found.format.numbers.or(answers.numbers).is_none())?;
    NumberStyle::of_column(body.texts(column)).ok()?
}

/// Whether every day of the file that is no typed day is a spreadsheet's count of days.
pub(super) fn has_serial_days(body: &Body<'_>, found: &Match<'_>) -> bool {
    let Some(column) = found.column(Field::Date) else { return false };
    let cells = body.rows().filter(|row| row.kind(column) != CellKind::Day).filter_map(|row| row.cell(column));
    let mut days = cells.map(clean).filter(|cell| !cell.is_empty()).peekable();
    days.peek().is_some() && days.all(|cell| serial::when(cell, body.table.counts_from_1904()).is_some())
}

/// Whether every amount of a column is negative, so that its sign is a habit and the column alone tells the direction.
pub(super) fn is_always_negative(body: &Body<'_>, found: &Match<'_>, field: Field) -> bool {
    let is_zero = |text: &str| !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let cells = || found.column(field).into_iter().flat_map(|column| body.cells(column)).filter(|text| !is_zero(text));
    cells().next().is_some() && cells().all(Written::is_negative)
}

/// Whether the layout's amounts of money out may have a minus beside their word, and all of the file's do.
pub(super) fn minus_is_out(body: &Body<'_>, found: &Match<'_>) -> bool {
    let amount = |row: &table::Row<'_>| found.cell(*row, Field::Amount).to_owned();
    let is_zero = |text: &str| !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let ways = body.rows().map(|row| (told_by(found.format, found.cell(row, Field::Direction)), amount(&row)));
    let mut ways = ways.filter(|(_, amount)| !is_zero(amount));
    found.format.amounts.minus_is_out
        && ways.all(|(way, amount)| Written::is_negative(&amount) == (way == Some(Direction::Out)))
}

/// Whether any amount of its column is negative.
pub(super) fn is_signed(body: &Body<'_>, found: &Match<'_>) -> bool {
    found.column(Field::Amount).into_iter().flat_map(|column| body.cells(column)).any(Written::is_negative)
}

/// Whether the column of balances tells nothing: every cell is a mask, `**.**` or `xx,yyyy.zz`, or all are zero beside
/// amounts that are not.
pub(super) fn is_masked(body: &Body<'_>, found: &Match<'_>) -> bool {
    let is_mask = |text: &str| text.chars().all(|character| has("*＊#xyzXYZ.,-¥ ", character));
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
        body.rows().filter_map(move |row| Some((row.line, clean(row.cell(column?)?))))
    };
    let is_power = |text: &str| {
        let parts = split_once(text, "E+").or_else(|| split_once(text, "e+"));
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
