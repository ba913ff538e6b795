//! MT940 and MT942 (SWIFT customer statement and interim report), as banks deliver them to customers.
//!
//! A message is a statement; pages that end and begin with an intermediate balance are one. Much of what banks write
//! against the rules is understood: missing and repeated headers, no `:20:`, a dash or nothing between messages, text
//! behind the closing balance. What is counted is what `:61:` says, and the balances tell whether it is all.

mod details;
mod fields;
mod lines;

use super::{Source, at_least_one, draft};
use crate::money::{Currency, Decimal};
use crate::problem::{Problem, ProblemKind};
use crate::statement::{AccountKind, Balance, NoteKind, Row, StatedSum, Statement};
use fields::Mark;
use lines::{Line, Lines};

/// Whether a text is such a message: by the first of its fields.
pub(super) fn is_one(text: &str) -> bool {
    Lines::of(text)
        .take(lines::HEAD)
        .any(|line| matches!(line, Line::Field { tag: "20" | "25" | "60F" | "60M" | "61" | "86", .. }))
}

/// How many days the day from which money counts may lie outside a statement, where no day of booking is told.
const VALUE_DAYS: i32 = 31;

/// Reads a file of messages.
pub(super) fn read(text: &str, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    let mut message = Message::default();
    let mut lines = Lines::of(text).peekable();
    while let Some(line) = lines.next() {
        let Line::Field { tag, value, line } = line else {
            if matches!(line, Line::End) {
                message.ended = true;
            }
            continue;
        };
        let mut text = value.to_owned();
        while let Some(Line::More(more)) = lines.peek() {
            text.push('\n');
            text.push_str(more);
            lines.next();
        }
        message.field(tag, &text, line, source, &mut statements)?;
    }
    message.finish(source, &mut statements)?;
    at_least_one(statements, "a balance (:60F:) or a movement (:61:)")
}

/// A message while it is read. Amounts wait for the currency, which stands in a balance.
#[derive(Default)]
struct Message {
    account: String,
    currency: Option<Currency>,
    opening: Option<(Decimal, Balance)>,
    closing: Option<(Decimal, Balance)>,
    /// The closing balance is that of a page; the next page goes on.
    page: bool,
    /// Where it begins with the balance of a page before it, which is not there.
    within: Option<u32>,
    /// Where its last page but the first begins.
    opened: u32,
    /// Balances at the ends of its pages, with the number of movements before each.
    pages: Vec<(usize, Decimal)>,
    /// The first balance of a page that is not the one of the page before.
    doubt: Option<u32>,
    incoming: Option<(u32, Decimal)>,
    outgoing: Option<(u32, Decimal)>,
    rows: Vec<(Row, Mark, Decimal)>,
    interim_report: bool,
    /// A dash has ended it; what follows belongs to the next.
    ended: bool,
}

impl Message {
    fn field(
        &mut self,
        tag: &str,
        value: &str,
        line: u32,
        source: Source,
        into: &mut Vec<Statement>,
    ) -> Result<(), Problem> {
        let mut continues = self.page && self.closing.is_some();
        if continues && tag == "25" && !value.trim_start().starts_with(&self.account) {
            continues = false;
        }
        let begins = match tag {
            "20" | "25" | "21" | "28" | "28C" => {
                self.ended || self.closing.is_some() || (tag == "20" && !self.is_empty())
            }
            "60F" | "60M" => self.opening.is_some() || self.closing.is_some(),
            _ => self.ended && tag == "61",
        };
        if begins && !continues {
            core::mem::take(self).finish(source, into)?;
        } else if continues
            && tag == "60F"
            && self.closing.map(|(number, _)| number) != self.balance(tag, value, line).ok().map(|(number, _)| number)
        {
            // The page was the last of its message; this one has told its account already.
            let account = self.account.clone();
            core::mem::replace(self, Self { account, ..Self::default() }).finish(source, into)?;
            continues = false;
        }
        self.ended = false;
        match tag {
            "25" | "25P" => self.account(value),
            "60F" | "60M" if continues => {
                let opened = self.balance(tag, value, line)?.0;
                if let Some((closed, _)) = self.closing.take() {
                    self.doubt = self.doubt.or((closed != opened).then_some(line));
                    self.pages.push((self.rows.len(), closed));
                }
                self.page = false;
                self.opened = line;
            }
            "60F" | "60M" => {
                self.opening = Some(self.balance(tag, value, line)?);
                self.within = (tag == "60M").then_some(line);
            }
            "62F" | "62M" => {
                let closing = self.balance(tag, value, line)?;
                let differs = self.closing.is_some_and(|(other, _)| other != closing.0);
                self.doubt = self.doubt.or(differs.then_some(line));
                self.closing = Some(closing);
                self.page = tag == "62M";
            }
            "34F" => {
                self.interim_report = true;
                self.named(value.get(..3), line, tag)?;
            }
            "90C" | "90D" => {
                let sum = fields::sum(value).ok_or_else(|| fields::problem(ProblemKind::Amount, line, tag, value))?;
                self.named(Some(sum.1), line, tag)?;
                let kept = if tag == "90C" { &mut self.incoming } else { &mut self.outgoing };
                let sum = Some((sum.0, sum.2));
                self.doubt = self.doubt.or((kept.is_some() && *kept != sum).then_some(line));
                *kept = sum;
            }
            "61" => {
                let (row, mark, number) = fields::movement(value, line)?;
                self.rows.push((row, mark, number));
            }
            "86" if self.closing.is_none() || self.page => {
                if let Some((row, _, _)) = self.rows.last_mut() {
                    details::describe(row, value);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.opening.is_none() && self.closing.is_none()
    }

    /// The account, and the currency that some banks write behind it.
    fn account(&mut self, value: &str) {
        let value = value.lines().next().unwrap_or_default().trim();
        let behind = value.len().checked_sub(3).and_then(|at| value.split_at_checked(at));
        let currency = behind.filter(|(number, _)| number.ends_with(|last: char| last.is_ascii_digit() || last == ' '));
        match currency.and_then(|(number, code)| Some((number, Currency::parse(code)?))) {
            Some((number, currency)) => {
                number.trim_end().clone_into(&mut self.account);
                self.currency = self.currency.or(Some(currency));
            }
            None => value.clone_into(&mut self.account),
        }
    }

    /// Takes the currency that a field names; one message has one.
    fn named(&mut self, code: Option<&str>, line: u32, tag: &str) -> Result<(), Problem> {
        let currency = code.and_then(Currency::parse);
        let currency =
            currency.ok_or_else(|| fields::problem(ProblemKind::Currency, line, tag, code.unwrap_or_default()))?;
        let balances = self.opening.is_some() || self.closing.is_some();
        if balances && self.currency.is_some_and(|known| known != currency) {
            return Err(fields::problem(ProblemKind::Conflict, line, tag, code.unwrap_or_default()));
        }
        self.currency = Some(currency);
        Ok(())
    }

    fn balance(&mut self, tag: &str, value: &str, line: u32) -> Result<(Decimal, Balance), Problem> {
        let (date, code, number) = fields::balance(value, line, tag)?;
        self.named(Some(code), line, tag)?;
        Ok((number, Balance { date: Some(date), amount: 0, line }))
    }

    fn finish(self, source: Source, into: &mut Vec<Statement>) -> Result<(), Problem> {
        if self.is_empty() && self.currency.is_none() {
            return Ok(());
        }
        let format = if self.interim_report { "mt942" } else { "mt940" };
        let currency = self.currency.or(source.answers.currency);
        let mut statement =
            draft::statement(format, AccountKind::Bank, currency.unwrap_or(Currency::NONE), source.file);
        if currency.is_none() {
            statement.note(NoteKind::NoCurrency, self.rows.first().map(|(row, _, _)| row.line));
        }
        let currency = statement.currency;
        let balance = |kept: Option<(Decimal, Balance)>, tag: &str| match kept {
            None => Ok(None),
            Some((number, balance)) => match number.minor(currency) {
                Ok(amount) => Ok(Some(Balance { amount, ..balance })),
                Err(kind) => Err(Problem::new(kind).at(balance.line).field(tag)),
            },
        };
        (statement.opening, statement.closing) = (balance(self.opening, "60F")?, balance(self.closing, "62F")?);
        statement.account = self.account;
        let sum = |kept: Option<(u32, Decimal)>, tag: &str| match kept {
            None => Ok(None),
            Some((rows, sum)) => match sum.minor(currency) {
                Ok(amount) => Ok(Some(StatedSum { rows: Some(rows), amount: Some(amount) })),
                Err(kind) => Err(Problem::new(kind).field(tag)),
            },
        };
        (statement.stated.incoming, statement.stated.outgoing) =
            (sum(self.incoming, "90C")?, sum(self.outgoing, "90D")?);
        statement.stated.unordered = self.rows.iter().any(|(_, mark, _)| !mark.booked);
        statement.stated.loose_days = if statement.stated.unordered { VALUE_DAYS } else { 0 };
        let goes_on = match statement.closing {
            Some(closing) => self.page.then_some(closing.line),
            None => (!self.pages.is_empty()).then_some(self.opened),
        };
        statement.stated.within = [self.within, goes_on];
        statement.stated.doubt = self.doubt;
        let mut reversals = Vec::new();
        for (position, (mut row, mark, number)) in self.rows.into_iter().enumerate() {
            let amount = number.minor(currency).map_err(|kind| Problem::new(kind).at(row.line).field("61"))?;
            row.currency = currency;
            draft::move_by(&mut row, if mark.incoming { amount } else { amount.saturating_neg() });
            if mark.reversal {
                reversals.push(position);
            }
            statement.rows.push(row);
        }
        for (rows, balance) in self.pages {
            if let Some(row) = rows.checked_sub(1).and_then(|last| statement.rows.get_mut(last)) {
                row.balance = balance.minor(currency).ok();
            }
        }
        draft::settle_reversals(&mut statement, &reversals);
        draft::finish(statement, into)
    }
}
