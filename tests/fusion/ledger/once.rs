//! The same row in two files is counted once; two equal rows in one file are both real.

use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, LinkedBy, QuestionKind, Role, RowKey};
use prescreen_fusion::statement::{AccountKind, Status};
use prescreen_fusion::{Row, Statement};

use super::{alipay, bank, entry, join, links, questions, role};
use crate::made::{With, day, nth_day, row, running, statement};
use crate::support::read;

fn of_file(mut statement: Statement, name: &str) -> Statement {
    statement.file = prescreen::terms::Digest::of(name.as_bytes());
    statement
}

#[test]
fn trap_18_the_same_file_twice_is_one_file() {
    let file = alipay(vec![row(day(1, 1), -10_00).id("1"), row(day(1, 2), 30_00).id("2")]);
    let ledger = join(&[file.clone(), file]);
    assert_eq!((ledger.sources.len(), ledger.entries.len()), (1, 2));
}

#[test]
fn trap_18_overlapping_months_are_counted_once_by_their_numbers() {
    let rows = |days: std::ops::Range<u8>| days.map(|date| row(day(1, date), -10_00).id(&format!("n{date}"))).collect();
    let ledger = join(&[of_file(alipay(rows(1..20)), "a"), of_file(alipay(rows(10..28)), "b")]);
    assert_eq!((ledger.flows[0].spending.rows, ledger.flows[0].spending.amount), (27, 270_00));
    assert_eq!(links(&ledger, LinkKind::SameRow), 10);
}

#[test]
fn overlapping_months_are_counted_once_by_their_balances() {
    let rows = running(500_00, (1..28).map(|date| row(day(1, date), -10_00)).collect());
    let ledger =
        join(&[of_file(bank("1234", rows[..20].to_vec()), "a"), of_file(bank("1234", rows[10..].to_vec()), "b")]);
    assert_eq!(ledger.accounts.len(), 1);
    assert_eq!(ledger.flows[0].spending.amount, 270_00);
}

#[test]
fn trap_41_two_equal_rows_of_one_day_are_both_real() {
    let tram = || row(day(3, 3), -6_76).told("tram");
    let ledger = join(&[bank("1234", vec![tram(), tram()])]);
    assert_eq!(ledger.flows[0].spending.amount, 13_52);
    // Beside a file that lists one of them there are still two.
    let ledger = join(&[of_file(bank("1234", vec![tram(), tram()]), "a"), of_file(bank("1234", vec![tram()]), "b")]);
    assert_eq!(ledger.flows[0].spending.amount, 13_52);
    assert_eq!(links(&ledger, LinkKind::SameRow), 1);
}

#[test]
fn trap_42_a_number_that_is_used_again_is_only_a_hint() {
    let reused = |signed| row(day(3, 3), signed).id("202003030001");
    let rows = vec![reused(-11_00), reused(-12_00), reused(-13_00)];
    let ledger = join(&[of_file(bank("1234", rows.clone()), "a"), of_file(bank("1234", rows), "b")]);
    assert_eq!((ledger.flows[0].spending.rows, ledger.flows[0].spending.amount), (3, 36_00));
}

#[test]
fn files_of_two_layouts_are_compared_by_day_and_amount() {
    let csv = of_file(bank("1234", vec![row(day(3, 3), -6_76).told("TRAM 12"), row(day(3, 4), -5_00).told("x")]), "a");
    let mut ofx =
        of_file(bank("1234", vec![row(day(3, 3), -6_76).told("tram").id("F1"), row(day(3, 5), -7_00).id("F2")]), "b");
    ofx.format = "ofx".into();
    let ledger = join(&[csv, ofx]);
    assert_eq!(ledger.flows[0].spending.amount, 18_76);
}

#[test]
fn a_masked_and_a_whole_number_of_one_keeper_are_one_account_and_other_digits_another() {
    let of = |account: &str, name: &str| {
        statement(AccountKind::Bank, "boc", account, name, vec![row(day(1, 1), -1_00).told(name)])
    };
    let ledger = join(&[of("6217000012341234", "a"), of("6217****1234", "b"), of("1234", "c"), of("9999", "d")]);
    assert_eq!(ledger.accounts.len(), 2);
    assert!(ledger.accounts.iter().any(|account| account.name == "6217000012341234"));
    let ledger = join(&[of("6217000012341234", "a"), of("6217999912341234", "b")]);
    assert_eq!(ledger.accounts.len(), 2, "both are whole, and they differ");
}

#[test]
fn files_that_name_no_account_are_of_one_where_their_balances_are_the_same() {
    let rows = running(500_00, (1..9).map(|date| row(day(1, date), -10_00 - i64::from(date))).collect());
    let mut ofx = of_file(bank("1234", rows[2..].to_vec()), "b");
    (ofx.format, ofx.institution) = ("ofx".into(), "104100000004".into());
    let mut csv = of_file(bank("", rows), "a");
    csv.account = String::new();
    let ledger = join(&[csv, ofx]);
    assert_eq!(ledger.accounts.len(), 1);
    assert_eq!(ledger.flows[0].spending.rows, 8);
}

#[test]
fn accounts_whose_rows_are_alike_without_balances_are_asked_about_and_not_joined() {
    let rows = || (1..9).map(|date| row(day(1, date), -10_00 - i64::from(date))).collect();
    let mut other = of_file(bank("", rows()), "b");
    (other.account, other.institution) = (String::new(), "104100000004".into());
    let ledger = join(&[bank("1234", rows()), other]);
    assert_eq!(ledger.accounts.len(), 2);
    assert!(questions(&ledger).contains(&QuestionKind::SameAccount));
}

/// Two statements of one account of which one has another digit in its number: nothing is joined, and it is asked.
#[test]
fn one_other_digit_in_an_account_s_number_is_asked_about_where_all_else_is_the_same() {
    let of = |number: &str, name: &str, rows: Vec<Row>| statement(AccountKind::Bank, "DEUTDEFF", number, name, rows);
    let rows = |count: u8| (1..=count).map(|date| row(day(1, date), 2_000_00 + i64::from(date))).collect::<Vec<_>>();
    for count in 1..7 {
        let ledger = join(&[of("1234567890", "a", rows(count)), of("1234567891", "b", rows(count))]);
        assert_eq!((ledger.accounts.len(), questions(&ledger)), (2, vec![QuestionKind::SameAccount]), "{count}");
    }
    // One row that is alike, of quite another number, or beside a row that is not, tells nothing.
    let ledger = join(&[of("1234567890", "a", rows(1)), of("9934567891", "b", rows(1))]);
    assert_eq!(questions(&ledger), []);
    let beside = vec![row(day(1, 1), 2_000_01), row(day(1, 1), 7_00)];
    let ledger = join(&[of("1234567890", "a", beside), of("1234567891", "b", rows(1))]);
    assert_eq!(questions(&ledger), []);
}

/// As QIF without a section of accounts: neither account nor bank is named.
#[test]
fn statements_that_name_neither_account_nor_keeper_are_asked_about_and_not_joined() {
    let of = |name: &str, month: u8, signed: i64| {
        statement(AccountKind::Bank, "", "", name, vec![row(day(month, 1), signed), row(day(month, 9), -7_00)])
    };
    let ledger = join(&[of("a", 1, 50_00), of("b", 2, 60_00), of("c", 2, 70_00)]);
    assert_eq!((ledger.accounts.len(), ledger.flows[0].income.amount), (3, 180_00));
    assert_eq!(questions(&ledger), [QuestionKind::SameAccount; 2]);
    // The same rows with the same balances are of one.
    let running = |name: &str, rows: usize| {
        let mut all = running(0, (1..9).map(|date| row(day(1, date), i64::from(date))).collect());
        all.truncate(rows);
        statement(AccountKind::Bank, "", "", name, all)
    };
    let ledger = join(&[running("a", 8), running("b", 5)]);
    assert_eq!((ledger.accounts.len(), questions(&ledger).len(), ledger.flows[0].income.rows), (1, 0, 8));
    // A keeper without a number is one account of it.
    let kept = |name: &str, month| statement(AccountKind::Bank, "chase", "", name, vec![row(day(month, 1), -1)]);
    assert_eq!(join(&[kept("a", 1), kept("b", 2)]).accounts.len(), 1);
}

#[test]
fn a_row_that_is_repeated_says_what_told_it() {
    let rows = |numbered: bool| {
        let plain = (1..5).map(|date| row(day(1, date), -10_00 - i64::from(date)).told("x"));
        plain.map(|row| if numbered { row.id("n").reference("r") } else { row }).collect::<Vec<_>>()
    };
    let by = |one: Vec<Row>, other: Vec<Row>| {
        let ledger = join(&[of_file(bank("1234", one), "a"), of_file(bank("1234", other), "b")]);
        assert_eq!(links(&ledger, LinkKind::SameRow), 4);
        ledger.links.iter().map(|link| link.by).collect::<Vec<_>>()
    };
    assert_eq!(by(rows(true), rows(true)), [LinkedBy::Reference; 4]);
    assert_eq!(by(rows(false), rows(false)), [LinkedBy::AmountAndDays; 4]);
    // A row that has a number beside one that has none is told by what both have; in whichever file it stands.
    assert_eq!(by(rows(true), rows(false)), [LinkedBy::AmountAndDays; 4]);
    assert_eq!(by(rows(false), rows(true)), [LinkedBy::AmountAndDays; 4]);
}

#[test]
fn that_two_accounts_are_two_is_an_answer_that_changes_no_sum_and_no_evidence() {
    let rows = |from: i64| {
        let rows = (1..9).map(|date| row(day(1, date), -10_00 - i64::from(date)));
        running(from, rows.collect())
    };
    let mut other = bank("", rows(900_00));
    (other.file, other.account) = (prescreen::terms::Digest::of(b"b"), String::new());
    other.institution = "104100000004".into();
    let statements = [bank("1234", rows(500_00)), other];
    let asked = join(&statements);
    let question = asked.questions.iter().find(|question| question.kind == QuestionKind::SameAccount).expect("asked");
    let key = |place: usize| {
        let entry = &asked.entries[question.entries[place] as usize];
        let source = &asked.sources[entry.source as usize];
        RowKey { file: source.file, place: source.place, row: entry.row }
    };
    // In either order; any two rows of the accounts do.
    for (one, other) in [(0, 1), (1, 0)] {
        let two_accounts = vec![Apart { one: key(one), other: key(other) }];
        let ledger = Ledger::of(&statements, None, &Corrections { two_accounts, ..Corrections::default() }).unwrap();
        assert_eq!(questions(&ledger), []);
        assert_eq!((&ledger.entries, &ledger.flows), (&asked.entries, &asked.flows));
    }
    // Two rows of one account answer nothing.
    let two_accounts = vec![Apart { one: key(0), other: key(0) }];
    let ledger = Ledger::of(&statements, None, &Corrections { two_accounts, ..Corrections::default() }).unwrap();
    assert_eq!(questions(&ledger), [QuestionKind::SameAccount]);
}

#[test]
fn a_purchase_that_was_closed_since_counts_as_the_later_file_has_it() {
    let bought = row(day(1, 10), -50_00).id("n1");
    let early = of_file(alipay(vec![bought.clone(), row(day(1, 11), -1_00).id("n2")]), "a");
    let closed = bought.status(Status::Cancelled).neutral();
    let late = of_file(alipay(vec![closed, row(day(1, 30), -2_00).id("n3")]), "b");
    let ledger = join(&[early, late]);
    assert_eq!(ledger.flows[0].spending.amount, 3_00);
    assert_eq!((role(&ledger, 0, 0), role(&ledger, 1, 0)), (Role::Repeated, Role::NotMoved));
}

/// Two messages of one file, of one day: from 100.00 to 90.00, then from 90.00 to 80.00. Both payments were made, and
/// a message that stands in the file twice is one.
#[test]
fn equal_rows_of_two_statements_of_one_file_are_both_real_and_a_statement_that_stands_there_twice_is_one() {
    let message = |opening: &str, closing: &str| {
        format!(
            ":20:A\r\n:25:10020030/1234567\r\n:28C:1/1\r\n:60F:C260101EUR{opening}\r\n:61:2601010101D10,00NTRFNONREF\r\n:86:TEXT\r\n:62F:C260101EUR{closing}\r\n-\r\n"
        )
    };
    let (first, second) = (message("100,00", "90,00"), message("90,00", "80,00"));
    let spent = |messages: &[&str]| {
        let ledger = join(&read(messages.concat().as_bytes()).expect("messages"));
        (ledger.flows[0].spending.rows, ledger.flows[0].spending.amount)
    };
    assert_eq!(spent(&[&first, &second]), (2, 20_00));
    assert_eq!(spent(&[&first, &second, &first, &second]), (2, 20_00));
    assert_eq!(spent(&[&first, &first]), (1, 10_00));
    // Beside another file that has one of them, there are still two.
    let statements =
        [&[&*first, &second][..], &[&second]].map(|file| read(file.concat().as_bytes()).expect("messages"));
    let ledger = join(&statements.concat());
    assert_eq!((ledger.flows[0].spending.amount, links(&ledger, LinkKind::SameRow)), (20_00, 1));
}

#[test]
fn every_row_keeps_where_it_comes_from() {
    let file = bank("1234", vec![row(nth_day(3), -5_00), row(nth_day(1), -6_00)]);
    let statements = [file];
    let ledger = join(&statements);
    let found = entry(&ledger, 0, 1);
    assert_eq!((found.line, ledger.sources[0].file, &*ledger.sources[0].format), (3, statements[0].file, "boc-test"));
    assert_eq!(ledger.sources[0].zone_minutes, Some(480));
    assert_eq!(ledger.row(&statements, found).map(|row| row.amount), Some(6_00));
}
