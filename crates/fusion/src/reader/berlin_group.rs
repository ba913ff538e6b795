//! Account information of the Berlin Group's NextGenPSD2 (and what aggregators make of it): transactions and balances as
//! JSON.

use prescreen::date::Date;

use super::tree::{Element, Tree};
use super::{Source, at_least_one, draft};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::statement::{AccountKind, Balance, NoteKind, Statement, Status};
use crate::when::DateOrder;

/// Where a transaction's amount stands: today, on a card, and in version 1.0.
const AMOUNTS: &[&str] = &["transactionAmount", "amount", "singleTransactionAmount"];

/// Reads a document, or a list of them.
pub(super) fn read(tree: &Tree<'_>, source: Source) -> Result<Vec<Statement>, Problem> {
    let mut statements = Vec::new();
    for root in tree.roots() {
        let mut accounts = Vec::new();
        document(root, &mut accounts, source)?;
        accounts.into_iter().try_for_each(|account| draft::finish(account, &mut statements))?;
    }
    at_least_one(statements, "transactions or balances")
}

fn document(root: Element<'_, '_>, accounts: &mut Vec<Statement>, source: Source) -> Result<(), Problem> {
    let (account, card) = (root.at("account"), root.at("cardAccount"));
    let number =
        account.or(card).map(|account| account.first(&["iban", "bban", "maskedPan", "pan"])).unwrap_or_default();
    let kind =
        if card.is_some() || root.at("cardTransactions").is_some() { AccountKind::Card } else { AccountKind::Bank };
    let place = Place { account: &number, kind, source };
    for list in ["transactions", "cardTransactions"].into_iter().flat_map(|name| root.each(name)) {
        for (name, status) in
            [("booked", Status::Booked), ("pending", Status::Pending), ("information", Status::Notice)]
        {
            for element in list.children().filter(|child| child.is(name)) {
                transaction(element, status, accounts, place)?;
            }
        }
        if list.at("transactionAmount").is_some() {
            transaction(list, Status::Booked, accounts, place)?;
        }
    }
    for element in root.each("balances") {
        balance(element, accounts, place)?;
    }
    let lists = ["transactions", "cardTransactions"].into_iter().filter_map(|name| root.at(name));
    for links in lists.chain([root]).filter_map(|holder| holder.at("_links")) {
        draft::part(accounts, links, &["next/href", "previous/href"]);
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Place<'a> {
    account: &'a str,
    kind: AccountKind,
    source: Source,
}

impl Place<'_> {
    /// The account's statement in a currency.
    fn of<'s>(
        self,
        element: Element<'_, '_>,
        currency: Currency,
        accounts: &'s mut Vec<Statement>,
    ) -> Result<Option<&'s mut Statement>, Problem> {
        let same = |statement: &Statement| statement.currency == currency;
        let position = draft::place(accounts, element.line(), same, || Statement {
            account: self.account.to_owned(),
            ..draft::statement("berlin-group", self.kind, currency, self.source.file)
        })?;
        Ok(accounts.get_mut(position))
    }
}

/// A signed amount and its currency.
fn money(element: Element<'_, '_>, path: &str) -> Result<(i64, Currency), Problem> {
    let Some(amount) = element.at(path) else { return Err(element.problem(ProblemKind::MissingValue, path)) };
    let code = amount.text("currency");
    let kind = if code.is_empty() { ProblemKind::MissingValue } else { ProblemKind::Currency };
    let currency = Currency::parse(&code).ok_or_else(|| amount.problem(kind, "currency"))?;
    let field = if amount.at("amount").is_some() { "amount" } else { "content" };
    let text = amount.text(field);
    if text.is_empty() {
        return Err(amount.problem(ProblemKind::MissingValue, "amount"));
    }
    let signed = draft::minor(&text, currency).map_err(|kind| amount.problem(kind, field))?;
    match &*element.text("creditDebitIndicator") {
        "DBIT" => Ok((signed.saturating_abs().saturating_neg(), currency)),
        "CRDT" => Ok((signed.saturating_abs(), currency)),
        _ => Ok((signed, currency)),
    }
}

fn day(text: &str) -> Option<Date> {
    DateOrder::YearMonthDay.parse(text).map(|(day, _)| day)
}

fn transaction(
    element: Element<'_, '_>,
    status: Status,
    accounts: &mut Vec<Statement>,
    place: Place<'_>,
) -> Result<(), Problem> {
    let path = AMOUNTS.iter().find(|path| element.at(path).is_some()).unwrap_or(&"transactionAmount");
    let (signed, currency) = money(element, path)?;
    let Some(statement) = place.of(element, currency, accounts)? else { return Ok(()) };
    let fields = ["bookingDate", "transactionDate", "bookingDateTime", "valueDate", "valueDateTime"];
    let Some(field) = fields.into_iter().find(|field| !element.text(field).is_empty()) else {
        if status != Status::Booked {
            statement.note(NoteKind::RowLeftOut, Some(element.line()));
            return Ok(());
        }
        return Err(element.problem(ProblemKind::MissingValue, "bookingDate"));
    };
    let date = day(&element.text(field)).ok_or_else(|| element.problem(ProblemKind::Day, field))?;
    let mut row = draft::row(element.line(), date, currency, signed);
    draft::mark(&mut row, status);
    row.value_date = day(&element.first(&["valueDate", "valueDateTime"]));
    let (name, number) = if signed < 0 { ("creditorName", "creditorAccount") } else { ("debtorName", "debtorAccount") };
    row.counterparty = element.first(&[name, "cardAcceptorId"]).into_owned();
    row.counterparty_account = element
        .at(number)
        .map(|account| account.first(&["iban", "bban", "maskedPan"]).into_owned())
        .unwrap_or_default();
    let said = [
        "remittanceInformationUnstructured",
        "remittanceInformationUnstructuredArray",
        "transactionDetails",
        "details",
    ];
    if let Some(name) = said.into_iter().find(|name| !element.text(name).is_empty()) {
        element
            .children()
            .filter(|child| child.is(name))
            .for_each(|part| draft::append(&mut row.description, &part.value()));
    }
    draft::append(&mut row.description, &element.text("additionalInformation"));
    row.category = element.first(&["proprietaryBankTransactionCode", "bankTransactionCode"]).into_owned();
    row.merchant_code =
        element.first(&["merchantCategoryCode", "cardTransactionDetails/merchantCategoryCode"]).parse().ok();
    row.id =
        element.first(&["transactionId", "cardTransactionId", "entryReference", "internalTransactionId"]).into_owned();
    row.reference = element.text("endToEndId").into_owned();
    if let Some(after) = element.at("balanceAfterTransaction") {
        let (balance, of) = money(after, "balanceAmount")?;
        row.balance = (of == currency && row.moved()).then_some(balance);
    }
    statement.rows.push(row);
    Ok(())
}

fn balance(element: Element<'_, '_>, accounts: &mut Vec<Statement>, place: Place<'_>) -> Result<(), Problem> {
    let (amount, currency) = money(element, "balanceAmount")?;
    let Some(statement) = place.of(element, currency, accounts)? else { return Ok(()) };
    let balance = Some(Balance { date: day(&element.text("referenceDate")), amount, line: element.line() });
    match &*element.text("balanceType") {
        "openingBooked" | "OPBD" | "previouslyClosedBooked" | "PRCD" => statement.opening = balance,
        "closingBooked" | "CLBD" => statement.closing = balance,
        _ => {}
    }
    Ok(())
}
