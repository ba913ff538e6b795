//! What a verdict can say of what a person can afford: outcome, band, and reasons.

use prescreen::pack::Pack;
use prescreen::pack::compile::{CreditTable, Height};
use prescreen::terms::Purpose;

/// What credit can tell, and where.
pub struct CreditBits<'p> {
    table: Option<&'p CreditTable>,
    /// The most that it can tell in one verdict.
    pub bits: f64,
}

/// The logarithm of everything that a verdict can say of credit beside what it says of the rest: each band and the
/// firm's own limit, insufficient evidence, and each reason for which a person decides. A reason that is listed may
/// be there or not, whatever else is.
pub fn bits(pack: &Pack) -> CreditBits<'_> {
    let table = pack.compiled().credit.as_ref();
    let disclosure = &pack.document().disclosure;
    let says = |table: &CreditTable| {
        let ceilings = table.limit.ceilings.iter();
        // The firm's own ceiling is never below the least limit.
        let below = ceilings.filter(|ceiling| !matches!(ceiling.height, Height::Amount(_))).count();
        let financed = table.limit.financed.as_ref().map(|(_, code)| code);
        let deciding = table.characteristics.len().saturating_add(below).saturating_add(financed.iter().len());
        let reasons = if disclosure.deciding_reason { deciding.max(1) } else { 1 };
        // The firm's own limit, bands of a lower one, insufficient evidence.
        let outcomes = table.bands.len().max(1).saturating_add(2);
        let codes = table.characteristics.iter().map(|one| &one.code);
        let codes = codes.chain(table.limit.ceilings.iter().map(|ceiling| &ceiling.id)).chain(financed);
        let listed = codes.filter(|code| disclosure.reasons.contains(code)).count();
        libm::log2(outcomes.saturating_add(reasons) as f64) + listed as f64
    };
    CreditBits { table, bits: table.map_or(0.0, says) }
}

impl CreditBits<'_> {
    /// The most that it can tell on an opening or an assessment.
    pub fn on_opening(&self) -> f64 {
        let opens = |purpose: &Purpose| *purpose != Purpose::Purchase;
        self.of(|table| (table.purposes.is_empty() || table.purposes.iter().any(opens)) && table.tags.is_empty())
    }

    /// The most that it can tell on a purchase.
    pub fn on_purchase(&self) -> f64 {
        self.of(|table| table.purposes.is_empty() || table.purposes.contains(&Purpose::Purchase))
    }

    fn of(&self, asked: impl Fn(&CreditTable) -> bool) -> f64 {
        if self.table.is_some_and(asked) { self.bits } else { 0.0 }
    }
}
