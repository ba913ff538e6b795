//! What was given back lowers spending once and is never income.

use prescreen_fusion::feature::Activity;
use prescreen_fusion::ledger::Role;
use prescreen_fusion::ledger::{LinkKind, LinkedBy, QuestionKind};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{RowKind, Status};

use super::{alipay, bank, join, links, questions, role, wechat};
use crate::category::categories;
use crate::made::{With, day, row};

fn refund(date: u8, amount: i64) -> prescreen_fusion::Row {
    row(day(5, date), amount).kind(RowKind::Refund)
}

#[test]
fn trap_6_a_closed_purchase_and_its_refund_are_neither_income_nor_spending() {
    let id = "2023021222001400001234567890";
    let closed = row(day(5, 1), -50_00).id(id).status(Status::Cancelled);
    let back = refund(2, 50_00).neutral().id(&format!("{id}_99"));
    let ledger = join(&[alipay(vec![closed, back])]);
    let flow = ledger.flows.first().copied().unwrap();
    assert_eq!((flow.income_with_transfers.amount, flow.spending.amount, flow.refunds.amount), (0, 0, 0));
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 0, 1)), (Role::NotMoved, Role::Undone));
    assert_eq!(ledger.links[0].by, LinkedBy::Reference);
}

/// A merchant's order number has at most 64 characters (Alipay's `out_trade_no`); what is longer is no number, and looking for
/// each of its beginnings would take the square of its length.
#[test]
fn the_beginning_of_a_number_is_at_most_as_long_as_a_number() {
    for (length, linked) in [(7, 0), (8, 1), (64, 1), (65, 0)] {
        let id = "7".repeat(length);
        let ledger =
            join(&[alipay(vec![row(day(5, 1), -50_00).id(&id), refund(2, 50_00).neutral().id(&format!("{id}_99"))])]);
        let by_number = ledger.links.iter().filter(|link| link.by == LinkedBy::Reference).count();
        assert_eq!(by_number, linked, "{length}");
    }
}

#[test]
fn trap_6_beside_the_bank_it_is_still_neither() {
    let id = "2023021222001400001234567890";
    let closed = row(day(5, 1), -50_00).id(id).status(Status::Cancelled).method("中国银行(1234)");
    let back = refund(2, 50_00).neutral().id(&format!("{id}_99")).method("中国银行(1234)");
    let behind = bank("1234", vec![row(day(5, 1), -50_00).from("支付宝"), row(day(5, 2), 50_00).from("支付宝")]);
    let ledger = join(&[alipay(vec![closed, back]), behind]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.spending.amount, flow.refunds.amount), (0, 0, 0));
    assert_eq!(links(&ledger, LinkKind::SamePurchase), 2);
}

#[test]
fn a_part_that_is_given_back_lowers_spending_and_a_whole_undoes_it() {
    let bought = |id: &str| row(day(5, 1), -80_00).id(id);
    let part = join(&[alipay(vec![bought("12345678"), refund(3, 30_00).id("12345678_1")])]);
    assert_eq!((part.flows[0].spending.amount, part.flows[0].refunds.amount), (80_00, 30_00));
    let whole =
        join(&[alipay(vec![bought("12345678"), refund(3, 30_00).id("12345678_1"), refund(4, 50_00).id("12345678_2")])]);
    assert_eq!((whole.flows[0].spending.amount, whole.flows[0].refunds.amount), (0, 0));
}

#[test]
fn more_than_was_paid_cannot_be_given_back_and_is_asked_about() {
    let ledger = join(&[alipay(vec![row(day(5, 1), -80_00).id("12345678"), refund(3, 90_00).id("12345678_1")])]);
    assert_eq!((questions(&ledger), ledger.flows[0].spending.amount), (vec![QuestionKind::Refund], 80_00));
}

#[test]
fn trap_15_a_noted_part_and_its_own_row_are_one() {
    let bought = row(day(5, 1), -100_00).refunded(30_00).id("42").reference("o1").from("店");
    let statements = [wechat(vec![bought, refund(3, 30_00).id("43").reference("o1").from("店")])];
    let ledger = join(&statements);
    let flow = ledger.flows[0];
    assert_eq!((flow.spending.amount, flow.refunds.amount, flow.income_with_transfers.amount), (70_00, 0, 0));
    let activity = Activity::of(&ledger, &statements, &categories(), Currency::CNY).expect("a period");
    let counted: Vec<_> = activity.movements.iter().map(|movement| (movement.amount, movement.incoming)).collect();
    assert_eq!(counted, [(70_00, false)]);
}

#[test]
fn trap_19_a_noted_part_and_its_own_row_are_one_where_all_numbers_are_the_same() {
    let jd = |signed: i64| row(day(5, 1), signed).id("100000011234").from("京东平台商户");
    let rows = vec![
        jd(-131_77).refunded(89_84).at(13, 27),
        refund(1, 89_84).neutral().id("100000011234").from("京东平台商户").at(13, 28),
        jd(-46_832).status(Status::Cancelled).neutral().at(14, 0),
        refund(1, 397_84).neutral().id("100000011234").from("京东平台商户").at(15, 0),
        refund(1, 70_48).neutral().id("100000011234").from("京东平台商户").at(16, 0),
    ];
    let ledger = join(&[super::statement(prescreen_fusion::statement::AccountKind::Wallet, "jd", "", "jd", rows)]);
    let flow = ledger.flows[0];
    assert_eq!((flow.spending.amount, flow.refunds.amount), (41_93, 0));
}

#[test]
fn a_refund_without_a_number_undoes_the_one_purchase_of_its_amount_and_other_side() {
    let bought = |date: u8| row(day(5, date), -50_00).from("支付宝-李四");
    let ledger = join(&[bank("1234", vec![bought(1), refund(2, 50_00).from("支付宝-李四")])]);
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 0, 1)), (Role::Undone, Role::Undone));
    // One of two: which, the file does not tell, and the sums are the same.
    let ledger = join(&[bank("1234", vec![bought(1), bought(2), refund(3, 50_00).from("支付宝-李四")])]);
    assert_eq!((ledger.flows[0].spending.amount, ledger.flows[0].refunds.amount), (100_00, 50_00));
    assert_eq!(questions(&ledger), [QuestionKind::Refund]);
    // Of another side, or before the purchase: none of them.
    let ledger = join(&[bank("1234", vec![bought(9), refund(2, 50_00).from("支付宝-李四")])]);
    assert_eq!(role(&ledger, 0, 0), Role::Spending);
}

#[test]
fn trap_15_what_was_sent_and_came_back_never_moved() {
    let ledger = join(&[wechat(vec![
        row(day(5, 1), -70_00).kind(RowKind::Transfer).status(Status::Cancelled),
        row(day(5, 1), 100_00).neutral().kind(RowKind::OwnTransfer).status(Status::Cancelled),
    ])]);
    assert!(ledger.entries.iter().all(|entry| entry.role == Role::NotMoved));
}
