//! Traps in joining files and in telling what rows are for.

use prescreen::terms::Digest;
use prescreen_fusion::category::Category;
use prescreen_fusion::statement::{AccountKind, Status};
use prescreen_fusion::{Row, Statement};

use crate::category::{categories, paid, statement as of_institution};
use crate::ledger::{bank, join};
use crate::made::{With, day, row, statement};

fn of_file(name: &str, rows: Vec<Row>) -> Statement {
    let mut statement = statement(AccountKind::Bank, "a-bank", "6217********1234", name, rows);
    statement.file = Digest::of(name.as_bytes());
    statement
}

/// A card's row that waits has the latest day that it may be booked on, and may keep its number or get another.
#[test]
fn trap_62_a_row_that_waits_takes_no_booked_row_away() {
    let waits = |date: u8, id: &str| row(day(3, date), -20_00).id(id).status(Status::Pending);
    for (id, booked) in [("p1", "b1"), ("p1", "p1")] {
        // The first file reaches further, by a row that lies ahead and by the period that was asked for.
        let mut first = of_file("a", vec![row(day(3, 1), -5_00).id("n1"), waits(10, id), waits(28, "p9")]);
        first.period = Some((day(3, 1), day(3, 31)));
        let second = of_file("b", vec![row(day(3, 1), -5_00).id("n1"), row(day(3, 10), -20_00).id(booked)]);
        for statements in [[first.clone(), second.clone()], [second, first]] {
            let ledger = join(&statements);
            assert_eq!((ledger.flows[0].spending.rows, ledger.flows[0].spending.amount), (2, 25_00), "{id} {booked}");
        }
    }
}

#[test]
fn trap_62_what_waits_in_two_files_is_no_movement() {
    let waits = || row(day(3, 10), -20_00).id("p1").status(Status::Pending);
    let ledger = join(&[of_file("a", vec![waits()]), of_file("b", vec![waits()])]);
    assert!(ledger.flows.iter().all(|flow| flow.spending.amount == 0));
}

#[test]
fn numbers_that_change_from_export_to_export_count_no_row_twice_where_balances_stand() {
    let rows = |prefix: &str| {
        let rows = (1..9).map(|date| row(day(3, date), -10_00).id(&format!("{prefix}{date}"))).collect();
        crate::made::running(500_00, rows)
    };
    let mut second = of_file("b", rows("y"));
    second.format = "ofx".into();
    let ledger = join(&[of_file("a", rows("x")), second]);
    assert_eq!((ledger.flows[0].spending.rows, ledger.flows[0].spending.amount), (8, 80_00));
}

#[test]
fn a_row_that_is_missing_while_the_last_balance_is_right_breaks_its_link() {
    let rows = crate::made::running(500_00, (1..9).map(|date| row(day(3, date), -10_00)).collect());
    let mut gone = rows.clone();
    gone.remove(4);
    let whole = of_file("a", rows);
    let part = of_file("a", gone);
    assert_eq!(whole.rows.last().and_then(|row| row.balance), part.rows.last().and_then(|row| row.balance));
    assert_eq!((whole.integrity.broken_links, part.integrity.broken_links), (0, 1));
    assert_ne!(part.integrity.verdict.word(), "consistent");
}

/// Cleaning a name must not make a person's rent a meal, nor a bank's charge or a vet's bill a shop's.
#[test]
fn a_name_that_holds_a_brand_is_not_the_brand() {
    let told = |name: &str| {
        let statement = of_institution("boc", AccountKind::Bank);
        categories().assign(&statement, &paid(name)).category
    };
    for name in ["TO MCDONALD ROSS", "MCDONALD ROSS", "INTEREST CHARGE", "ALZA VETERINARY"] {
        let category = told(name);
        assert!(
            !matches!(category, Category::Discretionary | Category::Groceries),
            "{name} is told as {}",
            category.word()
        );
    }
}

#[test]
fn both_incomes_are_shown_where_others_send_money() {
    use prescreen_fusion::statement::RowKind;
    let ledger = join(&[bank(
        "1234",
        vec![
            row(day(5, 1), 900_00).kind(RowKind::Salary).from("Acme"),
            row(day(5, 2), 100_00).kind(RowKind::Transfer).from("A friend"),
        ],
    )]);
    assert_eq!((ledger.flows[0].income.amount, ledger.flows[0].income_with_transfers.amount), (900_00, 1_000_00));
}
