//! Flex queries of Interactive Brokers (XML): cash transactions, trades and transfers, a statement an account and currency.
//!
//! A query holds what its owner chose: the movements of the account are not all there. Where it has a report of cash, that
//! opens and closes. Amounts may be finer than a cent; what is finer is carried to the rows behind.

use std::borrow::Cow;

use super::draft::Amounts;
use super::tree::{Element, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::seek::split_once;
use crate::statement::{AccountKind, Balance, Direction, RowKind, Security, Statement, Status};
use crate::when::{DateOrder, When, time_alone};

/// The elements that are movements.
const MOVEMENTS: &[&str] = &["CashTransaction", "Trade", "Transfer"];
/// Where a movement's day stands, the first that is filled.
const DAYS: &[&str] = &["dateTime", "reportDate", "tradeDate", "date", "settleDate"];

/// The attributes of an element.
struct Attributes<'t, 'a> {
    element: Element<'t, 'a>,
    values: Vec<(&'a str, Cow<'a, str>)>,
}

/// Reads a document.
pub(super) fn read(tree: &Tree<'_>, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for flex in tree.all(&["FlexStatement"]) {
        let movements = flex
            .children()
            .flat_map(|section| section.children())
            .filter(|child| MOVEMENTS.iter().any(|name| child.is(name)));
        let movements: Vec<Attributes<'_, '_>> = movements.map(Attributes::of).collect();
        let head = Attributes::of(flex);
        let order = order(&movements, &head, source)?;
        let (mut accounts, mut carried): (Vec<Statement>, Vec<Amounts>) = (Vec::new(), Vec::new());
        for movement in movements.iter().filter(|movement| movement.counts()) {
            let currency = movement.currency()?;
            let account = movement.or("accountId", &head);
            let same = |statement: &Statement| statement.currency == currency && statement.account == account;
            let position = draft::place(&mut accounts, movement.element.line(), same, || Statement {
                account: account.to_owned(),
                institution: "ibkr".to_owned(),
                unlisted_movements: true,
                period: day(head.get("fromDate"), order)
                    .zip(day(head.get("toDate"), order))
                    .map(|(from, to)| (from.0, to.0)),
                ..draft::statement("ibkr-flex", AccountKind::Broker, currency, source.file)
            })?;
            if carried.len() <= position {
                carried.push(Amounts::of(AccountKind::Broker));
            }
            if let (Some(statement), Some(amounts)) = (accounts.get_mut(position), carried.get_mut(position)) {
                if statement.rows.is_empty() {
                    statement.opening =
                        cash(flex, &head, statement, "startingCash", |text, currency| amounts.opening(text, currency))?;
                }
                movement.add(statement, order, amounts)?;
            }
        }
        for (statement, amounts) in accounts.iter_mut().zip(&carried) {
            statement.closing =
                cash(flex, &head, statement, "endingCash", |text, currency| amounts.closing(text, currency))?;
        }
        accounts.into_iter().try_for_each(|account| draft::finish(account, &mut statements))?;
    }
    at_least_one(statements, "a cash transaction, trade or transfer (CashTransaction, Trade, Transfer)")
}

/// What a report of cash states of a statement's account in its currency; the line in the account's own currency sums the
/// others.
fn cash(
    flex: Element<'_, '_>,
    head: &Attributes<'_, '_>,
    statement: &Statement,
    field: &str,
    minor: impl FnOnce(&str, Currency) -> Result<i64, ProblemKind>,
) -> Result<Option<Balance>, Problem> {
    let reports = flex.children().flat_map(|section| section.children()).filter(|child| child.is("CashReportCurrency"));
    let of_it = |report: &Attributes<'_, '_>| {
        let detail = matches!(report.get("levelOfDetail"), "" | "Currency");
        detail
            && Currency::parse(report.get("currency")) == Some(statement.currency)
            && report.or("accountId", head) == statement.account
    };
    let Some(report) = reports.map(Attributes::of).find(of_it).filter(|report| !report.get(field).is_empty()) else {
        return Ok(None);
    };
    let amount = minor(report.get(field), statement.currency).map_err(|kind| report.problem(kind, field))?;
    Ok(Some(Balance { date: None, amount, line: report.element.line() }))
}

/// The order of the days, which the query's owner chose.
fn order(movements: &[Attributes<'_, '_>], head: &Attributes<'_, '_>, source: Source) -> Result<DateOrder, Problem> {
    let limits = [head.get("fromDate"), head.get("toDate")].into_iter();
    let days = movements.iter().map(|movement| split(movement.day().1).0).chain(limits);
    if let Some(order) = DateOrder::of_column(days).or(source.answers.day_order) {
        return Ok(order);
    }
    let Some(first) = movements.first() else { return Ok(DateOrder::YearMonthDay) };
    let (field, text) = first.day();
    let fits = [DateOrder::DayMonthYear, DateOrder::MonthDayYear].iter().any(|order| day(text, *order).is_some());
    Err(first.problem(if fits { ProblemKind::AmbiguousDay } else { ProblemKind::Day }, field))
}

/// A moment's day and time, which a blank, a semicolon or a comma divides.
fn split(text: &str) -> (&str, &str) {
    text.split_once([';', ',']).or_else(|| split_once(text, "  ")).unwrap_or((text, ""))
}

fn day(text: &str, order: DateOrder) -> Option<When> {
    let (day, clock) = split(text);
    let (date, time) = order.parse(day)?;
    Some((date, time.or(time_alone(clock).flatten())))
}

impl<'t, 'a> Attributes<'t, 'a> {
    fn of(element: Element<'t, 'a>) -> Self {
        Self { element, values: element.attributes().collect() }
    }

    fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| &**value).unwrap_or_default()
    }

    fn or<'s>(&'s self, name: &str, other: &'s Self) -> &'s str {
        Some(self.get(name)).filter(|value| !value.is_empty()).unwrap_or_else(|| other.get(name))
    }

    /// Whether the element is one movement and no sum of several.
    fn counts(&self) -> bool {
        matches!(self.get("levelOfDetail"), "" | "DETAIL" | "EXECUTION" | "TRANSFER")
    }

    fn day(&self) -> (&'static str, &str) {
        let filled = DAYS.iter().find(|name| !self.get(name).is_empty()).unwrap_or(&"dateTime");
        (filled, self.get(filled))
    }

    fn problem(&self, kind: ProblemKind, field: &str) -> Problem {
        Problem::new(kind).at(self.element.line()).field(field).found(self.get(field))
    }

    fn currency(&self) -> Result<Currency, Problem> {
        let code = self.get("currency");
        let kind = if code.is_empty() { ProblemKind::MissingValue } else { ProblemKind::Currency };
        Currency::parse(code).ok_or_else(|| self.problem(kind, "currency"))
    }

    fn money(&self, field: &str, currency: Currency, amounts: &mut Amounts) -> Result<Option<i64>, Problem> {
        let text = self.get(field);
        if matches!(text, "" | "--") {
            return Ok(None);
        }
        amounts.minor(text, currency).map(Some).map_err(|kind| self.problem(kind, field))
    }

    fn add(&self, statement: &mut Statement, order: DateOrder, amounts: &mut Amounts) -> Result<(), Problem> {
        let currency = statement.currency;
        let (field, text) = self.day();
        let kind = if text.is_empty() { ProblemKind::MissingValue } else { ProblemKind::Day };
        let (date, time) = day(text, order).ok_or_else(|| self.problem(kind, field))?;
        let (fields, row_kind): (&[&str], _) = match self.element.name() {
            "Trade" => (
                &["netCash", "proceeds"],
                if self.get("buySell").starts_with("SELL") { RowKind::Sell } else { RowKind::Buy },
            ),
            "Transfer" => (&["cashTransfer"], RowKind::OwnTransfer),
            _ => (&["amount"], kind_of(self.get("type"))),
        };
        let filled = fields.iter().find(|name| !matches!(self.get(name), "" | "--"));
        let signed = match filled {
            Some(field) => self.money(field, currency, amounts)?,
            None if row_kind == RowKind::OwnTransfer => None,
            None => return Err(self.problem(ProblemKind::MissingValue, fields.first().copied().unwrap_or_default())),
        };
        let mut row = draft::row(self.element.line(), date, currency, signed.unwrap_or(0));
        row.time = time;
        row.value_date =
            day(self.get("settleDate"), order).or_else(|| day(self.get("settleDateTarget"), order)).map(|(day, _)| day);
        if signed.is_none() {
            // Securities alone moved.
            draft::mark(&mut row, Status::Notice);
            row.direction = Direction::Neutral;
        }
        row.kind = row_kind;
        row.fee =
            draft::minor(self.get("ibCommission"), currency).ok().map(i64::saturating_abs).filter(|fee| *fee != 0);
        self.get("type").clone_into(&mut row.category);
        self.get("description").clone_into(&mut row.description);
        [self.get("transactionID"), self.get("tradeID")]
            .into_iter()
            .find(|id| !id.is_empty())
            .unwrap_or_default()
            .clone_into(&mut row.id);
        if !self.get("symbol").is_empty() {
            let exact = |name: &str| draft::decimal(self.get(name)).ok()?.at_scale(Security::SCALE).ok();
            let code = Some(self.get("isin")).filter(|isin| !isin.is_empty()).unwrap_or_else(|| self.get("symbol"));
            row.security = Some(Security {
                code: code.to_owned(),
                name: self.get("symbol").to_owned(),
                quantity: exact("quantity"),
                held: None,
                price: exact("tradePrice"),
            });
        }
        statement.rows.push(row);
        Ok(())
    }
}

/// What a cash transaction's type says for itself.
fn kind_of(word: &str) -> RowKind {
    match word {
        "Deposits/Withdrawals" | "Deposits & Withdrawals" => RowKind::OwnTransfer,
        "Dividends" | "Payment In Lieu Of Dividends" => RowKind::Dividend,
        "Withholding Tax" | "871(m) Withholding" => RowKind::Tax,
        "Broker Interest Paid" | "Broker Interest Received" | "Bond Interest Paid" | "Bond Interest Received" => {
            RowKind::Interest
        }
        "Other Fees" | "Commission Adjustments" | "Broker Fees" | "Advisor Fees" => RowKind::Fee,
        _ => RowKind::Unknown,
    }
}
