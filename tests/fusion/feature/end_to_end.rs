//! From a bank's file to a class: read, joined, told apart, computed, held beside answers.

use prescreen::terms::Tier;
use prescreen::{Case, Pack, Screening, Session};
use prescreen_fusion::Statement;
use prescreen_fusion::feature::{Activity, FeatureId, Features, Finding, Need, main_currency};
use prescreen_fusion::integrity::{Cause, IntegrityVerdict};
use prescreen_fusion::ledger::{Corrections, Ledger};
use prescreen_fusion::money::Currency;
use serde_json::json;

use super::{day, months};
use crate::category::categories;
use crate::support::read;

/// A year of an account as Bank of China exports it: each month a salary of 10,000, a loan's 3,000 and food for 2,000;
/// interest of 1 on the first and the last day.
pub fn export() -> String {
    let mut rows = vec![("2025-01-01".to_owned(), 100_i64, "结息", "")];
    for month in months(12) {
        rows.push((format!("{month}-10"), 1_000_000, "工资", "某某科技有限公司"));
        rows.push((format!("{month}-15"), -300_000, "贷款还款", ""));
        rows.push((format!("{month}-20"), -200_000, "消费", "永辉超市(人民路店)"));
    }
    rows.push(("2025-12-31".to_owned(), 100, "结息", ""));
    let mut file = String::from(
        "中国银行交易流水明细单\n记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n",
    );
    let written = |cents: i64| {
        let sign = if cents < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
    };
    let mut balance = 0;
    let mut lines = Vec::new();
    for (date, amount, name, other_side) in rows {
        balance += amount;
        lines.push(format!(
            "{date},12:00:00,人民币,{},{},{name},手机银行,----------,----------,{other_side},----------,----------,3167\n",
            written(amount),
            written(balance)
        ));
    }
    // Newest first, as the bank writes it.
    lines.reverse();
    file.push_str(&lines.concat());
    file
}

fn features(statements: &[Statement]) -> Features {
    let asked = Some((day("2025-01-01"), day("2025-12-31")));
    let ledger = Ledger::of(statements, asked, &Corrections::default()).expect("nothing is corrected");
    let currency = main_currency(&ledger).expect("a currency");
    Features::of(&Activity::of(&ledger, statements, &categories(), currency).expect("a period"))
}

#[test]
fn a_year_of_a_bank_account_says_what_it_should() {
    let features = features(&read(export().as_bytes()).expect("it reads"));
    let found = |value, tier| Some(Finding::Value { value, tier });
    for (id, value, tier) in [
        // What reads the interest of the first day: the list has no opening, so nothing checks that row's amount.
        (FeatureId::IncomeMonthly, 1_000_000, Tier::Parsed),
        (FeatureId::IncomeGapRegularity, 10_000, Tier::Parsed),
        // 36,000 of 120,002.
        (FeatureId::ObligationsToIncome, 3_000, Tier::Parsed),
        (FeatureId::NegativeMonths, 0, Tier::Parsed),
        // 37 of 38 rows.
        (FeatureId::Confidence, 9_736, Tier::Parsed),
        (FeatureId::SalaryMonths, 12, Tier::Consistent),
        (FeatureId::ObligationsMonthly, 300_000, Tier::Consistent),
        (FeatureId::EssentialShare, 10_000, Tier::Consistent),
        (FeatureId::OutflowMonthly, 500_000, Tier::Consistent),
        (FeatureId::LiquidBalance, 6_000_200, Tier::Consistent),
        // 60,002 / 5,000 months of 30 days.
        (FeatureId::BufferDays, 360, Tier::Consistent),
        (FeatureId::DaysBelowZero, 0, Tier::Consistent),
        (FeatureId::DaysMissing, 0, Tier::Consistent),
    ] {
        assert_eq!(features.get(id), found(value, tier), "{id:?}: {:?}", features.get(id).and_then(Finding::value));
    }
}

#[test]
fn repayments_in_a_file_are_held_beside_the_answer_that_there_are_no_debts() {
    let features = features(&read(export().as_bytes()).expect("it reads"));
    let pack = Pack::load(include_str!("../../../examples/records-pack/pack.json")).expect("the pack is in order");
    let reference = pack.reference();
    let session = json!({
        "id": "s-1", "nonce": "A".repeat(43), "audience": "https://broker.example", "subject": "p-1",
        "purpose": "assessment",
        "pack": { "id": reference.id, "version": reference.version, "hash": reference.hash },
        "variant": "base", "now": 1_796_097_600, "expires": 1_796_101_200, "product": null, "profile": null,
        "facts": { "birth_date": "1988-03-14" },
    });
    let case = json!({ "answers": {
        "loss": "small", "horizon": "over-3y", "owned": ["funds"], "debts": "none", "income": "none",
    } });
    let (session, case) = (Session::read(&session.to_string()).unwrap(), Case::read(&case.to_string()).unwrap());
    let found = features.facts().into_iter().filter(|(fact, _)| pack.takes_from_file(fact));
    let screening = Screening::of(&pack, session, case).unwrap().with_found(found).unwrap();
    let asks: Vec<_> = screening.assessment().asks.iter().map(prescreen::id::Id::as_str).collect();
    assert_eq!(asks, ["pair.debts", "pair.income"]);
}

/// A figure that is proved wrong is no figure that nothing checks: what rests on its statement is unknown.
#[test]
fn of_a_statement_whose_amount_was_edited_nothing_is_handed_over() {
    // An amount, and the balance of the newest row.
    for (written, edited) in [("10000.00", "90000.00"), ("60002.00", "9960002.00")] {
        let statements = read(export().replacen(written, edited, 1).as_bytes()).expect("it reads");
        assert_eq!(statements[0].integrity.verdict, IntegrityVerdict::Inconsistent);
        let found = features(&statements);
        for id in [
            FeatureId::IncomeMonthly,
            FeatureId::IncomeMonthlyWithTransfers,
            FeatureId::OutflowMonthly,
            FeatureId::NegativeMonths,
            FeatureId::LiquidBalance,
            FeatureId::BufferDays,
            FeatureId::DaysBelowZero,
            FeatureId::Confidence,
        ] {
            let lacks = Finding::NotEnough { of: Need::FiguresThatHold, needs: 1, has: 0 };
            assert_eq!(found.get(id), Some(lacks), "{id:?}");
        }
        assert!(found.facts().is_empty());
    }
    assert!(!features(&read(export().as_bytes()).expect("it reads")).facts().is_empty());
}

/// Where the file itself warns that its sums count otherwise than its rows, sums that differ prove nothing.
#[test]
fn a_file_that_warns_of_its_own_sums_is_read() {
    let mut statements = read(export().as_bytes()).expect("it reads");
    statements[0].integrity.verdict = IntegrityVerdict::Inconsistent;
    assert_eq!(features(&statements).get(FeatureId::LiquidBalance).and_then(Finding::value), None);
    statements[0].integrity.cause = vec![Cause::AmountChanged, Cause::CountedOtherwise];
    let found = features(&statements).get(FeatureId::LiquidBalance);
    assert_eq!(found, Some(Finding::Value { value: 6_000_200, tier: Tier::Parsed }));
}

/// An amount is handed over with its currency, what is no amount without one, and of a file in no currency nothing.
#[test]
fn what_is_handed_over_says_its_currency() {
    let mut statements = read(export().as_bytes()).expect("it reads");
    let currency_of = |statements: &[Statement], fact: &str| {
        let facts = features(statements).facts();
        facts.into_iter().find(|(id, _)| id.as_str() == fact).map(|(_, found)| found.currency)
    };
    assert_eq!(currency_of(&statements, "found-liquid-balance"), Some(Some("CNY".into())));
    assert_eq!(currency_of(&statements, "found-buffer-days"), Some(None));
    for statement in &mut statements {
        statement.currency = Currency::NONE;
        statement.rows.iter_mut().for_each(|row| row.currency = Currency::NONE);
    }
    assert!(features(&statements).get(FeatureId::LiquidBalance).and_then(Finding::value).is_some());
    assert!(features(&statements).facts().is_empty());
}
