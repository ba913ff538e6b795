//! Statements to a ledger, step by step.

use prescreen::Error;
use prescreen::date::Date;
use prescreen::terms::{Digest, Tier};

use super::account::account_of;
use super::corrections::declare_changed;
use super::entry::{Role, role_of};
use super::flow::Flow;
use super::link::QuestionKind;
use super::once::once;
use super::purchase::purchases;
use super::refund::{by_amount, by_number};
use super::taken_back::taken_back;
use super::transfer::transfers;
use super::whose::whose;
use super::work::Work;
use super::{Corrections, Entry, Ledger, Source, account};
use crate::sorted::{sort, sort_by, sort_by_key};
use crate::statement::{Row, RowKind, Statement};

/// Builds a ledger; whatever corrections changed of the one without them is declared.
pub(super) fn build(
    statements: &[Statement],
    asked: Option<(Date, Date)>,
    corrections: &Corrections,
) -> Result<Ledger, Error> {
    let mut ledger = build_once(statements, asked, corrections)?;
    if !corrections.is_empty() {
        declare_changed(&mut ledger, &build_once(statements, asked, &Corrections::default())?);
    }
    Ok(ledger)
}

// Once in the module that carries it, and not at each place that asks for it.
#[inline(never)]
fn build_once(
    statements: &[Statement],
    asked: Option<(Date, Date)>,
    corrections: &Corrections,
) -> Result<Ledger, Error> {
    let placed = placed(statements);
    let sorted: Vec<&Statement> = placed.iter().map(|(.., statement)| *statement).collect();
    let whose = whose(&sorted);
    let sources: Vec<Source> =
        placed.iter().zip(&whose.account).map(|(placed, account)| source(placed, *account)).collect();
    let accounts = (0..whose.accounts).map(|which| {
        let of_it = sorted.iter().zip(&whose.account).filter(|(_, account)| **account == which);
        account_of(&of_it.map(|(statement, _)| *statement).collect::<Vec<_>>(), asked)
    });
    let accounts: Vec<_> = accounts.collect();
    let (entries, rows) = entries(&sorted, &sources);
    let unmarked = vec![false; entries.len()];
    let tails = accounts.iter().map(|of_it: &account::Account| account::tail_of(&of_it.name)).collect();
    let ledger =
        Ledger { asked, sources, accounts, entries, links: Vec::new(), questions: Vec::new(), flows: Vec::new() };
    let mut work = Work {
        ledger,
        rows,
        last_days: sorted.iter().map(|statement| account::days_of(statement).map(|(_, last)| last)).collect(),
        statements: sorted,
        settled: unmarked.clone(),
        paid: unmarked.clone(),
        given_back: unmarked,
        apart: Vec::new(),
        tails,
    };
    corrections.part(&mut work);
    once(&mut work);
    corrections.apply(&mut work)?;
    by_number(&mut work);
    taken_back(&mut work);
    purchases(&mut work);
    by_amount(&mut work);
    transfers(&mut work);
    let parted = corrections.parted(&work);
    for account in whose.alike.iter().flat_map(|(one, other)| [*one, *other]) {
        // That they are two is the person's word alone, and evidences nothing.
        if let Some(account) = work.ledger.accounts.get_mut(account) {
            account.tier = account.tier.min(Tier::Parsed);
        }
    }
    ask(&mut work, whose.alike.iter().filter(|accounts| !parted.contains(accounts)));
    let mut ledger = work.ledger;
    sort(&mut ledger.links);
    sort(&mut ledger.questions);
    ledger.questions.dedup();
    ledger.flows = Flow::of(&ledger.entries, &ledger.links);
    for entry in &mut ledger.entries {
        entry.role_before = entry.role;
    }
    Ok(ledger)
}

/// A statement with the file and the place that it has in it, and its position among all.
type Placed<'a> = (Digest, u32, usize, &'a Statement);

/// Every statement once, in an order that does not hang on the order of the files.
fn placed(statements: &[Statement]) -> Vec<Placed<'_>> {
    let mut placed: Vec<Placed<'_>> =
        statements.iter().enumerate().map(|(position, statement)| (statement.file, 0, position, statement)).collect();
    sort_by_key(&mut placed, |(file, _, position, _)| (*file, *position));
    let mut once: Vec<Placed<'_>> = Vec::with_capacity(placed.len());
    let mut of_file = 0_usize;
    for (file, _, position, statement) in placed {
        if once.last().is_none_or(|(other, ..)| *other != file) {
            of_file = once.len();
        }
        let before = once.get(of_file..).unwrap_or_default();
        // The same file opened again has the same statements again.
        if before.iter().all(|(.., other)| *other != statement) {
            let place = u32::try_from(before.len()).unwrap_or(u32::MAX);
            once.push((file, place, position, statement));
        }
    }
    once
}

fn source((file, place, position, statement): &Placed<'_>, account: usize) -> Source {
    Source {
        file: *file,
        place: *place,
        account: u32::try_from(account).unwrap_or(u32::MAX),
        format: statement.format.clone(),
        format_version: statement.format_version,
        zone_minutes: statement.zone_minutes,
        verdict: statement.integrity.verdict,
        tier: statement.tier(),
        statement: *position,
    }
}

/// All rows as entries, by day, time and what they say.
fn entries<'a>(statements: &[&'a Statement], sources: &[Source]) -> (Vec<Entry>, Vec<&'a Row>) {
    let mut all: Vec<(Entry, &'a Row)> =
        Vec::with_capacity(statements.iter().map(|statement| statement.rows.len()).sum());
    for (source, (statement, of)) in (0_u32..).zip(statements.iter().zip(sources)) {
        all.extend(statement.rows.iter().zip(0_u32..).map(|(row, number)| {
            let role = role_of(statement.account_kind, row);
            let entry = Entry {
                source,
                row: number,
                line: row.line,
                account: of.account,
                date: row.date,
                time: row.time,
                amount: row.net(),
                currency: row.currency,
                direction: row.direction,
                kind: row.kind,
                role,
                role_before: role,
                tier: statement.tier_of(row),
                category: None,
            };
            (entry, row)
        }));
    }
    sort_by(&mut all, |(one, row), (other, other_row)| {
        let key = |entry: &Entry| (entry.date, entry.time, entry.account, entry.amount);
        let texts = |row: &'a Row| (&row.id, row.balance, &row.counterparty, &row.description, row.direction.word());
        key(one)
            .cmp(&key(other))
            .then_with(|| texts(row).cmp(&texts(other_row)))
            .then((one.source, one.row).cmp(&(other.source, other.row)))
    });
    all.into_iter().unzip()
}

/// What is left open after all pairing.
fn ask<'a>(work: &mut Work<'_>, alike: impl Iterator<Item = &'a (usize, usize)>) {
    for entry in work.open(|entry, row| entry.role == Role::Unclear && row.kind != RowKind::Refund) {
        work.ask(QuestionKind::Unclear, vec![entry]);
    }
    for (one, other) in alike {
        let first = |account: usize| {
            let of_it = |entry: &Entry| usize::try_from(entry.account).ok() == Some(account);
            work.ledger.entries.iter().position(of_it).and_then(|position| u32::try_from(position).ok())
        };
        let both = [first(*one), first(*other)].into_iter().flatten().collect();
        work.ask(QuestionKind::SameAccount, both);
    }
}
