//! Sums across files: what is given back counts once, a fee stays spending, and no sum is larger than can be counted.

use prescreen::Code;
use prescreen_fusion::feature::Activity;
use prescreen_fusion::ledger::{Corrections, Flow, Ledger, LinkKind, LinkedBy, QuestionKind, Role};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{RowKind, Status};
use prescreen_fusion::{Row, Statement};

use super::{alipay, bank, join, links, questions, role, wechat};
use crate::category::categories;
use crate::made::{With, day, row};

/// Money in, and money out less what was given back, of the features' movements that are no own transfer.
pub fn activity(ledger: &Ledger, statements: &[Statement]) -> (i64, i64) {
    use prescreen_fusion::category::Category;
    let activity = Activity::of(ledger, statements, &categories(), Currency::CNY).expect("a period");
    let counted = activity.movements.iter().filter(|movement| {
        !movement.left_out && !matches!(movement.category, Category::OwnTransfer | Category::Investment)
    });
    counted.fold((0, 0), |(into, out), movement| match (movement.incoming, movement.category) {
        (true, Category::Refund) => (into, out - movement.amount),
        (true, _) => (into + movement.amount, out),
        (false, _) => (into, out + movement.amount),
    })
}

/// Income with transfers, and spending less what was given back, of the ledger's flows.
pub fn flow(flow: &Flow) -> (i64, i64) {
    (flow.income_with_transfers.amount, flow.spending.amount + flow.transfers_out.amount - flow.refunds.amount)
}

/// Both must come to the same.
fn comes_to(statements: &[Statement], expected: (i64, i64)) -> Ledger {
    let ledger = join(statements);
    assert_eq!((flow(&ledger.flows[0]), activity(&ledger, statements)), (expected, expected));
    ledger
}

fn withdrawal(amount: i64, fee: Option<i64>) -> Row {
    let mut row = row(day(5, 1), amount).neutral().kind(RowKind::OwnTransfer).method("中国银行(1234)");
    (row.category, row.fee) = ("零钱提现".into(), fee);
    row
}

/// The fee is inside the amount of the wallet's row: 300.00 with a fee of 0.10 arrives as 299.90.
#[test]
fn a_withdrawal_whose_fee_is_stated_arrives_without_it_and_the_fee_is_spent() {
    let wallet = wechat(vec![withdrawal(300_00, Some(10))]);
    let behind = |signed| bank("1234", vec![row(day(5, 1), signed).from("财付通")]);
    let ledger = comes_to(&[wallet.clone(), behind(299_90)], (0, 10));
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 1, 0)), (Role::OwnTransfer, Role::OwnTransfer));
    assert_eq!((links(&ledger, LinkKind::OwnTransfer), questions(&ledger).len()), (1, 0));
    assert_eq!((ledger.flows[0].own_transfers.rows, ledger.flows[0].own_transfers.amount), (1, 299_90));
    // What is neither the amount nor what arrives of it is none of it.
    comes_to(&[wallet.clone(), behind(299_95)], (299_95, 10));
    // Alone, the fee is spent all the same.
    comes_to(&[wallet], (0, 10));
}

#[test]
fn a_withdrawal_whose_fee_is_not_stated_is_asked_about_and_the_bank_s_side_is_no_income() {
    let with = |signed, name: &str, date| {
        [wechat(vec![withdrawal(300_00, None)]), bank("1234", vec![row(day(5, date), signed).from(name)])]
    };
    let ledger = comes_to(&with(299_90, "财付通", 2), (0, 0));
    assert_eq!((questions(&ledger), role(&ledger, 1, 0)), (vec![QuestionKind::OwnTransfer], Role::Unclear));
    // Another payer, another week, and more than goes out are income.
    for (signed, name, date) in [(299_90, "Acme", 2), (299_90, "财付通", 9), (300_10, "财付通", 2)] {
        let ledger = comes_to(&with(signed, name, date), (signed, 0));
        assert!(ledger.questions.is_empty(), "{signed} {name} {date}");
    }
}

#[test]
fn the_person_s_word_on_a_withdrawal_without_a_stated_fee_is_followed() {
    let statements =
        [wechat(vec![withdrawal(300_00, None)]), bank("1234", vec![row(day(5, 2), 299_90).from("财付通")])];
    let key = super::key("1234", 0);
    let said = |corrections: Corrections| Ledger::of(&statements, None, &corrections).expect("may be said");
    let own = said(Corrections { own_transfers: vec![key], ..Corrections::default() });
    assert_eq!((own.flows[0].income_with_transfers.amount, own.questions.len()), (0, 0));
    let two = prescreen_fusion::ledger::Apart { one: super::key("wechat", 0), other: key };
    let income = said(Corrections { apart: vec![two], ..Corrections::default() });
    assert_eq!((income.flows[0].income_with_transfers.amount, income.questions.len()), (299_90, 0));
}

/// Bought for 50.00 by the card and given back in full, under another number: nothing is spent.
#[test]
fn a_full_refund_under_another_number_is_neutral_beside_the_bank() {
    let closed = |name: &str| row(day(5, 1), -50_00).id("w1").reference("m1").status(Status::Cancelled).from(name);
    let back = row(day(5, 2), 50_00).neutral().kind(RowKind::Refund).id("w2").reference("m2").from("店");
    let paid = |row: Row| row.method("中国银行(1234)");
    let behind = || bank("1234", vec![row(day(5, 1), -50_00).from("财付通"), row(day(5, 2), 50_00).from("财付通")]);
    let statements = [wechat(vec![paid(closed("店")), paid(back.clone())]), behind()];
    comes_to(&statements, (0, 0));
    // A purchase that is not marked as closed is undone by its refund.
    let bought = row(day(5, 1), -50_00).id("w1").reference("m1").from("店");
    comes_to(&[wechat(vec![paid(bought), paid(back.clone())]), behind()], (0, 0));
    // Where the other side differs as well, what was given back is shown as that, beside what was spent.
    let ledger = comes_to(&[wechat(vec![paid(closed("another")), paid(back)]), behind()], (0, 0));
    assert_eq!((ledger.flows[0].spending.amount, ledger.flows[0].refunds.amount), (50_00, 50_00));
}

/// Bought for 100.00, of which 20.00 came back to the card: 80.00 are spent, whoever tells of it.
#[test]
fn a_part_that_the_purchase_notes_and_the_bank_shows_is_taken_off_once() {
    let bought = || row(day(5, 1), -100_00).refunded(20_00).id("w1").method("中国银行(1234)").from("店");
    let refund = |kind| row(day(5, 3), 20_00).kind(kind).from("财付通");
    let behind = |back: Row| bank("1234", vec![row(day(5, 1), -100_00).from("财付通"), back]);
    let ledger = comes_to(&[wechat(vec![bought()]), behind(refund(RowKind::Refund))], (0, 80_00));
    assert_eq!((role(&ledger, 1, 1), links(&ledger, LinkKind::Refund)), (Role::Undone, 1));
    assert!(ledger.links.iter().any(|link| link.kind == LinkKind::Refund && link.by == LinkedBy::Account));
    // Without a word of giving back it is asked, and is no income until then.
    let ledger = comes_to(&[wechat(vec![bought()]), behind(refund(RowKind::Unknown))], (0, 80_00));
    assert_eq!((role(&ledger, 1, 1), questions(&ledger)), (Role::Unclear, vec![QuestionKind::Refund]));
    // The wallet's own row of it is the same part.
    let own = row(day(5, 3), 20_00).neutral().kind(RowKind::Refund).id("w2").method("中国银行(1234)").from("店");
    comes_to(&[wechat(vec![bought(), own]), behind(refund(RowKind::Refund))], (0, 80_00));
    // Another amount, an earlier day and another payer are none of it.
    for (back, income) in [
        (row(day(5, 3), 21_00).from("财付通"), 21_00),
        (row(day(4, 3), 20_00).from("财付通"), 20_00),
        (row(day(5, 3), 20_00).from("Acme"), 20_00),
    ] {
        let unnamed = || row(day(5, 1), -100_00).refunded(20_00).id("w1").from("店");
        comes_to(&[wechat(vec![unnamed()]), behind(back)], (income, 80_00));
    }
}

#[test]
fn a_part_that_could_be_of_two_purchases_is_asked_about_and_counts_as_nothing() {
    let bought = |id: &str| row(day(5, 1), -100_00).refunded(20_00).id(id).from("店");
    let back = row(day(5, 3), 20_00).kind(RowKind::Refund).from("财付通");
    let ledger = comes_to(&[wechat(vec![bought("w1"), bought("w2")]), bank("1234", vec![back])], (0, 160_00));
    assert_eq!(questions(&ledger), [QuestionKind::Refund]);
}

/// Bought for 100.00; 50.00 given back, of which the purchase's own row notes 30.00: 50.00 are spent.
#[test]
fn a_refund_of_which_a_part_is_noted_lowers_spending_by_the_rest() {
    let bought = row(day(5, 1), -100_00).refunded(30_00).id("12345678");
    let back = |amount, id: &str| row(day(5, 3), amount).kind(RowKind::Refund).id(id);
    let ledger = comes_to(&[alipay(vec![bought.clone(), back(50_00, "12345678_1")])], (0, 50_00));
    assert_eq!((ledger.flows[0].spending.amount, ledger.flows[0].refunds.amount), (70_00, 20_00));
    comes_to(&[alipay(vec![bought, back(25_00, "12345678_1"), back(25_00, "12345678_2")])], (0, 50_00));
}

#[test]
fn statements_whose_sums_together_are_no_exact_number_in_javascript_are_refused() {
    const LARGEST: i64 = (1 << 53) - 1;
    let (half, rest) = (LARGEST / 2, LARGEST - LARGEST / 2);
    let of =
        |one: i64, other: i64| [bank("1111", vec![row(day(5, 1), one)]), bank("2222", vec![row(day(5, 9), other)])];
    let sums = |statements: &[Statement]| Ledger::of(statements, None, &Corrections::default());
    assert_eq!(sums(&of(half, rest)).expect("exact").flows[0].income.amount, LARGEST);
    for statements in [of(half, rest + 1), of(LARGEST, LARGEST)] {
        assert_eq!(sums(&statements).unwrap_err().code, Code::Limit);
    }
    // A balance is added to others as well.
    let with = bank("1111", vec![row(day(5, 1), half).balance(rest)]);
    assert!(sums(std::slice::from_ref(&with)).is_ok());
    assert_eq!(sums(&[with, bank("2222", vec![row(day(5, 9), 1)])]).unwrap_err().code, Code::Limit);
    // The same file twice is one.
    assert!(sums(&[of(LARGEST, 0)[0].clone(), of(LARGEST, 0)[0].clone()]).is_ok());
}
