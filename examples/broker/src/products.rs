//! The shelf: product sheets with one line about each.

use serde_json::{Value, json};

/// The currency in which every product of the shelf is bought.
pub const CURRENCY: &str = "CNY";

/// One product.
pub struct Product {
    /// Id on the sheet.
    pub id: &'static str,
    /// Issuer's grade, then the seller's; the higher counts.
    grades: [&'static str; 2],
    kind: &'static str,
    term: &'static str,
    tags: &'static [&'static str],
    name: [&'static str; 2],
    gist: [&'static str; 2],
}

macro_rules! shelf {
    ($($id:literal $issuer:literal $seller:literal $kind:literal $term:literal [$($tag:literal)*]
        $name_zh:literal $name_en:literal $gist_zh:literal $gist_en:literal;)*) => {
        /// The shelf, by grade.
        pub const PRODUCTS: &[Product] = &[$(Product {
            id: $id,
            grades: [$issuer, $seller],
            kind: $kind,
            term: $term,
            tags: &[$($tag),*],
            name: [$name_zh, $name_en],
            gist: [$gist_zh, $gist_en],
        },)*];
    };
}

shelf! {
    "reverse-repo" "R1" "R1" "fixed_income" "short" []
        "国债逆回购" "Treasury reverse repo" "以国债作抵押，短期借出" "Lent for days against government bonds";
    "money-fund" "R1" "R1" "fixed_income" "short" []
        "货币市场基金" "Money market fund" "随时赎回，收益小幅变动" "Redeem any day; small changes in return";
    "short-bond-fund" "R2" "R2" "fixed_income" "short" []
        "短债基金" "Short-term bond fund" "一年以内的债券" "Bonds under a year";
    "bond-fund" "R2" "R2" "fixed_income" "medium" []
        "债券基金" "Bond fund" "利率上升时净值会下跌" "Falls when interest rates rise";
    "balanced-fund" "R3" "R3" "equity" "medium" []
        "平衡型基金" "Balanced fund" "股票和债券约各一半" "About half shares, half bonds";
    "index-fund" "R3" "R3" "equity" "medium" []
        "大盘指数基金" "Large-company index fund" "跟随市场涨跌" "Moves with the market";
    "main-board" "R3" "R3" "equity" "medium" []
        "主板股票" "Main board shares" "单只股票，波动大于基金" "Single shares; move more than a fund";
    "convertible" "R3" "R3" "equity" "medium" ["convertible"]
        "可转换债券" "Convertible bonds" "债券，可以换成股票" "Bonds that can become shares";
    "sector-fund" "R3" "R4" "equity" "medium" []
        "行业主题股票基金" "Sector equity fund" "集中投资一个行业" "Concentrated in one industry";
    "chinext" "R4" "R4" "equity" "medium" ["chinext"]
        "创业板股票" "ChiNext shares" "成长型公司，业绩不稳定" "Growth companies with unsteady results";
    "star" "R4" "R4" "equity" "medium" ["star"]
        "科创板股票" "STAR Market shares" "科技公司，有的尚未盈利" "Technology companies, some without profit yet";
    "connect" "R4" "R4" "equity" "medium" ["connect"]
        "港股通" "Stock Connect southbound" "以人民币买卖港股" "Hong Kong shares, paid in CNY";
    "bse" "R4" "R4" "equity" "medium" ["bse"]
        "北交所股票" "Beijing Stock Exchange shares" "中小公司，买卖的人可能不多" "Smaller companies; few may buy or sell";
    "private-am" "R4" "R4" "complex" "medium" ["private-am"]
        "私募资产管理计划" "Private asset management plan" "非公开募集，流动性低" "Not offered to the public; hard to sell early";
    "margin" "R5" "R5" "derivatives" "short" ["margin"]
        "融资融券" "Margin trading" "借钱或借券交易，可能亏过本金" "Borrowing to trade; can lose more than you put in";
    "options" "R5" "R5" "derivatives" "short" ["options"]
        "股票期权" "Stock options" "买方可能亏完，卖方可能亏更多" "Buyers can lose all, writers more";
    "private-fund" "R5" "R5" "complex" "long" ["private-fund"]
        "私募证券投资基金" "Private securities fund" "100 万起，锁定期长" "From CNY 1m; long lock-in";
}

/// A product by id.
pub fn by_id(id: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.id == id)
}

impl Product {
    /// The sheet that goes into a session.
    pub fn sheet(&self) -> Value {
        let [issuer, seller] = self.grades;
        let [zh, en] = self.name;
        json!({
            "id": self.id,
            "name": { "zh-CN": zh, "en": en },
            "issuer_grade": issuer,
            "seller_grade": seller,
            "type": self.kind,
            "term": self.term,
            "tags": self.tags,
        })
    }

    /// The sheet with its one line and its currency, for the shelf.
    pub fn listing(&self) -> Value {
        let [zh, en] = self.gist;
        json!({ "sheet": self.sheet(), "gist": { "zh-CN": zh, "en": en }, "currency": CURRENCY })
    }
}
