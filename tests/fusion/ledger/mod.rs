//! One ledger from many statements: each movement once, nothing lost, nothing guessed.

mod any;
mod corrections;
mod coverage;
mod disagreements;
mod once;
mod purchases;
mod refunds;
mod sums;
mod transfers;
mod unnamed;
mod whose;

use prescreen::terms::Digest;
use prescreen_fusion::ledger::{Corrections, Entry, Ledger, LinkKind, QuestionKind, Role, RowKey};
use prescreen_fusion::statement::AccountKind;
use prescreen_fusion::{Row, Statement};

use crate::made::statement;

/// A ledger without corrections.
pub fn join(statements: &[Statement]) -> Ledger {
    Ledger::of(statements, None, &Corrections::default()).expect("nothing is corrected")
}

/// A current account whose number ends in four digits.
pub fn bank(tail: &str, rows: Vec<Row>) -> Statement {
    statement(AccountKind::Bank, "boc", &format!("6217********{tail}"), tail, rows)
}

pub fn card(tail: &str, rows: Vec<Row>) -> Statement {
    statement(AccountKind::Card, "cmb", &format!("6225********{tail}"), tail, rows)
}

pub fn alipay(rows: Vec<Row>) -> Statement {
    statement(AccountKind::Wallet, "alipay", "", "alipay", rows)
}

pub fn wechat(rows: Vec<Row>) -> Statement {
    statement(AccountKind::Wallet, "wechat", "", "wechat", rows)
}

/// What the row at a position of a statement counts as.
pub fn entry(ledger: &Ledger, statement: usize, row: usize) -> &Entry {
    let source = ledger.sources.iter().position(|source| source.statement == statement).expect("a source");
    let of_row = |entry: &&Entry| entry.source as usize == source && entry.row as usize == row;
    ledger.entries.iter().find(of_row).expect("an entry")
}

pub fn role(ledger: &Ledger, statement: usize, row: usize) -> Role {
    entry(ledger, statement, row).role
}

/// How many links of a kind there are.
pub fn links(ledger: &Ledger, kind: LinkKind) -> usize {
    ledger.links.iter().filter(|link| link.kind == kind).count()
}

pub fn questions(ledger: &Ledger) -> Vec<QuestionKind> {
    ledger.questions.iter().map(|question| question.kind).collect()
}

/// The key of a row of a file that is told by its name.
pub fn key(name: &str, row: u32) -> RowKey {
    RowKey { file: Digest::of(name.as_bytes()), place: 0, row }
}
