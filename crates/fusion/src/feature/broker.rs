//! A broker's account: what is held, how concentrated it is, how often it is turned over, and with whose money.

use prescreen::date::Date;
use prescreen::terms::Tier;

use super::Finding;
use super::activity::{Activity, Side, Trade};
use super::balance::positions;
use super::catalogue::{FeatureId, Need};
use super::coverage::{Days, Month, month_of};
use super::statistics::{median, ratio, share, share_up};
use crate::sorted::{sort, sort_by, sort_by_key};
use crate::statement::AccountKind;

/// Months of a year, in basis points.
const YEAR: i128 = 12 * 10_000;

/// One security as the last row that names it leaves it.
#[derive(Clone, Copy)]
struct Holding<'a> {
    account: usize,
    code: &'a str,
    held: Option<i64>,
    price: Option<i64>,
}

pub fn find(activity: &Activity<'_>, found: &mut Vec<(FeatureId, Finding)>) {
    let accounts = positions(activity, AccountKind::Broker);
    let days = Days::of(activity, &accounts);
    let months = days.whole_months();
    let mut trades: Vec<&Trade<'_>> = activity.trades.iter().filter(|trade| trade.date <= activity.asked.1).collect();
    // What is held follows from every trade, those that the person took away among them.
    let evidence = trades.iter().map(|trade| trade.evidence());
    let tier = activity.weakest(&[AccountKind::Broker]).map(|tier| evidence.fold(tier, Tier::min));
    trades.retain(|trade| !trade.left_out);
    // Stable: rows of one day keep the order of the file.
    sort_by_key(&mut trades, |trade| trade.date);
    let mut at_end = Holdings::new(&trades);
    let holdings = at_end.at(activity.asked.1);
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let month_count = i64::try_from(months.len()).unwrap_or(i64::MAX);
    let value = value(holdings, activity.currency.decimals());
    let mut put = |id: FeatureId, value: Finding| found.push((id, value));

    put(
        FeatureId::HoldingsCount,
        Finding::enough(FeatureId::HoldingsCount, count, tier, || {
            let unknown = holdings.iter().filter(|holding| holding.held.is_none()).count();
            let held = holdings.iter().filter(|holding| holding.held.is_some_and(|held| held > 0)).count();
            if unknown > 0 { Err(lacks_prices(holdings)) } else { Ok(i64::try_from(held).unwrap_or(i64::MAX)) }
        }),
    );
    let worth = |id: FeatureId, of: &dyn Fn(&Worth) -> Option<i64>| match (&value, tier) {
        _ if count == 0 => Finding::lacks(Need::Accounts, 1, 0),
        (_, Err(lacks)) => lacks,
        (Some(worth), Ok(tier)) if worth.total > 0 => {
            of(worth).map_or(Finding::lacks(Need::Holdings, 1, 0), |value| Finding::Value { value, tier })
        }
        (Some(worth), Ok(tier)) if id == FeatureId::HoldingsValue => Finding::Value { value: worth.total, tier },
        (Some(worth), Ok(_)) => Finding::lacks(Need::Holdings, 1, worth.total),
        (None, Ok(_)) => lacks_prices(holdings),
    };
    put(FeatureId::HoldingsValue, worth(FeatureId::HoldingsValue, &|worth| Some(worth.total)));
    let largest = |worth: &Worth| share(worth.largest, worth.total);
    put(FeatureId::LargestHoldingShare, worth(FeatureId::LargestHoldingShare, &largest));
    put(
        FeatureId::Turnover,
        Finding::enough(FeatureId::Turnover, month_count, tier, || {
            turnover(&trades, &months, activity.currency.decimals())
        }),
    );
    put(
        FeatureId::TradesMonthly,
        Finding::enough(FeatureId::TradesMonthly, month_count, tier, || {
            let mut counts: Vec<i64> = months.iter().map(|month| in_month(&trades, *month).map(|_| 1).sum()).collect();
            median(&mut counts).ok_or(Finding::lacks(Need::Months, 1, 0))
        }),
    );
    let bought = trades.iter().filter(|trade| days.contains(trade.date) && trade.side != Side::Sell);
    let (all, margin) = bought.fold((0_i64, 0_i64), |(all, margin), trade| {
        let lent = if trade.side == Side::MarginBuy { trade.amount } else { 0 };
        (all.saturating_add(trade.amount), margin.saturating_add(lent))
    });
    put(
        FeatureId::MarginBuyShare,
        Finding::enough(FeatureId::MarginBuyShare, days.count(), tier, || {
            share_up(margin, all).ok_or(Finding::lacks(Need::Purchases, 1, all))
        }),
    );
}

/// Trades of a month that moved something.
fn in_month<'t, 'a>(trades: &'t [&'t Trade<'a>], month: Month) -> impl Iterator<Item = &'t Trade<'a>> {
    trades.iter().filter(move |trade| month_of(trade.date) == Some(month) && trade.amount > 0).copied()
}

/// What each account holds of each security, as trades in the order of their days go by.
struct Holdings<'t, 'a> {
    rest: &'t [&'t Trade<'a>],
    /// Every security of every account, in the order of account and code.
    all: Vec<Holding<'a>>,
}

impl<'t, 'a> Holdings<'t, 'a> {
    fn new(trades: &'t [&'t Trade<'a>]) -> Self {
        let mut all: Vec<Holding<'a>> = trades.iter().map(|trade| Holding::none(trade)).collect();
        sort_by(&mut all, |one, other| one.key().cmp(&other.key()));
        all.dedup_by_key(|holding| holding.key());
        Self { rest: trades, all }
    }

    /// The holdings at the end of a day, asked for in rising order.
    fn at(&mut self, end: Date) -> &[Holding<'a>] {
        while let Some((trade, behind)) = self.rest.split_first().filter(|(trade, _)| trade.date <= end) {
            self.rest = behind;
            let position = self.all.binary_search_by_key(&(trade.account, trade.code), Holding::key);
            if let Some(holding) = position.ok().and_then(|position| self.all.get_mut(position)) {
                (holding.held, holding.price) = (trade.held, trade.price.or(holding.price));
            }
        }
        &self.all
    }
}

impl<'a> Holding<'a> {
    /// A security before the first row that names it.
    fn none(trade: &Trade<'a>) -> Self {
        Self { account: trade.account, code: trade.code, held: Some(0), price: None }
    }

    fn key(&self) -> (usize, &'a str) {
        (self.account, self.code)
    }
}

/// What holdings are worth, in minor units.
struct Worth {
    total: i64,
    largest: i64,
}

/// What holdings are worth; none where the number or price of one is unknown.
fn value(holdings: &[Holding<'_>], decimals: u8) -> Option<Worth> {
    let mut worth = Worth { total: 0, largest: 0 };
    let parts = 10_u64.checked_pow(16_u32.checked_sub(decimals.into())?)?;
    let mut by_code: Vec<(&str, i64)> = Vec::with_capacity(holdings.len());
    for holding in holdings {
        let held = holding.held?;
        if held > 0 {
            by_code.push((holding.code, ratio(held.into(), parts.into(), holding.price?.into())?));
        }
    }
    sort(&mut by_code);
    let mut last = ("", 0_i64);
    for (code, value) in by_code {
        last = if code == last.0 { (code, last.1.saturating_add(value)) } else { (code, value) };
        worth.total = worth.total.saturating_add(value);
        worth.largest = worth.largest.max(last.1);
    }
    Some(worth)
}

fn lacks_prices(holdings: &[Holding<'_>]) -> Finding {
    let told = |holding: &&Holding<'_>| holding.held.is_some_and(|held| held <= 0 || holding.price.is_some());
    let told = i64::try_from(holdings.iter().filter(told).count()).unwrap_or(i64::MAX);
    Finding::lacks(Need::Prices, i64::try_from(holdings.len()).unwrap_or(i64::MAX), told)
}

/// The lesser of purchases and sales over the mean of the values at the ends of months, as of a year.
fn turnover(trades: &[&Trade<'_>], months: &[Month], decimals: u8) -> Result<i64, Finding> {
    let (mut bought, mut sold, mut values) = (0_i128, 0_i128, 0_i128);
    let mut by_day = Holdings::new(trades);
    for month in months {
        for trade in in_month(trades, *month) {
            let sum = if trade.side == Side::Sell { &mut sold } else { &mut bought };
            *sum = sum.saturating_add(trade.amount.into());
        }
        let next = month.checked_add(1).and_then(|next| Date::EPOCH.add_months(next));
        let end = next.and_then(|next| Date::from_days(next.days().saturating_sub(1)));
        let holdings = end.map(|end| by_day.at(end)).unwrap_or_default();
        let worth = value(holdings, decimals).ok_or_else(|| lacks_prices(holdings))?;
        values = values.saturating_add(worth.total.into());
    }
    // The months' number is in the mean and in the year, and falls out.
    ratio(bought.min(sold), values, YEAR).ok_or(Finding::lacks(Need::Holdings, 1, 0))
}
