//! The movements of a broker's account in OFX: buys, sells, income, expenses, and what moves no cash.

use super::super::draft::{self, Amounts};
use super::super::tree::{Element, Tree};
use super::{currency_of, day, money, when};
use crate::problem::{Problem, ProblemKind};
use crate::statement::{Row, RowKind, Security, Statement, Status};

/// What a movement does to the account's cash.
enum Cash {
    /// Takes the total, whatever sign it is written with.
    Out,
    /// Changes by the total as it is signed.
    AsSigned,
    /// Income bought for again at once: nothing.
    Reinvested,
    /// Nothing: securities moved, split or were written down.
    None,
}

/// A security's number, and its name and ticker.
pub(super) type Name = (String, String, String);

/// Most securities whose names are looked up.
const MAX_NAMES: usize = 1_000;

/// The names of the file's securities.
pub(super) fn names(tree: &Tree<'_>, wanted: bool) -> Vec<Name> {
    let list = tree.all(&["SECINFO"]).filter(|_| wanted).take(MAX_NAMES);
    let names = list.map(|security| {
        let text = |path: &str| security.text(path).into_owned();
        (text("SECID/UNIQUEID"), text("SECNAME"), text("TICKER"))
    });
    names.collect()
}

/// Adds a movement to a statement.
pub(super) fn movement(
    element: Element<'_, '_>,
    names: &[Name],
    statement: &mut Statement,
    amounts: &mut Amounts,
    reversals: &mut Vec<(usize, String)>,
) -> Result<(), Problem> {
    let word = element.name().to_ascii_uppercase();
    let (cash, kind) = match word.as_str() {
        "BUYDEBT" | "BUYMF" | "BUYOPT" | "BUYOTHER" | "BUYSTOCK" => (Cash::Out, RowKind::Buy),
        "SELLDEBT" | "SELLMF" | "SELLOPT" | "SELLOTHER" | "SELLSTOCK" => (Cash::AsSigned, RowKind::Sell),
        "INCOME" => (Cash::AsSigned, RowKind::Dividend),
        "RETOFCAP" => (Cash::AsSigned, RowKind::Unknown),
        "INVEXPENSE" => (Cash::Out, RowKind::Fee),
        "MARGININTEREST" => (Cash::Out, RowKind::Interest),
        "REINVEST" => (Cash::Reinvested, RowKind::Dividend),
        _ => (Cash::None, RowKind::Unknown),
    };
    let inner = ["INVBUY", "INVSELL"].into_iter().find_map(|name| element.at(name)).unwrap_or(element);
    let Some(common) = inner.at("INVTRAN") else {
        return Err(element.problem(ProblemKind::MissingValue, "INVTRAN"));
    };
    let (traded, settled) = (common.text("DTTRADE"), common.text("DTSETTLE"));
    if traded.is_empty() {
        return Err(common.problem(ProblemKind::MissingValue, "DTTRADE"));
    }
    let (date, time) = when(&traded).ok_or_else(|| common.problem(ProblemKind::Day, "DTTRADE"))?;
    let currency = currency_of(inner, statement)?;
    let total = match cash {
        Cash::Out | Cash::AsSigned => money(inner, "TOTAL", currency, amounts)?,
        Cash::Reinvested | Cash::None => 0,
    };
    let reversed = common.text("REVERSALFITID");
    let signed = match cash {
        Cash::Out if reversed.is_empty() => total.saturating_abs().saturating_neg(),
        _ => total,
    };
    let mut row = draft::row(element.line(), date, currency, signed);
    (row.time, row.value_date) = (time, day(&settled));
    if matches!(cash, Cash::None) {
        draft::mark(&mut row, Status::Notice);
    }
    if matches!(cash, Cash::Reinvested) {
        row.amount = money(inner, "TOTAL", currency, &mut Amounts::of(statement.account_kind))?.saturating_abs();
    }
    row.kind = match (kind, &*inner.text("INCOMETYPE").to_ascii_uppercase()) {
        // What undoes an income or a cost is neither; what undoes a trade is one of securities.
        (RowKind::Dividend | RowKind::Fee | RowKind::Interest, _) if !reversed.is_empty() => RowKind::Refund,
        (RowKind::Dividend, "INTEREST") => RowKind::Interest,
        (kind, _) => kind,
    };
    let costs = ["COMMISSION", "FEES"].iter().filter_map(|field| draft::minor(&inner.text(field), currency).ok());
    row.fee = Some(costs.fold(0, i64::saturating_add)).filter(|fee| *fee != 0);
    row.category = word;
    row.description = common.text("MEMO").into_owned();
    row.id = common.text("FITID").into_owned();
    row.security = security(inner, names);
    if !reversed.is_empty() {
        reversals.push((statement.rows.len(), reversed.into_owned()));
    }
    statement.rows.push(row);
    Ok(())
}

/// Settles what reversals do to the account's cash: the opposite of what they undo, else as they are signed
/// (OFX 2.3, 13.9.2.4.1). `reversals`: their positions, in order, with the number of the row that each undoes.
pub(super) fn settle(rows: &mut [Row], reversals: &[(usize, String)]) {
    if reversals.is_empty() {
        return;
    }
    let ids = draft::by_id(rows);
    for (position, reversed) in reversals {
        let undone = ids.of(reversed).first().filter(|(_, undone)| undone < position);
        let undone = undone.and_then(|(_, undone)| rows.get(*undone)?.effect);
        let Some(row) = rows.get_mut(*position) else { continue };
        if let (Some(undone), Some(total)) = (undone, row.effect.filter(|total| *total != 0))
            && (undone < 0) == (total < 0)
        {
            draft::move_by(row, total.saturating_neg());
        }
    }
}

fn security(element: Element<'_, '_>, names: &[Name]) -> Option<Security> {
    let code = element.text("SECID/UNIQUEID").into_owned();
    if code.is_empty() {
        return None;
    }
    let exact = |path: &str| draft::decimal(&element.text(path)).ok()?.at_scale(Security::SCALE).ok();
    let named = names.iter().find(|(other, _, _)| *other == code);
    Some(Security {
        code: named.filter(|(_, _, ticker)| !ticker.is_empty()).map_or(code, |(_, _, ticker)| ticker.clone()),
        name: named.map(|(_, name, _)| name.clone()).unwrap_or_default(),
        quantity: exact("UNITS"),
        held: None,
        price: exact("UNITPRICE"),
    })
}
