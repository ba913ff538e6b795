//! The security of a broker's row.

use super::Field;
use super::rows::Reading;
use crate::money::Written;
use crate::statement::{RowKind, Security};
use crate::table;

/// Digits of a code at a Chinese exchange.
const CODE_DIGITS: usize = 6;

impl Reading<'_, '_> {
    pub(super) fn security(&self, row: table::Row<'_>, kind: RowKind) -> Option<Security> {
        let (code, name) = (self.text(row, Field::Code), self.text(row, Field::Name));
        if code.is_empty() && name.is_empty() {
            return None;
        }
        let exact = |field: Field| {
            let text = self.found.cell(row, field);
            Written::parse(text, self.numbers).ok()?.number.at_scale(Security::SCALE).ok()
        };
        let knows_market = !self.found.cell(row, Field::Market).is_empty();
        let quantity = exact(Field::Quantity).map(|quantity| match kind {
            RowKind::Buy | RowKind::MarginBuy => quantity.saturating_abs(),
            RowKind::Sell | RowKind::ShortSell => quantity.saturating_abs().saturating_neg(),
            _ => quantity,
        });
        Some(Security {
            code: if knows_market { padded(code) } else { code },
            name,
            quantity,
            held: exact(Field::Held).filter(|_| !self.masked_held),
            price: exact(Field::Price),
        })
    }
}

/// A code of six digits that lost its zeros to a spreadsheet.
fn padded(code: String) -> String {
    let lost = if is_short_code(&code) { CODE_DIGITS.saturating_sub(code.len()) } else { 0 };
    "0".repeat(lost) + &code
}

/// Whether a security's code has fewer than six digits and nothing else.
pub(super) fn is_short_code(code: &str) -> bool {
    !code.is_empty() && code.len() < CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())
}
