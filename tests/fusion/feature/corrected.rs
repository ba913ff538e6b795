//! What hangs on a person's correction is declared, whatever the correction and the feature.

use std::cell::Cell;

use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::feature::{Activity, FeatureId, Features, Finding};
use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, Pair, Recategorised, RowKey};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, RowKind, Security};
use prescreen_fusion::{Row, Statement};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::category::categories;
use crate::made::{With, day, judged, nth_day, row, running, statement};

const NAMES: [&str; 6] = ["", "财付通-店", "永辉超市", "张三", "Acme", "中国体育彩票"];
const KINDS: [RowKind; 9] = [
    RowKind::Unknown,
    RowKind::Transfer,
    RowKind::OwnTransfer,
    RowKind::Refund,
    RowKind::Salary,
    RowKind::Repayment,
    RowKind::Interest,
    RowKind::Loan,
    RowKind::Purchase,
];

fn features(statements: &[Statement], corrections: &Corrections) -> Option<Features> {
    let asked = Some((day(1, 1), day(12, 31)));
    let ledger = Ledger::of(statements, asked, corrections).ok()?;
    Some(Features::of(&Activity::of(&ledger, statements, &categories(), Currency::CNY)?))
}

/// A year of an account, with its figures checked.
fn year(mut statement: Statement) -> Statement {
    statement.period = Some((day(1, 1), day(12, 31)));
    judged(statement)
}

fn year_of_bank(tail: &str, rows: Vec<Row>) -> Statement {
    // The first row of a list of balances is checked by nothing: it is one that no feature reads.
    let first = row(day(1, 1), 1).kind(RowKind::OwnTransfer);
    let rows = running(0, [vec![first], rows].concat());
    year(statement(AccountKind::Bank, "boc", &format!("6217********{tail}"), tail, rows))
}

fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let amount = prop_oneof![Just(10_00_i64), Just(25_00), Just(4_00), 1..50_00_i64];
    let parts = (1..360_i32, amount, any::<bool>(), any::<bool>(), 0..NAMES.len(), 0..KINDS.len());
    let rows = parts.prop_map(|(date, amount, near, into, name, kind)| {
        let date = if near { 100 + date % 6 } else { date };
        row(nth_day(date), if into { amount } else { -amount }).from(NAMES[name]).kind(KINDS[kind])
    });
    prop::collection::vec(rows, 0..24).prop_map(|mut rows| {
        rows.sort_by_key(|row| row.date);
        rows
    })
}

fn any_trades() -> impl Strategy<Value = Vec<Row>> {
    let trade = (1..360_i32, 0..2_usize, 1..30_i64, any::<bool>());
    prop::collection::vec(trade, 0..6).prop_map(|mut trades| {
        trades.sort_unstable();
        trades
            .into_iter()
            .map(|(date, code, units, buy)| bought(date, ["600036", "000001"][code], units, buy))
            .collect()
    })
}

/// So many of a security held after a trade at ten.
fn bought(date: i32, code: &str, units: i64, buy: bool) -> Row {
    let mut row = row(nth_day(date), if buy { -units * 10_00 } else { units * 10_00 });
    row.kind = if buy { RowKind::Buy } else { RowKind::Sell };
    let (held, price) = (Some(units * 100_000_000), Some(10 * 100_000_000));
    row.security = Some(Security { code: code.into(), name: String::new(), quantity: None, held, price });
    row
}

fn any_statements() -> impl Strategy<Value = Vec<Statement>> {
    (any_rows(), any_rows(), any_rows(), any_trades()).prop_map(|(one, two, wallet, trades)| {
        let wallet = wallet.into_iter().zip(1..).map(|(row, id)| row.id(&format!("w{id}")).method("银行(1111)"));
        vec![
            year_of_bank("1111", one),
            year_of_bank("2222", two),
            year(statement(AccountKind::Wallet, "wechat", "", "w", running(0, wallet.collect()))),
            year(statement(AccountKind::Broker, "cn-broker", "9", "9", running(900_000_00, trades))),
        ]
    })
}

/// Rows are named by two numbers, to be taken of what there is.
type Named = (usize, usize);

#[derive(Debug, Clone)]
enum Said {
    LeaveOut(Named),
    OwnTransfer(Named),
    Apart(Named, Named),
    Category(Named, usize),
    Pair(usize, Named, Named),
}

fn any_said() -> impl Strategy<Value = Vec<Said>> {
    let named = || (0..4_usize, 0..30_usize);
    let said = prop_oneof![
        named().prop_map(Said::LeaveOut),
        named().prop_map(Said::OwnTransfer),
        (named(), named()).prop_map(|(one, other)| Said::Apart(one, other)),
        (named(), 0..Category::ALL.len()).prop_map(|(row, category)| Said::Category(row, category)),
        (0..5_usize, named(), named()).prop_map(|(kind, from, to)| Said::Pair(kind, from, to)),
    ];
    prop::collection::vec(said, 1..4)
}

const LINKS: [LinkKind; 5] =
    [LinkKind::SameRow, LinkKind::SamePurchase, LinkKind::OwnTransfer, LinkKind::Repayment, LinkKind::Refund];

fn key(statements: &[Statement], (statement, row): Named) -> RowKey {
    let of = &statements[statement];
    RowKey { file: of.file, place: 0, row: u32::try_from(row % of.rows.len().max(1)).unwrap() }
}

/// The corrections, without those that are refused.
fn corrections(statements: &[Statement], said: &[Said]) -> Corrections {
    let mut corrections = Corrections::default();
    let key = |named: &Named| key(statements, *named);
    for said in said {
        let before = corrections.clone();
        match said {
            Said::LeaveOut(row) => corrections.leave_out.push(key(row)),
            Said::OwnTransfer(row) => corrections.own_transfers.push(key(row)),
            Said::Apart(one, other) => corrections.apart.push(Apart { one: key(one), other: key(other) }),
            Said::Category(row, category) => {
                corrections.categories.push(Recategorised { row: key(row), category: Category::ALL[*category] });
            }
            Said::Pair(kind, from, to) => {
                let pair = Pair { kind: LINKS[*kind], from: key(from), to: key(to) };
                corrections.pairs.push(pair);
            }
        }
        if Ledger::of(statements, None, &corrections).is_err() {
            corrections = before;
        }
    }
    corrections
}

/// What a pack would take for a fact: what is declared or unknown is nothing.
fn evidenced(found: Finding) -> Option<(i64, Tier)> {
    match found {
        Finding::Value { value, tier } if tier > Tier::Declared => Some((value, tier)),
        _ => None,
    }
}

#[test]
fn no_correction_changes_a_fact_that_a_file_evidences() {
    let config = ProptestConfig {
        cases: 1_500,
        rng_seed: RngSeed::Fixed(20_261_127),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let (kept, taken) = (Cell::new(0), Cell::new(0));
    let check = |(statements, said): (Vec<Statement>, Vec<Said>)| {
        let corrections = corrections(&statements, &said);
        let before = features(&statements, &Corrections::default()).expect("a period");
        let Some(after) = features(&statements, &corrections) else { return Ok(()) };
        for ((id, before), (_, after)) in before.iter().zip(after.iter()) {
            let count = if evidenced(after).is_some() { &kept } else { &taken };
            count.set(count.get() + 1);
            if let Some((value, tier)) = evidenced(after) {
                let (was, tier_was) = evidenced(before).unwrap_or((i64::MIN, Tier::Declared));
                prop_assert!(value == was && tier <= tier_was, "{:?}: {} was {}, by {:?}", id, value, was, said);
            }
        }
        Ok(())
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner.run(&(any_statements(), any_said()), check).unwrap_or_else(|error| panic!("{error}"));
    assert!(kept.get() > 5_000 && taken.get() > 5_000, "{} {}", kept.get(), taken.get());
}

fn tier(statements: &[Statement], corrections: &Corrections, id: FeatureId) -> Option<Tier> {
    match features(statements, corrections).expect("a period").get(id) {
        Some(Finding::Value { tier, .. }) => Some(tier),
        _ => None,
    }
}

/// Three payments to a lottery in three days, and rows of an amount on these days in another account: one burst.
fn gambles(others: i64) -> [Statement; 2] {
    let rows = |signed: i64| {
        let row = |date| row(day(3, date), signed).kind(RowKind::Purchase).from("中国体育彩票");
        (5..8).map(row).collect()
    };
    [year_of_bank("1111", rows(-10_00)), year_of_bank("2222", rows(others))]
}

#[test]
fn rows_that_are_paired_away_declare_what_read_them() {
    for kind in LINKS {
        // What is the same goes one way, and what moves money goes out and comes in.
        let same = matches!(kind, LinkKind::SameRow | LinkKind::SamePurchase);
        let statements = gambles(if same { -10_00 } else { 10_00 });
        let burst = |corrections: &Corrections| tier(&statements, corrections, FeatureId::GamblingBursts);
        assert_eq!(burst(&Corrections::default()), Some(Tier::Consistent));
        let pair = |row| Pair { kind, from: key(&statements, (0, row)), to: key(&statements, (1, row)) };
        let pairs = (1..4).map(pair).collect();
        assert_eq!(burst(&Corrections { pairs, ..Corrections::default() }), Some(Tier::Declared), "{}", kind.word());
    }
}

/// The other side of a transfer of which one side is left out becomes income, and no file says so.
#[test]
fn a_row_that_counts_otherwise_because_of_another_s_correction_is_declared() {
    let sent =
        |signed| (1..=12).map(|month| row(day(month, 9), signed).told("transfer").kind(RowKind::Transfer)).collect();
    let statements = [year_of_bank("1111", sent(-700_00)), year_of_bank("2222", sent(700_00))];
    let with = |leave_out: Vec<RowKey>| {
        features(&statements, &Corrections { leave_out, ..Corrections::default() })
            .and_then(|features| features.get(FeatureId::IncomeMonthlyWithTransfers))
    };
    assert_eq!(with(vec![]), Some(Finding::Value { value: 0, tier: Tier::Consistent }));
    let all = (1..=12).map(|row| key(&statements, (0, row))).collect();
    assert_eq!(with(all), Some(Finding::Value { value: 700_00, tier: Tier::Declared }));
}

#[test]
fn a_trade_that_is_left_out_declares_what_is_held() {
    let rows = running(900_000_00, vec![bought(3, "000001", 1, true), bought(40, "600036", 20, true)]);
    let mut broker = statement(AccountKind::Broker, "cn-broker", "9", "9", rows);
    broker.opening = crate::made::stated_balance(900_000_00);
    let statements = [year(broker), year_of_bank("1111", vec![row(day(2, 1), -1)])];
    let held = |leave_out: Vec<RowKey>| {
        let features = features(&statements, &Corrections { leave_out, ..Corrections::default() }).expect("a period");
        features.get(FeatureId::LargestHoldingShare)
    };
    // 20 of 21.
    assert_eq!(held(vec![]), Some(Finding::Value { value: 9_523, tier: Tier::Consistent }));
    let without = held(vec![key(&statements, (0, 0))]);
    assert_eq!(without, Some(Finding::Value { value: 10_000, tier: Tier::Declared }));
}

/// A file whose currency was taken out may hold rows of this one.
#[test]
fn an_account_in_no_currency_lowers_what_its_kind_is_asked_for() {
    let mut other = year_of_bank("2222", vec![row(day(3, 5), -10_00).from("中国体育彩票")]);
    other.currency = Currency::NONE;
    other.rows.iter_mut().for_each(|row| row.currency = Currency::NONE);
    let statements = [year_of_bank("1111", vec![row(day(2, 1), -1)]), other];
    assert_eq!(tier(&statements, &Corrections::default(), FeatureId::GamblingBursts), Some(Tier::Parsed));
}

/// The account whose rows were deleted says nothing, and the others must not say nothing in its place.
#[test]
fn an_account_with_nothing_left_lowers_what_its_kind_is_asked_for() {
    let gone = year(statement(AccountKind::Bank, "boc", "6217********2222", "2222", Vec::new()));
    let statements = [year_of_bank("1111", vec![row(day(2, 1), -1)]), gone];
    for id in [FeatureId::GamblingBursts, FeatureId::ObligationsMonthly, FeatureId::IncomeMonthly] {
        let alone = tier(&statements[..1], &Corrections::default(), id);
        assert_eq!(
            (alone, tier(&statements, &Corrections::default(), id)),
            (Some(Tier::Consistent), Some(Tier::Parsed)),
            "{id:?}"
        );
    }
}
