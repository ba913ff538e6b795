//! A file that was cut anywhere is never consistent with other totals than the whole file's, where its form lets that be
//! noticed.

use prescreen_fusion::integrity::{Cause, Check, Held, IntegrityVerdict};
use prescreen_fusion::{Row, Statement};

use super::families::{Book, FAMILIES, Family};
use crate::support::read;

/// Where nothing in a file says that more followed: what is there is whole, and every figure that is there holds. The same
/// list stands in `docs/statements.md`.
fn undetectable(whole: &[Statement], cut: &Statement) -> bool {
    whole.iter().any(|whole| !states_its_end(whole) && begins_with(whole, cut))
}

/// Whether a statement states a number or a sum of its rows, or the balance at the end at which a cut takes rows away.
fn states_its_end(whole: &Statement) -> bool {
    let made = |check: Check| whole.integrity.held(check).is_some();
    let newest_first = whole.rows.first().map(|row| row.date) > whole.rows.last().map(|row| row.date);
    let ends = if newest_first { whole.opening.is_some() } else { whole.closing.is_some() };
    made(Check::StatedRows)
        || made(Check::StatedSums)
        || (ends && (made(Check::OpeningClosing) || made(Check::Closing)))
}

/// Whether the rows of one are the first of another, figure by figure.
fn begins_with(whole: &Statement, cut: &Statement) -> bool {
    let figures = |row: &Row| (row.date, row.amount, row.direction, row.effect, row.balance);
    let mut both = whole.rows.iter().zip(&cut.rows);
    cut.rows.len() < whole.rows.len() && both.all(|(whole, cut)| figures(whole) == figures(cut))
}

fn same_totals(one: &Statement, other: &Statement) -> bool {
    one.totals() == other.totals()
}

/// Cuts a text at every one of these bytes.
fn cut_at(
    name: &str,
    bytes: &[u8],
    lengths: impl Iterator<Item = usize>,
    read: impl Fn(&[u8]) -> Option<Vec<Statement>>,
) {
    let whole = read(bytes).expect(name);
    for length in lengths {
        let Some(statements) = read(&bytes[..length]) else { continue };
        for cut in statements.iter().filter(|cut| cut.integrity.verdict == IntegrityVerdict::Consistent) {
            let same = whole.iter().any(|whole| same_totals(whole, cut));
            assert!(same || undetectable(&whole, cut), "{name} at {length} of {}: {:?}", bytes.len(), cut.integrity);
        }
    }
}

#[test]
fn every_family_cut_at_every_byte_is_never_consistent_with_other_totals() {
    let moved = [(0, 500_00), (1, -20_10), (0, -31_50), (2, 1_200_00), (1, -75_25), (1, -12_34)];
    let book = Book::of(1_000_00, &moved);
    for family in FAMILIES {
        let text = family.text(&book);
        let read = |bytes: &[u8]| Family::read(core::str::from_utf8(bytes).ok()?).ok();
        cut_at(family.name, text.as_bytes(), 1..text.len(), read);
    }
}

#[test]
fn every_sample_that_is_consistent_cut_at_every_byte_of_its_rows_is_never_so_with_other_totals() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/");
    let mut cut = 0;
    for folder in ["western", "chinese", "mt940", "camt", "ofx"] {
        let mut files: Vec<_> =
            std::fs::read_dir(format!("{root}{folder}")).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let name = file.display().to_string();
            let Ok(whole) = read(&bytes) else { continue };
            if whole.iter().all(|statement| statement.integrity.verdict != IntegrityVerdict::Consistent) {
                continue;
            }
            cut += 1;
            // A long file is cut at every byte of its end, and elsewhere at every line and within it.
            let tail = bytes.len().saturating_sub(120);
            let lines = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
            let within =
                lines.flat_map(|at| [at, at + 1, at.saturating_sub(3)]).filter(|at| *at > 0 && *at < tail).step_by(11);
            cut_at(&name, &bytes, within.chain(tail.max(1)..bytes.len()), |bytes| read(bytes).ok());
        }
    }
    assert!(cut > 20, "{cut} samples are consistent");
}

fn boc() -> String {
    let header =
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号";
    let row = |day: u32, signed: &str, balance: &str| {
        format!("\n2026-03-0{day},10:00:00,人民币,{signed},{balance},转账,a,b,c,某人,d,e,3167")
    };
    format!("{header}{}{}{}", row(3, "-40.00", "1960.00"), row(2, "1500.00", "2000.00"), row(1, "-326.00", "500.00"))
}

#[test]
fn a_bank_of_china_export_cut_within_its_last_row_is_a_gap_with_its_line() {
    let whole = read(boc().as_bytes()).unwrap().remove(0).integrity;
    assert_eq!((whole.verdict, whole.held(Check::End)), (IntegrityVerdict::Consistent, Some(Held::Holds)));
    // Within the last amount, behind it, and within the last balance.
    for end in ["-32", "-326.00", "-326.00,50"] {
        let text = boc();
        let text = &text[..text.rfind("-326.00,").unwrap() + end.len()];
        let integrity = read(text.as_bytes()).unwrap().remove(0).integrity;
        assert_ne!(integrity.verdict, IntegrityVerdict::Consistent, "{end}");
        assert_eq!(integrity.held(Check::End), Some(Held::Fails), "{end}");
    }
    let text = boc();
    let text = &text[..text.rfind("转账").unwrap()];
    let integrity = read(text.as_bytes()).unwrap().remove(0).integrity;
    assert_eq!((integrity.verdict, &*integrity.cause), (IntegrityVerdict::Gap, &[Cause::Cut][..]));
    assert_eq!(integrity.first_broken_line, Some(4));
}

#[test]
fn a_card_list_cut_within_an_amount_is_a_gap_with_its_line() {
    let text = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n\
        08/10/2026,08/11/2026,SHOP,Shopping,Sale,-10.59,\n08/09/2026,08/10/2026,SHOP,Shopping,Sale,-12";
    let integrity = read(text.as_bytes()).unwrap().remove(0).integrity;
    assert_eq!((integrity.verdict, integrity.first_broken_line), (IntegrityVerdict::Gap, Some(3)));
    assert_eq!(integrity.cause, [Cause::Cut]);
}

#[test]
fn a_last_amount_without_a_line_end_is_vouched_for_by_its_balance_or_not_at_all() {
    let of = |text: &str| Family::read(text).unwrap().remove(0);
    let header = "Booked at last,Then there,Came or went\n";
    // Newest first: what the last row moved, no balance checks, and digits of it may be missing.
    let newest = of(&format!("{header}2026-01-03,60.00,-40.00\n2026-01-02,100.00,50.00\n2026-01-01,50.00,-12"));
    assert_eq!(newest.integrity.verdict, IntegrityVerdict::Unverifiable);
    assert_eq!((newest.integrity.held(Check::End), newest.integrity.unended_line), (Some(Held::Partly), Some(4)));
    // With its line end it is as any oldest row: read, and no more.
    let ended = of(&format!("{header}2026-01-03,60.00,-40.00\n2026-01-02,100.00,50.00\n2026-01-01,50.00,-12\n"));
    assert_eq!((ended.integrity.verdict, ended.integrity.unchecked_line), (IntegrityVerdict::Consistent, Some(4)));
    // Oldest first: its balance checks it.
    let oldest = of(&format!("{header}2026-01-01,50.00,-12.00\n2026-01-02,100.00,50.00\n2026-01-03,60.00,-40.00"));
    assert_eq!(oldest.integrity.verdict, IntegrityVerdict::Consistent);
    let cut = of(&format!("{header}2026-01-01,50.00,-12.00\n2026-01-02,100.00,50.00\n2026-01-03,60.00,-4"));
    assert_eq!(cut.integrity.verdict, IntegrityVerdict::Inconsistent);
    // A row that looks like one and has no amount.
    let none = of(&format!("{header}2026-01-03,60.00,-40.00\n2026-01-02,100.00,50.00\n2026-01-01,50.00,"));
    assert_eq!((none.integrity.verdict, none.integrity.held(Check::End)), (IntegrityVerdict::Gap, Some(Held::Fails)));
}

#[test]
fn a_line_below_the_rows_without_a_line_end_is_no_cut_row() {
    let text = "Booked at last,Then there,Came or went\n2026-01-03,60.00,-40.00\n2026-01-02,100.00,50.00\nend of list";
    let integrity = Family::read(text).unwrap().remove(0).integrity;
    assert_eq!((integrity.verdict, integrity.held(Check::End)), (IntegrityVerdict::Consistent, Some(Held::Holds)));
}
