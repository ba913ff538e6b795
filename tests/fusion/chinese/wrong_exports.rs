//! Another export than the statement: which one it is, and where the right one is.

use prescreen_fusion::ProblemKind;
use prescreen_fusion::problem::ShownProblem;

use super::problem;

#[test]
fn another_export_of_the_same_place_names_itself_and_the_way_to_the_right_one() {
    for (text, which, wanted, way) in [
        (
            "记录时间,分类,收支类型,金额,备注,账户,来源,标签,\n2024-01-01 10:00:00,餐饮,支出,12.00,,余额宝,支付宝,,\n",
            "ledger",
            "Alipay",
            "开具交易流水证明",
        ),
        (
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态\n`2014-11-10 16:33:45,`wx,`1,`0,`1,`2,`3,`4,`MICROPAY,`SUCCESS\n",
            "merchant",
            "WeChat",
            "下载账单",
        ),
        (
            "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),备注\n`2018-02-01 04:21:23,`1,`2,`退款,`退款,`支出,`0.02,`0.17,`无\n",
            "merchant",
            "WeChat",
            "下载账单",
        ),
        ("京东白条账单\n消费时间,商品,消费金额,分期\n2024-01-01,衣服,100.00,3\n", "Baitiao", "JD", "账单导出"),
        (
            "委托时间,证券代码,证券名称,操作,备注,委托数量,成交数量,撤消数量,委托价格,成交均价,合同编号\n10:00:00,600036,招商银行,买入,已成,100,100,0,30,30,1\n",
            "orders",
            "broker",
            "交割单",
        ),
        (
            "证券代码,证券名称,股票余额,可用余额,成本价,市价,市值,盈亏\n600036,招商银行,100,100,30,31,3100,100\n",
            "holdings",
            "broker",
            "交割单",
        ),
    ] {
        let problem = problem(text);
        assert_eq!(problem.kind, ProblemKind::WrongExport, "{which}");
        assert!(problem.field.as_deref().unwrap().contains(which) && problem.expected.contains(wanted), "{problem}");
        let locales: Vec<&str> = problem.guide.iter().map(|(locale, _)| locale.as_str()).collect();
        assert_eq!(locales, ["zh-CN", "en"]);
        let shown = serde_json::to_value(ShownProblem::from(&problem)).unwrap();
        assert!(shown["guide"]["zh-CN"].as_str().unwrap().contains(way), "{shown}");
    }
}
