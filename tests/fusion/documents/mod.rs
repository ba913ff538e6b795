//! Statements that are no table, of every standard.

mod broken;
mod fixtures;
mod given;
mod mutation;
mod property;
mod traps;

use prescreen_fusion::{Problem, Statement};

use crate::support;

/// Reads a text.
fn read(text: &str) -> Result<Vec<Statement>, Problem> {
    support::read(text.as_bytes())
}

/// Reads a text of one statement.
fn one(text: &str) -> Statement {
    let mut statements = read(text).expect("it reads");
    assert_eq!(statements.len(), 1);
    statements.remove(0)
}

/// The signed changes of a statement's balance, in minor units.
fn effects(statement: &Statement) -> Vec<i64> {
    statement.rows.iter().filter_map(|row| row.effect).collect()
}

/// Whether the movements lead from the opening to the closing balance.
fn closes(statement: &Statement) -> bool {
    let (opening, closing) = (statement.opening.expect("opening"), statement.closing.expect("closing"));
    opening.amount + effects(statement).iter().sum::<i64>() == closing.amount
}
