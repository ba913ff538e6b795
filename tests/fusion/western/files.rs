//! Files of others. Figures were summed by an independent program with exact decimals from the file's own columns, as
//! the remark beside each says.

use prescreen_fusion::statement::{NoteKind, Status};

use crate::support::{data, read};

/// File, layout, currency, rows and minor units in, the same out.
type Figures = (&'static str, &'static str, &'static str, (u32, i64), (u32, i64));

const FIGURES: &[Figures] = &[
    // Sum of Bedrag by sign.
    ("banks/2018-04-14_10-52-13_bunq-transactieoverzicht.csv", "bunq", "EUR", (1, 75_000), (2, 2_146)),
    // Amount; in where the last column says CR; rows whose day is the word Pending are not booked.
    ("banks/MS_JANE_SMITH_01-12-2019_14-12-2019.csv", "john-lewis", "GBP", (1, 110_000), (9, 138_580)),
    ("banks/MonzoDataExport_February2018_2018-02-26_174335.csv", "monzo", "GBP", (0, 0), (1, 1_000)),
    // bedrag in EUR by sign; the payment names no card and is of the only one.
    ("banks/export_KBC-Mastercard Business Essential_20200204_1604.csv", "kbc-card", "EUR", (1, 3_577), (2, 3_304)),
    // Credit and Debit.
    ("banks/test_BOI_TransactionExport.csv", "boi", "EUR", (6, 384_122), (21, 426_083)),
    // The fourth column by sign, of the 73 rows that have one.
    ("banks/test_raiffeisen_01.csv", "raiffeisen-at", "EUR", (9, 187_820), (64, 645_890)),
    // Total Amount; out where Buy / Sell is BUY.
    ("brokers/freetrade.csv", "freetrade", "GBP", (6, 1_295_168), (11, 401_760)),
    // Net Amount by sign: 7037.45 in; 4010.05 and 0.0002637591265 out, which is less than a penny.
    ("brokers/interactive_brokers.csv", "ibkr", "GBP", (7, 703_745), (4, 401_005)),
    ("brokers/schwab.csv", "schwab", "USD", (4, 131_355_910), (3, 29_373_224)),
    // Total; out where Action is a buy or Total is negative.
    ("brokers/trading212.csv", "trading212", "GBP", (5, 613_940), (2, 438_135)),
    ("bmo-debit.csv", "bmo", "CAD", (1, 1), (3, 15_832)),
    // The fourth column in, the third out.
    ("td-records.csv", "td-ca", "CAD", (2, 33_223), (7, 31_917)),
];

#[test]
fn files_of_others_read_to_figures_that_another_program_found() {
    for (name, format, currency, incoming, outgoing) in FIGURES {
        let Some(bytes) = data(name) else { continue };
        let statements = read(&bytes).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let [statement] = statements.as_slice() else { panic!("{name}: one account in one currency") };
        let totals = statement.totals();
        assert_eq!((statement.format.as_str(), statement.currency.as_str()), (*format, *currency), "{name}");
        assert_eq!((totals.incoming.rows, totals.incoming.amount), *incoming, "{name}");
        assert_eq!((totals.outgoing.rows, totals.outgoing.amount), *outgoing, "{name}");
        assert!(statement.rows.iter().all(|row| row.status == Status::Booked), "{name}");
    }
}

#[test]
fn what_is_no_movement_is_left_out_and_said() {
    for name in ["banks/MS_JANE_SMITH_01-12-2019_14-12-2019.csv", "banks/test_raiffeisen_01.csv"] {
        let Some(bytes) = data(name) else { continue };
        let notes = &read(&bytes).expect("it reads")[0].notes;
        assert!(notes.iter().any(|note| note.kind == NoteKind::RowLeftOut), "{name}");
    }
}
