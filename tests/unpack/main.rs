//! Archives and workbooks that other programs wrote, read as other programs read them; and everything else refused.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod archives;
#[path = "../support/data.rs"]
mod data;
#[cfg(feature = "pdf")]
mod documents;
mod exported;
mod handing;
mod hostile;
mod kinds;
mod limits;
mod moments;
mod numbers;
#[path = "../support/root.rs"]
mod root;
mod saved_again;
mod silence;
mod workbooks;

use prescreen_unpack::{Area, Cell, Limits, Member, Problem, Sheet, Value, Workbook, members, sheets};
use root::root;

/// The password of all locked files in the vectors.
const PASSWORD: &[u8] = b"Zhang-3f9";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/vectors/unpack").join(name)).unwrap()
}

fn opened(name: &str, password: Option<&[u8]>) -> Result<Vec<Member>, Problem> {
    members(&file(name), password, &Limits::default())
}

fn workbook(name: &str) -> Workbook {
    sheets(&file(name), &Limits::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn refused(name: &str) -> Problem {
    sheets(&file(name), &Limits::default()).unwrap_err()
}

/// A cell by a name like `B12`.
fn cell<'a>(sheet: &'a Sheet, name: &str) -> Option<&'a Cell> {
    let (column, row) = place(name);
    sheet.rows.iter().find(|other| other.number == row)?.cells.get(column)
}

fn value(sheet: &Sheet, name: &str) -> Value {
    cell(sheet, name).map_or(Value::Empty, |cell| cell.value.clone())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Column from 0 and row from 1.
fn place(name: &str) -> (usize, u32) {
    let digits = name.find(|letter: char| letter.is_ascii_digit()).unwrap();
    let column = name[..digits].bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    (column - 1, name[digits..].parse().unwrap())
}

fn name_of(column: usize, row: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

fn area_name(area: &Area) -> String {
    let column = |number: u32| usize::try_from(number - 1).unwrap();
    let (first, last) = (name_of(column(area.columns.0), area.rows.0), name_of(column(area.columns.1), area.rows.1));
    format!("{first}:{last}")
}
