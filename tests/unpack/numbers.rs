//! An amount comes out as the text that a person typed.

use prescreen_unpack::{Limits, Value, sheets};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::hostile::package;

fn read(written: &str) -> Option<String> {
    let book = package(&format!("<row r=\"1\"><c r=\"A1\"><v>{written}</v></c></row>"), "");
    match &sheets(&book, &Limits::default()).ok()?.sheets[0].rows[0].cells[0].value {
        Value::Number { text, .. } => Some(text.clone()),
        _ => None,
    }
}

#[test]
fn what_a_program_wrote_with_too_many_digits_is_what_was_typed() {
    for (written, typed) in [
        ("28.16", "28.16"),
        ("28.160000000000001", "28.16"),
        ("28.159999999999997", "28.159999999999997"),
        ("1020", "1020"),
        ("1020.0", "1020"),
        ("1.02E3", "1020"),
        ("1E-2", "0.01"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0.10", "0.1"),
        ("1234567.8899999999", "1234567.89"),
        ("99999999999.990005", "99999999999.99"),
        ("1e21", "1000000000000000000000"),
        (" 5 ", "5"),
    ] {
        assert_eq!(read(written).as_deref(), Some(typed), "{written}");
    }
}

#[test]
fn an_id_that_was_written_as_a_number_keeps_all_of_its_digits() {
    for id in ["11111111111111", "20240105123456789012345678", "-9007199254740993"] {
        assert_eq!(read(id).as_deref(), Some(id));
    }
}

#[test]
fn what_is_no_number_is_not_read_as_one() {
    for written in ["inf", "NaN", "1e999", "1,020", "0x10", "¥5", "--1"] {
        assert_eq!(read(written), None, "{written}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::default()
    })]

    /// Excel writes 17 significant digits of what it keeps.
    #[test]
    fn any_amount_of_fourteen_digits_survives_being_written_with_seventeen(cents in -99_999_999_999_999_i64..=99_999_999_999_999) {
        let typed = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        let kept: f64 = typed.parse().unwrap();
        let shown = read(&format!("{kept:.16e}")).unwrap();
        let (units, decimals) = shown.split_once('.').unwrap_or((&shown, ""));
        let written = if cents == 0 { "0.00".to_owned() } else { format!("{units}.{decimals:0<2}") };
        prop_assert_eq!(written, typed);
    }
}
