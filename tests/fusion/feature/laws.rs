//! What holds of every ledger.

use prescreen::date::Date;
use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::feature::FeatureId::*;
use prescreen_fusion::feature::activity::{AccountActivity, Activity, Movement};
use prescreen_fusion::feature::{CATALOGUE, FeatureId, Features, Finding, Unit};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::AccountKind;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::day;

const KINDS: [AccountKind; 4] = [AccountKind::Bank, AccountKind::Wallet, AccountKind::Card, AccountKind::Broker];
const PAYERS: [&str; 3] = ["", "a", "b"];

/// The day that many days after the first of 2025.
fn nth(days: i32) -> Date {
    Date::from_days(day("2025-01-01").days() + days).expect("a day")
}

prop_compose! {
    fn account()(kind in 0..4usize, from in -30..200i32, length in 0..500i32, tier in 0..3usize) -> AccountActivity {
        let tier = [Tier::Declared, Tier::Parsed, Tier::Consistent][tier];
        AccountActivity { kind: KINDS[kind], tier, disproved: false, covered: vec![(nth(from), nth(from + length))], balances: Vec::new() }
    }
}

prop_compose! {
    fn movement()(account in 0..3usize, date in -20..400i32, amount in 0..i64::from(i32::MAX), incoming: bool,
        category in 0..Category::ALL.len(), found in 0..Category::ALL.len(), corrected in 0..20u8, left_out in 0..20u8,
        payer in 0..3usize) -> Movement<'static> {
        let category = Category::ALL[category];
        let category_before = if corrected == 0 { Category::ALL[found] } else { category };
        let tier = if corrected == 1 { Tier::Declared } else { Tier::Consistent };
        let (date, left_out, other_side) = (nth(date), left_out == 0, PAYERS[payer]);
        Movement { account, date, amount, incoming, category, category_before, incoming_before: incoming, tier, left_out, other_side }
    }
}

prop_compose! {
    fn activity()(accounts in vec(account(), 0..4), movements in vec(movement(), 0..120)) -> Activity<'static> {
        Activity {
            currency: Currency::CNY, asked: (nth(0), nth(364)), accounts, unread: Vec::new(), movements, trades: Vec::new(),
        }
    }
}

fn all(activity: &Activity<'_>) -> Vec<(FeatureId, Finding)> {
    Features::of(activity).iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_of_rows_changes_nothing(mut activity in activity(), seed: u64) {
        let before = all(&activity);
        let mut state = seed | 1;
        activity.movements.sort_by_cached_key(|_| { state ^= state << 13; state ^= state >> 7; state ^= state << 17; state });
        prop_assert!(before == all(&activity));
    }

    #[test]
    fn no_tier_is_better_than_the_best_account_and_every_share_is_one(activity in activity()) {
        let best = activity.accounts.iter().map(|account| account.tier).max();
        for (id, found) in all(&activity) {
            let Finding::Value { value, tier } = found else { continue };
            if !activity.accounts.is_empty() && !matches!(id, DaysAsked | SourceCount) {
                prop_assert!(Some(tier) <= best, "{id:?}");
            }
            let unit = CATALOGUE.iter().find(|feature| feature.id == id).expect("a feature").unit;
            let ratio = matches!(id, IncomeVariation | ObligationsToIncome | Turnover);
            prop_assert!(value >= 0, "{id:?}");
            prop_assert!(unit != Unit::BasisPoints || ratio || value <= 10_000, "{id:?}");
        }
    }

    #[test]
    fn what_is_unknown_has_less_than_it_needs(activity in activity()) {
        for (id, found) in all(&activity) {
            if let Finding::NotEnough { needs, has, .. } = found {
                prop_assert!(has < needs, "{id:?}: needs {needs}, has {has}");
            }
        }
    }

    /// What a person earns every month alike is that much or unknown, whatever part of the year is seen.
    #[test]
    fn coverage_never_makes_a_wrong_number(seen in vec((0..365i32, 0..365i32), 0..5), day in 1..29u8) {
        let covered: Vec<(Date, Date)> = seen.iter().map(|(from, to)| (nth(*from), nth(*to))).collect();
        let is_seen = |date: Date| covered.iter().any(|(from, to)| (*from..=*to).contains(&date));
        let mut movements = Vec::new();
        for month in 1..=12 {
            let date = Date::new(2025, month, day).expect("a day");
            for (amount, incoming, category) in
                [(1000, true, Category::Salary), (100, false, Category::Mortgage), (300, false, Category::Groceries)]
            {
                let movement =
                    Movement {
                        account: 0, date, amount, incoming, category, category_before: category, incoming_before: incoming,
                        tier: Tier::Consistent, left_out: false, other_side: "a",
                    };
                movements.extend(is_seen(date).then_some(movement));
            }
        }
        let account = AccountActivity { kind: AccountKind::Bank, tier: Tier::Consistent, disproved: false, covered, balances: Vec::new() };
        let activity = Activity {
            currency: Currency::CNY, asked: (nth(0), nth(364)), accounts: vec![account], unread: Vec::new(), movements, trades: Vec::new(),
        };
        let features = Features::of(&activity);
        for (id, right) in [
            (IncomeMonthly, 1000), (IncomeMonthlyWithTransfers, 1000), (IncomeVariation, 0), (IncomeMainShare, 10_000),
            (OutflowMonthly, 400), (ObligationsMonthly, 100), (ObligationsToIncome, 1000), (EssentialShare, 10_000),
            (NegativeMonths, 0), (GamblingBursts, 0), (CardRepaymentsMonthly, 0),
        ] {
            if let Some(value) = features.get(id).expect("it is computed").value() {
                prop_assert_eq!(value, right, "{:?}", id);
            }
        }
    }
}
