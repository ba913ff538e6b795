//! What a person said of a file, where it decided how the file was read.

use crate::format::Answers;
use crate::problem::Problem;
use crate::statement::{NoteKind, Statement};

/// Reads a file with what the person said of it. A statement that reads otherwise without that says so in a note, which
/// caps its evidence; an answer that the file gives itself decides nothing.
///
/// # Errors
/// As reading it.
pub fn read(
    answers: Answers,
    read: &dyn Fn(Answers) -> Result<Vec<Statement>, Problem>,
) -> Result<Vec<Statement>, Problem> {
    let mut statements = read(answers)?;
    if answers != Answers::default() {
        let without = read(Answers::default()).unwrap_or_default();
        for (place, statement) in statements.iter_mut().enumerate() {
            if without.get(place) != Some(statement) {
                statement.note(NoteKind::Answered, None);
            }
        }
    }
    Ok(statements)
}
