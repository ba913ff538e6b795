//! Traps in reading a file, each with the smallest input that has it.

use encoding_rs::{EUC_JP, EUC_KR, SHIFT_JIS};
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::statement::{FileOrder, NoteKind, Status};
use prescreen_fusion::{ProblemKind, Statement, read_file};

use crate::support::{Browser, read};

const CARD: &str =
    "Transaction date,Post date,Description,Billing amount,Billing currency,Transaction status,Merchant name\n";

fn only(bytes: &[u8]) -> Statement {
    let statements = read(bytes).unwrap_or_else(|problem| panic!("{problem}"));
    let [statement] = <[Statement; 1]>::try_from(statements).unwrap_or_else(|all| panic!("{} statements", all.len()));
    statement
}

/// Reads bytes by a layout whose columns have names in ASCII.
fn plain(bytes: &[u8]) -> Result<Statement, ProblemKind> {
    let text = r#"{
        "id": "plain", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" },
        "columns": { "date": ["Day"], "description": ["Text"], "amount": ["Amount"] },
        "required": ["date", "amount"], "currency": "EUR"
    }"#;
    let format = Format::load(text).unwrap();
    let read = read_file(bytes, &[format], Answers::default(), &Browser);
    read.map(|mut statements| statements.remove(0)).map_err(|problem| problem.kind)
}

#[test]
fn trap_60_utf_16_is_read_in_either_order_with_and_without_a_mark() {
    let text = "Day,Text,Amount\n2026-01-31,Café,-1.00\n";
    for (mark, swapped) in [(true, false), (true, true), (false, false), (false, true)] {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        let order = if swapped { u16::to_be_bytes } else { u16::to_le_bytes };
        let bytes: Vec<u8> = units.flat_map(order).collect();
        let statement = plain(&bytes).unwrap_or_else(|kind| panic!("{kind:?}, mark {mark}, swapped {swapped}"));
        assert_eq!((statement.rows[0].description.as_str(), statement.rows[0].effect), ("Café", Some(-1_00)));
    }
}

/// A name that no encoding gives whole is worse than a question: what is read is what was written, or nothing is.
#[test]
fn trap_60_korean_and_japanese_files_are_decoded_as_written_or_refused() {
    for (encoding, name) in [(EUC_KR, "커피숍"), (EUC_JP, "喫茶店"), (SHIFT_JIS, "喫茶店")] {
        let text = format!("日付,{name},金額\n2026-01-31,{name},-1.00\n");
        let bytes = encoding.encode(&text).0.into_owned();
        let refused = read(&bytes).err().map(|problem| problem.kind);
        assert!(
            matches!(refused, Some(ProblemKind::UnknownFormat | ProblemKind::Encoding)),
            "{}: {refused:?}",
            encoding.name()
        );
    }
}

#[test]
fn trap_60_nul_characters_behind_the_rows_are_no_row() {
    let text = b"Day,Text,Amount\n2026-01-31,Tram,-1.00\n2026-02-01,Tram,-2.00\n".to_vec();
    let padded = [text.clone(), vec![0; 64]].concat();
    let same = |read: Result<Statement, ProblemKind>| {
        read.map(|statement| statement.rows.iter().map(|row| row.effect).collect::<Vec<_>>())
    };
    assert_eq!(same(plain(&text)), Ok(vec![Some(-1_00), Some(-2_00)]));
    assert_eq!(same(plain(&padded)), same(plain(&text)));
}

/// The Encoding Standard reads the label `iso-8859-1` as Windows-1252, where 0x80 is the euro sign.
#[test]
fn trap_60_a_declaration_of_iso_8859_1_is_windows_1252() {
    let xml = |sign: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id>\
             <Acct><Id><IBAN>DE02</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy=\"EUR\">2.00</Amt>\
             <CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-05</Dt></BookgDt>\
             <AddtlNtryInf>5 {sign}</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt></Document>\n"
        )
    };
    let text = xml("@");
    let bytes: Vec<u8> = text.bytes().map(|byte| if byte == b'@' { 0x80 } else { byte }).collect();
    assert_eq!(only(&bytes).rows[0].description, "5 €");
}

#[test]
fn trap_30_amounts_with_and_without_thousands_stand_in_one_file_newest_first() {
    // The thirteenth day tells the order of day and month; the day of posting counts.
    let rows = "13/04/2025,14/04/2025,SALES: A,\"-12,500.00\"\t,CNY,POSTED,A\n\
        09/04/2025,10/04/2025,SALES: B,\"-1000.00\"\t,CNY,POSTED,B\n\
        08/04/2025,09/04/2025,PAYMENT,\"13,500.00\"\t,CNY,POSTED,\n";
    let statement = only(format!("{CARD}{rows}").as_bytes());
    let amounts: Vec<_> = statement.rows.iter().map(|row| (row.date.to_string(), row.effect)).collect();
    let expected = [("2025-04-14", -12_500_00), ("2025-04-10", -1_000_00), ("2025-04-09", 13_500_00)];
    assert_eq!(amounts, expected.map(|(day, effect)| (day.to_owned(), Some(effect))));
    assert_eq!(statement.order, FileOrder::NewestFirst);
}

#[test]
fn trap_30_a_row_that_waits_is_in_no_total() {
    let rows =
        "09/04/2025,10/04/2025,SALES: A,\"-20.00\",CNY,POSTED,A\n13/04/2025,,SALES: B,\"-18.00\",CNY,PENDING,B\n";
    let statement = only(format!("{CARD}{rows}").as_bytes());
    assert_eq!((statement.totals().outgoing.rows, statement.totals().outgoing.amount), (1, 20_00));
    assert!(statement.rows.iter().any(|row| row.status == Status::Pending && row.effect.is_none()));
}

#[test]
fn trap_3_times_without_seconds_lower_what_the_rows_evidence() {
    let columns =
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n";
    let file = |time: &str| {
        let row = format!("{time},餐饮美食,一家店,/,午饭,支出,20.00,余额,交易成功,1001\t,2001\t,,\n");
        format!("共1笔记录\n收入：0笔 0.00元\n支出：1笔 20.00元\n不计收支：0笔 0.00元\n{columns}{row}")
    };
    let (came, saved) = (only(file("2023-02-12 21:32:14").as_bytes()), only(file("2023/2/12 21:32").as_bytes()));
    assert_eq!(came.integrity.verdict, saved.integrity.verdict);
    assert_eq!((came.tier().word(), saved.tier().word()), ("consistent", "parsed"));
    let told = |statement: &Statement| statement.notes.iter().any(|note| note.kind == NoteKind::SavedAgain);
    assert_eq!((told(&came), told(&saved)), (false, true));
}
