//! QIF (Quicken Interchange Format): accounts and their transactions, a field a line.
//!
//! The format has neither a currency nor an order of days: the currency stays missing unless the person names it, and the
//! order is decided from all days of the file or asked. Sections are one account where they name the same, and else one
//! each. Lists of categories, classes and securities are passed over.

mod days;
mod invest;
mod record;

use super::{Source, at_least_one, draft};
use crate::money::{Currency, NumberStyle};
use crate::problem::{Problem, ProblemKind};
use crate::statement::{AccountKind, Balance, Direction, NoteKind, Row, RowKind, Statement, Status};
use crate::when::DateOrder;
use record::{Record, Records, Section};

/// Lines in which a file says what it is.
const HEAD: usize = 60;

/// Whether a text is such a file: by a line that begins a section, or by a record without one.
pub(super) fn is_one(text: &str) -> bool {
    let starts = |line: &str, word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let section = |line: &str| ["!type:", "!account", "!option:", "!clear:"].iter().any(|word| starts(line, word));
    let mut head = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD);
    let bare = text
        .trim_start()
        .strip_prefix('D')
        .is_some_and(|rest| rest.trim_start().starts_with(|first: char| first.is_ascii_digit()))
        && text.lines().take(HEAD).any(|line| line.trim() == "^");
    bare || head.any(section)
}

/// What was decided of a file, once for all of its records.
struct Reading {
    order: DateOrder,
    numbers: NumberStyle,
    currency: Currency,
}

/// Reads a file.
pub(super) fn read(text: &str, source: Source) -> Result<Vec<Statement>, Problem> {
    let records: Vec<Record<'_>> = Records::of(text).collect();
    if records.iter().all(|record| record.fields.is_empty() || record.section == Section::List) {
        return Err(Problem::new(ProblemKind::WrongExport).expected("a section of transactions, as !Type:Bank"));
    }
    let reading = Reading {
        order: days::order(&records, source.answers.day_order)?,
        numbers: number_style(&records, source.answers.numbers)?,
        currency: source.answers.currency.unwrap_or(Currency::NONE),
    };
    let mut accounts: Vec<Statement> = Vec::new();
    let mut named: Option<&Record<'_>> = None;
    // The section that the last account without a name is of.
    let mut unnamed = usize::MAX;
    for record in &records {
        if record.section == Section::Account {
            named = Some(record).filter(|record| record.first('N').is_some()).or(named);
        } else if record.section.is_transactions() && !record.fields.is_empty() {
            let again = named.is_some() || core::mem::replace(&mut unnamed, record.number) == record.number;
            let position = reading.place(&mut accounts, named, record, source, again)?;
            if let Some(statement) = accounts.get_mut(position) {
                reading.add(record, statement)?;
            }
        }
    }
    if let Some(record) = named.filter(|_| accounts.is_empty()) {
        reading.place(&mut accounts, named, record, source, false)?;
    }
    let mut statements = Vec::new();
    accounts.into_iter().try_for_each(|account| draft::finish(account, &mut statements))?;
    at_least_one(statements, "an account or a transaction")
}

fn account_kind(word: &str) -> AccountKind {
    match word.trim().to_ascii_lowercase().as_str() {
        "ccard" => AccountKind::Card,
        "invst" | "port" | "mutual" | "401(k)/403(b)" => AccountKind::Broker,
        _ => AccountKind::Bank,
    }
}

/// How the file writes amounts: the person's answer, else what all of them tell.
fn number_style(records: &[Record<'_>], answer: Option<NumberStyle>) -> Result<NumberStyle, Problem> {
    if let Some(style) = answer {
        return Ok(style);
    }
    let amounts = || {
        let used =
            records.iter().filter(|record| record.section.is_transactions() || record.section == Section::Account);
        used.flat_map(|record| record.fields.iter()).filter(|field| {
            matches!(field.code, 'T' | 'U' | '$') && field.value.bytes().any(|byte| byte.is_ascii_digit())
        })
    };
    match NumberStyle::of_column(amounts().map(|field| field.value)) {
        Ok(style) => Ok(style.unwrap_or(NumberStyle::Point)),
        Err(position) => {
            let field = amounts().nth(position);
            let (line, found) = field.map_or((1, ""), |field| (field.line, field.value));
            Err(Problem::new(ProblemKind::AmbiguousAmount).at(line).field("T").found(found))
        }
    }
}

impl Reading {
    /// The position of the statement that a record belongs to: of the account that was named last. `again`: it may be one
    /// that is known.
    fn place(
        &self,
        accounts: &mut Vec<Statement>,
        named: Option<&Record<'_>>,
        record: &Record<'_>,
        source: Source,
        again: bool,
    ) -> Result<usize, Problem> {
        let kind = match record.section {
            Section::Investments => AccountKind::Broker,
            Section::Card => AccountKind::Card,
            _ => account_kind(named.and_then(|named| named.first('T')).unwrap_or_default()),
        };
        let name = named.and_then(|named| named.first('N')).unwrap_or_default();
        let closing = match named.filter(|named| named.first('$').is_some()) {
            Some(named) => Some(self.balance(named)?),
            None => None,
        };
        let same = |statement: &Statement| again && statement.account_kind == kind && statement.account == name;
        let known = accounts.len();
        let position = draft::place(accounts, record.line, same, || Statement {
            account: name.to_owned(),
            ..draft::statement("qif", kind, self.currency, source.file)
        })?;
        if let Some(statement) = accounts.get_mut(position) {
            statement.closing = closing.or(statement.closing);
            if position == known && self.currency == Currency::NONE {
                statement.note(NoteKind::NoCurrency, None);
            }
        }
        Ok(position)
    }

    fn add(&self, record: &Record<'_>, statement: &mut Statement) -> Result<(), Problem> {
        if !record.complete {
            return Err(Problem::new(ProblemKind::Cut).at(record.line).expected("^ at the end of the last record"));
        }
        let Some(day) = record.field('D') else {
            return Err(Problem::new(ProblemKind::MissingValue).at(record.line).field("D"));
        };
        let date = days::read(day.value, self.order);
        let date = date.ok_or_else(|| Problem::new(ProblemKind::Day).at(day.line).field("D").found(day.value))?;
        let mut row = draft::row(record.line, date, self.currency, 0);
        let investment = record.section == Section::Investments;
        // What is moved to or from another account stands in a field of its own.
        let transferred = investment && record.first('N').is_some_and(|action| action.contains(['x', 'X']));
        let codes: &[char] = if transferred { &['T', 'U', '$'] } else { &['T', 'U'] };
        let Some(code) = codes.iter().copied().find(|code| record.field(*code).is_some()) else {
            if investment {
                return invest::without_amount(record, row, statement, self.numbers);
            }
            return Err(Problem::new(ProblemKind::MissingValue).at(record.line).field("T"));
        };
        let signed = self.money(record, code)?;
        draft::move_by(&mut row, signed);
        self.describe(record, &mut row);
        if investment {
            invest::act(record, &mut row, signed, self)?;
        } else if opens(record) {
            statement.opening = Some(Balance { date: Some(date), amount: signed, line: record.line });
            draft::mark(&mut row, Status::Notice);
            row.direction = Direction::Neutral;
        }
        statement.rows.push(row);
        Ok(())
    }

    fn money(&self, record: &Record<'_>, code: char) -> Result<i64, Problem> {
        let Some(field) = record.field(code) else { return Ok(0) };
        let parsed = crate::money::Written::parse(field.value, self.numbers)
            .and_then(|written| written.number.minor(self.currency));
        parsed.map_err(|kind| Problem::new(kind).at(field.line).field(code).found(field.value))
    }

    fn balance(&self, record: &Record<'_>) -> Result<Balance, Problem> {
        let date = record.first('/').and_then(|day| days::read(day, self.order));
        Ok(Balance { date, amount: self.money(record, '$')?, line: record.line })
    }

    fn describe(&self, record: &Record<'_>, row: &mut Row) {
        let text = |code: char| record.first(code).unwrap_or_default().to_owned();
        (row.counterparty, row.description, row.category, row.id) = (text('P'), text('M'), text('L'), text('N'));
        if let Some(account) =
            row.category.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name)
        {
            row.kind = RowKind::OwnTransfer;
            row.counterparty_account = account.to_owned();
        }
    }
}

/// Whether a record is what the account began with, which is no movement.
fn opens(record: &Record<'_>) -> bool {
    record.first('P').is_some_and(|payee| payee.eq_ignore_ascii_case("opening balance"))
        && record.first('L').is_none_or(|category| category.starts_with('['))
}
