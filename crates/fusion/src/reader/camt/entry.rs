//! One entry of a CAMT statement: one row, or as many as it has details that add up to it.

use super::super::draft;
use super::super::tree::Element;
use super::summary::Entry;
use super::{account, day_of, signed};
use crate::money::Currency;
use crate::problem::{Problem, ProblemKind};
use crate::statement::{NoteKind, Row, RowKind, Statement, Status, Unequal};

/// Adds the rows of an entry, and tells what it adds to the sums.
pub(super) fn read(entry: Element<'_, '_>, statement: &mut Statement) -> Result<Entry, Problem> {
    let status = status(entry)?;
    let code = entry.at("Amt").map(|amount| amount.attribute("Ccy")).unwrap_or_default();
    let currency = if code.is_empty() { Some(statement.currency) } else { Currency::parse(&code) };
    let currency = currency.ok_or_else(|| entry.problem(ProblemKind::Currency, "Amt"))?;
    let total = signed(entry, entry, currency)?;
    let own = currency == statement.currency;
    let summed = Entry { signed: total, booked: status == Status::Booked, own, reversal: false, rows: 0 };
    let (booked, value) = (day_of(entry, "BookgDt"), day_of(entry, "ValDt"));
    let Some((date, time)) = booked.or(value) else {
        if status == Status::Booked {
            let field = if entry.at("BookgDt").is_some() { "BookgDt" } else { "ValDt" };
            let kind = if entry.at(field).is_some() { ProblemKind::Day } else { ProblemKind::MissingValue };
            return Err(entry.problem(kind, field));
        }
        // What waits may have no day yet.
        statement.note(NoteKind::RowLeftOut, Some(entry.line()));
        return Ok(summed);
    };
    let row = |signed: i64, details: Option<Element<'_, '_>>| {
        let mut row = draft::row(entry.line(), date, currency, signed);
        (row.time, row.value_date) = (time, value.map(|(day, _)| day));
        draft::mark(&mut row, status);
        describe(&mut row, entry, details);
        row
    };
    let details: Vec<Element<'_, '_>> = entry.each("NtryDtls").flat_map(|details| details.each("TxDtls")).collect();
    if let Some(parts) = listed(entry, &details, currency) {
        let stated = &mut statement.stated.details;
        stated.entries = stated.entries.saturating_add(1);
        let unequal = Unequal { line: entry.line(), whole: total, parts };
        stated.first = stated.first.or((parts != total).then_some(unequal));
    }
    match parts(entry, &details, currency, total) {
        Some(parts) => {
            let parts = details.iter().zip(parts).map(|(details, signed)| {
                let mut row = row(signed, Some(*details));
                row.line = details.line();
                row
            });
            statement.rows.extend(parts);
        }
        None => statement.rows.push(row(total, if details.len() > 1 { None } else { details.first().copied() })),
    }
    Ok(summed)
}

/// The amounts of an entry's details, where there are several and they add up to it: then they are its rows.
fn parts(entry: Element<'_, '_>, details: &[Element<'_, '_>], currency: Currency, total: i64) -> Option<Vec<i64>> {
    if details.len() < 2 {
        return None;
    }
    let among = ["AmtDtls/TxAmt", "AmtDtls/InstdAmt"];
    let parts: Option<Vec<i64>> = details.iter().map(|details| amount(entry, *details, currency, &among)).collect();
    parts.filter(|parts| parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part)) == Some(total))
}

/// A detail's amount in the entry's currency: its own, else the first that stands in one of these.
fn amount(entry: Element<'_, '_>, details: Element<'_, '_>, currency: Currency, else_in: &[&str]) -> Option<i64> {
    let others = else_in.iter().filter_map(|path| details.at(path));
    let holder = core::iter::once(details).chain(others).find(|holder| holder.at("Amt").is_some())?;
    let code = holder.at("Amt")?.attribute("Ccy");
    let same = code.is_empty() || Currency::parse(&code) == Some(currency);
    let by = if details.at("CdtDbtInd").is_some() { details } else { entry };
    signed(holder, by, currency).ok().filter(|_| same)
}

/// What an entry's details come to, where each states its own amount in the entry's currency and no charge is told, which
/// may stand between the two. An instructed amount is another's: it is not compared.
fn listed(entry: Element<'_, '_>, details: &[Element<'_, '_>], currency: Currency) -> Option<i64> {
    let charged = |holder: &Element<'_, '_>| holder.at("Chrgs").is_some();
    if details.is_empty() || charged(&entry) || details.iter().any(charged) {
        return None;
    }
    let own = |details: &Element<'_, '_>| amount(entry, *details, currency, &["AmtDtls/TxAmt"]);
    details.iter().try_fold(0_i64, |sum, details| sum.checked_add(own(details)?))
}

fn status(entry: Element<'_, '_>) -> Result<Status, Problem> {
    match &*entry.first(&["Sts/Cd", "Sts/Prtry", "Sts"]) {
        "BOOK" | "" => Ok(Status::Booked),
        "PDNG" | "FUTR" => Ok(Status::Pending),
        "INFO" => Ok(Status::Notice),
        _ => Err(entry.problem(ProblemKind::Status, "Sts")),
    }
}

/// Who is on the other side, what it was for, and the numbers.
fn describe(row: &mut Row, entry: Element<'_, '_>, details: Option<Element<'_, '_>>) {
    let incoming = entry.text("CdtDbtInd") == "CRDT";
    row.id = entry.first(&["AcctSvcrRef", "NtryRef"]).into_owned();
    if let Some(details) = details {
        let (party, number) = if incoming { ("Dbtr", "DbtrAcct") } else { ("Cdtr", "CdtrAcct") };
        if let Some(parties) = details.at("RltdPties") {
            let name = parties.at(party).map(|party| party.first(&["Nm", "Pty/Nm", "Agt/FinInstnId/Nm"]));
            row.counterparty = name.unwrap_or_default().into_owned();
            row.counterparty_account = account(parties, number);
        }
        for said in details.at("RmtInf").into_iter().flat_map(|said| said.each("Ustrd")) {
            draft::append(&mut row.description, &said.value());
        }
        if row.description.is_empty() {
            draft::append(
                &mut row.description,
                &details.first(&["RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/CdtrRefInf/Ref"]),
            );
        }
        draft::append(&mut row.description, &details.text("AddtlTxInf"));
        let end_to_end = details.text("Refs/EndToEndId");
        if end_to_end != "NOTPROVIDED" {
            row.reference = end_to_end.into_owned();
        }
        if let Some(own) = details.at("Refs/AcctSvcrRef") {
            row.id = own.value().into_owned();
        }
    }
    if row.description.is_empty() {
        draft::append(&mut row.description, &entry.text("AddtlNtryInf"));
    }
    let code = [details, Some(entry)].into_iter().flatten().find_map(|holder| holder.at("BkTxCd"));
    if let Some(code) = code {
        let family = code.text("Domn/Fmly/SubFmlyCd");
        row.kind = kind(&family);
        row.category = if family.is_empty() { code.text("Prtry/Cd") } else { family }.into_owned();
    }
}

/// What a bank transaction code says for itself (ISO 20022 external code set, sub-families).
fn kind(code: &str) -> RowKind {
    match code {
        "SALA" | "PAYR" | "PENS" => RowKind::Salary,
        "INTR" => RowKind::Interest,
        "CHRG" | "FEES" | "COMM" => RowKind::Fee,
        "TAXE" | "WITH" => RowKind::Tax,
        "DVCA" => RowKind::Dividend,
        "CWDL" | "CDPT" => RowKind::Cash,
        "POSD" | "POSC" => RowKind::Purchase,
        "BOOK" => RowKind::OwnTransfer,
        _ => RowKind::Unknown,
    }
}
