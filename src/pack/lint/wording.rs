//! Double negatives and leading words in questions and options.
//!
//! Takes the texts of a question and the words of its language, gives warnings. Negations are counted within
//! one clause: "no loss, and no risk" is two plain ones.

use super::ranges::begins;
use super::words::Words;
use super::{Texts, Warning, WarningCode, warning};

/// Looks at a question and its options.
pub(super) fn check(texts: &Texts<'_>, words: &Words, warnings: &mut Vec<Warning>) {
    let (at, question) = texts.question();
    let options: Vec<(String, &str)> = texts.options().collect();
    for (at, text) in core::iter::once((at.clone(), question)).chain(options.iter().cloned()) {
        if negations(text, words) > 1 {
            let message = format!("“{text}” negates twice");
            warnings.push(warning(WarningCode::DoubleNegative, at.clone(), message));
        }
        if let Some(word) = words.leading.iter().find(|word| has(&text.to_lowercase(), word)) {
            let message = format!("“{text}” suggests an answer (“{word}”)");
            warnings.push(warning(WarningCode::Leading, at, message));
        }
    }
    let turned = |text: &str| {
        let text = text.trim().to_lowercase();
        words.turns.iter().any(|turn| text == *turn)
    };
    let turns = options.iter().filter(|(_, text)| turned(text)).count();
    if negations(question, words) == 1 && turns > 1 {
        let message = format!("“{question}” negates, and its options are for or against");
        warnings.push(warning(WarningCode::DoubleNegative, at, message));
    }
}

/// The most negations that one clause of a text has.
fn negations(text: &str, words: &Words) -> usize {
    let mut text = text.to_lowercase();
    for word in words.not_negations {
        text = text.replace(word, " ");
    }
    let clauses = text.split([',', ';', ':', '.', '?', '!', '，', '、', '；', '：', '。', '？', '！', '\n']);
    clauses.map(|clause| words.negations.iter().map(|word| count(clause, word)).sum()).max().unwrap_or(0)
}

fn has(text: &str, phrase: &str) -> bool {
    count(text, phrase) > 0
}

/// How often a phrase stands in a text; Latin words only as whole words.
fn count(text: &str, phrase: &str) -> usize {
    let starts = text.match_indices(phrase).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().last());
        let boundary = before.is_none_or(|letter| !letter.is_ascii_alphabetic());
        text.get(*at..).is_some_and(|rest| begins(rest, phrase, boundary))
    });
    starts.count()
}
