//! A table in a known layout, to statements.
//!
//! Takes a table and the layout that fits it, gives one statement for every currency and account in it. What a column
//! leaves open is decided from all of its rows, or asked; a row that cannot be read stops the reading with its line.

use core::cell::Cell;
use core::cmp::Ordering;
use core::ops::Range;

use prescreen::terms::Digest;

use super::plain::plain_line;
use super::rows::{Reading, RowOrNone, SERIAL_DAYS, is_short_code};
use super::{Field, Match, Phrase, Words};
use crate::integrity::Integrity;
use crate::money::{Currency, NumberStyle, Written};
use crate::problem::{Problem, ProblemKind};
use crate::statement::{Balance, Direction, FileOrder, Note, NoteKind, Row, Stated, StatedSum, Statement, Sum};
use crate::table::{CellKind, Table};
use crate::when::DateOrder;

/// What a person said of a file where it does not tell itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Which part of its days comes first.
    pub day_order: Option<DateOrder>,
    /// How its numbers are written.
    pub numbers: Option<NumberStyle>,
    /// The currency, where the file has none.
    pub currency: Option<Currency>,
}

/// Most accounts and currencies of one file.
const MAX_PARTS: usize = 256;

/// Reads a table in the layout that fits it.
///
/// # Errors
/// The first row that cannot be read, or what has to be asked.
pub fn read(table: &Table, found: &Match<'_>, answers: Answers, file: Digest) -> Result<Vec<Statement>, Problem> {
    let format = found.format;
    let body = Body::of(table, found);
    let preamble = body.preamble(found);
    let reading = reading(&body, &preamble, found, answers)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut notes = notes(found, &body);
    for row in body.rows() {
        match reading.row(row)? {
            RowOrNone::Row(row, account) => {
                let of_it = |part: &&mut Part| part.currency == row.currency && part.account == account;
                let full = parts.len() == MAX_PARTS;
                match parts.iter_mut().find(of_it) {
                    Some(part) => part.rows.push(*row),
                    None if full => {
                        let expected = format!("at most {MAX_PARTS} accounts and currencies");
                        return Err(Problem::new(ProblemKind::TooLarge).at(row.line).expected(expected));
                    }
                    None => parts.push(Part { currency: row.currency, account: account.to_owned(), rows: vec![*row] }),
                }
            }
            RowOrNone::None => {}
            RowOrNone::LeftOut => note(&mut notes, NoteKind::RowLeftOut, Some(row.line)),
        }
    }
    join_unnamed(&mut parts);
    if parts.is_empty() {
        let currency = reading.currency.unwrap_or(Currency::CNY);
        parts.push(Part { currency, account: String::new(), rows: Vec::new() });
    }
    if parts.len() > 1 {
        note(&mut notes, NoteKind::SeveralCurrencies, None);
    }
    let several = parts.len() > 1;
    let statements = parts.into_iter().map(|mut part| {
        let order = order_of(&mut part.rows);
        let amount = |phrases: &[Phrase]| stated_amount(&preamble, phrases, part.currency);
        let sum = |phrases: &[Phrase]| if several { None } else { stated_sum(&preamble, phrases, part.currency) };
        let account = stated_text(&preamble, &format.stated.account).unwrap_or_default();
        let mut statement = Statement {
            format: format.id.to_string(),
            format_version: format.version,
            file,
            account_kind: format.kind,
            account: if part.account.is_empty() { account.to_owned() } else { part.account },
            institution: format.institution.to_string(),
            currency: part.currency,
            period: period(&preamble, &format.stated.period, reading.day_order),
            zone_minutes: format.zone_minutes.and_then(|minutes| i16::try_from(minutes).ok()),
            order,
            opening: amount(&format.stated.opening),
            closing: amount(&format.stated.closing),
            stated: Stated {
                rows: if several { None } else { stated_rows(&preamble, &format.stated.rows) },
                incoming: sum(&format.stated.incoming),
                outgoing: sum(&format.stated.outgoing),
                neutral: sum(&format.stated.neutral),
                given_back: given_back(&part.rows, found, &body),
            },
            unlisted_movements: format.unlisted_movements,
            rows: part.rows,
            notes: notes.clone(),
            integrity: Integrity::default(),
        };
        statement.integrity = Integrity::of(&statement, format.stated_otherwise);
        statement
    });
    Ok(statements.collect())
}

/// What became of a row of the table.
pub enum Read {
    /// A row of the statement.
    Row(Box<Row>),
    /// A row that the layout passes over.
    Skipped,
    /// A row without an amount or a day: no movement.
    LeftOut,
    /// What is wrong with it.
    Wrong(Problem),
}

/// What became of every row, with its line, for whoever writes a layout: reading goes on behind a row that is wrong.
///
/// # Errors
/// What has to be asked before any row can be read.
pub fn trace(table: &Table, found: &Match<'_>, answers: Answers) -> Result<Vec<(u32, Read)>, Problem> {
    let body = Body::of(table, found);
    let reading = reading(&body, &body.preamble(found), found, answers)?;
    let read = |row: crate::table::Row<'_>| match reading.row(row) {
        Ok(RowOrNone::Row(row, _)) => Read::Row(row),
        Ok(RowOrNone::None) => Read::Skipped,
        Ok(RowOrNone::LeftOut) => Read::LeftOut,
        Err(problem) => Read::Wrong(problem),
    };
    Ok(body.rows().map(|row| (row.line, read(row))).collect())
}

/// What all rows together tell of their columns.
fn reading<'m, 'f>(
    body: &Body<'_>,
    preamble: &str,
    found: &'m Match<'f>,
    answers: Answers,
) -> Result<Reading<'m, 'f>, Problem> {
    let format = found.format;
    let named_cells = found.header.and_then(|header| body.table.row(header)).map(|row| row.width());
    let stated_currency = stated_text(preamble, &format.stated.currency).and_then(|text| currency_of(found, text));
    Ok(Reading {
        found,
        header_cells: named_cells.or_else(|| usize::try_from(format.cells?).ok()),
        day_order: day_order(body, found, answers)?,
        value_order: column_order(body, found, Field::ValueDate, answers),
        numbers: number_style(body, found, answers)?,
        balance_numbers: format.balance_numbers.or_else(|| balance_style(body, found, answers)),
        currency: answers.currency.or(format.currency).or(found.currency).or(stated_currency),
        serial_days: has_serial_days(body, found),
        habit: [Field::In, Field::Out].map(|field| is_always_negative(body, found, field)),
        signed: is_signed(body, found),
        masked_balance: is_masked(body, found),
        masked_held: is_all_zero(body, found, Field::Held),
        month: month(preamble, &format.stated.month),
        finer: Cell::new(0),
    })
}

/// The rows of one currency and account.
struct Part {
    currency: Currency,
    account: String,
    rows: Vec<Row>,
}

/// The rows between a table's header and its end.
struct Body<'a> {
    table: &'a Table,
    first: usize,
    end: usize,
    /// The names of the table, where rows of other tables stand between its own.
    section: &'a Words,
}

impl<'a> Body<'a> {
    fn of(table: &'a Table, found: &Match<'a>) -> Self {
        let first = found.header.map_or(found.from, |header| header.saturating_add(1));
        Self { table, first, end: found.end(table), section: &found.format.section }
    }

    /// The text above and below the rows.
    fn preamble(&self, found: &Match<'_>) -> String {
        around(self.table, found.from..self.first, self.end..found.next(self.table))
    }

    fn rows(&self) -> impl Iterator<Item = crate::table::Row<'a>> + use<'a> {
        let (table, section) = (self.table, self.section);
        let belongs = move |row: &crate::table::Row<'a>| {
            let is_data = || row.cell(1).map(super::recognise::clean) == Some("Data");
            section.is_empty() || (section.matches(row.cell(0).unwrap_or_default()) && is_data())
        };
        let rows = (self.first..self.end).filter_map(move |position| table.row(position));
        rows.filter(|row| !row.is_blank()).filter(belongs)
    }

    /// The cells of a column that are not empty.
    fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = self.rows().filter_map(move |row| row.cell(column));
        cells.map(super::recognise::clean).filter(|cell| !cell.is_empty())
    }

    /// The cells of a column that are text: what a spreadsheet typed needs no deciding.
    fn texts(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.rows()
            .filter(move |row| row.kind(column) == CellKind::Text)
            .filter_map(move |row| row.cell(column))
            .map(super::recognise::clean)
            .filter(|cell| !cell.is_empty() && *cell != "-" && *cell != "/")
    }
}

/// The text above a table's header and behind its end, a line for each row.
fn around(table: &Table, above: Range<usize>, behind: Range<usize>) -> String {
    let mut text = String::new();
    for position in above.chain(behind) {
        let cells = table.row(position).into_iter().flat_map(|row| row.cells());
        text.push_str(&plain_line(&cells.collect::<Vec<_>>().join(" ")));
        text.push('\n');
    }
    text
}

/// The order of the days: the layout's or the person's where all rows fit it, else what they tell themselves.
fn day_order(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Result<DateOrder, Problem> {
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

fn column_order(body: &Body<'_>, found: &Match<'_>, field: Field, answers: Answers) -> Option<DateOrder> {
    let column = found.column(field)?;
    found.format.day_order.or(answers.day_order).or_else(|| DateOrder::of_column(body.texts(column)))
}

/// How amounts are written: the layout's or the person's where no row contradicts it, else what all rows tell.
fn number_style(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Result<NumberStyle, Problem> {
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
fn balance_style(body: &Body<'_>, found: &Match<'_>, answers: Answers) -> Option<NumberStyle> {
    let column = found.column(Field::Balance).filter(|_| found.format.numbers.or(answers.numbers).is_none())?;
    NumberStyle::of_column(body.texts(column)).ok()?
}

/// Whether every day of the file is a spreadsheet's count of days.
fn has_serial_days(body: &Body<'_>, found: &Match<'_>) -> bool {
    let is_serial = |text: &str| text.len() == 5 && text.parse().is_ok_and(|days| SERIAL_DAYS.contains(&days));
    let mut days = found.column(Field::Date).into_iter().flat_map(|column| body.texts(column)).peekable();
    days.peek().is_some() && days.all(is_serial)
}

/// Whether every amount of a column is negative, so that its sign is a habit and the column alone tells the direction.
fn is_always_negative(body: &Body<'_>, found: &Match<'_>, field: Field) -> bool {
    let is_zero = |text: &str| !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let cells = || found.column(field).into_iter().flat_map(|column| body.cells(column)).filter(|text| !is_zero(text));
    cells().next().is_some() && cells().all(Written::is_negative)
}

/// Whether any amount of its column is negative.
fn is_signed(body: &Body<'_>, found: &Match<'_>) -> bool {
    found.column(Field::Amount).into_iter().flat_map(|column| body.cells(column)).any(Written::is_negative)
}

/// Whether the column of balances tells nothing: every cell is a mask, `**.**` or `xx,yyyy.zz`, or all are zero beside
/// amounts that are not.
fn is_masked(body: &Body<'_>, found: &Match<'_>) -> bool {
    let is_mask = |text: &str| text.chars().all(|character| "*＊#xyzXYZ.,-¥ ".contains(character));
    let is_more = |text: &str| text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let cells = |field: Field| found.column(field).into_iter().flat_map(|column| body.cells(column));
    let any = cells(Field::Balance).any(|text| text != "-");
    let amounts = || [Field::Amount, Field::In, Field::Out].into_iter().flat_map(cells);
    any && (cells(Field::Balance).all(is_mask) || (is_all_zero(body, found, Field::Balance) && amounts().any(is_more)))
}

/// Whether a column has cells, and a zero in each.
fn is_all_zero(body: &Body<'_>, found: &Match<'_>, field: Field) -> bool {
    let mut cells = found.column(field).into_iter().flat_map(|column| body.cells(column)).peekable();
    let is_zero = |text: &str| text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b','));
    cells.peek().is_some() && cells.all(is_zero)
}

/// The first line that shows that another program saved the file again: every time has lost the seconds that the layout
/// writes, or a number has become a power of ten.
fn saved_again(body: &Body<'_>, found: &Match<'_>) -> Option<u32> {
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
fn given_back(rows: &[Row], found: &Match<'_>, body: &Body<'_>) -> Sum {
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

/// The year and month of a bill.
fn month(around: &str, phrases: &[Phrase]) -> Option<(i32, u8)> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let place = |name: &str| found.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    Some((place("year")?.parse().ok()?, place("month")?.parse().ok()?))
}

fn currency_of(found: &Match<'_>, text: &str) -> Option<Currency> {
    found.format.currencies.get(text).copied().or_else(|| Currency::parse(text))
}

fn stated_text<'a>(around: &'a str, phrases: &[Phrase]) -> Option<&'a str> {
    phrases.iter().find_map(|phrase| phrase.find(around)?.first().map(|(_, text)| *text))
}

fn stated_rows(around: &str, phrases: &[Phrase]) -> Option<u32> {
    stated_text(around, phrases)?.parse().ok()
}

/// A stated amount, in the style that it shows itself: a preamble is often in another one than its rows.
fn minor(text: &str, currency: Currency) -> Option<i64> {
    let style = NumberStyle::of_column(core::iter::once(text)).ok()?.unwrap_or(NumberStyle::Point);
    Written::parse(text, style).ok()?.number.minor(currency).ok()
}

fn stated_sum(around: &str, phrases: &[Phrase], currency: Currency) -> Option<StatedSum> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let place = |name: &str| found.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    let sum = StatedSum {
        rows: place("rows").and_then(|text| text.parse().ok()),
        amount: place("amount").and_then(|text| minor(text, currency)).map(i64::saturating_abs),
    };
    (sum != StatedSum::default()).then_some(sum)
}

fn stated_amount(around: &str, phrases: &[Phrase], currency: Currency) -> Option<Balance> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let (_, text) = found.iter().find(|(name, _)| *name == "amount").or(found.first())?;
    let line = around.lines().position(|line| line.contains(text)).unwrap_or(0);
    let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
    Some(Balance { date: None, amount: minor(text, currency)?, line })
}

fn period(
    around: &str,
    phrases: &[Phrase],
    order: DateOrder,
) -> Option<(prescreen::date::Date, prescreen::date::Date)> {
    let found = phrases.iter().find_map(|phrase| phrase.find(around))?;
    let day = |name: &str| {
        let (_, text) = found.iter().find(|(other, _)| *other == name)?;
        order.parse(text).or_else(|| DateOrder::YearMonthDay.parse(text)).map(|(day, _)| day)
    };
    Some((day("from")?, day("to")?))
}

/// Rows that name no account, where the others of their currency name one, are of that one: a payment to a card.
fn join_unnamed(parts: &mut Vec<Part>) {
    while let Some(unnamed) = parts.iter().position(|part| {
        let named = |other: &&Part| other.currency == part.currency && !other.account.is_empty();
        part.account.is_empty() && parts.iter().filter(named).count() == 1
    }) {
        let unnamed = parts.remove(unnamed);
        if let Some(named) = parts.iter_mut().find(|part| part.currency == unnamed.currency) {
            named.rows.extend(unnamed.rows);
            named.rows.sort_by_key(|row| row.line);
        }
    }
}

/// The order of rows: the one in which more of their balances link, else by the first two that differ in day or time.
/// Where balances link only as what is owed, they are made what is left.
pub(crate) fn order_of(rows: &mut [Row]) -> FileOrder {
    let links = |before: &Row, after: &Row, owed: bool| {
        let (Some(before), Some(effect), Some(after)) = (before.balance, after.effect, after.balance) else {
            return false;
        };
        let change = if owed { effect.saturating_neg() } else { effect };
        before.checked_add(change) == Some(after)
    };
    let count = |owed: bool| {
        let pairs = || rows.iter().zip(rows.iter().skip(1));
        let forwards = pairs().filter(|(first, second)| links(first, second, owed)).count();
        (forwards, pairs().filter(|(first, second)| links(second, first, owed)).count())
    };
    let (mut linked, owed) = (count(false), count(true));
    // One link may be chance, or one row that was changed.
    if linked == (0, 0) && owed.0.max(owed.1) > 1 {
        linked = owed;
        for row in rows.iter_mut() {
            row.balance = row.balance.map(i64::saturating_neg);
        }
    }
    match linked.0.cmp(&linked.1) {
        Ordering::Greater => return FileOrder::OldestFirst,
        Ordering::Less => return FileOrder::NewestFirst,
        Ordering::Equal => {}
    }
    let whens = || rows.iter().map(|row| (row.date, row.time));
    match whens().zip(whens().skip(1)).find(|(first, second)| first.0 != second.0) {
        Some((first, second)) if first.0 < second.0 => FileOrder::OldestFirst,
        Some(_) => FileOrder::NewestFirst,
        None => FileOrder::Unknown,
    }
}

fn notes(found: &Match<'_>, body: &Body<'_>) -> Vec<Note> {
    let (mut notes, table) = (Vec::new(), body.table);
    if has_serial_days(body, found) {
        note(&mut notes, NoteKind::SavedAgain, None);
    }
    if !found.unknown.is_empty() {
        let line = found.header.and_then(|header| table.row(header)).map(|row| row.line);
        note(&mut notes, NoteKind::UnknownColumn, line);
    }
    if found.format.stated_otherwise {
        note(&mut notes, NoteKind::StatedOtherwise, None);
    }
    if is_masked(body, found) {
        note(&mut notes, NoteKind::Masked, None);
    }
    if let Some(line) = saved_again(body, found) {
        note(&mut notes, NoteKind::SavedAgain, Some(line));
    }
    let cells = |field: Field| {
        let column = found.column(field);
        body.rows().filter_map(move |row| Some((row.line, super::recognise::clean(row.cell(column?)?))))
    };
    let several = &found.format.several_sources;
    if let Some((line, _)) = cells(Field::Method).find(|(_, cell)| several.matches(cell)) {
        note(&mut notes, NoteKind::SeveralSources, Some(line));
    }
    let unclear = |(_, code): &(u32, &str)| found.column(Field::Market).is_none() && is_short_code(code);
    if let Some((line, _)) = cells(Field::Code).find(unclear) {
        note(&mut notes, NoteKind::CodeUnclear, Some(line));
    }
    notes
}

/// Adds a note once of its kind.
fn note(notes: &mut Vec<Note>, kind: NoteKind, line: Option<u32>) {
    if notes.iter().all(|other| other.kind != kind) {
        notes.push(Note { kind, line });
    }
}
