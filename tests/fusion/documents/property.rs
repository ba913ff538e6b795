//! Any statement that is written in a standard reads back the same.

use prescreen::date::Date;
use prescreen_fusion::Statement;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::fixtures::{camt, entry, flex, ofx};
use super::{closes, effects, one};

/// A movement: day, signed cents, and who is on the other side.
type Movement = (Date, i64, String);

fn movements() -> impl Strategy<Value = Vec<Movement>> {
    let day = (10_957..20_000_i32).prop_map(|days| Date::from_days(days).expect("from 2000 to 2024"));
    let cents = prop_oneof![1..1_000_000_000_000_i64, -1_000_000_000_000..-1_i64];
    prop::collection::vec((day, cents, "[A-Za-z][A-Za-z0-9 .]{0,20}[a-z]"), 1..20)
}

fn amount(cents: i64, point: char) -> String {
    format!("{}{}{point}{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100)
}

fn check(statement: &Statement, movements: &[Movement], names: bool) {
    let found: Vec<(Date, i64)> = statement.rows.iter().map(|row| (row.date, row.effect.expect("booked"))).collect();
    let expected: Vec<(Date, i64)> = movements.iter().map(|(day, cents, _)| (*day, *cents)).collect();
    assert_eq!(found, expected);
    for (row, (_, _, name)) in statement.rows.iter().zip(movements).filter(|_| names) {
        assert_eq!(row.counterparty, *name);
    }
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200, rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn ofx_reads_back_the_same(movements in movements(), point in prop_oneof![Just('.'), Just(',')], closed: bool) {
        let end = |tag: &str| if closed { format!("</{tag}>") } else { String::new() };
        let rows: String = movements.iter().map(|(day, cents, name)| format!(
            "<STMTTRN><TRNTYPE>OTHER{}<DTPOSTED>{}{}<TRNAMT>{}{}<NAME>{name}{}</STMTTRN>\n",
            end("TRNTYPE"), compact(*day), end("DTPOSTED"), amount(*cents, point), end("TRNAMT"), end("NAME"),
        )).collect();
        check(&one(&ofx(&rows)), &movements, true);
    }

    #[test]
    fn camt_reads_back_the_same_and_closes(movements in movements(), opening in -1_000_000_i64..1_000_000) {
        let entries: String = movements.iter().map(|(day, cents, name)| {
            let (word, party) = if *cents < 0 { ("DBIT", "Cdtr") } else { ("CRDT", "Dbtr") };
            let details = format!("<NtryDtls><TxDtls><RltdPties><{party}><Nm>{name}</Nm></{party}></RltdPties></TxDtls></NtryDtls>");
            entry(word, &amount(cents.abs(), '.'), &format!("<BookgDt><Dt>{day}</Dt></BookgDt>{details}"))
        }).collect();
        let closing = opening + movements.iter().map(|(_, cents, _)| cents).sum::<i64>();
        let balances = format!("OPBD {} CLBD {}", amount(opening, '.'), amount(closing, '.'));
        let statement = one(&camt(&balances, &entries));
        check(&statement, &movements, true);
        prop_assert_eq!(statement.opening.map(|balance| balance.amount), Some(opening));
        prop_assert!(closes(&statement));
    }

    #[test]
    fn mt940_reads_back_the_same_and_closes(movements in movements(), reversed: bool) {
        let rows: String = movements.iter().map(|(day, cents, name)| {
            let mark = match (*cents < 0, reversed) {
                (true, false) => "D",
                (false, false) => "C",
                (true, true) => "RC",
                (false, true) => "RD",
            };
            let day = &compact(*day)[2..];
            format!(":61:{day}{}{mark}R{}NTRFNONREF//1\n:86:166?00X?20said?32{name}\n", &day[2..], amount(cents.abs(), ','))
        }).collect();
        let closing = movements.iter().map(|(_, cents, _)| cents).sum::<i64>();
        let mark = if closing < 0 { 'D' } else { 'C' };
        let file = format!(":20:X\n:25:1\n:60F:C000101EUR0,\n{rows}:62F:{mark}240101EUR{}\n-\n", amount(closing.abs(), ','));
        let statement = one(&file);
        check(&statement, &movements, true);
        prop_assert!(closes(&statement));
    }

    #[test]
    fn qif_reads_back_the_same(movements in movements(), comma: bool) {
        let point = if comma { ',' } else { '.' };
        let records: String = movements.iter().map(|(day, cents, name)| format!("D{day}\nT{}\nP{name}\n^\n", amount(*cents, point))).collect();
        check(&one(&format!("!Type:Bank\n{records}")), &movements, true);
    }

    #[test]
    fn flex_queries_read_back_the_same(movements in movements()) {
        let rows: String = movements.iter().map(|(day, cents, name)| format!(
            "<CashTransaction currency=\"USD\" dateTime=\"{};101010\" amount=\"{}\" description=\"{name}\"/>\n", compact(*day), amount(*cents, '.'),
        )).collect();
        let statement = one(&flex(&format!("<CashTransactions>{rows}</CashTransactions>")));
        check(&statement, &movements, false);
        prop_assert!(statement.rows.iter().zip(&movements).all(|(row, (_, _, name))| row.description == *name));
    }

    #[test]
    fn open_banking_reads_back_the_same_with_its_balances(movements in movements(), opening in 0..1_000_000_i64) {
        let mut balance = opening;
        let rows: Vec<String> = movements.iter().map(|(day, cents, name)| {
            balance += cents;
            let word = |cents: i64| if cents < 0 { "Debit" } else { "Credit" };
            format!(
                "{{\"AccountId\":\"1\",\"CreditDebitIndicator\":\"{}\",\"Status\":\"Booked\",\"BookingDateTime\":\"{day}T10:00:00+00:00\",\
                 \"Amount\":{{\"Amount\":\"{}\",\"Currency\":\"GBP\"}},\"MerchantDetails\":{{\"MerchantName\":\"{name}\"}},\
                 \"Balance\":{{\"Amount\":{{\"Amount\":\"{}\",\"Currency\":\"GBP\"}},\"CreditDebitIndicator\":\"{}\",\"Type\":\"InterimBooked\"}}}}",
                word(*cents), amount(cents.abs(), '.'), amount(balance.abs(), '.'), word(balance),
            )
        }).collect();
        let statement = one(&format!("{{\"Data\":{{\"Transaction\":[{}]}}}}", rows.join(",\n")));
        check(&statement, &movements, true);
        let mut before = opening;
        for row in &statement.rows {
            before += row.effect.expect("booked");
            prop_assert_eq!(row.balance, Some(before));
        }
    }

    #[test]
    fn berlin_group_reads_back_the_same(movements in movements()) {
        let rows: Vec<String> = movements.iter().map(|(day, cents, name)| {
            let party = if *cents < 0 { "creditorName" } else { "debtorName" };
            format!(
                "{{\"bookingDate\":\"{day}\",\"transactionAmount\":{{\"currency\":\"EUR\",\"amount\":\"{}\"}},\"{party}\":\"{name}\"}}",
                amount(*cents, '.'),
            )
        }).collect();
        let statement = one(&format!("{{\"transactions\":{{\"booked\":[{}],\"pending\":[]}}}}", rows.join(",")));
        check(&statement, &movements, true);
        prop_assert_eq!(effects(&statement).len(), movements.len());
    }
}
