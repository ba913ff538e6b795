//! Income: its level with and without transfers, its spread, its rhythm and its sources.

use prescreen::date::Date;

use super::activity::{Activity, Movement};
use super::catalogue::{FeatureId, Need};
use super::sample::{ACCOUNTS, Sample};
use super::statistics::{median, share, variation};
use super::{Evidence, Finding};
use crate::category::{Category, Family};
use crate::sorted::sort;

/// Payments from which on a payer is a source of income (Truv).
const PAYMENTS_OF_SOURCE: usize = 3;
/// Days by which a gap between payments may differ from the median.
const GAP_TOLERANCE: i64 = 3;
/// Share of money in that has to be told before what is named income means anything, in basis points.
const TOLD_INCOME: i64 = 7_000;
/// Whole months of which salaries are counted.
const LAST_MONTHS: usize = 12;

/// Money in by a category of income.
pub fn is_income(category: Category, incoming: bool) -> bool {
    incoming && category.family() == Family::Income
}

/// The same with money from other people and money in that nothing tells.
fn is_income_or_transfer(category: Category, incoming: bool) -> bool {
    is_income(category, incoming) || (incoming && matches!(category, Category::Transfer | Category::Unknown))
}

/// Money in that nothing tells: it may be income.
fn is_untold(category: Category, incoming: bool) -> bool {
    incoming && category == Category::Unknown
}

fn is_pay(category: Category, incoming: bool) -> bool {
    incoming && matches!(category, Category::Salary | Category::Pension)
}

/// One payer's payments.
struct Source {
    total: i64,
    /// Days with a payment, in order, each once.
    days: Vec<Date>,
}

pub fn find(activity: &Activity<'_>, found: &mut Vec<(FeatureId, Finding)>) {
    let income = Sample::of(activity, ACCOUNTS, &[is_income]);
    let with_transfers = Sample::of(activity, ACCOUNTS, &[is_income_or_transfer]);
    let pay = Sample::of(activity, ACCOUNTS, &[is_pay]);
    let monthly = income.by_month(is_income, true);
    let in_months = monthly.iter().fold(0_i64, |sum, month| sum.saturating_add(*month));
    let sources = sources(&income.movements);
    let regular = || sources.iter().filter(|source| source.days.len() >= PAYMENTS_OF_SOURCE);
    let main = regular().max_by_key(|source| (source.total, source.days.len()));
    let payments = sources.iter().map(|source| source.days.len()).max().and_then(|most| i64::try_from(most).ok());

    let median_of = |mut months: Vec<i64>| median(&mut months).ok_or(Finding::lacks(Need::Months, 1, 0));
    let no_income = || Finding::lacks(Need::Income, 1, in_months);
    let told = Told::of(activity);
    let mut put = |id: FeatureId, value: Finding| {
        // Income with transfers counts what is untold, and months with a salary are those that are named.
        let counts_untold = matches!(id, FeatureId::IncomeMonthlyWithTransfers | FeatureId::SalaryMonths);
        found.push((id, if counts_untold { value } else { told.or_lacks(value) }));
    };

    put(
        FeatureId::IncomeMonthly,
        Finding::enough(FeatureId::IncomeMonthly, income.month_count(), income.tier, || median_of(monthly.clone())),
    );
    put(
        FeatureId::IncomeMonthlyWithTransfers,
        Finding::enough(
            FeatureId::IncomeMonthlyWithTransfers,
            with_transfers.month_count(),
            with_transfers.tier,
            || median_of(with_transfers.by_month(is_income_or_transfer, true)),
        ),
    );
    put(
        FeatureId::IncomeVariation,
        Finding::enough(FeatureId::IncomeVariation, income.month_count(), income.tier, || {
            variation(&monthly).ok_or_else(no_income)
        }),
    );
    put(
        FeatureId::IncomeGapRegularity,
        Finding::enough(FeatureId::IncomeGapRegularity, payments.unwrap_or(0), income.tier, || {
            main.and_then(|source| source.regularity(&income)).ok_or(Finding::lacks(Need::Payments, 3, 0))
        }),
    );
    put(
        FeatureId::IncomeSources,
        Finding::enough(FeatureId::IncomeSources, income.days.count(), income.tier, || {
            Ok(i64::try_from(regular().count()).unwrap_or(i64::MAX))
        }),
    );
    put(
        FeatureId::IncomeMainShare,
        Finding::enough(FeatureId::IncomeMainShare, income.month_count(), income.tier, || {
            share(largest_in_months(&income), in_months).ok_or_else(no_income)
        }),
    );
    put(
        FeatureId::SalaryMonths,
        Finding::enough(FeatureId::SalaryMonths, pay.month_count(), pay.tier, || {
            let months = pay.by_month(is_pay, true);
            let paid = months.iter().rev().take(LAST_MONTHS).filter(|month| **month > 0).count();
            Ok(i64::try_from(paid).unwrap_or(i64::MAX))
        }),
    );
}

/// Whether enough of the money in is told for income to mean anything.
pub struct Told {
    lacks: Option<Finding>,
    /// The weakest evidence of that, also of rows that are untold: without them income might not be known.
    tier: Evidence,
}

impl Told {
    pub fn of(activity: &Activity<'_>) -> Self {
        let sample = Sample::of(activity, ACCOUNTS, &[is_income, is_untold]);
        let total = |select| sample.by_month(select, true).iter().fold(0_i64, |sum, month| sum.saturating_add(*month));
        let (told, untold) = (total(is_income), total(is_untold));
        let told = share(told, told.saturating_add(untold));
        let lacks =
            told.filter(|told| *told < TOLD_INCOME).map(|told| Finding::lacks(Need::ToldIncome, TOLD_INCOME, told));
        Self { lacks, tier: sample.tier }
    }

    /// A value that rests on income, no better evidenced than that enough is told; or what is lacking for it.
    pub fn or_lacks(&self, value: Finding) -> Finding {
        match (value, self.lacks, self.tier) {
            (Finding::Value { .. }, Some(lacks), _) | (Finding::Value { .. }, None, Err(lacks)) => lacks,
            (Finding::Value { value, tier }, None, Ok(told)) => Finding::Value { value, tier: tier.min(told) },
            (lacks @ Finding::NotEnough { .. }, ..) => lacks,
        }
    }
}

/// Who paid: the name, and where the file has none the category.
fn payer<'m>(movement: &'m Movement<'_>) -> &'m str {
    if movement.other_side.is_empty() { movement.category.word() } else { movement.other_side }
}

/// The payers, by name.
fn sources(movements: &[&Movement<'_>]) -> Vec<Source> {
    let mut in_order: Vec<(&str, Date, i64)> =
        movements.iter().map(|movement| (payer(movement), movement.date, movement.amount)).collect();
    sort(&mut in_order);
    let mut sources: Vec<Source> = Vec::new();
    let mut last = None;
    for (name, date, amount) in in_order {
        if last != Some(name) {
            sources.push(Source { total: 0, days: Vec::new() });
            last = Some(name);
        }
        if let Some(source) = sources.last_mut() {
            source.total = source.total.saturating_add(amount);
            if source.days.last() != Some(&date) {
                source.days.push(date);
            }
        }
    }
    sources
}

/// What the payer who pays most paid in whole months.
fn largest_in_months(income: &Sample<'_, '_>) -> i64 {
    let whole = |movement: &&&Movement<'_>| {
        super::coverage::month_of(movement.date).is_some_and(|month| income.months.binary_search(&month).is_ok())
    };
    let movements: Vec<&Movement<'_>> = income.movements.iter().filter(whole).copied().collect();
    sources(&movements).iter().map(|source| source.total).max().unwrap_or(0)
}

impl Source {
    /// The share of gaps within the tolerance of the median gap; gaps over days that are not covered are left out.
    fn regularity(&self, income: &Sample<'_, '_>) -> Option<i64> {
        let pairs = self.days.iter().zip(self.days.iter().skip(1));
        let covered = pairs.filter(|(before, after)| income.days.contains_all(**before, **after));
        let mut gaps: Vec<i64> =
            covered.map(|(before, after)| i64::from(after.days()).saturating_sub(before.days().into())).collect();
        let middle = median(&mut gaps)?;
        let near = gaps.iter().filter(|gap| gap.abs_diff(middle) <= GAP_TOLERANCE.unsigned_abs()).count();
        share(i64::try_from(near).ok()?, i64::try_from(gaps.len()).ok()?)
    }
}
