//! Chinese wallets, banks and brokers: files of another project with figures found apart from this one, and minimal
//! inputs for every trap that others met.

mod banks;
mod broken;
mod brokers;
mod files;
mod mutated;
mod variants;
mod wallets;
mod written;
mod wrong_exports;

use prescreen_fusion::statement::NoteKind;
use prescreen_fusion::{Problem, Statement};

use crate::support;

/// Reads a text of one statement.
pub fn one(text: &str) -> Statement {
    let statements =
        support::read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}: {:?}", problem.shown()));
    let [statement] = <[Statement; 1]>::try_from(statements).unwrap_or_else(|all| panic!("{} statements", all.len()));
    statement
}

/// What is wrong with a text.
pub fn problem(text: &str) -> Problem {
    support::read(text.as_bytes()).expect_err("it is broken")
}

/// Rows and minor units of money in, out and neither.
pub fn sums(statement: &Statement) -> [(u32, i64); 3] {
    let totals = statement.totals();
    [totals.incoming, totals.outgoing, totals.neutral].map(|sum| (sum.rows, sum.amount))
}

/// Whether a statement has a note.
pub fn notes(statement: &Statement, kind: NoteKind) -> bool {
    statement.notes.iter().any(|note| note.kind == kind)
}

/// An app bill of Alipay with rows below its header.
pub fn alipay(rows: &str) -> String {
    format!(
        "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------\n\
         交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n{rows}"
    )
}

/// A bill of WeChat Pay with rows below its header.
pub fn wechat(rows: &str) -> String {
    format!(
        "微信支付账单明细,,,,,,,,,,\n----------------------微信支付账单明细列表--------------------,,,,,,,,,,\n\
         交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n{rows}"
    )
}
