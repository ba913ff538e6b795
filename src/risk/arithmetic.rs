//! What a fall would do, number by number, for the person's own eyes and record. Never in a verdict.

use crate::facts::Known;
use crate::id::Id;
use crate::objects;
use crate::pack::compile::{MarginTable, RiskTable};
use crate::session::Session;
use crate::terms::FieldIndex;

use super::{Account, Measures};
use crate::terms::parts::{ENDLESS, share};

/// Every amount and every measure, after the purchase. Amounts are minor units, shares basis points.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RiskArithmetic {
    /// What is the person's own.
    pub means: i64,
    /// The price of what is bought.
    pub amount: i64,
    /// What is owed, with what is borrowed for the purchase.
    pub owed: i64,
    /// What is owed of the means; none where there are none.
    pub leverage: Option<i64>,
    /// What is lost in each scenario for the product, in the order of the pack.
    pub scenarios: Vec<ScenarioLoss>,
    /// What is held together, in the order of the pack.
    pub concentrations: Vec<ConcentrationShare>,
    /// The credit account; none where the pack does not ask about one.
    pub margin: Option<MarginArithmetic>,
    /// Every line with its measure, in the order of the pack.
    pub lines: Vec<LineMeasured>,
}

/// What a scenario takes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScenarioLoss {
    /// The scenario.
    pub scenario: Id,
    /// What is lost.
    pub loss: i64,
    /// That of the means; none where there are none.
    pub of_means: Option<i64>,
    /// For how many months of spending the means last after it; none where nothing is spent, or the pack does not ask.
    pub months_left: Option<i64>,
}

/// What is held of one thing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConcentrationShare {
    /// The concentration.
    pub concentration: Id,
    /// What is held, with the purchase.
    pub held: i64,
    /// That of the means; none where there are none.
    pub of_means: Option<i64>,
}

/// A credit account after the purchase.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarginArithmetic {
    /// Least margin by the contract's day, of what is financed.
    pub initial: u32,
    /// What the margin carries at that.
    pub carries: i64,
    /// What is financed by this purchase.
    pub financed: i64,
    /// What the account is worth.
    pub worth: i64,
    /// What is owed to its lender.
    pub owed: i64,
    /// The one of the other; none where nothing is owed.
    pub ratio: Option<i64>,
    /// The fall of the whole account at which the lender calls; none where nothing is owed.
    pub fall_to_call: Option<i64>,
    /// The same for closing.
    pub fall_to_close: Option<i64>,
    /// Falling as far as each board's prices can, in the order of the pack.
    pub daily: Vec<DailyFalls>,
}

/// Days of falling as far as prices can. Days are none where nothing is owed, or they are not within a year of trading.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DailyFalls {
    /// The price limit.
    pub daily_limit: Id,
    /// The ratio on each day, from the first, to that on which the lender loses, or closes where they never lose.
    pub ratios: Vec<i64>,
    /// The day on which the lender calls; 0 where that is at once.
    pub days_to_call: Option<i64>,
    /// The same for closing.
    pub days_to_close: Option<i64>,
    /// The day on which all that was the person's own is gone.
    pub days_to_loss: Option<i64>,
}

/// A line and its measure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineMeasured {
    /// The reason code.
    pub code: Id,
    /// The measure; none where it has no end.
    pub measured: Option<i64>,
    /// The line.
    pub line: i64,
    /// Whether it is beyond.
    pub beyond: bool,
}

objects! {
    RiskArithmetic { means, amount, owed, leverage, scenarios, concentrations, margin, lines }
    ScenarioLoss { scenario, loss, of_means, months_left }
    ConcentrationShare { concentration, held, of_means }
    MarginArithmetic { initial, carries, financed, worth, owed, ratio, fall_to_call, fall_to_close, daily }
    DailyFalls { daily_limit, ratios, days_to_call, days_to_close, days_to_loss }
    LineMeasured { code, measured, line, beyond }
}

/// The arithmetic of what is known; none while evidence is insufficient.
pub(crate) fn arithmetic(table: &RiskTable, session: &Session, known: &Known) -> Option<RiskArithmetic> {
    let value = |field: FieldIndex| known.counted(&table.evidence, field);
    if table.evidence.iter().any(|one| value(one.field).is_none()) {
        return None;
    }
    let product = session.product.as_ref();
    let measures = Measures { table, product, day: known.day().days().into(), value: &value };
    let means = measures.means()?;
    let of_means = |amount| finite(share(amount, means));
    let mut scenarios = Vec::new();
    for scenario in table.scenarios(product) {
        let loss = measures.lost(scenario)?;
        let months_left = measures.months_left(loss).and_then(finite);
        scenarios.push(ScenarioLoss { scenario: scenario.id.clone(), loss, of_means: of_means(loss), months_left });
    }
    let mut concentrations = Vec::with_capacity(table.concentrations.len());
    for (n, one) in table.concentrations.iter().enumerate() {
        let held = measures.held(n)?;
        concentrations.push(ConcentrationShare { concentration: one.id.clone(), held, of_means: of_means(held) });
    }
    let mut lines = Vec::with_capacity(table.lines.len());
    for line in &table.lines {
        let measured = measures.of(line.measure, line.of)?;
        let beyond = line.is_beyond(measured);
        lines.push(LineMeasured { code: line.id.clone(), measured: finite(measured), line: line.end, beyond });
    }
    let owed = measures.owed()?;
    Some(RiskArithmetic {
        means,
        amount: value(table.amount)?,
        owed,
        leverage: of_means(owed),
        scenarios,
        concentrations,
        margin: table.margin.as_ref().and_then(|margin| account(&measures, margin)),
        lines,
    })
}

fn account(measures: &Measures<'_>, margin: &MarginTable) -> Option<MarginArithmetic> {
    let account = measures.account(margin)?;
    let daily = margin.daily_limits(measures.product).map(|limit| {
        let days = |line| account.days_to(line, limit.fall);
        let (close, loss) = (days(margin.close), account.days_to_loss(limit.fall));
        let shown = loss.or(close).and_then(|day| usize::try_from(day).ok()).unwrap_or_default();
        DailyFalls {
            daily_limit: limit.id.clone(),
            ratios: account.falling(limit.fall).skip(1).take(shown).filter_map(Account::ratio).collect(),
            days_to_call: days(margin.call),
            days_to_close: close,
            days_to_loss: loss,
        }
    });
    Some(MarginArithmetic {
        initial: measures.initial(margin)?,
        carries: measures.carries(margin)?,
        financed: measures.financed()?,
        worth: account.worth,
        owed: account.owed,
        ratio: account.ratio(),
        fall_to_call: account.fall_to(margin.call),
        fall_to_close: account.fall_to(margin.close),
        daily: daily.collect(),
    })
}

fn finite(measured: i64) -> Option<i64> {
    Some(measured).filter(|measured| *measured != ENDLESS)
}
