//! What is borrowed for a purchase, and nothing is asked about.

use super::{Warning, WarningCode, warning};
use crate::pack::PackDocument;
use crate::pack::schema::Derive;

/// What would be borrowed is held against the limit, where there is one, and beside the price.
pub(super) fn check(document: &PackDocument, warnings: &mut Vec<Warning>) {
    let Some(purchase) = document.risk.as_ref().map(|risk| &risk.purchase) else { return };
    let Some(financed) = &purchase.financed else { return };
    if document.credit.as_ref().is_some_and(|credit| credit.limit.financed.is_none()) {
        let message = format!("'{financed}' is held against no limit, and a limit is worked out");
        warnings.push(warning(WarningCode::NoLimit, "/credit/limit".into(), message));
    }
    let share = |derive: &Derive| matches!(derive, Derive::ShareBp { part, whole } if part == financed && *whole == purchase.amount);
    if !document.facts.iter().filter_map(|fact| fact.derive.as_ref()).any(share) {
        let message = format!("nothing says that '{financed}' is more than '{}'", purchase.amount);
        warnings.push(warning(WarningCode::MoreThanPrice, "/risk/purchase".into(), message));
    }
}
