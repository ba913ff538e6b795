//! What a wallet says became of a payment, changed by a hand: its sums tell, or a row that gives the money back, or nothing.

use prescreen::terms::Tier;
use prescreen_fusion::integrity::{Check, Held, IntegrityVerdict};
use prescreen_fusion::{ProblemKind, Statement};

use crate::chinese::{alipay, one, problem, wechat};

/// A payment or transfer of March: day, kind, way, amount in fen, state.
type Payment<'a> = (u8, &'a str, &'a str, i64, &'a str);

const PAYMENTS: [Payment<'_>; 4] = [
    (20, "商户消费", "支出", 30_00, "支付成功"),
    (18, "转账", "收入", 80_00, "已存入零钱"),
    (10, "商户消费", "支出", 500_00, "支付成功"),
    (5, "商户消费", "支出", 12_50, "支付成功"),
];

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// The lines that state the number of payments and what they come to, each as a bill counts it.
fn sums(payments: &[Payment<'_>], less: i64) -> String {
    let of = |way: &str| {
        let of = payments.iter().filter(|payment| payment.2 == way);
        (of.clone().count(), of.map(|payment| payment.3).sum::<i64>())
    };
    let ([incoming, outgoing, neutral], all) = (["收入", "支出", "/"].map(of), payments.len());
    format!(
        "共{all}笔记录\n收入：{}笔 {}元\n支出：{}笔 {}元\n中性交易：{}笔 {}元\n",
        incoming.0,
        yuan(incoming.1),
        outgoing.0,
        yuan(outgoing.1 - less),
        neutral.0,
        yuan(neutral.1)
    )
}

fn wechat_bill(payments: &[Payment<'_>], less: i64) -> String {
    let row = |(n, (day, kind, way, fen, state)): (usize, &Payment<'_>)| {
        let amount = yuan(*fen);
        format!(
            "2026-03-{day:02} 12:00:00,{kind},一家店,午饭,{way},¥{amount},零钱,{state},42{n:08}202603{day:02}{n:010},10{n},/\n"
        )
    };
    sums(payments, less) + &wechat(&payments.iter().enumerate().map(row).collect::<String>())
}

fn alipay_bill(payments: &[Payment<'_>], less: i64) -> String {
    let row = |(n, (day, kind, way, fen, state)): (usize, &Payment<'_>)| {
        let amount = yuan(*fen);
        let way = way.replace('/', "不计收支");
        format!(
            "2026-03-{day:02} 12:00:00,{kind},一家店,/,午饭,{way},{amount},余额,{state},202603{day:02}{n:020}\t,20{n}\t,,\n"
        )
    };
    let sums = sums(payments, less).replace("中性交易：", "不计收支：");
    sums + &alipay(&payments.iter().enumerate().map(row).collect::<String>())
}

fn told(statement: &Statement) -> (IntegrityVerdict, Option<Held>, Option<i32>) {
    let integrity = &statement.integrity;
    let check = integrity.checks.iter().find(|checked| checked.check == Check::Status);
    let row = check.and_then(|checked| statement.rows.iter().find(|row| Some(row.line) == checked.line));
    let first = prescreen::date::Date::new(2026, 3, 1).unwrap();
    (integrity.verdict, check.map(|checked| checked.held), row.map(|row| row.date.days() - first.days() + 1))
}

/// The payments with another state of the one of the 10th, and with other rows before them.
fn with<'a>(state: &'a str, before: &[Payment<'a>]) -> Vec<Payment<'a>> {
    let mut payments = [before, &PAYMENTS].concat();
    payments.iter_mut().filter(|payment| payment.0 == 10).for_each(|payment| payment.4 = state);
    payments
}

#[test]
fn a_payment_that_is_said_to_be_taken_back_is_so_by_the_sums_or_a_row_or_not_at_all() {
    use IntegrityVerdict::{Consistent, Unverifiable};
    let unlike = (Unverifiable, Some(Held::Fails), Some(10));
    let holds = (Consistent, Some(Held::Holds), None);
    let back = |fen: i64, state: &'static str| [(22, "一家店-退款", "/", fen, state)];
    let (full, part) = ("已全额退款", "已退款(¥100.00)");
    for (name, payments, less, expected) in [
        ("as it was", with("支付成功", &[]), 0, (Consistent, None, None)),
        ("full, by its own word", with(full, &[]), 0, unlike),
        ("full, with its row", with(full, &back(500_00, full)), 0, holds),
        ("full, with a row of another amount", with(full, &back(400_00, full)), 0, unlike),
        ("full, and the sum leaves it out", with(full, &[]), 500_00, holds),
        ("in part, by its own word", with(part, &[]), 0, unlike),
        ("in part, with its row", with(part, &back(100_00, full)), 0, holds),
        ("in part, and the sum is less by it", with(part, &[]), 100_00, holds),
        ("not yet", with("待支付", &[]), 0, unlike),
    ] {
        let text = wechat_bill(&payments, less);
        let text = if name == "full, and the sum leaves it out" {
            text.replace("支出：3笔", "支出：2笔")
        } else {
            text
        };
        assert_eq!(told(&one(&text)), expected, "{name}");
    }
    for (name, payments, expected) in [
        ("as it was", with("交易成功", &[]), (Consistent, None, None)),
        ("closed, by its own word", with("交易关闭", &[]), unlike),
        ("closed, with its row", with("交易关闭", &[(22, "退款", "/", 500_00, "退款成功")]), holds),
    ] {
        assert_eq!(told(&one(&alipay_bill(&payments, 0))), expected, "Alipay, {name}");
    }
}

#[test]
fn one_row_gives_back_one_payment() {
    let refund = (22, "一家店-退款", "/", 500_00, "已全额退款");
    let mut payments = with("已全额退款", &[refund]);
    payments.push((2, "商户消费", "支出", 500_00, "已全额退款"));
    assert_eq!(told(&one(&wechat_bill(&payments, 0))).0, IntegrityVerdict::Unverifiable);
    // Two rows may give back what one says in one sum.
    let parts = [(23, "一家店-退款", "/", 200_00, "已全额退款"), (22, "一家店-退款", "/", 300_00, "已全额退款")];
    assert_eq!(told(&one(&wechat_bill(&with("已全额退款", &parts), 0))).0, IntegrityVerdict::Consistent);
}

#[test]
fn more_given_back_than_was_paid_is_a_conflict_with_its_line() {
    let text = wechat_bill(&with("已退款(¥600.00)", &[]), 0);
    let found = problem(&text);
    assert_eq!((found.kind, found.line), (ProblemKind::Conflict, Some(10)), "{text}");
}

#[test]
fn what_pays_a_debt_back_and_no_sum_counts_is_named_as_unchecked_and_lifts_nothing() {
    let bill = |repaid: &str, spent: &str| {
        format!(
            "共：3笔记录\n支出：2笔 {spent}元\n收入：1笔 10.00元\n不计收支：0笔 0.00元\n\
             交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注\n\
             2026-03-03 10:00:00,2026-03-03 10:00:00,支付,午饭,支出,微信支付,¥20.00,¥20.00,1001,2001,/\n\
             2026-03-02 10:00:00,2026-03-02 10:00:00,还款,月付还款,支出,微信支付,¥{repaid},¥{repaid},1002,2002,/\n\
             2026-03-01 10:00:00,2026-03-01 10:00:00,退款,午饭,收入,微信支付,¥10.00,¥10.00,1003,2003,/\n"
        )
    };
    for repaid in ["300.00", "3.00"] {
        let statement = one(&bill(repaid, "20.00"));
        assert_eq!(
            (statement.integrity.verdict, statement.integrity.neutral_unchecked),
            (IntegrityVerdict::Consistent, 1)
        );
        let tiers: Vec<Tier> = statement.rows.iter().map(|row| statement.tier_of(row)).collect();
        assert_eq!(tiers, [Tier::Consistent, Tier::Parsed, Tier::Consistent], "{repaid}");
    }
    let counted = one(&bill("300.00", "320.00"));
    assert_eq!((counted.integrity.neutral_unchecked, counted.tier_of(&counted.rows[1])), (0, Tier::Consistent));
}
