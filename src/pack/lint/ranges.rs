//! Amounts in an option's text: "CNY 100,000 to 300,000", "50 万元以上、300 万元及以下".
//!
//! Takes a text and the words of its language, gives the range it names, or none when it names no range or more
//! than one. It never guesses: a number that no sign belongs to makes the text unread.

use super::words::{Sign, Words};

/// An end of a range, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub at: i128,
    pub included: bool,
}

/// A range of amounts; an end that is none is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Range {
    pub low: Option<End>,
    pub high: Option<End>,
}

/// Thousandths in one.
pub(super) const ONE: i128 = 1_000;

/// The most digits an amount is read with; a longer one is not an amount.
const MAX_DIGITS: usize = 15;

#[derive(Debug, Clone, Copy)]
struct Amount {
    digits: i128,
    times: i128,
    taken: bool,
}

impl Amount {
    fn value(self) -> Option<i128> {
        self.digits.checked_mul(self.times)
    }
}

/// What has been read of a text.
#[derive(Default)]
struct Reading {
    range: Range,
    amount: Option<Amount>,
    before: Option<Sign>,
    to: Option<Amount>,
    failed: bool,
}

/// The one range that a text names.
pub(super) fn range(text: &str, words: &Words) -> Option<Range> {
    let text = text.to_lowercase();
    let mut rest = text.as_str();
    let mut reading = Reading::default();
    let mut last: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        let boundary = last.is_none_or(|last| !last.is_alphabetic() || !last.is_ascii());
        let length = if first.is_ascii_digit() {
            let (amount, length) = number(rest)?;
            reading.amount(amount);
            length
        } else if let Some((phrase, sign)) = words.signs.iter().find(|(phrase, _)| begins(rest, phrase, boundary)) {
            reading.sign(*sign);
            phrase.len()
        } else if let Some(unit) = words.units.iter().find(|unit| begins(rest, unit, boundary)) {
            unit.len()
        } else {
            if !first.is_whitespace() && first != ',' && first != '、' {
                reading.apart();
            }
            first.len_utf8()
        };
        last = rest.get(..length)?.chars().last();
        rest = rest.get(length..)?;
    }
    reading.apart();
    let Reading { range, failed, .. } = reading;
    (!failed && range != Range::default()).then_some(range)
}

/// Whether a text begins with a phrase; Latin words only as whole words.
pub(super) fn begins(text: &str, phrase: &str, boundary: bool) -> bool {
    let Some(after) = text.strip_prefix(phrase) else { return false };
    let latin = phrase.starts_with(|letter: char| letter.is_ascii_alphabetic());
    !latin || boundary && !after.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// Digits with commas between them and up to three decimals, and how long they are.
fn number(text: &str) -> Option<(i128, usize)> {
    let is_part = |(at, letter): &(usize, char)| {
        let after = text.get(at.saturating_add(1)..).unwrap_or_default();
        letter.is_ascii_digit() || matches!(letter, ',' | '.') && after.starts_with(|next: char| next.is_ascii_digit())
    };
    let length = text.char_indices().take_while(is_part).map(|(_, letter)| letter.len_utf8()).sum();
    let written: String = text.get(..length)?.chars().filter(|letter| *letter != ',').collect();
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    if whole.len() > MAX_DIGITS || decimals.len() > 3 {
        return None;
    }
    let digits = format!("{whole}{decimals:0<3}").parse().ok()?;
    Some((digits, length))
}

impl Reading {
    fn amount(&mut self, digits: i128) {
        self.settle();
        self.amount = Some(Amount { digits, times: 1, taken: false });
    }

    fn sign(&mut self, sign: Sign) {
        match sign {
            Sign::Times(times) => match &mut self.amount {
                Some(amount) => match amount.times.checked_mul(times) {
                    Some(times) => amount.times = times,
                    None => self.failed = true,
                },
                None => self.apart(),
            },
            Sign::To => {
                if self.before.is_none() || self.amount.is_some() {
                    self.to = self.amount.take();
                }
            }
            Sign::OrLess | Sign::OrMore => {
                if let Some(amount) = &mut self.amount {
                    amount.taken = true;
                    let end = amount.value().map(|at| End { at, included: true });
                    self.end(sign == Sign::OrLess, end);
                }
            }
            Sign::Under | Sign::AtMost | Sign::Over | Sign::AtLeast => {
                self.settle();
                self.before = Some(sign);
            }
        }
    }

    /// Something else stands here: signs no longer belong to what is after it.
    fn apart(&mut self) {
        self.settle();
        // A number before a word such as "to" that no number follows is an amount that nothing explains.
        self.failed |= self.to.take().is_some();
        self.before = None;
    }

    /// The amount that was read is complete: it goes where its signs say.
    fn settle(&mut self) {
        let Some(mut amount) = self.amount.take() else { return };
        if let Some(mut from) = self.to.take() {
            if from.times == 1 && from.digits < amount.digits {
                from.times = amount.times;
            }
            if !from.taken {
                let low = from.value().map(|at| End { at, included: true });
                self.end(false, low);
            }
            amount.taken = true;
            let high = amount.value().map(|at| End { at, included: true });
            self.end(true, high);
        } else if let Some(sign) = self.before.take() {
            amount.taken = true;
            let included = matches!(sign, Sign::AtMost | Sign::AtLeast);
            let end = amount.value().map(|at| End { at, included });
            self.end(matches!(sign, Sign::Under | Sign::AtMost), end);
        }
        self.failed |= !amount.taken;
    }

    fn end(&mut self, high: bool, end: Option<End>) {
        let place = if high { &mut self.range.high } else { &mut self.range.low };
        self.failed |= place.is_some() || end.is_none();
        *place = end;
    }
}
