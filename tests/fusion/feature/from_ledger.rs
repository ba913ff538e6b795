//! A ledger's entries to what features are computed from: each movement once.

use prescreen::terms::{Digest, Tier};
use prescreen_fusion::category::Category;
use prescreen_fusion::feature::activity::{Activity, Movement};
use prescreen_fusion::feature::{FeatureId, Features, main_currency};
use prescreen_fusion::ledger::link::LinkedBy;
use prescreen_fusion::ledger::{Account, Coverage, Entry, Ledger, Link, LinkKind, Role, Source};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, Direction, FileOrder, Row, RowKind, Security, Statement};

use super::day;
use crate::category::{categories, paid, statement};

/// Statements and the ledger of them, written down: a year of each account, every row with a role.
struct Written {
    statements: Vec<Statement>,
    ledger: Ledger,
}

impl Written {
    fn new() -> Self {
        let asked = Some((day("2025-01-01"), day("2025-12-31")));
        let (sources, accounts, entries) = (Vec::new(), Vec::new(), Vec::new());
        let (links, questions, flows) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            statements: Vec::new(),
            ledger: Ledger { asked, sources, accounts, disagreements: Vec::new(), entries, links, questions, flows },
        }
    }

    fn account(&mut self, kind: AccountKind, currency: Currency) {
        let institution = format!("of-{}", kind.word());
        let mut statement = statement(&institution, kind);
        statement.currency = currency;
        let covered = vec![(day("2025-01-01"), day("2025-12-31"))];
        self.ledger.accounts.push(Account {
            kind,
            institution,
            name: String::new(),
            currency,
            tier: Tier::Consistent,
            coverage: Coverage { covered, ..Coverage::default() },
            balances: Vec::new(),
        });
        let position = self.statements.len();
        self.ledger.sources.push(Source {
            file: Digest::of(b"file"),
            place: 0,
            account: u32::try_from(position).unwrap(),
            format: String::new(),
            format_version: 1,
            zone_minutes: None,
            verdict: statement.integrity.verdict,
            tier: Tier::Consistent,
            statement: position,
        });
        self.statements.push(statement);
    }

    /// A row of the last account; gives the position of its entry.
    fn row(&mut self, date: &str, role: Role, direction: Direction, amount: i64, change: impl FnOnce(&mut Row)) -> u32 {
        let statement = self.statements.last_mut().expect("an account");
        let source = u32::try_from(self.ledger.sources.len() - 1).unwrap();
        let mut row = paid("");
        (row.date, row.direction, row.amount, row.currency) = (day(date), direction, amount, statement.currency);
        change(&mut row);
        self.ledger.entries.push(Entry {
            source,
            row: u32::try_from(statement.rows.len()).unwrap(),
            line: row.line,
            account: source,
            date: row.date,
            time: row.time,
            amount,
            currency: row.currency,
            direction,
            kind: row.kind,
            role,
            role_before: role,
            tier: Tier::Consistent,
            category: None,
        });
        statement.rows.push(row);
        u32::try_from(self.ledger.entries.len() - 1).unwrap()
    }

    fn link(&mut self, kind: LinkKind, from: u32, to: u32) {
        self.ledger.links.push(Link { kind, from, to, by: LinkedBy::Reference });
    }

    fn activity(&self) -> Activity<'_> {
        Activity::of(&self.ledger, &self.statements, &categories(), Currency::CNY).expect("a period")
    }

    fn movements(&self) -> Vec<(i64, bool, Category)> {
        let shown = |movement: &Movement<'_>| (movement.amount, movement.incoming, movement.category);
        self.activity().movements.iter().map(shown).collect()
    }
}

#[test]
fn a_purchase_in_wallet_and_bank_counts_once() {
    let mut written = Written::new();
    written.account(AccountKind::Wallet, Currency::CNY);
    let wallet =
        written.row("2025-03-01", Role::Spending, Direction::Out, 500, |row| row.counterparty = "永辉超市".into());
    written.account(AccountKind::Bank, Currency::CNY);
    let bank = written.row("2025-03-01", Role::CountedElsewhere, Direction::Out, 500, |_| {});
    written.link(LinkKind::SamePurchase, wallet, bank);
    assert_eq!(written.movements(), [(500, false, Category::Groceries)]);
}

#[test]
fn what_was_given_back_is_taken_off_its_purchase_and_is_no_money_in() {
    let mut written = Written::new();
    written.account(AccountKind::Wallet, Currency::CNY);
    let bought =
        written.row("2025-03-01", Role::Spending, Direction::Out, 500, |row| row.counterparty = "永辉超市".into());
    let back = written.row("2025-03-02", Role::Refund, Direction::Neutral, 200, |row| row.kind = RowKind::Refund);
    written.link(LinkKind::Refund, bought, back);
    assert_eq!(written.movements(), [(300, false, Category::Groceries), (0, true, Category::Refund)]);
}

#[test]
fn a_card_that_is_in_the_ledger_is_paid_off_by_an_own_move_and_another_is_a_repayment() {
    let mut written = Written::new();
    written.account(AccountKind::Bank, Currency::CNY);
    let paid_off = |row: &mut Row| (row.kind, row.category) = (RowKind::Repayment, "信用卡还款".into());
    let seen = written.row("2025-03-01", Role::Repayment, Direction::Out, 500, paid_off);
    written.row("2025-03-02", Role::Repayment, Direction::Out, 700, paid_off);
    written.account(AccountKind::Card, Currency::CNY);
    let card = written.row("2025-03-01", Role::Repayment, Direction::In, 500, |row| row.kind = RowKind::Repayment);
    written.link(LinkKind::Repayment, seen, card);
    assert_eq!(
        written.movements(),
        [
            (500, false, Category::OwnTransfer),
            (700, false, Category::CardRepayment),
            (500, true, Category::OwnTransfer)
        ]
    );
}

#[test]
fn a_repayment_that_a_wallet_counts_as_neither_is_money_out() {
    let mut written = Written::new();
    written.account(AccountKind::Wallet, Currency::CNY);
    written.row("2025-03-01", Role::Repayment, Direction::Neutral, 500, |row| row.counterparty = "花呗".into());
    written.row("2025-03-01", Role::Income, Direction::Neutral, 3, |row| row.kind = RowKind::Interest);
    assert_eq!(written.movements(), [(500, false, Category::Bnpl), (3, true, Category::Interest)]);
}

#[test]
fn what_did_not_move_what_another_paid_and_what_is_unclear_counts_as_nothing() {
    let mut written = Written::new();
    written.account(AccountKind::Wallet, Currency::CNY);
    for role in [Role::NotMoved, Role::PaidByOthers, Role::Unclear, Role::Repeated, Role::Undone] {
        written.row("2025-03-01", role, Direction::Out, 500, |_| {});
    }
    assert_eq!(written.movements(), []);
}

#[test]
fn another_currency_is_never_added() {
    let mut written = Written::new();
    let dollar = Currency::parse("USD").unwrap();
    written.account(AccountKind::Bank, dollar);
    written.row("2025-03-01", Role::Spending, Direction::Out, 500, |_| {});
    written.account(AccountKind::Bank, Currency::CNY);
    for _ in 0..2 {
        written.row("2025-03-01", Role::Spending, Direction::Out, 7, |_| {});
    }
    assert_eq!(written.movements(), [(7, false, Category::Unknown); 2]);
    assert_eq!(written.activity().accounts.len(), 1);
    assert_eq!(main_currency(&written.ledger), Some(Currency::CNY));
}

#[test]
fn what_the_person_says_is_counted_and_declared() {
    let mut written = Written::new();
    written.account(AccountKind::Bank, Currency::CNY);
    for month in super::months(12) {
        let position = written.row(&format!("{month}-10"), Role::Income, Direction::In, 900, |_| {});
        let entry = &mut written.ledger.entries[usize::try_from(position).unwrap()];
        (entry.category, entry.tier) = (Some(Category::Salary), Tier::Declared);
    }
    let features = Features::of(&written.activity());
    let found = features.get(FeatureId::IncomeMonthly).unwrap();
    assert_eq!(found, prescreen_fusion::feature::Finding::Value { value: 900, tier: Tier::Declared });
    // Left out by the person: nothing counts, and that is declared too.
    for entry in &mut written.ledger.entries {
        (entry.category, entry.role) = (None, Role::LeftOut);
    }
    let features = Features::of(&written.activity());
    let found = features.get(FeatureId::IncomeMonthlyWithTransfers).unwrap();
    assert_eq!(found, prescreen_fusion::feature::Finding::Value { value: 0, tier: Tier::Declared });
}

#[test]
fn a_brokers_rows_of_one_day_are_taken_in_the_order_of_their_time() {
    for order in [FileOrder::OldestFirst, FileOrder::NewestFirst] {
        let mut written = Written::new();
        written.account(AccountKind::Broker, Currency::CNY);
        let mut held = [(RowKind::Buy, 100), (RowKind::Sell, 40)];
        if order == FileOrder::NewestFirst {
            held.reverse();
        }
        for (kind, held) in held {
            let direction = if kind == RowKind::Buy { Direction::Out } else { Direction::In };
            written.row("2025-12-01", Role::Investment, direction, 1_000, |row| {
                row.kind = kind;
                let (code, name) = ("600036".into(), String::new());
                let (quantity, held, price) = (None, Some(held * 100_000_000), Some(10 * 100_000_000));
                row.security = Some(Security { code, name, quantity, held, price });
            });
        }
        written.statements[0].order = order;
        let features = Features::of(&written.activity());
        // Forty at 10.00.
        assert_eq!(features.get(FeatureId::HoldingsValue).unwrap().value(), Some(40_000), "{}", order.word());
    }
}
