//! Traps that others met with Alipay, WeChat Pay and JD, each with the smallest input that has it.

use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{Direction, NoteKind, RowKind, Status};

use super::{alipay, notes, one, sums, wechat};

const PAID: &str = "2023-02-12 21:32:14 ,餐饮美食,一家店,/,午饭,支出,20.00,余额,交易成功,1001\t,2001\t,,\n";

#[test]
fn alipay_is_told_by_its_columns_whatever_its_marker_line_says() {
    let old = alipay(PAID);
    let new = old.replace("支付宝（中国）网络技术有限公司", "支付宝支付科技有限公司");
    for text in [old.as_str(), new.as_str(), old.split_once('\n').unwrap().1] {
        let statement = one(text);
        assert_eq!((statement.format.as_str(), sums(&statement)), ("alipay", [(0, 0), (1, 20_00), (0, 0)]));
    }
}

#[test]
fn no_count_of_preamble_lines_is_trusted() {
    for lines in 0..40 {
        let text = "特别提示：一行\n".repeat(lines) + &alipay(PAID);
        assert_eq!(one(&text).rows.len(), 1, "{lines} lines");
    }
}

#[test]
fn an_alipay_bill_saved_again_in_a_spreadsheet_is_read_and_told() {
    let saved = alipay("2023/2/12 21:32,餐饮美食,一家店,/,\"午饭\",支出,20,\"余额\",交易成功,1001,2001,,\n");
    let statement = one(&saved);
    assert_eq!(sums(&statement)[1], (1, 20_00));
    assert!(notes(&statement, NoteKind::SavedAgain));
    assert!(!notes(&one(&alipay(PAID)), NoteKind::SavedAgain));
    let power = alipay(PAID).replace("1001\t", "2.02302E+27");
    assert!(notes(&one(&power), NoteKind::SavedAgain));
}

#[test]
fn alipays_website_and_app_are_two_layouts_of_one_wallet() {
    let web = "支付宝交易记录明细查询\n账号:[a@b.c]\n起始日期:[2019-08-01 00:00:00]    终止日期:[2019-10-01 00:00:00]\n\
        ---------------------------------交易记录明细列表------------------------------------\n\
        交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,\
        最近修改时间              ,交易来源地     ,类型              ,交易对方            ,商品名称                ,\
        金额（元）   ,收/支     ,交易状态    ,服务费（元）   ,成功退款（元）  ,备注                  ,资金状态     ,\n\
        1\t,S1\t,2019-09-30 13:11:25 ,2019-09-30 13:12:25 ,2019-09-30 13:12:25 ,其他,即时到账交易 ,一家店 ,午饭 ,27.00 ,\
        支出 ,交易成功 ,0.00 ,7.00 , ,已支出 ,\n\
        2\t, \t,2019-09-30 05:26:50 , ,2019-09-30 05:26:50 ,支付宝网站 ,即时到账交易 ,基金公司 ,\
        余额宝-2019.09.29-收益发放 ,0.01 ,收入 ,交易成功 ,0.00 ,0.00 , ,已收入 ,\n\
        ------------------------------------------------------------------------------------\n\
        共2笔记录\n已收入:1笔,0.01元\n待收入:0笔,0.00元\n已支出:1笔,27元\n待支出:0笔,0.00元\n导出时间:[2019-10-08 14:34:22]\n";
    let statement = one(web);
    assert_eq!((statement.format.as_str(), statement.institution.as_str()), ("alipay-web", "alipay"));
    assert_eq!(sums(&statement), [(1, 1), (1, 20_00), (0, 0)]);
    assert_eq!(statement.rows[0].refunded, Some(7_00));
    assert!(statement.rows.iter().all(|row| row.method.is_empty()));
    assert_eq!(statement.stated.outgoing.unwrap().amount, Some(27_00));
    assert_eq!(statement.stated.incoming.unwrap().rows, Some(1));
}

#[test]
fn a_closed_payment_and_its_refund_are_neither_income_nor_spending() {
    let pair = alipay(
        "2023-01-09 18:22:28,退款,一卡通,/,退款-充值,不计收支,50.00,余额宝,退款成功,2023x88_2023x57\t,D12\t,,\n\
         2023-01-09 18:21:50,交通出行,一卡通,/,充值,支出,50.00,余额宝,交易关闭,2023x88\t,D12\t,,\n",
    );
    let statement = one(&pair);
    assert_eq!(sums(&statement), [(0, 0), (0, 0), (1, 50_00)]);
    assert_eq!(statement.rows[0].kind, RowKind::Refund);
    assert!(statement.rows[0].id.starts_with(&statement.rows[1].id));
    assert_eq!(statement.rows[1].status, Status::Cancelled);
}

#[test]
fn what_alipay_counts_as_neither_is_told_by_its_product() {
    for (category, product, status, kind, direction) in [
        ("投资理财", "余额宝-2023.02.01-收益发放", "交易成功", RowKind::Interest, Direction::In),
        ("投资理财", "蚂蚁财富-某基金-买入", "交易成功", RowKind::OwnTransfer, Direction::Neutral),
        ("投资理财", "蚂蚁财富-某基金-卖出至余额宝", "交易成功", RowKind::OwnTransfer, Direction::Neutral),
        ("账户存取", "充值-普通充值", "交易成功", RowKind::OwnTransfer, Direction::Neutral),
        ("账户存取", "提现-实时提现", "交易成功", RowKind::OwnTransfer, Direction::Neutral),
        ("信用借还", "花呗主动还款-2023年02月账单", "还款成功", RowKind::Repayment, Direction::Neutral),
        ("信用借还", "借呗放款", "放款成功", RowKind::Loan, Direction::Neutral),
        ("退款", "退款-午饭", "退款成功", RowKind::Refund, Direction::Neutral),
        ("其他", "个税退税", "退税成功", RowKind::Refund, Direction::Neutral),
        ("其他", "午饭", "交易成功", RowKind::Unknown, Direction::Neutral),
    ] {
        let row = format!("2023-02-12 21:32:14,{category},对方,/,{product},不计收支,1.00,余额宝,{status},1\t,2\t,,\n");
        let statement = one(&alipay(&row));
        assert_eq!((statement.rows[0].kind, statement.rows[0].direction), (kind, direction), "{product}");
    }
    let frozen = "2023-02-12 21:32:14,其他,对方,/,解冻,不计收支,1.00,余额,解冻成功,1\t,2\t,,\n";
    assert_eq!(one(&alipay(frozen)).rows[0].status, Status::Notice);
}

#[test]
fn a_payment_from_several_sources_is_one_row_and_told() {
    let statement = one(&alipay(&PAID.replace("余额", "花呗&红包")));
    assert_eq!(sums(&statement)[1], (1, 20_00));
    assert!(notes(&statement, NoteKind::SeveralSources));
    assert!(!notes(&one(&alipay(PAID)), NoteKind::SeveralSources));
}

#[test]
fn what_the_seller_has_not_yet_got_is_paid_and_what_the_buyer_has_not_paid_is_not() {
    let status = |word: &str| one(&alipay(&PAID.replace("交易成功", word))).rows[0].status;
    assert_eq!(status("等待确认收货"), Status::Booked);
    assert_eq!(status("等待付款"), Status::Pending);
    assert_eq!(status("交易关闭"), Status::Cancelled);
}

#[test]
fn yuan_signs_and_thousands_are_read_to_the_fen() {
    for amount in ["¥1020.00", "\"¥1,020.00\"", "\"￥1,020.00\"", "1020", "\"1,020.00\"", "1020.0"] {
        let row = format!("2026-03-01 12:00:00,商户消费,一家店,午饭,支出,{amount},零钱,支付成功,1\t,2\t,/\n");
        assert_eq!(sums(&one(&wechat(&row)))[1], (1, 1_020_00), "{amount}");
    }
}

#[test]
fn a_wechat_product_of_digits_is_a_text() {
    let row = "2026-03-01 12:00:00,商户消费,一家店,11111111111111,支出,¥1.00,零钱,支付成功,1\t,2\t,/\n";
    assert_eq!(one(&wechat(row)).rows[0].description, "11111111111111");
}

#[test]
fn tabs_in_and_behind_wechat_cells_shift_nothing() {
    let row = "2026-03-01 12:00:00,\"商户消费\",\"一家\t店\",\"午饭\"\t,\"支出\"\t,¥1.00\t,\"零钱\",\"支付成功\",\"398\"\t,129\t,\"/\"\t\n";
    let statement = one(&wechat(row));
    assert_eq!(sums(&statement)[1], (1, 1_00));
    assert_eq!((statement.rows[0].id.as_str(), statement.rows[0].counterparty.as_str()), ("398", "一家\t店"));
}

#[test]
fn a_card_paid_back_from_wechat_is_a_repayment() {
    let row = "2021-01-01 12:00:00,转账,长沙银行信用卡还款,/,/,¥548.58,零钱,支付成功,1\t,2\t,/\n";
    let statement = one(&wechat(row));
    assert_eq!((statement.rows[0].kind, statement.rows[0].direction), (RowKind::Repayment, Direction::Neutral));
}

#[test]
fn a_wechat_refund_is_counted_once_and_never_as_income() {
    let rows = "2025-05-27 21:49:25,商户消费,自助侠,充电,支出,¥2.00,零钱,已退款(¥0.73),1\t,2\t,/\n\
        2025-05-28 06:06:37,自助侠-退款,自助侠,自助侠,收入,¥0.73,零钱,已退款¥0.73,3\t,4\t,/\n\
        2025-05-29 10:00:00,商户消费,一家店,午饭,支出,¥30.00,零钱,已全额退款,5\t,6\t,/\n\
        2025-05-29 11:00:00,一家店-退款,一家店,午饭,收入,¥30.00,零钱,已全额退款,7\t,8\t,/\n\
        2025-05-30 11:00:00,转账,朋友,转账,支出,¥9.00,零钱,对方已退还,9\t,/\t,/\n\
        2025-05-31 11:00:00,零钱提现,招商银行,/,/,¥5.00,招商银行,\"提现失败，已退回零钱\",10\t,/\t,/\n";
    let statement = one(&wechat(rows));
    assert_eq!(sums(&statement), [(0, 0), (1, 1_27), (2, 30_73)]);
    let statuses: Vec<Status> = statement.rows.iter().map(|row| row.status).collect();
    use Status::{Booked, Cancelled, PartlyRefunded};
    assert_eq!(statuses, [PartlyRefunded, Booked, Cancelled, Booked, Cancelled, Cancelled]);
    let full_width = rows.replace("已退款(¥0.73)", "已退款（￥0.73）");
    assert_eq!(sums(&one(&wechat(&full_width)))[1], (1, 1_27));
}

#[test]
fn a_bill_that_counts_refunds_as_money_in_and_one_that_does_not_both_hold() {
    let rows = "2025-05-29 10:00:00,商户消费,一家店,午饭,支出,¥30.00,零钱,已全额退款,5\t,6\t,/\n\
        2025-05-29 11:00:00,一家店-退款,一家店,午饭,收入,¥30.00,零钱,已全额退款,7\t,8\t,/\n\
        2025-05-30 10:00:00,商户消费,一家店,午饭,支出,¥12.00,零钱,支付成功,9\t,10\t,/\n";
    for (sums, verdict) in [
        ("收入：1笔 30.00元\n支出：2笔 42.00元\n中性交易：0笔 0.00元", IntegrityVerdict::Consistent),
        ("收入：0笔 0.00元\n支出：1笔 12.00元\n中性交易：0笔 0.00元", IntegrityVerdict::Consistent),
        ("收入：1笔 30.00元\n支出：2笔 43.00元\n中性交易：0笔 0.00元", IntegrityVerdict::Inconsistent),
    ] {
        let text = wechat(rows).replacen("微信支付账单明细,", &format!("微信支付账单明细\n共3笔记录\n{sums}\n,"), 1);
        assert_eq!(one(&text).integrity.verdict, verdict, "{sums}");
    }
}

#[test]
fn moves_between_own_balances_of_wechat_are_own() {
    for kind in [
        "零钱提现",
        "零钱充值",
        "转入零钱通-来自零钱",
        "转入零钱通-来自工商银行(9876)",
        "零钱通转出-到工商银行(9876)",
        "零钱通转出-到零钱",
    ] {
        let row = format!("2021-01-17 10:07:31,{kind},/,/,/,¥2000.00,零钱,支付成功,1\t,/\t,/\n");
        let statement = one(&wechat(&row));
        assert_eq!((statement.rows[0].kind, statement.rows[0].category.as_str()), (RowKind::OwnTransfer, kind));
        assert_eq!(sums(&statement), [(0, 0), (0, 0), (1, 2_000_00)]);
    }
}

#[test]
fn what_a_family_card_bought_is_marked_so() {
    let row = "2021-10-19 16:08:00,亲属卡交易,某人,亲属卡,支出,¥2243.46,零钱通,支付成功,1\t,2\t,/\n";
    assert_eq!(one(&wechat(row)).rows[0].kind, RowKind::PaidByFamily);
    let card = PAID.replace("餐饮美食", "亲友代付");
    assert_eq!(one(&alipay(&card)).rows[0].kind, RowKind::PaidByFamily);
}

#[test]
fn the_number_of_a_payment_stays_with_its_row() {
    // The same bill twice is told by this number; which rows are the same is the ledger's to say.
    let statement = one(&alipay(PAID));
    assert_eq!((statement.rows[0].id.as_str(), statement.rows[0].reference.as_str()), ("1001", "2001"));
}

#[test]
fn jd_notes_and_refund_rows_are_never_both_counted() {
    let jd = "导出信息：\n京东账号名：a\n\n交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注\n\
        2024-12-28 13:28:32\t,京东,退款-衣服,89.84,卡(1),退款成功,不计收支,网购,1\t,2\t, ,\n\
        2024-12-28 13:27:56\t,京东,衣服,131.77(已退款89.84),卡(1),交易成功,支出,服饰,1\t,2\t, ,\n\
        2024-12-24 22:33:07\t,京东,裤子,468.32(已全额退款),卡(1),交易成功,不计收支,服饰,3\t,4\t, ,\n";
    let statement = one(jd);
    assert_eq!(sums(&statement), [(0, 0), (1, 41_93), (1, 89_84)]);
    let statuses: Vec<Status> = statement.rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Booked, Status::PartlyRefunded, Status::Cancelled]);
}

#[test]
fn the_order_of_columns_says_nothing() {
    let columns = [
        "交易时间",
        "商户名称",
        "交易说明",
        "金额",
        "收/付款方式",
        "交易状态",
        "收/支",
        "交易分类",
        "交易订单号",
        "商家订单号",
        "备注",
    ];
    let cells = [
        "2024-12-28 13:27:56",
        "京东",
        "衣服",
        "131.77(已退款89.84)",
        "卡(1)",
        "交易成功",
        "支出",
        "服饰",
        "1\t",
        "2\t",
        "备",
    ];
    for shift in 0..columns.len() {
        let turned = |cells: &[&str]| [&cells[shift..], &cells[..shift]].concat().join(",");
        let statement = one(&format!("{}\n{}\n", turned(&columns), turned(&cells)));
        assert_eq!((statement.format.as_str(), sums(&statement)[1]), ("jd", (1, 41_93)));
        assert_eq!((statement.rows[0].id.as_str(), statement.rows[0].description.as_str()), ("1", "衣服 备"));
    }
}

#[test]
fn a_bare_quote_in_a_cell_is_a_quote() {
    let row = "2021-07-18 10:48:09,商户消费,打开\"多多视频\"点击,/,收入,¥0.07,/,充值成功,1 ,2   ,\"/\"\n\
        2021-07-18 10:48:10,商户消费,一家店,/,支出,¥0.08,/,支付成功,3 ,4   ,\"/\"\n";
    let statement = one(&wechat(row));
    assert_eq!(sums(&statement), [(1, 7), (1, 8), (0, 0)]);
    assert_eq!(statement.rows[0].counterparty, "打开\"多多视频\"点击");
}

#[test]
fn alipays_account_with_balances_links_from_row_to_row() {
    let text = "#支付宝账务明细查询\n#账号:[20880000]\n#起始日期:[2020年05月01日 00:00:00]   终止日期:[2020年06月01日 00:00:00]\n\
        #-----------------------------------------账务明细列表----------------------------------------\n\
        账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注\n\
        1\t,10\t,\t,,2020-05-02 10:00:00,某人,100.00,0.00,150.00,余额,转账,\n2\t,11\t,\t,,2020-05-03 10:00:00,某店,0.00,-20.00,130.00,余额,在线支付,\n\
        #-----------------------------------------账务明细列表结束------------------------------------\n#支出合计：1笔，共-20.00元\n";
    let statement = one(text);
    assert_eq!((statement.format.as_str(), sums(&statement)), ("alipay-account", [(1, 100_00), (1, 20_00), (0, 0)]));
    assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
}
