//! What is borrowed for a purchase, and nothing is asked about.

use super::{Warning, WarningCode, warning};
use crate::condition::{Facts, Truth, Value};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{Compiled, Derivation, RuleTable};
use crate::pack::fields::{ProductField, Role};
use crate::pack::schema::{Credit, Risk};
use crate::terms::parts::half_basis_points;
use crate::terms::{FactIndex, FieldIndex, OptionSet, Purpose};

/// Purchases that would borrow more than they cost, as amount and what is borrowed: by the least that there is, and by much.
const CONTRADICTORY: [(i64, i64); 2] = [(1_000_000_000, 1_000_000_001), (1, 1_000_000_000)];

/// What would be borrowed is held against the limit, where there is one, and beside the price.
pub(super) fn check(pack: &Pack, warnings: &mut Vec<Warning>) {
    let Some(risk) = &pack.document().risk else { return };
    let Some(financed) = &risk.purchase.financed else { return };
    if let Some(credit) = &pack.document().credit {
        unlimited(credit, risk, financed, warnings);
    }
    let amount = &risk.purchase.amount;
    let unseen = |tag: Option<&Id>, purpose: Purpose| {
        CONTRADICTORY
            .iter()
            .any(|figures| !Order { pack, tag, amount, financed, figures: *figures }.is_stopped(purpose))
    };
    let tags: Vec<Option<&Id>> = if risk.tags.is_empty() { vec![None] } else { risk.tags.iter().map(Some).collect() };
    let purposes = if risk.purposes.is_empty() { Purpose::ALL.as_slice() } else { risk.purposes.as_slice() };
    if tags.iter().any(|tag| purposes.iter().any(|purpose| unseen(*tag, *purpose))) {
        let message = format!("no rule stops where '{financed}' is more than '{amount}'");
        warnings.push(warning(WarningCode::MoreThanPrice, "/risk/purchase".into(), message));
    }
}

/// Wherever a purchase is measured, a limit is worked out, and what it borrows is held against it.
fn unlimited(credit: &Credit, risk: &Risk, financed: &Id, warnings: &mut Vec<Warning>) {
    if credit.limit.financed.is_none() {
        let message = format!("'{financed}' is held against no limit, and a limit is worked out");
        warnings.push(warning(WarningCode::NoLimit, "/credit/limit".into(), message));
        return;
    }
    let parts = [("purposes", covers(&credit.purposes, &risk.purposes)), ("tags", covers(&credit.tags, &risk.tags))];
    for (part, _) in parts.iter().filter(|(_, covered)| !covered) {
        let message = format!("'{financed}' is read by /risk where /credit works out no limit: their {part} differ");
        warnings.push(warning(WarningCode::NoLimit, format!("/credit/{part}"), message));
    }
}

/// Whether what a part is for has in it what another is for; nothing named is all there is.
fn covers<T: PartialEq>(part: &[T], other: &[T]) -> bool {
    part.is_empty() || (!other.is_empty() && other.iter().all(|one| part.contains(one)))
}

/// A purchase of which nothing is known but one tag and two figures.
struct Order<'a> {
    pack: &'a Pack,
    tag: Option<&'a Id>,
    amount: &'a Id,
    financed: &'a Id,
    /// What it costs, and what is borrowed for it.
    figures: (i64, i64),
}

impl Order<'_> {
    /// Whether a rule stops it, whoever buys and whatever else is bought.
    fn is_stopped(&self, purpose: Purpose) -> bool {
        let stops = |rule: &RuleTable| {
            let always = rule.unless.is_none() && rule.when.eval(self) == Truth::True;
            always && rule.applies(purpose) && !rule.outcome.goes_on()
        };
        let Compiled { eligibility, rules, .. } = self.pack.compiled();
        eligibility.iter().chain(rules).any(stops)
    }

    fn figure(&self, field: FieldIndex) -> Option<i64> {
        let (amount, financed) = self.figures;
        let name = self.pack.compiled().layout.person.name_of(field)?;
        if name == self.amount {
            Some(amount)
        } else if name == self.financed {
            Some(financed)
        } else {
            None
        }
    }

    fn fact(&self, fact: FactIndex, field: FieldIndex) -> Option<i64> {
        match &fact.of(&self.pack.compiled().facts)?.derivation {
            None => self.figure(field),
            Some(Derivation::ShareBp(part, whole)) => half_basis_points(self.figure(*part)?, self.figure(*whole)?),
            Some(_) => None,
        }
    }

    /// The one tag, beside which every other may stand.
    fn tags(&self) -> Value {
        let tags = self.pack.document().matching.tags.iter().enumerate();
        let (mut has, mut open) = (OptionSet::EMPTY, OptionSet::EMPTY);
        for (place, tag) in tags {
            let known = if self.tag == Some(tag) { &mut has } else { &mut open };
            *known |= OptionSet::one(place);
        }
        Value::Set { has, open }
    }
}

impl Facts for Order<'_> {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        match self.pack.compiled().layout.role(field) {
            Role::Fact(fact) => self.fact(fact, field).map(Value::Integer),
            Role::Product(place) if place == ProductField::Tags as usize => Some(self.tags()),
            Role::Item(_) | Role::Marks | Role::Product(_) => None,
        }
    }

    fn exists(&self, field: FieldIndex) -> Truth {
        if self.value(field).is_some() { Truth::True } else { Truth::Unknown }
    }
}
