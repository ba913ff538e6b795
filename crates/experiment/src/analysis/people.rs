//! From events in any order to the statistics of a report: one short record a person, whatever was sent of them.
//!
//! Memory is [`bytes_per_person`](People::bytes_per_person) for each person, whose number has a limit, and a few numbers
//! for each hour and segment. A person is counted once: by the first 128 bits of the SHA-256 of their name.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use prescreen::{Code, Error};

use super::event::{Event, Hour, Unit, What};
use super::plan::{MAX_SEGMENTS, Metric, MetricKind, Plan};
use super::statistics::{Arm, OUTCOMES, Statistics};

/// Most people of one report, where the caller does not say.
pub const USUAL_PEOPLE: usize = 5_000_000;
/// Hours from which an event is late.
pub(super) const LATE_HOURS: i64 = 24;

/// What stands for "not said".
const NONE: u8 = u8::MAX;
/// The variation of a person who saw several.
const SEVERAL: u8 = u8::MAX - 1;
/// The seconds of a question that was not answered.
const UNANSWERED: u16 = u16::MAX;
/// The seconds of a question that was answered in an unknown time.
pub(super) const UNTIMED: u16 = u16::MAX - 1;

/// The people of an experiment, while events come in.
pub struct People<P: Borrow<Plan>> {
    plan: P,
    most: usize,
    positions: HashMap<Unit, u32>,
    people: Vec<Person>,
    /// For each person and goal, the amount during the experiment and the amount before.
    amounts: Vec<(i64, i64)>,
    /// For each person and goal, whether it was reached at all.
    reached: Vec<bool>,
    /// For each person and question, the seconds.
    seconds: Vec<u16>,
    statistics: Statistics,
    ends: Option<Hour>,
}

#[derive(Clone)]
struct Person {
    seen: [u64; 4],
    exposed: u32,
    exposed_seq: u8,
    variation: u8,
    segments: [u8; MAX_SEGMENTS],
    highest: Option<u8>,
    completed_seq: Option<u8>,
    class: u8,
    outcome: u8,
    careless: u8,
    least_offset: i16,
    greatest_offset: i16,
}

impl<P: Borrow<Plan>> People<P> {
    /// Nobody yet; at most so many people will be kept.
    #[must_use]
    pub fn new(plan: P, most: usize) -> Self {
        let of: &Plan = plan.borrow();
        let (statistics, ends) = (Statistics::none(of), of.collected_until.map(Hour::of_day));
        Self {
            plan,
            most,
            positions: HashMap::new(),
            people: Vec::new(),
            amounts: Vec::new(),
            reached: Vec::new(),
            seconds: Vec::new(),
            statistics,
            ends,
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.plan.borrow()
    }

    /// Bytes that a person takes, without what the tables keep free to grow.
    #[must_use]
    pub fn bytes_per_person(&self) -> usize {
        let table = size_of::<(Unit, u32)>().saturating_add(1);
        let goal = size_of::<(i64, i64)>().saturating_add(size_of::<bool>());
        let goals = goal.saturating_mul(self.plan().goals.len());
        let questions = size_of::<u16>().saturating_mul(self.plan().questions.len());
        size_of::<Person>().saturating_add(table).saturating_add(goals).saturating_add(questions)
    }

    /// Counts an event of another experiment.
    pub fn pass_over(&mut self) {
        let events = &mut self.statistics.events;
        events.other_experiments = events.other_experiments.saturating_add(1);
    }

    /// Takes an event.
    ///
    /// # Errors
    /// With `limit` where it is of one person too many.
    pub fn add(&mut self, event: &Event) -> Result<(), Error> {
        let events = &mut self.statistics.events;
        events.read = events.read.saturating_add(1);
        if self.ends.is_some_and(|end| event.received >= end) {
            events.too_late = events.too_late.saturating_add(1);
            return Ok(());
        }
        events.last = events.last.max(Some(event.received));
        let position = self.position(event.unit)?;
        let Some(person) = self.people.get_mut(position) else { return Ok(()) };
        // Of an event that comes again too, the hours count: which copy is read first must change nothing.
        person.compare_clocks(event);
        if let What::Exposure { variation, segments } = event.what {
            person.expose(event, variation, segments);
        }
        if let Some(seq) = event.seq {
            if !person.is_new(seq) {
                let events = &mut self.statistics.events;
                events.repeated = events.repeated.saturating_add(1);
                return Ok(());
            }
            person.highest = person.highest.max(Some(seq));
        }
        match event.what {
            What::Exposure { .. } => {}
            What::Completion { class, outcome, careless } => {
                if event.seq < person.completed_seq || person.completed_seq.is_none() {
                    let known = |word: Option<bool>| word.map_or(NONE, u8::from);
                    let place = |outcome| OUTCOMES.iter().position(|other| *other == outcome);
                    let outcome = outcome.and_then(place).and_then(|place| u8::try_from(place).ok());
                    person.completed_seq = event.seq;
                    (person.class, person.outcome) = (class.unwrap_or(NONE), outcome.unwrap_or(NONE));
                    person.careless = known(careless);
                }
            }
            What::Question { question, seconds } => {
                let slot = position.saturating_mul(self.plan().questions.len()).saturating_add(question);
                if let Some(known) = self.seconds.get_mut(slot) {
                    let before = if *known >= UNTIMED { 0 } else { *known };
                    let timed = seconds.map(|seconds| before.saturating_add(seconds).min(UNTIMED - 1));
                    *known = timed.unwrap_or(if *known == UNANSWERED { UNTIMED } else { *known });
                }
            }
            What::Goal { goal, amount } => {
                let slot = position.saturating_mul(self.plan().goals.len()).saturating_add(goal);
                if let Some((during, _)) = self.amounts.get_mut(slot) {
                    *during = during.saturating_add(amount);
                }
                if let Some(reached) = self.reached.get_mut(slot) {
                    *reached = true;
                }
            }
            What::Before { goal, amount } => {
                let slot = position.saturating_mul(self.plan().goals.len()).saturating_add(goal);
                if let Some((_, before)) = self.amounts.get_mut(slot) {
                    *before = (*before).max(amount);
                }
            }
        }
        Ok(())
    }

    fn position(&mut self, unit: Unit) -> Result<usize, Error> {
        let next = self.people.len();
        let position = match self.positions.entry(unit) {
            Entry::Occupied(known) => return Ok(usize::try_from(*known.get()).unwrap_or(usize::MAX)),
            Entry::Vacant(free) if next < self.most => free,
            Entry::Vacant(_) => {
                let message = format!("there are events of more than {} people", self.most);
                return Err(Error::new(Code::Limit, "/unit", message));
            }
        };
        let index = u32::try_from(next).map_err(|_| Error::new(Code::Limit, "/unit", "there are too many people"))?;
        position.insert(index);
        self.people.push(Person::new());
        let (goals, questions) = (self.plan().goals.len(), self.plan().questions.len());
        self.amounts.extend(core::iter::repeat_n((0, 0), goals));
        self.reached.extend(core::iter::repeat_n(false, goals));
        self.seconds.extend(core::iter::repeat_n(UNANSWERED, questions));
        Ok(next)
    }

    /// The statistics of all events taken.
    #[must_use]
    pub fn statistics(self) -> Statistics {
        let Self { plan, people, amounts, reached, seconds, mut statistics, .. } = self;
        let plan: &Plan = plan.borrow();
        statistics.events.people = u64::try_from(people.len()).unwrap_or(u64::MAX);
        let starts: Vec<(Hour, Hour)> =
            plan.phases.iter().map(|phase| (Hour::of_day(phase.from), Hour::of_day(phase.to))).collect();
        for (n, person) in people.iter().enumerate() {
            if person.variation == NONE {
                count(&mut statistics.events.without_exposure);
                continue;
            }
            let exposed = Hour(person.exposed);
            let within = |(from, to): &(Hour, Hour)| *from <= exposed && exposed < *to;
            let Some(phase) = starts.iter().position(within).and_then(|phase| statistics.phases.get_mut(phase)) else {
                count(&mut statistics.events.outside_phases);
                continue;
            };
            let Some(arm) = phase.arms.get_mut(usize::from(person.variation)) else {
                count(&mut phase.crossed);
                continue;
            };
            person.count(arm);
            let of = |parts: usize| n.saturating_mul(parts);
            let questions = seconds.iter().skip(of(plan.questions.len()));
            for ((answered, times), seconds) in arm.answered.iter_mut().zip(&mut arm.seconds).zip(questions) {
                if *seconds != UNANSWERED {
                    count(answered);
                }
                if *seconds < UNTIMED {
                    count(times.entry(*seconds).or_default());
                }
            }
            let goals = plan.goals.len();
            let amount = |goal: Option<usize>| amounts.get(of(goals).saturating_add(goal?)).copied();
            let was_reached = |goal: Option<usize>| reached.get(of(goals).saturating_add(goal?)).copied();
            for (metric, sums) in plan.metrics.iter().zip(&mut arm.metrics) {
                let place = |named: &Option<_>| plan.goals.iter().position(|goal| Some(goal) == named.as_ref());
                let (goal, per) = (place(&metric.goal), place(&metric.per));
                let (value, other) = value(metric, person, was_reached(goal), amount(goal), amount(per));
                sums.add(value, other);
            }
            let variation = usize::from(person.variation);
            let hour = phase.hours.entry(person.exposed).or_default();
            hour.people.resize(plan.variations.len(), 0);
            hour.people.get_mut(variation).into_iter().for_each(count);
            if person.highest > Some(person.exposed_seq) {
                count(&mut hour.went_on);
            }
            for (words, place) in phase.segments.iter_mut().zip(person.segments) {
                let last = words.len().saturating_sub(1);
                let word = usize::from(place).checked_sub(1).unwrap_or(last);
                words.get_mut(word).and_then(|word| word.get_mut(variation)).into_iter().for_each(count);
            }
        }
        statistics
    }
}

/// A person's value of a metric, and the one beside it.
fn value(
    metric: &Metric,
    person: &Person,
    reached: Option<bool>,
    amount: Option<(i64, i64)>,
    per: Option<(i64, i64)>,
) -> (i64, i64) {
    let (during, before) = amount.unwrap_or_default();
    match metric.kind {
        MetricKind::Completion => (i64::from(person.completed_seq.is_some()), 0),
        MetricKind::Goal => (i64::from(reached.unwrap_or(false)), 0),
        MetricKind::Amount => (during, before),
        MetricKind::Ratio => (during, per.unwrap_or_default().0),
    }
}

impl Person {
    fn new() -> Self {
        Self {
            seen: [0; 4],
            exposed: u32::MAX,
            exposed_seq: NONE,
            variation: NONE,
            segments: [0; MAX_SEGMENTS],
            highest: None,
            completed_seq: None,
            class: NONE,
            outcome: NONE,
            careless: NONE,
            least_offset: i16::MAX,
            greatest_offset: i16::MIN,
        }
    }

    /// Whether an event of this number is the first; it is known from then on.
    fn is_new(&mut self, seq: u8) -> bool {
        let bit = 1u64 << (seq % 64);
        let Some(word) = self.seen.get_mut(usize::from(seq / 64)) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn expose(&mut self, event: &Event, variation: u8, segments: [u8; MAX_SEGMENTS]) {
        if self.variation == NONE {
            self.variation = variation;
        } else if self.variation != variation {
            self.variation = SEVERAL;
        }
        let seq = event.seq.unwrap_or(NONE);
        if (event.received.0, seq) < (self.exposed, self.exposed_seq) {
            (self.exposed, self.exposed_seq, self.segments) = (event.received.0, seq, segments);
        }
    }

    fn compare_clocks(&mut self, event: &Event) {
        let Some(at) = event.at else { return };
        let offset = i64::from(event.received.0).saturating_sub(i64::from(at.0));
        let offset = i16::try_from(offset.clamp(-30_000, 30_000)).unwrap_or(0);
        self.least_offset = self.least_offset.min(offset);
        self.greatest_offset = self.greatest_offset.max(offset);
    }

    /// Counts the person in the variation that they saw.
    fn count(&self, arm: &mut Arm) {
        count(&mut arm.people);
        if self.completed_seq.is_some() {
            count(&mut arm.completed);
            arm.classes.get_mut(usize::from(self.class)).into_iter().for_each(count);
            arm.outcomes.get_mut(usize::from(self.outcome)).into_iter().for_each(count);
            if self.careless != NONE {
                count(&mut arm.careless_known);
                arm.careless = arm.careless.saturating_add(u64::from(self.careless));
            }
        }
        let received: u32 = self.seen.iter().map(|word| word.count_ones()).sum();
        let sent = self.highest.map_or(0, |highest| u64::from(highest).saturating_add(1));
        arm.sent = arm.sent.saturating_add(sent);
        arm.lost = arm.lost.saturating_add(sent.saturating_sub(u64::from(received)));
        if self.least_offset <= self.greatest_offset {
            let (least, greatest) = (i64::from(self.least_offset), i64::from(self.greatest_offset));
            if least < -1 {
                count(&mut arm.ahead);
            }
            if least > LATE_HOURS {
                count(&mut arm.behind);
            } else if greatest > LATE_HOURS {
                count(&mut arm.late);
            }
        }
    }
}

fn count(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}
