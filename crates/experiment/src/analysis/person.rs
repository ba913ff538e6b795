//! One person of an experiment: what was received of them, and what it comes to.

use super::event::{Event, Hour, What};
use super::kept::{Kept, NONE, Said};
use super::plan::MAX_SEGMENTS;

/// The variation of a person who saw several.
const SEVERAL: u8 = u8::MAX - 1;
/// Different events of a person, at most: four for each number.
pub(super) const MAX_EVENTS: usize = 1024;

/// What was received of a person.
pub(super) struct Person {
    events: Vec<Kept>,
    exposed: u32,
    exposed_seq: u8,
    variation: u8,
    segments: [u8; MAX_SEGMENTS],
    least_offset: i16,
    greatest_offset: i16,
}

/// What became of an event that was taken.
pub(super) enum Taken {
    /// It is new.
    New,
    /// It was received before.
    Again,
    /// There are too many of this person.
    TooMany,
}

/// What a person's events come to. Used for one person after the other.
pub(super) struct Course {
    /// Class, outcome and care of the first completion, each by its position or [`NONE`].
    pub completion: Option<[u8; 3]>,
    /// For each question, whether it was left behind, and in how many seconds.
    pub questions: Vec<Option<Option<u32>>>,
    /// For each goal, what was reached of it.
    pub goals: Vec<Reached>,
    /// Events that the person must have sent, by the highest number.
    pub sent: u64,
    /// Of these, those that were not received.
    pub lost: u64,
    /// Whether something was received that comes behind the exposure.
    pub went_on: bool,
    /// Events that have the number of another.
    pub same_number: u64,
    /// Events from before the exposure.
    pub before_exposure: u64,
    /// Whether an event came from before the first exposure that was received, and a number is missing there.
    pub first_exposure_lost: bool,
}

/// How much of a goal a person reached.
#[derive(Clone, Copy, Default)]
pub(super) struct Reached {
    pub is_reached: bool,
    pub during: i64,
    pub before: i64,
}

impl Person {
    pub(super) const fn new() -> Self {
        Self {
            events: Vec::new(),
            exposed: u32::MAX,
            exposed_seq: NONE,
            variation: NONE,
            segments: [NONE; MAX_SEGMENTS],
            least_offset: i16::MAX,
            greatest_offset: i16::MIN,
        }
    }

    /// The variation's position; none where no exposure came. Of several, no variation of any plan.
    pub(super) fn variation(&self) -> Option<usize> {
        (self.variation != NONE).then(|| usize::from(self.variation))
    }

    /// The hour of the first exposure.
    pub(super) fn exposed(&self) -> Hour {
        Hour(self.exposed)
    }

    /// For each segment, what the first exposure says: a word's position plus one, or 0.
    pub(super) fn segments(&self) -> [u8; MAX_SEGMENTS] {
        self.segments
    }

    /// The least and the greatest number of hours between a device's clock and the collector's.
    pub(super) fn offsets(&self) -> Option<(i64, i64)> {
        let (least, greatest) = (self.least_offset, self.greatest_offset);
        (least <= greatest).then(|| (i64::from(least), i64::from(greatest)))
    }

    /// Bytes of what is kept beside the person.
    pub(super) fn bytes(&self) -> usize {
        self.events.capacity().saturating_mul(size_of::<Kept>())
    }

    /// Takes an event. Which copy of it is read first changes nothing.
    pub(super) fn take(&mut self, event: &Event) -> Taken {
        self.compare_clocks(event);
        if let What::Exposure { variation, segments } = event.what {
            self.expose(event, variation, segments);
        }
        let kept = Kept::of(event);
        match self.events.binary_search_by_key(&kept.key(), Kept::key) {
            Ok(at) => {
                if let Some(known) = self.events.get_mut(at) {
                    known.received_again(&kept);
                }
                Taken::Again
            }
            Err(_) if self.events.len() >= MAX_EVENTS => Taken::TooMany,
            Err(at) => {
                if self.events.len() == self.events.capacity() {
                    // Most people have about ten: a table that doubles would be half empty.
                    self.events.reserve_exact(4.max(self.events.len() / 4));
                }
                self.events.insert(at, kept);
                Taken::New
            }
        }
    }

    fn expose(&mut self, event: &Event, variation: u8, segments: [u8; MAX_SEGMENTS]) {
        if self.variation == NONE {
            self.variation = variation;
        } else if self.variation != variation {
            self.variation = SEVERAL;
        }
        let first = (event.received.0, event.seq.unwrap_or(NONE), segments);
        if first < (self.exposed, self.exposed_seq, self.segments) {
            (self.exposed, self.exposed_seq, self.segments) = first;
        }
    }

    fn compare_clocks(&mut self, event: &Event) {
        let Some(at) = event.at else { return };
        let offset = i64::from(event.received.0).saturating_sub(i64::from(at.0));
        let offset = i16::try_from(offset.clamp(-30_000, 30_000)).unwrap_or(0);
        self.least_offset = self.least_offset.min(offset);
        self.greatest_offset = self.greatest_offset.max(offset);
    }

    /// Whether an event is from before the exposure that was received first: both its number and its hour say so. Either alone does
    /// not, because an exposure may be received late, and another sender may count from 0 again.
    fn is_before_exposure(&self, event: &Kept) -> bool {
        self.variation != NONE
            && event.number().is_some_and(|number| number < self.exposed_seq && event.hour() < self.exposed())
    }

    /// Whether every number below that of the exposure was received. Where one is missing, it may have been an exposure.
    fn has_all_before_exposure(&self) -> bool {
        let mut next = 0u8;
        for number in self.events.iter().filter_map(Kept::number) {
            if number == next {
                next = next.saturating_add(1);
            }
        }
        next >= self.exposed_seq
    }

    /// What the events come to.
    pub(super) fn come_to(&self, course: &mut Course) {
        course.clear();
        let has_all = self.has_all_before_exposure();
        let (mut last, mut received) = (None, 0u64);
        for event in &self.events {
            let number = event.number();
            if number.is_some() {
                if number == last {
                    course.same_number = course.same_number.saturating_add(1);
                } else {
                    received = received.saturating_add(1);
                }
                last = number;
            }
            let is_before = self.is_before_exposure(event);
            if is_before && has_all {
                course.before_exposure = course.before_exposure.saturating_add(1);
            } else {
                course.first_exposure_lost |= is_before;
                course.take(event.said());
            }
        }
        course.sent = last.map_or(0, |highest| u64::from(highest).saturating_add(1));
        course.lost = course.sent.saturating_sub(received);
        course.went_on = last > Some(self.exposed_seq);
    }
}

impl Course {
    /// Of a plan with so many questions and goals.
    pub(super) fn new(questions: usize, goals: usize) -> Self {
        Self {
            completion: None,
            questions: vec![None; questions],
            goals: vec![Reached::default(); goals],
            sent: 0,
            lost: 0,
            went_on: false,
            same_number: 0,
            before_exposure: 0,
            first_exposure_lost: false,
        }
    }

    fn clear(&mut self) {
        self.completion = None;
        self.questions.fill(None);
        self.goals.fill(Reached::default());
        (self.same_number, self.before_exposure, self.first_exposure_lost) = (0, 0, false);
    }

    fn take(&mut self, said: Said) {
        match said {
            Said::Exposure => {}
            Said::Question { question, seconds } => {
                if let Some(known) = self.questions.get_mut(question) {
                    let before = known.flatten();
                    let together = match (before, seconds) {
                        (Some(before), Some(seconds)) => Some(before.saturating_add(seconds)),
                        (before, seconds) => before.or(seconds),
                    };
                    *known = Some(together);
                }
            }
            Said::Completion { class, outcome, careless } => {
                self.completion.get_or_insert([class, outcome, careless]);
            }
            Said::Goal { goal, amount } => {
                if let Some(reached) = self.goals.get_mut(goal) {
                    reached.is_reached = true;
                    reached.during = reached.during.saturating_add(amount);
                }
            }
            Said::Before { goal, amount } => {
                if let Some(reached) = self.goals.get_mut(goal) {
                    reached.before = reached.before.max(amount);
                }
            }
        }
    }
}
