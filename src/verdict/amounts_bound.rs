//! How long the amounts in a record can become: a limit, a fall and a price, with their parts, as the page showed them.
//!
//! Takes a pack, gives amounts whose text is as long as any under it.

use crate::credit::{CeilingHeight, CharacteristicPoints, CreditArithmetic, StressLeft};
use crate::date::Date;
use crate::id::Id;
use crate::json::{Json, MAX_INTEGER, Write as _};
use crate::pack::Pack;
use crate::pack::compile::{CreditTable, MarginTable, PriceTable, RiskTable};
use crate::pack::limits::MOST_DAYS;
use crate::price::{IndicativePrice, PartRates, PriceArithmetic, PricePart};
use crate::risk::{ConcentrationShare, DailyFalls, LineMeasured, MarginArithmetic, RiskArithmetic, ScenarioLoss};

/// An amount as long as any.
const AMOUNT: i64 = MAX_INTEGER.saturating_neg();

/// Every part of a price.
const PARTS: [PricePart; 5] =
    [PricePart::Funding, PricePart::Operating, PricePart::Margin, PricePart::Probability, PricePart::Loss];

/// The longest amounts of a pack; none where it has none of the parts.
pub(super) fn amounts(pack: &Pack) -> Option<Json> {
    let compiled = pack.compiled();
    let [credit, risk, price] = [
        compiled.credit.as_ref().map(|table| credit(table).json()),
        compiled.risk.as_ref().map(|table| risk(table).json()),
        compiled.price.as_ref().map(|table| price(table).json()),
    ];
    let any = credit.is_some() || risk.is_some() || price.is_some();
    let or_null = |part: Option<Json>| part.unwrap_or(Json::Null);
    any.then(|| Json::object([("credit", or_null(credit)), ("risk", or_null(risk)), ("price", or_null(price))]))
}

fn credit(table: &CreditTable) -> CreditArithmetic {
    let characteristics = table.characteristics.iter();
    let points = |code: &Id| CharacteristicPoints { code: code.clone(), points: i32::MIN, reference: i32::MIN };
    let stresses = table.limit.stresses.iter().map(|one| StressLeft { stress: one.id.clone(), left: AMOUNT });
    let ceilings = table.limit.ceilings.iter().map(|one| CeilingHeight { ceiling: one.id.clone(), amount: AMOUNT });
    CreditArithmetic {
        base: i32::MIN,
        characteristics: characteristics.map(|one| points(&one.code)).collect(),
        points: AMOUNT,
        least_points: i32::MIN,
        stresses: stresses.collect(),
        ceilings: ceilings.collect(),
        limit: AMOUNT,
        least: AMOUNT,
    }
}

fn risk(table: &RiskTable) -> RiskArithmetic {
    let some = Some(AMOUNT);
    let scenario = |id: &Id| ScenarioLoss { scenario: id.clone(), loss: AMOUNT, of_means: some, months_left: some };
    let held = |id: &Id| ConcentrationShare { concentration: id.clone(), held: AMOUNT, of_means: some };
    let line = |code: &Id| LineMeasured { code: code.clone(), measured: some, line: AMOUNT, beyond: false };
    RiskArithmetic {
        means: AMOUNT,
        amount: AMOUNT,
        owed: AMOUNT,
        leverage: some,
        scenarios: table.scenarios.iter().map(|one| scenario(&one.id)).collect(),
        concentrations: table.concentrations.iter().map(|one| held(&one.id)).collect(),
        margin: table.margin.as_ref().map(margin),
        lines: table.lines.iter().map(|one| line(&one.id)).collect(),
    }
}

fn margin(table: &MarginTable) -> MarginArithmetic {
    let some = Some(AMOUNT);
    let days = usize::try_from(MOST_DAYS).unwrap_or_default();
    let daily = |id: &Id| DailyFalls {
        daily_limit: id.clone(),
        ratios: vec![AMOUNT; days],
        days_to_call: some,
        days_to_close: some,
        days_to_loss: some,
    };
    MarginArithmetic {
        initial: u32::MAX,
        carries: AMOUNT,
        financed: AMOUNT,
        worth: AMOUNT,
        owed: AMOUNT,
        ratio: some,
        fall_to_call: some,
        fall_to_close: some,
        daily: table.daily_limits.iter().map(|one| daily(&one.id)).collect(),
    }
}

fn price(table: &PriceTable) -> IndicativePrice {
    let part = |part| PartRates { part, low: u32::MAX, high: u32::MAX, can_change: false };
    let band = PriceArithmetic {
        low: AMOUNT,
        high: AMOUNT,
        from: Date::EPOCH,
        parts: PARTS.into_iter().map(part).collect(),
        capped: table.caps.iter().map(|cap| cap.id.clone()).max_by_key(|id| id.as_str().len()),
    };
    IndicativePrice { band: Some(band), none: None }
}
