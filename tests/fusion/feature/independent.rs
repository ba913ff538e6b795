//! Drawn ledgers, against `tests/vectors/features/independent.py`: another language, sets of days and fractions.

use prescreen::terms::Tier;
use prescreen_fusion::category::Category;
use prescreen_fusion::feature::activity::{AccountActivity, Activity, Movement};
use prescreen_fusion::feature::{CATALOGUE, Features};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::AccountKind;
use serde_json::Value;

use super::day;

fn ledgers(text: &str) -> Vec<Activity<'_>> {
    let mut ledgers: Vec<Activity<'_>> = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').collect();
        match cells[0] {
            "ledger" => ledgers.push(Activity {
                currency: Currency::CNY,
                asked: (day(cells[1]), day(cells[2])),
                accounts: Vec::new(),
                unread: Vec::new(),
                movements: Vec::new(),
                trades: Vec::new(),
            }),
            "account" => {
                let kinds = [AccountKind::Bank, AccountKind::Wallet, AccountKind::Card];
                let kind = kinds.into_iter().find(|kind| kind.word() == cells[1]).expect("a kind");
                let covered = cells[2..].chunks(2).map(|part| (day(part[0]), day(part[1]))).collect();
                let account =
                    AccountActivity { kind, tier: Tier::Parsed, disproved: false, covered, balances: Vec::new() };
                ledgers.last_mut().expect("a ledger").accounts.push(account);
            }
            account => {
                let category = *Category::ALL.iter().find(|category| category.word() == cells[4]).expect("a category");
                ledgers.last_mut().expect("a ledger").movements.push(Movement {
                    account: account.parse().expect("a position"),
                    date: day(cells[1]),
                    amount: cells[3].parse().expect("an amount"),
                    incoming: cells[2] == "in",
                    category,
                    category_before: category,
                    incoming_before: cells[2] == "in",
                    tier: Tier::Parsed,
                    left_out: false,
                    other_side: cells[5],
                });
            }
        }
    }
    ledgers
}

#[test]
fn drawn_ledgers_have_the_features_that_another_implementation_finds() {
    let ledgers = ledgers(include_str!("../../vectors/features/ledgers.psv"));
    let expected: Vec<Value> =
        serde_json::from_str(include_str!("../../vectors/features/expected.json")).expect("the expected figures");
    assert_eq!(ledgers.len(), expected.len());
    let (mut known, mut unknown) = (0, 0);
    for (position, (ledger, expected)) in ledgers.iter().zip(&expected).enumerate() {
        let features = Features::of(ledger);
        for (name, value) in expected.as_object().expect("an object") {
            let feature = CATALOGUE.iter().find(|feature| feature.id.word() == name).expect("a feature");
            let found = features.get(feature.id).expect("it is computed");
            assert_eq!(found.value(), value.as_i64(), "ledger {position}: {name} {found:?}");
            if value.is_null() { unknown += 1 } else { known += 1 }
        }
    }
    assert!(known > 120 && unknown > 12, "{known} known, {unknown} unknown");
}
