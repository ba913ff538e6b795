//! What a file states beside its rows and balances, changed one at a time: none of it stays consistent.

use prescreen_fusion::integrity::{Check, Held, Integrity, IntegrityVerdict};

use crate::support::read;
use IntegrityVerdict::{Consistent, Gap, Inconsistent, Unverifiable};

fn of(text: &str) -> Vec<Integrity> {
    let statements = read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}: {text}"));
    statements.into_iter().map(|statement| statement.integrity).collect()
}

/// What a text is judged where some of it is replaced; `check` is the one that fails, or holds where the verdict does.
fn judged(whole: &str, cases: &[(&str, &str, IntegrityVerdict, Check)]) {
    for (from, to, verdict, check) in cases {
        assert!(whole.contains(from), "{from}");
        let all = of(&whole.replacen(from, to, 1));
        let integrity = all.iter().find(|one| one.verdict != Consistent).unwrap_or(&all[0]);
        assert_eq!(integrity.verdict, *verdict, "{from} -> {to}: {integrity:?}");
        let held = integrity.checks.iter().rfind(|checked| checked.check == *check);
        let expected = if *verdict == Consistent { Held::Holds } else { Held::Fails };
        assert_eq!(held.map(|checked| checked.held), Some(expected), "{from} -> {to}: {integrity:?}");
        assert!(
            expected == Held::Holds || held.unwrap().line.is_some() || *check == Check::StatedRows,
            "{from} -> {to}"
        );
    }
}

/// A month of two credits and a debit of two parts, which states all that the standard has place for.
fn camt() -> String {
    let balance = |code: &str, day: &str, amount: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-{day}</Dt></Dt></Bal>\n"
        )
    };
    let entry = |day: &str, amount: &str, way: &str, more: &str| {
        format!(
            "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-{day}</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>{more}</Ntry>\n"
        )
    };
    let part = |amount: &str| format!("<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>");
    let details = format!("<NtryDtls>{}{}</NtryDtls>", part("10.00"), part("20.00"));
    [
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>\n\
         <StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>\n\
         <FrToDt><FrDtTm>2026-03-01T00:00:00+01:00</FrDtTm><ToDtTm>2026-03-31T23:59:59+02:00</ToDtTm></FrToDt>\n\
         <Acct><Id><IBAN>DE00</IBAN></Id><Ccy>EUR</Ccy></Acct>\n",
        &balance("OPBD", "01", "100.00"),
        &balance("CLBD", "31", "220.00"),
        "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>180.00</Sum><TtlNetNtry><Amt>120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>\
         <TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>150.00</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>30.00</Sum></TtlDbtNtries></TxsSummry>\n",
        &entry("01", "50.00", "CRDT", ""),
        &entry("12", "30.00", "DBIT", &details),
        &entry("31", "100.00", "CRDT", ""),
        "</Stmt></BkToCstmrStmt></Document>",
    ]
    .concat()
}

#[test]
fn every_figure_and_day_that_a_camt_statement_states_is_compared() {
    let opening = "<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>";
    let second = format!(
        "{opening}{}",
        "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">90.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>"
    );
    let summary = |of: &str, to: &str| (of.to_owned(), to.to_owned());
    let (all, net) = (summary("<NbOfNtries>3", "<NbOfNtries>5"), summary("<Amt>120.00", "<Amt>119.00"));
    judged(
        &camt(),
        &[
            ("EUR", "EUR", Consistent, Check::Period),
            (&all.0, &all.1, Unverifiable, Check::Stated),
            // Its parts are counted by some.
            (&all.0, "<NbOfNtries>4", Consistent, Check::Period),
            ("<NbOfNtries>2", "<NbOfNtries>1", Unverifiable, Check::Stated),
            ("<NbOfNtries>1", "<NbOfNtries>2", Unverifiable, Check::Stated),
            ("<Sum>180.00", "<Sum>181.00", Inconsistent, Check::Stated),
            ("<Sum>150.00", "<Sum>151.00", Inconsistent, Check::Stated),
            ("<Sum>30.00", "<Sum>31.00", Inconsistent, Check::Stated),
            ("<Sum>30.00", "<Sum>3O.00", Unverifiable, Check::Stated),
            (&net.0, &net.1, Inconsistent, Check::Stated),
            (
                "</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry>",
                "</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry>",
                Inconsistent,
                Check::Stated,
            ),
            (opening, &second, Unverifiable, Check::Stated),
            ("<BookgDt><Dt>2026-03-01", "<BookgDt><Dt>2026-02-28", Unverifiable, Check::Period),
            ("<BookgDt><Dt>2026-03-31", "<BookgDt><Dt>2026-04-01", Unverifiable, Check::Period),
            ("<Dt><Dt>2026-03-01", "<Dt><Dt>2026-03-02", Unverifiable, Check::Period),
            ("<Dt><Dt>2026-03-31", "<Dt><Dt>2026-03-30", Unverifiable, Check::Period),
            // A day from which money counts may be any.
            ("<ValDt><Dt>2026-03-02", "<ValDt><Dt>2026-02-20", Consistent, Check::Period),
            // The last day of a zone ends on another in Greenwich; the first begins there the day before.
            ("2026-03-31T23:59:59+02:00", "2026-03-30T23:00:00Z", Consistent, Check::Period),
            ("<FrDtTm>2026-03-01T00:00:00+01:00", "<FrDtTm>soon", Unverifiable, Check::Stated),
            ("<PgNb>1", "<PgNb>2", Gap, Check::End),
            ("<LastPgInd>true", "<LastPgInd>false", Gap, Check::End),
            ("<Cd>OPBD", "<Cd>ITBD", Gap, Check::End),
            ("<Cd>CLBD", "<Cd>ITBD", Gap, Check::End),
        ],
    );
}

/// The same month with the totals of each code of its entries: of the form that has a part for each way, and of the older.
#[test]
fn totals_of_a_bank_transaction_code_are_compared_with_the_entries_of_that_code() {
    let domain = |family: &str, sub: &str| {
        format!("<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>")
    };
    let (received, issued) = (domain("RCDT", "ESCT"), domain("ICDT", "ESCT"));
    let proprietary = "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>";
    let totals = |more: &str| format!("<TtlNtriesPerBkTxCd>{more}</TtlNtriesPerBkTxCd>");
    let net =
        |amount: &str, way: &str| format!("<TtlNetNtry><Amt>{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd></TtlNetNtry>");
    let in_all = "<NbOfNtries>2</NbOfNtries><Sum>150.00</Sum>";
    let of_received = totals(
        &[
            in_all,
            &net("150.00", "CRDT"),
            "<CdtNtries><NbOfNtries>2</NbOfNtries><Sum>150.0</Sum></CdtNtries>",
            &received,
        ]
        .concat(),
    );
    let of_issued = totals(
        &[
            "<NbOfNtries>1</NbOfNtries><Sum>30.00</Sum>",
            &net("30.00", "DBIT"),
            "<DbtNtries><NbOfNtries>1</NbOfNtries><Sum>30.0</Sum></DbtNtries>",
            &issued,
        ]
        .concat(),
    );
    let with = |totals: &str| {
        let text = camt().replace("</TxsSummry>", &[totals, "</TxsSummry>"].concat());
        let coded =
            text.replace("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", &format!("<CdtDbtInd>CRDT</CdtDbtInd>{received}<Sts>"));
        coded.replace("<CdtDbtInd>DBIT</CdtDbtInd><Sts>", &format!("<CdtDbtInd>DBIT</CdtDbtInd>{issued}<Sts>"))
    };
    let changed = |of: &str, to: &str| of_received.replace(of, to);
    let verdict = |totals: &str| read(with(totals).as_bytes()).expect("it reads")[0].integrity.verdict;
    for (name, totals, expected) in [
        ("as the entries are", [&*of_received, &of_issued].concat(), Consistent),
        (
            "a number",
            changed("<NbOfNtries>2</NbOfNtries><Sum>150.00", "<NbOfNtries>3</NbOfNtries><Sum>150.00"),
            Unverifiable,
        ),
        ("a sum", changed("<Sum>150.00", "<Sum>151.00"), Inconsistent),
        ("a net", changed("<Amt>150.00", "<Amt>120.00"), Inconsistent),
        ("the way of a net", changed("CRDT", "DBIT"), Inconsistent),
        (
            "a number of one way",
            changed("<NbOfNtries>2</NbOfNtries><Sum>150.0<", "<NbOfNtries>1</NbOfNtries><Sum>150.0<"),
            Unverifiable,
        ),
        ("a sum of one way", changed("<Sum>150.0<", "<Sum>15.0<"), Inconsistent),
        ("another code", of_received.replace("RCDT", "RDDT"), Unverifiable),
        ("what is no number", changed("<Sum>150.00", "<Sum>15O.00"), Unverifiable),
        // A domain alone is of every code in it.
        (
            "a domain",
            totals(
                &["<NbOfNtries>3</NbOfNtries><Sum>180.00</Sum><BkTxCd><Domn><Cd>PMNT</Cd></Domn></BkTxCd>"].concat(),
            ),
            Consistent,
        ),
        (
            "a domain, and a sum",
            totals(&["<Sum>150.00</Sum><BkTxCd><Domn><Cd>PMNT</Cd></Domn></BkTxCd>"].concat()),
            Inconsistent,
        ),
        // What is to come is none of the entries.
        (
            "a forecast",
            changed("<BkTxCd>", "<FcstInd>true</FcstInd><BkTxCd>").replace("<Sum>150.00", "<Sum>9.00"),
            Consistent,
        ),
    ] {
        assert_eq!(verdict(&totals), expected, "{name}");
    }
    // The older form has no parts: a code's totals of each way stand by themselves, with their way beside them.
    let one_code = |text: &str| text.replace(&received, proprietary).replace(&issued, proprietary);
    let older = |amount: &str| {
        let each = |number: &str, sum: &str, way: &str| {
            totals(&format!(
                "<NbOfNtries>{number}</NbOfNtries><Sum>{sum}</Sum><TtlNetNtryAmt>{sum}</TtlNetNtryAmt><CdtDbtInd>{way}</CdtDbtInd>{proprietary}"
            ))
        };
        one_code(&with(&[each("2", amount, "CRDT"), each("1", "30.00", "DBIT")].concat()))
    };
    for (amount, expected) in [("150.00", Consistent), ("140.00", Inconsistent)] {
        assert_eq!(read(older(amount).as_bytes()).expect("it reads")[0].integrity.verdict, expected, "{amount}");
    }
    // Where the entries tell no code, nothing is compared.
    let uncoded = camt().replace("</TxsSummry>", &[&*changed("<Sum>150.00", "<Sum>151.00"), "</TxsSummry>"].concat());
    assert_eq!(read(uncoded.as_bytes()).expect("it reads")[0].integrity.verdict, Consistent);
}

/// Messages of MT940 by their account: first balance, movement, last balance, each with its field.
fn mt940(messages: &[(&str, &str, &str, &str)]) -> String {
    let of = |(account, opening, moved, closing): &(&str, &str, &str, &str)| {
        format!(
            ":20:A\r\n:25:10020030/{account}\r\n:28C:1/1\r\n:60{opening}\r\n:61:{moved}NTRFNONREF\r\n:62{closing}\r\n-\r\n"
        )
    };
    messages.iter().map(of).collect()
}

#[test]
fn pages_days_and_balances_of_messages_that_do_not_fit_are_noticed() {
    let one = mt940(&[("1", "F:C260301EUR100,00", "2603020302D10,00", "F:C260302EUR90,00")]);
    judged(
        &one,
        &[
            ("EUR", "EUR", Consistent, Check::Period),
            (":60F:", ":60M:", Gap, Check::End),
            (":62F:", ":62M:", Gap, Check::End),
            ("2603020302D", "2603020303D", Unverifiable, Check::Period),
            ("2603020302D", "2603020228D", Unverifiable, Check::Period),
            ("2603020302D", "2602200302D", Consistent, Check::Period),
            // Without a day of booking, the day from which money counts is asked no more than the month.
            ("2603020302D", "260220D", Consistent, Check::Period),
            ("2603020302D", "250820D", Unverifiable, Check::Period),
            (":62F:C260302EUR90,00", ":62F:C260302EUR90,00\r\n:62F:C260302EUR80,00", Inconsistent, Check::Stated),
        ],
    );
    let pages = mt940(&[
        ("1", "F:C260301EUR100,00", "2603020302D10,00", "M:C260302EUR90,00"),
        ("1", "M:C260302EUR90,00", "2603030303D5,00", "F:C260303EUR85,00"),
    ]);
    judged(
        &pages,
        &[
            ("EUR", "EUR", Consistent, Check::Period),
            ("60M:C260302EUR90,00", "60M:C260302EUR80,00", Unverifiable, Check::Stated),
            ("62M:C260302EUR90,00\r\n-\r\n", "62M:C260302EUR80,00\r\n-\r\n", Inconsistent, Check::Balances),
        ],
    );
}

#[test]
fn statements_of_two_accounts_by_turns_follow_each_its_own() {
    let of = |second: &str| {
        mt940(&[
            ("1", "F:C260301EUR100,00", "2603020302D10,00", "F:C260302EUR90,00"),
            ("2", "F:C260301EUR700,00", "2603020302D10,00", "F:C260302EUR690,00"),
            ("1", &format!("F:C260302EUR{second}"), "2603030303D5,00", "F:C260303EUR85,00"),
            ("2", "F:C260302EUR690,00", "2603030303D5,00", "F:C260303EUR685,00"),
        ])
    };
    let verdicts = |text: &str| of_all(text);
    assert_eq!(verdicts(&of("90,00")), [Consistent; 4]);
    assert_ne!(verdicts(&of("70,00").replace("EUR85,00", "EUR65,00")), [Consistent; 4]);
    // Two statements of one day, and both once more.
    let (first, second) = (
        ("1", "F:C260302EUR100,00", "2603020302D10,00", "F:C260302EUR90,00"),
        ("1", "F:C260302EUR90,00", "2603020302D5,00", "F:C260302EUR85,00"),
    );
    for order in [vec![first, second, first, second], vec![second, first], vec![second, first, first, second]] {
        assert!(of_all(&mt940(&order)).iter().all(|verdict| *verdict == Consistent), "{order:?}");
    }
    // Pages of two accounts by turns are whole with each other's.
    let pages = mt940(&[
        ("1", "F:C260301EUR100,00", "2603020302D10,00", "M:C260302EUR90,00"),
        ("2", "F:C260301EUR700,00", "2603020302D10,00", "M:C260302EUR690,00"),
        ("1", "M:C260302EUR90,00", "2603030303D5,00", "F:C260303EUR85,00"),
        ("2", "M:C260302EUR690,00", "2603030303D5,00", "F:C260303EUR685,00"),
    ]);
    assert_eq!(of_all(&pages), [Consistent; 4]);
}

fn of_all(text: &str) -> Vec<IntegrityVerdict> {
    of(text).iter().map(|integrity| integrity.verdict).collect()
}

#[test]
fn a_list_with_dated_ends_holds_no_day_beyond_them() {
    let bofa = "Description,,Summary Amt.\nBeginning balance as of 03/01/2026,,\"100.00\"\nTotal credits,,\"50.00\"\nTotal debits,,\"-30.00\"\n\
        Ending balance as of 03/31/2026,,\"120.00\"\n\nDate,Description,Amount,Running Bal.\n\
        03/02/2026,\"A SHOP\",\"-30.00\",\"70.00\"\n03/30/2026,\"A REFUND\",\"50.00\",\"120.00\"\n";
    judged(
        bofa,
        &[
            ("100.00", "100.00", Consistent, Check::Period),
            ("03/02/2026", "03/01/2026", Consistent, Check::Period),
            ("03/02/2026", "02/28/2026", Unverifiable, Check::Period),
            ("03/30/2026", "03/31/2026", Consistent, Check::Period),
            ("03/30/2026", "04/01/2026", Unverifiable, Check::Period),
            (
                "Total credits,,\"50.00\"",
                "Total credits,,\"50.00\"\nTotal credits,,\"60.00\"",
                Unverifiable,
                Check::Stated,
            ),
            ("Total credits,,\"50.00\"", "Total credits,,\"5O.00\"", Unverifiable, Check::Stated),
            ("as of 03/31/2026,,", "as of 03/41/2026,,", Unverifiable, Check::Stated),
        ],
    );
    let doubt = of(&bofa.replace("50.00\"\nTotal", "50.00\"\n\nTotal credits,,\"60.00\"\nTotal")).remove(0);
    assert_eq!(doubt.checks.iter().find(|checked| checked.check == Check::Stated).unwrap().line, Some(5));
}

#[test]
fn a_line_may_end_with_a_carriage_return_alone() {
    let messages = mt940(&[("1", "F:C260301EUR100,00", "2603020302D10,00", "F:C260302EUR90,00")]);
    let list = "Description,,Summary Amt.\nBeginning balance as of 03/01/2026,,100.00\nTotal credits,,0.00\nTotal debits,,-30.00\n\
        Ending balance as of 03/31/2026,,70.00\n\nDate,Description,Amount,Running Bal.\n03/02/2026,A SHOP,-30.00,70.00\n";
    for text in [messages.replace("\r\n", "\n"), list.to_owned()] {
        let lines = |text: &str| {
            let statement = read(text.as_bytes()).unwrap().remove(0);
            (statement.rows.iter().map(|row| row.line).collect::<Vec<_>>(), statement.integrity)
        };
        let whole = lines(&text);
        assert_eq!(whole.1.verdict, Consistent);
        assert_eq!(lines(&text.replace('\n', "\r")), whole, "{text}");
        assert_eq!(lines(&text.replacen('\n', "\r", 3)), whole, "{text}");
    }
}
