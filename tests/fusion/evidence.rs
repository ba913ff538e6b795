//! How a file came and was read caps what figures that hold can come to.

use prescreen::terms::Tier;
use prescreen_fusion::format::{Answers, Field, Format, Mapping, propose};
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::statement::{AccountKind, NoteKind, ShownStatement};
use prescreen_fusion::table::Table;
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{Statement, open_table, read_file, read_sheets};

use crate::feature::end_to_end::export;
use crate::support::{Browser, formats};

/// A layout that leaves day, numbers and currency open; one that is shipped, so that nothing else caps it.
fn open_layout(change: &str) -> Format {
    let text = r#"{
        "id": "open", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
        "columns": { "date": ["Day"], "amount": ["Amount", "Amount ({currency})"], "balance": ["Balance"] },
        "required": ["date", "amount"], "stated": { "opening": ["Opening {amount}"] } CHANGE
    }"#;
    Format::load(&text.replace("CHANGE", change)).unwrap().shipped()
}

fn read(text: &str, format: Format, answers: Answers) -> Statement {
    let read = read_file(text.as_bytes(), &[format], answers, &NoHost);
    read.unwrap_or_else(|problem| panic!("{problem:?}")).remove(0)
}

fn answered(statement: &Statement) -> bool {
    statement.notes.iter().any(|note| note.kind == NoteKind::Answered)
}

/// Figures hold in each of these; what the person said is what no figure checks.
fn consistent_and_capped(statement: &Statement) {
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
    assert!(answered(statement));
    assert_eq!(statement.tier(), Tier::Parsed);
    assert!(statement.rows.iter().all(|row| statement.tier_of(row) == Tier::Parsed));
}

fn as_it_came(statement: &Statement) {
    assert_eq!((statement.integrity.verdict, statement.tier()), (IntegrityVerdict::Consistent, Tier::Consistent));
    assert!(!answered(statement));
}

const WITHOUT: Answers = Answers { day_order: None, numbers: None, currency: None };

#[test]
fn an_answer_about_the_style_of_numbers_caps() {
    // Three thousand or three: balances link in either.
    let text = "Opening 0\nDay;Amount;Balance\n2026-01-30;3.000;3.000\n2026-01-31;-1.000;2.000\n";
    let layout = || open_layout(r#", "currency": "BHD""#);
    for (numbers, amount) in [(NumberStyle::Comma, 3_000_000), (NumberStyle::Point, 3_000)] {
        let statement = read(text, layout(), Answers { numbers: Some(numbers), ..WITHOUT });
        assert_eq!(statement.rows[0].amount, amount);
        consistent_and_capped(&statement);
    }
    // The rows tell it themselves: the answer decided nothing.
    let told = text.replace("3.000", "3.000,50").replace("2.000", "2.000,50");
    as_it_came(&read(&told, layout(), Answers { numbers: Some(NumberStyle::Comma), ..WITHOUT }));
}

/// A layout says how its numbers are written: an answer that differs is the person's word, one that agrees decides nothing.
#[test]
fn an_answer_against_the_layout_s_own_style_of_numbers_caps() {
    let text = "Opening 0\nDay;Amount;Balance\n2026-01-30;3.000;3.000\n2026-01-31;-1.000;2.000\n";
    let layout = || open_layout(r#", "currency": "BHD", "numbers": "point""#);
    let answer = |numbers| read(text, layout(), Answers { numbers: Some(numbers), ..WITHOUT });
    // Dinars have three decimals: three thousand of them against three.
    let other = answer(NumberStyle::Comma);
    assert_eq!(other.rows[0].amount, 3_000_000);
    consistent_and_capped(&other);
    let same = answer(NumberStyle::Point);
    assert_eq!(same, read(text, layout(), WITHOUT));
    assert_eq!(same.rows[0].amount, 3_000);
    as_it_came(&same);
}

#[test]
fn an_answer_about_the_order_of_days_caps() {
    let text = "Opening 0\nDay,Amount,Balance\n03/04/2026,3.00,3.00\n05/06/2026,-1.00,2.00\n";
    let answers = Answers { day_order: Some(DateOrder::MonthDayYear), ..WITHOUT };
    let layout = || open_layout(r#", "currency": "EUR""#);
    consistent_and_capped(&read(text, layout(), answers));
    let told = text.replace("05/06", "05/26");
    as_it_came(&read(&told, layout(), answers));
    // Only one order fits: an answer that says otherwise is none.
    as_it_came(&read(&told, layout(), Answers { day_order: Some(DateOrder::DayMonthYear), ..WITHOUT }));
}

/// The file's or layout's own currency stands: yen are not made of cents by saying so.
#[test]
fn an_answer_about_the_currency_caps_and_changes_none_that_is_told() {
    let text = "Opening 0\nDay,Amount,Balance\n2026-01-30,3.00,3.00\n2026-01-31,-1.00,2.00\n";
    let yen = Answers { currency: Currency::parse("USD"), ..WITHOUT };
    let statement = read(text, open_layout(""), yen);
    assert_eq!(statement.currency.as_str(), "USD");
    consistent_and_capped(&statement);
    for (layout, text) in [
        (open_layout(r#", "currency": "EUR""#), text.to_owned()),
        (open_layout(""), text.replace("Amount", "Amount (EUR)")),
    ] {
        let statement = read(&text, layout, yen);
        assert_eq!(statement.currency.as_str(), "EUR");
        as_it_came(&statement);
    }
}

#[test]
fn an_answer_about_a_file_of_a_standard_caps() {
    let file = "!Type:Bank\nD13/1/2024\nT-1,234\n^\n";
    let answers = Answers { numbers: Some(NumberStyle::Point), ..WITHOUT };
    let statement = read_file(file.as_bytes(), &[], answers, &Browser).expect("answered").remove(0);
    assert!(answered(&statement));
    let told = file.replace("1,234", "1,234.00");
    assert!(!answered(&read_file(told.as_bytes(), &[], answers, &Browser).expect("told").remove(0)));
}

/// What a column is and what a word means is the word of whoever brings the layout, even one that says what a shipped says.
#[test]
fn a_layout_of_one_s_own_caps() {
    let shipped = read_file(export().as_bytes(), &formats(), WITHOUT, &NoHost).unwrap().remove(0);
    as_it_came(&shipped);
    let text = include_str!("../../formats/boc-debit.json");
    let own = read_file(export().as_bytes(), &[Format::load(text).unwrap()], WITHOUT, &NoHost).unwrap().remove(0);
    assert_eq!(own.integrity.verdict, IntegrityVerdict::Consistent);
    assert!(own.notes.iter().any(|note| note.kind == NoteKind::OwnLayout));
    assert_eq!(own.tier(), Tier::Parsed);
    // No document says that it is the package's.
    let marked = text.replacen('{', r#"{ "origin": "shipped","#, 1);
    let error = Format::load(&marked).map(|_| ()).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), (prescreen::Code::UnknownField, "/origin"));

    let table = "Tag,Betrag,Saldo\n2026-01-29,1.00,101.00\n2026-01-30,3.00,104.00\n2026-01-31,-1.00,103.00\n";
    let opened = open_table(table.as_bytes(), &[], &NoHost).unwrap();
    let proposal = propose(&opened, &[]).expect("a table");
    let fields = vec![(Field::Date, 0), (Field::Amount, 1), (Field::Balance, 2)];
    let mapping = Mapping { fields, currency: Currency::parse("EUR"), ..Mapping::default() };
    let mapped = read(table, mapping.format(&proposal).unwrap(), WITHOUT);
    assert_eq!((mapped.integrity.verdict, mapped.tier()), (IntegrityVerdict::Consistent, Tier::Parsed));
}

/// A bank's balances that link only with every sign turned round do not hold; a card's may be what is owed.
#[test]
fn only_a_card_s_balances_may_be_what_is_owed() {
    let text = "Opening 100.00\nDay,Amount,Balance\n2026-01-28,-10.00,110.00\n2026-01-29,-5.00,115.00\n2026-01-30,-1.00,116.00\n";
    let layout = |kind: AccountKind| {
        let layout = open_layout(r#", "currency": "EUR""#);
        Format { kind, ..layout }
    };
    for kind in [AccountKind::Bank, AccountKind::Wallet, AccountKind::Broker] {
        let statement = read(text, layout(kind), WITHOUT);
        assert_eq!(statement.rows[0].balance, Some(110_00), "{}", kind.word());
        assert_eq!(statement.tier(), Tier::Parsed, "{}", kind.word());
    }
    assert_eq!(read(text, layout(AccountKind::Card), WITHOUT).rows[0].balance, Some(-110_00));
}

#[test]
fn two_accounts_of_one_currency_are_not_several_currencies() {
    let layout = || {
        let text = r#"{
            "id": "open", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
            "columns": { "date": ["Day"], "amount": ["Amount"], "currency": ["Currency"], "account": ["Account"] },
            "required": ["date", "amount"]
        }"#;
        Format::load(text).unwrap().shipped()
    };
    let text = "Day,Amount,Currency,Account\n2026-01-30,3.00,EUR,1111\n2026-01-31,-1.00,EUR,2222\n";
    let noted = |text: &str| {
        let statements = read_file(text.as_bytes(), &[layout()], WITHOUT, &NoHost).unwrap();
        assert_eq!(statements.len(), 2);
        statements.iter().any(|statement| statement.notes.iter().any(|note| note.kind == NoteKind::SeveralCurrencies))
    };
    assert!(!noted(text));
    assert!(noted(&text.replace("EUR,2222", "USD,1111")));
}

#[test]
fn a_sheet_that_a_spreadsheet_program_saved_is_no_better_than_read() {
    let sheet = |again: bool| {
        let mut table = Table::default();
        for (line, cells) in
            (1..).zip(["Opening 0||", "Day|Amount|Balance", "2026-01-30|3.00|3.00", "2026-01-31|-1.00|2.00"])
        {
            cells.split('|').for_each(|cell| table.push_cell(cell));
            table.end_row(line);
        }
        if again {
            table.save_again();
        }
        let layout = open_layout(r#", "currency": "EUR""#);
        read_sheets(&[table], &[layout], WITHOUT, prescreen::terms::Digest::of(b"a workbook")).unwrap().remove(0)
    };
    as_it_came(&sheet(false));
    let again = sheet(true);
    assert_eq!((again.integrity.verdict, again.tier()), (IntegrityVerdict::Consistent, Tier::Parsed));
    assert!(again.notes.iter().any(|note| note.kind == NoteKind::SavedAgain));
}

#[test]
fn what_is_shown_of_a_statement_says_its_evidence() {
    let mut statement = read_file(export().as_bytes(), &formats(), WITHOUT, &NoHost).unwrap().remove(0);
    let tier =
        |statement: &Statement| serde_json::to_value(ShownStatement::without_rows(statement)).unwrap()["tier"].clone();
    assert_eq!(tier(&statement), "consistent");
    statement.note(NoteKind::SavedAgain, None);
    assert_eq!((tier(&statement), statement.integrity.verdict), ("parsed".into(), IntegrityVerdict::Consistent));
}
