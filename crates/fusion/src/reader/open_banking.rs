//! Account information of UK Open Banking (read/write API, versions 1 to 4): transactions and balances as JSON.

use super::tree::{Element, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::seek::contains;
use crate::statement::{AccountKind, Balance, NoteKind, RowKind, Statement, Status};
use crate::when::{DateOrder, When};

/// Reads a document: of one account or of several.
pub(super) fn read(tree: &Tree<'_>, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut accounts = Vec::new();
    for data in tree.roots().flat_map(|root| root.each("Data")) {
        for element in data.each("Transaction") {
            transaction(element, &mut accounts, source)?;
        }
        for element in data.each("Balance") {
            balance(element, &mut accounts, source)?;
        }
    }
    for links in tree.roots().filter_map(|root| root.at("Links")) {
        draft::part(&mut accounts, links, &["Next", "Prev"]);
    }
    let mut statements = Vec::new();
    accounts.into_iter().try_for_each(|account| draft::finish(account, &mut statements))?;
    at_least_one(statements, "Data with Transaction or Balance")
}

/// The statement of an account in a currency.
fn place<'s>(
    element: Element<'_, '_>,
    currency: Currency,
    accounts: &'s mut Vec<Statement>,
    source: Source,
) -> Result<Option<&'s mut Statement>, Problem> {
    let account = element.text("AccountId");
    let same = |statement: &Statement| statement.currency == currency && statement.account == account;
    let position = draft::place(accounts, element.line(), same, || Statement {
        account: account.to_string(),
        ..draft::statement("uk-open-banking", AccountKind::Bank, currency, source.file)
    })?;
    Ok(accounts.get_mut(position))
}

/// An amount signed by its indicator, and its currency.
fn money(element: Element<'_, '_>) -> Result<(i64, Currency), Problem> {
    let code = element.text("Amount/Currency");
    let kind = if code.is_empty() { ProblemKind::MissingValue } else { ProblemKind::Currency };
    let currency = Currency::parse(&code).ok_or_else(|| element.problem(kind, "Amount/Currency"))?;
    let text = element.text("Amount/Amount");
    if text.is_empty() {
        return Err(element.problem(ProblemKind::MissingValue, "Amount/Amount"));
    }
    let amount = draft::minor(&text, currency).map_err(|kind| element.problem(kind, "Amount/Amount"))?;
    match &*element.text("CreditDebitIndicator") {
        "Credit" | "CRDT" => Ok((amount, currency)),
        "Debit" | "DBIT" => Ok((amount.saturating_neg(), currency)),
        "" => Err(element.problem(ProblemKind::MissingValue, "CreditDebitIndicator")),
        _ => Err(element.problem(ProblemKind::Direction, "CreditDebitIndicator")),
    }
}

fn when(text: &str) -> Option<When> {
    DateOrder::YearMonthDay.parse(text)
}

fn transaction(element: Element<'_, '_>, accounts: &mut Vec<Statement>, source: Source) -> Result<(), Problem> {
    let (signed, currency) = money(element)?;
    let status = match &*element.text("Status") {
        "Booked" | "BOOK" | "" => Status::Booked,
        "Pending" | "PDNG" | "FUTR" => Status::Pending,
        "Rejected" | "RJCT" => Status::Cancelled,
        "INFO" => Status::Notice,
        _ => return Err(element.problem(ProblemKind::Status, "Status")),
    };
    let Some(statement) = place(element, currency, accounts, source)? else { return Ok(()) };
    let booked = element.first(&["BookingDateTime", "ValueDateTime"]);
    if booked.is_empty() && status != Status::Booked {
        statement.note(NoteKind::RowLeftOut, Some(element.line()));
        return Ok(());
    }
    let kind = if booked.is_empty() { ProblemKind::MissingValue } else { ProblemKind::Day };
    let (date, time) = when(&booked).ok_or_else(|| element.problem(kind, "BookingDateTime"))?;
    let mut row = draft::row(element.line(), date, currency, signed);
    draft::mark(&mut row, status);
    row.time = time;
    row.value_date = when(&element.text("ValueDateTime")).map(|(day, _)| day);
    let merchant = ["MerchantDetails/MerchantName"];
    let other: &[&str] = if signed < 0 {
        &["CreditorAccount/Name", "CreditorAgent/Name"]
    } else {
        &["DebtorAccount/Name", "DebtorAgent/Name"]
    };
    row.counterparty = Some(element.first(&merchant))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| element.first(other))
        .into_owned();
    row.counterparty_account = element
        .text(if signed < 0 { "CreditorAccount/Identification" } else { "DebtorAccount/Identification" })
        .into_owned();
    row.description = element.text("TransactionInformation").into_owned();
    row.category = element.first(&["ProprietaryBankTransactionCode/Code", "BankTransactionCode/SubCode"]).into_owned();
    row.kind = if row.category.eq_ignore_ascii_case("interest") { RowKind::Interest } else { RowKind::Unknown };
    row.merchant_code = element.text("MerchantDetails/MerchantCategoryCode").parse().ok();
    row.id = element.text("TransactionId").into_owned();
    row.reference = element.text("TransactionReference").into_owned();
    if let Some(after) = element
        .at("Balance")
        .filter(|balance| contains(&balance.text("Type"), "Booked") || balance.text("Type").ends_with("BD"))
    {
        let (balance, of) = money(after)?;
        row.balance = (of == currency).then_some(balance);
    }
    statement.rows.push(row);
    Ok(())
}

fn balance(element: Element<'_, '_>, accounts: &mut Vec<Statement>, source: Source) -> Result<(), Problem> {
    let word = element.text("Type");
    let opens = matches!(&*word, "OpeningBooked" | "PreviouslyClosedBooked" | "OPBD" | "PRCD");
    let closes = matches!(&*word, "ClosingBooked" | "CLBD");
    let (amount, currency) = money(element)?;
    let Some(statement) = place(element, currency, accounts, source)? else { return Ok(()) };
    let balance =
        Some(Balance { date: when(&element.text("DateTime")).map(|(day, _)| day), amount, line: element.line() });
    if opens {
        statement.opening = balance;
    } else if closes {
        statement.closing = balance;
    }
    Ok(())
}
