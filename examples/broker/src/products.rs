//! The shelf: product sheets with one line about each.
//!
//! The products are invented, and so is every figure: no cost, loss or term here is one of the market. A figure that this
//! firm does not know is left out, not guessed.

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
    figures: Figures,
    name: [&'static str; 2],
    gist: [&'static str; 2],
}

/// An invented product's figures.
struct Figures {
    /// Every fee, in basis points a year.
    cost: Option<u32>,
    /// What is lost in the scenario that the pack's text `shelf.scenario` states, in basis points.
    loss: u32,
    /// Whether it is complex.
    complex: bool,
    /// For how many months it is meant to be held at least.
    months: u32,
    /// How many days after it is sold the money is there.
    days: u32,
    /// The lowest and the highest class that it is made for, as positions in [`CLASSES`].
    target: [usize; 2],
}

/// The classes of the pack, in order.
const CLASSES: [&str; 6] = ["C1-min", "C1", "C2", "C3", "C4", "C5"];

macro_rules! shelf {
    ($($id:literal $issuer:literal $seller:literal $kind:literal $term:literal [$($tag:literal)*]
        $cost:expr, $loss:literal bp, $complex:literal, $months:literal months, $days:literal days, $least:literal to $most:literal;
        $name_zh:literal $name_en:literal $gist_zh:literal $gist_en:literal;)*) => {
        /// The shelf, by grade.
        pub const PRODUCTS: &[Product] = &[$(Product {
            id: $id,
            grades: [$issuer, $seller],
            kind: $kind,
            term: $term,
            tags: &[$($tag),*],
            figures: Figures {
                cost: $cost,
                loss: $loss,
                complex: $complex,
                months: $months,
                days: $days,
                target: [$least, $most],
            },
            name: [$name_zh, $name_en],
            gist: [$gist_zh, $gist_en],
        },)*];
    };
}

shelf! {
    "reverse-repo" "R1" "R1" "fixed_income" "short" []
        Some(10), 0 bp, false, 0 months, 7 days, 0 to 5;
        "国债逆回购" "Treasury reverse repo" "以国债作抵押，短期借出" "Lent for days against government bonds";
    "money-fund" "R1" "R1" "fixed_income" "short" []
        Some(45), 10 bp, false, 0 months, 1 days, 0 to 5;
        "货币市场基金" "Money market fund" "随时赎回，收益小幅变动" "Redeem any day; small changes in return";
    "short-bond-fund" "R2" "R2" "fixed_income" "short" []
        Some(40), 120 bp, false, 6 months, 2 days, 2 to 5;
        "短债基金" "Short-term bond fund" "一年以内的债券" "Bonds under a year";
    "bond-fund" "R2" "R2" "fixed_income" "medium" []
        Some(80), 500 bp, false, 12 months, 3 days, 2 to 5;
        "债券基金" "Bond fund" "利率上升时净值会下跌" "Falls when interest rates rise";
    "balanced-fund" "R3" "R3" "equity" "medium" []
        Some(140), 1700 bp, false, 24 months, 4 days, 3 to 4;
        "平衡型基金" "Balanced fund" "股票和债券约各一半" "About half shares, half bonds";
    "index-fund" "R3" "R3" "equity" "medium" []
        Some(50), 3000 bp, false, 36 months, 4 days, 3 to 5;
        "大盘指数基金" "Large-company index fund" "跟随市场涨跌" "Moves with the market";
    "main-board" "R3" "R3" "equity" "medium" []
        Some(20), 3900 bp, false, 36 months, 2 days, 3 to 5;
        "主板股票" "Main board shares" "单只股票，波动大于基金" "Single shares; move more than a fund";
    "convertible" "R3" "R3" "equity" "medium" ["convertible"]
        Some(20), 2200 bp, true, 24 months, 2 days, 4 to 5;
        "可转换债券" "Convertible bonds" "债券，可以换成股票" "Bonds that can become shares";
    "sector-fund" "R3" "R4" "equity" "medium" []
        Some(160), 3600 bp, false, 36 months, 4 days, 4 to 5;
        "行业主题股票基金" "Sector equity fund" "集中投资一个行业" "Concentrated in one industry";
    "chinext" "R4" "R4" "equity" "medium" ["chinext"]
        Some(20), 4200 bp, false, 36 months, 2 days, 4 to 5;
        "创业板股票" "ChiNext shares" "成长型公司，业绩不稳定" "Growth companies with unsteady results";
    "star" "R4" "R4" "equity" "medium" ["star"]
        Some(20), 4500 bp, false, 36 months, 2 days, 4 to 5;
        "科创板股票" "STAR Market shares" "科技公司，有的尚未盈利" "Technology companies, some without profit yet";
    "connect" "R4" "R4" "equity" "medium" ["connect"]
        None, 3800 bp, false, 36 months, 3 days, 4 to 5;
        "港股通" "Stock Connect southbound" "以人民币买卖港股" "Hong Kong shares, paid in CNY";
    "bse" "R4" "R4" "equity" "medium" ["bse"]
        Some(20), 5000 bp, false, 36 months, 35 days, 5 to 5;
        "北交所股票" "Beijing Stock Exchange shares" "中小公司，买卖的人可能不多" "Smaller companies; few may buy or sell";
    "private-am" "R4" "R4" "complex" "medium" ["private-am"]
        Some(210), 2800 bp, true, 24 months, 95 days, 4 to 5;
        "私募资产管理计划" "Private asset management plan" "非公开募集，流动性低" "Not offered to the public; hard to sell early";
    "margin" "R5" "R5" "derivatives" "short" ["margin"]
        Some(560), 6000 bp, true, 0 months, 2 days, 5 to 5;
        "融资融券" "Margin trading" "借钱或借券交易，可能亏过本金" "Borrowing to trade; can lose more than you put in";
    "options" "R5" "R5" "derivatives" "short" ["options-bought"]
        Some(150), 10000 bp, true, 0 months, 2 days, 5 to 5;
        "股票期权（买入）" "Stock options, bought" "可能亏完全部权利金" "The whole premium can be lost";
    "private-fund" "R5" "R5" "complex" "long" ["private-fund"]
        Some(310), 3500 bp, true, 60 months, 190 days, 5 to 5;
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
        let Figures { cost, loss, complex, months, days, target: [least, most] } = self.figures;
        json!({
            "id": self.id,
            "name": { "zh-CN": zh, "en": en },
            "issuer_grade": issuer,
            "seller_grade": seller,
            "type": self.kind,
            "term": self.term,
            "tags": self.tags,
            "figures": {
                "cost": cost,
                "loss": loss,
                "complex": complex,
                "months": months,
                "days": days,
                "target": CLASSES.get(least..=most),
            },
        })
    }

    /// The sheet with its one line and its currency, for the shelf.
    pub fn listing(&self) -> Value {
        let [zh, en] = self.gist;
        json!({ "sheet": self.sheet(), "gist": { "zh-CN": zh, "en": en }, "currency": CURRENCY })
    }
}
