//! A statement while it is read: what the readers of all standards do alike.

use prescreen::terms::Digest;

use super::tree::Element;
use crate::format::order_of;
use crate::integrity::Integrity;
use crate::money::{Currency, Decimal, Finer, NumberStyle, Written};
use crate::problem::{Problem, ProblemKind};
use crate::sorted::Grouped;
use crate::statement::{AccountKind, Direction, FileOrder, NoteKind, Row, RowKind, Stated, Statement, Status};
use prescreen::date::Date;

/// A statement without rows.
pub(super) fn statement(format: &str, account_kind: AccountKind, currency: Currency, file: Digest) -> Statement {
    Statement {
        format: format.to_owned(),
        format_version: 1,
        file,
        account_kind,
        account: String::new(),
        institution: String::new(),
        currency,
        period: None,
        zone_minutes: None,
        order: FileOrder::Unknown,
        opening: None,
        closing: None,
        stated: Stated::default(),
        unlisted_movements: false,
        rows: Vec::new(),
        notes: Vec::new(),
        integrity: Integrity::default(),
    }
}

/// Most accounts and currencies of a file.
const MAX_STATEMENTS: usize = 500;

/// Most statements of a file: those of each day of ten years, or of a year for a dozen accounts.
const MAX_IN_FILE: usize = 5_000;

/// The position of the statement that something belongs to, new where there is none. The last ones are looked at first.
pub(super) fn place(
    statements: &mut Vec<Statement>,
    line: u32,
    same: impl FnMut(&Statement) -> bool,
    new: impl FnOnce() -> Statement,
) -> Result<usize, Problem> {
    if let Some(position) = statements.iter().rposition(same) {
        return Ok(position);
    }
    if statements.len() >= MAX_STATEMENTS {
        let problem = Problem::new(ProblemKind::TooLarge).at(line);
        return Err(problem.at_most(MAX_STATEMENTS, "accounts and currencies"));
    }
    statements.push(new());
    Ok(statements.len().saturating_sub(1))
}

/// A booked row that changes the balance by a signed amount of minor units.
pub(super) fn row(line: u32, date: Date, currency: Currency, signed: i64) -> Row {
    let mut row = Row {
        line,
        date,
        time: None,
        value_date: None,
        amount: 0,
        currency,
        direction: Direction::Neutral,
        effect: None,
        status: Status::Booked,
        kind: RowKind::Unknown,
        balance: None,
        fee: None,
        refunded: None,
        counterparty: String::new(),
        counterparty_account: String::new(),
        description: String::new(),
        category: String::new(),
        method: String::new(),
        merchant_code: None,
        id: String::new(),
        reference: String::new(),
        security: None,
    };
    move_by(&mut row, signed);
    row
}

/// Makes a row one that changes the balance by a signed amount.
pub(super) fn move_by(row: &mut Row, signed: i64) {
    row.amount = signed.saturating_abs();
    row.direction = match signed {
        0 => Direction::Neutral,
        1.. => Direction::In,
        _ => Direction::Out,
    };
    row.effect = row.moved().then_some(signed);
}

/// The positions of rows under their own numbers.
pub(super) fn by_id(rows: &[Row]) -> Grouped<String, usize> {
    Grouped::new(rows.iter().map(|row| row.id.clone()).zip(0_usize..).collect())
}

/// Gives a row a status; what is not booked changes no balance.
pub(super) fn mark(row: &mut Row, status: Status) {
    row.status = status;
    row.effect = row.effect.filter(|_| row.moved());
}

/// A number whose last separator divides decimals, as every standard here says; one that stands twice divides thousands.
pub(super) fn decimal(text: &str) -> Result<Decimal, ProblemKind> {
    let last = text.rfind([',', '.']).and_then(|at| text.get(at..)).and_then(|rest| rest.chars().next());
    let twice = last.is_some_and(|last| text.matches(last).count() > 1);
    let style = match last {
        Some(',') if !twice => NumberStyle::Comma,
        Some('.') if twice => NumberStyle::Comma,
        _ => NumberStyle::Point,
    };
    Written::parse(text, style).map(|written| written.number)
}

/// Amounts of one account, in minor units. A broker's may be finer: what is finer is carried to the amounts behind it, so
/// that all together are exact. Anywhere else an amount that is finer than its currency is refused.
pub(super) struct Amounts {
    may_be_finer: bool,
    carried: Vec<(Currency, Finer)>,
    /// What the balance before them left over.
    opened: Finer,
}

impl Amounts {
    /// The amounts of an account of a kind.
    pub(super) fn of(kind: AccountKind) -> Self {
        Self { may_be_finer: kind == AccountKind::Broker, carried: Vec::new(), opened: Finer::default() }
    }

    /// The next amount of the account's cash.
    pub(super) fn minor(&mut self, text: &str, currency: Currency) -> Result<i64, ProblemKind> {
        let number = decimal(text)?;
        if !self.may_be_finer {
            return number.minor(currency);
        }
        match self.carried.iter_mut().find(|(other, _)| *other == currency) {
            Some((_, carried)) => carried.take(number, currency),
            None => {
                let mut carried = Finer::default();
                let units = carried.take(number, currency)?;
                self.carried.push((currency, carried));
                Ok(units)
            }
        }
    }

    /// The balance before all amounts.
    pub(super) fn opening(&mut self, text: &str, currency: Currency) -> Result<i64, ProblemKind> {
        self.opened.take(decimal(text)?, currency)
    }

    /// The balance behind all amounts.
    pub(super) fn closing(&self, text: &str, currency: Currency) -> Result<i64, ProblemKind> {
        let carried = self.carried.iter().find(|(other, _)| *other == currency);
        let carried = carried.map_or_else(Finer::default, |(_, carried)| *carried);
        carried.closing(self.opened, decimal(text)?, currency)
    }
}

/// A number in a currency's minor units.
pub(super) fn minor(text: &str, currency: Currency) -> Result<i64, ProblemKind> {
    decimal(text)?.minor(currency)
}

/// Turns reversals round where only that makes the movements lead from opening to closing: banks sign them either way.
pub(super) fn settle_reversals(statement: &mut Statement, reversals: &[usize]) {
    for position in reversals {
        // What gives a debit back is a credit and no income, whatever the bank's code for it.
        if let Some(row) = statement.rows.get_mut(*position) {
            row.kind = RowKind::Refund;
        }
    }
    let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { return };
    let effect = |row: &Row| i128::from(row.effect.filter(|_| row.currency == statement.currency).unwrap_or(0));
    let wanted = i128::from(closing.amount).saturating_sub(i128::from(opening.amount));
    let listed: i128 = statement.rows.iter().map(effect).sum();
    let reversed: i128 = reversals.iter().filter_map(|position| statement.rows.get(*position)).map(effect).sum();
    let turned = listed.saturating_sub(reversed.saturating_mul(2));
    if listed == wanted || turned != wanted {
        return;
    }
    for position in reversals {
        if let Some(row) = statement.rows.get_mut(*position) {
            let signed = row.effect.unwrap_or(0).saturating_neg();
            move_by(row, signed);
        }
    }
}

/// Says of statements that they are one page of several, where a link to another page stands there: what it lists is not
/// all.
pub(super) fn part(statements: &mut [Statement], links: Element<'_, '_>, pages: &[&str]) {
    let Some(page) = pages.iter().filter(|page| !links.text(page).is_empty()).find_map(|page| links.at(page)) else {
        return;
    };
    for statement in statements {
        statement.unlisted_movements = true;
        statement.note(NoteKind::Part, Some(page.line()));
    }
}

/// The same account in another currency, without rows: balances and sums are those of its own.
fn beside(other: &Statement, currency: Currency) -> Statement {
    Statement {
        account: other.account.clone(),
        institution: other.institution.clone(),
        period: other.period,
        zone_minutes: other.zone_minutes,
        unlisted_movements: other.unlisted_movements,
        notes: other.notes.clone(),
        ..statement(&other.format, other.account_kind, currency, other.file)
    }
}

/// Ends a statement: rows of other currencies go to statements of their own, and the figures are checked.
pub(super) fn finish(mut statement: Statement, into: &mut Vec<Statement>) -> Result<(), Problem> {
    let own = statement.currency;
    let rows = core::mem::take(&mut statement.rows);
    let several = rows.iter().any(|row| row.currency != own);
    let other = several.then(|| beside(&statement, own));
    let mut parts = vec![statement];
    for row in rows {
        let same = |part: &Statement| part.currency == row.currency;
        let position = match &other {
            Some(other) => place(&mut parts, row.line, same, || beside(other, row.currency))?,
            None => 0,
        };
        if let Some(part) = parts.get_mut(position) {
            part.rows.push(row);
        }
    }
    if parts.len() > 1 {
        parts.iter_mut().for_each(|part| part.note(NoteKind::SeveralCurrencies, None));
        parts.retain(|part| part.currency != own || !part.rows.is_empty());
    }
    for mut part in parts {
        part.order = order_of(&mut part.rows, part.account_kind);
        part.check_sums()?;
        part.integrity = Integrity::of(&part, false);
        if into.len() >= MAX_IN_FILE {
            return Err(Problem::new(ProblemKind::TooLarge).at_most(MAX_IN_FILE, "statements"));
        }
        into.push(part);
    }
    Ok(())
}

/// Adds a text behind another, a blank between.
pub(super) fn append(text: &mut String, more: &str) {
    let more = more.trim();
    if !more.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(more);
    }
}
