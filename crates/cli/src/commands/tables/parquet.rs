//! Rows of Parquet: a text for each cell, as CSV would have it.
//!
//! Takes a file, gives some rows of every column at a time, a group of rows after the other. Null and NaN are empty cells.
//! Dates and times are texts; columns of lists or structures are refused by their names.

use std::panic::{self, AssertUnwindSafe};

use bytes::Bytes;
use parquet::basic::{Compression, Repetition};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::{ColumnDescPtr, Type};
use prescreen_scorecard::{Kind, Problem};

use super::super::InputError;
use super::input::Whole;
use super::{Input, problem};

/// Bytes of a file on standard input, which has to be in memory.
const MAX_PIPED_BYTES: u64 = 1 << 30;
/// Rows that are read of a column at a time.
const BATCH: usize = 1024;

/// The rows of a file.
pub struct Parquet {
    name: String,
    file: Box<dyn FileReader>,
    /// The group that comes next.
    group: usize,
    /// The columns of the group before it, as far as they are not read yet.
    columns: Vec<ColumnReader>,
    /// The rows of it that are read, a list for each column.
    cells: Vec<std::vec::IntoIter<String>>,
    /// How many of those are left.
    left: usize,
}

impl Parquet {
    /// The rows of what was opened, and the names of the columns.
    pub fn open(input: Input) -> Result<(Self, Vec<String>), Vec<InputError>> {
        let name = input.name.clone();
        let whole = input.whole(MAX_PIPED_BYTES.saturating_add(1));
        Self::of(&name, whole.map_err(|error| vec![InputError::file(&name, &error)])?)
    }

    fn of(name: &str, whole: Whole) -> Result<(Self, Vec<String>), Vec<InputError>> {
        let file = guarded(|| open(whole)).map_err(|found| vec![problem(name, found)])?;
        let names = columns(&*file).iter().map(|column| column.name().trim().to_owned()).collect();
        Ok((Self { name: name.into(), file, group: 0, columns: Vec::new(), cells: Vec::new(), left: 0 }, names))
    }

    /// Reads the next row, with its number from 1; false behind the last.
    pub fn next_row(&mut self, line: &mut usize, cells: &mut Vec<String>) -> Result<bool, Vec<InputError>> {
        if self.left == 0 {
            let more = guarded(|| self.batch(*line));
            if !more.map_err(|found| vec![problem(&self.name, found)])? {
                return Ok(false);
            }
        }
        self.left = self.left.saturating_sub(1);
        *line = line.saturating_add(1);
        cells.clear();
        cells.extend(self.cells.iter_mut().filter_map(Iterator::next));
        Ok(true)
    }

    /// Reads some rows behind so many; false where there are none.
    fn batch(&mut self, before: usize) -> Result<bool, Problem> {
        loop {
            let metadata = self.file.metadata();
            let described = metadata.file_metadata().schema_descr().columns();
            let mut read = Vec::with_capacity(described.len());
            for (column, description) in self.columns.iter_mut().zip(described) {
                read.push(texts(column, description, before)?);
            }
            let rows = read.first().map_or(0, Vec::len);
            if read.iter().any(|cells| cells.len() != rows) {
                return Err(damaged("the columns have different numbers of rows"));
            }
            if rows > 0 {
                (self.left, self.cells) = (rows, read.into_iter().map(Vec::into_iter).collect());
                return Ok(true);
            }
            if self.group >= metadata.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.group).map_err(|error| broken(&error))?;
            let columns = (0..described.len()).map(|column| group.get_column_reader(column));
            self.columns = columns.collect::<Result<_, _>>().map_err(|error| broken(&error))?;
            self.group = self.group.saturating_add(1);
        }
    }
}

/// Runs what the library may panic over: it does over some damages.
fn guarded<T>(run: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    // This program does one thing at a time: nobody else's message is kept back.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(AssertUnwindSafe(run));
    panic::set_hook(hook);
    read.unwrap_or_else(|_| Err(damaged("the file is damaged, or no Parquet")))
}

fn open(whole: Whole) -> Result<Box<dyn FileReader>, Problem> {
    let opened = match whole {
        Whole::Bytes(bytes) if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_PIPED_BYTES) => {
            let message = format!("standard input is longer than {MAX_PIPED_BYTES} bytes");
            return Err(Problem::new(Kind::Form, message, "name the file: it is read a part at a time"));
        }
        Whole::Bytes(bytes) => {
            SerializedFileReader::new(Bytes::from(bytes)).map(|reader| Box::new(reader) as Box<dyn FileReader>)
        }
        Whole::File(file) => SerializedFileReader::new(file).map(|reader| Box::new(reader) as Box<dyn FileReader>),
    };
    let file = opened.map_err(|error| broken(&error))?;
    if let Some(column) = columns(&*file).iter().find(|column| !column.is_primitive() || is_repeated(column)) {
        let problem =
            Problem::new(Kind::Form, "the column holds lists or structures", "write a column for each of their values");
        return Err(problem.of(column.name()));
    }
    for group in file.metadata().row_groups() {
        if let Some(column) = group.columns().iter().find(|column| !is_read(column.compression())) {
            let message = format!("it is compressed with {}", codec(column.compression()));
            let problem = Problem::new(Kind::Form, message, "write it with snappy, gzip, zstd or without compression");
            return Err(problem.of(column.column_path().string().as_str()));
        }
    }
    Ok(file)
}

fn columns(file: &dyn FileReader) -> &[parquet::schema::types::TypePtr] {
    file.metadata().file_metadata().schema().get_fields()
}

fn is_repeated(column: &Type) -> bool {
    let info = column.get_basic_info();
    info.has_repetition() && info.repetition() == Repetition::REPEATED
}

/// Some more cells of a column, behind so many rows.
fn texts(column: &mut ColumnReader, description: &ColumnDescPtr, before: usize) -> Result<Vec<String>, Problem> {
    use ColumnReader as Of;
    let cells = Cells { description, before };
    match column {
        Of::BoolColumnReader(column) => cells.read(column, |value| Ok(Field::convert_bool(description, value))),
        Of::Int32ColumnReader(column) => cells.read(column, |value| Ok(Field::convert_int32(description, value))),
        Of::Int64ColumnReader(column) => cells.read(column, |value| Ok(Field::convert_int64(description, value))),
        Of::Int96ColumnReader(column) => cells.read(column, |value| Ok(Field::convert_int96(description, value))),
        Of::FloatColumnReader(column) => cells.read(column, |value| Ok(Field::convert_float(description, value))),
        Of::DoubleColumnReader(column) => cells.read(column, |value| Ok(Field::convert_double(description, value))),
        Of::ByteArrayColumnReader(column) => cells.read(column, |value| Field::convert_byte_array(description, value)),
        Of::FixedLenByteArrayColumnReader(column) => {
            cells.read(column, |value| Field::convert_byte_array(description, value.into()))
        }
    }
}

/// The cells of a column behind so many rows.
struct Cells<'a> {
    description: &'a ColumnDescPtr,
    before: usize,
}

impl Cells<'_> {
    fn read<T: DataType>(
        &self,
        column: &mut ColumnReaderImpl<T>,
        field: impl Fn(T::T) -> Result<Field, ParquetError>,
    ) -> Result<Vec<String>, Problem> {
        let (mut levels, mut values) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        let read = column.read_records(BATCH, Some(&mut levels), None, &mut values);
        let (rows, ..) = read.map_err(|error| broken(&error))?;
        let mut values = values.into_iter();
        let mut cells = Vec::with_capacity(rows);
        for row in 0..rows {
            // A column of values that are always there has no levels; of another, that of null is 0.
            if levels.get(row).is_some_and(|level| *level == 0) {
                cells.push(String::new());
                continue;
            }
            let value = values.next().ok_or_else(|| damaged("a value is missing"))?;
            let field = field(value).map_err(|error| broken(&error))?;
            cells.push(text(field).ok_or_else(|| self.no_text(row))?);
        }
        Ok(cells)
    }

    fn no_text(&self, row: usize) -> Problem {
        let message = "the cell is neither a number nor text";
        Problem::new(Kind::Form, message, "leave the column out of the file, or write its values as text")
            .of(self.description.name())
            .in_line(self.before.saturating_add(row).saturating_add(1))
    }
}

/// A cell as CSV would have it. None for what is no text.
fn text(field: Field) -> Option<String> {
    Some(match field {
        Field::Null => String::new(),
        Field::Float(value) if value.is_nan() => String::new(),
        Field::Double(value) if value.is_nan() => String::new(),
        Field::Str(text) => text,
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

    /// The names, and the rows with their numbers.
    type Table = (Vec<String>, Vec<(usize, Vec<String>)>);

    fn table(bytes: Vec<u8>) -> Result<Table, Vec<InputError>> {
        let (mut parquet, names) = Parquet::of("rows", Whole::Bytes(bytes))?;
        let (mut line, mut cells, mut rows) = (0, Vec::new(), Vec::new());
        while parquet.next_row(&mut line, &mut cells)? {
            rows.push((line, cells.clone()));
        }
        Ok((names, rows))
    }

    fn vector(name: &str) -> Vec<u8> {
        let path = format!("{}/../../tests/vectors/parquet/{name}.parquet", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).expect("the file is there")
    }

    #[test]
    fn a_cell_is_what_csv_would_have() {
        let (names, rows) = table(vector("kinds")).expect("it is read");
        let column = |n: usize| rows.iter().filter_map(|(_, cells)| cells.get(n).map(String::as_str)).collect();
        let cells: Vec<(&str, Vec<&str>)> =
            names.iter().enumerate().map(|(n, name)| (name.as_str(), column(n))).collect();
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
        assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3]);
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
                    if let Err(problems) = table(damaged) {
                        assert!(problems.iter().all(|problem| !problem.help.is_empty()), "{name}, byte {at}");
                    }
                }
            }
        }
    }
}
