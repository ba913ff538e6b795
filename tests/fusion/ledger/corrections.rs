//! What the person says against the files is followed, and is declared from then on.

use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, Pair, Recategorised, Role};
use prescreen_fusion::statement::RowKind;
use prescreen_fusion::{Row, Statement};

use super::{bank, entry, key, links, role};
use crate::made::{With, day, row, running};

fn with(statements: &[Statement], corrections: &Corrections) -> Ledger {
    Ledger::of(statements, None, corrections).expect("the pairs fit")
}

fn consistent(rows: Vec<Row>) -> Vec<Row> {
    running(9_000_00, [vec![row(day(1, 1), -1)], rows].concat())
}

fn two_accounts() -> [Statement; 2] {
    [
        bank("1111", consistent(vec![row(day(5, 1), -700_00).told("transfer"), row(day(5, 9), -20_00)])),
        bank("2222", consistent(vec![row(day(5, 2), 700_00).told("transfer"), row(day(5, 9), 3_000_00)])),
    ]
}

#[test]
fn a_row_that_is_left_out_counts_as_nothing_and_stays() {
    let statements = two_accounts();
    let corrections = Corrections { leave_out: vec![key("2222", 2)], ..Corrections::default() };
    let (before, after) = (with(&statements, &Corrections::default()), with(&statements, &corrections));
    assert_eq!((before.flows[0].income.amount, after.flows[0].income.amount), (3_000_00, 0));
    assert_eq!(after.entries.len(), before.entries.len());
    assert_eq!((role(&after, 1, 2), entry(&after, 1, 2).tier), (Role::LeftOut, Tier::Declared));
}

#[test]
fn what_is_not_corrected_keeps_its_evidence() {
    let corrections = Corrections { leave_out: vec![key("2222", 2)], ..Corrections::default() };
    let ledger = with(&two_accounts(), &corrections);
    assert_eq!((entry(&ledger, 0, 2).tier, entry(&ledger, 1, 1).tier), (Tier::Consistent, Tier::Consistent));
}

#[test]
fn rows_that_are_apart_are_not_paired() {
    let statements = two_accounts();
    assert_eq!(links(&with(&statements, &Corrections::default()), LinkKind::OwnTransfer), 1);
    let apart = Apart { one: key("2222", 1), other: key("1111", 1) };
    let ledger = with(&statements, &Corrections { apart: vec![apart], ..Corrections::default() });
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
    assert_eq!((role(&ledger, 1, 1), entry(&ledger, 1, 1).tier), (Role::Income, Tier::Declared));
}

#[test]
fn rows_of_one_amount_are_paired_whatever_their_days_and_words() {
    let statements = [
        bank("1111", consistent(vec![row(day(5, 1), -20_00).told("shop")])),
        bank("2222", consistent(vec![row(day(9, 9), 20_00).told("gift")])),
    ];
    let pair = Pair { kind: LinkKind::OwnTransfer, from: key("1111", 1), to: key("2222", 1) };
    let ledger = with(&statements, &Corrections { pairs: vec![pair], ..Corrections::default() });
    assert_eq!((role(&ledger, 0, 1), role(&ledger, 1, 1)), (Role::OwnTransfer, Role::OwnTransfer));
    assert!(entry(&ledger, 0, 1).corrected() && entry(&ledger, 1, 1).corrected());
}

#[test]
fn rows_that_cannot_belong_together_are_refused() {
    use LinkKind::{OwnTransfer, Refund, Repayment, SamePurchase, SameRow};
    let mut dollars = bank("3333", consistent(vec![row(day(5, 1), 700_00)]));
    let dollar = prescreen_fusion::money::Currency::parse("USD").unwrap();
    dollars.currency = dollar;
    dollars.rows.iter_mut().for_each(|row| row.currency = dollar);
    let [one, other] = two_accounts();
    let statements = [one, other, dollars];
    let refused = |kind, from, to| {
        // Behind one that fits, to see that the place is told.
        let fits = Pair { kind: OwnTransfer, from: key("1111", 0), to: key("2222", 0) };
        let corrections = Corrections { pairs: vec![fits, Pair { kind, from, to }], ..Corrections::default() };
        let error = Ledger::of(&statements, None, &corrections).expect_err("they do not fit");
        assert_eq!((error.code, error.at.as_str()), (prescreen::Code::Inconsistent, "/pairs/1"));
        assert!(!error.to_string().contains("700") && !error.help.is_empty(), "{error}");
        error.message
    };
    for kind in [SameRow, SamePurchase, OwnTransfer, Repayment, Refund] {
        assert!(refused(kind, key("1111", 1), key("1111", 1)).contains("itself"));
        assert!(refused(kind, key("1111", 1), key("3333", 1)).contains("currencies"));
        // 20.00 and 3,000.00; a refund is never larger than what it gives back.
        assert!(refused(kind, key("1111", 2), key("2222", 2)).contains("amounts"));
    }
    let part = Pair { kind: Refund, from: key("2222", 2), to: key("1111", 2) };
    assert!(Ledger::of(&statements, None, &Corrections { pairs: vec![part], ..Corrections::default() }).is_ok());
}

#[test]
fn a_row_that_is_the_person_s_own_move_is_neither_income_nor_spending() {
    let corrections = Corrections { own_transfers: vec![key("2222", 2)], ..Corrections::default() };
    let ledger = with(&two_accounts(), &corrections);
    assert_eq!((role(&ledger, 1, 2), ledger.flows[0].income.amount), (Role::OwnTransfer, 0));
}

#[test]
fn a_category_of_the_person_s_is_declared_and_decides_what_a_row_counts_as() {
    let sent = row(day(5, 2), 700_00).kind(RowKind::Transfer);
    let salary = Recategorised { row: key("2222", 0), category: Category::Salary };
    let corrections = Corrections { categories: vec![salary], ..Corrections::default() };
    let ledger = with(&[bank("2222", vec![sent])], &corrections);
    assert_eq!((ledger.flows[0].income.amount, entry(&ledger, 0, 0).tier), (700_00, Tier::Declared));
    assert_eq!(entry(&ledger, 0, 0).category, Some(Category::Salary));
}

#[test]
fn a_correction_of_a_repeated_row_is_one_of_the_row_that_counts() {
    let rows = two_accounts()[1].rows.clone();
    let mut again = bank("2222", rows[1..].to_vec());
    again.file = prescreen::terms::Digest::of(b"again");
    let statements = [two_accounts()[1].clone(), again];
    for named in [key("2222", 2), key("again", 1)] {
        let ledger = with(&statements, &Corrections { leave_out: vec![named], ..Corrections::default() });
        assert_eq!(ledger.flows[0].income.amount, 700_00);
    }
}

#[test]
fn corrections_are_read_strictly_from_json() {
    let file = prescreen::terms::Digest::of(b"2222");
    let text = format!(
        r#"{{"leave_out":[{{"file":"{file}","place":0,"row":2}}],"categories":[{{"row":{{"file":"{file}","place":0,"row":1}},"category":"salary"}}]}}"#
    );
    let read: Corrections = prescreen::json::read_text(&text, 4096).unwrap();
    assert_eq!((read.leave_out, read.categories.len()), (vec![key("2222", 2)], 1));
    assert!(prescreen::json::read_text::<Corrections>(r#"{"remove":[]}"#, 4096).is_err());
}
