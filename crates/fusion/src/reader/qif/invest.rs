//! What the actions of a broker's account in QIF do to its cash.

use super::Reading;
use super::record::Record;
use crate::money::{NumberStyle, Written};
use crate::problem::Problem;
use crate::reader::draft;
use crate::statement::{Direction, NoteKind, Row, RowKind, Security, Statement, Status};

/// Makes a row of an action and its amount, which has a sign only where the action gives none.
pub(super) fn act(record: &Record<'_>, row: &mut Row, signed: i64, reading: &Reading) -> Result<(), Problem> {
    let action = record.first('N').unwrap_or_default();
    let amount = signed.saturating_abs();
    // An X behind the action: the cash is another account's.
    let lower = action.to_ascii_lowercase();
    let (word, elsewhere) = match lower.strip_suffix('x') {
        Some(word) if word != "e" => (word, true),
        _ => (lower.as_str(), false),
    };
    let (moved, kind) = match word {
        "buy" | "cvrshrt" => (amount.saturating_neg(), RowKind::Buy),
        "sell" => (amount, RowKind::Sell),
        "shtsell" => (amount, RowKind::ShortSell),
        "div" | "cglong" | "cgmid" | "cgshort" => (amount, RowKind::Dividend),
        "intinc" => (amount, RowKind::Interest),
        "miscinc" | "rtrncap" => (amount, RowKind::Unknown),
        "margint" => (amount.saturating_neg(), RowKind::Interest),
        "miscexp" => (amount.saturating_neg(), RowKind::Fee),
        "xin" | "contrib" => (amount, RowKind::OwnTransfer),
        "xout" | "withdrw" => (amount.saturating_neg(), RowKind::OwnTransfer),
        "cash" | "" => (signed, row.kind),
        _ => (0, if word.starts_with("reinv") { RowKind::Dividend } else { RowKind::Unknown }),
    };
    draft::move_by(row, moved);
    (row.kind, row.amount) = (kind, amount);
    if moved == 0 && amount != 0 && !word.starts_with("reinv") {
        draft::mark(row, Status::Notice);
    }
    if elsewhere && !matches!(kind, RowKind::OwnTransfer) {
        row.effect = row.effect.map(|_| 0);
    }
    if moved == 0 {
        row.direction = Direction::Neutral;
    }
    row.fee = Some(reading.money(record, 'O')?).filter(|fee| *fee != 0);
    row.id.clear();
    action.clone_into(&mut row.category);
    row.security = security(record, reading.numbers);
    Ok(())
}

/// A record without an amount moves no cash: shares that came, went or split stay as a notice.
pub(super) fn without_amount(
    record: &Record<'_>,
    mut row: Row,
    statement: &mut Statement,
    numbers: NumberStyle,
) -> Result<(), Problem> {
    let security = security(record, numbers);
    if security.is_none() {
        statement.note(NoteKind::RowLeftOut, Some(record.line));
        return Ok(());
    }
    record.first('N').unwrap_or_default().clone_into(&mut row.category);
    row.security = security;
    draft::mark(&mut row, Status::Notice);
    statement.rows.push(row);
    Ok(())
}

fn security(record: &Record<'_>, numbers: NumberStyle) -> Option<Security> {
    let exact = |code: char| Written::parse(record.first(code)?, numbers).ok()?.number.at_scale(Security::SCALE).ok();
    let code = record.first('Y')?.to_owned();
    Some(Security { code, name: String::new(), quantity: exact('Q'), held: None, price: exact('I') })
}
