//! Small ledgers, each summed by hand.

use prescreen::terms::Tier;
use prescreen_fusion::category::Category::{self, *};
use prescreen_fusion::feature::FeatureId::*;
use prescreen_fusion::feature::Need;
use prescreen_fusion::feature::activity::Side;
use prescreen_fusion::statement::AccountKind;

use super::{Ledger, months, year};

/// A year with a salary on the tenth of each of the first months.
fn salaries(amounts: &[i64]) -> Ledger {
    let mut ledger = year();
    for (month, amount) in months(12).zip(amounts) {
        ledger.push(&format!("{month}-10"), *amount, true, Salary, "employer");
    }
    ledger
}

#[test]
fn income_is_the_median_of_whole_months_and_a_month_without_any_counts() {
    let ledger = salaries(&[900, 1000, 1100, 1000, 1000, 1000, 5000, 1000]);
    // Twelve months: four of 0, 900, five of 1000, 1100, 5000: the sixth and seventh are 1000 and 1000.
    assert_eq!(ledger.value(IncomeMonthly), Some(1000));
    let ledger = salaries(&[900, 1000, 1100, 1000, 1000]);
    // Seven of 0 and five others: the sixth and seventh are 0.
    assert_eq!(ledger.value(IncomeMonthly), Some(0));
}

#[test]
fn money_from_friends_is_in_the_income_with_transfers_alone() {
    let mut ledger = salaries(&[1000; 12]);
    for month in months(12) {
        ledger.push(&format!("{month}-20"), 300, true, Transfer, "friend");
        ledger.push(&format!("{month}-21"), 50, true, Unknown, "somebody");
        for own in [OwnTransfer, Refund, Borrowed, Cash, Investment] {
            ledger.push(&format!("{month}-22"), 9_999, true, own, "");
        }
    }
    assert_eq!(ledger.value(IncomeMonthly), Some(1000));
    assert_eq!(ledger.value(IncomeMonthlyWithTransfers), Some(1350));
}

#[test]
fn a_month_that_is_not_covered_whole_is_in_no_median() {
    let mut ledger = Ledger::asked("2025-01-01", "2025-12-31").account(AccountKind::Bank, "2025-01-15", "2025-04-29");
    for month in months(4) {
        ledger.push(&format!("{month}-20"), 1000, true, Salary, "employer");
    }
    // February and March are whole.
    assert_eq!(ledger.lacks(IncomeMonthly), Some((Need::Months, 3, 2)));
    assert_eq!(ledger.lacks(IncomeVariation), Some((Need::Months, 6, 2)));
    ledger.0.accounts[0].covered.push((super::day("2025-04-30"), super::day("2025-04-30")));
    assert_eq!(ledger.value(IncomeMonthly), Some(1000));
}

#[test]
fn an_account_that_brings_income_and_covers_less_leaves_the_other_months_unknown() {
    let mut ledger = salaries(&[1000; 12]).account(AccountKind::Wallet, "2025-06-01", "2025-12-31");
    assert_eq!(ledger.value(IncomeMonthly), Some(1000));
    ledger.push("2025-07-01", 100, true, OtherIncome, "somebody");
    // From June on there are seven months: one of 1100.
    assert_eq!(ledger.value(IncomeMonthly), Some(1000));
    ledger.0.accounts[1].covered = vec![(super::day("2025-11-01"), super::day("2025-12-31"))];
    assert_eq!(ledger.lacks(IncomeMonthly), Some((Need::Months, 3, 2)));
}

#[test]
fn where_too_much_money_in_is_untold_income_is_unknown_and_not_nothing() {
    let mut ledger = year();
    for month in months(12) {
        ledger.push(&format!("{month}-10"), 700, true, Salary, "employer");
        ledger.push(&format!("{month}-20"), 300, true, Unknown, "somebody");
    }
    assert_eq!((ledger.value(IncomeMonthly), ledger.value(IncomeMonthlyWithTransfers)), (Some(700), Some(1000)));
    ledger.push("2025-01-01", 1, true, Unknown, "somebody");
    assert_eq!(ledger.lacks(IncomeMonthly), Some((Need::ToldIncome, 7_000, 6_999)));
    assert_eq!(ledger.lacks(ObligationsToIncome), Some((Need::ToldIncome, 7_000, 6_999)));
    assert_eq!((ledger.value(SalaryMonths), ledger.value(IncomeMonthlyWithTransfers)), (Some(12), Some(1000)));
}

#[test]
fn what_a_wallet_does_not_show_is_unknown_and_what_it_shows_is_known() {
    let mut ledger = Ledger::asked("2025-01-01", "2025-12-31").account(AccountKind::Wallet, "2025-01-01", "2025-12-31");
    for feature in [IncomeMonthly, SalaryMonths, IncomeSources, ObligationsMonthly, OutflowMonthly, GamblingBursts] {
        assert_eq!(ledger.lacks(feature), Some((Need::Accounts, 1, 0)), "{feature:?}");
    }
    for month in months(12) {
        ledger.push(&format!("{month}-10"), 700, true, Salary, "employer");
    }
    assert_eq!((ledger.value(IncomeMonthly), ledger.value(SalaryMonths)), (Some(700), Some(12)));
    assert_eq!(ledger.lacks(ObligationsMonthly), Some((Need::Accounts, 1, 0)));
}

#[test]
fn twelve_salaries_are_twelve_months_with_one() {
    assert_eq!(salaries(&[1000; 12]).value(SalaryMonths), Some(12));
    assert_eq!(salaries(&[1000; 7]).value(SalaryMonths), Some(7));
    assert_eq!(year().value(SalaryMonths), Some(0));
}

#[test]
fn variation_is_deviation_over_mean() {
    assert_eq!(salaries(&[1000; 12]).value(IncomeVariation), Some(0));
    // Eleven of 0 and one of 12: mean 1, variance (11·1 + 121)/12 = 11, √11 = 3.31662…
    assert_eq!(salaries(&[12]).value(IncomeVariation), Some(33_166));
    assert_eq!(year().lacks(IncomeVariation), Some((Need::Income, 1, 0)));
}

#[test]
fn pay_is_regular_where_its_gaps_are_near_their_median() {
    // 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30: all within 3 of 31.
    assert_eq!(salaries(&[1000; 12]).value(IncomeGapRegularity), Some(10_000));
    // Gaps 10, 10, 40: two of three near the median 10.
    let ledger = ["2025-03-01", "2025-03-11", "2025-03-21", "2025-04-30"]
        .iter()
        .fold(year(), |ledger, date| ledger.incoming(date, 500, Salary, "employer"));
    assert_eq!(ledger.value(IncomeGapRegularity), Some(6_666));
    let ledger = year().incoming("2025-03-01", 500, Salary, "employer").incoming("2025-04-01", 500, Salary, "employer");
    assert_eq!(ledger.lacks(IncomeGapRegularity), Some((Need::Payments, 3, 2)));
}

#[test]
fn a_source_has_three_payments_and_the_main_one_its_share() {
    let mut ledger = salaries(&[1000; 12]);
    for date in ["2025-02-01", "2025-05-01", "2025-08-01"] {
        ledger.push(date, 1000, true, Dividends, "fund");
    }
    ledger.push("2025-09-01", 1000, true, OtherIncome, "once");
    assert_eq!(ledger.value(IncomeSources), Some(2));
    // 12,000 of 16,000.
    assert_eq!(ledger.value(IncomeMainShare), Some(7_500));
}

/// A year in which each month costs so much, by category.
fn spends(monthly: &[(Category, i64)]) -> Ledger {
    let mut ledger = salaries(&[1000; 12]);
    for month in months(12) {
        for (category, amount) in monthly {
            ledger.push(&format!("{month}-05"), *amount, false, *category, "");
        }
    }
    ledger
}

#[test]
fn the_essential_share_counts_what_is_untold_in_the_whole() {
    let ledger = spends(&[(Groceries, 300), (Housing, 300), (Discretionary, 200), (Unknown, 200), (Transfer, 999)]);
    assert_eq!(ledger.value(SpendingTold), Some(8_000));
    assert_eq!(ledger.value(EssentialShare), Some(6_000));
    let ledger = spends(&[(Groceries, 600), (Cash, 200), (Unknown, 200)]);
    assert_eq!(ledger.value(SpendingTold), Some(6_000));
    assert_eq!(ledger.lacks(EssentialShare), Some((Need::ToldSpending, 7_000, 6_000)));
    assert_eq!(year().lacks(EssentialShare), Some((Need::Spending, 1, 0)));
}

#[test]
fn obligations_are_what_goes_to_lenders_over_what_is_earned() {
    let ledger = spends(&[(LoanRepayment, 200), (Mortgage, 100), (Bnpl, 33), (CardRepayment, 500), (Groceries, 10)]);
    assert_eq!(ledger.value(ObligationsMonthly), Some(333));
    assert_eq!(ledger.value(ObligationsToIncome), Some(3_330));
    assert_eq!(ledger.value(CardRepaymentsMonthly), Some(500));
    assert_eq!(ledger.value(OutflowMonthly), Some(843));
    assert_eq!(year().lacks(ObligationsToIncome), Some((Need::Income, 1, 0)));
    // 1 of 3 a month is 3333.3…: a burden is rounded up.
    let mut third = year();
    for month in months(12) {
        third.push(&format!("{month}-10"), 3, true, Salary, "employer");
        third.push(&format!("{month}-11"), 1, false, LoanRepayment, "");
    }
    assert_eq!(third.value(ObligationsToIncome), Some(3_334));
}

#[test]
fn a_month_is_negative_where_more_goes_out_than_comes_in() {
    let ledger = spends(&[(Groceries, 1000)]).outgoing("2025-03-09", 1, Transfer).outgoing("2025-04-09", 5, Investment);
    assert_eq!(ledger.value(NegativeMonths), Some(1));
    // What is borrowed is no income.
    let ledger = ledger.incoming("2025-03-08", 500, Borrowed, "lender");
    assert_eq!(ledger.value(NegativeMonths), Some(1));
    assert_eq!(ledger.incoming("2025-03-08", 1, Transfer, "friend").value(NegativeMonths), Some(0));
}

#[test]
fn a_burst_is_three_payments_in_three_days_whatever_their_sum() {
    let bets = |days: &[&str]| days.iter().fold(year(), |ledger, day| ledger.outgoing(day, 1, Gambling));
    assert_eq!(bets(&["2025-05-01", "2025-05-02", "2025-05-03"]).value(GamblingBursts), Some(1));
    assert_eq!(bets(&["2025-05-01", "2025-05-02", "2025-05-04"]).value(GamblingBursts), Some(0));
    assert_eq!(bets(&["2025-05-01"; 3]).value(GamblingBursts), Some(1));
    assert_eq!(bets(&["2025-05-01", "2025-05-03", "2025-05-04", "2025-05-05"]).value(GamblingBursts), Some(1));
    let week = ["2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05", "2025-05-06"];
    assert_eq!(bets(&week).value(GamblingBursts), Some(2));
    assert_eq!(year().outgoing("2025-05-01", 1_000_000, Gambling).value(GamblingBursts), Some(0));
}

#[test]
fn the_buffer_is_the_last_balance_in_days_of_spending() {
    let ledger = spends(&[(Groceries, 300)]);
    assert_eq!(ledger.lacks(LiquidBalance), Some((Need::Balances, 1, 0)));
    assert_eq!(ledger.lacks(BufferDays), Some((Need::Balances, 1, 0)));
    let ledger = ledger.balance("2025-06-01", 9_000).balance("2025-12-30", 1_005);
    assert_eq!(ledger.value(LiquidBalance), Some(1_005));
    // 1005 · 30 / 300 = 100.5.
    assert_eq!(ledger.value(BufferDays), Some(100));
    let overdrawn = spends(&[(Groceries, 300)]).balance("2025-12-30", -1);
    assert_eq!((overdrawn.value(LiquidBalance), overdrawn.value(BufferDays)), (Some(-1), Some(0)));
}

#[test]
fn a_wallet_without_a_balance_adds_nothing_and_a_bank_account_without_one_makes_it_unknown() {
    let ledger = spends(&[(Groceries, 300)]).balance("2025-12-30", 600);
    let ledger = ledger.account(AccountKind::Wallet, "2025-01-01", "2025-12-31");
    assert_eq!(ledger.value(LiquidBalance), Some(600));
    let ledger = ledger.account(AccountKind::Bank, "2025-01-01", "2025-12-31");
    assert_eq!(ledger.lacks(LiquidBalance), Some((Need::Balances, 2, 1)));
}

#[test]
fn a_balance_that_is_older_than_a_month_is_not_the_last() {
    let old = |to| Ledger::asked("2025-01-01", "2025-12-31").account(AccountKind::Bank, "2025-01-01", to);
    assert_eq!(old("2025-11-30").balance("2025-11-30", 600).value(LiquidBalance), Some(600));
    assert_eq!(old("2025-11-29").balance("2025-11-29", 600).lacks(LiquidBalance), Some((Need::Balances, 1, 0)));
}

#[test]
fn days_below_zero_are_counted_from_balance_to_balance() {
    let ledger = year().balance("2024-12-31", 100).balance("2025-03-10", -5).balance("2025-03-14", 20);
    // The tenth to the thirteenth.
    assert_eq!(ledger.value(DaysBelowZero), Some(4));
    // Before the first balance nothing is known: from 3 October on there are 90 days.
    assert_eq!(year().balance("2025-10-03", 1).value(DaysBelowZero), Some(0));
    assert_eq!(year().balance("2025-10-04", 1).lacks(DaysBelowZero), Some((Need::Days, 90, 89)));
}

#[test]
fn a_balance_is_not_carried_over_days_that_no_statement_covers() {
    let mut ledger = year().balance("2025-01-01", -5).balance("2025-08-01", 10);
    ledger.0.accounts[0].covered = vec![(super::day("2025-01-01"), super::day("2025-01-31"))];
    ledger.0.accounts[0].covered.push((super::day("2025-07-01"), super::day("2025-12-31")));
    // 31 days of January below zero; July unknown; 153 days from August on.
    assert_eq!(ledger.value(DaysBelowZero), Some(31));
}

#[test]
fn a_portfolio_is_valued_at_its_last_prices() {
    let broker = || Ledger::asked("2025-01-01", "2025-12-31").account(AccountKind::Broker, "2025-01-01", "2025-12-31");
    let ledger = broker()
        .trade("2025-02-03", Side::Buy, "600036", 300_000, 100, 3_000)
        .trade("2025-03-03", Side::MarginBuy, "000001", 100_000, 100, 1_000)
        .trade("2025-04-03", Side::Buy, "600519", 1_600_000, 10, 160_000)
        .trade("2025-05-06", Side::Sell, "600519", 1_700_000, 0, 170_000);
    // 100 at 30.00 and 100 at 10.00.
    assert_eq!(ledger.value(HoldingsCount), Some(2));
    assert_eq!(ledger.value(HoldingsValue), Some(400_000));
    assert_eq!(ledger.value(LargestHoldingShare), Some(7_500));
    // 100,000 of 2,000,000 bought.
    assert_eq!(ledger.value(MarginBuyShare), Some(500));
    // Eight of twelve months without a trade.
    assert_eq!(ledger.value(TradesMonthly), Some(0));
    // Ends of months: 0, 3000, 4000, 20000, then 8 × 4000 = 59,000 in twelve months; sold 17,000 of 20,000 bought.
    // 17,000 / (59,000 / 12) = 3.45762…
    assert_eq!(ledger.value(Turnover), Some(34_576));
    assert_eq!(broker().lacks(MarginBuyShare), Some((Need::Purchases, 1, 0)));
    assert_eq!(broker().value(HoldingsValue), Some(0));
    assert_eq!(year().lacks(HoldingsValue), Some((Need::Accounts, 1, 0)));
}

#[test]
fn a_holding_without_a_price_makes_the_value_unknown() {
    let mut ledger = Ledger::asked("2025-01-01", "2025-12-31")
        .account(AccountKind::Broker, "2025-01-01", "2025-12-31")
        .trade("2025-02-03", Side::Buy, "600036", 300_000, 100, 3_000)
        .trade("2025-03-03", Side::Buy, "000001", 100_000, 100, 1_000);
    ledger.0.trades[1].price = None;
    assert_eq!(ledger.value(HoldingsCount), Some(2));
    assert_eq!(ledger.lacks(HoldingsValue), Some((Need::Prices, 2, 1)));
    ledger.0.trades[1].held = None;
    assert_eq!(ledger.lacks(HoldingsCount), Some((Need::Prices, 2, 1)));
}

#[test]
fn the_tier_is_the_weakest_statements_that_was_read() {
    let mut ledger = salaries(&[1000; 12]).account(AccountKind::Wallet, "2025-01-01", "2025-12-31");
    ledger.0.accounts[1].tier = Tier::Parsed;
    // Whether or not it reads a row of the wallet: what is not in it may have been taken away.
    assert_eq!((ledger.tier(IncomeMonthly), ledger.tier(OutflowMonthly)), (Some(Tier::Parsed), Some(Tier::Parsed)));
    assert_eq!(ledger.tier(CardRepaymentsMonthly), Some(Tier::Parsed));
    // A card is no account that income comes to.
    let mut ledger = salaries(&[1000; 12]).account(AccountKind::Card, "2025-01-01", "2025-12-31");
    ledger.0.accounts[1].tier = Tier::Parsed;
    assert_eq!((ledger.tier(IncomeMonthly), ledger.tier(OutflowMonthly)), (Some(Tier::Consistent), Some(Tier::Parsed)));
}

/// The first row of a list of balances without an opening: its account is consistent, and nothing checks its amount.
#[test]
fn a_row_that_no_figure_checks_lowers_what_reads_it_and_nothing_else() {
    let mut ledger = salaries(&[1000; 12]);
    ledger.push("2025-01-01", 900_000, true, OtherIncome, "");
    assert_eq!(ledger.tier(IncomeMonthly), Some(Tier::Consistent));
    ledger.0.movements.last_mut().unwrap().tier = Tier::Parsed;
    for id in
        [IncomeMonthly, IncomeMonthlyWithTransfers, IncomeVariation, IncomeSources, IncomeMainShare, NegativeMonths]
    {
        assert_eq!(ledger.tier(id), Some(Tier::Parsed), "{id:?}");
    }
    assert_eq!(
        (ledger.tier(SalaryMonths), ledger.tier(OutflowMonthly)),
        (Some(Tier::Consistent), Some(Tier::Consistent))
    );
    let mut broker = Ledger::asked("2025-01-01", "2025-12-31")
        .account(AccountKind::Broker, "2025-01-01", "2025-12-31")
        .trade("2025-02-01", Side::Buy, "600036", 1000, 10, 100);
    assert_eq!(broker.tier(HoldingsValue), Some(Tier::Consistent));
    broker.0.trades[0].tier = Tier::Parsed;
    assert_eq!((broker.tier(HoldingsValue), broker.tier(HoldingsCount)), (Some(Tier::Parsed), Some(Tier::Parsed)));
}

/// Income is unknown while most of the money in is untold; taking that away makes it known by the person's word.
#[test]
fn what_makes_income_known_is_evidence_of_it() {
    let mut ledger = salaries(&[1000; 12]);
    for month in super::months(12) {
        ledger.push(&format!("{month}-20"), 1000, true, Unknown, "");
    }
    assert_eq!(ledger.lacks(IncomeMonthly), Some((Need::ToldIncome, 7_000, 5_000)));
    for movement in ledger.0.movements.iter_mut().filter(|movement| movement.category == Unknown) {
        movement.left_out = true;
    }
    assert_eq!((ledger.value(IncomeMonthly), ledger.tier(IncomeMonthly)), (Some(1000), Some(Tier::Declared)));
}

#[test]
fn what_the_person_corrects_is_declared_and_counted_as_they_say() {
    let mut ledger = salaries(&[1000; 12]);
    for movement in &mut ledger.0.movements {
        (movement.category_before, movement.category) = (Salary, Transfer);
    }
    assert_eq!((ledger.value(IncomeMonthly), ledger.tier(IncomeMonthly)), (Some(0), Some(Tier::Declared)));
    assert_eq!(ledger.tier(OutflowMonthly), Some(Tier::Consistent));
    let mut ledger = salaries(&[1000; 12]);
    ledger.0.movements[0].left_out = true;
    assert_eq!((ledger.value(SalaryMonths), ledger.tier(SalaryMonths)), (Some(11), Some(Tier::Declared)));
}

#[test]
fn coverage_is_asked_received_and_missing() {
    let ledger = Ledger::asked("2025-01-01", "2025-12-31")
        .account(AccountKind::Bank, "2024-06-01", "2025-06-30")
        .account(AccountKind::Wallet, "2025-03-01", "2026-03-31");
    assert_eq!(ledger.value(DaysAsked), Some(365));
    // March to June: 31 + 30 + 31 + 30.
    assert_eq!((ledger.value(DaysReceived), ledger.value(DaysMissing)), (Some(122), Some(243)));
    assert_eq!(ledger.value(SourceCount), Some(2));
    let nothing = Ledger::asked("2025-01-01", "2025-12-31");
    assert_eq!(nothing.lacks(DaysReceived), Some((Need::Accounts, 1, 0)));
    assert_eq!(nothing.lacks(Confidence), Some((Need::Accounts, 1, 0)));
}

#[test]
fn confidence_is_the_least_of_what_was_seen_what_holds_and_what_is_told() {
    let ledger = spends(&[(Groceries, 300), (Unknown, 100)]);
    // Told: 1,300 of 1,400 a month; all consistent, all days.
    assert_eq!(ledger.value(Confidence), Some(9_285));
    let mut parsed = spends(&[(Groceries, 300)]);
    parsed.0.accounts[0].tier = Tier::Parsed;
    assert_eq!(parsed.value(Confidence), Some(0));
}

/// Eleven years are 4,018 days: of 2013-01-01 to 2025-12-31 the last begin on 2015-01-01.
#[test]
fn of_a_period_that_is_longer_than_eleven_years_the_newest_days_are_read() {
    let mut ledger = Ledger::asked("2013-01-01", "2025-12-31").account(AccountKind::Bank, "2013-01-01", "2025-12-31");
    for month in months(12) {
        ledger.push(&format!("{month}-10"), 1000, true, Salary, "employer");
    }
    assert_eq!((ledger.value(SalaryMonths), ledger.value(DaysReceived)), (Some(12), Some(4_018)));
}

/// A file that names no currency may be in this one: how much was seen is then no better than read.
#[test]
fn a_file_in_no_known_currency_takes_the_tier_of_how_much_was_seen() {
    let mut ledger = salaries(&[1000; 12]);
    let seen = [DaysAsked, DaysReceived, DaysMissing, SourceCount, Confidence];
    assert!(seen.iter().all(|id| ledger.tier(*id) == Some(Tier::Consistent)));
    for kind in [AccountKind::Bank, AccountKind::Wallet, AccountKind::Card, AccountKind::Broker] {
        ledger.0.unread = vec![kind];
        assert!(seen.iter().all(|id| ledger.tier(*id) == Some(Tier::Parsed)), "{}", kind.word());
    }
}

/// A figure of one account that is proved wrong leaves what speaks of its kind unknown, and nothing else.
#[test]
fn what_speaks_of_an_account_that_is_proved_wrong_is_unknown() {
    let mut ledger = salaries(&[1000; 12]).account(AccountKind::Card, "2025-01-01", "2025-12-31");
    ledger.0.accounts[1].disproved = true;
    assert_eq!(ledger.lacks(OutflowMonthly), Some((Need::FiguresThatHold, 2, 1)));
    assert_eq!((ledger.value(IncomeMonthly), ledger.tier(IncomeMonthly)), (Some(1000), Some(Tier::Consistent)));
    ledger.0.accounts[0].disproved = true;
    assert_eq!(ledger.lacks(IncomeMonthly), Some((Need::FiguresThatHold, 1, 0)));
}
