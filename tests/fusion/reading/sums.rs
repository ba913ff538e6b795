//! What counts: rows that are none, rows that stand twice, rows that undo others, and sums that are too large.

use prescreen_fusion::ProblemKind;
use prescreen_fusion::integrity::{Check, Held, IntegrityVerdict};
use prescreen_fusion::statement::{NoteKind, RowKind, Statement, Status};

use super::{has_note, one, totals, wrong};
use crate::ledger::join;
use crate::support::read;

const CHASE: &str = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
const LLOYDS: &str = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n";

fn chase(day: &str, amount: &str, balance: &str) -> String {
    format!("DEBIT,{day},LUNCH,{amount},DEBIT_CARD,{balance},,\n")
}

fn income(text: &str) -> i64 {
    let statements = read(text.as_bytes()).unwrap();
    let ledger = join(&statements);
    ledger.flows.iter().map(|flow| flow.income_with_transfers.amount).sum()
}

#[test]
fn a_row_that_the_bank_has_not_posted_is_not_counted() {
    let rows = [
        chase("07/03/2026", "-25.00", " "),
        chase("07/02/2026", "-10.00", "90.00"),
        chase("07/01/2026", "100.00", "100.00"),
    ];
    let statement = one(&(CHASE.to_owned() + &rows.concat()));
    assert_eq!(statement.rows[0].status, Status::Pending);
    assert_eq!(totals(&statement), [10_000, 1_000, 0]);
    // Where no row has a balance, that says nothing.
    let rows = [chase("07/03/2026", "-25.00", ""), chase("07/02/2026", "-10.00", "")];
    assert_eq!(totals(&one(&(CHASE.to_owned() + &rows.concat()))), [0, 3_500, 0]);
}

#[test]
fn a_file_that_was_pasted_twice_is_read_once() {
    let rows = chase("07/02/2026", "-10.00", "90.00") + &chase("07/01/2026", "100.00", "100.00");
    let once = CHASE.to_owned() + &rows;
    for text in [once.repeat(2), once.repeat(3), format!("{once}\n{once}")] {
        let statement = one(&text);
        assert_eq!(totals(&statement), [10_000, 1_000, 0]);
        assert!(has_note(&statement, NoteKind::PastedTwice), "{:?}", statement.notes);
    }
    // Names that are written again on a new page, above other rows.
    let paged = one(&format!("{once}{CHASE}{}", chase("06/30/2026", "-10.00", "0.00")));
    assert_eq!(totals(&paged), [10_000, 2_000, 0]);
    assert!(has_note(&paged, NoteKind::RowLeftOut) && !has_note(&paged, NoteKind::PastedTwice));
    // Two equal rows are two payments.
    let twice = one(&(CHASE.to_owned() + &chase("07/02/2026", "-10.00", "").repeat(2)));
    assert_eq!(totals(&twice), [0, 2_000, 0]);
    assert!(!has_note(&twice, NoteKind::PastedTwice));
}

#[test]
fn a_bill_with_lines_above_and_below_that_was_pasted_twice_is_read_once() {
    let bill = |day: &str| {
        format!(
            "支付宝支付科技有限公司  电子客户回单\n起始时间：[2023-01-01 00:00:00]    终止时间：[2023-12-31 23:59:59]\n\
             交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n\
             {day} 21:32:14,餐饮美食,一家店,/,午饭,支出,20.00,余额,交易成功,1,2,,\n\
             ------------------------------------------------------------------------\n"
        )
    };
    let pasted = read(bill("2023-02-12").repeat(2).as_bytes()).unwrap();
    assert_eq!(pasted.len(), 1);
    assert_eq!(totals(&pasted[0]), [0, 2_000, 0]);
    assert!(has_note(&pasted[0], NoteKind::PastedTwice));
    // Two bills, one behind the other, are both read.
    let both = read((bill("2023-02-12") + &bill("2023-03-12")).as_bytes()).unwrap();
    assert_eq!(both.iter().map(|statement| totals(statement)[1]).sum::<i64>(), 4_000);
}

#[test]
fn a_sum_below_the_rows_is_stepped_over_and_checked() {
    let rows = "30/10/2026,DEB,'01-02-03,12345678,A,4.60,,95.40\n29/10/2026,FPI,'01-02-03,12345678,B,,100.00,100.00\n";
    for word in ["Total", "TOTAL:", "合计", "Summe", "Totals"] {
        let file = |out: &str, incoming: &str| one(&format!("{LLOYDS}{rows}{word},,,,,{out},{incoming},\n"));
        let holds = file("4.60", "100.00");
        assert_eq!(totals(&holds), [10_000, 460, 0], "{word}");
        assert!(has_note(&holds, NoteKind::RowLeftOut));
        assert_eq!(holds.integrity.held(Check::StatedSums), Some(Held::Holds));
        for (out, incoming) in [("4.61", "100.00"), ("4.60", "90.00")] {
            let integrity = file(out, incoming).integrity;
            assert_eq!(integrity.held(Check::StatedSums), Some(Held::Fails), "{word}");
            assert_ne!(integrity.verdict, IntegrityVerdict::Consistent, "{word}");
        }
    }
    let signed = |sum: &str| {
        let rows = chase("07/02/2026", "-10.00", "") + &chase("07/01/2026", "100.00", "");
        one(&format!("{CHASE}{rows},,Total,{sum},,,\n"))
    };
    assert_eq!(totals(&signed("90.00")), [10_000, 1_000, 0]);
    assert_eq!(signed("90.00").integrity.held(Check::StatedSums), Some(Held::Holds));
    assert_eq!(signed("110.00").integrity.held(Check::StatedSums), Some(Held::Fails));
    // A row with a day is a movement, whatever it is called.
    let shop = one(&format!("{CHASE}DEBIT,07/02/2026,Total,-10.00,DEBIT_CARD,90.00,,\n"));
    assert_eq!(totals(&shop), [0, 1_000, 0]);
}

#[test]
fn sums_that_are_larger_than_is_counted_are_a_problem() {
    let most = "90000000000000000.00";
    let rows = chase("07/02/2026", most, "").repeat(2);
    assert_eq!(wrong(&(CHASE.to_owned() + &rows)).0, ProblemKind::Overflow);
    let balance = chase("07/02/2026", "1.00", most);
    assert_eq!(wrong(&(CHASE.to_owned() + &balance)).0, ProblemKind::Overflow);
    let ofx = "OFXHEADER:100\n<OFX><STMTRS><CURDEF>USD<BANKTRANLIST>\
        <STMTTRN><TRNTYPE>DEP<DTPOSTED>20260102<TRNAMT>80000000000000000.00<FITID>1</STMTTRN>\
        <STMTTRN><TRNTYPE>DEP<DTPOSTED>20260102<TRNAMT>80000000000000000.00<FITID>2</STMTTRN></BANKTRANLIST></STMTRS></OFX>";
    assert_eq!(wrong(ofx).0, ProblemKind::Overflow);
}

const PAYPAL: &str = "Date,Time,Time Zone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance,Item Title,Subject\n";

fn paypal(rows: &[(&str, &str)]) -> String {
    let row = |(n, (kind, net)): (usize, &(&str, &str))| {
        format!("31/01/2026,10:00:0{n},GMT,A shop,{kind},Completed,EUR,{net},0.00,{net},T{n},,,,\n")
    };
    PAYPAL.to_owned() + &rows.iter().enumerate().map(row).collect::<String>()
}

#[test]
fn what_a_wallet_gives_back_or_is_filled_with_is_no_income() {
    for kind in [
        "Payment Refund",
        "Payment Reversal",
        "Chargeback",
        "General Credit Card Deposit",
        "Bank Deposit to PP Account ",
    ] {
        let text = paypal(&[(kind, "12.00")]);
        assert_eq!((totals(&one(&text)), income(&text)), ([1_200, 0, 0], 0), "{kind}");
    }
    // What the person gives back is money out, and no refund of their spending.
    let text = paypal(&[("Payment Refund", "-12.00")]);
    let statements = read(text.as_bytes()).unwrap();
    let flow = join(&statements).flows[0];
    assert_eq!((totals(&statements[0]), flow.refunds.amount, flow.spending.amount), ([0, 1_200, 0], 0, 1_200));
    let sold = paypal(&[("Website Payment", "12.00"), ("Payment Refund", "-12.00")]);
    let flow = join(&read(sold.as_bytes()).unwrap()).flows[0];
    assert_eq!((flow.income.amount, flow.refunds.amount, flow.spending.amount), (0, 0, 0));
    assert_eq!(totals(&one(&paypal(&[("Reversal of General Account Hold", "12.00")]))), [0, 0, 0]);
}

#[test]
fn what_a_bank_books_back_is_a_credit_and_no_income() {
    let entry = |way: &str, reversal: &str| {
        format!(
            "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE00</IBAN></Id><Ccy>EUR</Ccy></Acct>\
             <Ntry><Amt Ccy=\"EUR\">12.00</Amt><CdtDbtInd>{way}</CdtDbtInd>{reversal}<Sts>BOOK</Sts>\
             <BookgDt><Dt>2026-01-31</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RDDT</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>\
             </Stmt></BkToCstmrStmt></Document>"
        )
    };
    let plain = entry("CRDT", "");
    assert_eq!((totals(&one(&plain)), income(&plain)), ([1_200, 0, 0], 1_200));
    let back = entry("CRDT", "<RvslInd>true</RvslInd>");
    assert_eq!((totals(&one(&back)), income(&back)), ([1_200, 0, 0], 0));
    assert_eq!(one(&back).rows[0].kind, RowKind::Refund);
    let mt940 = |mark: &str| {
        format!(":20:A\n:25:DE00\n:60F:C260101EUR100,00\n:61:260131{mark}12,00NMSCNONREF\n:62F:C260131EUR112,00\n")
    };
    assert_eq!((totals(&one(&mt940("C"))), income(&mt940("C"))), ([1_200, 0, 0], 1_200));
    assert_eq!((totals(&one(&mt940("RD"))), income(&mt940("RD"))), ([1_200, 0, 0], 0));
    // A credit that is taken back is no income, and its taking back no spending.
    let taken = ":20:A\n:25:DE00\n:60F:C260101EUR100,00\n:61:260130C12,00NMSCNONREF\n:61:260131RC12,00NMSCNONREF\n:62F:C260131EUR100,00\n";
    let flow = join(&read(taken.as_bytes()).unwrap()).flows[0];
    assert_eq!(
        (totals(&one(taken)), flow.income_with_transfers.amount, flow.spending.amount),
        ([1_200, 1_200, 0], 0, 0)
    );
}

#[test]
fn what_ofx_corrects_is_counted_as_corrected() {
    let file = |second: &str| {
        format!(
            "OFXHEADER:100\n<OFX><STMTRS><CURDEF>USD<BANKTRANLIST>\n\
             <STMTTRN><TRNTYPE>DEP<DTPOSTED>20260102<TRNAMT>80.00<FITID>a1</STMTTRN>\n\
             <STMTTRN><TRNTYPE>DEP<DTPOSTED>20260103<TRNAMT>70.00<FITID>a2{second}</STMTTRN>\n</BANKTRANLIST></STMTRS></OFX>"
        )
    };
    assert_eq!(totals(&one(&file(""))), [15_000, 0, 0]);
    assert_eq!(totals(&one(&file("<CORRECTFITID>a1<CORRECTACTION>REPLACE"))), [7_000, 0, 0]);
    assert_eq!(totals(&one(&file("<CORRECTFITID>a1<CORRECTACTION>DELETE"))), [0, 0, 0]);
    // Two that correct one number.
    assert_eq!(
        totals(&one(&file(
            "<CORRECTFITID>a1</STMTTRN>\n<STMTTRN><DTPOSTED>20260104<TRNAMT>60.00<FITID>a3<CORRECTFITID>a1"
        ))),
        [13_000, 0, 0]
    );
    // Rows that share a line with the one that deletes are not deleted with it.
    let third = "<CORRECTFITID>a1<CORRECTACTION>DELETE</STMTTRN><STMTTRN><DTPOSTED>20260104<TRNAMT>60.00<FITID>a3";
    assert_eq!(
        totals(&one(&file(third).replace('\n', "").replacen("OFXHEADER:100", "OFXHEADER:100\n", 1))),
        [6_000, 0, 0]
    );
}

#[test]
fn a_file_of_the_statements_of_every_day_is_read_and_one_of_too_many_refused() {
    let file = |statements: usize| ":20:A\n:25:DE00\n:60F:C260101EUR1,00\n:62F:C260131EUR1,00\n".repeat(statements);
    assert_eq!(read(file(1_000).as_bytes()).unwrap().len(), 1_000);
    let refused = read(file(5_001).as_bytes()).unwrap_err();
    assert_eq!((refused.kind, refused.expected.as_str()), (ProblemKind::TooLarge, "at most 5000 statements"));
}

fn invested(rows: &str) -> String {
    format!("OFXHEADER:100\n<OFX><INVSTMTRS><CURDEF>USD<INVTRANLIST>\n{rows}\n</INVTRANLIST></INVSTMTRS></OFX>")
}

#[test]
fn what_a_broker_reverses_moves_the_other_way() {
    let income = |id: &str, reverses: &str, total: &str| {
        format!(
            "<INCOME><INVTRAN><FITID>{id}<DTTRADE>20260102{reverses}</INVTRAN><SECID><UNIQUEID>X</SECID>\
             <INCOMETYPE>DIV<TOTAL>{total}</INCOME>\n"
        )
    };
    for total in ["5.00", "-5.00"] {
        let text = invested(&(income("a", "", "5.00") + &income("b", "<REVERSALFITID>a", total)));
        let statement = one(&text);
        assert_eq!(totals(&statement), [500, 500, 0], "{total}");
        assert_eq!(statement.rows[1].kind, RowKind::Refund);
    }
    let buy = |id: &str, reverses: &str, total: &str| {
        format!(
            "<BUYSTOCK><INVBUY><INVTRAN><FITID>{id}<DTTRADE>20260102{reverses}</INVTRAN><SECID><UNIQUEID>X</SECID>\
             <UNITS>1<UNITPRICE>5<TOTAL>{total}</INVBUY></BUYSTOCK>\n"
        )
    };
    let text = invested(&(buy("a", "", "-5.00") + &buy("b", "<REVERSALFITID>a", "5.00")));
    assert_eq!(totals(&one(&text)), [500, 500, 0]);
}

#[test]
fn fractions_of_a_cent_at_a_broker_are_carried_until_they_are_one() {
    let fee =
        |n: u32| format!("<INVEXPENSE><INVTRAN><FITID>{n}<DTTRADE>20260102</INVTRAN><TOTAL>-0.3334</INVEXPENSE>\n");
    let statement = one(&invested(&(1..=3).map(fee).collect::<String>()));
    // 3 × 0.3334 = 1.0002
    assert_eq!(totals(&statement), [0, 100, 0]);
    let bank = "OFXHEADER:100\n<OFX><STMTRS><CURDEF>USD<BANKTRANLIST>\
        <STMTTRN><TRNTYPE>FEE<DTPOSTED>20260102<TRNAMT>-0.3334<FITID>1</STMTTRN></BANKTRANLIST></STMTRS></OFX>";
    assert_eq!(wrong(bank).0, ProblemKind::Precision);
}

fn flex(cash: &str) -> String {
    let fee = |n: u32| {
        format!(
            "<CashTransaction accountId=\"U1\" currency=\"USD\" dateTime=\"20260102;100000\" amount=\"-0.3334\" type=\"Other Fees\" transactionID=\"{n}\"/>\n"
        )
    };
    format!(
        "<FlexQueryResponse><FlexStatements><FlexStatement accountId=\"U1\" fromDate=\"20260101\" toDate=\"20260131\">\n\
         <CashReport>{cash}</CashReport>\n<CashTransactions>{}</CashTransactions></FlexStatement></FlexStatements></FlexQueryResponse>",
        (1..=3).map(fee).collect::<String>()
    )
}

#[test]
fn a_report_of_cash_opens_and_closes() {
    let report = |end: &str| {
        format!(
            "<CashReportCurrency accountId=\"U1\" currency=\"BASE_SUMMARY\" levelOfDetail=\"BaseCurrency\" startingCash=\"7\" endingCash=\"7\"/>\
             <CashReportCurrency accountId=\"U1\" currency=\"USD\" levelOfDetail=\"Currency\" startingCash=\"100.0051\" endingCash=\"{end}\"/>"
        )
    };
    // 100.0051 - 3 × 0.3334 = 99.0049
    let statement = one(&flex(&report("99.0049")));
    assert_eq!(totals(&statement), [0, 100, 0]);
    assert_eq!(statement.opening.map(|balance| balance.amount), Some(10_000));
    assert_eq!(statement.closing.map(|balance| balance.amount), Some(9_900));
    let off = one(&flex(&report("98.0049")));
    assert_ne!(off.integrity.verdict, IntegrityVerdict::Consistent);
    assert_eq!(one(&flex("")).opening, None);
}

/// How many days the account of a statement is covered.
fn covered(statement: &Statement) -> u32 {
    let ledger = join(core::slice::from_ref(statement));
    ledger.accounts[0].coverage.days
}

#[test]
fn a_page_of_several_says_that_it_is_one_and_is_never_consistent() {
    let uk = |links: &str| {
        format!(
            r#"{{"Data":{{"Transaction":[{{"AccountId":"1","TransactionId":"a","CreditDebitIndicator":"Credit","Status":"Booked",
            "BookingDateTime":"2026-01-31T10:00:00Z","Amount":{{"Amount":"12.00","Currency":"GBP"}}}}],
            "Balance":[{{"AccountId":"1","CreditDebitIndicator":"Credit","Type":"OpeningBooked","DateTime":"2026-01-01T00:00:00Z","Amount":{{"Amount":"1.00","Currency":"GBP"}}}},
            {{"AccountId":"1","CreditDebitIndicator":"Credit","Type":"ClosingBooked","DateTime":"2026-01-31T00:00:00Z","Amount":{{"Amount":"13.00","Currency":"GBP"}}}}]}},"Links":{{"Self":"https://bank.example/1"{links}}}}}"#
        )
    };
    let berlin = |links: &str| {
        format!(
            r#"{{"account":{{"iban":"DE00"}},"transactions":{{"booked":[{{"transactionId":"a","bookingDate":"2026-01-31",
            "transactionAmount":{{"currency":"EUR","amount":"12.00"}}}}],"_links":{{"account":{{"href":"/a"}}{links}}}}},
            "balances":[{{"balanceType":"openingBooked","balanceAmount":{{"currency":"EUR","amount":"1.00"}}}},
            {{"balanceType":"closingBooked","balanceAmount":{{"currency":"EUR","amount":"13.00"}}}}]}}"#
        )
    };
    for (whole, part) in [
        (uk(""), uk(r#","Next":"https://bank.example/2""#)),
        (uk(r#","Next":"""#), uk(r#","Prev":"https://bank.example/0""#)),
        (berlin(""), berlin(r#","next":{"href":"/b"}"#)),
    ] {
        let whole = one(&whole);
        assert_eq!((covered(&whole), covered(&one(&part))), (1, 0), "a day that a page ends in may go on on the next");
        assert_eq!(whole.integrity.verdict, IntegrityVerdict::Consistent);
        assert!(!has_note(&whole, NoteKind::Part));
        let part = one(&part);
        assert_eq!((totals(&part), part.integrity.verdict), (totals(&whole), IntegrityVerdict::Unverifiable));
        assert!(has_note(&part, NoteKind::Part));
    }
}
