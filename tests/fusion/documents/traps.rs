//! Traps that others met with these standards, each by what has to come out.

use prescreen_fusion::format::Answers;
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::statement::{Direction, NoteKind, Status};
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{ProblemKind, read_file};

use super::fixtures::{camt, entry, mt940, ofx};
use super::{closes, effects, one, read};
use crate::support;

#[test]
fn rows_of_one_fitid_are_all_real() {
    let row = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105<TRNAMT>-10.00<FITID>77<NAME>Tram</STMTTRN>";
    let statement = one(&ofx(&row.repeat(3)));
    assert_eq!(effects(&statement), [-1_000, -1_000, -1_000]);
}

#[test]
fn every_month_of_a_qfx_file_is_read() {
    let month = |day: &str| {
        format!(
            "<STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>\
             <STMTTRN><DTPOSTED>{day}<TRNAMT>5</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>"
        )
    };
    let file =
        format!("OFXHEADER:100\n\n<OFX><BANKMSGSRSV1>{}{}</BANKMSGSRSV1></OFX>", month("20240105"), month("20240205"));
    let days: Vec<String> = read(&file).expect("it reads").iter().map(|month| month.rows[0].date.to_string()).collect();
    assert_eq!(days, ["2024-01-05", "2024-02-05"]);
}

#[test]
fn a_zone_never_moves_a_day() {
    for (posted, day, seconds) in [
        ("20230521000000[-5:EST]", "2023-05-21", Some(0)),
        ("20230521235959.999[+12:NZST]", "2023-05-21", Some(86_399)),
        ("20230521", "2023-05-21", None),
    ] {
        let statement = one(&ofx(&format!("<STMTTRN><DTPOSTED>{posted}<TRNAMT>1</STMTTRN>")));
        let row = &statement.rows[0];
        assert_eq!((row.date.to_string().as_str(), row.time.map(|time| time.seconds())), (day, seconds));
    }
    let late = entry("CRDT", "1.00", "<BookgDt><DtTm>2024-01-31T23:30:00-08:00</DtTm></BookgDt>");
    assert_eq!(one(&camt("", &late)).rows[0].date.to_string(), "2024-01-31");
}

#[test]
fn an_ofx_charset_that_lies_is_noticed() {
    let row = "<STMTTRN><DTPOSTED>20240105<TRNAMT>-1<NAME>Café</STMTTRN>";
    let name = |bytes: &[u8]| {
        let statements = support::read(bytes).expect("it reads");
        let another = statements[0].notes.iter().any(|note| note.kind == NoteKind::OtherEncoding);
        (statements[0].rows[0].counterparty.clone(), another)
    };
    let utf8 = ofx(row);
    let latin: Vec<u8> = utf8.chars().map(|character| u8::try_from(u32::from(character)).expect("latin")).collect();
    assert_eq!(name(&latin), ("Café".into(), false), "1252 as declared");
    assert_eq!(name(utf8.as_bytes()), ("Café".into(), true), "UTF-8 under 1252");
    let declared = |from: &str, to: &str| String::from_utf8_lossy(&latin).replace(from, to);
    assert_eq!(declared("CHARSET:1252", "CHARSET:1252").len(), utf8.len() + 1);
    for header in ["ENCODING:UTF-8\nCHARSET:NONE", "ENCODING:utf-8\nCHARSET:CSUNICODE"] {
        let file = utf8.replace("ENCODING:USASCII\nCHARSET:1252", header);
        assert_eq!(name(file.as_bytes()), ("Café".into(), false), "{header}");
    }
}

#[test]
fn ofx_2_without_any_header_is_read() {
    let body = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKTRANLIST><STMTTRN>\
                <DTPOSTED>20240105</DTPOSTED><TRNAMT>-1.50</TRNAMT><NAME>M&amp;S</NAME></STMTTRN></BANKTRANLIST></STMTRS>\
                </STMTTRNRS></BANKMSGSRSV1></OFX>";
    let statement = one(body);
    assert_eq!((effects(&statement), statement.rows[0].counterparty.as_str()), (vec![-150], "M&S"));
}

#[test]
fn an_ofx_amount_may_have_a_decimal_comma() {
    let row = |amount: &str| format!("<STMTTRN><DTPOSTED>20240105<TRNAMT>{amount}</STMTTRN>");
    let rows: String = ["12,34", "-12.34", "+1.234,56", "1,234.56", "7"].iter().map(|amount| row(amount)).collect();
    assert_eq!(effects(&one(&ofx(&rows))), [1_234, -1_234, 123_456, 123_456, 700]);
}

#[test]
fn an_empty_ofx_tag_does_not_swallow_the_next() {
    let statement =
        one(&ofx("<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105<CHECKNUM>\n<TRNAMT>-3\n<MEMO>\n<NAME>AT&T</STMTTRN>"));
    assert_eq!((effects(&statement), statement.rows[0].counterparty.as_str()), (vec![-300], "AT&T"));
}

#[test]
fn qif_days_are_read_in_the_one_order_that_fits_all_of_them() {
    let file = |days: &[&str]| {
        let records: String = days.iter().map(|day| format!("D{day}\nT-1.00\n^\n")).collect();
        format!("!Type:Bank\n{records}")
    };
    for (days, expected) in [
        (&["28.02'2009"][..], &["2009-02-28"][..]),
        (&["6/ 4'18", "6/14'18"], &["2018-06-04", "2018-06-14"]),
        (&["2/ 4'19", "14/2'19"], &["2019-04-02", "2019-02-14"]),
        (&["9/4/23", "25/4/23"], &["2023-04-09", "2023-04-25"]),
        (&["1/1/24"], &["2024-01-01"]),
        (&["2024-03-04"], &["2024-03-04"]),
    ] {
        let statement = one(&file(days));
        let found: Vec<String> = statement.rows.iter().map(|row| row.date.to_string()).collect();
        assert_eq!(found, expected);
    }
    let asked = read(&file(&["9/4/23", "5/6/23"])).expect_err("either way round");
    assert_eq!((asked.kind, asked.line, asked.shown()), (ProblemKind::AmbiguousDay, Some(2), Some("9/4/23")));
    let answers = Answers { day_order: Some(DateOrder::DayMonthYear), ..Answers::default() };
    let told = read_file(file(&["9/4/23"]).as_bytes(), &[], answers, &support::Browser).expect("answered");
    assert_eq!(told[0].rows[0].date.to_string(), "2023-04-09");
}

#[test]
fn a_qif_file_has_no_currency_unless_it_is_told() {
    let file = "!Type:Bank\nD13/1/2024\nT-1.234,50\nPRent\n^\n";
    let statement = one(file);
    assert_eq!((statement.currency, effects(&statement)), (Currency::NONE, vec![-123_450]));
    assert!(statement.notes.iter().any(|note| note.kind == NoteKind::NoCurrency));
    let answers = Answers { currency: Currency::parse("EUR"), ..Answers::default() };
    let told = read_file(file.as_bytes(), &[], answers, &support::Browser).expect("answered");
    let notes: Vec<NoteKind> = told[0].notes.iter().map(|note| note.kind).collect();
    assert_eq!((told[0].currency.as_str(), notes), ("EUR", vec![NoteKind::Answered]));
}

#[test]
fn qif_amounts_that_may_be_thousands_or_decimals_are_asked_about() {
    let file = "!Type:Bank\nD13/1/2024\nT-1,234\n^\n";
    assert_eq!(read(file).expect_err("either").kind, ProblemKind::AmbiguousAmount);
    let answers = Answers { numbers: Some(NumberStyle::Point), ..Answers::default() };
    let told = read_file(file.as_bytes(), &[], answers, &support::Browser).expect("answered");
    assert_eq!(effects(&told[0]), [-123_400]);
}

#[test]
fn a_camt_batch_is_the_sum_of_its_details_and_counts_once() {
    let detail =
        |amount: &str| format!("<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls></TxDtls>");
    let batch = |parts: &[&str]| {
        let details: String = parts.iter().map(|part| detail(part)).collect();
        entry("DBIT", "429.56", &format!("<BookgDt><Dt>2024-01-05</Dt></BookgDt><NtryDtls>{details}</NtryDtls>"))
    };
    assert_eq!(effects(&one(&camt("", &batch(&["329.56", "100.00"])))), [-32_956, -10_000]);
    // Details that do not add up are no rows: the entry is.
    assert_eq!(effects(&one(&camt("", &batch(&["329.56", "99.00"])))), [-42_956]);
}

#[test]
fn a_camt_reversal_has_the_sign_that_closes_the_statement() {
    let day = "<BookgDt><Dt>2024-01-05</Dt></BookgDt>";
    let reversal = entry("DBIT", "10.00", &format!("<RvslInd>true</RvslInd>{day}"));
    let with = |closing: &str| one(&camt(&format!("OPBD 100.00 CLBD {closing}"), &reversal));
    assert_eq!(effects(&with("90.00")), [-1_000], "the indicator is the entry's own");
    assert_eq!(effects(&with("110.00")), [1_000], "the indicator is that of what is undone");
    assert_eq!(effects(&with("55.00")), [-1_000], "neither closes: as written");
}

#[test]
fn camt_is_known_by_local_names_in_every_namespace() {
    let plain = camt("OPBD 0.00 CLBD 1.00", &entry("CRDT", "1.00", "<BookgDt><Dt>2024-01-05</Dt></BookgDt>"));
    for version in ["02", "03", "04", "06", "08", "10", "13"] {
        let file = plain.replace("camt.053.001.02", &format!("camt.053.001.{version}"));
        assert!(closes(&one(&file)), "{version}");
    }
    assert!(closes(&one(&plain.replace("urn:iso:std:iso:20022", "urn:iso:std:iso:20023"))));
    let prefixed =
        plain.replace("</", "</ns2:").replace('<', "<ns2:").replace("<ns2:/ns2:", "</ns2:").replace("<ns2:?", "<?");
    assert!(closes(&one(&prefixed.replace("xmlns=", "xmlns:ns2="))));
}

#[test]
fn camt_in_latin_1_with_moments_alone_is_read() {
    let file = camt(
        "",
        &entry(
            "DBIT",
            "2.00",
            "<BookgDt><DtTm>2024-01-05T10:15:00</DtTm></BookgDt><AddtlNtryInf>Gebühr</AddtlNtryInf>",
        ),
    )
    .replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = file.chars().map(|character| u8::try_from(u32::from(character)).expect("latin")).collect();
    let statements = support::read(&latin).expect("it reads");
    let row = &statements[0].rows[0];
    assert_eq!(
        (row.description.as_str(), row.date.to_string().as_str(), row.time.map(|time| time.seconds())),
        ("Gebühr", "2024-01-05", Some(36_900))
    );
    assert!(statements[0].notes.is_empty());
}

#[test]
fn camt_amounts_of_five_decimals_are_refused_and_zeros_are_none() {
    let of = |amount: &str| read(&camt("", &entry("DBIT", amount, "<BookgDt><Dt>2024-01-05</Dt></BookgDt>")));
    let problem = of("12.34567").expect_err("beyond the cent");
    assert_eq!(
        (problem.kind, problem.field.as_deref(), problem.shown()),
        (ProblemKind::Precision, Some("Amt"), Some("12.34567"))
    );
    assert_eq!(effects(&of("12.34000").expect("zeros")[0]), [-1_234]);
}

#[test]
fn camt_052_and_053_are_told_apart_and_what_waits_is_no_movement() {
    let waiting = entry("DBIT", "9.00", "<Sts><Cd>PDNG</Cd></Sts><ValDt><Dt>2024-01-06</Dt></ValDt>");
    let report = camt("", &waiting).replace("Stmt>", "Rpt>").replace("BkToCstmrRpt>", "BkToCstmrAcctRpt>");
    let statement = one(&report);
    assert_eq!((statement.format.as_str(), statement.rows[0].status), ("camt.052", Status::Pending));
    assert_eq!((effects(&statement).len(), statement.totals().outgoing.rows), (0, 0));
}

#[test]
fn mt940_marks_are_read_with_currency_letters_and_reversals() {
    for (movement, signed, day) in [
        (":61:250107C0,92FMSC", 92, "2025-01-07"),
        (":61:2501070107DR6,00N024NONREF", -600, "2025-01-07"),
        (":61:2501070107CR3000,NTRFNONREF//55555", 300_000, "2025-01-07"),
        (":61:2501070107CN0,01NTRFNONREF", 1, "2025-01-07"),
        (":61:250107RC5,00NRTINONREF", -500, "2025-01-07"),
        (":61:250107RD5,00NRTINONREF", 500, "2025-01-07"),
        (":61:250107RDR5,00NRTINONREF", 500, "2025-01-07"),
        (":61:250107C0,00NMSC", 0, "2025-01-07"),
        (":61:250107D000000000025,00N102EREF", -2_500, "2025-01-07"),
        (":61:250107D\n12,5NMSC", -1_250, "2025-01-07"),
        // Booked in the year that is nearest.
        (":61:2412310102D1,NMSC", -100, "2025-01-02"),
        (":61:2501011231D1,NMSC", -100, "2024-12-31"),
    ] {
        let statement = one(&mt940("", movement, ""));
        assert_eq!(effects(&statement), [signed], "{movement}");
        assert_eq!(statement.rows[0].date.to_string(), day, "{movement}");
    }
}

#[test]
fn the_thirtieth_of_february_is_its_last_day() {
    let statement = one(&mt940("", ":61:1602300301DR6,00N024NONREF", ""));
    assert_eq!(statement.rows[0].value_date.map(|day| day.to_string()).as_deref(), Some("2016-02-29"));
    let statement = one(&mt940("", ":61:230230D6,00N024NONREF", ""));
    assert_eq!(statement.rows[0].date.to_string(), "2023-02-28");
    assert_eq!(read(&mt940("", ":61:230231D6,00NMSC", "")).expect_err("no month has it").kind, ProblemKind::Day);
    assert_eq!(read(&mt940("", ":61:230431D6,00NMSC", "")).expect_err("April").kind, ProblemKind::Day);
}

#[test]
fn mt940_without_its_first_field_and_with_dashes_between_is_read() {
    let body = ":25:123\n:60F:C240101EUR1,00\n:61:240102C1,00NMSC\n:62F:C240102EUR2,00\n";
    for file in [
        format!("{body}-\n{body}"),
        format!("{body}{body}"),
        format!("{body}-}}{{5:}}\n{body}-}}"),
        format!("{{1:F01BANKDEFFXXXX}}{{2:O940}}{{4:\n{body}-}}\n{{1:F01}}{{4:\n{body}-}}"),
        format!("0000 01INGBNL2AXXXX00001\n940 00\n{body}-XXX\n0000 01\n{body}-XXX"),
        format!("\u{1}{{1:F01}}{{4:\r\n{}-}}\u{3}{}", body.replace('\n', "\r\n"), body),
    ] {
        let statements = read(&file).expect("it reads");
        assert_eq!(statements.len(), 2);
        assert!(statements.iter().all(closes));
    }
}

#[test]
fn mt940_pages_are_one_statement() {
    let page = |opening: &str, movement: &str, closing: &str| {
        format!(":20:A\n:25:1\n:28C:1/1\n{opening}\n{movement}\n{closing}\n-\n")
    };
    let file = page(":60F:C240101EUR1,", ":61:240102C1,NMSC", ":62M:C240102EUR2,")
        + &page(":60M:C240102EUR2,", ":61:240103C3,NMSC", ":62F:C240103EUR5,");
    let statement = one(&file);
    assert_eq!(effects(&statement), [100, 300]);
    assert!(closes(&statement));
}

#[test]
fn what_mt940_says_is_joined_in_order() {
    let said =
        ":86:166?00GUTSCHRIFT?20EREF+1?21SVWZ+Mi?22ete?30BANKDEFF?31DE02?32Erika Must?33ermann?60 Mai?61 2024?34914";
    let statement = one(&mt940("", &format!(":61:240102C1,NTRF\n{said}"), ":86:not of a row"));
    let row = &statement.rows[0];
    assert_eq!(
        (row.description.as_str(), row.counterparty.as_str(), row.counterparty_account.as_str()),
        ("EREF+1SVWZ+Miete Mai 2024", "Erika Mustermann", "DE02")
    );
}

#[test]
fn mt940_text_that_looks_like_a_field_is_text() {
    let statement = one(&mt940("", ":61:240102C1,NTRF\n:86:at 13\n:12:11 o'clock", ""));
    assert_eq!(statement.rows[0].description, "at 13 :12:11 o'clock");
    let long = "x".repeat(2_000);
    let statement = one(&mt940("", &format!(":61:240102C1,NTRF\n:86:{long}"), ""));
    assert_eq!(statement.rows[0].description.len(), 2_000);
}

#[test]
fn mt940_of_banks_with_fields_of_their_own_is_read() {
    let file = ":20:STARTUMS\n:NS:22Konto\n23Name\n:25:1/2EUR\n:28C:0\n:60F:C240101EUR1,00\n:61:240102D1,00NMSC\n:NS:01Zweck\n:62F:C240102EUR0,00\n:64:C240102EUR0,00\n:65:C240103EUR0,00\n:86:end\n-\n";
    let statement = one(file);
    assert!(closes(&statement));
    assert_eq!((statement.account.as_str(), statement.rows[0].description.as_str()), ("1/2", ""));
}

#[test]
fn mt942_zones_are_no_minutes_and_its_sums_are_stated() {
    let file = ":20:X\n:25:1\n:28C:1/1\n:34F:EURD0,00\n:13D:2401021730+0200\n:61:240102D1,50NMSC\n:61:240102ED9,NMSC\n:90D:1EUR1,50\n:90C:0EUR0,\n-\n";
    let statement = one(file);
    assert_eq!((statement.format.as_str(), effects(&statement)), ("mt942", vec![-150]));
    assert_eq!(statement.rows[1].status, Status::Pending);
    let stated = statement.stated.outgoing.expect("stated");
    assert_eq!((stated.rows, stated.amount), (Some(1), Some(150)));
    let neutral = statement.rows.iter().any(|row| row.direction == Direction::Neutral);
    assert!(!neutral);
}
