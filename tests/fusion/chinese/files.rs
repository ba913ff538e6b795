//! Whole files. Their sums were found by a script apart from this project, which reads each with a plain CSV reader and
//! adds decimals by the file's own column for in and out (and by the rules that stand beside a figure).

use prescreen_fusion::Statement;
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{NoteKind, RowKind, Status};

use super::{notes, sums};
use crate::support::read;

fn file(name: &str) -> Vec<Statement> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/chinese/");
    let bytes = std::fs::read(format!("{root}{name}")).expect("a vector");
    read(&bytes).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn only(name: &str) -> Statement {
    let [statement] = <[Statement; 1]>::try_from(file(name)).unwrap_or_else(|all| panic!("{} statements", all.len()));
    statement
}

#[test]
fn a_jd_bill_is_net_of_noted_refunds_as_its_own_preamble_is() {
    // The preamble: 支出：16笔(含4笔部分退款)，1648.43元; 不计收支：10笔，1097.59元, of which one row was given back in full
    // and two of 先享后付 are not yet paid.
    let jd = only("jd.csv");
    assert_eq!(sums(&jd), [(0, 0), (16, 1_648_43), (7, 1_097_59)]);
    let stated = jd.stated.outgoing.unwrap();
    assert_eq!((stated.rows, stated.amount), (Some(16), Some(1_648_43)));
    assert_eq!(jd.stated.neutral.unwrap().amount, Some(1_097_59));
    let count = |status| jd.rows.iter().filter(|row| row.status == status).count();
    assert_eq!((count(Status::PartlyRefunded), count(Status::Cancelled), count(Status::Pending)), (4, 1, 2));
    let refunds = jd.rows.iter().filter(|row| row.kind == RowKind::Refund);
    assert_eq!(refunds.map(|row| row.amount).sum::<i64>(), 1_097_59);
}

#[test]
fn a_meituan_bill_counts_what_was_paid_not_what_was_ordered() {
    // Its preamble: 收入：6笔 209.73元. Its 支出 of 1175.68 leaves out the repayment of 48.12 among its 23 rows.
    let meituan = only("meituan.csv");
    assert_eq!(sums(&meituan), [(6, 209_73), (23, 1_223_80), (0, 0)]);
    assert_eq!(meituan.stated.incoming.unwrap().amount, Some(209_73));
    let repaid = meituan.rows.iter().filter(|row| row.kind == RowKind::Repayment).map(|row| row.amount).sum::<i64>();
    assert_eq!(meituan.stated.outgoing.unwrap().amount, Some(1_223_80 - repaid));
    assert!(notes(&meituan, NoteKind::StatedOtherwise));
}

#[test]
fn an_alipay_bill_counts_what_was_not_closed() {
    let alipay = only("alipay.csv");
    assert_eq!(sums(&alipay), [(1, 222_228_50), (4, 16_164), (3, 165_37)]);
    assert_eq!(alipay.rows.iter().filter(|row| row.status == Status::Cancelled).count(), 2);
    assert_eq!((alipay.account.as_str(), alipay.zone_minutes), ("xx@gmail.com", Some(480)));
}

#[test]
fn a_wechat_bill_counts_by_its_own_column() {
    let wechat = only("wechat.csv");
    assert_eq!(sums(&wechat), [(5, 28_49), (11, 2_904_53), (11, 26_100_89)]);
    let kinds = |kind| wechat.rows.iter().filter(|row| row.kind == kind).count();
    assert_eq!((kinds(RowKind::OwnTransfer), kinds(RowKind::Repayment), kinds(RowKind::PaidByFamily)), (10, 1, 1));
    // 服务费¥0.10 of 100.10 and of 10.10, 服务费¥1.00 of 1001.10.
    let fees = wechat.rows.iter().filter_map(|row| Some((row.amount, row.fee?)));
    assert_eq!(fees.collect::<Vec<_>>(), [(100_10, 10), (10_10, 10), (1_001_10, 1_00)]);
}

#[test]
fn a_bank_of_china_card_bill_has_a_statement_for_each_currency() {
    let [yuan, dollars] = <[Statement; 2]>::try_from(file("boc-credit.csv")).ok().unwrap();
    assert_eq!(sums(&yuan), [(6, 989_84), (7, 1_228_09), (0, 0)]);
    assert_eq!(sums(&dollars), [(0, 0), (1, 3_72), (0, 0)]);
    assert_eq!((yuan.currency.as_str(), dollars.currency.as_str()), ("CNY", "USD"));
    assert_eq!(yuan.rows[0].value_date.unwrap().to_string(), "2024-12-13");
}

#[test]
fn accounts_of_big_banks_add_up() {
    for (name, format, expected) in [
        ("boc-debit.csv", "boc-debit", [(4, 9_821_00), (13, 9_394_30), (0, 0)]),
        ("bocom-debit.csv", "bocom-debit", [(3, 11_25), (3, 114_00), (0, 0)]),
        ("cgb-credit.csv", "cgb-credit", [(2, 1_227_88), (2, 40_332), (0, 0)]),
        ("cmb-credit.csv", "cmb-credit", [(4, 380_80), (2, 8_056_78), (0, 0)]),
        ("cmb-debit.csv", "cmb-debit", [(1, 1_234_00), (4, 2_013_14), (0, 0)]),
        ("icbc-debit-v1.csv", "icbc-debit", [(5, 2_841_74), (6, 4_241_08), (0, 0)]),
    ] {
        let statement = only(name);
        assert_eq!((statement.format.as_str(), sums(&statement)), (format, expected), "{name}");
    }
}

#[test]
fn balances_that_were_masked_are_left_out_and_told() {
    let icbc = only("icbc-debit-v1.csv");
    assert!(icbc.rows.iter().all(|row| row.balance.is_none()) && notes(&icbc, NoteKind::Masked));
}

#[test]
fn a_hong_kong_account_links_in_each_currency() {
    let [dollars, yuan] = <[Statement; 2]>::try_from(file("hsbc-hk.csv")).ok().unwrap();
    assert_eq!(sums(&dollars), [(3, 13_005_45), (6, 3_526_50), (0, 0)]);
    assert_eq!(sums(&yuan), [(1, 12_500_00), (0, 0), (0, 0)]);
    // The row of 12 March is the one whose balance does not follow: 8211.33 + 12500.00 is 20711.33, not 4288.67.
    assert_eq!(dollars.integrity.verdict, IntegrityVerdict::Inconsistent);
    assert_eq!(dollars.integrity.first_broken_line, Some(7));
    let cards = file("hsbc-hk-card.csv");
    assert_eq!(cards.iter().map(sums).collect::<Vec<_>>()[0], [(2, 329_116), (8, 1_558_89), (0, 0)]);
    assert_eq!(cards.iter().map(sums).collect::<Vec<_>>()[1], [(0, 0), (1, 27_90), (0, 0)]);
}

#[test]
fn a_brokers_chain_with_holes_is_a_gap_and_no_forgery() {
    // Three of its balances do not follow from the one before: other rows were taken out of the published file.
    let broker = only("hxsec-broker.xls");
    assert_eq!(sums(&broker), [(5, 404_080_33), (5, 169_792_17), (0, 0)]);
    assert_eq!(broker.rows.iter().filter(|row| row.status == Status::Notice).count(), 2);
    assert_eq!(broker.integrity.verdict, IntegrityVerdict::Gap);
    let bought = broker.rows.iter().find(|row| row.kind == RowKind::Buy).unwrap().security.as_ref().unwrap();
    assert_eq!(
        (bought.code.as_str(), bought.quantity, bought.price),
        ("510310", Some(100_0000_0000), Some(3_9400_0000))
    );
}
