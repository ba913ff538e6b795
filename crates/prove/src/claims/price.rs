//! What is claimed of the `price` part, for everybody who brings any evidence: of the price as it would be shown, also
//! where it is off, so that it is proved before it is.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::{CreditTable, EvidenceTable, PriceTable};
use prescreen::price::{PriceArithmetic, band};
use prescreen::session::ProductSheet;
use prescreen::terms::Purpose;
use prescreen::terms::protected::protected;

use crate::claims::claim::{Claim, Conclusion, Grounds};
use crate::claims::credit::protected_facts;
use crate::claims::pairs::{bought, priced};
use crate::claims::property::{Means, Property};
use crate::means::{Bearing, Everybody, Seen, TooMany, Values, Wanted};
use crate::witness::Bought;

/// Every claim about price; none where the pack has none.
pub fn claims(pack: &Pack) -> Vec<Claim> {
    let Some(pack) = pack.with_price_shown() else { return Vec::new() };
    let compiled = pack.compiled();
    let Some((credit, table)) = compiled.credit.as_ref().zip(compiled.price.as_ref()) else { return Vec::new() };
    let Some(everybody) = Everybody::of(&pack) else { return Vec::new() };
    // Whoever has less covered is shown no price, whatever their points.
    let everybody = match table.coverage {
        Some((field, least)) => everybody.with_at_least(field, least),
        None => everybody,
    };
    let (evidence, products) = (credit.evidence.as_slice(), products(&pack, credit, table));
    let asked = Asked { pack: &pack, table, evidence, everybody: &everybody, products };
    let mut claims = Vec::new();
    for seen in everybody.seen.iter().filter(|seen| protected(seen.id.as_str()).is_none()) {
        match seen.bearing {
            Bearing::Raises => {
                claims.push(asked.dearer(Property::MoreNeverDearer { fact: seen.id.clone() }, seen, &[true]))
            }
            Bearing::Lowers => {
                claims.push(asked.dearer(Property::LessNeverDearer { fact: seen.id.clone() }, seen, &[false]))
            }
            Bearing::None if table.coverage.is_some_and(|(field, _)| field == seen.field) => {
                claims.push(asked.dearer(Property::MoreNeverDearer { fact: seen.id.clone() }, seen, &[true]))
            }
            Bearing::None => {}
        }
    }
    if let Some(fact) = covering(&pack, &everybody, table) {
        claims.push(Claim::new(Property::MoreNeverDearer { fact }, Grounds::PriceFalls));
    }
    claims.push(Claim::new(Property::WeakEvidenceNeverHelps { part: Means::Price }, Grounds::InsufficientWithout));
    claims.push(asked.protected());
    claims.push(Claim::new(Property::WithinCaps, Grounds::HeldToCap));
    claims
}

/// What is read for its coverage alone: it can only make a price shown.
fn covering(pack: &Pack, everybody: &Everybody<'_>, table: &PriceTable) -> Option<Id> {
    let (field, _) = table.coverage?;
    let read = everybody.seen.iter().any(|seen| seen.field == field);
    pack.compiled().layout.person.name_of(field).filter(|_| !read).cloned()
}

/// In which sessions a price is shown, one for each loss: none where credit is asked in no such session.
fn products(pack: &Pack, credit: &CreditTable, table: &PriceTable) -> Vec<(Purpose, Option<Bought>)> {
    let both = |one: &[Purpose], other: &[Purpose]| -> Option<Purpose> {
        match (one, other) {
            ([], []) => Some(Purpose::AccountOpening),
            ([], some) | (some, []) => some.first().copied(),
            (one, other) => one.iter().find(|purpose| other.contains(purpose)).copied(),
        }
    };
    let Some(purpose) = both(&table.purposes, &credit.purposes) else { return Vec::new() };
    let shared = table.tags.iter().find(|tag| credit.tags.contains(tag));
    let tags: Vec<Id> = match shared {
        Some(tag) => vec![tag.clone()],
        None => table.tags.first().into_iter().chain(credit.tags.first()).cloned().collect(),
    };
    let of_loss = |(own, _): &(Vec<Id>, u32)| {
        let mut bought = bought(pack, &[purpose], &tags)?;
        bought.product.tags = tags.iter().chain(own.first()).cloned().collect();
        Some(bought)
    };
    table.losses.iter().map(|loss| (purpose, of_loss(loss))).collect()
}

struct Asked<'a> {
    pack: &'a Pack,
    table: &'a PriceTable,
    evidence: &'a [EvidenceTable],
    everybody: &'a Everybody<'a>,
    products: Vec<(Purpose, Option<Bought>)>,
}

impl Asked<'_> {
    /// Whether nobody's price rises where a fact does, or where it falls.
    fn dearer(&self, property: Property, seen: &Seen<'_>, more: &[bool]) -> Claim {
        let mut open = None;
        for end in seen.ends() {
            let below = end.saturating_sub(1);
            for more in more {
                let (from, to) = if *more { (below, end) } else { (end, below) };
                match self.lost(seen, from, to) {
                    Err(TooMany) => return Claim::new(property, Grounds::TooManyStates),
                    Ok(pairs) => {
                        for [worse, better] in &pairs {
                            match self.shown(property.clone(), worse, better) {
                                Some(claim) => return claim,
                                None => open = Some(Grounds::NotRepeated),
                            }
                        }
                    }
                }
            }
        }
        Claim::new(property, open.unwrap_or(Grounds::PriceFalls))
    }

    /// Whether facts about age, sex or origin change anything. The check of a pack lets none be read.
    fn protected(&self) -> Claim {
        let property = || Property::ProtectedChangesNothing { part: Means::Price };
        // Whoever has no limit is shown no price either.
        let names = &self.pack.compiled().layout.person;
        let covering = self.table.coverage.and_then(|(field, _)| names.name_of(field));
        let limited = protected_facts(self.pack, self.evidence, self.everybody);
        let covered = covering.is_some_and(|name| protected(name.as_str()).is_some());
        let alike = limited.conclusion == Conclusion::Proved && !covered;
        let mut grounds = if alike { Grounds::ReadsNoProtected } else { Grounds::NotRepeated };
        for seen in self.everybody.seen.iter().filter(|seen| protected(seen.id.as_str()).is_some()) {
            let claim = self.dearer(property(), seen, &[true, false]);
            if claim.counterexample.is_some() {
                return claim;
            }
            if claim.grounds != Grounds::PriceFalls {
                grounds = claim.grounds;
            }
        }
        Claim::new(property(), grounds)
    }

    /// Somebody with a limit whose points fall past an end of a likelihood, where a fact goes from one value to another,
    /// and who keeps the limit: at each end the first.
    fn lost(&self, seen: &Seen<'_>, from: i64, to: i64) -> Result<Vec<[Values; 2]>, TooMany> {
        let lost = seen.points(from).saturating_sub(seen.points(to));
        let mut pairs = Vec::new();
        if lost <= 0 {
            return Ok(pairs);
        }
        let enough = self.everybody.enough().start().saturating_add(lost);
        let holds = |weighed: &_| self.everybody.limited(weighed);
        let fixed = vec![(seen.field, from)];
        for (end, _) in self.table.defaults.iter().filter(|(end, _)| *end < i64::MAX) {
            let sum = enough.max(*end)..=end.saturating_add(lost).saturating_sub(1);
            if let Some(better) = self.everybody.somebody(&Wanted { fixed: &fixed, sum, holds: &holds })? {
                let worse =
                    better.iter().map(|(own, old)| (*own, if *own == seen.field { to } else { *old })).collect();
                pairs.push([worse, better]);
            }
        }
        Ok(pairs)
    }

    /// Refuted by a pair, if the engine shows both what was worked out, and the one is dearer.
    fn shown(&self, property: Property, worse: &Values, better: &Values) -> Option<Claim> {
        self.products.iter().find_map(|(purpose, bought)| {
            let product = bought.as_ref().map(|bought| &bought.product);
            let [high, low] = [worse, better].map(|values| self.price(product, values));
            if !dearer(high.as_ref(), low.as_ref()) {
                return None;
            }
            let [worse, better] = priced(self.pack, [worse, better], bought.as_ref(), *purpose)?;
            let same = worse.1 == high && better.1 == low;
            same.then(|| Claim::new(property.clone(), Grounds::PairDiffers).shown_by_pair((worse.0, better.0)))
        })
    }

    fn price(&self, product: Option<&ProductSheet>, values: &Values) -> Option<PriceArithmetic> {
        let points = self.everybody.weigh(values)?.sum;
        band(self.table, product, self.pack.document().effective.from, points)
    }
}

/// Whether a price is above another at either end; none is above the caps.
fn dearer(one: Option<&PriceArithmetic>, other: Option<&PriceArithmetic>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.low > other.low || one.high > other.high,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}
