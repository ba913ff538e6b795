//! Spending, obligations, months in the red and bursts of gambling.

use prescreen::date::Date;

use super::Finding;
use super::activity::Activity;
use super::catalogue::{FeatureId, Need};
use super::income::{Told, is_income};
use super::sample::{ACCOUNTS, CASH, Sample};
use super::statistics::{median, share, share_up};
use crate::category::{Category, Family};
use crate::sorted::sort;

/// Share of spending that has to be told before a share of it means anything, in basis points.
const TOLD_SPENDING: i64 = 7_000;
/// Whole months of which those in the red are counted.
const LAST_MONTHS: usize = 12;
/// Payments that make a burst of gambling, and the days in a row in which they fall (IJERPH 17:2907).
const BURST_PAYMENTS: usize = 3;
const BURST_DAYS: i64 = 3;

/// Money out but own moves and investments.
pub fn is_outflow(category: Category, incoming: bool) -> bool {
    !incoming && !matches!(category, Category::OwnTransfer | Category::Refund | Category::Investment)
}

/// Money in but own moves, investments and what was borrowed.
fn is_inflow(category: Category, incoming: bool) -> bool {
    incoming && !matches!(category, Category::OwnTransfer | Category::Investment | Category::Borrowed)
}

/// Money out for goods and services, told or not.
pub fn is_spending(category: Category, incoming: bool) -> bool {
    let family = category.family();
    let goods = matches!(family, Family::Essential | Family::Discretionary | Family::Gambling | Family::Fees);
    !incoming && (goods || matches!(family, Family::Cash | Family::Unknown)) && category != Category::Mortgage
}

fn is_essential(category: Category, incoming: bool) -> bool {
    is_spending(category, incoming) && category.family() == Family::Essential
}

/// Spending whose purpose is told: cash is not.
fn is_told(category: Category, incoming: bool) -> bool {
    is_spending(category, incoming) && !matches!(category.family(), Family::Cash | Family::Unknown)
}

/// Money out to lenders, but not for credit cards.
fn is_obligation(category: Category, incoming: bool) -> bool {
    let lender = category == Category::Mortgage || category.family() == Family::Debt;
    !incoming && lender && !matches!(category, Category::CardRepayment | Category::Borrowed)
}

fn is_card_repayment(category: Category, incoming: bool) -> bool {
    !incoming && category == Category::CardRepayment
}

fn is_gambling(category: Category, incoming: bool) -> bool {
    !incoming && category == Category::Gambling
}

pub fn find(activity: &Activity<'_>, found: &mut Vec<(FeatureId, Finding)>) {
    let mut put = |id: FeatureId, value: Finding| found.push((id, value));
    let monthly = |id, kinds, select| {
        let sample = Sample::of(activity, kinds, &[select]);
        Finding::enough(id, sample.month_count(), sample.tier, || {
            median(&mut sample.by_month(select, false)).ok_or(Finding::lacks(Need::Months, 1, 0))
        })
    };
    put(FeatureId::OutflowMonthly, monthly(FeatureId::OutflowMonthly, CASH, is_outflow));
    put(FeatureId::ObligationsMonthly, monthly(FeatureId::ObligationsMonthly, CASH, is_obligation));
    put(FeatureId::CardRepaymentsMonthly, monthly(FeatureId::CardRepaymentsMonthly, ACCOUNTS, is_card_repayment));

    let spending = Sample::of(activity, CASH, &[is_spending]);
    let total = |select| sum(&spending.by_month(select, false));
    let (all, told, essential) = (total(is_spending), total(is_told), total(is_essential));
    let no_spending = Finding::lacks(Need::Spending, 1, all);
    let told_share = share(told, all);
    put(
        FeatureId::SpendingTold,
        Finding::enough(FeatureId::SpendingTold, spending.month_count(), spending.tier, || {
            told_share.ok_or(no_spending)
        }),
    );
    put(
        FeatureId::EssentialShare,
        Finding::enough(FeatureId::EssentialShare, spending.month_count(), spending.tier, || {
            match told_share.ok_or(no_spending)? {
                told if told < TOLD_SPENDING => Err(Finding::lacks(Need::ToldSpending, TOLD_SPENDING, told)),
                _ => share(essential, all).ok_or(no_spending),
            }
        }),
    );

    let both = Sample::of(activity, CASH, &[is_obligation, is_income]);
    put(
        FeatureId::ObligationsToIncome,
        Told::of(activity).or_lacks(Finding::enough(
            FeatureId::ObligationsToIncome,
            both.month_count(),
            both.tier,
            || {
                let income = sum(&both.by_month(is_income, true));
                share_up(sum(&both.by_month(is_obligation, false)), income).ok_or(Finding::lacks(
                    Need::Income,
                    1,
                    income,
                ))
            },
        )),
    );

    let net = Sample::of(activity, CASH, &[is_inflow, is_outflow]);
    put(
        FeatureId::NegativeMonths,
        Finding::enough(FeatureId::NegativeMonths, net.month_count(), net.tier, || {
            let (inflows, outflows) = (net.by_month(is_inflow, true), net.by_month(is_outflow, false));
            let months = inflows.iter().zip(&outflows).rev().take(LAST_MONTHS);
            Ok(i64::try_from(months.filter(|(inflow, outflow)| inflow < outflow).count()).unwrap_or(i64::MAX))
        }),
    );

    let gambling = Sample::of(activity, CASH, &[is_gambling]);
    put(
        FeatureId::GamblingBursts,
        Finding::enough(FeatureId::GamblingBursts, gambling.days.count(), gambling.tier, || {
            Ok(bursts(gambling.movements.iter().map(|movement| movement.date).collect()))
        }),
    );
}

fn sum(months: &[i64]) -> i64 {
    months.iter().fold(0, |sum, month| sum.saturating_add(*month))
}

/// Counts bursts from the first day on; the days of one are in no other.
fn bursts(mut payments: Vec<Date>) -> i64 {
    sort(&mut payments);
    let mut rest = payments.as_slice();
    let mut bursts = 0_i64;
    while let Some(first) = rest.first() {
        let in_days = |date: &&Date| i64::from(date.days()).saturating_sub(first.days().into()) < BURST_DAYS;
        let together = rest.iter().take_while(in_days).count();
        let behind = if together >= BURST_PAYMENTS {
            bursts = bursts.saturating_add(1);
            together
        } else {
            1
        };
        rest = rest.get(behind..).unwrap_or_default();
    }
    bursts
}
