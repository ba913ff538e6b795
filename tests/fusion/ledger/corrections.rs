//! What the person says against the files is followed, and is declared from then on.

use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, Pair, Recategorised, Role, RowKey};
use prescreen_fusion::statement::RowKind;
use prescreen_fusion::{Row, Statement};

use super::{bank, card, entry, key, links, role};
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
        let fits = Pair { kind: OwnTransfer, from: key("1111", 1), to: key("2222", 1) };
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
}

/// Money out and money in, each in four accounts' rows of one amount: rows 1 to 3 go out, 4 to 6 come in.
fn both_ways() -> Vec<Statement> {
    let rows = || {
        let out = (1..4).map(|date| row(day(5, date), -50_00));
        let into = (4..7).map(|date| row(day(5, date), 50_00));
        consistent(out.chain(into).collect())
    };
    vec![bank("1111", rows()), card("3333", rows())]
}

/// What is wrong with corrections, and where.
fn wrong(statements: &[Statement], corrections: &Corrections) -> (prescreen::Code, String, String) {
    let error = Ledger::of(statements, None, corrections).expect_err("it cannot be");
    assert!(!error.help.is_empty(), "{error}");
    (error.code, error.at.as_str().to_owned(), error.message)
}

#[test]
fn a_row_that_no_file_has_is_told_with_its_place() {
    let statements = two_accounts();
    let there = key("1111", 1);
    let elsewhere = RowKey { place: 5, ..there };
    for missing in [key("1111", 99), elsewhere, key("nobody", 0)] {
        let pair = |from, to| vec![Pair { kind: LinkKind::OwnTransfer, from, to }];
        let apart = |one, other| vec![Apart { one: there, other: key("2222", 1) }, Apart { one, other }];
        let said = Corrections::default;
        for (at, corrections) in [
            ("/leave_out/1", Corrections { leave_out: vec![there, missing], ..said() }),
            ("/own_transfers/0", Corrections { own_transfers: vec![missing], ..said() }),
            ("/pairs/0/from", Corrections { pairs: pair(missing, there), ..said() }),
            ("/pairs/0/to", Corrections { pairs: pair(there, missing), ..said() }),
            ("/apart/1/one", Corrections { apart: apart(missing, there), ..said() }),
            ("/apart/1/other", Corrections { apart: apart(there, missing), ..said() }),
            ("/two_accounts/1/one", Corrections { two_accounts: apart(missing, there), ..said() }),
            ("/two_accounts/1/other", Corrections { two_accounts: apart(there, missing), ..said() }),
            (
                "/categories/0/row",
                Corrections { categories: vec![Recategorised { row: missing, category: Category::Housing }], ..said() },
            ),
        ] {
            let (code, place, _) = wrong(&statements, &corrections);
            assert_eq!((code, place.as_str()), (prescreen::Code::Reference, at));
        }
    }
}

#[test]
fn what_moves_money_goes_out_and_comes_in_and_what_is_the_same_goes_one_way() {
    use LinkKind::{OwnTransfer, Refund, Repayment, SamePurchase, SameRow};
    let statements = both_ways();
    let (out, into) = ((key("1111", 1), key("3333", 1)), (key("1111", 4), key("3333", 4)));
    for (kind, fits) in
        [(OwnTransfer, false), (Repayment, false), (Refund, false), (SamePurchase, true), (SameRow, true)]
    {
        for (from, to, fits) in
            [(out.0, out.1, fits), (into.0, into.1, fits), (out.0, into.1, !fits), (into.0, out.1, false)]
        {
            let corrections = Corrections { pairs: vec![Pair { kind, from, to }], ..Corrections::default() };
            if fits {
                with(&statements, &corrections);
            } else {
                let (code, at, message) = wrong(&statements, &corrections);
                assert_eq!((code, at.as_str()), (prescreen::Code::Inconsistent, "/pairs/0"), "{kind:?}");
                assert!(message.contains("directions"), "{message}");
            }
        }
    }
}

#[test]
fn a_row_is_in_one_pair_but_for_refunds_of_one_purchase_and_what_paid_them() {
    use LinkKind::{OwnTransfer, Refund, Repayment, SamePurchase, SameRow};
    let statements = both_ways();
    let pair = |(kind, from, to): (LinkKind, u32, u32)| Pair { kind, from: key("1111", from), to: key("3333", to) };
    let said = |one, other| Corrections { pairs: vec![pair(one), pair(other)], ..Corrections::default() };
    for (one, other) in [
        ((OwnTransfer, 1, 4), (OwnTransfer, 1, 5)),
        ((OwnTransfer, 1, 4), (Refund, 2, 4)),
        ((Repayment, 1, 4), (SamePurchase, 1, 1)),
        ((SamePurchase, 1, 1), (SamePurchase, 1, 2)),
        ((SamePurchase, 1, 1), (SameRow, 2, 1)),
        ((SameRow, 1, 1), (SameRow, 2, 1)),
        ((Refund, 1, 4), (Refund, 2, 4)),
    ] {
        let (code, at, message) = wrong(&statements, &said(one, other));
        assert_eq!((code, at.as_str()), (prescreen::Code::Inconsistent, "/pairs/1"), "{one:?} {other:?}");
        assert!(message.contains("two pairs"), "{message}");
    }
    for (one, other) in [
        ((OwnTransfer, 1, 4), (OwnTransfer, 2, 5)),
        ((Refund, 1, 4), (Refund, 1, 5)),
        ((SamePurchase, 1, 1), (Refund, 1, 4)),
        ((Refund, 1, 4), (SamePurchase, 1, 1)),
        ((SameRow, 1, 1), (Refund, 1, 4)),
    ] {
        with(&statements, &said(one, other));
    }
}

#[test]
fn a_row_is_left_out_or_paired() {
    let statements = both_ways();
    let pairs = vec![Pair { kind: LinkKind::OwnTransfer, from: key("1111", 1), to: key("3333", 4) }];
    for row in [key("1111", 1), key("3333", 4)] {
        let leave_out = vec![key("1111", 2), row];
        let corrections = Corrections { pairs: pairs.clone(), leave_out, ..Corrections::default() };
        let (code, at, message) = wrong(&statements, &corrections);
        assert_eq!((code, at.as_str()), (prescreen::Code::Inconsistent, "/leave_out/1"));
        assert!(message.contains("paired"), "{message}");
    }
}

#[test]
fn a_row_has_one_category_and_money_out_none_of_income() {
    let statements = both_ways();
    let said = |all: &[(u32, Category)]| {
        let of = |(row, category): &(u32, Category)| Recategorised { row: key("1111", *row), category: *category };
        Corrections { categories: all.iter().map(of).collect(), ..Corrections::default() }
    };
    let (code, at, message) = wrong(&statements, &said(&[(4, Category::Salary), (1, Category::Salary)]));
    assert_eq!((code, at.as_str()), (prescreen::Code::Inconsistent, "/categories/1"));
    assert!(message.contains("income"), "{message}");
    let (code, at, message) = wrong(&statements, &said(&[(1, Category::Housing), (1, Category::Health)]));
    assert_eq!((code, at.as_str()), (prescreen::Code::Inconsistent, "/categories/1"));
    assert!(message.contains("two categories"), "{message}");
    with(&statements, &said(&[(1, Category::Housing), (1, Category::Housing)]));
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
