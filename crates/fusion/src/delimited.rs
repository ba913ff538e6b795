//! Delimited text to a table.
//!
//! Takes decoded text and a delimiter, gives rows with the line that each starts in. It is lenient as spreadsheets are:
//! a quote inside a field without quotes is a quote, and whatever stands behind a closing quote belongs to the field.

use csv_core::{ReadRecordResult, ReaderBuilder};

use crate::table::Table;

/// What may stand between cells, in the order in which they are tried.
pub const DELIMITERS: [u8; 4] = *b",;\t|";

/// A table, and whether its last quote was never closed: the file may be cut.
pub struct Delimited {
    /// The rows.
    pub table: Table,
    /// Whether the text ends inside a quoted cell.
    pub open_quote: bool,
}

impl Delimited {
    /// Reads a text with a delimiter.
    #[must_use]
    pub fn read(text: &str, delimiter: u8) -> Self {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        // Cells are never longer than the text that they are read from, and the reader asks for room to spare.
        let mut cells = vec![0_u8; text.len().saturating_add(1)];
        let (mut ends, mut rows) = (Vec::new(), Vec::new());
        let mut of_row = vec![0_usize; 64];
        let (mut start, mut written, mut ended) = (0_usize, 0_usize, 0_usize);
        let mut rest = text.as_bytes();
        let (mut record, mut last) = (rest, rest);
        let mut line = 1_u32.saturating_add(blank_lines(rest));
        loop {
            let (result, read, wrote, ends_written) = reader.read_record(
                rest,
                cells.get_mut(written..).unwrap_or_default(),
                of_row.get_mut(ended..).unwrap_or_default(),
            );
            rest = rest.get(read..).unwrap_or_default();
            (written, ended) = (written.saturating_add(wrote), ended.saturating_add(ends_written));
            match result {
                ReadRecordResult::OutputFull => cells.resize(cells.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull => of_row.resize(of_row.len().saturating_mul(2), 0),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => {
                    ends.extend(of_row.iter().take(ended).map(|end| start.saturating_add(*end)));
                    rows.push((line, ends.len()));
                    (start, ended) = (written, 0);
                    (record, last) = (rest, record);
                    line = u32::try_from(reader.line()).unwrap_or(u32::MAX).saturating_add(blank_lines(rest));
                }
                ReadRecordResult::End => break,
            }
        }
        cells.truncate(written);
        let table = Table::of(String::from_utf8(cells).unwrap_or_default(), ends, rows);
        let quotes = last.iter().filter(|byte| **byte == b'"').count();
        Self { table, open_quote: quotes % 2 == 1 && ends_in_quote(last, delimiter) }
    }
}

/// How many blank lines stand before what is next; they are no rows, and count as lines.
fn blank_lines(text: &[u8]) -> u32 {
    let ends = text.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    u32::try_from(ends.filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Whether a row's last cell that opens with a quote never closes it.
fn ends_in_quote(row: &[u8], delimiter: u8) -> bool {
    let mut quoted = false;
    let mut at_start = true;
    for &byte in row {
        if quoted {
            quoted = byte != b'"';
        } else if byte == b'"' && at_start {
            quoted = true;
        }
        at_start = byte == delimiter || byte == b'\n' || byte == b'\r' || (at_start && byte == b'"');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let read = Delimited::read(text, b',');
        read.table.rows().map(|row| (row.line, row.cells().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn rows_keep_their_line_and_cells_their_blanks() {
        let rows = cells("a, b\r\n\r\n\"c\nd\",\"e \"\"f\"\"\"\ng,h \"i\"\n");
        assert_eq!(rows[0], (1, vec!["a".into(), " b".into()]));
        assert_eq!(rows[1].1, ["c\nd", "e \"f\""]);
        assert_eq!(rows[2].1, ["g", "h \"i\""]);
    }

    #[test]
    fn blank_lines_are_no_rows_and_are_counted() {
        let lines = |text: &str| cells(text).iter().map(|(line, _)| *line).collect::<Vec<_>>();
        assert_eq!(lines("\na\n\n\nb\nc\n"), [2, 5, 6]);
        assert_eq!(lines("\r\na\r\n\r\n\r\nb\r\nc\r\n"), [2, 5, 6]);
        assert_eq!(lines("\"a\n\n\"\n\nb\n"), [1, 5]);
    }

    #[test]
    fn what_stands_behind_a_closing_quote_belongs_to_the_cell() {
        assert_eq!(cells("\"-1.00\"\t,HKD")[0].1, ["-1.00\t", "HKD"]);
    }

    #[test]
    fn a_quote_that_never_closes_is_noticed() {
        assert!(Delimited::read("a,\"b\nc,d\n", b',').open_quote);
        assert!(!Delimited::read("a,b\" c\nd,e\n", b',').open_quote);
        assert!(!Delimited::read("a,\"b \"\"c\"\"\"\n", b',').open_quote);
        // Nor does a lone quote in a row before hide it.
        assert!(Delimited::read("a,b\" c\nd,\"e\nf,g\n", b',').open_quote);
    }
}
