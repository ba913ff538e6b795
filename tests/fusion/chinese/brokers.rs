//! Traps of brokers' settlement records, each with the smallest input that has it.

use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{Direction, NoteKind, RowKind, Status};

use super::{notes, one, sums};

const GUOJIN: &str = "成交日期,证券代码,证券名称,买卖标志,成交价格,成交数量,成交金额,发生金额,佣金,印花税,过户费,成交编号,股东代码,备注\n\
    20190711,878,云南铜业,卖出,10.07,-1000,10070,10054.93,5,10.07,0,31351,268955131,证券卖出\n\
    20190710,510500,500ETF,买入,5.235,6900,36121.5,-36128.72,7.22,0,0,4091881,A534878327,证券买入\n";

#[test]
fn a_code_that_lost_its_zeros_gets_them_only_beside_its_exchange() {
    let codes = |text: &str| -> Vec<String> {
        one(text).rows.iter().map(|row| row.security.as_ref().unwrap().code.clone()).collect()
    };
    assert_eq!(codes(GUOJIN), ["000878", "510500"]);
    let without = GUOJIN.replace(",股东代码", "").replace(",268955131", "").replace(",A534878327", "");
    assert_eq!(codes(&without), ["878", "510500"]);
    assert!(notes(&one(&without), NoteKind::CodeUnclear) && !notes(&one(GUOJIN), NoteKind::CodeUnclear));
}

#[test]
fn notices_and_freezes_move_no_money() {
    let header = "成交日期,业务名称,证券代码,证券名称,成交价格,成交数量,剩余数量,成交金额,清算金额,剩余金额,股东代码\n";
    for word in [
        "申购配号",
        "市值申购中签",
        "交收资金冻结",
        "交收资金冻结取消",
        "指定交易",
        "托管转出",
        "新股入帐",
        "中签通知",
        "担保物转入",
    ] {
        let row = format!(
            "20190710,{word},730001,某股,0,1000,0,0,-1234.00,5000.00,A1\n20190711,证券买入,600036,招商银行,30,100,100,3000,-3005.00,1995.00,A1\n"
        );
        let statement = one(&format!("{header}{row}"));
        assert_eq!(statement.rows[0].status, Status::Notice, "{word}");
        assert_eq!(sums(&statement), [(0, 0), (1, 3_005_00), (0, 0)]);
        assert_eq!(statement.integrity.broken_links, 0, "{word}");
    }
    let paid = format!("{header}20190710,市值申购中签扣款,730001,某股,5,1000,0,5000,-5000.00,5000.00,A1\n");
    assert_eq!((sums(&one(&paid))[1], one(&paid).rows[0].kind), ((1, 5_000_00), RowKind::Buy));
}

#[test]
fn a_bank_transfer_that_the_export_leaves_out_is_a_gap() {
    let rows = "成交日期,业务名称,证券代码,证券名称,成交价格,成交数量,清算金额,资金余额,股东代码\n\
        20190710,证券卖出,600036,招商银行,30,100,3000.00,3000.00,A1\n20190711,证券卖出,600036,招商银行,30,100,3000.00,6000.00,A1\n\
        20190712,证券买入,600036,招商银行,30,100,-3000.00,13000.00,A1\n";
    let statement = one(rows);
    assert!(statement.unlisted_movements);
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Gap);
}

#[test]
fn words_of_margin_trading_mark_what_was_borrowed() {
    for (word, kind, direction) in [
        ("融资买入", RowKind::MarginBuy, Direction::Out),
        ("融券卖出", RowKind::ShortSell, Direction::In),
        ("卖券还款", RowKind::Sell, Direction::In),
        ("买券还券", RowKind::Buy, Direction::Out),
        ("融资借入", RowKind::Loan, Direction::In),
        ("担保物买入", RowKind::Buy, Direction::Out),
        ("担保物卖出", RowKind::Sell, Direction::In),
        ("偿还融资负债本金", RowKind::Repayment, Direction::Out),
        ("偿还融资利息", RowKind::Fee, Direction::Out),
        ("证券买入", RowKind::Buy, Direction::Out),
        ("证券卖出", RowKind::Sell, Direction::In),
        ("股息入帐", RowKind::Dividend, Direction::In),
        ("股息红利税补缴", RowKind::Tax, Direction::Out),
        ("利息归本", RowKind::Interest, Direction::In),
        ("银行转证券", RowKind::OwnTransfer, Direction::In),
        ("证券转银行", RowKind::OwnTransfer, Direction::Out),
    ] {
        // Amounts without signs: the words tell.
        let row = format!(
            "发生日期,成交时间,证券代码,证券名称,业务名称,成交数量,成交价格,清算金额,股东代码,币种\n20190710,10:00:00,600036,招商银行,{word},100,30,3000.00,A1,人民币\n"
        );
        let statement = one(&row);
        assert_eq!((statement.rows[0].kind, statement.rows[0].direction), (kind, direction), "{word}");
        let quantity = statement.rows[0].security.as_ref().unwrap().quantity;
        let sold = matches!(kind, RowKind::Sell | RowKind::ShortSell);
        assert_eq!(quantity, Some(if sold { -100_0000_0000 } else { 100_0000_0000 }), "{word}");
    }
}

#[test]
fn a_sign_in_the_file_goes_before_the_word() {
    let text = GUOJIN.replace("卖出,10.07,-1000,10070,10054.93", "卖出,10.07,-1000,10070,-3.00");
    assert_eq!(one(&text).rows[0].direction, Direction::Out);
}

#[test]
fn the_word_stands_in_whichever_column_a_broker_has_for_it() {
    // Names of columns as lamp525/ncCTM lists them for brokers' exports, ordinary and margin accounts.
    for columns in [
        "成交日期,证券代码,证券名称,操作,成交均价,成交数量,成交金额,手续费,印花税,其他杂费,发生金额,本次金额,合同编号,成交时间,股东帐户,备注,成交编号,交易市场",
        "证券代码,证券名称,操作,成交均价,成交数量,成交金额,印花税,过户费,发生金额,合同编号,股东帐户,委托日期,可用余额,其他杂费,佣金,可用金额",
        "成交日期,成交时间,证券代码,证券名称,操作,成交数量,成交编号,成交均价,成交金额,余额,发生金额,印花税,其他杂费,本次金额,合同编号,股东帐户,佣金,过户费,交易市场",
        "成交日期,证券代码,证券名称,买卖标志,成交价格,成交数量,成交金额,发生金额,佣金,印花税,过户费,成交编号,股东代码,备注",
        "成交日期,业务名称,证券代码,证券名称,成交价格,成交数量,剩余数量,成交金额,清算金额,剩余金额,净佣金,规费,印花税,过户费,结算费,附加费,成交编号,股东代码",
        "成交日期,证券代码,证券名称,操作,成交数量,成交均价,成交金额,股票余额,发生金额,手续费,印花税,其他杂费,资金余额,合同编号,市场名称,股东帐户",
        "成交日期,摘要,证券名称,合同编号,成交数量,成交均价,成交金额,手续费,印花税,其他杂费,发生金额,股东帐户,备注,操作,证券代码,结算汇率",
        "成交日期,摘要,证券名称,合同编号,成交数量,成交均价,成交金额,手续费,印花税,其他杂费,发生金额,股东帐户,备注,本次资金余额,本次股票余额",
        "证券代码,证券名称,操作,成交数量,成交均价,成交金额,股票余额,发生金额,手续费,印花税,其他杂费,资金余额,合同编号,股东帐户,交收日期,净佣金,过户费,结算费,币种",
        "币种,证券名称,成交日期,成交价格,成交数量,发生金额,资金余额,合同编号,业务名称,手续费,印花税,过户费,结算费,证券代码,股东代码",
        "成交日期,证券代码,证券名称,成交价格,发生数量,成交数量,成交金额,发生金额,股票余额,佣金,印花税,过户费,成交编号,合同编号,操作,股东帐户,交易市场,备注",
        "发生日期,证券名称,委托编号,成交数量,成交价格,成交金额,手续费,印花税,清算金额,资金本次余额,股东代码,备注,过户费,交易所清算费,成交时间,资金帐号,币种,费用备注",
        "发生日期,成交时间,证券代码,证券名称,业务名称,成交数量,成交价格,成交金额,余额,清算金额,手续费,印花税,附加费,资金本次余额,委托编号,股东代码,过户费,交易所清算费,资金帐号,币种,费用备注",
        "发生日期,成交时间,证券代码,证券名称,买卖标志,成交价格,成交数量,成交金额,发生金额,剩余金额,申报序号,成交编号,委托编号,股东代码,席位代码,证券数量,佣金,印花税,过户费,交易征费,交易规费,备注",
        "证券代码,证券名称,成交日期,成交时间,成交数量,成交价格,成交金额,发生金额,操作,合同号,成交号,手续费,印花税,过户费,其他费,资金本次余额,股份本次余额,股东账号,资金账号",
    ] {
        let cell = |name: &str| match name {
            "成交日期" | "发生日期" | "交收日期" | "委托日期" => "20190710",
            "成交时间" => "10:00:00",
            "操作" | "业务名称" | "摘要" | "买卖标志" | "备注" => "证券买入",
            "证券代码" => "600036",
            "证券名称" => "招商银行",
            "成交均价" | "成交价格" => "30",
            "成交数量" | "发生数量" => "100",
            "成交金额" => "3000.00",
            "发生金额" | "清算金额" => "-3005.00",
            "币种" => "人民币",
            name if name.starts_with("股东") => "A123456789",
            name if name.contains('费') || name.contains('税') || name.contains("佣金") => "1.00",
            name if name.contains("余额") || name.contains("可用") || name == "本次金额" || name == "剩余金额" => {
                "100.00"
            }
            _ => "1",
        };
        let cells: Vec<&str> = columns.split(',').map(cell).collect();
        let statement = one(&format!("{columns}\n{}\n", cells.join(",")));
        assert_eq!(
            (statement.format.as_str(), sums(&statement)),
            ("cn-broker", [(0, 0), (1, 3_005_00), (0, 0)]),
            "{columns}"
        );
        let row = &statement.rows[0];
        assert_eq!((row.kind, row.date.to_string().as_str()), (RowKind::Buy, "2019-07-10"), "{columns}");
        assert_eq!(row.security.as_ref().unwrap().quantity, Some(100_0000_0000));
        assert!(!notes(&statement, NoteKind::UnknownColumn), "{columns}");
    }
}

#[test]
fn cells_that_a_spreadsheet_was_told_to_leave_are_read_behind_a_mark() {
    let text = "\u{feff}=\"成交日期\"\t=\"业务名称\"\t=\"证券代码\"\t=\"证券名称\"\t=\"成交价格\"\t=\"成交数量\"\t=\"清算金额\"\t=\"资金本次余额\"\t=\"股东代码\"\t\n\
        =\"20230214\"\t=\"证券买入\"\t=\"600036\"\t=\"招商银行\"\t30.000\t100\t-3000.020\t127324.600\t=\"A114514114\"\t\n";
    let statement = one(text);
    assert_eq!(statement.rows[0].security.as_ref().unwrap().code, "600036");
    assert_eq!(sums(&statement)[1], (1, 3_000_02));
}
