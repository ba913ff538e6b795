//! A person's event as it is kept until a report is made: twelve bytes, in an order that no file decides.
//!
//! INVARIANT: two events are the same where number, kind and content are; the hour in which they were received is not part of
//! that, and the earliest one is kept.

use prescreen::terms::Outcome;

use super::event::{Event, Hour, What};
use super::statistics::OUTCOMES;

/// What stands for "not said".
pub(super) const NONE: u8 = u8::MAX;

const EXPOSURE: u64 = 0;
const QUESTION: u64 = 1;
const COMPLETION: u64 = 2;
const GOAL: u64 = 3;
const BEFORE: u64 = 4;

/// Bits of the last part: an amount, seconds, or the words of a completion.
const MORE: u32 = 40;
/// Bits of the part before it: the position of a word.
const WORD: u32 = 13;
/// Bits of the kind; the rest is the event's number.
const KIND: u32 = 3;

/// One event of a person. The order is that of the numbers, then of kinds and contents.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    high: u32,
    low: u32,
    hour: u32,
}

/// What a kept event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// A variation was shown.
    Exposure,
    /// A question was left, after so many seconds.
    Question { question: usize, seconds: Option<u32> },
    /// The questionnaire was completed; each by its position, or [`NONE`].
    Completion { class: u8, outcome: u8, careless: u8 },
    /// So much of a goal was reached.
    Goal { goal: usize, amount: i64 },
    /// So much had been reached before.
    Before { goal: usize, amount: i64 },
}

impl Kept {
    pub(super) fn of(event: &Event) -> Self {
        let (kind, word, more) = match event.what {
            What::Exposure { variation, .. } => (EXPOSURE, u64::from(variation), 0),
            What::Question { question, seconds } => {
                (QUESTION, wide(question), seconds.map_or(0, |seconds| u64::from(seconds).saturating_add(1)))
            }
            What::Completion { class, outcome, careless } => {
                let known = outcome.map_or(NONE, place);
                let more = (u64::from(known) << 8) | u64::from(careless.map_or(NONE, u8::from));
                (COMPLETION, u64::from(class.unwrap_or(NONE)), more)
            }
            What::Goal { goal, amount } => (GOAL, wide(goal), amount.unsigned_abs()),
            What::Before { goal, amount } => (BEFORE, wide(goal), amount.unsigned_abs()),
        };
        let number = u64::from(event.seq.unwrap_or(0));
        let key = (((((number << KIND) | kind) << WORD) | word) << MORE) | more;
        Self { high: low_half(key >> 32), low: low_half(key), hour: event.received.0 }
    }

    /// What two copies of one event have in common.
    pub(super) fn key(&self) -> (u32, u32) {
        (self.high, self.low)
    }

    /// The earliest hour in which it was received.
    pub(super) fn hour(&self) -> Hour {
        Hour(self.hour)
    }

    /// It was received in another hour too.
    pub(super) fn received_again(&mut self, copy: &Self) {
        self.hour = self.hour.min(copy.hour);
    }

    /// Its number among the person's; none of a value before.
    pub(super) fn number(&self) -> Option<u8> {
        let key = self.whole();
        let number = u8::try_from(key >> (MORE + WORD + KIND)).ok();
        number.filter(|_| part(key, MORE + WORD, KIND) != BEFORE)
    }

    pub(super) fn said(&self) -> Said {
        let key = self.whole();
        let (word, more) = (part(key, MORE, WORD), part(key, 0, MORE));
        let position = usize::try_from(word).unwrap_or(usize::MAX);
        let amount = i64::try_from(more).unwrap_or(i64::MAX);
        match part(key, MORE + WORD, KIND) {
            EXPOSURE => Said::Exposure,
            QUESTION => {
                let seconds = more.checked_sub(1).and_then(|seconds| u32::try_from(seconds).ok());
                Said::Question { question: position, seconds }
            }
            COMPLETION => Said::Completion { class: byte(word), outcome: byte(more >> 8), careless: byte(more) },
            GOAL => Said::Goal { goal: position, amount },
            _ => Said::Before { goal: position, amount },
        }
    }

    fn whole(&self) -> u64 {
        (u64::from(self.high) << 32) | u64::from(self.low)
    }
}

/// So many bits of a key, from a place on.
fn part(key: u64, from: u32, bits: u32) -> u64 {
    (key >> from) & !(u64::MAX << bits)
}

fn low_half(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

fn byte(part: u64) -> u8 {
    u8::try_from(part & u64::from(u8::MAX)).unwrap_or(NONE)
}

fn wide(position: usize) -> u64 {
    u64::try_from(position).unwrap_or(u64::MAX)
}

fn place(outcome: Outcome) -> u8 {
    let place = OUTCOMES.iter().position(|other| *other == outcome);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::super::event::{MAX_AMOUNT, MAX_SECONDS, Unit};
    use super::super::plan::{MAX_PARTS, MAX_WORDS};
    use super::*;

    fn kept(seq: Option<u8>, what: What) -> Kept {
        Kept::of(&Event { unit: Unit(0), received: Hour(9), at: None, seq, what })
    }

    #[test]
    fn an_event_is_kept_with_its_largest_numbers() {
        let seconds = u16::try_from(MAX_SECONDS).unwrap();
        let question = kept(Some(255), What::Question { question: MAX_WORDS - 1, seconds: Some(seconds) });
        assert_eq!(question.number(), Some(255));
        assert_eq!(question.said(), Said::Question { question: MAX_WORDS - 1, seconds: Some(MAX_SECONDS) });
        let goal = kept(Some(0), What::Goal { goal: MAX_PARTS - 1, amount: MAX_AMOUNT });
        assert_eq!((goal.number(), goal.hour()), (Some(0), Hour(9)));
        assert_eq!(goal.said(), Said::Goal { goal: MAX_PARTS - 1, amount: MAX_AMOUNT });
        let before = kept(None, What::Before { goal: 0, amount: 0 });
        assert_eq!((before.number(), before.said()), (None, Said::Before { goal: 0, amount: 0 }));
        let none = What::Completion { class: None, outcome: None, careless: None };
        assert_eq!(kept(Some(3), none).said(), Said::Completion { class: NONE, outcome: NONE, careless: NONE });
        let last = What::Completion { class: Some(199), outcome: Some(Outcome::Refuse), careless: Some(true) };
        assert_eq!(kept(Some(3), last).said(), Said::Completion { class: 199, outcome: 5, careless: 1 });
    }
}
