//! What can be computed of hidden cells, by linear programming: another means than the one that hides them.

#![allow(clippy::arithmetic_side_effects, clippy::cast_precision_loss, reason = "tests")]

use std::collections::BTreeMap;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

use super::*;

/// Draws from a sequence that is the same in every run (SplitMix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below
    }
}

/// A table of some size, with cells that count nobody, few and many.
fn drawn(draws: &mut Draws) -> Table {
    let mut table = Table::default();
    let (classes, outcomes, reasons) = (1 + draws.next(5), 1 + draws.next(4), 1 + draws.next(3));
    for class in 0..classes {
        for outcome in 0..outcomes {
            for reason in 0..reasons {
                let count = match draws.next(6) {
                    0 | 1 => 0,
                    2 => 1 + draws.next(2),
                    3 => 1 + draws.next(LEAST_SHOWN + 2),
                    _ => LEAST_SHOWN + draws.next(90),
                };
                let name = |prefix: &str, n: u64| (n > 0).then(|| format!("{prefix}{n}"));
                table.count(&name("C", class), &format!("outcome-{outcome}"), &name("reason-", reason), count);
            }
        }
    }
    table
}

/// The cells that each sum is of, as somebody who reads the table would write them down.
fn sums(table: &Table) -> Vec<(Cell, Vec<Cell>)> {
    let cells: Vec<&Cell> = table.cells().map(|(cell, _)| cell).collect();
    let of = |is_part: &dyn Fn(&Cell) -> bool| {
        cells.iter().filter(|cell| is_part(cell)).map(|cell| (*cell).clone()).collect()
    };
    let mut sums: Vec<(Cell, Vec<Cell>)> = Vec::new();
    for sum in &cells {
        if sum.class == Of::All {
            let parts = of(&|cell: &Cell| cell.class != Of::All && cell.outcome == sum.outcome);
            sums.push(((*sum).clone(), parts));
        }
        match &sum.outcome {
            Of::All => {
                let parts = of(&|cell: &Cell| cell.class == sum.class && matches!(cell.outcome, Of::One((_, Of::All))));
                sums.push(((*sum).clone(), parts));
            }
            Of::One((outcome, Of::All)) => {
                let parts = of(&|cell: &Cell| {
                    cell.class == sum.class && matches!(&cell.outcome, Of::One((other, Of::One(_))) if other == outcome)
                });
                sums.push(((*sum).clone(), parts));
            }
            Of::One(_) => {}
        }
    }
    sums
}

/// The least and the greatest that a hidden cell can be, for whoever knows the shown ones and that a hidden one counts
/// somebody.
fn range(table: &Table, hidden: &BTreeSet<Cell>, cell: &Cell) -> (f64, f64) {
    let bound = |direction| {
        let mut problem = Problem::new(direction);
        let variables: BTreeMap<&Cell, Variable> = table
            .cells()
            .map(|(other, count)| {
                let price = if other == cell { 1.0 } else { 0.0 };
                let count = count as f64;
                let bounds = if hidden.contains(other) { (1.0, 1e6) } else { (count, count) };
                (other, problem.add_var(price, bounds))
            })
            .collect();
        for (sum, parts) in sums(table) {
            let mut expression = LinearExpr::empty();
            expression.add(variables[&sum], -1.0);
            parts.iter().for_each(|part| expression.add(variables[part], 1.0));
            problem.add_constraint(expression, ComparisonOp::Eq, 0.0);
        }
        problem.solve().unwrap().solution().unwrap().objective()
    };
    (bound(OptimizationDirection::Minimize), bound(OptimizationDirection::Maximize))
}

/// Whether somebody can tell a hidden cell to within less than one verdict.
fn computable(table: &Table, hidden: &BTreeSet<Cell>) -> bool {
    hidden.iter().any(|cell| {
        let (least, greatest) = range(table, hidden, cell);
        greatest - least < 1.0 - 1e-6
    })
}

fn small(table: &Table) -> BTreeSet<Cell> {
    table.cells().filter(|(_, count)| *count < LEAST_SHOWN).map(|(cell, _)| cell.clone()).collect()
}

#[test]
fn no_hidden_cell_of_a_thousand_tables_can_be_computed() {
    let mut draws = Draws(16);
    let (mut told, mut shown, mut all) = (0, 0, 0);
    for number in 0..1000 {
        let table = drawn(&mut draws);
        let hidden = hidden(&table);
        assert!(small(&table).is_subset(&hidden), "table {number}");
        assert!(!computable(&table, &hidden), "table {number}: {table:?}");
        told += usize::from(computable(&table, &small(&table)));
        all += table.cells().count();
        shown += table.cells().count() - hidden.len();
    }
    // Hiding the small ones alone would not do; and not everything is hidden.
    assert!(told > 100, "{told} of 1000 tables tell a small cell where no other is hidden");
    assert!(shown * 4 > all, "{shown} of {all} cells are shown");
}

#[test]
fn what_a_cell_of_one_leaves_open_is_no_less_than_one() {
    // Four cells of one: none can be less, so that a cycle of one more and one less changes none of them.
    let mut table = Table::default();
    for class in ["C1", "C2"] {
        for outcome in ["proceed", "refer"] {
            table.count(&Some(class.into()), outcome, &None, 1);
            table.count(&Some("C3".into()), outcome, &None, 50);
        }
    }
    assert!(!computable(&table, &hidden(&table)));
}

#[test]
fn a_table_without_small_cells_hides_none() {
    let mut table = Table::default();
    table.count(&Some("C1".into()), "proceed", &None, 10);
    table.count(&None, "refer", &Some("facts.missing".into()), 2000);
    assert_eq!(hidden(&table), BTreeSet::new());
    assert_eq!(hidden(&Table::default()), BTreeSet::new());
}

#[test]
fn a_table_of_few_is_hidden_in_whole() {
    let mut table = Table::default();
    table.count(&Some("C1".into()), "proceed", &None, 9);
    assert_eq!(hidden(&table).len(), table.cells().count());
}
