//! A firm's own rule files, and what they may say.

use prescreen_fusion::category::{By, Categories, Category, RuleFile, shipped};
use prescreen_fusion::statement::{AccountKind, Direction, RowKind};
use prescreen_fusion::when::TimeOfDay;

use super::{categories, paid, statement};

fn told(rules: &str, counterparty: &str) -> Category {
    let own = RuleFile::load(rules).expect("the rules are in order");
    let mut files = vec![own];
    files.extend(shipped().expect("the shipped rule files are in order"));
    Categories::new(files).assign(&statement("boc", AccountKind::Bank), &paid(counterparty)).category
}

fn refused(rules: &str) -> String {
    let error = RuleFile::load(rules).err().expect("it is refused");
    format!("{} {}", error.at, error.message)
}

#[test]
fn a_firms_own_file_is_asked_before_the_shipped_ones() {
    let rules = r#"{"id": "own", "version": 1, "merchants": {"groceries": ["瑞幸咖啡", "小区团购"]}}"#;
    assert_eq!(told(rules, "瑞幸咖啡"), Category::Groceries);
    assert_eq!(told(rules, "小区团购(3号门店)"), Category::Groceries);
    assert_eq!(told(rules, "永辉超市"), Category::Groceries);
}

#[test]
fn income_debt_and_gambling_never_hang_on_a_merchants_name() {
    for word in ["salary", "interest", "loan_repayment", "payday", "gambling", "mortgage", "borrowed"] {
        let rules = format!(r#"{{"id": "own", "version": 1, "merchants": {{"{word}": ["某"]}}}}"#);
        assert!(refused(&rules).starts_with(&format!("/merchants/{word} a merchant's name cannot tell")));
    }
}

#[test]
fn income_debt_and_gambling_never_hang_on_a_part_of_a_text() {
    let rule = |when: &str| {
        format!(
            r#"{{"id": "own", "version": 1, "rules": [{{"category": "salary", "institutions": ["a"], "when": {when}}}]}}"#
        )
    };
    assert!(refused(&rule(r#"{"counterparty": ["*公司"]}"#)).starts_with("/rules/0/when income, debt and gambling"));
    assert!(refused(&rule(r#"{"category": ["代发*"], "description": ["*工资*"]}"#)).starts_with("/rules/0/when"));
    assert!(RuleFile::load(&rule(r#"{"description": ["工资"]}"#)).is_ok());
    assert!(RuleFile::load(&rule(r#"{"category": ["代发"], "description": ["*工资*"]}"#)).is_ok());
}

#[test]
fn a_rule_keeps_its_bounds_of_amount_and_time() {
    let rules = r#"{"id": "own", "version": 1, "rules": [{"category": "transport", "direction": "out", "currency": "CNY",
        "at_least": 200, "at_most": 1500, "from": "06:30", "to": "09:00", "when": {"counterparty": ["早班车"]}}]}"#;
    let categories = Categories::new(vec![RuleFile::load(rules).expect("the rules are in order")]);
    let statement = statement("boc", AccountKind::Bank);
    let told = |amount: i64, time: Option<(u32, u32)>| {
        let mut row = paid("早班车");
        row.amount = amount;
        row.time = time.and_then(|(hour, minute)| TimeOfDay::new(hour, minute, 0));
        categories.assign(&statement, &row).category == Category::Transport
    };
    assert!(told(200, Some((6, 30))) && told(1500, Some((9, 0))));
    assert!(!told(199, Some((7, 0))) && !told(1501, Some((7, 0))));
    assert!(!told(200, Some((6, 29))) && !told(200, Some((9, 1))) && !told(200, None));
    let no_currency = rules.replace(r#""currency": "CNY","#, "");
    assert!(refused(&no_currency).starts_with("/rules/0/currency a rule with a bound names its currency"));
}

#[test]
fn what_a_file_says_a_row_is_comes_before_any_name() {
    let (categories, statement) = (categories(), statement("boc", AccountKind::Bank));
    let mut row = paid("永辉超市");
    for (kind, direction, category) in [
        (RowKind::Salary, Direction::In, Category::Salary),
        (RowKind::Interest, Direction::In, Category::Interest),
        (RowKind::Interest, Direction::Out, Category::Fees),
        (RowKind::Refund, Direction::In, Category::Refund),
        (RowKind::Transfer, Direction::Out, Category::Transfer),
        (RowKind::Repayment, Direction::Out, Category::Repayment),
        (RowKind::Loan, Direction::In, Category::Borrowed),
    ] {
        (row.kind, row.direction) = (kind, direction);
        assert_eq!(categories.assign(&statement, &row).category, category);
    }
}

#[test]
fn money_that_comes_in_from_a_merchant_is_not_told_by_the_name() {
    let mut row = paid("永辉超市");
    row.direction = Direction::In;
    let told = categories().assign(&statement("boc", AccountKind::Bank), &row);
    assert_eq!((told.category, told.by), (Category::Unknown, By::Nothing));
}

#[test]
fn a_short_name_that_may_be_a_person_is_a_merchant_only_where_the_file_says_purchase() {
    let (categories, statement) = (categories(), statement("boc", AccountKind::Bank));
    let mut row = paid("周大福");
    assert_eq!(categories.assign(&statement, &row).category, Category::Unknown);
    row.kind = RowKind::Purchase;
    assert_eq!(categories.assign(&statement, &row).category, Category::Discretionary);
}

#[test]
fn every_merchant_category_code_that_is_told_is_in_the_public_table() {
    let table = include_str!("../../vectors/categories/mcc_codes.csv");
    let codes: Vec<u16> = table.lines().filter_map(|line| line.get(..4)?.parse().ok()).collect();
    assert!(codes.len() > 950);
    let words = RuleFile::load(include_str!("../../../categories/words.json")).expect("the words are in order");
    for range in words.codes.values().flatten() {
        assert!(codes.iter().any(|code| (range.first..=range.last).contains(code)), "{range:?}");
    }
    let (categories, statement) = (categories(), statement("boc", AccountKind::Card));
    let mut row = paid("");
    let mut told = 0;
    for code in codes {
        row.merchant_code = Some(code);
        told += u32::from(categories.assign(&statement, &row).category != Category::Unknown);
    }
    println!("merchant category codes told: {told}");
}
