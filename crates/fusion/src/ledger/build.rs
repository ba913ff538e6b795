//! Statements to a ledger.

use prescreen::date::Date;

use super::entry::role_of;
use super::{Account, Corrections, Coverage, Entry, Flow, Ledger, Source};
use crate::statement::Statement;

pub(super) fn build(statements: &[Statement], asked: Option<(Date, Date)>, _corrections: &Corrections) -> Ledger {
    let (mut sources, mut accounts, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (position, statement) in statements.iter().enumerate() {
        let account = u32::try_from(position).unwrap_or(u32::MAX);
        let tier = statement.integrity.tier();
        accounts.push(Account {
            kind: statement.account_kind,
            institution: statement.institution.clone(),
            name: statement.account.clone(),
            currency: statement.currency,
            tier,
            coverage: Coverage::default(),
            balances: Vec::new(),
        });
        sources.push(Source {
            file: statement.file,
            place: 0,
            account,
            format: statement.format.clone(),
            format_version: statement.format_version,
            zone_minutes: statement.zone_minutes,
            verdict: statement.integrity.verdict,
            tier,
            statement: position,
        });
        entries.extend(statement.rows.iter().zip(0_u32..).map(|(row, number)| Entry {
            source: account,
            row: number,
            line: row.line,
            account,
            date: row.date,
            time: row.time,
            amount: row.net(),
            currency: row.currency,
            direction: row.direction,
            kind: row.kind,
            role: role_of(row),
            tier,
            category: None,
        }));
    }
    let flows = Flow::of(&entries);
    Ledger { asked, sources, accounts, entries, links: Vec::new(), questions: Vec::new(), flows }
}
