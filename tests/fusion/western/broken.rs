//! Broken files and the problem that each gives.

use prescreen_fusion::ProblemKind::{self, *};

use crate::support::read;

const CHASE: &str = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
const REVOLUT: &str = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n";
const LLOYDS: &str = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n";
const ING: &str =
    "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort;Mededelingen\n";
const SPARKASSE: &str = "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;\
    Kontonummer/IBAN;BIC (SWIFT-Code);Betrag;Waehrung;Info\n";
const BUNQ: &str = "Date,Amount,Account,Counterparty,Name,Description\n";
const STARLING: &str = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n";

/// What stands behind a header, the problem, its line and its field.
type Case<'a> = (&'a str, &'a str, ProblemKind, Option<u32>, Option<&'a str>);

#[test]
fn a_broken_file_gives_its_problem_with_its_line() {
    let good = "DEBIT,07/02/2026,LUNCH,-10.00,DEBIT_CARD,90.00,,\n";
    let cases: &[Case<'_>] = &[
        (CHASE, "DEBIT,07/32/2026,LUNCH,-10.00,CARD,90.00,\n", Day, Some(2), Some("date")),
        (CHASE, "DEBIT,02/30/2026,LUNCH,-10.00,CARD,90.00,\n", Day, Some(2), Some("date")),
        (CHASE, "DEBIT,,LUNCH,-10.00,CARD,90.00,\n", Day, Some(2), Some("date")),
        (CHASE, "DEBIT,07/02/2026,LUNCH,-10.00x,CARD,90.00,\n", Amount, Some(2), Some("amount")),
        (CHASE, "DEBIT,07/02/2026,LUNCH,-10.0.0,CARD,90.00,\n", Amount, Some(2), Some("amount")),
        (CHASE, "DEBIT,07/02/2026,LUNCH,-10.005,CARD,90.00,\n", Precision, Some(2), Some("amount")),
        (
            CHASE,
            "DEBIT,07/02/2026,LUNCH,-10.00,CARD,9O.00,\nDEBIT,07/02/2026,LUNCH,-10.00,CARD,80.00,\n",
            Amount,
            Some(2),
            Some("balance"),
        ),
        (CHASE, "DEBIT,07/02/2026,LUNCH,-10.00,CARD,90.00,,,x\n", Cells, Some(2), None),
        (CHASE, "DEBIT,07/02/2026,LUNCH, FOR TWO,-10.00,CARD,90.00,1\n", Cells, Some(2), None),
        (CHASE, "DEBIT,07/02/2026,LUNCH,99999999999999999999,CARD,90.00,\n", Amount, Some(2), Some("amount")),
        (LLOYDS, "30/10/2026,DEB,'01-02-03,12345678,A,€4.60,,1.00\n", Currency, Some(2), Some("out")),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 25:00:00,a,1.00,0.00,GBP,COMPLETED,1.00\n",
            Day,
            Some(2),
            Some("date"),
        ),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,1.00,0.00,pounds,COMPLETED,1.00\n",
            Currency,
            Some(2),
            Some("currency"),
        ),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,1.00,0.00,,COMPLETED,1.00\n",
            Currency,
            Some(2),
            Some("currency"),
        ),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,1.00,0.00,GBP,SOMEHOW,1.00\n",
            Status,
            Some(2),
            Some("status"),
        ),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,1.00,free,GBP,COMPLETED,1.00\n",
            Amount,
            Some(2),
            Some("fee"),
        ),
        (
            REVOLUT,
            "CARD,Current,2026-01-01 09:00:00,2026-01-01 09:00:00,a,100.50,0.00,JPY,COMPLETED,1\n",
            Precision,
            Some(2),
            Some("amount"),
        ),
        (LLOYDS, "30/10/2026,DEB,'01-02-03,12345678,A,4.60,5.00,1.00\n", Conflict, Some(2), Some("in")),
        (LLOYDS, "30/10/2026,DEB,'01-02-03,12345678,A,four,,1.00\n", Amount, Some(2), Some("out")),
        (ING, "20260213;A;NL00;;BA;Omhoog;25,45;pin;b\n", Direction, Some(2), Some("direction")),
        (ING, "20260213;A;NL00;;BA;Af;1.250;pin;b\n", AmbiguousAmount, Some(2), Some("amount")),
        (ING, "03-04-2026;A;NL00;;BA;Af;1,25;pin;b\n", AmbiguousDay, Some(2), Some("date")),
        (
            SPARKASSE,
            "DE00;28.09.26;29.09.26;KARTE;a;b;c;d;-45.20;EUR;Umsatz gebucht\nDE00;28.09.26;29.09.26;KARTE;a;b;c;d;-5,00;EUR;Umsatz gebucht\n",
            Amount,
            Some(2),
            Some("amount"),
        ),
        (
            SPARKASSE,
            "DE00;28.09.26;29.09.26;KARTE;a;b;c;d;-45,20;EUR;Umsatz erwartet\n",
            Status,
            Some(2),
            Some("status"),
        ),
        (BUNQ, "2026-03-01,2,50,NL00,NL01,bunq,invoice,x\n", Cells, Some(2), None),
        (STARLING, "14/07/2026,A,b,c,\"1,23\",5.00\n", Amount, Some(2), Some("amount")),
    ];
    for (header, rows, kind, line, field) in cases {
        let text = format!("{header}{rows}");
        let problem = match read(text.as_bytes()) {
            Err(problem) => problem,
            Ok(statements) => panic!("{text} read to {statements:?}"),
        };
        assert_eq!((problem.kind, problem.line, problem.field.as_deref()), (*kind, *line, *field), "{text}");
        assert!(!format!("{problem} {problem:?}").contains("LUNCH"), "a problem prints nothing of a row");
    }
    assert!(read(format!("{CHASE}{good}").as_bytes()).is_ok());
}

#[test]
fn a_file_that_is_no_statement_is_refused_by_name() {
    let cases: &[(&[u8], ProblemKind)] = &[
        (b"", Empty),
        (b"\n \r\n", Empty),
        (b"name,age\nA,3\n", UnknownFormat),
        (b"Details,Posting Date,Description\nDEBIT,07/02/2026,LUNCH\n", UnknownFormat),
        (b"\xef\xbb\xbf\xff\xfe\xff", Encoding),
        (b"\xff\xfea\0b", Encoding),
        (b"%PDF-1.7\n", WrongKind),
    ];
    for (bytes, kind) in cases {
        assert_eq!(read(bytes).unwrap_err().kind, *kind, "{bytes:?}");
    }
}
