//! What a table looks like before anyone has said what it is.

use prescreen_fusion::delimited::Delimited;
use prescreen_fusion::format::{Answers, Field, Mapping, Moves, Proposal, Sign, propose};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::statement::FileOrder;
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{ProblemKind, read_file};

use crate::support::{data, formats};

fn look(text: &str, delimiter: u8) -> Proposal {
    propose(&Delimited::read(text, delimiter).table, &formats()).expect("a table with days and amounts")
}

#[test]
fn a_column_tells_every_order_and_style_that_all_of_its_cells_fit() {
    let open = look("When;What;How much\n03/04/2026;a;1.250\n05/06/2026;b;-1.300\n", b';');
    assert_eq!(open.header, Some(0));
    assert_eq!(open.columns[0].days, [DateOrder::DayMonthYear, DateOrder::MonthDayYear]);
    assert_eq!(open.columns[2].amounts, [NumberStyle::Point, NumberStyle::Comma]);
    assert!(open.columns[2].negative && open.columns[1].days.is_empty() && open.columns[1].amounts.is_empty());
    let told = look("When;What;How much\n03/04/2026;a;1.250\n25/06/2026;b;-1,30\n", b';');
    assert_eq!(told.columns[0].days, [DateOrder::DayMonthYear]);
    assert_eq!(told.columns[2].amounts, [NumberStyle::Comma]);
}

#[test]
fn a_balance_is_proven_by_every_row_or_not_at_all() {
    let rows = |last: &str| {
        format!("Day,Text,A,B\n2026-01-01,a,10.00,110.00\n2026-01-02,b,-30.00,80.00\n2026-01-03,c,5.00,{last}\n")
    };
    let proven = look(&rows("85.00"), b',');
    assert_eq!(proven.chains[0].moves, Moves::Signed(2, Sign::Signed));
    assert_eq!((proven.chains[0].balance, proven.chains[0].links), (3, 2));
    assert_eq!(proven.chains[0].order, FileOrder::OldestFirst);
    assert!(look(&rows("85.01"), b',').chains.is_empty());
}

#[test]
fn the_arithmetic_tells_money_in_from_money_out_and_the_order_of_rows() {
    let newest = look("Day,X,Y,Z\n2026-01-03,5.00,,85.00\n2026-01-02,30.00,,90.00\n2026-01-01,,20.00,120.00\n", b',');
    assert_eq!(newest.chains[0].moves, Moves::InOut(2, 1));
    assert_eq!(newest.chains[0].order, FileOrder::NewestFirst);
    let card = look("Day,X,Z\n2026-01-01,5.00,85.00\n2026-01-02,30.00,55.00\n2026-01-03,-20.00,75.00\n", b',');
    assert_eq!(card.chains[0].moves, Moves::Signed(1, Sign::OutPositive));
    let worded =
        look("Day,X,W,Z\n2026-01-01,5.00,Af,85.00\n2026-01-02,30.00,Af,55.00\n2026-01-03,20.00,Bij,75.00\n", b',');
    assert_eq!(worded.chains[0].moves, Moves::Worded(1, 2, "Bij".into()));
}

#[test]
fn a_name_that_known_layouts_have_is_said_to_be_known() {
    let table = look("Buchungstag;Zettel;Betrag\n01.02.2026;a;-1,50\n", b';');
    assert_eq!(table.columns[0].known_as, [Field::Date]);
    assert!(table.columns[1].known_as.is_empty());
    assert_eq!(table.columns[2].known_as.first(), Some(&Field::Amount));
}

#[test]
fn a_preamble_and_a_footer_are_no_rows() {
    let text = "An account\nFrom 01.01.2026 to 31.01.2026\n\nDay;Text;Amount\n13.01.2026;a;-1,50\n14.01.2026;b;2,00\nSum;;0,50\n";
    let table = look(text, b';');
    assert_eq!((table.header, table.first, table.columns[2].filled), (Some(2), 3, 2));
}

/// Columns of day, text, day, in and out; the figures as of the same rows in the bank's own layout.
#[test]
fn a_table_without_names_is_mapped_by_its_places() {
    let Some(bytes) = data("banks/test_delimiter_tab.csv") else { return };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let fields =
        vec![(Field::Date, 0), (Field::Description, 1), (Field::ValueDate, 2), (Field::In, 3), (Field::Out, 4)];
    let mapping = Mapping { fields, currency: Currency::parse("EUR"), ..Mapping::default() };
    let layout = mapping.format(&look(&text, b'\t')).unwrap();
    let totals = read_file(text.as_bytes(), &[layout], Answers::default(), &NoHost).unwrap()[0].totals();
    assert_eq!((totals.incoming.rows, totals.incoming.amount), (9, 187_820));
    assert_eq!((totals.outgoing.rows, totals.outgoing.amount), (64, 645_890));
}

#[test]
fn a_word_for_the_direction_is_said_by_the_person() {
    let Some(bytes) = data("banks/test_row_format_CD_flag.csv") else { return };
    let text = core::str::from_utf8(&bytes).unwrap();
    let proposal = look(text, b';');
    assert_eq!(proposal.columns[4].words, ["O", "I", "EUR"]);
    let read_with = |outgoing: &[&str]| {
        let mapping = Mapping {
            fields: vec![(Field::Date, 0), (Field::Description, 1), (Field::Amount, 3), (Field::Direction, 4)],
            sign: Some(Sign::Unsigned),
            incoming: vec!["I".into()],
            outgoing: outgoing.iter().map(|word| (*word).to_owned()).collect(),
            currency: Currency::parse("EUR"),
            ..Mapping::default()
        };
        read_file(&bytes, &[mapping.format(&proposal).unwrap()], Answers::default(), &NoHost)
    };
    // Its last rows have another word, of which nobody but the person knows.
    let asked = read_with(&["O"]).unwrap_err();
    assert_eq!((asked.kind, asked.line, asked.shown()), (ProblemKind::Direction, Some(72), Some("EUR")));
    let totals = read_with(&["O", "EUR"]).unwrap()[0].totals();
    assert_eq!((totals.incoming.amount, totals.outgoing.amount), (187_820, 645_890));
}

#[test]
fn what_has_no_days_or_no_amounts_is_no_table_of_rows() {
    for text in ["a,b\nc,d\n", "2026-01-01,a\n", "Amount\n1.00\n", ""] {
        assert!(propose(&Delimited::read(text, b',').table, &[]).is_none(), "{text}");
    }
}
