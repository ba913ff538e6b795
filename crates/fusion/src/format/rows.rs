//! One row of a table in a known layout, to a row of a statement.

use core::cell::Cell;

use super::party::split;
use super::plain::plain_line;
use super::{Field, KindRule, Match, Sign};
use crate::money::{Currency, Decimal, NumberStyle, Written};
use prescreen::date::Date;

use crate::problem::{Problem, ProblemKind};
use crate::statement::{Direction, Row, RowKind, Security, Status};
use crate::table::{self, CellKind};
use crate::when::{DateOrder, When};

/// Decimals of what is carried.
const FINER: u32 = 18;
/// The counts of days that a spreadsheet's column may hold, of 2000 to 2099.
pub(super) const SERIAL_DAYS: core::ops::RangeInclusive<i32> = 36_526..=73_050;
/// The count of 1 January 1970.
const SERIAL_EPOCH: i32 = 25_569;
/// Digits of a code at a Chinese exchange.
const CODE_DIGITS: usize = 6;
/// Digits behind the point of quantities and prices.
const SECURITY_SCALE: u8 = 8;

/// What was decided of the columns, once for all rows.
pub(super) struct Reading<'m, 'f> {
    pub found: &'m Match<'f>,
    pub header_cells: Option<usize>,
    pub day_order: DateOrder,
    pub value_order: Option<DateOrder>,
    pub numbers: NumberStyle,
    pub balance_numbers: Option<NumberStyle>,
    pub currency: Option<Currency>,
    /// Whether the column of days holds a spreadsheet's count of days.
    pub serial_days: bool,
    /// Whether the sign of a column for in and of one for out is the column's habit, and tells nothing.
    pub habit: [bool; 2],
    /// Whether any amount of its column is negative.
    pub signed: bool,
    /// Whether the column of balances holds no number at all, or nothing but zeros.
    pub masked_balance: bool,
    /// Whether the column of securities held holds nothing but zeros.
    pub masked_held: bool,
    /// The bill's year and month, where days have no year.
    pub month: Option<(i32, u8)>,
    /// What rows before were finer than the minor unit, in its 10^-18.
    pub finer: Cell<i128>,
}

/// What a row of the table came to.
pub(super) enum RowOrNone<'a> {
    /// A row, and the account that it names.
    Row(Box<Row>, &'a str),
    /// A row that the layout says is none.
    None,
    /// A row that has no amount at all: no movement.
    LeftOut,
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
        let rule = format.kinds.iter().find(|rule| rule.when.iter().all(|(field, words)| words.matches(cell(*field))));
        let (mut status, mut refunded) = (self.status(row, rule)?, None);
        let currency = self.currency_of(row)?;
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
                fee: fee.filter(|fee| *fee != 0),
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

    fn problem(&self, row: table::Row<'_>, field: Field, kind: ProblemKind) -> Problem {
        Problem::new(kind).at(row.line).field(field.word()).found(self.found.cell(row, field))
    }

    /// Whether the row has the header's cells: more may only be empty, fewer only at its end.
    fn check_width(&self, row: table::Row<'_>) -> Result<(), Problem> {
        let Some(width) = self.header_cells else { return Ok(()) };
        let beyond = (width..row.width()).any(|column| row.cell(column).is_some_and(|cell| !cell.trim().is_empty()));
        if !beyond {
            return Ok(());
        }
        let expected = format!("{width} cells");
        Err(Problem::new(ProblemKind::Cells).at(row.line).expected(expected).found(format!("{} cells", row.width())))
    }

    fn date(&self, row: table::Row<'_>, status: Status) -> Result<Option<When>, Problem> {
        let column = self.found.column(Field::Date).unwrap_or(usize::MAX);
        let text = self.found.cell(row, Field::Date);
        let order = if row.kind(column) == CellKind::Day { DateOrder::YearMonthDay } else { self.day_order };
        let day = || match self.month {
            _ if self.serial_days => of_serial(text),
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
        let both = format!("{date} {clock}");
        match DateOrder::YearMonthDay.parse(&both) {
            Some(when) => Ok(Some(when)),
            None => Err(self.problem(row, Field::Time, ProblemKind::Day)),
        }
    }

    fn currency_of(&self, row: table::Row<'_>) -> Result<Currency, Problem> {
        let text = self.found.cell(row, Field::Currency);
        let named = || self.found.format.currencies.get(text).copied().or_else(|| Currency::parse(text));
        let named = if text.is_empty() || text == "-" { None } else { Some(named()) };
        match named {
            Some(Some(currency)) => Ok(currency),
            Some(None) => Err(self.problem(row, Field::Currency, ProblemKind::Currency)),
            None => {
                let beside = || Written::parse(self.found.cell(row, Field::Amount), self.numbers).ok()?.currency;
                let currency = self.currency.or_else(beside);
                currency.ok_or_else(|| self.problem(row, Field::Currency, ProblemKind::Currency))
            }
        }
    }

    /// The signed amount of the row: of one column, or of two for in and out.
    fn amount(
        &self,
        row: table::Row<'_>,
        currency: Currency,
        refunded: &mut Option<i64>,
    ) -> Result<Option<Signed>, Problem> {
        if let Some(column) = self.found.column(Field::Amount) {
            let mut text = self.found.cell(row, Field::Amount);
            let notes = &self.found.format.amounts.refund_notes;
            for field in [Field::Amount, Field::Status].into_iter().filter(|_| !notes.is_empty()) {
                let cell = plain_line(self.found.cell(row, field));
                let found = notes.iter().find_map(|phrase| phrase.find(&cell)?.first().map(|(_, text)| *text));
                if let Some(note) = found {
                    *refunded = Some(self.parse(row, field, note, currency, NumberStyle::Point)?);
                }
            }
            if !notes.is_empty() {
                let amount = text.split(['(', '（']).next().unwrap_or(text).trim();
                text = if amount.is_empty() { text } else { amount };
            }
            if text.is_empty() {
                return Ok(None);
            }
            let style = if row.kind(column) == CellKind::Number { NumberStyle::Point } else { self.numbers };
            return self.parse(row, Field::Amount, text, currency, style).map(|amount| Some(Signed::One(amount)));
        }
        let column = |field: Field, habit: bool| -> Result<Option<i64>, Problem> {
            let amount = self.money(row, field, currency, self.numbers)?.filter(|amount| *amount != 0);
            Ok(if habit { amount.map(i64::saturating_abs) } else { amount })
        };
        let [in_habit, out_habit] = self.habit;
        let sides = (column(Field::In, in_habit)?, column(Field::Out, out_habit)?);
        match sides {
            (Some(amount), None) | (None, Some(amount)) => {
                let side = if sides.0.is_some() == (amount > 0) { Signed::In } else { Signed::Out };
                Ok(Some(side(amount.saturating_abs())))
            }
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(self.problem(row, Field::In, ProblemKind::Conflict)),
        }
    }

    /// A field's amount; none where its cell is empty or a dash.
    fn money(
        &self,
        row: table::Row<'_>,
        field: Field,
        currency: Currency,
        style: NumberStyle,
    ) -> Result<Option<i64>, Problem> {
        let Some(column) = self.found.column(field) else { return Ok(None) };
        let text = self.found.cell(row, field);
        if matches!(text, "" | "-" | "--" | "/") {
            return Ok(None);
        }
        let style = if row.kind(column) == CellKind::Number { NumberStyle::Point } else { style };
        match self.parse(row, field, text, currency, style) {
            // A fee beside an amount that is finer is told where it is exact.
            Err(problem) if self.found.format.amounts.finer && problem.kind == ProblemKind::Precision => Ok(None),
            parsed => parsed.map(Some),
        }
    }

    fn parse(
        &self,
        row: table::Row<'_>,
        field: Field,
        text: &str,
        currency: Currency,
        style: NumberStyle,
    ) -> Result<i64, Problem> {
        let parsed = Written::parse(text, style).and_then(|written| {
            if written.currency.is_some_and(|named| named != currency) {
                return Err(ProblemKind::Currency);
            }
            let carried = self.found.format.amounts.finer && field == Field::Amount;
            if carried { self.carry(written.number, currency) } else { written.number.minor(currency) }
        });
        parsed.map_err(|kind| self.problem(row, field, kind))
    }

    /// An amount that may be finer than the minor unit: what is finer is carried to the rows behind it that are so too,
    /// until it is a whole unit.
    fn carry(&self, number: Decimal, currency: Currency) -> Result<i64, ProblemKind> {
        let power = FINER.checked_sub(u32::from(number.scale)).ok_or(ProblemKind::Precision)?;
        let units = i128::from(number.digits).checked_mul(10_i128.saturating_pow(power)).ok_or(ProblemKind::Amount)?;
        let units = if number.negative { units.saturating_neg() } else { units };
        let one = 10_i128.saturating_pow(FINER.saturating_sub(u32::from(currency.decimals())));
        let parts = |units: i128| (units.checked_div(one).unwrap_or(0), units.checked_rem(one).unwrap_or(0));
        let (whole, finer) = parts(units);
        let (full, rest) = parts(self.finer.get().saturating_add(finer));
        let full = if finer == 0 { 0 } else { full };
        if finer != 0 {
            self.finer.set(rest);
        }
        i64::try_from(whole.saturating_add(full)).map_err(|_| ProblemKind::Amount)
    }

    /// The amount less a fee that stands beside it. A fee is written with either sign.
    fn less_fee(&self, signed: Signed, fee: Option<i64>) -> Signed {
        let fee = self.fee_beside(fee);
        match signed {
            Signed::One(_) if self.found.format.amounts.sign == Sign::Unsigned => signed,
            Signed::In(amount) if amount < fee => Signed::Out(fee.saturating_sub(amount)),
            Signed::In(amount) => Signed::In(amount.saturating_sub(fee)),
            Signed::Out(amount) => Signed::Out(amount.saturating_add(fee)),
            Signed::One(amount) if self.found.format.amounts.sign == Sign::OutPositive => {
                Signed::One(amount.saturating_add(fee))
            }
            Signed::One(amount) => Signed::One(amount.saturating_sub(fee)),
        }
    }

    fn fee_beside(&self, fee: Option<i64>) -> i64 {
        fee.filter(|_| self.found.format.amounts.fee_beside).unwrap_or(0).saturating_abs()
    }

    fn value_date(&self, row: table::Row<'_>) -> Option<When> {
        let text = self.found.cell(row, Field::ValueDate);
        let of_month = || self.month.and_then(|month| of_month(text, month));
        self.value_order.and_then(|order| order.parse(text)).or_else(of_month)
    }

    /// Which way, and the amount with the sign of that way.
    fn direction(
        &self,
        row: table::Row<'_>,
        rule: Option<&KindRule>,
        signed: Signed,
    ) -> Result<(Direction, i64), Problem> {
        let format = self.found.format;
        let by_rule = rule.and_then(|rule| rule.direction);
        let amount = match signed {
            Signed::In(amount) => return Ok((by_rule.unwrap_or(Direction::In), amount)),
            Signed::Out(amount) => return Ok((by_rule.unwrap_or(Direction::Out), amount)),
            Signed::One(amount) => amount,
        };
        if format.amounts.sign == Sign::SignedOrWords {
            let by_sign = if amount < 0 { Direction::Out } else { Direction::In };
            let direction = match by_rule {
                _ if amount == 0 => Some(Direction::Neutral),
                _ if self.signed => Some(by_sign),
                by_rule => by_rule,
            };
            let unclear = || self.problem(row, Field::Direction, ProblemKind::Direction);
            return direction.map(|direction| (direction, amount)).ok_or_else(unclear);
        }
        if let Some(direction) = by_rule {
            return Ok((direction, amount));
        }
        if self.found.column(Field::Direction).is_some() {
            let word = self.found.cell(row, Field::Direction);
            let known = [
                (&format.incoming, Direction::In),
                (&format.outgoing, Direction::Out),
                (&format.neutral, Direction::Neutral),
            ];
            let direction = known.iter().find(|(words, _)| words.matches(word)).map(|(_, direction)| *direction);
            return match direction {
                Some(direction) => Ok((direction, amount)),
                None => Err(self.problem(row, Field::Direction, ProblemKind::Direction)),
            };
        }
        let positive_is = match format.amounts.sign {
            Sign::Signed | Sign::SignedOrWords => Direction::In,
            Sign::OutPositive => Direction::Out,
            Sign::Unsigned => return Err(self.problem(row, Field::Direction, ProblemKind::Direction)),
        };
        let direction = match (positive_is, amount < 0) {
            (_, _) if amount == 0 => Direction::Neutral,
            (Direction::In, false) | (Direction::Out, true) => Direction::In,
            _ => Direction::Out,
        };
        Ok((direction, amount))
    }

    fn status(&self, row: table::Row<'_>, rule: Option<&KindRule>) -> Result<Status, Problem> {
        if let Some(status) = rule.and_then(|rule| rule.status) {
            return Ok(status);
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

    fn text(&self, row: table::Row<'_>, field: Field) -> String {
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

    fn security(&self, row: table::Row<'_>, kind: RowKind) -> Option<Security> {
        let (code, name) = (self.text(row, Field::Code), self.text(row, Field::Name));
        if code.is_empty() && name.is_empty() {
            return None;
        }
        let exact = |field: Field| {
            let text = self.found.cell(row, field);
            Written::parse(text, self.numbers).ok()?.number.at_scale(SECURITY_SCALE).ok()
        };
        let knows_market = !self.found.cell(row, Field::Market).is_empty();
        let quantity = exact(Field::Quantity).map(|quantity| match kind {
            RowKind::Buy | RowKind::MarginBuy => quantity.saturating_abs(),
            RowKind::Sell | RowKind::ShortSell => quantity.saturating_abs().saturating_neg(),
            _ => quantity,
        });
        Some(Security {
            code: if knows_market { padded(code) } else { code },
            name,
            quantity,
            held: exact(Field::Held).filter(|_| !self.masked_held),
            price: exact(Field::Price),
        })
    }
}

/// A cell's text; empty for a dash.
fn written(cell: &str) -> String {
    if cell == "/" || cell.bytes().all(|byte| byte == b'-') { String::new() } else { cell.to_owned() }
}

/// A code of six digits that lost its zeros to a spreadsheet.
fn padded(code: String) -> String {
    let lost = if is_short_code(&code) { CODE_DIGITS.saturating_sub(code.len()) } else { 0 };
    "0".repeat(lost) + &code
}

/// Whether a security's code has fewer than six digits and nothing else.
pub(super) fn is_short_code(code: &str) -> bool {
    !code.is_empty() && code.len() < CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// A day without its year, on a bill of a month: of that month or one of the eleven before it.
fn of_month(text: &str, (year, month): (i32, u8)) -> Option<When> {
    let (of, day) = text.split_once(['/', '-', '月'])?;
    let (of, day) = (of.trim().parse::<u8>().ok()?, day.trim_end_matches('日').trim().parse().ok()?);
    let year = if of > month { year.checked_sub(1)? } else { year };
    Some((Date::new(year, of, day)?, None))
}

/// A day by a spreadsheet's count, which has a 29 February 1900.
fn of_serial(text: &str) -> Option<When> {
    let days = text.parse::<i32>().ok().filter(|days| SERIAL_DAYS.contains(days))?;
    Some((Date::from_days(days.checked_sub(SERIAL_EPOCH)?)?, None))
}

/// An amount of one column, or of a column that tells its direction.
enum Signed {
    One(i64),
    In(i64),
    Out(i64),
}
