//! Which statements are of one account by their names: against the rule, applied to every account one after the other.

use prescreen_fusion::Statement;
use prescreen_fusion::ledger::account::tail_of;
use prescreen_fusion::statement::AccountKind;

use super::join;
use crate::made::{day, row, statement};

fn digits(name: &str) -> usize {
    name.bytes().filter(u8::is_ascii_digit).count()
}

/// The rule: one kind and currency; a long name or address that is equal, else one keeper and an equal name, or last digits
/// that are equal where one of the names is masked or cut.
fn of_one(one: &Statement, other: &Statement) -> bool {
    if (one.account_kind, one.currency) != (other.account_kind, other.currency) {
        return false;
    }
    let long = |name: &str| digits(name) >= 8 || name.contains('@');
    if one.account == other.account && long(&one.account) {
        return true;
    }
    let whole = |name: &str| digits(name) >= 8 && !name.contains('*');
    let tails = tail_of(&one.account).is_some() && tail_of(&one.account) == tail_of(&other.account);
    let tails = tails && !(whole(&one.account) && whole(&other.account));
    one.institution == other.institution && (one.account == other.account || tails)
}

/// The number of the account of each statement, in order: the first that it is of by the name that tells most of it.
fn one_after_the_other(statements: &[&Statement]) -> Vec<u32> {
    let mut firsts: Vec<&Statement> = Vec::new();
    let mut numbers = Vec::new();
    for statement in statements {
        let place = firsts.iter().position(|first| of_one(first, statement)).unwrap_or(firsts.len());
        match firsts.get_mut(place) {
            None => firsts.push(statement),
            Some(first) if digits(&statement.account) > digits(&first.account) => *first = statement,
            Some(_) => {}
        }
        numbers.push(u32::try_from(place).unwrap());
    }
    numbers
}

#[test]
fn accounts_are_those_of_the_rule_whatever_names_files_have() {
    let names =
        ["", "2222", "8888", "62172222", "62178888", "6217****2222", "621712****8888", "99992222", "me@a.b", "x"];
    let kinds = [AccountKind::Bank, AccountKind::Card];
    let mut seed = 1_u64;
    let mut pick = |of: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % of
    };
    for round in 0..200 {
        let statements: Vec<Statement> = (0..24)
            .map(|number| {
                let (name, keeper, kind) = (names[pick(names.len())], ["boc", "cmb"][pick(2)], kinds[pick(2)]);
                let rows = vec![row(day(1, 1 + u8::try_from(number).unwrap()), -1)];
                statement(kind, keeper, name, &format!("{round} {number}"), rows)
            })
            .collect();
        let ledger = join(&statements);
        let sorted: Vec<&Statement> = ledger.sources.iter().map(|source| &statements[source.statement]).collect();
        let accounts: Vec<u32> = ledger.sources.iter().map(|source| source.account).collect();
        assert_eq!(accounts, one_after_the_other(&sorted), "round {round}");
    }
}
