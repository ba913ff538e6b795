//! Traps of banks' exports, each with the smallest input that has it.

use prescreen_fusion::Statement;
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{AccountKind, Direction, NoteKind, RowKind, Status};

use super::{notes, one, sums};
use crate::support::read;

#[test]
fn a_title_and_a_line_of_the_account_stand_above_ccbs_table() {
    let text = "中国建设银行个人活期账户全部交易明细,,,,,,,,\n卡号/账号:6217000012345678 起始日期:20250101 结束日期:20250331,,,,,,,,\n\
        序号,摘要,币别,钞汇,交易日期,交易金额,账户余额,交易地点/附言,对方账号与户名\n\
        1,消费,人民币,钞,20250102,\"-1,000.50\",\"9,000.00\",财付通-某店,243300133/财付通支付科技有限公司\n\
        2,工资,人民币,钞,20250110,5000.00,\"14,000.00\",工资,110000000000/某公司\n\
        以上数据仅供参考，具体内容请以柜台为准。,,,,,,,,\n";
    let statement = one(text);
    assert_eq!(
        (statement.account.as_str(), sums(&statement)),
        ("6217000012345678", [(1, 5_000_00), (1, 1_000_50), (0, 0)])
    );
    let days = statement.period.map(|(from, to)| (from.to_string(), to.to_string()));
    assert_eq!(days, Some(("2025-01-01".to_owned(), "2025-03-31".to_owned())));
    let [spent, wages] = statement.rows.as_slice() else { panic!("two rows") };
    assert_eq!(
        (spent.counterparty.as_str(), spent.counterparty_account.as_str()),
        ("财付通支付科技有限公司", "243300133")
    );
    assert_eq!((wages.kind, statement.integrity.verdict), (RowKind::Salary, IntegrityVerdict::Consistent));
}

#[test]
fn ccbs_table_with_columns_for_in_and_out_is_read_with_and_without_times() {
    let with = "记账日,交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名,交易地点\n\
        20250103,20250102,10:00:00,12.50,,987.50,人民币,消费,62220000,某店,某地\n20250104,20250104,11:00:00,,100.00,1087.50,人民币,转账,62220001,某人,\n";
    let without = with.replace("交易时间,", "").replace("10:00:00,", "").replace("11:00:00,", "");
    for text in [with, without.as_str()] {
        let statement = one(text);
        assert_eq!((statement.format.as_str(), sums(&statement)), ("ccb-debit-2", [(1, 100_00), (1, 12_50), (0, 0)]));
        assert_eq!(statement.rows[0].date.to_string(), "2025-01-03");
    }
}

#[test]
fn a_cards_positive_amount_is_spending_where_its_bank_writes_it_so() {
    let cgb = "交易日期,入账日期,交易摘要,交易金额,交易货币,入账金额,入账货币\n\
        2025/01/05,2025/01/06,（消费）一家店,15.90,人民币,15.90,人民币\n2025/01/04,2025/01/04,（退款）一家店,-97.20,人民币,-97.20,人民币\n\
        2024/12/25,2024/12/26,（还款）云闪付,-1130.68,人民币,-1130.68,人民币\n";
    let citic = "本期账单明细(人民币),,,,,,,\n交易日期,入账日期,交易描述,卡末四位,交易币种,结算币种,交易金额,结算金额\n\
        2023-01-01,2023-01-02,一家店,1234,CNY,CNY,15.90,15.90\n2023-01-03,2023-01-03,退款,1234,CNY,CNY,-97.20,-97.20\n\
        2023-01-04,2023-01-04,还款,1234,CNY,CNY,-1130.68,-1130.68\n";
    for (text, format) in [(cgb, "cgb-credit"), (citic, "citic-credit")] {
        let statement = one(text);
        assert_eq!((statement.format.as_str(), sums(&statement)), (format, [(2, 1_227_88), (1, 15_90), (0, 0)]));
        let kinds: Vec<RowKind> = statement.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds[1..], [RowKind::Refund, RowKind::Repayment]);
    }
}

#[test]
fn columns_and_words_for_in_and_out_are_told_by_each_bank() {
    let bocom = "序号,交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,交易地点,摘要\n\
        1,2025-01-01,00:00:00,存款利息,贷 Cr,1.23,101.23,1,银行,批处理,\n2,2025-01-02,13:15:12,异地跨行消费,借 Dr,3.21,98.02,2,某店,网络,\n";
    let statement = one(bocom);
    assert_eq!((sums(&statement), statement.integrity.links), ([(1, 1_23), (1, 3_21), (0, 0)], 1));
    let abc = "交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息,日 志 号,交易渠道,交易附言\n\
        20240101,123456,转存,+10000.00,11000.00,某人,369396693,超级网银,转账\n20240102,132324,消费,-10.00,10990.00,某店,369333999,电子商务,午饭\n\
        20240103,,结息,+0.01,10990.01,--,0000000000\n";
    let statement = one(abc);
    assert_eq!((sums(&statement), statement.integrity.links), ([(2, 10_000_01), (1, 10_00), (0, 0)], 2));
    assert_eq!((statement.rows[0].id.as_str(), statement.rows[2].counterparty.as_str()), ("369396693", ""));
    assert_eq!(statement.rows[0].time.map(|time| time.seconds()), Some(12 * 3600 + 34 * 60 + 56));
}

#[test]
fn bocoms_card_tells_in_and_out_by_the_first_word_of_its_text() {
    let text = "交易日期,记账日期,交易说明,交易币种/金额,入账币种/金额\n2025-01-10,2025-01-10,退货 支付宝-滴滴,CNY 123.18,CNY 123.18\n\
        2025-01-29,2025-01-29,信用卡还款 转账还款-某人,CNY 666.60,CNY 666.60\n2025-01-11,2025-01-12,消费 美团,CNY 2.99,CNY 2.99\n\
        2025-01-12,2025-01-13,消费 APPLE,USD 0.99,USD 0.99\n";
    let statements = read(text.as_bytes()).expect("it reads");
    let all: Vec<_> = statements.iter().map(|statement| (statement.currency.as_str(), sums(statement))).collect();
    assert_eq!(all, [("CNY", [(2, 789_78), (1, 2_99), (0, 0)]), ("USD", [(0, 0), (1, 99), (0, 0)])]);
}

#[test]
fn days_without_a_year_are_of_the_bills_month_or_before_it() {
    let text = "招商银行信用卡对账单（个人消费卡账户 2024年01月）（补）\n交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额\n\
        ,12/29,掌上生活还款,-1.23,1234,-1.23\n01/02,01/03,一家店,\"8,056.78\",1234,\"8,056.78(CN)\"\n";
    let statement = one(text);
    assert_eq!(sums(&statement), [(1, 1_23), (1, 8_056_78), (0, 0)]);
    let days: Vec<String> = statement.rows.iter().map(|row| row.date.to_string()).collect();
    assert_eq!(days, ["2023-12-29", "2024-01-03"]);
    assert_eq!(statement.rows[1].value_date.unwrap().to_string(), "2024-01-02");
}

#[test]
fn hong_kong_rows_that_are_not_posted_wait_and_offshore_yuan_is_yuan() {
    let text = "Transaction date,Post date,Description,Billing amount,Billing currency,Transaction status,Merchant name\n\
        09/04/2025,10/04/2025,SALES: A,\"-1,099.14\"\t,CNY,POSTED,A\n08/04/2025,,SALES: B,\"-18.00\"\t\t,CNH,PENDING,B\n";
    let statement = one(text);
    assert_eq!((statement.account_kind, sums(&statement)), (AccountKind::Card, [(0, 0), (1, 1_099_14), (0, 0)]));
    assert_eq!(statement.rows[0].date.to_string(), "2025-04-10");
    assert_eq!(statement.rows.iter().filter(|row| row.status == Status::Pending).count(), 1);
}

#[test]
fn a_bookings_reversal_in_the_column_for_out_is_money_in() {
    let text = "兴业银行交易明细\n账户账号,CARD-1\n卡内账户,002 活期储蓄存款 港币 现汇\n起始日期,2024-01-01\n截止日期,2024-12-31\n\
        交易时间,记账日,支出,收入,账户余额,摘要,对方户名,对方银行,对方账号,用途,交易渠道,备注\n\
        2024-01-01 00:00:00,2024-01-01,,20.00,20.00,购汇,某人,某行,1,,手机银行,\n\
        2024-01-02 00:00:00,2024-01-02,-20.00,,40.00,当日冲账,某人,某行,2,冲正,手机银行,\n\
        2024-01-03 00:00:00,2024-01-03,40.00,,0.00,转账转出,某人,某行,2,测试,手机银行,\n说明,仅供参考。\n";
    let statement = one(text);
    assert_eq!((statement.currency.as_str(), statement.account.as_str()), ("HKD", "CARD-1"));
    assert_eq!(
        (sums(&statement), statement.integrity.verdict),
        ([(2, 40_00), (1, 40_00), (0, 0)], IntegrityVerdict::Consistent)
    );
    assert_eq!(statement.rows[1].direction, Direction::In);
}

#[test]
fn icbc_writes_two_layouts_of_the_debit_card_and_one_of_the_credit_card() {
    let v2 = "明细查询文件下载\n\n卡号: 1234****9876,\"卡别名: 别名\"\n\n子账户序号: 00000,子账户类别: 活期,\"子账户别名: \"\n\n\
        交易日期,摘要,交易详情,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名,对方账户\n\
        2023-05-02     \t,\"消费   \t\",\"  \t\",\"一家店  \t\",\"CHN \t\",钞 \t,\"- \t\",\"- \t\",- \t,\" \t\",\"13.40 \t\",人民币 \t,\"986.60 \t\",\"某公司 \t\",\"1234****9876 \t\",\n \n\
        人民币合计,,,,,,,,,\"0.00 \t\",\"13.40 \t\",\n";
    let statement = one(v2);
    assert_eq!((statement.format.as_str(), statement.account.as_str()), ("icbc-debit", "1234****9876"));
    assert_eq!(sums(&statement), [(0, 0), (1, 13_40), (0, 0)]);
    assert_eq!(statement.stated.outgoing.unwrap().amount, Some(13_40));
    assert_eq!(statement.rows[0].counterparty_account, "1234****9876");
    let credit = "卡号: 1234****5678,\"卡别名: \"\n\n交易日期,记账日期,摘要,交易场所,交易国家或地区简称,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名\n\
        2023-05-04 \t,2023-05-05 \t,\"消费 \t\",一家店 \t,\"CHN \t\",\" \t\",\"26.00 \t\",人民币 \t,\" \t\",\"26.00 \t\",人民币 \t,\"-3,710.62 \t\",\" \t\",\n\
        2023-04-25 \t,2023-04-25 \t,\"人民币自动转帐还款 \t\",某行 \t,\"CHN \t\",\"21.01 \t\",\" \t\",人民币 \t,\"21.01 \t\",\" \t\",人民币 \t,\"-3,684.62 \t\",\" \t\",\n \n\
        合计金额,,,,,\"21.01 \t\",\"26.00 \t\",\t,\"21.01 \t\",\"26.00 \t\",\n";
    let statement = one(credit);
    assert_eq!((statement.format.as_str(), sums(&statement)), ("icbc-credit", [(1, 21_01), (1, 26_00), (0, 0)]));
    assert_eq!((statement.rows[0].balance, statement.rows[1].kind), (Some(-3_710_62), RowKind::Repayment));
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
}

#[test]
fn cells_that_a_pdf_ran_together_stay_in_their_own_cell() {
    let text = "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n\
        2025-08-12,16:49:29,人民币,\"-2,600.00\",\"3,973.11\",跨行转账,手机银行,------------------- 李四13900000000,人生有限公司,某公司,3101******6787,某银行,3167\n\
        2025-08-09,18:35:45,人民币,-13.50,\"6,573.11\",消费,银企对接,-------------------,----------,某店,Z200,-------------------,3167\n";
    let statement = one(text);
    assert_eq!((sums(&statement)[1], statement.integrity.links), ((2, 2_613_50), 1));
    // The name and telephone of another person stood in a column that is not read.
    assert!(statement.rows.iter().all(|row| !row.description.contains("13900000000")));
    assert_eq!(statement.rows[1].description, "");
}

#[test]
fn several_cards_of_one_file_are_accounts_of_their_own() {
    let text = "记账日期,记账时间,币别,金额,余额,交易名称,附言,对方账户名,对方卡号/账号,借记卡号\n\
        2025-08-02,10:00:00,人民币,-1.00,99.00,消费,,某店,1,3167\n2025-08-02,11:00:00,人民币,-2.00,48.00,消费,,某店,1,4260\n\
        2025-08-03,10:00:00,人民币,5.00,104.00,转账,,某人,1,3167\n";
    let statements: Vec<Statement> = read(text.as_bytes()).expect("it reads");
    let accounts: Vec<_> =
        statements.iter().map(|statement| (statement.account.as_str(), statement.rows.len())).collect();
    assert_eq!(accounts, [("3167", 2), ("4260", 1)]);
}

#[test]
fn a_bank_that_no_layout_names_is_read_by_the_words_that_all_use() {
    let columns = "某某银行交易流水\n账号:6222000011112222 户名:张三\n序号,交易日期,交易时间,摘要,收入金额,支出金额,账户余额,对方户名,对方账号,备注\n\
        1,2025-01-02,10:00:00,工资,8000.00,,8100.00,某公司,110000,\n2,2025-01-03,11:00:00,消费,,50.00,8050.00,某店,,\n";
    let words = "交易日期,摘要,借贷标志,交易金额,余额,对方户名\n20250102,工资,贷,8000.00,8100.00,某公司\n20250103,消费,借,50.00,8050.00,某店\n";
    let signed = "交易日期,摘要,交易金额,账户余额,对方户名\n2025-01-02,工资,\"8,000.00\",\"8,100.00\",某公司\n2025-01-03,消费,-50.00,\"8,050.00\",某店\n";
    for (text, format) in [(columns, "cn-bank-columns"), (words, "cn-bank-words"), (signed, "cn-bank-signed")] {
        let statement = one(text);
        assert_eq!((statement.format.as_str(), sums(&statement)), (format, [(1, 8_000_00), (1, 50_00), (0, 0)]));
        assert_eq!(
            (statement.integrity.verdict, statement.rows[0].kind),
            (IntegrityVerdict::Consistent, RowKind::Salary)
        );
        assert!(!notes(&statement, NoteKind::UnknownColumn), "{format}");
    }
}
