//! Files of our own making, and what each has to come to.

use prescreen_fusion::statement::{AccountKind, Direction, RowKind, Status};

use super::{closes, effects, one, read};

/// OFX 1 of one bank account with some rows.
pub fn ofx(rows: &str) -> String {
    format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n\n\
         <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM>\n\
         <BANKTRANLIST><DTSTART>20240101<DTEND>20240131\n{rows}\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

/// CAMT.053 of one account. Balances stand as `OPBD 1.00 CLBD 2.00`.
pub fn camt(balances: &str, entries: &str) -> String {
    let words: Vec<&str> = balances.split_whitespace().collect();
    let balances: String = words.chunks(2).map(|pair| balance(pair[0], pair[1])).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>\n<Stmt><Id>1</Id><Acct><Id><IBAN>DE02</IBAN></Id><Ccy>EUR</Ccy></Acct>\n\
         {balances}{entries}</Stmt></BkToCstmrStmt></Document>\n"
    )
}

fn balance(code: &str, amount: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>\
         <Dt><Dt>2024-01-01</Dt></Dt></Bal>\n",
        amount.trim_start_matches('-'),
        if amount.starts_with('-') { "DBIT" } else { "CRDT" }
    )
}

/// An entry of a CAMT statement, booked unless the rest says otherwise.
pub fn entry(indicator: &str, amount: &str, rest: &str) -> String {
    let status = if rest.contains("<Sts>") { "" } else { "<Sts>BOOK</Sts>" };
    format!("<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{status}{rest}</Ntry>\n")
}

/// An MT940 message of one account in euro.
pub fn mt940(before: &str, movements: &str, behind: &str) -> String {
    format!(
        ":20:START\n:25:10020030/1234567\n:28C:1/1\n:60F:C240101EUR100,00\n{before}\n{movements}\n:62F:C240131EUR100,00\n{behind}\n-\n"
    )
}

/// A Flex query of Interactive Brokers.
pub fn flex(movements: &str) -> String {
    format!(
        "<FlexQueryResponse queryName=\"all\" type=\"AF\"><FlexStatements count=\"1\">\n\
         <FlexStatement accountId=\"U1\" fromDate=\"20240101\" toDate=\"20240131\" period=\"LastMonth\">\n{movements}\n\
         </FlexStatement></FlexStatements></FlexQueryResponse>\n"
    )
}

/// UK Open Banking's transactions.
pub const UK: &str = r#"{"Data": {"Transaction": [
  {"AccountId": "22289", "TransactionId": "1", "CreditDebitIndicator": "Debit", "Status": "Booked",
   "BookingDateTime": "2024-01-05T10:43:07+00:00", "ValueDateTime": "2024-01-06T00:00:00+00:00",
   "Amount": {"Amount": "10.00", "Currency": "GBP"}, "TransactionInformation": "Lunch",
   "MerchantDetails": {"MerchantName": "A café", "MerchantCategoryCode": "5814"},
   "Balance": {"Amount": {"Amount": "220.00", "Currency": "GBP"}, "CreditDebitIndicator": "Credit", "Type": "InterimBooked"}},
  {"AccountId": "22289", "TransactionId": "2", "CreditDebitIndicator": "Credit", "Status": "Booked",
   "BookingDateTime": "2024-01-07T00:00:00Z", "Amount": {"Amount": 5.5, "Currency": "GBP"}, "DebtorAccount": {"Name": "Eve"},
   "Balance": {"Amount": {"Amount": "225.50", "Currency": "GBP"}, "CreditDebitIndicator": "Credit", "Type": "InterimBooked"}},
  {"AccountId": "22289", "TransactionId": "3", "CreditDebitIndicator": "Debit", "Status": "Pending",
   "BookingDateTime": "2024-01-08T00:00:00Z", "Amount": {"Amount": "1.00", "Currency": "GBP"}},
  {"AccountId": "31820", "TransactionId": "4", "CreditDebitIndicator": "Debit", "Status": "Booked",
   "BookingDateTime": "2024-01-08T00:00:00Z", "Amount": {"Amount": "7", "Currency": "EUR"}}
 ], "Balance": [
  {"AccountId": "22289", "Amount": {"Amount": "230.00", "Currency": "GBP"}, "CreditDebitIndicator": "Credit", "Type": "OpeningBooked"},
  {"AccountId": "22289", "Amount": {"Amount": "225.50", "Currency": "GBP"}, "CreditDebitIndicator": "Credit", "Type": "ClosingBooked"}
 ]}, "Links": {}, "Meta": {"TotalPages": 1}}"#;

/// A Berlin Group account's transactions and balances.
pub const BERLIN: &str = r#"{"account": {"iban": "DE02"}, "transactions": {"booked": [
  {"transactionId": "1", "bookingDate": "2024-01-05", "valueDate": "2024-01-06", "creditorName": "Landlord",
   "creditorAccount": {"iban": "DE03"}, "transactionAmount": {"currency": "EUR", "amount": "-256.67"},
   "remittanceInformationUnstructuredArray": ["Rent", "January"]},
  {"transactionId": "2", "bookingDate": "2024-01-06", "debtorName": "Employer",
   "transactionAmount": {"currency": "EUR", "amount": "1343.22"}, "remittanceInformationUnstructured": "Wages"}
 ], "pending": [
  {"transactionId": "3", "valueDate": "2024-01-08", "transactionAmount": {"currency": "EUR", "amount": "-1.00"}},
  {"transactionId": "4", "transactionAmount": {"currency": "EUR", "amount": "-2.00"}}
 ]}, "balances": [
  {"balanceType": "openingBooked", "balanceAmount": {"currency": "EUR", "amount": "0.00"}},
  {"balanceType": "closingBooked", "balanceAmount": {"currency": "EUR", "amount": "1086.55"}, "referenceDate": "2024-01-31"},
  {"balanceType": "expected", "balanceAmount": {"currency": "EUR", "amount": "1083.55"}}
 ]}"#;

#[test]
fn uk_open_banking_is_read_account_by_account() {
    let statements = read(UK).expect("it reads");
    let accounts: Vec<_> = statements
        .iter()
        .map(|statement| (statement.account.as_str(), statement.currency.as_str(), effects(statement)))
        .collect();
    assert_eq!(accounts, [("22289", "GBP", vec![-1_000, 550]), ("31820", "EUR", vec![-700])]);
    assert!(closes(&statements[0]));
    let row = &statements[0].rows[0];
    assert_eq!((row.counterparty.as_str(), row.merchant_code, row.balance), ("A café", Some(5814), Some(22_000)));
    assert_eq!((statements[0].rows[2].status, statements[0].totals().outgoing.amount), (Status::Pending, 1_000));
}

#[test]
fn berlin_group_lists_what_is_booked_and_what_waits() {
    let statement = one(BERLIN);
    assert_eq!(effects(&statement), [-25_667, 134_322]);
    assert!(closes(&statement));
    let row = &statement.rows[0];
    assert_eq!(
        (row.counterparty.as_str(), row.counterparty_account.as_str(), row.description.as_str()),
        ("Landlord", "DE03", "Rent January")
    );
    // One that waits has a day, the other has none yet and is noted.
    assert_eq!((statement.rows.len(), statement.notes.len()), (3, 1));
}

#[test]
fn a_flex_query_is_a_statement_a_currency() {
    let statements = read(&flex(
        r#"<CashTransactions>
<CashTransaction currency="USD" symbol="AAPL" dateTime="20240105;202000" amount="12.34" type="Dividends" description="CASH DIVIDEND" transactionID="1" levelOfDetail="DETAIL" />
<CashTransaction currency="USD" symbol="AAPL" dateTime="20240105;202000" amount="-1.85" type="Withholding Tax" levelOfDetail="DETAIL" />
<CashTransaction currency="USD" dateTime="20240105" amount="10.49" type="Dividends" levelOfDetail="SUMMARY" />
<CashTransaction currency="EUR" dateTime="20240106" amount="1000" type="Deposits/Withdrawals" />
</CashTransactions><Trades>
<Trade currency="USD" symbol="AAPL" isin="US0378331005" dateTime="20240107;093000" quantity="3" tradePrice="190.5" proceeds="-571.5" ibCommission="-1" netCash="-572.5" buySell="BUY" settleDateTarget="20240109" levelOfDetail="EXECUTION" />
</Trades><Transfers><Transfer currency="USD" symbol="MSFT" date="20240108" quantity="5" cashTransfer="0" direction="IN" /></Transfers>"#,
    ))
    .expect("it reads");
    let [dollars, euros] = statements.as_slice() else { panic!("two currencies") };
    assert_eq!((dollars.account_kind, dollars.account.as_str()), (AccountKind::Broker, "U1"));
    assert_eq!((effects(dollars), effects(euros)), (vec![1_234, -185, -57_250, 0], vec![100_000]));
    let kinds: Vec<RowKind> = dollars.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [RowKind::Dividend, RowKind::Tax, RowKind::Buy, RowKind::OwnTransfer]);
    let security = dollars.rows[2].security.as_ref().expect("a security");
    assert_eq!(
        (security.code.as_str(), security.quantity, security.price),
        ("US0378331005", Some(300_000_000), Some(19_050_000_000))
    );
    assert_eq!(
        (dollars.rows[2].fee, dollars.rows[2].value_date.map(|day| day.to_string()).as_deref()),
        (Some(100), Some("2024-01-09"))
    );
}

#[test]
fn a_brokers_ofx_moves_cash_as_its_elements_say() {
    let movement = |name: &str, inner: &str, rest: &str| {
        let common = "<INVTRAN><FITID>1<DTTRADE>20240105<DTSETTLE>20240107<MEMO>m</INVTRAN><SECID><UNIQUEID>9<UNIQUEIDTYPE>CUSIP</SECID>";
        if inner.is_empty() {
            format!("<{name}>{common}{rest}</{name}>")
        } else {
            format!("<{name}><{inner}>{common}{rest}</{inner}></{name}>")
        }
    };
    let list = [
        movement("BUYSTOCK", "INVBUY", "<UNITS>10<UNITPRICE>5.125<COMMISSION>1.00<TOTAL>-52.25"),
        movement("BUYMF", "INVBUY", "<UNITS>1<UNITPRICE>7<TOTAL>7.00"),
        movement("SELLSTOCK", "INVSELL", "<UNITS>-2<UNITPRICE>6<TOTAL>12.00"),
        movement("INCOME", "", "<INCOMETYPE>DIV<TOTAL>3.00"),
        movement("INCOME", "", "<INCOMETYPE>INTEREST<TOTAL>0.50"),
        movement("REINVEST", "", "<INCOMETYPE>DIV<TOTAL>-4.00<UNITS>1<UNITPRICE>4"),
        movement("INVEXPENSE", "", "<TOTAL>-2.00"),
        movement("TRANSFER", "", "<UNITS>5<TFERACTION>IN"),
        "<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240108<TRNAMT>100<FITID>2</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>".into(),
    ]
    .concat();
    let statement = one(&format!(
        "OFXHEADER:100\n\n<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20240131<CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>7</INVACCTFROM>\
         <INVTRANLIST><DTSTART>20240101<DTEND>20240131{list}</INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>"
    ));
    assert_eq!(effects(&statement), [-5_225, -700, 1_200, 300, 50, 0, -200, 10_000]);
    assert_eq!(statement.rows[5].direction, Direction::Neutral);
    assert_eq!((statement.rows[7].status, statement.rows[0].fee), (Status::Notice, Some(100)));
}

/// A section is of the account that it names; nothing says that two that name none are of one.
#[test]
fn qif_sections_without_a_name_are_an_account_each() {
    let section = |amount: &str| format!("!Type:Bank\nD13/1/2024\nT{amount}\n^\nD14/1/2024\nT{amount}\n^\n");
    let of = |text: &str| read(text).expect("it reads").iter().map(effects).collect::<Vec<_>>();
    let two = [section("1.00"), section("2.00")].concat();
    assert_eq!(of(&two), [[100, 100], [200, 200]]);
    assert_eq!(of(&[&section("1.00"), "!Type:Cat\nNFood\n^\n", &section("2.00")].concat()), [[100, 100], [200, 200]]);
    // A switch begins no section.
    assert_eq!(of(&two.replacen("D14", "!Clear:AutoSwitch\nD14", 1)), [[100, 100], [200, 200]]);
    let named = |name: &str, amount: &str| format!("!Account\nN{name}\nTBank\n^\n{}", section(amount));
    assert_eq!(of(&[named("A", "1.00"), named("A", "2.00")].concat()), [[100, 100, 200, 200]]);
    assert_eq!(of(&[named("A", "1.00"), section("2.00")].concat()), [[100, 100, 200, 200]]);
    assert_eq!(of(&[section("1.00"), named("A", "2.00")].concat()), [[100, 100], [200, 200]]);
}

#[test]
fn a_qif_file_of_several_accounts_gives_a_statement_each() {
    let statements = read(
        "!Option:AutoSwitch\n!Account\nNGiro\nTBank\n^\nNVisa\nTCCard\n^\nNDepot\nTPort\n^\n!Clear:AutoSwitch\n\
         !Account\nNGiro\nTBank\n$70.00\n/31/1/2024\n^\n!Type:Bank\n\
         D1/1/2024\nT100.00\nPOpening Balance\nL[Giro]\n^\nD13/1/2024\nT-30.00\nPShop\nLFood\nSFood\n$-10.00\nSHome\n$-20.00\n^\n\
         !Account\nNVisa\nTCCard\n^\n!Type:CCard\nD14/1/2024\nT-5.00\nPBook\n^\n\
         !Account\nNDepot\nTInvst\n^\n!Type:Invst\n\
         D15/1/2024\nNBuy\nYACME\nI12.5\nQ2\nT25.00\nO1.00\n^\nD16/1/2024\nNDivX\nYACME\nT3.00\nL[Giro]\n^\nD17/1/2024\nNShrsIn\nYACME\nQ4\n^\n\
         D18/1/2024\nNReinvDiv\nYACME\nQ1\nT2.00\n^\n",
    )
    .expect("it reads");
    let [giro, visa, depot] = statements.as_slice() else { panic!("three accounts") };
    assert_eq!((giro.account.as_str(), effects(giro)), ("Giro", vec![-3_000]));
    assert!(closes(giro));
    assert_eq!((visa.account_kind, effects(visa)), (AccountKind::Card, vec![-500]));
    assert_eq!((depot.account_kind, effects(depot)), (AccountKind::Broker, vec![-2_500, 0, 0]));
    let told: Vec<_> = depot.rows.iter().map(|row| (row.kind, row.status, row.amount)).collect();
    assert_eq!(
        told,
        [
            (RowKind::Buy, Status::Booked, 2_500),
            (RowKind::Dividend, Status::Booked, 300),
            (RowKind::Unknown, Status::Notice, 0),
            (RowKind::Dividend, Status::Booked, 200),
        ]
    );
}
