//! What a fall would do, number by number, for the person's own eyes and record. Never in a verdict.

use crate::facts::Known;
use crate::id::Id;
use crate::objects;
use crate::pack::compile::{MarginTable, RiskTable, meets};
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Put};

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
    /// The fall of the whole account to the line below which the lender calls; none where nothing is owed.
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
    let mut put = Vec::new();
    numbers(table, session, known, &mut |number| put.push(number))?;
    named(table, session.product.as_ref(), &mut put.into_iter())
}

/// Puts the numbers of the arithmetic, each field after the other: what is none is none, and lists are as long as the pack's.
/// A scenario or a price limit that is not the product's has one number, which is none; ratios have their count before them.
/// Where it is none, what was put says nothing.
pub(crate) fn numbers(table: &RiskTable, session: &Session, known: &Known, put: Put<'_>) -> Option<()> {
    let value = |field: FieldIndex| known.counted(&table.evidence, field);
    if table.evidence.iter().any(|one| value(one.field).is_none()) {
        return None;
    }
    let product = session.product.as_ref();
    let measures = Measures { table, product, day: known.day().days().into(), value: &value };
    let (means, owed) = (measures.means()?, measures.owed()?);
    let of_means = |amount| finite(share(amount, means));
    put(Some(means));
    put(value(table.amount));
    put(Some(owed));
    put(of_means(owed));
    for scenario in &table.scenarios {
        let loss = if meets(&scenario.tags, product) { Some(measures.lost(scenario)?) } else { None };
        put(loss);
        if let Some(loss) = loss {
            put(of_means(loss));
            put(measures.months_left(loss).and_then(finite));
        }
    }
    for n in 0..table.concentrations.len() {
        let held = measures.held(n)?;
        put(Some(held));
        put(of_means(held));
    }
    if let Some(margin) = &table.margin {
        let account = measures.account(margin)?;
        put(measures.initial(margin).map(i64::from));
        put(measures.carries(margin));
        put(measures.financed());
        put(Some(account.worth));
        put(Some(account.owed));
        put(account.ratio());
        put(account.fall_to(margin.call));
        put(account.fall_to(margin.close));
        for limit in &margin.daily_limits {
            let daily = if meets(&limit.tags, product) { Some(limit.fall) } else { None };
            falling(account, margin, daily, put);
        }
    }
    for line in &table.lines {
        put(finite(measures.of(line.measure, line.of)?));
    }
    Some(())
}

/// Falling as far as prices can, day after day.
fn falling(account: Account, margin: &MarginTable, daily: Option<u32>, put: Put<'_>) {
    let Some(daily) = daily else { return put(None) };
    let [call, close] = [margin.call, margin.close].map(|line| account.days_to(line, daily));
    let loss = account.days_to_loss(daily);
    let shown = loss.or(close).unwrap_or_default();
    put(Some(shown));
    let mut falling = account.falling(daily).skip(1);
    for _ in 0..shown {
        put(falling.next().and_then(Account::ratio));
    }
    put(call);
    put(close);
    put(loss);
}

fn finite(measured: i64) -> Option<i64> {
    Some(measured).filter(|measured| *measured != ENDLESS)
}

/// The numbers with their names; none where there are too few.
fn named(
    table: &RiskTable,
    product: Option<&ProductSheet>,
    numbers: &mut dyn Iterator<Item = Option<i64>>,
) -> Option<RiskArithmetic> {
    let (means, amount, owed, leverage) = (numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()?);
    let mut scenarios = Vec::new();
    for one in &table.scenarios {
        if let (Some(loss), true) = (numbers.next()?, meets(&one.tags, product)) {
            let (of_means, months_left) = (numbers.next()?, numbers.next()?);
            scenarios.push(ScenarioLoss { scenario: one.id.clone(), loss, of_means, months_left });
        }
    }
    let mut concentrations = Vec::new();
    for one in &table.concentrations {
        let (held, of_means) = (numbers.next()??, numbers.next()?);
        concentrations.push(ConcentrationShare { concentration: one.id.clone(), held, of_means });
    }
    let margin = match &table.margin {
        Some(margin) => Some(account(margin, numbers)?),
        None => None,
    };
    let mut lines = Vec::new();
    for line in &table.lines {
        let measured = numbers.next()?;
        let beyond = line.is_beyond(measured.unwrap_or(ENDLESS));
        lines.push(LineMeasured { code: line.id.clone(), measured, line: line.end, beyond });
    }
    Some(RiskArithmetic { means, amount, owed, leverage, scenarios, concentrations, margin, lines })
}

fn account(margin: &MarginTable, numbers: &mut dyn Iterator<Item = Option<i64>>) -> Option<MarginArithmetic> {
    let mut account = MarginArithmetic {
        initial: u32::try_from(numbers.next()??).ok()?,
        carries: numbers.next()??,
        financed: numbers.next()??,
        worth: numbers.next()??,
        owed: numbers.next()??,
        ratio: numbers.next()?,
        fall_to_call: numbers.next()?,
        fall_to_close: numbers.next()?,
        daily: Vec::new(),
    };
    for limit in &margin.daily_limits {
        let Some(shown) = numbers.next()? else { continue };
        let mut ratios = Vec::new();
        for _ in 0..shown {
            ratios.push(numbers.next()??);
        }
        let (days_to_call, days_to_close, days_to_loss) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let daily_limit = limit.id.clone();
        account.daily.push(DailyFalls { daily_limit, ratios, days_to_call, days_to_close, days_to_loss });
    }
    Some(account)
}
