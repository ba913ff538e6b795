//! Days and times of serial numbers: ISO/IEC 29500-1 §18.17.4, with its own examples.

use prescreen_unpack::{Limits, Value, sheets};

use super::hostile::package_with;

const DAY: &str = "yyyy-mm-dd";
const BOTH: &str = "yyyy-mm-dd hh:mm:ss";
const CLOCK: &str = "hh:mm:ss";

fn read(serial: &str, code: &str, date1904: bool) -> Value {
    let style = format!(
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts><cellXfs><xf numFmtId=\"164\"/></cellXfs>"
    );
    let head = if date1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let row = format!("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>{serial}</v></c></row>");
    let book = package_with(&row, "", &style, head);
    sheets(&book, &Limits::default()).unwrap().sheets[0].rows[0].cells[0].value.clone()
}

fn date(text: &str) -> Value {
    Value::Date(text.to_owned())
}

#[test]
fn a_serial_is_its_day() {
    for (serial, day) in [
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("2958", "1908-02-05"),
        ("44197", "2021-01-01"),
        ("45351", "2024-02-29"),
        ("45678", "2025-01-21"),
    ] {
        assert_eq!(read(serial, DAY, false), date(day), "{serial}");
    }
}

#[test]
fn the_day_that_never_was_stays_a_number() {
    for serial in ["60", "60.5", "0", "-1", "2958466"] {
        assert!(matches!(read(serial, DAY, false), Value::Number { text, .. } if text == serial), "{serial}");
    }
}

#[test]
fn the_other_calendar_begins_in_1904() {
    assert_eq!(read("0", DAY, true), date("1904-01-01"));
    assert_eq!(read("60", DAY, true), date("1904-03-01"));
    assert_eq!(read("43834", DAY, true), date("2024-01-05"));
}

#[test]
fn a_part_of_a_day_is_its_time() {
    assert_eq!(read("45296.5", BOTH, false), date("2024-01-05 12:00:00"));
    assert_eq!(read("45296", BOTH, false), date("2024-01-05 00:00:00"));
    assert_eq!(read("45296.25", DAY, false), date("2024-01-05 06:00:00"));
    // 13:02:11, as a program writes the fraction.
    assert_eq!(read("45296.543182870373", BOTH, false), date("2024-01-05 13:02:11"));
    // Half a second before midnight is midnight.
    assert_eq!(read("45295.999999", BOTH, false), date("2024-01-05 00:00:00"));
    assert_eq!(read("0.543182870373", CLOCK, false), Value::Time("13:02:11".into()));
}

#[test]
fn a_length_of_time_and_an_amount_stay_numbers() {
    for code in ["[h]:mm:ss", "0.00", "\\¥#,##0.00", "General", "0%", "@"] {
        assert!(matches!(read("45296.5", code, false), Value::Number { text, .. } if text == "45296.5"), "{code}");
    }
}
