//! What was checked of a statement's figures, in words: each check that was made, and the rows that none covers.

use prescreen_fusion::integrity::{Cause, Check, Held, Integrity, IntegrityVerdict};

use prescreen_fusion::Statement;
use prescreen_fusion::statement::NoteKind;

use super::money;

/// The verdict with what it comes from, a line for each part. `code`: the statement's currency.
pub(super) fn told(statement: &Statement, code: &str) -> String {
    let integrity = &statement.integrity;
    let verdict = integrity.verdict.word();
    let mut text = match integrity.verdict {
        IntegrityVerdict::Consistent => format!("{verdict}: {}", list(held(integrity, Held::Holds))),
        IntegrityVerdict::Unverifiable => unverifiable(integrity),
        IntegrityVerdict::Inconsistent | IntegrityVerdict::Gap => {
            let fails = list(held(integrity, Held::Fails));
            let fails = if fails.is_empty() { "rows follow that the file does not list".to_owned() } else { fails };
            format!("{verdict}: {fails}{}", place(integrity, code))
        }
    };
    let open = unchecked(integrity);
    if !open.is_empty() {
        text.push_str(&format!("\n  not checked: {}", list(open)));
    }
    if !integrity.cause.is_empty() {
        let causes = integrity.cause.iter().map(|cause| of_cause(*cause).to_owned());
        text.push_str(&format!("\n  what fits: {}", list(causes.collect())));
    }
    if let Some(line) = without_day(statement) {
        text.push_str(&format!("\n  not read: line {line} has no day"));
    }
    if let Some(why) = capped(statement) {
        text.push_str(&format!("\n  its facts are parsed at most: {why}"));
    }
    text
}

/// The first line that was left out because it has no day.
fn without_day(statement: &Statement) -> Option<u32> {
    statement.notes.iter().find(|note| note.kind == NoteKind::RowWithoutDay)?.line
}

/// Why facts of a statement whose figures hold are no better than read.
fn capped(statement: &Statement) -> Option<&'static str> {
    let holds = statement.integrity.verdict == IntegrityVerdict::Consistent;
    let kind = statement.notes.iter().map(|note| note.kind).find(|kind| holds && kind.caps())?;
    Some(match kind {
        NoteKind::SavedAgain => "a spreadsheet program saved the file",
        NoteKind::Answered => "an answer decided how it was read",
        _ => "its layout is not a shipped one",
    })
}

fn list(parts: Vec<String>) -> String {
    parts.join("; ")
}

fn unverifiable(integrity: &Integrity) -> String {
    let fails = held(integrity, Held::Fails);
    let too_little = "unverifiable: the file states too little to check every row by";
    if fails.is_empty() { too_little.to_owned() } else { format!("unverifiable: {}", list(fails)) }
}

/// The checks that ended so, in words.
fn held(integrity: &Integrity, held: Held) -> Vec<String> {
    let ended = integrity.checks.iter().filter(|checked| checked.held == held);
    let told = |check: Check, line: Option<u32>| {
        let at = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        match held {
            Held::Fails => format!("{}{at}", fails(check)),
            Held::Holds | Held::Partly => holds(check, integrity.links),
        }
    };
    // The manner of writing says nothing of a figure.
    ended.filter(|checked| checked.check != Check::Writing).map(|checked| told(checked.check, checked.line)).collect()
}

/// Which rows no figure checks.
fn unchecked(integrity: &Integrity) -> Vec<String> {
    let oldest = integrity.unchecked_line.map(|line| format!("the amount of the oldest row (line {line})"));
    let last = integrity.unended_line.map(|line| format!("whether the last row is whole (line {line})"));
    let repaid = integrity.repaid_unchecked;
    let neutral = match integrity.neutral_unchecked {
        0 => None,
        1 => Some(format!("1 row that is neither in nor out{}", if repaid { " or pays a debt back" } else { "" })),
        rows => {
            Some(format!("{rows} rows that are neither in nor out{}", if repaid { " or pay a debt back" } else { "" }))
        }
    };
    [oldest, last, neutral].into_iter().flatten().collect()
}

/// Where the figure stands that does not hold, what it would have to be and what it is.
fn place(integrity: &Integrity, code: &str) -> String {
    let mut parts: Vec<String> = integrity.first_broken_line.iter().map(|line| format!("line {line}")).collect();
    if let (Some(expected), Some(found)) = (integrity.expected, integrity.found) {
        let money = |amount| money::in_units(amount, code);
        parts.push(format!("expected {}, found {}", money(expected), money(found)));
    }
    if let (Some(expected), Some(found)) = (integrity.expected_rows, integrity.found_rows) {
        parts.push(format!("expected {expected} rows, found {found}"));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(": ")) }
}

fn holds(check: Check, links: u32) -> String {
    let text = match check {
        Check::Balances if links == 1 => "1 balance is the one before and what moved since",
        Check::Balances => return format!("{links} balances are the one before and what moved since"),
        Check::OpeningClosing => "the opening and all movements make the closing",
        Check::Closing => "the closing is the last balance and what moved since",
        Check::StatedRows => "the rows are as many as stated",
        Check::StatedSums => "the sums in and out are as stated",
        Check::StatedNeutral => "the sum of what is neither is as stated",
        Check::Numbers => "the rows' numbers follow one another",
        Check::Days => "the days stand in one order",
        Check::Period => "the days are within the stated ones",
        Check::Ids => "no number stands twice where it may not",
        Check::Writing => "the rows are written in one manner",
        Check::Details => "the parts of entries make the entries",
        Check::Continues => "the opening is what was closed with before",
        Check::End => "the last row is whole",
        Check::Stated => "every stated figure is stated once",
        Check::Status => {
            "what is said to be taken back or not done is so by the stated sums or by a row that gives it back"
        }
    };
    text.to_owned()
}

const fn fails(check: Check) -> &'static str {
    match check {
        Check::Balances => "a balance is not the one before and what moved since",
        Check::OpeningClosing => "the opening and all movements do not make the closing",
        Check::Closing => "the closing is not the last balance and what moved since",
        Check::StatedRows => "the rows are not as many as stated",
        Check::StatedSums => "a sum is not as stated",
        Check::StatedNeutral => "the sum of what is neither is not as stated",
        Check::Numbers => "the rows' numbers do not follow one another",
        Check::Days => "a day stands against the order of the others, or before the day in its payment's number",
        Check::Period => "a day is not within the stated ones",
        Check::Ids => "a row's number stands twice",
        Check::Writing => "a row is written otherwise than the others",
        Check::Details => "the parts of an entry do not make it",
        Check::Continues => "the opening is not what was closed with before",
        Check::End => "the last row is cut, or a page is missing",
        Check::Stated => "a stated figure cannot be read, is stated twice and differs, or is not what it is stated of",
        Check::Status => "nothing else tells that what is said to be taken back or not done is so",
    }
}

const fn of_cause(cause: Cause) -> &'static str {
    match cause {
        Cause::AmountChanged => "an amount or direction is not what it was",
        Cause::BalanceChanged => "a balance is not what it was",
        Cause::RowMissing => "rows are missing",
        Cause::RowAdded => "a row stands there that was not there",
        Cause::Cut => "rows are missing at the beginning or the end",
        Cause::StatedChanged => "a stated figure is not what it was",
        Cause::MovementsNotListed => "the institution does not list all movements",
        Cause::SeveralPlaces => "figures in several places do not hold",
        Cause::CountedOtherwise => "the file itself warns that it counts otherwise",
        Cause::DaysReversed => "days stand in the other order than the balances",
    }
}
