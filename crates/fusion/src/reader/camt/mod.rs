//! CAMT.052, 053 and 054 (ISO 20022, bank to customer): reports, statements and notifications, of every version.
//!
//! Elements are known by their local names, for banks deliver a dozen namespaces. Booked balances alone open and close a
//! statement; available and forward ones are other sums.

mod entry;
mod summary;

use prescreen::date::Date;

use super::tree::{Element, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::statement::{AccountKind, Balance, Statement};
use crate::when::{DateOrder, When};

/// Reads a document.
pub(super) fn read(tree: &Tree<'_>, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for element in tree.all(&["Stmt", "Rpt", "Ntfctn"]) {
        statement(element, source, &mut statements)?;
    }
    at_least_one(statements, "a statement, report or notification (Stmt, Rpt, Ntfctn)")
}

fn statement(element: Element<'_, '_>, source: Source, into: &mut Vec<Statement>) -> Result<(), Problem> {
    let format = match element.name() {
        "Stmt" => "camt.053",
        "Rpt" => "camt.052",
        _ => "camt.054",
    };
    let Some(currency) = currency_of(element)?.or(source.answers.currency) else {
        // Nothing moved and nothing stands on it: there is no sum of any currency.
        return if element.at("Ntry").is_none() {
            Ok(())
        } else {
            Err(element.problem(ProblemKind::Currency, "Acct/Ccy"))
        };
    };
    let mut statement = draft::statement(format, AccountKind::Bank, currency, source.file);
    statement.account = account(element, "Acct");
    statement.institution = element
        .first(&["Acct/Svcr/FinInstnId/BICFI", "Acct/Svcr/FinInstnId/BIC", "Acct/Svcr/FinInstnId/Nm"])
        .into_owned();
    period(element, &mut statement);
    balances(element, &mut statement)?;
    let mut reversals = Vec::new();
    let mut entries = Vec::new();
    for entry in element.each("Ntry") {
        let first = statement.rows.len();
        let mut read = entry::read(entry, &mut statement)?;
        read.rows = statement.rows.len().saturating_sub(first);
        if is_true(entry, "RvslInd") {
            reversals.extend(first..statement.rows.len());
            read.reversal = true;
        }
        entries.push(read);
    }
    draft::settle_reversals(&mut statement, &reversals);
    summary::compare(element, &entries, &mut statement);
    let page = element.text("StmtPgntn/PgNb");
    let [before, behind] = &mut statement.stated.within;
    if !page.is_empty() && page.parse() != Ok(1_u32) {
        before.get_or_insert(element.line());
    }
    if matches!(&*element.text("StmtPgntn/LastPgInd"), "false" | "0") {
        behind.get_or_insert(element.line());
    }
    draft::finish(statement, into)
}

/// Whether an indicator says so.
fn is_true(element: Element<'_, '_>, path: &str) -> bool {
    matches!(&*element.text(path), "true" | "1")
}

/// The account's currency, or that of its entries, or of its balances.
fn currency_of(element: Element<'_, '_>) -> Result<Option<Currency>, Problem> {
    let named = element.text("Acct/Ccy");
    let first = |name: &str| element.at(name).and_then(|found| found.at("Amt")).map(|amount| amount.attribute("Ccy"));
    let code = if named.is_empty() { first("Ntry").or_else(|| first("Bal")) } else { Some(named) };
    match code.filter(|code| !code.is_empty()) {
        None => Ok(None),
        Some(code) => match Currency::parse(&code) {
            Some(currency) => Ok(Some(currency)),
            None => Err(element.problem(ProblemKind::Currency, "Acct/Ccy")),
        },
    }
}

/// An account's number, of whatever kind.
fn account(element: Element<'_, '_>, path: &str) -> String {
    let Some(id) = element.at(path).and_then(|account| account.at("Id")) else { return String::new() };
    id.first(&["IBAN", "Othr/Id", "PrtryAcct/Id", "BBAN", "UPIC"]).into_owned()
}

/// The days that the statement says it covers. A moment in the zone of Greenwich may be of the day before or behind.
fn period(element: Element<'_, '_>, statement: &mut Statement) {
    let limits = [&["FrToDt/FrDtTm", "FrToDt/FrDt"], &["FrToDt/ToDtTm", "FrToDt/ToDt"]];
    let [from, to] = limits.map(|paths| element.first(paths));
    statement.stated.loose_days = i32::from(from.ends_with('Z') || to.ends_with('Z'));
    let day = |text: &str| when(text).map(|(day, _)| day);
    statement.period = day(&from).zip(day(&to));
    if statement.period.is_none() && (!from.is_empty() || !to.is_empty()) {
        statement.stated.doubt = Some(element.at("FrToDt").unwrap_or(element).line());
    }
}

/// Opening and closing: booked balances, else the day before's or interim ones. Of several the file's first opens and its
/// last closes. A statement, as a report of a part of a day is not, is a page of one where an interim balance opens or
/// closes it.
fn balances(element: Element<'_, '_>, statement: &mut Statement) -> Result<(), Problem> {
    let (mut interim, mut previous) = (Vec::new(), None);
    for balance in element.each("Bal") {
        let code = balance.first(&["Tp/CdOrPrtry/Cd", "Tp/Cd"]);
        let kept = matches!(&*code, "OPBD" | "CLBD" | "PRCD" | "ITBD");
        let (Some(amount), true) = (balance.at("Amt"), kept) else { continue };
        let named = amount.attribute("Ccy");
        if !named.is_empty() && Currency::parse(&named) != Some(statement.currency) {
            continue;
        }
        let signed = signed(balance, balance, statement.currency)?;
        let date = day_of(balance, "Dt").map(|(day, _)| day);
        let line = amount.line();
        let found = Some(Balance { date, amount: signed, line });
        let kept = match &*code {
            "OPBD" => &mut statement.opening,
            "CLBD" => &mut statement.closing,
            "PRCD" => &mut previous,
            _ => {
                interim.extend(found);
                continue;
            }
        };
        if kept.is_some_and(|other| (other.date, other.amount) != (date, signed)) {
            statement.stated.doubt = statement.stated.doubt.or(Some(line));
        }
        *kept = if code == "CLBD" { found } else { kept.or(found) };
    }
    statement.opening = statement.opening.or(previous);
    let [opened, closed] = [statement.opening, statement.closing];
    if statement.opening.is_none() && (interim.len() > 1 || statement.closing.is_some()) {
        statement.opening = interim.first().copied();
    }
    statement.closing = statement.closing.or(interim.last().copied());
    if statement.format == "camt.053" {
        let line = |known: Option<Balance>, now: Option<Balance>| now.filter(|_| known.is_none()).map(|now| now.line);
        statement.stated.within = [line(opened, statement.opening), line(closed, statement.closing)];
    }
    Ok(())
}

/// The amount of an element, signed by its own indicator or that of another.
fn signed(element: Element<'_, '_>, by: Element<'_, '_>, currency: Currency) -> Result<i64, Problem> {
    let text = element.text("Amt");
    if text.is_empty() {
        return Err(element.problem(ProblemKind::MissingValue, "Amt"));
    }
    let amount = draft::minor(&text, currency).map_err(|kind| element.problem(kind, "Amt"))?;
    let own = element.text("CdtDbtInd");
    match &*if own.is_empty() { by.text("CdtDbtInd") } else { own } {
        "CRDT" => Ok(amount),
        "DBIT" => Ok(amount.saturating_neg()),
        "" => Err(element.problem(ProblemKind::MissingValue, "CdtDbtInd")),
        _ => Err(element.problem(ProblemKind::Direction, "CdtDbtInd")),
    }
}

/// A day of a choice of day and moment: `BookgDt/Dt`, `BookgDt/DtTm`.
fn day_of(element: Element<'_, '_>, path: &str) -> Option<When> {
    let choice = element.at(path)?;
    when(&choice.first(&["Dt", "DtTm"]))
}

/// A day or moment of XML: what names a zone behind a day is passed over.
fn when(text: &str) -> Option<When> {
    let order = DateOrder::YearMonthDay;
    order.parse(text).or_else(|| Some((Date::parse(text.get(..10)?)?, None)))
}
