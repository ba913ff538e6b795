//! The same purchase seen in a wallet and in the account behind it counts once.

use prescreen_fusion::ledger::{LinkKind, LinkedBy, QuestionKind, Role};
use prescreen_fusion::statement::{AccountKind, RowKind};

use super::{alipay, bank, join, links, questions, role, wechat};
use crate::made::{With, day, row, statement};

#[test]
fn a_purchase_by_a_card_behind_a_wallet_counts_once() {
    let wallet = wechat(vec![row(day(5, 1), -28_15).method("中国银行(1234)").from("米线店")]);
    let behind = bank("1234", vec![row(day(5, 2), -28_15).from("财付通-米线店")]);
    let ledger = join(&[wallet, behind]);
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 1, 0)), (Role::Spending, Role::CountedElsewhere));
    assert_eq!(ledger.flows[0].spending.amount, 28_15);
    assert_eq!(ledger.links[0].by, LinkedBy::Account);
}

#[test]
fn a_wallet_s_purchase_whose_bank_is_not_there_stays_spending() {
    let ledger = join(&[wechat(vec![row(day(5, 1), -28_15).method("中国银行(1234)")])]);
    assert_eq!(role(&ledger, 0, 0), Role::Spending);
    // So does the bank's row whose wallet is not there.
    let ledger = join(&[bank("1234", vec![row(day(5, 2), -28_15).from("财付通-米线店")])]);
    assert_eq!(role(&ledger, 0, 0), Role::Spending);
}

#[test]
fn another_card_another_wallet_another_amount_and_another_week_are_no_match() {
    let wallet = || wechat(vec![row(day(5, 1), -28_15).method("中国银行(1234)")]);
    for (tail, date, signed, name) in [
        ("9999", 1, -28_15, "财付通"),
        ("1234", 1, -28_14, "财付通"),
        ("1234", 5, -28_15, "财付通"),
        ("1234", 1, 28_15, "财付通"),
        ("1234", 1, -28_15, "支付宝-米线店"),
    ] {
        let ledger = join(&[wallet(), bank(tail, vec![row(day(5, date), signed).from(name)])]);
        assert_eq!(links(&ledger, LinkKind::SamePurchase), 0, "{tail} {date} {signed} {name}");
    }
}

#[test]
fn what_a_wallet_paid_from_its_own_balance_has_no_bank_behind_it() {
    for method in ["零钱", "余额宝", "花呗&红包"] {
        let wallet = alipay(vec![row(day(5, 1), -28_15).method(method)]);
        let ledger = join(&[wallet, bank("1234", vec![row(day(5, 1), -28_15).from("支付宝")])]);
        assert_eq!(ledger.flows[0].spending.amount, 56_30, "{method}");
    }
}

#[test]
fn trap_4_a_wallet_that_does_not_say_what_paid_needs_its_name_in_the_bank_s_row() {
    let wallet = || alipay(vec![row(day(5, 1), -28_15).from("米线店")]);
    let named = join(&[wallet(), bank("1234", vec![row(day(5, 2), -28_15).from("支付宝-米线店")])]);
    assert_eq!((named.flows[0].spending.amount, named.links[0].by), (28_15, LinkedBy::AmountAndDays));
    let unnamed = join(&[wallet(), bank("1234", vec![row(day(5, 2), -28_15).from("另一家店")])]);
    assert_eq!(unnamed.flows[0].spending.amount, 56_30);
}

#[test]
fn a_purchase_that_fits_two_rows_is_left_open_and_asked_about() {
    let wallet = wechat(vec![row(day(5, 1), -28_15).method("中国银行(1234)")]);
    let behind = bank("1234", vec![row(day(5, 1), -28_15).from("财付通"), row(day(5, 2), -28_15).from("财付通")]);
    let ledger = join(&[wallet, behind]);
    assert_eq!(ledger.flows[0].spending.amount, 84_45);
    assert_eq!((questions(&ledger), ledger.questions[0].entries.len()), (vec![QuestionKind::SamePurchase], 3));
}

#[test]
fn clocks_within_minutes_tell_two_equal_purchases_apart() {
    let wallet = wechat(vec![row(day(5, 1), -28_15).method("中国银行(1234)").at(12, 30)]);
    let rows = vec![row(day(5, 1), -28_15).from("财付通").at(12, 31), row(day(5, 1), -28_15).from("店").at(18, 0)];
    let ledger = join(&[wallet, bank("1234", rows)]);
    assert_eq!((role(&ledger, 1, 0), role(&ledger, 1, 1)), (Role::CountedElsewhere, Role::Spending));
}

#[test]
fn as_many_equal_purchases_on_both_sides_are_the_same_ones() {
    let two = |name: &str| (0..2).map(|_| row(day(5, 1), -4_00).method("中国银行(1234)").from(name)).collect();
    let ledger = join(&[wechat(two("店")), bank("1234", two("财付通"))]);
    assert_eq!((ledger.flows[0].spending.rows, ledger.flows[0].spending.amount), (2, 8_00));
    assert!(ledger.questions.is_empty());
}

#[test]
fn an_order_paid_by_a_wallet_paid_by_a_bank_counts_once() {
    let order = |method: &str| row(day(5, 1), -99_00).method(method).from("京东平台商户");
    let jd = statement(AccountKind::Wallet, "jd", "", "jd", vec![order("微信支付")]);
    let wallet = wechat(vec![row(day(5, 1), -99_00).method("中国银行(1234)").from("京东商城平台商户")]);
    let behind = bank("1234", vec![row(day(5, 1), -99_00).from("财付通-京东商城平台商户")]);
    let ledger = join(&[jd, wallet, behind]);
    assert_eq!(role(&ledger, 0, 0), Role::Spending);
    assert_eq!((role(&ledger, 1, 0), role(&ledger, 2, 0)), (Role::CountedElsewhere, Role::CountedElsewhere));
}

#[test]
fn trap_17_what_a_family_card_paid_is_spent_once_by_who_paid() {
    let spender = wechat(vec![row(day(5, 1), -30_00).kind(RowKind::PaidByFamily).method("亲属卡")]);
    let payer = bank("1234", vec![row(day(5, 1), -30_00).from("财付通-亲属卡交易")]);
    let ledger = join(&[spender, payer]);
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 1, 0)), (Role::PaidByOthers, Role::Spending));
    assert_eq!(ledger.flows[0].spending.amount, 30_00);
    // In the payer's own wallet the card that paid is named: it is the payer's spending.
    let paid = wechat(vec![row(day(5, 1), -30_00).kind(RowKind::PaidByFamily).method("中国银行(1234)")]);
    assert_eq!(role(&join(&[paid]), 0, 0), Role::Spending);
}

#[test]
fn trap_14_a_card_s_repayment_in_a_wallet_is_a_repayment_and_no_spending() {
    let repaid = row(day(5, 1), -500_00).neutral().kind(RowKind::Repayment).method("中国银行(1234)");
    let behind = bank("1234", vec![row(day(5, 1), -500_00).from("财付通-信用卡还款")]);
    let ledger = join(&[wechat(vec![repaid]), behind]);
    let flow = ledger.flows[0];
    assert_eq!((flow.repayments.amount, flow.spending.amount), (500_00, 0));
    assert_eq!(role(&ledger, 1, 0), Role::CountedElsewhere);
}
