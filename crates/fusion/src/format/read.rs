//! A table in a known layout, to statements.
//!
//! Takes a table and the layout that fits it, gives one statement for every currency and account in it. What a column
//! leaves open is decided from all of its rows, or asked; a row that cannot be read stops the reading with its line.

use core::cell::Cell;
use core::cmp::Ordering;

use prescreen::terms::Digest;

use super::body::Body;
use super::columns::{
    balance_style, column_order, day_order, given_back, has_serial_days, is_all_zero, is_always_negative, is_masked,
    is_signed, minus_is_out, number_style, saved_again,
};
use super::rows::{Reading, RowOrNone, is_no_day};
use super::security::is_short_code;
use super::stated::{currency_of, doubt, month, period, stated_amount, stated_rows, stated_sum, stated_text};
use super::{Field, Match, Origin, Phrase};
use crate::integrity::{Check, Checked, Held, Integrity, IntegrityVerdict, uneven};
use crate::money::{Currency, NumberStyle};
use crate::problem::{Problem, ProblemKind};
use crate::sorted::sort_by_key;
use crate::statement::{AccountKind, Balance, FileOrder, Note, NoteKind, Row, Stated, StatedSum, Statement};
use crate::table::{CellKind, Table};
use crate::text::Host;
use crate::when::DateOrder;

/// What a person said of a file where it does not tell itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, default))]
pub struct Answers {
    /// Which part of its days comes first.
    pub day_order: Option<DateOrder>,
    /// How its numbers are written.
    pub numbers: Option<NumberStyle>,
    /// The currency, where the file has none.
    pub currency: Option<Currency>,
}

/// After how many rows the host is told how far the reading is.
const ROWS_BETWEEN_WORDS: usize = 2_000;
/// Decimals of a currency that is not known yet: of most.
const DECIMALS: u8 = 2;

/// Most accounts and currencies of one file.
const MAX_PARTS: usize = 256;

/// Reads a table in the layout that fits it.
///
/// # Errors
/// The first row that cannot be read, or what has to be asked.
pub fn read(
    table: &Table,
    found: &Match<'_>,
    answers: Answers,
    file: Digest,
    host: &dyn Host,
) -> Result<Vec<Statement>, Problem> {
    let format = found.format;
    let body = Body::of(table, found);
    let preamble = body.preamble(found);
    let reading = reading(&body, &preamble, found, answers)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut notes = notes(found, &body);
    for (n, row) in body.rows().enumerate() {
        if n.is_multiple_of(ROWS_BETWEEN_WORDS) {
            host.read(n, table.len());
        }
        match reading.row(row)? {
            RowOrNone::Row(row, account) => {
                let of_it = |part: &&mut Part| part.currency == row.currency && part.account == account;
                let full = parts.len() == MAX_PARTS;
                match parts.iter_mut().find(of_it) {
                    Some(part) => part.rows.push(*row),
                    None if full => {
                        let problem = Problem::new(ProblemKind::TooLarge).at(row.line);
                        return Err(problem.at_most(MAX_PARTS, "accounts and currencies"));
                    }
                    None => parts.push(Part { currency: row.currency, account: account.to_owned(), rows: vec![*row] }),
                }
            }
            RowOrNone::None => {}
            RowOrNone::LeftOut => note(&mut notes, NoteKind::RowLeftOut, Some(row.line)),
            RowOrNone::NoDay => note(&mut notes, NoteKind::RowWithoutDay, Some(row.line)),
        }
    }
    if let Some(line) = body.left_out().next() {
        note(&mut notes, NoteKind::RowLeftOut, Some(line));
    }
    if let Some(line) = body.pasted() {
        note(&mut notes, NoteKind::PastedTwice, Some(line));
    }
    join_unnamed(&mut parts);
    if parts.is_empty() {
        let currency = reading.currency.unwrap_or(Currency::CNY);
        parts.push(Part { currency, account: String::new(), rows: Vec::new() });
    }
    if parts.iter().zip(parts.iter().skip(1)).any(|(one, next)| one.currency != next.currency) {
        note(&mut notes, NoteKind::SeveralCurrencies, None);
    }
    let several = parts.len() > 1;
    let written = if several { None } else { body.sums() };
    let uneven = if several { None } else { unevenly_written(&body, found) };
    let statements = parts.into_iter().map(|mut part| {
        let order = order_of(&mut part.rows, format.kind);
        let amount = |phrases: &[Phrase]| {
            let stated = stated_amount(&preamble, phrases, part.currency, reading.day_order)?;
            Some(Balance { line: body.line_around(found, stated.line).unwrap_or(stated.line), ..stated })
        };
        let sum = |phrases: &[Phrase]| if several { None } else { stated_sum(&preamble, phrases, part.currency) };
        let below = |field: Field| {
            let amount = reading.sum(written?, field, part.currency)?;
            Some(StatedSum { rows: None, amount: Some(amount.checked_abs()?) })
        };
        let account = stated_text(&preamble, &format.stated.account).unwrap_or_default();
        let mut statement = Statement {
            format: format.id.as_str().to_owned(),
            format_version: format.version,
            file,
            account_kind: format.kind,
            account: if part.account.is_empty() { account.to_owned() } else { part.account },
            institution: format.institution.as_str().to_owned(),
            currency: part.currency,
            period: period(&preamble, &format.stated.period, reading.day_order),
            zone_minutes: format.zone_minutes.and_then(|minutes| i16::try_from(minutes).ok()),
            order,
            opening: amount(&format.stated.opening),
            closing: amount(&format.stated.closing),
            stated: Stated {
                rows: if several { None } else { stated_rows(&preamble, &format.stated.rows) },
                incoming: sum(&format.stated.incoming).or_else(|| below(Field::In)),
                outgoing: sum(&format.stated.outgoing).or_else(|| below(Field::Out)),
                neutral: sum(&format.stated.neutral),
                net: written.and_then(|row| reading.net(row, part.currency)),
                given_back: given_back(&part.rows, found, &body),
                // Each table of a file that has several begins with its own first day.
                unordered: format.several_tables,
                doubt: doubt(&preamble, &format.stated, part.currency, reading.day_order, !several)
                    .and_then(|line| body.line_around(found, line)),
                ..Stated::default()
            },
            unlisted_movements: format.unlisted_movements,
            rows: part.rows,
            notes: notes.clone(),
            integrity: Integrity::default(),
        };
        statement.check_sums()?;
        statement.integrity = Integrity::of(&statement, format.stated_otherwise);
        // That it moved nothing, the balances of all others tell, and nothing else.
        let unread = statement.notes.iter().any(|note| note.kind == NoteKind::RowWithoutDay);
        let integrity = &mut statement.integrity;
        if unread
            && integrity.held(Check::Balances) != Some(Held::Holds)
            && integrity.verdict == IntegrityVerdict::Consistent
        {
            integrity.verdict = IntegrityVerdict::Unverifiable;
        }
        let broken = |line| Checked { check: Check::Writing, held: Held::Fails, line: Some(line) };
        integrity.checks.extend(uneven.map(broken));
        Ok(statement)
    });
    statements.collect()
}

/// The first line whose amounts or balance are written otherwise than all others of their column.
fn unevenly_written(body: &Body<'_>, found: &Match<'_>) -> Option<u32> {
    let columns =
        [Field::Amount, Field::In, Field::Out, Field::Balance].into_iter().filter_map(|field| found.column(field));
    let of_column = |column: usize| {
        let cells = body.rows().filter_map(|row| {
            let cell = super::recognise::clean(row.cell(column)?);
            (!cell.is_empty()).then(|| (row.line, cell, row.kind(column) == CellKind::Text))
        });
        uneven(cells)
    };
    columns.filter_map(of_column).min()
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
        Ok(RowOrNone::NoDay) => Read::Wrong(reading.problem(row, Field::Date, ProblemKind::Day)),
        Err(problem) => Read::Wrong(problem),
    };
    let left_out = body.left_out().map(|line| (line, Read::Skipped));
    let mut rows: Vec<_> = body.rows().map(|row| (row.line, read(row))).chain(left_out).collect();
    sort_by_key(&mut rows, |(line, _)| *line);
    Ok(rows)
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
    let currency = format.currency.or(found.currency).or(stated_currency).or(answers.currency);
    let decimals = |row: crate::table::Row<'_>| {
        let named = currency_of(found, found.cell(row, Field::Currency)).or(currency);
        named.map_or(DECIMALS, Currency::decimals)
    };
    Ok(Reading {
        found,
        header_cells: named_cells.or_else(|| usize::try_from(format.cells?).ok()),
        day_order: day_order(body, found, answers)?,
        value_order: column_order(body, found, Field::ValueDate, answers),
        numbers: number_style(body, found, answers, decimals)?,
        balance_numbers: format.balance_numbers.or_else(|| balance_style(body, found, answers)),
        currency,
        serial_days: has_serial_days(body, found),
        from_1904: body.table.counts_from_1904(),
        habit: [Field::In, Field::Out].map(|field| is_always_negative(body, found, field)),
        minus_is_out: minus_is_out(body, found),
        signed: is_signed(body, found),
        masked_balance: is_masked(body, found),
        any_day: body.rows().any(|row| !is_no_day(found.cell(row, Field::Date))),
        has_balances: found.column(Field::Balance).is_some_and(|column| body.cells(column).next().is_some()),
        masked_held: is_all_zero(body, found, Field::Held),
        month: month(preamble, &format.stated.month),
        finer: Cell::default(),
    })
}

/// The rows of one currency and account.
struct Part {
    currency: Currency,
    account: String,
    rows: Vec<Row>,
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
            sort_by_key(&mut named.rows, |row| row.line);
        }
    }
}

/// The order of rows: the one in which more of their balances link, else by the first two that differ in day or time.
/// Where a card's balances link only as what is owed, they are made what is left; any other account's are what is there.
pub(crate) fn order_of(rows: &mut [Row], kind: AccountKind) -> FileOrder {
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
    if kind == AccountKind::Card && linked == (0, 0) && owed.0.max(owed.1) > 1 {
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
    if table.was_saved_again() || has_serial_days(body, found) {
        note(&mut notes, NoteKind::SavedAgain, None);
    }
    if found.format.origin == Origin::Own {
        note(&mut notes, NoteKind::OwnLayout, None);
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
