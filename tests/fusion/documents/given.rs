//! Files of other projects, with the figures that those projects or a hand count give them.

use prescreen_fusion::statement::{RowKind, Status};
use prescreen_fusion::{ProblemKind, Statement};

use super::{closes, effects};
use crate::support;

/// A file of another project, by its path in `tests/vectors/statements`.
fn given(name: &str) -> Vec<u8> {
    let path = format!("{}/../../tests/vectors/statements/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a vector")
}

fn read(name: &str) -> Vec<Statement> {
    support::read(&given(name)).expect(name)
}

/// A file of several banks, of which two state marks: read as euros, which have two decimals too.
const MARKS: &str = "mt940/cmxl-mt940.sta";

fn in_force(name: &str) -> Vec<Statement> {
    let text = String::from_utf8(given(name)).expect("a text");
    support::read(text.replace("DEM", "EUR").as_bytes()).expect(name)
}

#[test]
fn a_currency_that_is_not_in_force_is_refused() {
    let problem = support::read(&given(MARKS)).expect_err("marks");
    assert_eq!((problem.kind, problem.line), (ProblemKind::Currency, Some(4)));
}

/// Day and signed change of each row of each statement.
fn movements(statements: &[Statement]) -> Vec<(String, i64)> {
    let rows = statements.iter().flat_map(|statement| &statement.rows);
    rows.map(|row| (row.date.to_string(), row.effect.unwrap_or(0))).collect()
}

/// Currency, opening and closing.
fn balances(statement: &Statement) -> (&str, Option<i64>, Option<i64>) {
    let amount = |balance: Option<prescreen_fusion::statement::Balance>| balance.map(|balance| balance.amount);
    (statement.currency.as_str(), amount(statement.opening), amount(statement.closing))
}

#[test]
fn camt_files_read_as_genkgo_reads_them() {
    // Account, currency, opening, closing, and amount, day and booked of the one entry, as in the JSON beside the files.
    type Expected = (&'static str, &'static str, Option<i64>, Option<i64>, i64, &'static str, Status);
    let (booked, pending) = (Status::Booked, Status::Pending);
    let swiss = "CH2801234000123456789";
    let dutch = "NL26VAYB8060476890";
    let files: &[(&str, Expected)] = &[
        ("camt052.v1", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", booked)),
        ("camt052.v2", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", booked)),
        ("camt052.v2.other-account", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", booked)),
        ("camt052.v4", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", pending)),
        ("camt052.v6", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", pending)),
        ("camt053.v2.all-balance-types", (swiss, "EUR", Some(101), Some(404), 885, "2014-12-31", booked)),
        // Closing is in another currency than the account.
        ("camt053.v2.minimal", (dutch, "EUR", Some(1_815), None, 885, "2014-12-31", booked)),
        ("camt053.v2.with-account-name", (swiss, "EUR", None, None, 885, "2014-12-31", booked)),
        ("camt053.v3", (dutch, "EUR", Some(1_815), None, 885, "2014-12-31", booked)),
        ("camt053.v4", (dutch, "EUR", Some(1_815), None, 885, "2014-12-31", booked)),
        ("camt054.v2", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", booked)),
        ("camt054.v4", (swiss, "SEK", None, None, -20_000_000, "2007-10-18", booked)),
    ];
    for (name, (account, currency, opening, closing, signed, day, status)) in files {
        let statements = read(&format!("camt/{name}.xml"));
        let [statement] = statements.as_slice() else { panic!("{name}: one statement") };
        assert_eq!(statement.format, name.replacen("camt", "camt.", 1)[..8], "{name}");
        assert_eq!(statement.account, *account, "{name}");
        assert_eq!(balances(statement), (*currency, *opening, *closing), "{name}");
        let [row] = statement.rows.as_slice() else { panic!("{name}: one row") };
        assert_eq!((row.amount, row.date.to_string().as_str(), row.status), (signed.abs(), *day, *status), "{name}");
        assert_eq!(row.effect, (*status == booked).then_some(*signed), "{name}");
    }
}

#[test]
fn a_camt_file_of_two_statements_closes_twice() {
    let statements = read("camt/camt053.v2.multi.statement.xml");
    let expected = [("EUR", Some(1_815), Some(2_700)), ("EUR", Some(2_700), Some(2_000))];
    assert_eq!(statements.iter().map(balances).collect::<Vec<_>>(), expected);
    assert_eq!(movements(&statements), [("2014-12-31".into(), 885), ("2014-12-31".into(), -700)]);
    assert!(statements.iter().all(closes));
}

#[test]
fn mt940_files_read_as_the_library_mt940_reads_them() {
    let files: &[(&str, &[(&str, i64)])] = &[
        ("jejik-generic", &[("2011-01-01", -1_000), ("2011-02-01", -1_000)]),
        (
            "jejik-ing",
            &[
                ("2010-07-22", -2_503),
                ("2010-07-22", -303),
                ("2010-07-22", -111),
                ("2010-07-22", -2_000),
                ("2010-07-22", -110),
                ("2010-07-22", 368),
                ("2010-07-23", 100),
            ],
        ),
        (
            "jejik-rabobank-iban",
            &[("2013-01-01", -2_500), ("2013-01-02", -1_000), ("2013-01-08", -2_500), ("2013-01-09", -1_000)],
        ),
        ("mBank-mt940", &[("2017-01-19", 1), ("2017-01-19", 1), ("2017-01-19", 1)]),
        ("self-provided-february_30", &[("2016-03-01", -600)]),
        ("self-provided-mt942", &[("2016-10-31", -42)]),
        ("self-provided-transaction_details_wrapped", &[("2016-03-01", -600)]),
        (
            "cmxl-mt940",
            &[
                ("2013-10-17", -680_000),
                ("2013-10-17", -62_030),
                ("2013-10-17", 1_850_000),
                ("2013-10-15", -1_422_000),
                ("2013-10-17", -150_700),
                ("2013-10-24", 420_000),
                ("2013-10-17", -1_990_000),
                ("2013-10-17", -40_000),
                ("2013-10-18", 365_674),
                ("2013-10-19", 2_304_000),
                ("2013-10-27", -586_214),
                ("2002-11-02", -80_000),
                ("2002-11-02", 300_000),
                ("2003-10-20", 2_000_000),
                ("2003-10-20", -1_000_000),
                ("2003-10-20", 4_000),
            ],
        ),
    ];
    for (name, expected) in files {
        let found = movements(&in_force(&format!("mt940/{name}.sta")));
        let expected: Vec<(String, i64)> = expected.iter().map(|(day, signed)| ((*day).to_owned(), *signed)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_balances_of_mt940_files_are_those_of_the_library_mt940() {
    for (name, expected) in [
        ("jejik-generic", &[("EUR", Some(10_000), Some(9_000)), ("EUR", Some(9_000), Some(8_000))][..]),
        ("jejik-ing", &[("EUR", Some(0), Some(347))]),
        ("jejik-rabobank-iban", &[("EUR", Some(100_000), Some(96_500)), ("EUR", Some(96_500), Some(93_000))]),
        ("mBank-mt940", &[("PLN", Some(40), Some(43))]),
        ("self-provided-february_30", &[("EUR", Some(120_000), Some(119_400))]),
        (
            "cmxl-mt940",
            &[
                ("EUR", Some(8_434_974), Some(8_443_704)),
                ("EUR", Some(218_795), Some(438_795)),
                ("PLN", Some(4_000_000), Some(5_004_000)),
            ],
        ),
        (
            "betterplace-amount_formats",
            &[
                ("EUR", Some(38_011_512), None),
                ("EUR", Some(38_011_510), None),
                ("EUR", Some(38_011_500), None),
                ("EUR", Some(12), None),
                ("EUR", Some(12), None),
                ("EUR", Some(112), None),
            ],
        ),
        ("betterplace-currency_in_25", &[("EUR", None, None)]),
    ] {
        let statements = in_force(&format!("mt940/{name}.sta"));
        assert_eq!(statements.iter().map(balances).collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn a_month_of_sepa_in_twenty_six_pages_closes_in_every_statement() {
    // 97 movements by their field 61; six of the 26 messages are further pages. Debits by the library mt940; its two
    // reversals of credits are debits too, for only then do the balances hold.
    let statements = read("mt940/betterplace-sepa_mt9401.sta");
    assert_eq!(statements.len(), 20);
    assert!(statements.iter().all(closes));
    let effects: Vec<i64> = statements.iter().flat_map(effects).collect();
    assert_eq!(effects.len(), 97);
    let sum = |incoming: bool| effects.iter().filter(|effect| (**effect > 0) == incoming).sum::<i64>();
    assert_eq!((sum(true), sum(false)), (518_847_494, -1_445_720_108 - 40_976));
}

#[test]
fn mt940_without_a_balance_or_a_movement_is_refused() {
    let problem = |name: &str| support::read(&given(name)).expect_err(name).kind;
    assert_eq!(problem("mt940/betterplace-empty_86.sta"), ProblemKind::Empty);
    assert_eq!(problem("mt940/self-provided-invalid_statement.sta"), ProblemKind::UnknownFormat);
}

#[test]
fn ofx_files_read_as_ofxparse_reads_them() {
    type Rows = &'static [(&'static str, i64)];
    let files: &[(&str, &str, Option<i64>, Rows)] = &[
        ("bank_medium", "CAD", Some(38_234), &[("2009-04-01", -660), ("2009-04-02", -31_667), ("2009-04-03", -2_200)]),
        ("checking", "USD", Some(10_099), &[("2011-03-31", 1), ("2011-04-05", -3_451), ("2011-04-07", -2_500)]),
        ("suncorp", "AUD", Some(123_412), &[("2013-12-15", -1_685)]),
        // The file's own element: the statement names no currency.
        ("ofx-v102-empty-tags", "AUD", None, &[("2018-05-07", 1_234)]),
        // Amounts in the row's own currency (OFX 2.3, 5.2), and the day that stands in the file.
        ("investment_medium", "USD", None, &[("2009-12-15", -365), ("2009-12-15", 335), ("2009-12-15", -365)]),
        ("vanguard", "USD", None, &[("2011-07-15", 421_230)]),
    ];
    for (name, currency, closing, expected) in files {
        let statements = read(&format!("ofx/{name}.ofx"));
        let [statement] = statements.as_slice() else { panic!("{name}: one statement") };
        assert_eq!(balances(statement), (*currency, None, *closing), "{name}");
        let expected: Vec<(String, i64)> = expected.iter().map(|(day, signed)| ((*day).to_owned(), *signed)).collect();
        assert_eq!(movements(&statements), expected, "{name}");
    }
}

#[test]
fn an_ofx_file_of_two_accounts_gives_two_statements() {
    let statements = read("ofx/multiple_accounts.ofx");
    let accounts: Vec<_> =
        statements.iter().map(|statement| (statement.account.as_str(), balances(statement))).collect();
    assert_eq!(accounts, [("9100", ("USD", None, Some(11_100))), ("9200", ("USD", None, Some(22_200)))]);
}

#[test]
fn a_fund_that_was_sold_is_named_by_the_files_list() {
    let statements = read("ofx/vanguard.ofx");
    let row = &statements[0].rows[0];
    let security = row.security.as_ref().expect("a security");
    assert_eq!(
        (row.kind, security.code.as_str(), security.name.as_str()),
        (RowKind::Sell, "VFINX", "Name of the security")
    );
    assert_eq!((security.quantity, security.price), (Some(-4_212_300_000), Some(10_000_000_000)));
}

#[test]
fn a_broker_s_amounts_finer_than_a_cent_add_up_to_the_cent() {
    let statements = support::read(&given("ofx/fidelity-savings.ofx")).expect("a broker's account");
    let totals = statements[0].totals();
    // Of the file's own amounts by exact decimals: 115.8331 in, 1894.2283 out, together -1778.3952.
    assert_eq!((totals.incoming.amount, totals.outgoing.amount), (11_583, 189_422));
    let problem = support::read(&given("ofx/bank_small.ofx")).expect_err("no statement");
    assert_eq!(problem.kind, ProblemKind::Empty);
}

#[test]
fn qif_files_read_as_quiffen_reads_them() {
    let Some(bytes) = support::data("qif/test.qif") else { return };
    let statements = support::read(&bytes).expect("it reads");
    let [bank, broker] = statements.as_slice() else { panic!("bank and broker") };
    let bank_rows = [
        ("2020-02-10".into(), 0),
        ("2020-02-14".into(), 6_750),
        ("2020-02-14".into(), 3_200),
        ("2020-02-12".into(), -1_000),
        ("2020-02-11".into(), -2_500),
        ("2020-02-10".into(), -10_000),
    ];
    assert_eq!(movements(std::slice::from_ref(bank)), bank_rows);
    assert_eq!(bank.opening.map(|opening| opening.amount), Some(0));
    // A buy without an amount: quiffen has none either.
    assert_eq!((broker.rows.len(), broker.rows[0].status, broker.rows[0].amount), (1, Status::Notice, 0));
    for (name, rows) in [
        ("test_split", &[("2000-01-01".to_owned(), -1_000)][..]),
        ("test_category_inherit", &[]),
        ("test_clear_autoswitch", &[]),
        ("test_unknown_account_type", &[]),
    ] {
        let bytes = support::data(&format!("qif/{name}.qif")).expect("beside the first");
        assert_eq!(movements(&support::read(&bytes).expect(name)), rows, "{name}");
    }
    for (name, kind) in [("empty", ProblemKind::Empty), ("test_nosymbol", ProblemKind::WrongExport)] {
        let bytes = support::data(&format!("qif/{name}.qif")).expect("beside the first");
        assert_eq!(support::read(&bytes).expect_err(name).kind, kind, "{name}");
    }
}
