//! What a file leaves open is decided from all of it or asked, and no sum counts what is none.

use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::problem::Problem;
use prescreen_fusion::statement::{NoteKind, Statement};
use prescreen_fusion::text::NoHost;
use prescreen_fusion::{ProblemKind, read_file};

use crate::support::read;

mod days;
mod layouts;
mod numbers;
mod sums;
mod vocabulary;

/// Reads a file of one statement.
fn one(text: &str) -> Statement {
    read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}: {text}")).remove(0)
}

/// Reads with a layout of a test's own, changed.
fn read_with(layout: &str, text: &str, answers: Answers) -> Result<Statement, Problem> {
    let format = Format::load(layout).unwrap_or_else(|error| panic!("{error}"));
    Ok(read_file(text.as_bytes(), &[format], answers, &NoHost)?.remove(0))
}

/// What is wrong with a file: kind, line and field.
fn wrong(text: &str) -> (ProblemKind, Option<u32>, Option<String>) {
    let problem = read(text.as_bytes()).err().unwrap_or_else(|| panic!("it reads: {text}"));
    (problem.kind, problem.line, problem.field.clone())
}

/// Minor units in, out and neither, of the rows that moved.
fn totals(statement: &Statement) -> [i64; 3] {
    let totals = statement.totals();
    [totals.incoming.amount, totals.outgoing.amount, totals.neutral.amount]
}

fn has_note(statement: &Statement, kind: NoteKind) -> bool {
    statement.notes.iter().any(|note| note.kind == kind)
}
