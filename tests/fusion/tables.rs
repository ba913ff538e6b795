//! Tables in the shipped layouts.

use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::{MAX_FILE_BYTES, Problem, ProblemKind, open_table};

use crate::support::{Browser, data, formats, read};

#[test]
fn every_balance_of_a_bank_of_china_export_links_to_the_one_before() {
    let Some(bytes) = data("boc-debit.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    let [statement] = statements.as_slice() else { panic!("one account") };
    assert_eq!((statement.rows.len(), statement.integrity.links), (17, 16));
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
}

#[test]
fn a_wechat_bill_is_read_by_its_columns() {
    let Some(bytes) = data("wechat.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    assert_eq!(statements[0].format, "wechat");
    assert_eq!(statements[0].stated.rows, Some(43));
}

#[test]
fn an_alipay_bill_is_read_by_its_columns() {
    let Some(bytes) = data("alipay.csv") else { return };
    let statements = read(&bytes).expect("it reads");
    assert_eq!(statements[0].format, "alipay");
    assert_eq!(statements[0].stated.rows, Some(66));
}

#[test]
fn a_text_that_a_layout_is_made_of_is_refused_as_a_file_is() {
    let large = vec![b'1'; MAX_FILE_BYTES + 1];
    for (bytes, kind) in [
        (&b""[..], ProblemKind::Empty),
        (b" \r\n\t", ProblemKind::Empty),
        (&large, ProblemKind::TooLarge),
        (b"%PDF-1.7\n", ProblemKind::WrongKind),
        (b"Geb\xc3\xbchr;\xe2\x82", ProblemKind::Cut),
    ] {
        let refused = |problem: Option<Problem>| assert_eq!(problem.map(|problem| problem.kind), Some(kind));
        refused(open_table(bytes, &formats(), &Browser).err());
        refused(read(bytes).err());
    }
}
