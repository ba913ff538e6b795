//! Tables in the shipped layouts.

use prescreen_fusion::integrity::IntegrityVerdict;

use crate::support::{data, read};

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
