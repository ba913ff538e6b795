//! What the files leave open, for the person to answer: each question with the rows that it is about, what it holds back,
//! and what to write into a document of corrections.
//!
//! Takes a ledger and its statements, gives lines for the person's own terminal.

use prescreen_fusion::Statement;
use prescreen_fusion::ledger::{Entry, Ledger, Question, QuestionKind};

use super::money;
use super::statement::way;

/// How many rows of a question are listed.
const ROWS: usize = 8;

/// The open questions of a ledger; nothing where there are none.
pub(super) fn told(ledger: &Ledger, statements: &[Statement]) -> String {
    let count = ledger.questions.len();
    if count == 0 {
        return String::new();
    }
    let open = if count == 1 { "1 question is open".to_owned() } else { format!("{count} questions are open") };
    let mut text = format!("{open}, answered by '--corrections FILE'; until then every row counts by itself:\n");
    for (number, question) in ledger.questions.iter().enumerate() {
        text.push_str(&one(number.saturating_add(1), question, ledger, statements));
    }
    text
}

fn one(number: usize, question: &Question, ledger: &Ledger, statements: &[Statement]) -> String {
    let (asked, holds_back, answer) = words(question.kind);
    let mut text = format!("  {number}. {}: {asked} {holds_back}\n", question.kind.word());
    let entries =
        || question.entries.iter().filter_map(|position| ledger.entries.get(usize::try_from(*position).ok()?));
    for (entry, letter) in entries().zip('A'..).take(ROWS) {
        text.push_str(&row(letter, entry, ledger, statements));
    }
    let more = entries().count().saturating_sub(ROWS);
    if more > 0 {
        text.push_str(&format!("     and {more} more rows, listed with '--json'\n"));
    }
    text.push_str(&format!("     answer: {answer}\n"));
    text
}

/// A row in a line, with what names it in a document of corrections.
fn row(letter: char, entry: &Entry, ledger: &Ledger, statements: &[Statement]) -> String {
    let code = entry.currency.as_str();
    let texts = ledger.row(statements, entry).map(|row| [row.counterparty.as_str(), &row.description].join(" "));
    let source = usize::try_from(entry.source).ok().and_then(|source| ledger.sources.get(source));
    let key = source.map(|source| {
        format!("{{\"file\": \"{}\", \"place\": {}, \"row\": {}}}", source.file, source.place, entry.row)
    });
    format!(
        "     {letter} line {}: {} {} {} {code}, counts as {}: {}\n       {letter} = {}\n",
        entry.line,
        entry.date,
        way(entry.direction),
        money::in_units(entry.amount, code),
        entry.role.word(),
        texts.unwrap_or_default().trim(),
        key.unwrap_or_default(),
    )
}

/// What is asked, what it holds back, and how it is answered.
const fn words(kind: QuestionKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        QuestionKind::SamePurchase => (
            "which of these are one purchase, seen by a wallet and by what paid it?",
            "Until then each is counted, and spending may be too high.",
            r#"{"pairs": [{"kind": "same_purchase", "from": WALLET'S, "to": BANK'S}]}; of rows that are two, {"apart": [{"one": …, "other": …}]}"#,
        ),
        QuestionKind::OwnTransfer => (
            "which of these are one move between your own accounts?",
            "Until then money in and money out may both be too high.",
            r#"{"pairs": [{"kind": "own_transfer", "from": OUT, "to": IN}]}; of rows that are none, {"apart": [{"one": …, "other": …}]}"#,
        ),
        QuestionKind::Refund => (
            "which purchase did this give back?",
            "Until then it is taken off no purchase.",
            r#"{"pairs": [{"kind": "refund", "from": PURCHASE, "to": MONEY BACK}]}; of none of them, {"apart": [{"one": …, "other": …}]}"#,
        ),
        QuestionKind::SameAccount => (
            "are the rows of two accounts those of one?",
            "Until then both count, nothing is a move between them, and what rests on them is parsed at most.",
            r#"{"two_accounts": [{"one": A, "other": B}]} where they are two, {"one_account": [{"one": A, "other": B}]} where they are one"#,
        ),
        QuestionKind::Unclear => (
            "what is this, that is neither in nor out?",
            "Until then it counts as nothing.",
            r#"{"own_transfers": [A]} of a move between your own accounts, {"categories": [{"row": A, "category": "groceries"}]}, or {"leave_out": [A]}"#,
        ),
    }
}
