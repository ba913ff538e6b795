//! Statements to a ledger, step by step.

use prescreen::date::Date;
use prescreen::terms::{Digest, Tier};
use prescreen::{Code, Error};

use super::account::account_of;
use super::corrections::declare_changed;
use super::disagreement::of_rows;
use super::entry::{Role, role_of};
use super::flow::Flow;
use super::link::QuestionKind;
use super::once::once;
use super::purchase::{Sought, purchases, unsaid_fees};
use super::refund::{by_amount, by_number, noted_elsewhere};
use super::taken_back::taken_back;
use super::transfer::transfers;
use super::whose::whose;
use super::work::Work;
use super::{Corrections, Entry, Ledger, Source, account};
use crate::money::Currency;
use crate::sorted::{Grouped, sort, sort_by, sort_by_key};
use crate::statement::{LARGEST_SUM, Row, RowKind, Statement};

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
    check_sums(&sorted)?;
    let said = corrections
        .accounts(&|file, place| placed.binary_search_by_key(&(file, place), |(file, place, ..)| (*file, *place)).ok());
    let mut whose = whose(&sorted, &said);
    let sources: Vec<Source> =
        placed.iter().zip(&whose.account).map(|(placed, account)| source(placed, *account)).collect();
    let numbered = (0_u32..).zip(sorted.iter().copied());
    let by_account = Grouped::new(whose.account.iter().copied().zip(numbered).collect());
    let mut disagreements = Vec::new();
    let accounts = by_account.groups().zip(0_u32..).map(|(group, account)| {
        let of_it = group.iter().map(|(_, numbered)| *numbered);
        account_of(account, &of_it.collect::<Vec<_>>(), asked, &mut disagreements)
    });
    let mut accounts: Vec<_> = accounts.collect();
    let (entries, rows) = entries(&sorted, &sources);
    disagreements.extend(of_rows(&sorted, &sources));
    sort(&mut disagreements);
    for disagreement in &disagreements {
        cap(&mut accounts, usize::try_from(disagreement.account).unwrap_or(usize::MAX), Tier::Parsed);
    }
    for account in whose.alike.iter().flat_map(|(one, other)| [*one, *other]) {
        // That they are two is the person's word alone, and evidences nothing.
        cap(&mut accounts, account, Tier::Parsed);
    }
    for account in said.one.iter().filter_map(|(one, _)| whose.account.get(*one)) {
        cap(&mut accounts, *account, Tier::Declared);
    }
    let two: Vec<_> = said.two.iter().filter_map(|pair| whose.pair(pair)).collect();
    whose.alike.retain(|pair| !two.contains(pair));
    let unmarked = vec![false; entries.len()];
    let tails = accounts.iter().map(|of_it: &account::Account| account::tail_of(&of_it.name)).collect();
    let ledger = Ledger {
        asked,
        sources,
        accounts,
        disagreements,
        entries,
        links: Vec::new(),
        questions: Vec::new(),
        flows: Vec::new(),
    };
    let mut work = Work {
        ledger,
        rows,
        last_days: sorted.iter().map(|statement| account::days_of(statement).map(|(_, last)| last)).collect(),
        statements: sorted,
        settled: unmarked.clone(),
        paid: unmarked.clone(),
        given_back: unmarked,
        apart: Vec::new(),
        asked: whose.alike,
        tails,
    };
    corrections.part(&mut work);
    once(&mut work);
    corrections.apply(&mut work)?;
    by_number(&mut work);
    taken_back(&mut work);
    purchases(&mut work, Sought::Arriving);
    purchases(&mut work, Sought::All);
    by_amount(&mut work);
    noted_elsewhere(&mut work);
    purchases(&mut work, Sought::Closed);
    unsaid_fees(&mut work);
    transfers(&mut work);
    ask(&mut work);
    let mut ledger = work.ledger;
    sort(&mut ledger.links);
    sort(&mut ledger.questions);
    ledger.questions.dedup();
    ledger.flows = Flow::of(&ledger.entries, &work.rows, &ledger.links);
    for entry in &mut ledger.entries {
        entry.role_before = entry.role;
    }
    Ok(ledger)
}

/// Leaves an account no better than this.
fn cap(accounts: &mut [account::Account], account: usize, tier: Tier) {
    if let Some(account) = accounts.get_mut(account) {
        account.tier = account.tier.min(tier);
    }
}

/// Whether no sum of all statements can be larger than one of a single statement may be: every reader of numbers reads it
/// exactly.
fn check_sums(statements: &[&Statement]) -> Result<(), Error> {
    let mut sum = 0_i64;
    for statement in statements {
        let balances = statement.rows.iter().filter_map(|row| row.balance);
        let stated = [statement.opening, statement.closing].into_iter().flatten().map(|balance| balance.amount);
        let balance = balances.chain(stated).map(i64::saturating_abs).max();
        let amounts = statement.rows.iter().map(|row| row.amount).chain(balance);
        sum = amounts.fold(sum, i64::saturating_add);
    }
    if sum > LARGEST_SUM {
        let help = "Join fewer statements, or leave out the one whose amounts no person has.";
        return Err(Error::new(Code::Limit, "", "the sums of all statements are larger than can be counted").help(help));
    }
    Ok(())
}

/// A statement with the file and the place that it has in it, and its position among all.
type Placed<'a> = (Digest, u32, usize, &'a Statement);

/// Every statement once, in an order that does not hang on the order of the files.
fn placed(statements: &[Statement]) -> Vec<Placed<'_>> {
    let mut placed: Vec<Placed<'_>> =
        statements.iter().enumerate().map(|(position, statement)| (statement.file, 0, position, statement)).collect();
    sort_by_key(&mut placed, |(file, _, position, _)| (*file, *position));
    // The same file opened again has the same statements again.
    let keys = placed.iter().map(|(file, .., statement)| (*file, outline(statement))).collect();
    let mut again = again(&placed, keys, |(.., one), (.., other)| one == other).into_iter();
    placed.retain(|_| !again.next().unwrap_or(false));
    let mut next: Option<(Digest, u32)> = None;
    for (file, place, ..) in &mut placed {
        *place = next.filter(|(other, _)| other == file).map_or(0, |(_, place)| place);
        next = Some((*file, place.saturating_add(1)));
    }
    placed
}

/// What tells most statements of a file apart: account, currency, how many rows, the line, day and amount of the first of
/// them, and the line and amount of the closing balance.
type Outline<'a> = (&'a str, Currency, usize, Option<(u32, Date, i64)>, Option<(u32, i64)>);

fn outline(statement: &Statement) -> Outline<'_> {
    let first = statement.rows.first().map(|row| (row.line, row.date, row.amount));
    let closing = statement.closing.map(|closing| (closing.line, closing.amount));
    (&statement.account, statement.currency, statement.rows.len(), first, closing)
}

/// Whether each of a list is the same as one before it. Only those of one key are compared.
fn again<T, K: Ord>(list: &[T], keys: Vec<K>, same: impl Fn(&T, &T) -> bool) -> Vec<bool> {
    let keyed = Grouped::new(keys.into_iter().zip(0_usize..).collect());
    let mut again = vec![false; list.len()];
    for group in keyed.groups() {
        let mut different: Vec<&T> = Vec::new();
        for (_, position) in group {
            let (Some(one), Some(again)) = (list.get(*position), again.get_mut(*position)) else { continue };
            *again = different.iter().any(|other| same(one, other));
            if !*again {
                different.push(one);
            }
        }
    }
    again
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
        // Which accounts there are, a person may say: it changes no order.
        let key = |entry: &Entry| (entry.date, entry.time, entry.amount);
        let texts = |row: &'a Row| (&row.id, row.balance, &row.counterparty, &row.description, row.direction.word());
        key(one)
            .cmp(&key(other))
            .then_with(|| texts(row).cmp(&texts(other_row)))
            .then((one.source, one.row).cmp(&(other.source, other.row)))
    });
    all.into_iter().unzip()
}

/// What is left open after all pairing.
fn ask(work: &mut Work<'_>) {
    for entry in work.open(&|entry, row| entry.role == Role::Unclear && row.kind != RowKind::Refund) {
        work.ask(QuestionKind::Unclear, vec![entry]);
    }
    let entries = work.ledger.entries.iter().zip(0_u32..);
    let by_account = Grouped::new(entries.map(|(entry, position)| (entry.account, position)).collect());
    for (one, other) in core::mem::take(&mut work.asked) {
        let first = |account: usize| {
            let of_it = by_account.of(&u32::try_from(account).ok()?);
            of_it.first().map(|(_, position)| *position)
        };
        let both = [first(one), first(other)].into_iter().flatten().collect();
        work.ask(QuestionKind::SameAccount, both);
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;
    use crate::sorted::counted::{Counted, most};

    #[test]
    fn what_is_the_same_as_one_before_is_found_whatever_stands_between() {
        let list = [("a", 1), ("b", 1), ("a", 2), ("a", 1), ("b", 1), ("a", 2)];
        assert_eq!(
            again(&list, list.iter().map(|(key, _)| *key).collect(), |one, other| one == other),
            [false, false, false, true, true, true]
        );
    }

    #[test]
    fn the_steps_of_placing_many_statements_grow_as_their_number_and_its_logarithm() {
        for statements in [16, 256, 4_096] {
            // Every statement twice, as of a file that was opened twice.
            let list: Vec<usize> = (0..statements * 2).map(|place| place * 7_919 % statements).collect();
            let (compared, same) = (Cell::new(0), Cell::new(0));
            let keys = list.iter().map(|one| Counted(*one, &compared)).collect();
            let again = again(&list, keys, |one, other| {
                same.set(same.get() + 1);
                one == other
            });
            assert_eq!(again.iter().filter(|again| **again).count(), statements);
            assert!(compared.get() <= most(list.len()), "{} comparisons of {statements}", compared.get());
            assert!(same.get() <= list.len(), "{} statements compared of {statements}", same.get());
        }
    }
}
