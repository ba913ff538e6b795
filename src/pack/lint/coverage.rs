//! Whether every person has exactly one truthful option, as far as amounts and catch-alls tell.
//!
//! Takes a question's options, gives warnings. Amounts are compared only where at least two options name a
//! range; an option without one may be for anybody, so the ends are looked at only where every option has one.

use super::ranges::{End, ONE, Range, range};
use super::words::Words;
use super::{Texts, Warning, WarningCode, warning};
use crate::pack::schema::Item;

/// Ages may begin here: who is younger is no customer. This project's own choice.
const ADULT: i128 = 18 * ONE;

/// All of something, in per cent.
const WHOLE: i128 = 100 * ONE;

struct Named {
    at: String,
    text: String,
    range: Range,
}

/// Amounts in the texts of a single choice.
pub(super) fn amounts(texts: &Texts<'_>, words: &Words, warnings: &mut Vec<Warning>) {
    let options: Vec<(String, &str)> = texts.options().collect();
    let mut named: Vec<Named> = options
        .iter()
        .filter_map(|(at, text)| Some(Named { at: at.clone(), text: (*text).into(), range: range(text, words)? }))
        .collect();
    if named.len() < 2 {
        return;
    }
    named.sort_by_key(|option| (at(option.range.low, i128::MIN), at(option.range.high, i128::MAX)));
    let lower = |text: &str| text.to_lowercase();
    let whole = !options.iter().any(|(_, text)| words.continuous.iter().any(|unit| lower(text).contains(unit)));
    for pair in named.windows(2) {
        let [left, right] = pair else { continue };
        let Some(code) = between(left.range.high, right.range.low, whole) else { continue };
        let said = match code {
            WarningCode::Gap => "leave out what lies between them",
            _ => "both cover the same amount",
        };
        warnings.push(warning(code, right.at.clone(), format!("“{}” and “{}” {said}", left.text, right.text)));
    }
    if named.len() < options.len() {
        return;
    }
    if let Some((first, end)) = named.first().and_then(|first| Some((first, first.range.low?))) {
        let age = whole && end.at <= ADULT;
        if end.at > 0 && !age {
            let message = format!("nothing is below “{}”", first.text);
            warnings.push(warning(WarningCode::NoLowest, first.at.clone(), message));
        }
    }
    if let Some((last, end)) = named.last().and_then(|last| Some((last, last.range.high?)))
        && !(end.at == WHOLE && last.text.contains(['%', '％']))
    {
        let message = format!("nothing is above “{}”", last.text);
        warnings.push(warning(WarningCode::NoHighest, last.at.clone(), message));
    }
}

fn at(end: Option<End>, open: i128) -> i128 {
    end.map_or(open, |end| end.at)
}

/// What is wrong between one option's upper and the next one's lower end. Two that share an end are taken to
/// touch, unless only whole numbers exist.
fn between(high: Option<End>, low: Option<End>, whole: bool) -> Option<WarningCode> {
    let Some((high, low)) = high.zip(low) else { return Some(WarningCode::Overlap) };
    if low.at > high.at {
        let next = low.at.checked_sub(high.at) == Some(ONE) && low.included && high.included;
        return (!next).then_some(WarningCode::Gap);
    }
    if low.at < high.at || whole && high.included && low.included {
        return Some(WarningCode::Overlap);
    }
    (!high.included && !low.included).then_some(WarningCode::Gap)
}

/// Intervals of a number: the check sees that they follow each other, not that they have everybody.
pub(super) fn intervals(item: &Item, at: &str, warnings: &mut Vec<Warning>) {
    let from = item.options.first().and_then(|option| option.from);
    if let Some(from) = from.filter(|from| *from > 0) {
        let message = format!("no option has a number below {from}");
        warnings.push(warning(WarningCode::NoLowest, format!("{at}/0/from"), message));
    }
    if let Some(to) = item.options.last().and_then(|option| option.to) {
        let message = format!("no option has a number above {to}");
        let last = item.options.len().saturating_sub(1);
        warnings.push(warning(WarningCode::NoHighest, format!("{at}/{last}/to"), message));
    }
}

/// An option for whom nothing else fits. It begins with such a word: "complex or other products" is for those who
/// have some.
pub(super) fn none_of_these(texts: &Texts<'_>, words: &Words, warnings: &mut Vec<Warning>) {
    let catches = |text: &str| {
        let text = text.trim().to_lowercase();
        words.catch_all.iter().any(|word| text.starts_with(word))
    };
    if texts.options().any(|(_, text)| catches(text)) {
        return;
    }
    let (at, question) = texts.question();
    let message = format!("“{question}” has no option for whom none fits");
    warnings.push(warning(WarningCode::NoneOfThese, at, message));
}
