//! Any statements: no order of files or rows matters, and no cent is lost or made.

use std::collections::BTreeMap;

use prescreen::terms::Digest;
use prescreen_fusion::ledger::{Ledger, LinkKind, Role};
use prescreen_fusion::statement::{AccountKind, Direction, RowKind};
use prescreen_fusion::{Row, Statement};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::join;
use super::sums::{activity, flow};
use crate::made::{With, judged, nth_day, number_lines, row, running, statement};

const METHODS: [&str; 4] = ["", "零钱", "中国银行(1111)", "银行(2222)"];
const NAMES: [&str; 5] = ["", "财付通-店", "支付宝", "张三", "Acme"];
const KINDS: [RowKind; 6] =
    [RowKind::Unknown, RowKind::Transfer, RowKind::OwnTransfer, RowKind::Refund, RowKind::Salary, RowKind::Repayment];

/// Rows of few amounts, days and names, so that much fits.
fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let amount = prop_oneof![Just(10_00_i64), Just(25_00), Just(4_00), 1..50_00_i64];
    let parts = (0..12_i32, amount, any::<bool>(), 0..METHODS.len(), 0..NAMES.len(), 0..KINDS.len());
    let rows = parts.prop_map(|(date, amount, into, method, name, kind)| {
        let signed = if into { amount } else { -amount };
        row(nth_day(date), signed).method(METHODS[method]).from(NAMES[name]).kind(KINDS[kind])
    });
    prop::collection::vec(rows, 0..14)
}

fn any_statements() -> impl Strategy<Value = Vec<Statement>> {
    (any_rows(), any_rows(), any_rows(), any_rows()).prop_map(|(wallet, one, two, card)| {
        let numbered = |rows: Vec<Row>| rows.into_iter().zip(1..).map(|(row, id)| row.id(&format!("w{id}"))).collect();
        let by_day = |mut rows: Vec<Row>| {
            rows.sort_by_key(|row| row.date);
            rows
        };
        vec![
            statement(AccountKind::Wallet, "wechat", "", "w", numbered(by_day(wallet))),
            statement(AccountKind::Bank, "boc", "1111", "1", running(0, by_day(one))),
            statement(AccountKind::Bank, "icbc", "2222", "2", running(0, by_day(two))),
            statement(AccountKind::Card, "cmb", "3333", "3", by_day(card)),
        ]
    })
}

/// What a ledger says, however its positions are numbered: roles and amounts by account.
fn told(ledger: &Ledger) -> (Vec<String>, String, Vec<String>) {
    let mut entries: Vec<String> = ledger
        .entries
        .iter()
        .map(|entry| {
            let account = &ledger.accounts[entry.account as usize];
            format!(
                "{} {:?} {} {} {}",
                account.institution,
                entry.date,
                entry.amount,
                entry.direction.word(),
                entry.role.word()
            )
        })
        .collect();
    entries.sort();
    let mut links: Vec<String> =
        ledger.links.iter().map(|link| format!("{} {}", link.kind.word(), link.by.word())).collect();
    links.sort();
    (entries, serde_json::to_string(&ledger.flows).unwrap(), links)
}

/// Sums by account and direction, of all rows that moved.
fn sums<'a>(rows: impl Iterator<Item = (String, &'a Row)>) -> BTreeMap<(String, &'static str), (u32, i64)> {
    let mut sums = BTreeMap::new();
    for (account, row) in rows.filter(|(_, row)| row.moved()) {
        let sum: &mut (u32, i64) = sums.entry((account, row.direction.word())).or_default();
        *sum = (sum.0 + 1, sum.1 + row.net());
    }
    sums
}

fn sums_of(ledger: &Ledger, repeated: bool) -> BTreeMap<(String, &'static str), (u32, i64)> {
    let mut sums = BTreeMap::new();
    for entry in ledger.entries.iter().filter(|entry| entry.role != Role::NotMoved) {
        if repeated || entry.role != Role::Repeated {
            let account = &ledger.accounts[entry.account as usize];
            let key = (format!("{} {}", account.institution, account.name), entry.direction.word());
            let sum: &mut (u32, i64) = sums.entry(key).or_default();
            *sum = (sum.0 + 1, sum.1 + entry.amount);
        }
    }
    sums
}

/// The statements with notes of the wallet's rows: purchases of which a part was given back, refunds that name a purchase,
/// and fees of own transfers.
fn noted(mut statements: Vec<Statement>, bits: &[u8]) -> Vec<Statement> {
    for (row, bits) in statements[0].rows.iter_mut().zip(bits) {
        let purchase = row.direction == Direction::Out && row.kind == RowKind::Unknown;
        if purchase && bits & 1 == 1 && row.amount > 2 {
            *row = row.clone().refunded(row.amount / 2);
        }
        if row.kind == RowKind::Refund && row.direction == Direction::In {
            row.reference = format!("w{}", bits >> 4);
        }
        if row.kind == RowKind::OwnTransfer && bits & 2 == 2 && row.amount > 2 {
            row.fee = Some(1);
        }
    }
    statements
}

/// What counts by the rule: income with transfers; spending with the fees of own transfers, less the larger of what each
/// purchase notes and what is linked to it, and less what is given back of none; debts paid back outside of the files.
#[derive(Default)]
struct Counted {
    into: i64,
    out: i64,
    repaid: i64,
}

impl Counted {
    fn of(ledger: &Ledger, statements: &[Statement]) -> Self {
        let mut counted = Self::default();
        let amount = |position: u32| ledger.row(statements, &ledger.entries[position as usize]).unwrap().amount;
        let linked = |kind: LinkKind| ledger.links.iter().filter(move |link| link.kind == kind);
        for (entry, position) in ledger.entries.iter().zip(0_u32..) {
            let row = ledger.row(statements, entry).unwrap();
            match entry.role {
                Role::Income | Role::TransferIn => counted.into += row.amount,
                Role::Spending | Role::TransferOut => {
                    let back =
                        linked(LinkKind::Refund).filter(|link| link.from == position).map(|link| amount(link.to));
                    counted.out += row.amount - row.refunded.unwrap_or(0).max(back.sum());
                }
                Role::Refund if linked(LinkKind::Refund).all(|link| link.to != position) => counted.out -= row.amount,
                Role::OwnTransfer if row.direction == Direction::Out => counted.out += row.fee.unwrap_or(0),
                Role::Repayment if row.direction == Direction::Out => {
                    let paid = linked(LinkKind::Repayment).any(|link| link.from == position || link.to == position);
                    counted.repaid += if paid { 0 } else { row.amount };
                }
                _ => {}
            }
        }
        counted
    }
}

fn account_of(statement: &Statement) -> String {
    format!("{} {}", statement.institution, statement.account)
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 192,
        rng_seed: RngSeed::Fixed(20_261_127),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_files_changes_nothing((statements, shuffled) in any_statements().prop_flat_map(|statements| {
        (Just(statements.clone()), Just(statements).prop_shuffle())
    })) {
        prop_assert_eq!(told(&join(&statements)), told(&join(&shuffled)));
    }

    #[test]
    fn the_order_of_rows_within_a_day_changes_nothing((statements, turns) in (any_statements(), any::<u64>())) {
        let mut turned = statements.clone();
        for statement in &mut turned {
            let keyed = |row: &Row| (row.date, (row.amount as u64 ^ u64::from(row.line)).wrapping_mul(turns | 1));
            statement.rows.sort_by_key(keyed);
            number_lines(statement);
            *statement = judged(statement.clone());
        }
        prop_assert_eq!(told(&join(&statements)), told(&join(&turned)));
    }

    #[test]
    fn no_cent_is_lost_or_made(statements in any_statements()) {
        let ledger = join(&statements);
        let rows = statements.iter().flat_map(|statement| {
            statement.rows.iter().map(|row| (account_of(statement), row))
        });
        prop_assert_eq!(sums(rows), sums_of(&ledger, true));
        // Every entry is of exactly one row, and every link joins two that are there.
        prop_assert_eq!(ledger.entries.len(), statements.iter().map(|statement| statement.rows.len()).sum::<usize>());
        for link in &ledger.links {
            prop_assert_ne!(link.from, link.to);
            prop_assert!((link.from as usize) < ledger.entries.len() && (link.to as usize) < ledger.entries.len());
        }
    }

    #[test]
    fn what_counts_is_the_same_in_rows_flows_and_features(
        (statements, bits) in (any_statements(), prop::collection::vec(any::<u8>(), 16))
    ) {
        let statements = noted(statements, &bits);
        let ledger = join(&statements);
        let counted = Counted::of(&ledger, &statements);
        let flows = ledger.flows.first().map_or((0, 0), flow);
        prop_assert_eq!(flows, (counted.into, counted.out));
        if !ledger.entries.is_empty() {
            prop_assert_eq!(activity(&ledger, &statements), (counted.into, counted.out + counted.repaid));
        }
    }

    #[test]
    fn a_statement_in_two_overlapping_files_counts_as_the_whole((rows, cut, overlap) in (any_rows(), 0..14_usize, 0..6_usize)) {
        let mut rows = rows;
        // Files part a list by its days.
        rows.sort_by_key(|row| row.date);
        let rows: Vec<Row> = rows.into_iter().zip(1..).map(|(row, id)| row.id(&format!("w{id}"))).collect();
        let whole = statement(AccountKind::Wallet, "wechat", "", "w", rows.clone());
        let (cut, end) = (cut.min(rows.len()), (cut + overlap).min(rows.len()));
        let part = |name: &str, rows: &[Row]| {
            let mut part = statement(AccountKind::Wallet, "wechat", "", name, rows.to_vec());
            part.file = Digest::of(name.as_bytes());
            part
        };
        let parts = [part("a", &rows[..end]), part("b", &rows[cut..])];
        let (one, two) = (join(&[whole]), join(&parts));
        prop_assert_eq!(sums_of(&one, false), sums_of(&two, false));
        prop_assert_eq!(serde_json::to_string(&one.flows).unwrap(), serde_json::to_string(&two.flows).unwrap());
    }

    #[test]
    fn what_is_paired_is_equal_near_and_paired_once(statements in any_statements()) {
        let ledger = join(&statements);
        let mut seen = BTreeMap::new();
        for link in ledger.links.iter().filter(|link| link.kind != LinkKind::Refund) {
            let (from, to) = (&ledger.entries[link.from as usize], &ledger.entries[link.to as usize]);
            prop_assert_eq!((from.amount, from.currency), (to.amount, to.currency));
            prop_assert!((from.date.days() - to.date.days()).abs() <= 3);
            prop_assert_ne!(from.account, to.account);
            *seen.entry(link.to).or_insert(0) += 1;
        }
        prop_assert!(seen.values().all(|count| *count == 1));
    }

    #[test]
    fn income_never_grows_by_a_file_that_is_added(statements in any_statements()) {
        // A wallet beside a bank may explain what was income or spending, not make more of what the bank lists.
        let bank = join(&statements[1..2]);
        let both = join(&[statements[0].clone(), statements[1].clone()]);
        let of = |ledger: &Ledger, institution: &str| {
            let counted = ledger.entries.iter().filter(|entry| {
                ledger.accounts[entry.account as usize].institution == institution && entry.direction == Direction::In
            });
            counted.filter(|entry| matches!(entry.role, Role::Income | Role::TransferIn)).map(|entry| entry.amount).sum::<i64>()
        };
        prop_assert!(of(&both, "boc") <= of(&bank, "boc"));
    }
}
