//! Ten thousand damaged files of each standard: each gives a statement or a problem with its line, and nothing else.

use prescreen_fusion::format::Answers;
use prescreen_fusion::{ProblemKind, read_file};

use super::fixtures::{BERLIN, UK, camt, entry, flex, mt940, ofx};
use crate::support::Browser;

const FILES: u32 = 10_000;

/// Pieces that mean something to one of the standards.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&#0;",
    b"<![CDATA[",
    b"<!--",
    b"]]>",
    b"<!DOCTYPE",
    b"\"",
    b"'",
    b"=",
    b"{",
    b"[",
    b"}",
    b",",
    b":",
    b"^",
    b"!",
    b"\n",
    b"\r\n",
    b"\0",
    b"-",
    b"9999999999999999999",
    b".",
    b"\xff",
    b"\xc3",
    b"\xe4\xb8\xad",
    b":61:",
    b":62F:",
    b"!Type:Bank\n",
    b"<STMTTRN>",
    b"<Ntry>",
];

/// A sequence of numbers that a seed decides (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).expect("small")).expect("small")
    }

    fn damage(&mut self, file: &mut Vec<u8>) {
        let at = self.below(file.len() + 1);
        let end = (at + self.below(40)).min(file.len());
        match self.below(6) {
            0 if at < file.len() => file[at] = u8::try_from(self.below(256)).expect("a byte"),
            1 => drop(file.drain(at..end)),
            2 => {
                let copy = file[at..end].to_vec();
                file.splice(at..at, copy);
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                file.splice(at..at, piece.iter().copied());
            }
            4 if self.below(4) == 0 => file.truncate(at),
            _ if at < file.len() => file[at] ^= 1 << self.below(8),
            _ => {}
        }
    }
}

fn survive(file: &[u8]) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for count in 0..FILES {
        let mut damaged = file.to_vec();
        for _ in 0..=numbers.below(4) {
            numbers.damage(&mut damaged);
        }
        match read_file(&damaged, &[], Answers::default(), &Browser) {
            Ok(statements) => {
                assert!(!statements.is_empty());
                let rows: usize = statements.iter().map(|statement| statement.rows.len()).sum();
                assert!(rows <= damaged.len(), "{count}");
            }
            Err(problem) => {
                use ProblemKind::{Empty, Encoding, UnknownFormat, WrongExport, WrongKind};
                // A problem of a place has a line; these are of the whole file.
                let whole = matches!(problem.kind, Empty | Encoding | UnknownFormat | WrongExport | WrongKind);
                let cut_within_a_character = problem.kind == ProblemKind::Cut;
                assert!(problem.line.is_some() || whole || cut_within_a_character, "{count}: {problem}");
            }
        }
    }
}

#[test]
fn damaged_ofx_is_survived() {
    let rows = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105120000[-5:EST]<TRNAMT>-1.50<FITID>1<NAME>A &amp; B<MEMO>x</STMTTRN>\n".repeat(3);
    survive(ofx(&rows).as_bytes());
}

#[test]
fn damaged_camt_is_survived() {
    let detail =
        "<NtryDtls><TxDtls><Amt Ccy=\"EUR\">1.00</Amt></TxDtls><TxDtls><Amt Ccy=\"EUR\">2.00</Amt></TxDtls></NtryDtls>";
    let entry =
        entry("CRDT", "3.00", &format!("<RvslInd>true</RvslInd><BookgDt><Dt>2024-01-05</Dt></BookgDt>{detail}"));
    survive(camt("OPBD 1.00 CLBD 7.00", &entry.repeat(2)).as_bytes());
}

#[test]
fn damaged_mt940_is_survived() {
    let movement = ":61:2401020102CR1,50NTRFNONREF//7\n:86:166?00GUTSCHRIFT?20EREF+1?32Erika\n:61:240103RD2,NMSC\n:86:/NAME/Eve/REMI/x/";
    survive(mt940("", movement, ":64:C240131EUR100,00").as_bytes());
}

#[test]
fn damaged_qif_is_survived() {
    let bank = "D13/1'2024\nT-1,234.50\nPShop\nLFood\nSFood\n$-1,000.00\n^\n";
    let file = format!(
        "!Account\nNGiro\nTBank\n^\n!Type:Bank\n{}!Type:Invst\nD14/1'2024\nNBuyX\nYACME\nQ1\nI2\nT2.00\n^\n",
        bank.repeat(3)
    );
    survive(file.as_bytes());
}

#[test]
fn damaged_flex_queries_are_survived() {
    let movement =
        "<CashTransaction currency=\"USD\" dateTime=\"20240105;202000\" amount=\"1.5\" type=\"Dividends\" />\n";
    let trade =
        "<Trade currency=\"USD\" symbol=\"A\" tradeDate=\"20240105\" netCash=\"-2\" quantity=\"1\" buySell=\"BUY\" />";
    survive(
        flex(&format!("<CashTransactions>{}</CashTransactions><Trades>{trade}</Trades>", movement.repeat(2)))
            .as_bytes(),
    );
}

#[test]
fn damaged_uk_open_banking_is_survived() {
    survive(UK.as_bytes());
}

#[test]
fn damaged_berlin_group_is_survived() {
    survive(BERLIN.as_bytes());
}
