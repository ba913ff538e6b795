//! One row of a table in a known layout, to a row of a statement.

use core::cell::Cell;

use super::party::split;
use super::{Field, KindRule, Match, Sign, Words};
use crate::money::{Currency, Finer, NumberStyle, Written};
use prescreen::date::Date;

use crate::problem::{Problem, ProblemKind};
use crate::seek;
use crate::statement::{Direction, Row, RowKind, Status};
use crate::table::{self, CellKind};
use crate::when::{DateOrder, When, serial, time_alone};

/// What was decided of the columns, once for all rows.
pub(super) struct Reading<'m, 'f> {
    pub found: &'m Match<'f>,
    pub header_cells: Option<usize>,
    pub day_order: DateOrder,
    pub value_order: Option<DateOrder>,
    pub numbers: NumberStyle,
    pub balance_numbers: Option<NumberStyle>,
    pub currency: Option<Currency>,
    /// Whether the column of days holds a spreadsheet's count of days, and whether that starts in 1904.
    pub serial_days: bool,
    pub from_1904: bool,
    /// Whether the sign of a column for in and of one for out is the column's habit, and tells nothing.
    pub habit: [bool; 2],
    /// Whether a minus repeats what the direction's word says, in every row of money out.
    pub minus_is_out: bool,
    /// Whether any amount of its column is negative.
    pub signed: bool,
    /// Whether the column of balances holds no number at all, or nothing but zeros.
    pub masked_balance: bool,
    /// Whether any row has a balance.
    pub has_balances: bool,
    /// Whether any row has a day.
    pub any_day: bool,
    /// Whether the column of securities held holds nothing but zeros.
    pub masked_held: bool,
    /// The bill's year and month, where days have no year.
    pub month: Option<(i32, u8)>,
    /// What rows before were finer than the minor unit.
    pub finer: Cell<Finer>,
}

/// What a row of the table came to.
pub(super) enum RowOrNone<'a> {
    /// A row, and the account that it names.
    Row(Box<Row>, &'a str),
    /// A row that the layout says is none.
    None,
    /// A row that has no amount at all: no movement.
    LeftOut,
    /// A row that has an amount and no day.
    NoDay,
}

impl Reading<'_, '_> {
    /// Reads one row.
    pub(super) fn row<'a>(&self, row: table::Row<'a>) -> Result<RowOrNone<'a>, Problem> {
        let format = self.found.format;
        let cell = |field: Field| self.found.cell(row, field);
        if format
            .skips
            .matches(row.cells().map(super::recognise::clean).find(|cell| !cell.is_empty()).unwrap_or_default())
        {
            return Ok(RowOrNone::None);
        }
        self.check_width(row)?;
        if [Field::Amount, Field::In, Field::Out].iter().all(|field| cell(*field).is_empty()) {
            return Ok(RowOrNone::LeftOut);
        }
        // A column that is not there says nothing, not even that it is empty.
        let says = |field: Field, words: &Words| self.found.column(field).is_some() && words.matches(cell(field));
        let rule = format.kinds.iter().find(|rule| rule.when.iter().all(|(field, words)| says(*field, words)));
        let (mut status, mut refunded) = (self.status(row, rule)?, None);
        let currency = self.currency_of(row)?;
        if status == Status::Booked && self.has_no_day(row) {
            return Ok(RowOrNone::NoDay);
        }
        let Some((date, time)) = self.date(row, status)? else { return Ok(RowOrNone::LeftOut) };
        let Some(signed) = self.amount(row, currency, &mut refunded)? else { return Ok(RowOrNone::LeftOut) };
        refunded = refunded.or(self.money(row, Field::Refunded, currency, self.numbers)?.filter(|part| *part > 0));
        let fee = self.money(row, Field::Fee, currency, self.numbers)?;
        let (direction, signed) = self.direction(row, rule, self.less_fee(signed, fee))?;
        let mut amount = signed.checked_abs().ok_or_else(|| self.problem(row, Field::Amount, ProblemKind::Amount))?;
        if format.amounts.sign == Sign::Unsigned && self.found.column(Field::Amount).is_some() {
            let fee = self.fee_beside(fee);
            amount = amount.saturating_add(if direction == Direction::In { fee.saturating_neg() } else { fee });
        }
        let counted = matches!(status, Status::Booked | Status::PartlyRefunded) && direction != Direction::Neutral;
        if let Some(part) = refunded.filter(|_| counted) {
            if part > amount {
                let expected = "no more than the amount given back";
                return Err(self.problem(row, Field::Amount, ProblemKind::Conflict).expected(expected));
            }
            status = if part >= amount { Status::Cancelled } else { Status::PartlyRefunded };
        } else {
            refunded = None;
        }
        let balance = match self.masked_balance {
            true => None,
            false => self.money(row, Field::Balance, currency, self.balance_numbers.unwrap_or(self.numbers))?,
        };
        let (name, party_account) = match format.party {
            Some(party) => split(cell(Field::Counterparty), party),
            None => (cell(Field::Counterparty), ""),
        };
        let effect = match direction {
            _ if !matches!(status, Status::Booked | Status::PartlyRefunded) => None,
            Direction::In => Some(amount),
            Direction::Out => Some(amount.saturating_neg()),
            Direction::Neutral => (amount == 0).then_some(0),
        };
        let kind = rule.and_then(|rule| rule.kind).unwrap_or(RowKind::Unknown);
        let text = |field: Field| self.text(row, field);
        let value_date = self.value_date(row).map(|(date, _)| date);
        let payer = if direction == Direction::In { text(Field::Payer) } else { String::new() };
        Ok(RowOrNone::Row(
            Box::new(Row {
                line: row.line,
                date,
                time,
                value_date,
                amount,
                currency,
                direction,
                effect,
                status,
                kind,
                balance,
                fee: fee.or_else(|| self.noted_fee(row, currency)).filter(|fee| *fee != 0),
                refunded,
                counterparty: if payer.is_empty() { written(name) } else { payer },
                counterparty_account: if party_account.is_empty() {
                    text(Field::CounterpartyAccount)
                } else {
                    party_account.to_owned()
                },
                description: self.description(row),
                category: text(Field::Category),
                method: text(Field::Method),
                merchant_code: cell(Field::MerchantCode).parse().ok(),
                id: text(Field::Id),
                reference: text(Field::Reference),
                security: self.security(row, kind),
            }),
            cell(Field::Account).trim_matches('\''),
        ))
    }

    pub(super) fn problem(&self, row: table::Row<'_>, field: Field, kind: ProblemKind) -> Problem {
        Problem::new(kind).at(row.line).field(field.word()).found(self.found.cell(row, field))
    }

    /// Whether the row has the header's cells: more may only be empty, fewer only at its end.
    fn check_width(&self, row: table::Row<'_>) -> Result<(), Problem> {
        let Some(width) = self.header_cells else { return Ok(()) };
        let beyond = (width..row.width()).any(|column| row.cell(column).is_some_and(|cell| !cell.trim().is_empty()));
        if !beyond {
            return Ok(());
        }
        let cells = |number: usize| [&number.to_string(), " cells"].concat();
        Err(Problem::new(ProblemKind::Cells).at(row.line).expected(cells(width)).found(cells(row.width())))
    }

    /// Whether nothing in a row is a day, among rows that have one, and nothing says that it moved: no state, no balance.
    fn has_no_day(&self, row: table::Row<'_>) -> bool {
        let cell = |field: Field| self.found.cell(row, field);
        let said = self.found.column(Field::Status).is_some() || !cell(Field::Balance).is_empty();
        self.any_day && !said && [Field::Date, Field::ValueDate].map(cell).into_iter().all(is_no_day)
    }

    fn date(&self, row: table::Row<'_>, status: Status) -> Result<Option<When>, Problem> {
        let column = self.found.column(Field::Date).unwrap_or(usize::MAX);
        let text = self.found.cell(row, Field::Date);
        let order = if row.kind(column) == CellKind::Day { DateOrder::YearMonthDay } else { self.day_order };
        let day = || match self.month {
            _ if self.serial_days && row.kind(column) != CellKind::Day => serial::when(text, self.from_1904),
            Some(month) => order.parse(text).or_else(|| of_month(text, month)),
            None => order.parse(text),
        };
        let Some((date, time)) = day().or_else(|| self.value_date(row).filter(|_| text.is_empty())) else {
            // A row that is not booked may have no day yet.
            let waits = !matches!(status, Status::Booked | Status::PartlyRefunded);
            return if waits { Ok(None) } else { Err(self.problem(row, Field::Date, ProblemKind::Day)) };
        };
        let clock = self.found.cell(row, Field::Time);
        if time.is_some() || clock.is_empty() {
            return Ok(Some((date, time)));
        }
        match time_alone(clock) {
            Some(time) => Ok(Some((date, time))),
            None => Err(self.problem(row, Field::Time, ProblemKind::Day)),
        }
    }

    fn currency_of(&self, row: table::Row<'_>) -> Result<Currency, Problem> {
        let text = self.found.cell(row, Field::Currency);
        let named = || self.found.format.currencies.get(text).copied().or_else(|| Currency::parse(text));
        let named = if text.is_empty() || text == "-" { None } else { Some(named()) };
        match named {
            Some(Some(currency)) => Ok(currency),
            Some(None) => {
                let problem = self.problem(row, Field::Currency, ProblemKind::Currency);
                Err(problem.expected(Currency::expected(text)))
            }
            None => {
                let beside = || Written::parse(self.found.cell(row, Field::Amount), self.numbers).ok()?.currency;
                let currency = self.currency.or_else(beside);
                currency.ok_or_else(|| self.problem(row, Field::Currency, ProblemKind::Currency))
            }
        }
    }

    fn value_date(&self, row: table::Row<'_>) -> Option<When> {
        let text = self.found.cell(row, Field::ValueDate);
        let of_month = || self.month.and_then(|month| of_month(text, month));
        let counted = || serial::when(text, self.from_1904).filter(|_| self.serial_days);
        self.value_order.and_then(|order| order.parse(text)).or_else(of_month).or_else(counted)
    }

    fn status(&self, row: table::Row<'_>, rule: Option<&KindRule>) -> Result<Status, Problem> {
        if let Some(status) = rule.and_then(|rule| rule.status) {
            return Ok(status);
        }
        let waits = self.found.format.status.pending_without_balance && !self.masked_balance;
        if waits && self.has_balances && self.found.cell(row, Field::Balance).is_empty() {
            return Ok(Status::Pending);
        }
        if self.found.column(Field::Status).is_none() {
            return Ok(Status::Booked);
        }
        let (words, cell) = (&self.found.format.status, self.found.cell(row, Field::Status));
        let known = [
            (&words.pending, Status::Pending),
            (&words.cancelled, Status::Cancelled),
            (&words.partly_refunded, Status::PartlyRefunded),
            (&words.notice, Status::Notice),
            (&words.booked, Status::Booked),
        ];
        // A word to the letter goes before a pattern.
        let to_the_letter = known.iter().find(|(words, _)| words.holds(cell));
        let status = to_the_letter.or_else(|| known.iter().find(|(words, _)| words.matches(cell)));
        match status.map(|(_, status)| *status) {
            Some(status) => Ok(status),
            None if words.other_is_booked => Ok(Status::Booked),
            None => Err(self.problem(row, Field::Status, ProblemKind::Status)),
        }
    }

    pub(super) fn text(&self, row: table::Row<'_>, field: Field) -> String {
        written(self.found.cell(row, field))
    }

    fn description(&self, row: table::Row<'_>) -> String {
        let (mut text, note) = (self.text(row, Field::Description), self.text(row, Field::Note));
        if !note.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&note);
        }
        text
    }
}

/// A cell's text; empty for a dash.
fn written(cell: &str) -> String {
    if cell == "/" || cell.bytes().all(|byte| byte == b'-') { String::new() } else { cell.to_owned() }
}

/// Whether a cell is no day, in any writing: it has no digit.
pub(super) fn is_no_day(cell: &str) -> bool {
    // What begins with this byte may be a digit of full width.
    !cell.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef)
}

/// A day without its year, on a bill of a month: of that month or one of the eleven before it.
fn of_month(text: &str, (year, month): (i32, u8)) -> Option<When> {
    let (of, day) = text.split_once(['/', '-', '月'])?;
    let (of, day) = (of.trim().parse::<u8>().ok()?, seek::before(day, "日").trim().parse().ok()?);
    let year = if of > month { year.checked_sub(1)? } else { year };
    Some((Date::new(year, of, day)?, None))
}
