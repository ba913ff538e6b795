//! CAMT.052, 053 and 054 (ISO 20022, bank to customer): reports, statements and notifications, of every version.
//!
//! Elements are known by their local names, for banks deliver a dozen namespaces. Booked balances alone open and close a
//! statement; available and forward ones are other sums.

mod entry;

use prescreen::date::Date;

use super::tree::{Element, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::sorted::Grouped;
use crate::statement::{AccountKind, Balance, StatedSum, Statement};
use crate::when::{DateOrder, When};

/// Reads a document.
pub(super) fn read(tree: &Tree<'_>, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    // A page that is not the last is followed by another of its account.
    let pages = tree.all(&["Stmt", "Rpt", "Ntfctn"]).enumerate();
    let pages = Grouped::new(pages.map(|(page, element)| (account(element, "Acct"), page)).collect());
    for (page, element) in tree.all(&["Stmt", "Rpt", "Ntfctn"]).enumerate() {
        let goes_on = pages.of(&account(element, "Acct")).last().is_some_and(|(_, last)| *last == page)
            && element.text("StmtPgntn/LastPgInd") == "false";
        statement(element, goes_on, source, &mut statements)?;
    }
    at_least_one(statements, "a statement, report or notification (Stmt, Rpt, Ntfctn)")
}

/// `goes_on`: the element says that more of it follows, and nothing does.
fn statement(
    element: Element<'_, '_>,
    goes_on: bool,
    source: Source,
    into: &mut Vec<Statement>,
) -> Result<(), Problem> {
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
    let limit = |paths: &[&str]| when(&element.first(paths)).map(|(day, _)| day);
    statement.period = limit(&["FrToDt/FrDtTm", "FrToDt/FrDt"]).zip(limit(&["FrToDt/ToDtTm", "FrToDt/ToDt"]));
    balances(element, &mut statement)?;
    let mut reversals = Vec::new();
    let mut entries: u32 = 0;
    for entry in element.each("Ntry") {
        entries = entries.saturating_add(1);
        let first = statement.rows.len();
        entry::read(entry, &mut statement)?;
        if entry.text("RvslInd") == "true" || entry.text("RvslInd") == "1" {
            reversals.extend(first..statement.rows.len());
        }
    }
    draft::settle_reversals(&mut statement, &reversals);
    summary(element, &mut statement, entries);
    statement.stated.unfinished = goes_on.then(|| element.line());
    draft::finish(statement, into)
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

/// Opening and closing: booked balances, else the day before's or interim ones. Of several the file's first opens and its
/// last closes.
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
        let found = Some(Balance { date, amount: signed, line: amount.line() });
        match &*code {
            "OPBD" => statement.opening = statement.opening.or(found),
            "CLBD" => statement.closing = found,
            "PRCD" => previous = previous.or(found),
            _ => interim.extend(found),
        }
    }
    statement.opening = statement.opening.or(previous);
    if statement.opening.is_none() && (interim.len() > 1 || statement.closing.is_some()) {
        statement.opening = interim.first().copied();
    }
    statement.closing = statement.closing.or(interim.last().copied());
    Ok(())
}

/// The sums that the file states, where each entry is one booked row.
fn summary(element: Element<'_, '_>, statement: &mut Statement, entries: u32) {
    let rows = u32::try_from(statement.rows.len()).unwrap_or(u32::MAX);
    let whole = rows == entries && statement.rows.iter().all(|row| row.moved() && row.currency == statement.currency);
    if !whole {
        return;
    }
    let count = |path: &str| element.text(path).parse().ok();
    let sum = |path: &str| {
        let amount = draft::minor(&element.text(&format!("{path}/Sum")), statement.currency).ok();
        let sum = StatedSum { rows: count(&format!("{path}/NbOfNtries")), amount };
        (sum != StatedSum::default()).then_some(sum)
    };
    let (rows, incoming, outgoing) =
        (count("TxsSummry/TtlNtries/NbOfNtries"), sum("TxsSummry/TtlCdtNtries"), sum("TxsSummry/TtlDbtNtries"));
    (statement.stated.rows, statement.stated.incoming, statement.stated.outgoing) = (rows, incoming, outgoing);
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
