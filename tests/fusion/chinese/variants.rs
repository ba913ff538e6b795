//! What varies between files of one kind: encodings, line ends, quotes, columns more or less, cells of a spreadsheet.

use encoding_rs::GB18030;
use prescreen_fusion::format::Answers;
use prescreen_fusion::read_table;
use prescreen_fusion::statement::NoteKind;
use prescreen_fusion::table::{CellKind, Table};

use super::{alipay, notes, one, sums, wechat};
use crate::support::{formats, read};

const ALIPAY: &str = "2023-02-12 21:32:14 ,餐饮美食,一家店,/,午饭,支出,20.00,余额,交易成功,1001\t,2001\t,,\n\
    2023-02-11 21:32:14 ,转账红包,朋友,/,转账,收入,5.00,余额,交易成功,1002\t,\t,,\n";
const WECHAT: &str = "2026-03-01 12:00:00,商户消费,一家店,\"午饭\",支出,¥1.00,零钱,支付成功,1\t,2\t,/\n\
    2026-02-28 12:00:00,二维码收款,某人,收款,收入,¥2.00,零钱,已收钱,3\t,/\t,/\n";

#[test]
fn a_file_is_the_same_in_every_encoding_and_with_every_line_end() {
    for (text, expected) in
        [(alipay(ALIPAY), [(1, 5_00), (1, 20_00), (0, 0)]), (wechat(WECHAT), [(1, 2_00), (1, 1_00), (0, 0)])]
    {
        let windows = text.replace('\n', "\r\n");
        for text in [&text, &windows, &format!("\u{feff}{text}"), &format!("\n\n{text}\n\n")] {
            let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let encoded = [text.as_bytes().to_vec(), GB18030.encode(text).0.into_owned(), utf_16];
            for bytes in encoded.iter().filter(|bytes| bytes.len() > 10) {
                let statements = read(bytes).unwrap_or_else(|problem| panic!("{problem}"));
                assert_eq!(statements.iter().map(sums).collect::<Vec<_>>(), [expected]);
            }
        }
    }
}

#[test]
fn quotes_around_every_cell_change_nothing() {
    let quoted = |text: &str| -> String {
        let cells = |line: &str| line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        text.lines().map(|line| cells(line) + "\n").collect()
    };
    assert_eq!(sums(&one(&quoted(&alipay(ALIPAY)))), sums(&one(&alipay(ALIPAY))));
}

#[test]
fn a_column_more_is_told_and_a_column_less_that_is_not_needed_is_not_missed() {
    let more = alipay(ALIPAY).replace(",备注,", ",备注,新的列,").replace("\t,,\n", "\t,,新,\n");
    let statement = one(&more);
    assert!(notes(&statement, NoteKind::UnknownColumn) && sums(&statement)[1] == (1, 20_00));
    let less = "交易时间,交易对方,商品说明,收/支,金额,收/付款方式,交易状态\n2023-02-12 21:32,一家店,午饭,支出,20.00,余额,交易成功\n";
    assert_eq!(sums(&one(less))[1], (1, 20_00));
}

#[test]
fn names_of_columns_may_have_blanks_and_signs_of_either_width() {
    let text =
        wechat(WECHAT).replace("金额(元)", " 金额（元） ").replace("收/支", "收 / 支").replace("交易单号", "交易 单号");
    let statement = one(&text);
    assert_eq!((statement.format.as_str(), sums(&statement)[1]), ("wechat", (1, 1_00)));
    assert_eq!(statement.rows[0].id, "1");
}

#[test]
fn an_old_alipay_bill_has_its_direction_first_and_its_sums_below() {
    let text = "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------\n\
        收/支                 ,交易对方                ,对方账号 ,商品说明 ,收/付款方式 ,金额 ,交易状态 ,交易分类 ,交易订单号     ,商家订单号           ,交易时间            ,\n\
        支出                  ,一家店 ,/ ,午饭 ,余额 ,49.74 ,交易成功 ,餐饮美食 ,1\t,2\t,2021-02-12 21:32:14 ,\n\
        其他                  ,余额宝 ,/ ,转账收款到余额宝 ,余额宝 ,0.74 ,交易成功 ,投资理财 ,3\t,\t,2021-02-12 21:30:14 ,\n\
        ------------------------------------------------------------------------------------\n共2笔记录\n收入:0笔,0元\n支出:1笔,49.74元\n";
    let statement = one(text);
    assert_eq!((statement.rows.len(), sums(&statement)), (2, [(0, 0), (1, 49_74), (1, 74)]));
    assert_eq!((statement.stated.rows, statement.stated.outgoing.unwrap().amount), (Some(2), Some(49_74)));
}

/// The cells of a sheet as its reader gives them: numbers as digits and a point, days as `YYYY-MM-DD hh:mm:ss`.
fn sheet(rows: &[&[(&str, CellKind)]]) -> Table {
    let mut table = Table::default();
    for (line, cells) in (1..).zip(rows) {
        for (text, kind) in *cells {
            table.push_typed(text, *kind);
        }
        table.end_row(line);
    }
    table
}

#[test]
fn a_wechat_sheet_with_numbers_for_amounts_and_a_line_on_its_zone_is_read() {
    let text = |text: &'static str| (text, CellKind::Text);
    let header = [
        "交易时间",
        "交易类型",
        "交易对方",
        "商品",
        "收/支",
        "金额(元)",
        "支付方式",
        "当前状态",
        "交易单号",
        "商户单号",
        "备注",
    ];
    let row = |day, day_kind, amount, direction| {
        [
            (day, day_kind),
            text("商户消费"),
            text("一家店"),
            ("11111111111111", CellKind::Number),
            text(direction),
            (amount, CellKind::Number),
            text("零钱"),
            text("支付成功"),
            text("398\t"),
            text("129\t"),
            text("/"),
        ]
    };
    let table = sheet(&[
        &[text("微信支付账单明细")],
        &[text("起始时间：[2026-02-01 00:00:00] 终止时间：[2026-03-31 23:59:59]")],
        &[text("共2笔记录")],
        &[text("收入：1笔 0.07元")],
        &[text("支出：1笔 1020.00元")],
        &[text("中性交易：0笔 0.00元")],
        &[text("4. 本账单中所有时间均为UTC+08:00时间")],
        &header.map(text),
        &row("2026-03-01 12:00:00", CellKind::Text, "1020", "支出"),
        &row("2026-02-28 12:00:00", CellKind::Day, "0.07", "收入"),
    ]);
    let statements =
        read_table(&table, &formats(), Answers::default(), prescreen::terms::Digest::of(b"")).expect("it reads");
    assert_eq!(statements.iter().map(sums).collect::<Vec<_>>(), [[(1, 7), (1, 1_020_00), (0, 0)]]);
    let statement = &statements[0];
    assert_eq!((statement.zone_minutes, statement.rows[0].description.as_str()), (Some(480), "11111111111111"));
    assert_eq!(statement.rows[1].time.map(|time| time.seconds()), Some(12 * 3600));
    assert_eq!(statement.integrity.verdict.word(), "consistent");
}

#[test]
fn a_haitong_sheet_is_read_by_its_columns() {
    let header = "证券代码,证券名称,成交日期,成交时间,成交数量,成交价格,成交金额,发生金额,操作,合同号,成交号,手续费,印花税,过户费,其他费,资金本次余额,股份本次余额,股东账号,资金账号";
    let rows = [
        "519888,添富快线,20220119,,128,0.01,1.28,1.28,卖,,,0,0,0,0,0,0,A123456789,1234567899",
        "159938,医药卫生ETF,20220119,10:51:44,400,1.902,760.8,-760.84,买,,,0.04,0,0,0,0,0,1234567890,1234567899",
        "2027,分众传媒,20220121,13:46:55,500,8.04,4020,4015.58,卖,,,0.4,4.02,0,0,0,0,1234567890,1234567899",
        "072988,豪美发债,20220126,,0,0,1000,-1000,买,,,0,0,0,0,0,0,1234567890,1234567899",
    ];
    let kind = |cell: &str| {
        if cell.parse::<f64>().is_ok() && !cell.starts_with('0') { CellKind::Number } else { CellKind::Text }
    };
    let mut table = Table::default();
    for (line, row) in (1..).zip(core::iter::once(header).chain(rows)) {
        row.split(',').for_each(|cell| table.push_typed(cell, kind(cell)));
        table.end_row(line);
    }
    let statements =
        read_table(&table, &formats(), Answers::default(), prescreen::terms::Digest::of(b"")).expect("it reads");
    let [statement] = statements.as_slice() else { panic!("one account") };
    assert_eq!((statement.account.as_str(), sums(statement)), ("1234567899", [(2, 4_016_86), (2, 1_760_84), (0, 0)]));
    assert_eq!(statement.rows[2].security.as_ref().unwrap().code, "002027");
    assert!(statement.rows.iter().all(|row| row.security.as_ref().unwrap().held.is_none()));
    // Its columns of balances and of what is held are all zeros: they tell nothing.
    assert!(notes(statement, NoteKind::Masked) && statement.rows.iter().all(|row| row.balance.is_none()));
}
