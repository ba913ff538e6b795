//! What a bank says of a movement in `:86:`, in the forms that have a structure.

use super::super::draft;
use crate::seek::split_once;
use crate::statement::{Row, RowKind};

/// Adds what a field 86 says to its row.
pub(super) fn describe(row: &mut Row, value: &str) {
    let text = value.trim_start();
    let code = text.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
    let coded = code.is_some() && text.get(3..).is_some_and(|rest| rest.starts_with(['?', '<', '>', '+']));
    if coded || text.starts_with("?20") || text.starts_with("?00") {
        if row.kind == RowKind::Unknown && matches!(code, Some("053" | "153" | "156")) {
            row.kind = RowKind::Salary;
        }
        return subfields(row, text.get(if coded { 3 } else { 0 }..).unwrap_or_default());
    }
    if text.starts_with('/') {
        let joined: String = text.lines().collect();
        let word = |name: &str| slashed(&joined, name).unwrap_or_default();
        draft::append(&mut row.counterparty, word("NAME"));
        draft::append(&mut row.counterparty_account, word("IBAN"));
        let (reference, said) = (word("EREF"), word("REMI"));
        if row.reference.is_empty() {
            reference.clone_into(&mut row.reference);
        }
        return draft::append(&mut row.description, if said.is_empty() { &joined } else { said });
    }
    draft::append(&mut row.description, &text.lines().collect::<Vec<_>>().join(" "));
}

/// Subfields of two digits behind one sign, which stands first: purpose, other side, posting text.
fn subfields(row: &mut Row, text: &str) {
    let joined: String = text.chars().filter(|character| !matches!(character, '\n' | '\r')).collect();
    let Some(sign) = joined.chars().next() else { return };
    let (mut purpose, mut name, mut account) = (String::new(), String::new(), String::new());
    for part in joined.split(sign).skip(1) {
        let Some((number, said)) =
            part.split_at_checked(2).filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
        else {
            // The sign was one of the text.
            purpose.push(sign);
            purpose.push_str(part);
            continue;
        };
        match number.parse() {
            Ok(20_u8..=29 | 60..=63) => purpose.push_str(said),
            Ok(32 | 33) => name.push_str(said),
            Ok(31) if account.is_empty() => said.trim().clone_into(&mut account),
            Ok(38) => said.trim().clone_into(&mut account),
            Ok(0) => draft::append(&mut row.category, said),
            _ => {}
        }
    }
    draft::append(&mut row.counterparty, &name);
    draft::append(&mut row.counterparty_account, &account);
    draft::append(&mut row.description, &purpose);
}

/// The text behind a word between slashes, up to the next such word.
fn slashed<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = split_once(text, &["/", name, "/"].concat())?;
    let is_word = |at: usize| {
        let word = behind.get(at..).and_then(|rest| rest.get(1..)).and_then(|rest| rest.split_once('/'));
        word.is_some_and(|(word, _)| {
            (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
        })
    };
    let end = behind.match_indices('/').map(|(at, _)| at).find(|at| is_word(*at));
    Some(behind.get(..end.unwrap_or(behind.len()))?.trim_matches(['/', ' ']))
}
