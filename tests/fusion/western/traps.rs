//! Traps that other programs fell into, each with the smallest file that has it.

use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{Direction, FileOrder, NoteKind, Status};
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{Problem, ProblemKind, Statement, read_file};

use crate::support::read;

/// A layout with a day, an amount and a balance, of which the file has to tell the rest.
const OPEN: &str = r#"{
    "id": "open", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
    "columns": {
        "date": ["Day"], "value_date": ["Value day"], "description": ["Text"], "amount": ["Amount"], "balance": ["Balance"]
    },
    "required": ["date", "amount"], "currency": "EUR"
}"#;

fn read_open(text: &str, answers: Answers) -> Result<Statement, Problem> {
    let format = Format::load(OPEN).unwrap();
    Ok(read_file(text.as_bytes(), &[format], answers, &NoHost)?.remove(0))
}

fn open(text: &str) -> Statement {
    read_open(text, Answers::default()).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn effects(statement: &Statement) -> Vec<Option<i64>> {
    statement.rows.iter().map(|row| row.effect).collect()
}

fn one(text: &str) -> Statement {
    read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}")).remove(0)
}

#[test]
fn an_amount_in_brackets_is_money_out() {
    let rows = "Day,Amount\n2026-01-31,($30.00)\n2026-01-31,$(30.00)\n2026-01-31,(1 500.99)\n2026-01-31,12.00\n";
    assert_eq!(effects(&open(rows)), [Some(-3_000), Some(-3_000), Some(-150_099), Some(1_200)]);
}

#[test]
fn an_ambiguous_separator_is_decided_by_the_other_rows_or_asked() {
    assert_eq!(effects(&open("Day;Amount\n2026-01-31;-3.000\n2026-01-31;5,50\n")), [Some(-300_000), Some(550)]);
    assert_eq!(effects(&open("Day;Amount\n2026-01-31;1,000\n2026-01-31;5.50\n")), [Some(100_000), Some(550)]);
    let alone = read_open("Day;Amount\n2026-01-31;12\n2026-01-31;-3.000\n", Answers::default()).unwrap_err();
    assert_eq!((alone.kind, alone.line, alone.shown()), (ProblemKind::AmbiguousAmount, Some(3), Some("-3.000")));
    let answers = Answers { numbers: Some(prescreen_fusion::money::NumberStyle::Comma), ..Answers::default() };
    let told = read_open("Day;Amount\n2026-01-31;12\n2026-01-31;-3.000\n", answers).unwrap();
    assert_eq!(effects(&told), [Some(1_200), Some(-300_000)]);
}

#[test]
fn a_balance_in_another_style_than_the_amounts_is_read_in_its_own() {
    let text = "Day;Amount;Balance\n2026-01-30;1.234,50;1,234.50\n2026-01-31;-4,50;1,230.00\n";
    let statement = open(text);
    assert_eq!(statement.rows[1].balance, Some(123_000));
    assert_eq!(statement.integrity.links, 1);
}

#[test]
fn a_preamble_in_another_locale_than_its_rows_is_read_in_its_own() {
    let file = |balance: &str| {
        format!(
            "\"Girokonto\";\"DE00\"\n\"Kontostand vom 31.12.2026:\";\"{balance}\"\n\n\
             \"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\
             \"Verwendungszweck\";\"Umsatztyp\";\"IBAN\";\"Betrag (€)\"\n\
             \"31.12.26\";\"31.12.26\";\"Gebucht\";\"A\";\"B\";\"\";\"Ausgang\";\"\";\"-1.029,90 €\"\n"
        )
    };
    for balance in ["5,001.23 EUR", "5.001,23 €"] {
        let statement = one(&file(balance));
        assert_eq!(statement.closing.map(|closing| closing.amount), Some(500_123), "{balance}");
        assert_eq!(effects(&statement), [Some(-102_990)]);
    }
}

#[test]
fn two_equal_rows_of_one_day_are_both_real() {
    let statement = open("Day,Text,Amount\n2026-01-31,Tram,-6.76\n2026-01-31,Tram,-6.76\n");
    assert_eq!((statement.totals().outgoing.rows, statement.totals().outgoing.amount), (2, 1_352));
}

#[test]
fn a_fee_of_its_own_column_is_taken_from_the_balance_too() {
    let row = |amount: &str, balance: &str| {
        format!(
            "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n\
             TOPUP,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,100.00,0.00,GBP,COMPLETED,100.00\n\
             TRANSFER,Current,2026-01-02 09:00:00,2026-01-02 09:00:00,b,{amount},0.50,GBP,COMPLETED,{balance}\n"
        )
    };
    for (amount, balance, effect) in [("-10.00", "89.50", -1_050), ("10.00", "109.50", 950), ("0.20", "99.70", -30)] {
        let statement = one(&row(amount, balance));
        assert_eq!(statement.rows[1].effect, Some(effect), "{amount}");
        assert_eq!(statement.rows[1].fee, Some(50));
        assert_eq!((statement.integrity.links, statement.integrity.broken_links), (1, 0), "{amount}");
    }
}

#[test]
fn products_of_one_file_have_balances_of_their_own() {
    let text = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n\
        TOPUP,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,100.00,0.00,GBP,COMPLETED,100.00\n\
        TRANSFER,Savings,2026-01-02 09:00:00,2026-01-02 09:00:00,b,10.00,0.00,GBP,COMPLETED,10.00\n\
        TRANSFER,Current,2026-01-02 09:00:00,2026-01-02 09:00:00,b,-10.00,0.00,GBP,COMPLETED,90.00\n";
    let statements = read(text.as_bytes()).unwrap();
    let accounts: Vec<_> = statements.iter().map(|statement| statement.account.as_str()).collect();
    assert_eq!(accounts, ["Current", "Savings"]);
    assert!(statements.iter().all(|statement| statement.integrity.broken_links == 0));
}

#[test]
fn a_balance_carried_forward_is_no_transaction() {
    let text = "Description,,Summary Amt.\nBeginning balance as of 01/01/2026,,\"1,000.00\"\n\n\
        Date,Description,Amount,Running Bal.\n\
        01/01/2026,Beginning balance as of 01/01/2026,,\"1,000.00\"\n01/02/2026,SHOP,-1.00,999.00\n";
    let statement = one(text);
    assert_eq!(statement.rows.len(), 1);
    assert_eq!(statement.opening.map(|opening| opening.amount), Some(100_000));
    assert_eq!((statement.integrity.links, statement.integrity.broken_links), (1, 0));
}

#[test]
fn a_column_that_is_gone_is_not_missed() {
    let row = ",08/10/2026,08/11/2026,SHOP,Shopping,Sale,-10.59,";
    let with = one(&format!("Card,Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n1234{row}\n"));
    let without = one(&format!("Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n{}\n", &row[1..]));
    assert_eq!((with.rows[0].effect, with.rows[0].method.as_str()), (Some(-1_059), "1234"));
    assert_eq!((without.rows[0].effect, without.rows[0].method.as_str()), (Some(-1_059), ""));
}

#[test]
fn the_order_of_rows_of_one_moment_is_told_by_their_balances() {
    let newest = "Day,Amount,Balance\n2026-01-31,-5.00,85.00\n2026-01-31,-10.00,90.00\n2026-01-31,100.00,100.00\n";
    let oldest = "Day,Amount,Balance\n2026-01-31,100.00,100.00\n2026-01-31,-10.00,90.00\n2026-01-31,-5.00,85.00\n";
    for (text, order) in [(newest, FileOrder::NewestFirst), (oldest, FileOrder::OldestFirst)] {
        let statement = open(text);
        assert_eq!(statement.order, order);
        assert_eq!((statement.integrity.links, statement.integrity.broken_links), (2, 0));
    }
}

#[test]
fn what_is_owed_on_a_card_is_a_negative_balance_and_a_bank_owes_nothing() {
    // The balance rises with what is spent: 100 owed, 20 spent, 50 paid.
    let text = "Day,Amount,Balance\n2026-01-01,-100.00,100.00\n2026-01-02,-20.00,120.00\n2026-01-03,50.00,70.00\n";
    let card = Format::load(&OPEN.replace(r#""kind": "bank""#, r#""kind": "card""#)).unwrap();
    let statement = read_file(text.as_bytes(), &[card], Answers::default(), &NoHost).unwrap().remove(0);
    let balances: Vec<_> = statement.rows.iter().map(|row| row.balance).collect();
    assert_eq!(balances, [Some(-10_000), Some(-12_000), Some(-7_000)]);
    assert_eq!((statement.integrity.links, statement.integrity.broken_links), (2, 0));
    // At a bank it is amounts turned round.
    assert_eq!((open(text).integrity.links, open(text).integrity.broken_links), (0, 2));
}

#[test]
fn a_spreadsheets_count_of_days_is_a_day_and_no_year() {
    // 45678 is 21 January 2025, as any spreadsheet shows it.
    let statement = open("Day,Amount\n45678,1.00\n45679,2.00\n");
    assert_eq!(statement.rows[0].date.to_string(), "2025-01-21");
    assert!(statement.notes.iter().any(|note| note.kind == NoteKind::SavedAgain));
    let mixed = read_open("Day,Amount\n45678,1.00\n2025-01-22,2.00\n", Answers::default()).unwrap_err();
    assert_eq!((mixed.kind, mixed.line), (ProblemKind::Day, Some(2)));
}

#[test]
fn windows_1252_is_read_with_its_euro_sign_and_its_umlauts() {
    let bytes = b"Day;Text;Amount\n2026-01-31;\xdcberweisung M\xfcller;\x80 5,00\n";
    let format = Format::load(OPEN).unwrap();
    let statement = read_file(bytes, &[format], Answers::default(), &crate::support::Browser).unwrap().remove(0);
    assert_eq!(statement.rows[0].description, "Überweisung Müller");
    assert_eq!(statement.rows[0].effect, Some(500));
}

#[test]
fn utf_8_that_ends_within_a_character_is_cut() {
    let text = "Day,Text,Amount\n2026-01-31,Café,-1.00\n2026-01-31,Café";
    let cut = &text.as_bytes()[..text.len() - 1];
    assert_eq!(
        read_file(cut, &[Format::load(OPEN).unwrap()], Answers::default(), &NoHost).unwrap_err().kind,
        ProblemKind::Cut
    );
}

#[test]
fn gb_18030_that_ends_within_a_character_is_cut_and_keeps_its_encoding() {
    let text = "Day,Text,Amount\n2026-01-31,张三,-1.00\n2026-01-31,李四";
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    let read = |bytes: &[u8]| {
        let read = read_file(bytes, &[Format::load(OPEN).unwrap()], Answers::default(), &crate::support::Browser);
        read.map(|statements| statements[0].rows[0].description.clone()).map_err(|problem| problem.kind)
    };
    let whole = &bytes[..bytes.len() - "\n2026-01-31,".len() - 4];
    assert_eq!(read(whole), Ok("张三".to_owned()));
    assert_eq!(read(&bytes[..bytes.len() - 1]), Err(ProblemKind::Cut));
    // A character of four bytes, after one, two and three of them.
    let (long, ..) = encoding_rs::GB18030.encode("𠀀");
    for end in 1..4 {
        assert_eq!(read(&[whole, b"\n2026-01-31,", &long[..end]].concat()), Err(ProblemKind::Cut), "{end}");
    }
    // A Western file that ends with a letter of its own is whole.
    assert!(
        read(b"Day;Text;Amount\n2026-01-31;Caf\xe9;-1.00\n2026-01-31;-2.00;Caf\xe9")
            .is_err_and(|kind| kind != ProblemKind::Cut)
    );
}

#[test]
fn a_row_without_a_day_is_left_out_and_told_and_the_others_are_read() {
    let read = |text: &str| read_open(text, Answers::default());
    let dayless = |statement: &Statement| {
        let note = statement.notes.iter().find(|note| note.kind == NoteKind::RowWithoutDay);
        note.and_then(|note| note.line)
    };
    for word in ["Pending", ""] {
        let text = format!("Day,Text,Amount\n2026-01-30,a,-1.00\n{word},Shop,-5.00\n2026-01-31,b,-2.00\n");
        let statement = read(&text).unwrap();
        assert_eq!((statement.rows.len(), dayless(&statement)), (2, Some(3)), "{word}");
        assert_ne!(statement.integrity.verdict, IntegrityVerdict::Consistent);
    }
    // With balances that all others link by, it moved nothing.
    let text = |balance: &str, last: &str| {
        format!(
            "Day,Text,Amount,Balance\n2026-01-29,a,-1.00,99.00\n2026-01-30,b,-2.00,97.00\nPending,c,-5.00,{balance}\n2026-01-31,d,-4.00,{last}\n"
        )
    };
    let statement = read(&text("", "93.00")).unwrap();
    assert_eq!((dayless(&statement), statement.integrity.verdict), (Some(4), IntegrityVerdict::Consistent));
    assert_eq!(read(&text("", "88.00")).unwrap().integrity.verdict, IntegrityVerdict::Inconsistent);
    // One that has a balance moved, and a day with digits that is none is no word: both are refused with their line.
    let refused = |text: &str| read(text).map_err(|problem| (problem.kind, problem.line)).unwrap_err();
    assert_eq!(refused(&text("92.00", "88.00")), (ProblemKind::Day, Some(4)));
    assert_eq!(refused("Day,Text,Amount\n2026-01-30,a,-1.00\n2026-02-30,b,-5.00\n"), (ProblemKind::Day, Some(3)));
    // Where no row has a day, the column is none of days.
    assert_eq!(refused("Day,Text,Amount\nPending,a,-1.00\n").0, ProblemKind::Day);
}

#[test]
fn a_first_column_that_says_pending_is_no_booked_row() {
    let statement = one("Date Processed,Description,Amount,\nPending,A CAFE,£67.40,\n12-Dec-2026,A SHOP,£1.00,\n");
    assert_eq!((statement.rows.len(), statement.totals().outgoing.amount), (1, 100));
    assert!(statement.notes.iter().any(|note| note.kind == NoteKind::RowLeftOut));
}

#[test]
fn a_pending_row_counts_for_nothing() {
    let statement =
        one("Status,Date,Description,Debit,Credit\nPending,12/30/2026,A,20.00,\nCleared,12/28/2026,B,5.00,\n");
    assert_eq!(statement.rows[0].status, Status::Pending);
    assert_eq!((statement.rows[0].effect, statement.totals().outgoing.amount), (None, 500));
}

#[test]
fn a_day_of_booking_that_lies_ahead_stays_beside_the_day_of_value() {
    let statement = open("Day,Value day,Amount\n2099-02-01,2099-01-17,-1.00\n");
    let row = &statement.rows[0];
    assert_eq!((row.date.to_string(), row.value_date.unwrap().to_string()), ("2099-02-01".into(), "2099-01-17".into()));
}

#[test]
fn a_row_without_a_day_of_booking_has_the_day_of_value() {
    let statement = open("Day,Value day,Amount\n,2026-01-17,-1.00\n");
    assert_eq!(statement.rows[0].date.to_string(), "2026-01-17");
}

#[test]
fn commas_at_the_end_of_rows_are_no_cells() {
    for text in
        ["Day,Amount,\n2026-01-31,1.00,\n", "Day,Amount\n2026-01-31,1.00,,,\n", "Day,Amount,,\n2026-01-31,1.00\n"]
    {
        assert_eq!(effects(&open(text)), [Some(100)], "{text}");
    }
}

#[test]
fn a_decimal_comma_that_became_a_delimiter_is_refused_with_its_line() {
    let problem = read_open("Day,Amount\n2026-01-30,7\n2026-01-31,12,50\n", Answers::default()).unwrap_err();
    assert_eq!((problem.kind, problem.line), (ProblemKind::Cells, Some(3)));
}

#[test]
fn a_column_whose_amounts_are_all_negative_writes_so_by_habit() {
    let citi = one(
        "Status,Date,Description,Debit,Credit\nCleared,12/28/2026,A,398.80,\nCleared,12/21/2026,PAYMENT,,-1037.98\n",
    );
    assert_eq!(effects(&citi), [Some(-39_880), Some(103_798)]);
}

#[test]
fn a_negative_amount_among_positive_ones_goes_the_other_way() {
    let text = "Date,Details,Debit,Credit,Balance\n01/09/2026,A,20.00,,80.00\n13/09/2026,A TAKEN BACK,-20.00,,100.00\n";
    let statement = one(text);
    assert_eq!(statement.rows[1].direction, Direction::In);
    assert_eq!((statement.integrity.links, statement.integrity.broken_links), (1, 0));
}

#[test]
fn a_day_that_may_be_either_way_round_is_asked_unless_a_row_tells() {
    let asked = read_open("Day,Amount\n03/04/2026,1.00\n05/06/2026,1.00\n", Answers::default()).unwrap_err();
    assert_eq!((asked.kind, asked.line), (ProblemKind::AmbiguousDay, Some(2)));
    assert_eq!(open("Day,Amount\n03/04/2026,1.00\n25/06/2026,1.00\n").rows[0].date.to_string(), "2026-04-03");
    assert_eq!(open("Day,Amount\n03/04/2026,1.00\n06/25/2026,1.00\n").rows[0].date.to_string(), "2026-03-04");
    let answers = Answers { day_order: Some(DateOrder::MonthDayYear), ..Answers::default() };
    let told = read_open("Day,Amount\n03/04/2026,1.00\n", answers).unwrap();
    assert_eq!(told.rows[0].date.to_string(), "2026-03-04");
}

#[test]
fn days_and_amounts_that_a_spreadsheet_wrote_anew_are_read_as_they_now_stand() {
    // Chase writes 08/13/2026 and -10.00; a German spreadsheet saves 13.08.2026 and -10,00.
    let text = "Details;Posting Date;Description;Amount;Type;Balance;Check or Slip #\nDEBIT;13.08.2026;LUNCH;-10,00;DEBIT_CARD;90,00;\n";
    let statement = one(text);
    assert_eq!((statement.rows[0].date.to_string(), statement.rows[0].effect), ("2026-08-13".into(), Some(-1_000)));
    let mixed = read(text.replace("90,00", "90.00").as_bytes()).unwrap_err();
    assert_eq!((mixed.kind, mixed.line), (ProblemKind::Amount, Some(2)));
}

#[test]
fn an_amount_finer_than_a_cent_is_refused_and_never_rounded() {
    let problem = read_open("Day,Amount\n2026-01-31,1.005\n2026-01-31,1.5\n", Answers::default()).unwrap_err();
    assert_eq!((problem.kind, problem.line), (ProblemKind::Precision, Some(2)));
}

#[test]
fn what_a_broker_counts_finer_than_a_cent_is_carried_until_it_is_one() {
    let rows = |amounts: &[&str]| {
        let head = "Summary,Data,Base Currency,USD\nTransaction History,Header,Date,Account,Description,Transaction Type,Symbol,Quantity,Price,Gross Amount ,Commission,Net Amount\n";
        let row = |amount: &&str| format!("Transaction History,Data,2026-01-02,U1,a,Buy,A,1,1,-1,-,{amount}\n");
        one(&format!("{head}{}", amounts.iter().map(row).collect::<String>()))
    };
    // Three times 1.004 is 3.012: the third row has the cent; a whole amount between is left as it is.
    let statement = rows(&["-1.004", "-1.004", "5.00", "-1.004"]);
    assert_eq!(effects(&statement), [Some(-100), Some(-100), Some(500), Some(-101)]);
    assert_eq!(rows(&["-2.637591265E-4"]).rows[0].amount, 0);
}

#[test]
fn other_tables_of_a_sectioned_file_are_not_read_as_rows() {
    let text = "Statement,Header,Field Name,Field Value\nStatement,Data,Title,Transaction History\n\
        Summary,Data,Base Currency,USD\nSummary,Data,Starting Cash,10.0\n\
        Transaction History,Header,Date,Account,Description,Transaction Type,Symbol,Quantity,Price,Gross Amount ,Commission,Net Amount\n\
        Transaction History,Data,2026-01-02,U1,a,Deposit,-,-,-,1.0,-,1.0\n\
        Transaction History,Total,,,,,,,,1.0,,1.0\n\
        Trades,Data,2026-01-02,U1,a,Buy,A,1,1,-1,-,-1.0\n";
    let statement = one(text);
    assert_eq!((statement.rows.len(), statement.currency.as_str()), (1, "USD"));
    assert_eq!(statement.opening.map(|opening| opening.amount), Some(1_000));
}

#[test]
fn a_second_table_of_one_file_is_a_statement_of_its_own() {
    let Ok(bytes) =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/western/comdirect.csv"))
    else {
        panic!("the file is there")
    };
    let statements = read(&bytes).unwrap();
    let [account, card] = statements.as_slice() else { panic!("an account and a card") };
    assert_eq!((account.rows.len(), card.rows.len()), (2, 1));
    assert_eq!((card.format.as_str(), card.rows[0].effect), ("comdirect-card", Some(-700)));
    assert_eq!((card.opening.unwrap().amount, card.closing.unwrap().amount), (0, -700));
}

#[test]
fn a_layout_that_many_files_share_is_not_taken_for_one_banks() {
    // American Express, first direct and many others write just these three or four columns, with opposite signs.
    for header in ["Date,Description,Amount", "Date,Description,Amount,Balance"] {
        let text = format!("{header}\n25/12/2026,A SHOP,12.00,1.00\n");
        assert_eq!(read(text.as_bytes()).unwrap_err().kind, ProblemKind::UnknownFormat, "{header}");
    }
}
