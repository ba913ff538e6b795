//! Macro recall and wrong rate on rows labelled by hand, and on names of brands with what stands around them in
//! exports. The bars are what was reached; a change that tells less, or more wrongly, fails.

use prescreen_fusion::category::{Category, RuleFile};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, Direction, RowKind};

use super::score::Score;
use super::{categories, paid, statement};

fn category(word: &str) -> Category {
    *Category::ALL.iter().find(|category| category.word() == word).unwrap_or_else(|| panic!("a category: {word}"))
}

fn kind(word: &str) -> RowKind {
    use RowKind::*;
    let all = [
        Unknown,
        Purchase,
        Refund,
        Transfer,
        OwnTransfer,
        Repayment,
        Loan,
        Salary,
        Interest,
        Dividend,
        Fee,
        Tax,
        Cash,
        PaidByFamily,
        Buy,
        Sell,
        MarginBuy,
        ShortSell,
    ];
    *all.iter().find(|kind| kind.word() == word).unwrap_or_else(|| panic!("a kind: {word}"))
}

#[test]
fn rows_labelled_by_hand_are_told_and_hardly_ever_wrongly() {
    let categories = categories();
    let mut score = Score::default();
    for line in include_str!("../../vectors/categories/labelled.psv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('|').collect();
        let [institution, account, direction, row_kind, own, counterparty, description, code, amount, label] =
            cells[..]
        else {
            panic!("ten cells: {line}")
        };
        let account = [AccountKind::Wallet, AccountKind::Bank, AccountKind::Card, AccountKind::Broker]
            .into_iter()
            .find(|kind| kind.word() == account);
        let direction =
            [Direction::In, Direction::Out, Direction::Neutral].into_iter().find(|way| way.word() == direction);
        let mut row = paid(counterparty);
        row.direction = direction.expect("a direction");
        row.kind = kind(row_kind);
        row.category = own.into();
        row.description = description.into();
        row.merchant_code = code.parse().ok();
        row.amount = amount.parse().expect("an amount");
        row.currency = Currency::CNY;
        let told = categories.assign(&statement(institution, account.expect("a kind")), &row);
        score.count(category(label), told.category, line);
    }
    println!("{}\n{}", score.shown(), score.faults.join("\n"));
    assert!(score.macro_recall() >= 9_990, "{}", score.shown());
    assert!(score.wrong_rate() == 0, "{}", score.shown());
}

/// What stands around a brand's name in exports.
const AROUND: [(&str, &str); 10] = [
    ("", ""),
    ("财付通-", ""),
    ("支付宝-", ""),
    ("", "(人民广场店)"),
    ("", "（深圳南山店）"),
    ("上海", ""),
    ("", " 00123"),
    ("", "-朝阳门店"),
    ("财付通-微信支付-", "(万达店)"),
    ("银联-北京", "0456"),
];

/// Names of nobody in the table that begin, end or hold a brand's.
const OTHERS: [(&str, &str); 4] = [("老", "家常菜"), ("", "旁边小吃"), ("新", ""), ("", "代理咨询")];

#[test]
fn a_brand_is_told_with_what_stands_around_it_and_never_another_name_that_holds_it() {
    let categories = categories();
    let statement = statement("boc", AccountKind::Bank);
    let file = RuleFile::load(include_str!("../../../categories/brands-cn.json")).expect("the brands are in order");
    let (mut named, mut others) = (Score::default(), Score::default());
    for (category, names) in file.merchants.iter() {
        for (position, name) in names.iter().enumerate() {
            let (before, behind) = AROUND[position % AROUND.len()];
            let mut row = paid(&format!("{before}{name}{behind}"));
            row.kind = RowKind::Purchase;
            named.count(*category, categories.assign(&statement, &row).category, &row.counterparty);
            let (before, behind) = OTHERS[position % OTHERS.len()];
            let row = paid(&format!("{before}{name}{behind}"));
            others.count(Category::Unknown, categories.assign(&statement, &row).category, &row.counterparty);
        }
    }
    println!("{}\n{}", named.shown(), named.faults.join("\n"));
    println!("others: {} wrong bp\n{}", others.wrong_rate(), others.faults.join("\n"));
    assert!(named.macro_recall() >= 9_770, "{}", named.shown());
    assert!(named.wrong_rate() == 0, "{}", named.shown());
    // Six, all told by what the name itself ends with: a school, a pharmacy, a restaurant.
    assert!(others.wrong_rate() <= 60, "{} bp", others.wrong_rate());
}
