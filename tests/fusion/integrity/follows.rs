//! What standards state beside balances: the statement before, the page, the parts of an entry.

use prescreen_fusion::Statement;
use prescreen_fusion::integrity::{Cause, Check, Held, Integrity, IntegrityVerdict};

use crate::support::read;

fn mt940(messages: &[(&str, &str, &str)]) -> Vec<Statement> {
    let of = |(opening, moved, closing): &(&str, &str, &str)| {
        format!(
            ":20:A\r\n:25:10020030/1234567\r\n:28C:1/1\r\n:60F:{opening}\r\n:61:{moved}NTRFNONREF\r\n:86:TEXT\r\n:62{closing}\r\n-\r\n"
        )
    };
    read(messages.iter().map(of).collect::<String>().as_bytes()).expect("messages")
}

fn figures(integrity: &Integrity) -> (IntegrityVerdict, Option<i64>, Option<i64>) {
    (integrity.verdict, integrity.expected, integrity.found)
}

#[test]
fn a_statement_that_opens_with_another_balance_than_the_one_before_closed_with_is_a_gap_with_both() {
    let first = ("C260101EUR100,00", "2601020102D10,00", "F:C260102EUR90,00");
    let held = |second| mt940(&[first, second]).remove(1).integrity;
    let follows = held(("C260102EUR90,00", "2601030103D5,00", "F:C260103EUR85,00"));
    assert_eq!((follows.verdict, follows.held(Check::Continues)), (IntegrityVerdict::Consistent, Some(Held::Holds)));
    let gap = held(("C260105EUR70,00", "2601060106D5,00", "F:C260106EUR65,00"));
    assert_eq!(figures(&gap), (IntegrityVerdict::Gap, Some(90_00), Some(70_00)));
    assert_eq!((gap.held(Check::Continues), gap.first_broken_line), (Some(Held::Fails), Some(12)));
    assert_eq!(gap.cause, [Cause::RowMissing, Cause::StatedChanged]);
}

#[test]
fn statements_follow_by_their_days_however_a_file_lists_them_and_one_that_stands_twice_follows_once() {
    let first = ("C260101EUR100,00", "2601020102D10,00", "F:C260102EUR90,00");
    let second = ("C260102EUR90,00", "2601030103D5,00", "F:C260103EUR85,00");
    for order in [vec![second, first], vec![first, first, second], vec![first, second, second]] {
        for statement in mt940(&order) {
            assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
        }
    }
}

#[test]
fn a_page_that_is_not_the_last_and_ends_the_file_is_a_gap() {
    let page = mt940(&[("C260101EUR100,00", "2601020102D10,00", "M:C260102EUR90,00")]).remove(0).integrity;
    assert_eq!((page.verdict, &*page.cause), (IntegrityVerdict::Gap, &[Cause::Cut][..]));
    assert_eq!(page.first_broken_line, Some(7));
}

#[test]
fn a_message_cut_within_an_amount_is_not_consistent() {
    let whole = ":20:A\r\n:25:10020030/1234567\r\n:60F:C260101EUR100,00\r\n:61:2601020102D10,00NTRFNONREF\r\n:62F:C260102EUR90,00\r\n-\r\n\
        :20:A\r\n:25:10020030/1234567\r\n:60F:C260102EUR90,00\r\n:61:2601030103D12,50NTRFNONREF\r\n:62F:C260103EUR77,50\r\n-\r\n";
    let cut = &whole[..whole.rfind("D12").unwrap() + 3];
    let statements = read(cut.as_bytes()).expect("messages");
    let verdicts: Vec<IntegrityVerdict> = statements.iter().map(|statement| statement.integrity.verdict).collect();
    assert_eq!(verdicts[0], IntegrityVerdict::Consistent);
    assert!(verdicts[1..].iter().all(|verdict| *verdict != IntegrityVerdict::Consistent), "{verdicts:?}");
}

fn camt(entry: &str, page: &str) -> Integrity {
    let balance = |code: &str, amount: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        )
    };
    let text = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.04\"><BkToCstmrStmt><Stmt>{page}<Acct><Id><IBAN>DE00</IBAN></Id><Ccy>EUR</Ccy></Acct>\n{}{}<Ntry>\n<Amt Ccy=\"EUR\">429.56</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-02</Dt></BookgDt>{entry}</Ntry></Stmt></BkToCstmrStmt></Document>",
        balance("OPBD", "100.00"),
        balance("CLBD", "529.56")
    );
    read(text.as_bytes()).expect("a statement").remove(0).integrity
}

fn part(amount: &str, more: &str) -> String {
    format!("<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>{more}</TxDtls>")
}

#[test]
fn an_entry_whose_parts_do_not_make_it_is_inconsistent_with_both_figures() {
    let details = |parts: &str| camt(&format!("<NtryDtls>{parts}</NtryDtls>"), "");
    let holds = details(&(part("329.56", "") + &part("100.00", "")));
    assert_eq!((holds.verdict, holds.held(Check::Details)), (IntegrityVerdict::Consistent, Some(Held::Holds)));
    for (parts, sum) in [(part("329.56", "") + &part("10.00", ""), 339_56), (part("1.00", ""), 1_00)] {
        let integrity = details(&parts);
        assert_eq!(figures(&integrity), (IntegrityVerdict::Inconsistent, Some(429_56), Some(sum)));
        assert_eq!((integrity.held(Check::Details), integrity.first_broken_line), (Some(Held::Fails), Some(2)));
    }
    // A charge may stand between the two, and an amount of another currency or an instructed one is another's.
    let charged = details(&part("431.56", "<Chrgs><Rcrd><Amt Ccy=\"EUR\">2.00</Amt></Rcrd></Chrgs>"));
    let instructed = camt(
        "<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"EUR\">5.00</Amt></InstdAmt></AmtDtls></TxDtls></NtryDtls>",
        "",
    );
    for integrity in [charged, instructed, camt("", "")] {
        assert_eq!((integrity.verdict, integrity.held(Check::Details)), (IntegrityVerdict::Consistent, None));
    }
}

#[test]
fn a_page_of_xml_that_is_not_the_last_is_a_gap() {
    let page = |last: &str| camt("", &format!("<StmtPgntn><PgNb>1</PgNb><LastPgInd>{last}</LastPgInd></StmtPgntn>"));
    assert_eq!(page("true").verdict, IntegrityVerdict::Consistent);
    assert_eq!((page("false").verdict, &*page("false").cause), (IntegrityVerdict::Gap, &[Cause::Cut][..]));
}
