//! Which figures vouch for which rows, and which do not.

use prescreen::terms::Tier;
use prescreen_fusion::integrity::{Cause, Check, Held, Integrity, IntegrityVerdict};
use prescreen_fusion::statement::{AccountKind, Direction, RowKind, Stated, StatedSum, Status};
use prescreen_fusion::{Row, Statement};

use crate::chinese::{alipay, one};
use crate::made::{With, day, judged, number_lines, row, running, stated_balance, statement};

fn bank(rows: Vec<Row>) -> Statement {
    statement(AccountKind::Bank, "bank", "", "a", rows)
}

fn wallet(rows: Vec<Row>) -> Statement {
    let sum = |direction: Direction| {
        let of = rows.iter().filter(|row| row.direction == direction);
        Some(StatedSum { rows: Some(of.clone().count() as u32), amount: Some(of.map(|row| row.amount).sum()) })
    };
    let stated = Stated {
        rows: Some(rows.len() as u32),
        incoming: sum(Direction::In),
        outgoing: sum(Direction::Out),
        neutral: sum(Direction::Neutral),
        ..Stated::default()
    };
    let mut statement = statement(AccountKind::Wallet, "wallet", "", "a", rows);
    statement.stated = stated;
    judged(statement)
}

fn payments() -> Vec<Row> {
    let signed = [(1, -30_00), (2, -12_50), (3, 80_00), (4, -7_25)];
    signed.iter().map(|(date, signed)| row(day(3, *date), *signed).id(&format!("P{date}")).at(9, 0)).collect()
}

fn linked() -> Vec<Row> {
    let signed =
        [(1, 500_00), (2, -20_00), (2, -31_50), (2, 1_200_00), (3, -75_25), (5, -8_99), (5, 40_00), (6, -1_00)];
    running(1_000_00, signed.iter().map(|(date, signed)| row(day(3, *date), *signed)).collect())
}

#[test]
fn one_blank_balance_bridges_the_balances_around_it_in_any_order_of_the_day() {
    for blank in 1..linked().len() - 1 {
        for swapped in [None, Some((1, 3)), Some((5, 6))] {
            let mut rows = linked();
            rows[blank].balance = None;
            if let Some((one, other)) = swapped {
                rows.swap(one, other);
            }
            let mut whole = bank(rows);
            let integrity = &whole.integrity;
            assert_eq!(
                (integrity.verdict, integrity.links),
                (IntegrityVerdict::Consistent, 6),
                "row {blank}, {swapped:?}"
            );
            // What it moved is checked by the balances around it.
            let position = whole.rows.iter().position(|row| row.balance.is_none()).unwrap();
            let signed = whole.rows[position].effect.unwrap() + 1;
            (whole.rows[position].amount, whole.rows[position].effect) = (signed.abs(), Some(signed));
            assert_ne!(judged(whole).integrity.verdict, IntegrityVerdict::Consistent, "row {blank}, {swapped:?}");
        }
    }
}

#[test]
fn a_blank_balance_of_the_oldest_or_newest_row_leaves_it_unchecked() {
    for end in [0, linked().len() - 1] {
        let mut rows = linked();
        rows[end].balance = None;
        assert_eq!(bank(rows).integrity.verdict, IntegrityVerdict::Unverifiable);
    }
}

#[test]
fn the_oldest_row_of_a_chain_without_an_opening_is_named_as_unchecked() {
    let statement = bank(linked());
    assert_eq!(statement.integrity.unchecked_line, Some(2));
    assert_eq!(statement.tier_of(&statement.rows[0]), Tier::Parsed);
    let mut opened = statement;
    opened.opening = stated_balance(1_000_00);
    let opened = judged(opened);
    assert_eq!(opened.integrity.unchecked_line, None);
    assert_eq!(opened.tier_of(&opened.rows[0]), Tier::Consistent);
}

#[test]
fn a_closing_without_an_opening_is_said_to_follow_from_the_last_balance_alone() {
    let mut whole = bank(linked());
    whole.closing = stated_balance(2_603_26);
    let closed = judged(whole.clone()).integrity;
    assert_eq!((closed.held(Check::Closing), closed.held(Check::OpeningClosing)), (Some(Held::Holds), None));
    assert_eq!((closed.verdict, closed.unchecked_line), (IntegrityVerdict::Consistent, Some(2)));
    whole.opening = stated_balance(1_000_00);
    let both = judged(whole).integrity;
    assert_eq!((both.held(Check::Closing), both.held(Check::OpeningClosing)), (None, Some(Held::Holds)));
}

#[test]
fn a_row_that_is_neither_vouches_for_no_balance_that_rises_falls_or_stays_by_it() {
    for moved in [0, 300_00, -300_00] {
        let mut rows = linked();
        let before = rows[3].balance.unwrap();
        let neutral = row(day(3, 2), 300_00).neutral().balance(before + moved);
        rows.insert(4, neutral);
        for later in &mut rows[5..] {
            later.balance = later.balance.map(|balance| balance + moved);
        }
        let integrity = bank(rows).integrity;
        assert_eq!((integrity.verdict, integrity.neutral_unchecked), (IntegrityVerdict::Unverifiable, 1), "{moved}");
        assert_eq!((integrity.held(Check::Balances), integrity.links), (Some(Held::Partly), 7), "{moved}");
    }
}

#[test]
fn rows_that_are_neither_are_counted_as_unchecked_where_their_sum_is_not_stated() {
    let mut rows = payments();
    rows.push(row(day(3, 5), 60_00).neutral());
    rows.push(row(day(3, 6), 70_00).neutral());
    let mut whole = wallet(rows);
    assert_eq!((whole.integrity.verdict, whole.integrity.neutral_unchecked), (IntegrityVerdict::Consistent, 0));
    (whole.stated.neutral, whole.stated.rows) = (None, None);
    let whole = judged(whole);
    assert_eq!((whole.integrity.verdict, whole.integrity.neutral_unchecked), (IntegrityVerdict::Consistent, 2));
    assert_eq!(whole.tier_of(&whole.rows[4]), Tier::Parsed);
    assert_eq!(whole.tier_of(&whole.rows[0]), Tier::Consistent);
}

#[test]
fn sums_vouch_for_no_balances_that_do_not_link() {
    let mut rows = payments();
    rows.push(row(day(3, 5), 60_00).neutral());
    rows.push(row(day(3, 5), 70_00).neutral());
    rows.push(row(day(3, 6), -1_00));
    // Between the two balances, two rows may each have moved it either way: whatever they are, nothing links.
    rows[3].balance = Some(100_00);
    rows[6].balance = Some(7_77);
    let integrity = wallet(rows).integrity;
    assert_eq!(integrity.held(Check::StatedSums), Some(Held::Holds));
    assert_eq!(integrity.verdict, IntegrityVerdict::Unverifiable);
}

#[test]
fn a_number_of_rows_that_does_not_hold_is_never_consistent_though_every_sum_does() {
    for stated in [3, 5, 90] {
        let mut whole = wallet(payments());
        whole.stated.rows = Some(stated);
        let integrity = judged(whole).integrity;
        assert_eq!(integrity.held(Check::StatedSums), Some(Held::Holds));
        assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent, "{stated}");
        assert_eq!((integrity.expected_rows, integrity.found_rows), (Some(stated), Some(4)));
        assert_eq!(integrity.cause.first(), Some(&Cause::StatedChanged));
    }
}

#[test]
fn a_sum_of_what_is_neither_that_does_not_hold_is_inconsistent_with_both_figures() {
    let mut rows = payments();
    rows.push(row(day(3, 5), 60_00).neutral());
    let mut whole = wallet(rows);
    whole.stated.neutral = Some(StatedSum { rows: Some(1), amount: Some(61_00) });
    let integrity = judged(whole).integrity;
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.expected, integrity.found), (Some(61_00), Some(60_00)));
}

#[test]
fn a_payment_number_of_a_wallet_that_stands_twice_is_noticed() {
    let again = |change: &dyn Fn(&mut Row)| {
        let mut rows = payments();
        let mut again = rows[1].clone();
        change(&mut again);
        rows.insert(2, again);
        let mut whole = wallet(rows);
        number_lines(&mut whole);
        judged(whole).integrity
    };
    // Equal in everything: a row that was pasted, though every figure was made to fit.
    let pasted = again(&|_| {});
    assert_eq!((pasted.verdict, &*pasted.cause), (IntegrityVerdict::Inconsistent, &[Cause::RowAdded][..]));
    assert_eq!((pasted.held(Check::Ids), pasted.first_broken_line), (Some(Held::Fails), Some(4)));
    // With another amount.
    let other = again(&|row| *row = row.clone().id("P2").at(10, 0));
    assert_eq!(other.held(Check::Ids), Some(Held::Fails));
    let other = again(&|row| (row.amount, row.effect) = (99_00, Some(-99_00)));
    assert_eq!((other.verdict, other.held(Check::Ids)), (IntegrityVerdict::Unverifiable, Some(Held::Fails)));
    // What was given back carries its purchase's number.
    for refund in [
        again(&|row| *row = row.clone().kind(RowKind::Refund)),
        again(&|row| *row = row.clone().neutral()),
        again(&|row| (row.direction, row.effect) = (Direction::In, Some(12_50))),
        again(&|row| *row = row.clone().status(Status::Cancelled)),
    ] {
        assert_eq!(refund.held(Check::Ids), Some(Held::Holds));
    }
}

#[test]
fn equal_payments_of_one_day_with_numbers_of_their_own_are_both_real() {
    let mut rows = payments();
    rows.insert(2, rows[1].clone().id("P9"));
    assert_eq!(wallet(rows).integrity.verdict, IntegrityVerdict::Consistent);
}

/// An Alipay bill that states one payment of so many yuan.
fn alipay_bill(stated: &str) -> Integrity {
    let row = "2025-03-01 10:00:00,餐饮,某店,/,午饭,支出,28.00,余额,交易成功,1\t,2\t,,\n";
    let head = format!("共1笔记录\n收入：0笔 0.00元\n支出：1笔 {stated}元\n不计收支：0笔 0.00元\n");
    one(&(head + &alipay(row))).integrity
}

#[test]
fn an_alipay_bill_whose_sum_is_not_that_of_its_rows_is_inconsistent_with_both_figures() {
    assert_eq!(alipay_bill("28.00").verdict, IntegrityVerdict::Consistent);
    let integrity = alipay_bill("82.00");
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.expected, integrity.found), (Some(82_00), Some(28_00)));
    assert!(integrity.cause.contains(&Cause::CountedOtherwise), "the file warns that it may count otherwise");
}

#[test]
fn a_jd_bill_whose_sum_is_not_that_of_its_rows_is_inconsistent_with_both_figures() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/chinese/jd.csv");
    let text = std::fs::read_to_string(root).unwrap();
    let integrity = one(&text.replace("1648.43", "1848.43")).integrity;
    assert_eq!(integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!((integrity.expected, integrity.found), (Some(1_848_43), Some(1_648_43)));
    let integrity = one(&text.replace("1097.59", "1197.59")).integrity;
    assert_eq!((integrity.expected, integrity.found), (Some(1_197_59), Some(1_097_59)));
}

#[test]
fn a_meituan_bill_that_leaves_repayments_out_of_its_sum_holds() {
    // 支出：23笔 1175.68元, and 48.12 of them pay a debt back.
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/chinese/meituan.csv");
    let text = std::fs::read_to_string(root).unwrap();
    assert_eq!(one(&text).integrity.verdict, IntegrityVerdict::Consistent);
    assert_eq!(one(&text.replace("1175.68", "1175.69")).integrity.verdict, IntegrityVerdict::Inconsistent);
}
