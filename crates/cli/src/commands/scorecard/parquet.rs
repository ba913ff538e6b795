//! Rows from a Parquet file: the same table as of CSV, a text for each cell.
//!
//! Null and NaN are empty cells. Dates and times are texts; columns of lists or structures are refused by their names.

use std::panic::{self, AssertUnwindSafe};

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use prescreen_scorecard::{Kind, Problem, Table};

/// What every such file begins with.
const MARK: &[u8] = b"PAR1";

/// Whether a file says that it is Parquet.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// Reads the file. A row's line is its number, from 1.
pub(super) fn table(bytes: Vec<u8>) -> Result<Table, Problem> {
    // The library panics over some damages. This program does one thing at a time: nobody else's message is kept back.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(AssertUnwindSafe(|| rows(bytes)));
    panic::set_hook(hook);
    read.unwrap_or_else(|_| Err(damaged("the file is damaged, or no Parquet")))
}

fn rows(bytes: Vec<u8>) -> Result<Table, Problem> {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(|error| broken(&error))?;
    let metadata = reader.metadata();
    let columns = metadata.file_metadata().schema().get_fields();
    if let Some(column) = columns.iter().find(|column| !column.is_primitive() || is_repeated(column)) {
        let problem =
            Problem::new(Kind::Form, "the column holds lists or structures", "write a column for each of their values");
        return Err(problem.of(column.name()));
    }
    for group in metadata.row_groups() {
        if let Some(column) = group.columns().iter().find(|column| !is_read(column.compression())) {
            let message = format!("it is compressed with {}", codec(column.compression()));
            let problem = Problem::new(Kind::Form, message, "write it with snappy, gzip, zstd or without compression");
            return Err(problem.of(column.column_path().string().as_str()));
        }
    }
    let names: Vec<String> = columns.iter().map(|column| column.name().trim().to_owned()).collect();
    let mut table = Table { columns: vec![Vec::new(); names.len()], names, lines: Vec::new() };
    for (row, line) in reader.get_row_iter(None).map_err(|error| broken(&error))?.zip(1..) {
        let row = row.map_err(|error| broken(&error))?;
        table.lines.push(line);
        for ((name, field), cells) in row.get_column_iter().zip(&mut table.columns) {
            cells.push(cell(field).ok_or_else(|| {
                let message = "the cell is neither a number nor text";
                Problem::new(Kind::Form, message, "leave the column out of the file, or write its values as text")
                    .of(name)
                    .in_line(line)
            })?);
        }
    }
    Ok(table)
}

fn is_repeated(column: &Type) -> bool {
    let info = column.get_basic_info();
    info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED
}

/// A cell as CSV would have it. None for what is no text.
fn cell(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => String::new(),
        Field::Float(value) if value.is_nan() => String::new(),
        Field::Double(value) if value.is_nan() => String::new(),
        Field::Str(text) => text.clone(),
        // Text that a writer did not mark as such.
        Field::Bytes(bytes) => core::str::from_utf8(bytes.data()).ok()?.into(),
        Field::Bool(value) => value.to_string(),
        Field::Byte(value) => value.to_string(),
        Field::Short(value) => value.to_string(),
        Field::Int(value) => value.to_string(),
        Field::Long(value) => value.to_string(),
        Field::UByte(value) => value.to_string(),
        Field::UShort(value) => value.to_string(),
        Field::UInt(value) => value.to_string(),
        Field::ULong(value) => value.to_string(),
        Field::Float(value) => value.to_string(),
        Field::Double(value) => value.to_string(),
        Field::Float16(_)
        | Field::Decimal(_)
        | Field::Date(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::TimestampMillis(_)
        | Field::TimestampMicros(_) => field.to_string(),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => return None,
    })
}

fn is_read(compression: Compression) -> bool {
    matches!(compression, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) | Compression::ZSTD(_))
}

/// A compression's name without its level.
fn codec(compression: Compression) -> String {
    let shown = compression.to_string();
    shown.split('(').next().unwrap_or(&shown).into()
}

/// What the reader says, without the cells.
fn broken(error: &ParquetError) -> Problem {
    damaged(match error {
        ParquetError::EOF(_) => "the file is cut off",
        ParquetError::NYI(_) => "the file uses a part of Parquet that is not read",
        _ => "the file is damaged, or no Parquet",
    })
}

fn damaged(message: &str) -> Problem {
    Problem::new(Kind::Form, message, "write the table anew, or as CSV with its line of names")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(name: &str) -> Vec<u8> {
        let path = format!("{}/../../tests/vectors/parquet/{name}.parquet", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).expect("the file is there")
    }

    #[test]
    fn a_cell_is_what_csv_would_have() {
        let table = table(vector("kinds")).expect("it is read");
        let cells: Vec<(&str, Vec<&str>)> = table
            .names
            .iter()
            .map(String::as_str)
            .zip(table.columns.iter().map(|cells| cells.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            cells,
            [
                ("day", vec!["2026-11-28", "", "1970-01-01"]),
                ("amount", vec!["12.30", "-0.05", ""]),
                ("share", vec!["0.1", "", ""]),
                ("single", vec!["0.1", "2.5", ""]),
                ("count", vec!["9223372036854775807", "-1", ""]),
                ("whole", vec!["18446744073709551615", "0", ""]),
                ("yes", vec!["true", "false", ""]),
                ("word", vec!["南", "", ""]),
                ("raw", vec!["南", "", ""]),
            ]
        );
        assert_eq!(table.lines, [1, 2, 3]);
    }

    /// A cut file and a changed byte are told or read; nothing breaks.
    #[test]
    fn a_damaged_file_is_a_problem() {
        for name in ["arrow-zstd", "arrow-groups", "duckdb-snappy", "kinds"] {
            let whole = vector(name);
            for end in (4..whole.len()).step_by(211) {
                assert!(table(whole.iter().take(end).copied().collect()).is_err(), "{name} cut at {end}");
            }
            for at in (4..whole.len()).step_by(13) {
                for bit in [0x01, 0x80] {
                    let mut damaged = whole.clone();
                    if let Some(byte) = damaged.get_mut(at) {
                        *byte ^= bit;
                    }
                    if let Err(problem) = table(damaged) {
                        assert!(!problem.help.is_empty(), "{name}, byte {at}");
                    }
                }
            }
        }
    }
}
