//! OFX 1 and 2, and QFX, which is the same: statements of bank accounts, cards and brokers' accounts.
//!
//! A broker's amounts may be finer than a cent; what is finer is carried to the rows behind. A file may hold many statements. A row's number (FITID) is a hint and never a key: banks use one for several rows.
//! Days are as written; the zone behind them never moves them.

mod invest;

use prescreen::date::Date;

use super::draft::Amounts;
use super::tree::{Element, Script, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::sorted::Grouped;
use crate::statement::{AccountKind, Balance, NoteKind, Row, RowKind, Statement, Status};
use crate::when::{DateOrder, When};

/// Reads a file.
pub(super) fn read(text: &str, source: Source) -> Result<Vec<Statement>, Problem> {
    let tree = Tree::of_markup(text, Script::Sgml)?;
    let institution = tree.all(&["ORG"]).next().map(Element::value).unwrap_or_default();
    let mut statements = Vec::new();
    for element in tree.all(&["STMTRS", "CCSTMTRS", "INVSTMTRS"]) {
        statement(&tree, element, &institution, source, &mut statements)?;
    }
    at_least_one(statements, "a statement of an account (STMTRS, CCSTMTRS, INVSTMTRS)")
}

fn statement(
    tree: &Tree<'_>,
    element: Element<'_, '_>,
    institution: &str,
    source: Source,
    into: &mut Vec<Statement>,
) -> Result<(), Problem> {
    let (kind, account, list) = match element.name().to_ascii_uppercase().as_str() {
        "STMTRS" => (AccountKind::Bank, "BANKACCTFROM/ACCTID", "BANKTRANLIST"),
        "CCSTMTRS" => (AccountKind::Card, "CCACCTFROM/ACCTID", "BANKTRANLIST"),
        _ => (AccountKind::Broker, "INVACCTFROM/ACCTID", "INVTRANLIST"),
    };
    let currency = currency(element, list)?.or(source.answers.currency);
    let mut statement = draft::statement("ofx", kind, currency.unwrap_or(Currency::NONE), source.file);
    if currency.is_none() {
        statement.note(NoteKind::NoCurrency, Some(element.line()));
    }
    statement.account = element.text(account).into_owned();
    statement.institution = institution.to_owned();
    let mut amounts = Amounts::of(kind);
    let (mut corrections, mut reversals) = (Vec::new(), Vec::new());
    if let Some(list) = element.at(list) {
        statement.period = day(&list.text("DTSTART")).zip(day(&list.text("DTEND")));
        let names = invest::names(tree, kind == AccountKind::Broker);
        for child in list.children() {
            match child.name().to_ascii_uppercase().as_str() {
                "STMTTRN" => transaction(child, Status::Booked, &mut statement, &mut amounts, &mut corrections)?,
                "STMTTRNP" => {
                    transaction(child, Status::Pending, &mut statement, &mut Amounts::of(kind), &mut corrections)?;
                }
                "DTSTART" | "DTEND" => {}
                "INVBANKTRAN" => {
                    for banking in child.each("STMTTRN") {
                        transaction(banking, Status::Booked, &mut statement, &mut amounts, &mut corrections)?;
                    }
                }
                _ if kind == AccountKind::Broker => {
                    invest::movement(child, &names, &mut statement, &mut amounts, &mut reversals)?;
                }
                _ => {}
            }
        }
    }
    for pending in element.at("BANKTRANLISTP").into_iter().flat_map(|list| list.each("STMTTRNP")) {
        transaction(pending, Status::Pending, &mut statement, &mut Amounts::of(kind), &mut corrections)?;
    }
    invest::settle(&mut statement.rows, &reversals);
    corrected(corrections, &mut statement.rows);
    statement.closing = closing(element, statement.currency)?;
    draft::finish(statement, into)
}

/// The statement's currency, or where it names none that of its first row.
fn currency(element: Element<'_, '_>, list: &str) -> Result<Option<Currency>, Problem> {
    let named = element.text("CURDEF");
    let code = match element.at(list).filter(|_| named.is_empty()) {
        Some(list) => {
            list.children().map(|row| row.text("CURRENCY/CURSYM")).find(|code| !code.is_empty()).unwrap_or_default()
        }
        None => named,
    };
    if code.is_empty() {
        return Ok(None);
    }
    let currency = Currency::parse(&code.to_ascii_uppercase());
    currency.map(Some).ok_or_else(|| element.problem(ProblemKind::Currency, "CURDEF"))
}

/// The currency that a row's amounts are in: another than the statement's where the row says so.
fn currency_of(row: Element<'_, '_>, statement: &Statement) -> Result<Currency, Problem> {
    let code = row.text("CURRENCY/CURSYM");
    if code.is_empty() {
        return Ok(statement.currency);
    }
    Currency::parse(&code.to_ascii_uppercase()).ok_or_else(|| row.problem(ProblemKind::Currency, "CURRENCY/CURSYM"))
}

fn closing(element: Element<'_, '_>, currency: Currency) -> Result<Option<Balance>, Problem> {
    let Some(ledger) = element.at("LEDGERBAL") else { return Ok(None) };
    let text = ledger.text("BALAMT");
    if text.is_empty() {
        return Ok(None);
    }
    let amount = draft::minor(&text, currency).map_err(|kind| ledger.problem(kind, "BALAMT"))?;
    Ok(Some(Balance { date: day(&ledger.text("DTASOF")), amount, line: ledger.line() }))
}

fn transaction(
    element: Element<'_, '_>,
    status: Status,
    statement: &mut Statement,
    amounts: &mut Amounts,
    corrections: &mut Vec<Correction>,
) -> Result<(), Problem> {
    let currency = currency_of(element, statement)?;
    let signed = money(element, "TRNAMT", currency, amounts)?;
    let posted = ["DTPOSTED", "DTTRAN", "DTAVAIL", "DTUSER"].into_iter().find(|field| !element.text(field).is_empty());
    let Some(posted) = posted else { return Err(element.problem(ProblemKind::MissingValue, "DTPOSTED")) };
    let (date, time) = when(&element.text(posted)).ok_or_else(|| element.problem(ProblemKind::Day, posted))?;
    let mut row = draft::row(element.line(), date, currency, signed);
    row.time = time;
    row.value_date = day(&element.first(&["DTAVAIL", "VALUEDATE", "DTUSER"]));
    row.balance = draft::minor(&element.text("ACCTBAL"), currency).ok();
    draft::mark(&mut row, status);
    row.category = element.text("TRNTYPE").into_owned();
    row.kind = kind(&row.category);
    row.counterparty = element.first(&["NAME", "PAYEE/NAME", "EXTDNAME"]).into_owned();
    row.counterparty_account = element.first(&["BANKACCTTO/ACCTID", "CCACCTTO/ACCTID"]).into_owned();
    row.description = element.text("MEMO").into_owned();
    row.merchant_code = element.text("SIC").parse().ok();
    row.id = element.text("FITID").into_owned();
    row.reference = element.first(&["CHECKNUM", "REFNUM"]).into_owned();
    if contradicts(&row, signed) {
        statement.note(NoteKind::DirectionUnclear, Some(row.line));
    }
    if element.at("CORRECTFITID").is_some() {
        let deletes = element.text("CORRECTACTION").eq_ignore_ascii_case("DELETE");
        corrections.push((element.text("CORRECTFITID").into_owned(), (statement.rows.len(), deletes)));
    }
    statement.rows.push(row);
    Ok(())
}

/// Whether the type says the other way than the sign, which counts.
fn contradicts(row: &Row, signed: i64) -> bool {
    match row.category.to_ascii_uppercase().as_str() {
        "DEBIT" => signed > 0,
        "CREDIT" => signed < 0,
        _ => false,
    }
}

/// What a transaction's type says for itself (OFX 2.3, 11.4.4.3).
fn kind(word: &str) -> RowKind {
    match word.to_ascii_uppercase().as_str() {
        "INT" => RowKind::Interest,
        "DIV" => RowKind::Dividend,
        "FEE" | "SRVCHG" => RowKind::Fee,
        "ATM" | "CASH" => RowKind::Cash,
        "POS" => RowKind::Purchase,
        _ => RowKind::Unknown,
    }
}

/// The number of a row that is corrected, and the position of the row that corrects it and whether it deletes.
type Correction = (String, (usize, bool));

/// Settles rows that correct others of the file (OFX 2.3, 11.4.4.1): what is deleted or replaced did not move, and what
/// deletes is no movement itself.
fn corrected(corrections: Vec<Correction>, rows: &mut [Row]) {
    if corrections.is_empty() {
        return;
    }
    let ids = draft::by_id(rows);
    let corrections = Grouped::new(corrections);
    for group in corrections.groups() {
        let Some((id, (by, _))) = group.first() else { continue };
        // No row corrects itself; where several correct one number, each is corrected by the others.
        for (_, position) in ids.of(id).iter().filter(|(_, position)| group.len() > 1 || position != by) {
            if let Some(row) = rows.get_mut(*position) {
                draft::mark(row, Status::Cancelled);
            }
        }
    }
    for (_, (by, _)) in corrections.groups().flatten().filter(|(_, (_, deletes))| *deletes) {
        if let Some(row) = rows.get_mut(*by) {
            draft::mark(row, Status::Notice);
        }
    }
}

/// An amount of a field that has to be there.
fn money(element: Element<'_, '_>, field: &str, currency: Currency, amounts: &mut Amounts) -> Result<i64, Problem> {
    let text = element.text(field);
    if text.is_empty() {
        return Err(element.problem(ProblemKind::MissingValue, field));
    }
    amounts.minor(&text, currency).map_err(|kind| element.problem(kind, field))
}

/// A moment as OFX writes it, `YYYYMMDDHHMMSS.XXX[offset:zone]`: the day and time that stand there.
fn when(text: &str) -> Option<When> {
    let order = DateOrder::YearMonthDay;
    match text.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(day) => {
            let clock = text.get(..14).and_then(|moment| order.parse(moment));
            clock.or_else(|| order.parse(day))
        }
        None => order.parse(text),
    }
}

fn day(text: &str) -> Option<Date> {
    when(text).map(|(day, _)| day)
}
