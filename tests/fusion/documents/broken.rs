//! Broken files, and the one problem that each has to give.

use prescreen_fusion::ProblemKind::{self, *};

use super::fixtures::{BERLIN, UK, camt, entry, flex, mt940, ofx};
use super::read;

const DAY: &str = "<BookgDt><Dt>2024-01-05</Dt></BookgDt>";

#[test]
fn a_broken_file_gives_the_problem_that_it_has() {
    let row = |rest: &str| ofx(&format!("<STMTTRN><TRNTYPE>DEBIT{rest}</STMTTRN>"));
    let entry_of = |entry: &str| camt("", entry);
    let camt_file = entry_of(&entry("DBIT", "1.00", DAY));
    let without = |part: &str| camt_file.replace(part, "");
    let movement = |text: &str| mt940("", text, "");
    let qif = |record: &str| format!("!Type:Bank\n{record}");
    let cash =
        |attributes: &str| flex(&format!("<CashTransactions><CashTransaction {attributes} /></CashTransactions>"));
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>\n<Document><BkToCstmrStmt>&lol2;</BkToCstmrStmt></Document>";
    let balance = |number: u32| {
        format!(
            "{{\"AccountId\":\"{number}\",\"Type\":\"X\",\"CreditDebitIndicator\":\"Credit\",\"Amount\":{{\"Amount\":\"1\",\"Currency\":\"GBP\"}}}}"
        )
    };
    let balances: Vec<String> = (0..600).map(balance).collect();
    let many_accounts = format!("{{\"Data\":{{\"Balance\":[{}]}}}}", balances.join(",\n"));
    type Broken = (&'static str, String, ProblemKind, Option<u32>, Option<&'static str>);
    let files: Vec<Broken> = vec![
        ("a billion laughs", laughs.into(), Syntax, Some(2), None),
        (
            "a billion laughs in OFX",
            format!("<!DOCTYPE OFX [<!ENTITY a \"b\">]>\n{}", row("<DTPOSTED>20240105<TRNAMT>1")),
            Syntax,
            Some(1),
            None,
        ),
        ("an entity of its own", camt_file.replace("BOOK", "&boo;"), Syntax, Some(4), None),
        ("XML cut within a tag", camt_file[..camt_file.len() - 60].into(), Cut, Some(4), None),
        ("XML cut within a text", camt_file[..camt_file.find("BOOK").unwrap() + 2].into(), Cut, Some(4), None),
        ("unbalanced tags", without("</Amt>"), Syntax, Some(4), None),
        ("tags crossed", camt_file.replace("</Sts>", "</Amt>"), Syntax, Some(4), None),
        ("too deep", format!("<Document><BkToCstmrStmt>{}", "<a>".repeat(100)), Syntax, Some(1), None),
        ("CAMT without an amount", without("<Amt Ccy=\"EUR\">1.00</Amt>"), MissingValue, Some(4), Some("Amt")),
        ("CAMT without a day", without(DAY), MissingValue, Some(4), Some("ValDt")),
        ("CAMT with 30 February", camt_file.replace("2024-01-05", "2024-02-30"), Day, Some(4), Some("BookgDt")),
        ("CAMT without an indicator", without("<CdtDbtInd>DBIT</CdtDbtInd>"), MissingValue, Some(4), Some("CdtDbtInd")),
        ("CAMT with a word for a sign", camt_file.replace("DBIT", "MINUS"), Direction, Some(4), Some("CdtDbtInd")),
        ("CAMT with another state", camt_file.replace("BOOK", "GONE"), Status, Some(4), Some("Sts")),
        ("CAMT with a word for an amount", camt_file.replace("1.00", "one"), Amount, Some(4), Some("Amt")),
        ("CAMT with mills", camt_file.replace("1.00", "1.005"), Precision, Some(4), Some("Amt")),
        (
            "CAMT with a currency that is none",
            camt_file.replace("<Ccy>EUR", "<Ccy>Euro"),
            Currency,
            Some(3),
            Some("Acct/Ccy"),
        ),
        (
            "CAMT without a statement",
            camt_file.replace("Stmt>", "Other>").replace("BkToCstmrOther", "BkToCstmrStmt"),
            Empty,
            None,
            None,
        ),
        ("an order for payments", camt_file.replace("BkToCstmrStmt", "CstmrCdtTrfInitn"), WrongExport, None, None),
        ("OFX cut", row("<DTPOSTED>20240105<TRNAMT>1")[..260].into(), Cut, Some(10), None),
        ("OFX without an amount", row("<DTPOSTED>20240105"), MissingValue, Some(11), Some("TRNAMT")),
        ("OFX without a day", row("<TRNAMT>1"), MissingValue, Some(11), Some("DTPOSTED")),
        ("OFX with a day that is none", row("<DTPOSTED>20240230<TRNAMT>1"), Day, Some(11), Some("DTPOSTED")),
        ("OFX with a word for an amount", row("<DTPOSTED>20240105<TRNAMT>1O"), Amount, Some(11), Some("TRNAMT")),
        ("OFX with mills", row("<DTPOSTED>20240105<TRNAMT>1.005"), Precision, Some(11), Some("TRNAMT")),
        ("OFX with a currency that is none", row("").replace("USD", "US dollars"), Currency, Some(9), Some("CURDEF")),
        ("OFX without a statement", "OFXHEADER:100\n\n<OFX></OFX>".into(), Empty, None, None),
        ("OFX's header alone", "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>".into(), Cut, Some(4), None),
        ("MT940 with 31 February", movement(":61:240231D1,NMSC"), Day, Some(6), Some(":61:")),
        ("MT940 with month 13", movement(":61:241301D1,NMSC"), Day, Some(6), Some(":61:")),
        ("MT940 without a mark", movement(":61:2401021,NMSC"), Direction, Some(6), Some(":61:")),
        ("MT940 without an amount", movement(":61:240102DNMSC"), MissingValue, Some(6), Some(":61:")),
        ("MT940 with two commas", movement(":61:240102D1,2,3NMSC"), Amount, Some(6), Some(":61:")),
        ("MT940 with mills", movement(":61:240102D1,005NMSC"), Precision, Some(6), Some("61")),
        (
            "MT940 with a sign in a balance",
            movement("").replace("C240101", "+240101"),
            Direction,
            Some(4),
            Some(":60F:"),
        ),
        ("MT940 with a balance cut", ":20:X\n:60F:C2401".into(), Day, Some(2), Some(":60F:")),
        ("MT940 with a currency that is none", movement("").replace("EUR", "eu1"), Currency, Some(4), Some(":60F:")),
        ("MT940 of two currencies", movement("").replace("C240131EUR", "C240131USD"), Conflict, Some(7), Some(":62F:")),
        ("MT940 of nothing", ":20:X\n:28C:1\n-\n".into(), Empty, None, None),
        ("QIF without an amount", qif("D13/1/2024\nPShop\n^\n"), MissingValue, Some(2), Some("T")),
        ("QIF without a day", qif("T1.00\n^\n"), MissingValue, Some(2), Some("D")),
        ("QIF with a day that is none", qif("D30/2/2024\nT1.00\n^\n"), Day, Some(2), Some("D")),
        ("QIF with a word for an amount", qif("D13/1/2024\nT1.oo\n^\n"), Amount, Some(3), Some("T")),
        ("QIF cut", qif("D13/1/2024\nT1.00\n^\nD14/1/2024\nT2"), Cut, Some(5), None),
        ("QIF of categories", "!Type:Cat\nNFood\n^\n".into(), WrongExport, None, None),
        ("QIF of either order", qif("D1/2/2024\nT1.00\n^\n"), AmbiguousDay, Some(2), Some("D")),
        (
            "Flex without an amount",
            cash("currency=\"USD\" dateTime=\"20240105\""),
            MissingValue,
            Some(3),
            Some("amount"),
        ),
        (
            "Flex without a currency",
            cash("amount=\"1\" dateTime=\"20240105\""),
            MissingValue,
            Some(3),
            Some("currency"),
        ),
        (
            "Flex finer than is counted",
            cash("currency=\"USD\" dateTime=\"20240105\" amount=\"1.0000000000000000001\""),
            Precision,
            Some(3),
            Some("amount"),
        ),
        ("Flex without a day", cash("currency=\"USD\" amount=\"1\""), MissingValue, Some(3), Some("dateTime")),
        ("Flex of nothing", flex(""), Empty, None, None),
        ("UK JSON cut", UK[..700].into(), Cut, Some(8), None),
        ("UK JSON with a comma too many", UK.replacen("\"Booked\",", "\"Booked\",,", 1), Syntax, Some(2), None),
        (
            "UK JSON without an amount",
            UK.replacen("\"Amount\": \"10.00\", ", "", 1),
            MissingValue,
            Some(2),
            Some("Amount/Amount"),
        ),
        (
            "UK JSON without a direction",
            UK.replacen("\"CreditDebitIndicator\": \"Debit\", ", "", 1),
            MissingValue,
            Some(2),
            Some("CreditDebitIndicator"),
        ),
        ("UK JSON with another state", UK.replacen("Booked", "Perhaps", 1), Status, Some(2), Some("Status")),
        ("UK JSON with a number that is none", UK.replacen("5.5", "5.5e1", 1), Amount, Some(8), Some("Amount/Amount")),
        ("Berlin JSON with mills", BERLIN.replacen("256.67", "256.675", 1), Precision, Some(3), Some("amount")),
        (
            "Berlin JSON without a day",
            BERLIN.replacen("\"bookingDate\": \"2024-01-06\", ", "", 1),
            MissingValue,
            Some(5),
            Some("bookingDate"),
        ),
        (
            "Berlin JSON too deep",
            format!("{{\"transactions\": {{\"booked\": {}1{}}}}}", "[".repeat(100), "]".repeat(100)),
            Syntax,
            Some(1),
            None,
        ),
        ("more accounts than anyone has", many_accounts, TooLarge, Some(501), None),
        ("blanks", " \n\n".into(), Empty, None, None),
    ];
    assert!(files.len() >= 60);
    for (name, text, kind, line, field) in files {
        let problem = read(&text).err().unwrap_or_else(|| panic!("{name}: it reads"));
        assert_eq!((problem.kind, problem.line, problem.field.as_deref()), (kind, line, field), "{name}");
    }
}

#[test]
fn a_problem_prints_nothing_of_the_persons() {
    let problem = read(&ofx("<STMTTRN><DTPOSTED>20240105<TRNAMT>secret</STMTTRN>")).expect_err("no amount");
    assert!(!format!("{problem} {problem:?}").contains("secret"));
    assert_eq!(problem.shown(), Some("secret"));
}

#[test]
fn bytes_of_no_encoding_are_refused() {
    let mut bytes = ofx("<STMTTRN><DTPOSTED>20240105<TRNAMT>1<NAME>").into_bytes();
    bytes.extend([0x81, 0xff, b'\n']);
    assert_eq!(crate::support::read(&bytes).expect_err("no characters").kind, Encoding);
}
