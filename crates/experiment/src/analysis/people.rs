//! From events in any order to the statistics of a report: what each person's events come to, whatever was sent of them.
//!
//! Memory is what [`bytes_per_person`](People::bytes_per_person) says for each person, whose number has a limit, and a few
//! numbers for each hour and segment. A person is counted once: by the first 128 bits of the SHA-256 of their name.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use prescreen::{Code, Error};

use super::event::{Event, Hour, Unit, What};
use super::kept::NONE;
use super::person::{Course, MAX_EVENTS, Person, Reached, Taken};
use super::plan::{Metric, MetricKind, Plan};
use super::statistics::{Arm, EventCounts, PhaseStatistics, Statistics};

/// Most people of one report, where the caller does not say.
pub const USUAL_PEOPLE: usize = 5_000_000;
/// Hours from which an event is late.
pub(super) const LATE_HOURS: i64 = 24;
/// Most seconds of a question that are told apart, added up over its views.
pub(super) const MOST_SECONDS: u16 = u16::MAX - 2;

/// Bytes of a person without their events, at most.
const PERSON_BYTES: usize = 48;
const _: () = assert!(size_of::<Person>() <= PERSON_BYTES);

/// The people of an experiment, while events come in.
pub struct People<P: Borrow<Plan>> {
    plan: P,
    most: usize,
    positions: HashMap<Unit, u32>,
    people: Vec<Person>,
    events: EventCounts,
    ends: Option<Hour>,
}

impl<P: Borrow<Plan>> People<P> {
    /// Nobody yet; at most so many people will be kept.
    #[must_use]
    pub fn new(plan: P, most: usize) -> Self {
        let ends = plan.borrow().collected_until.map(Hour::of_day);
        let (positions, people) = (HashMap::new(), Vec::new());
        Self { plan, most, positions, people, events: EventCounts::default(), ends }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.plan.borrow()
    }

    /// Bytes that a person takes on average, without what the tables keep free to grow; 0 where there is nobody. Said as of a
    /// machine of 64 bits, so that a printed report is the same on every host.
    #[must_use]
    pub fn bytes_per_person(&self) -> usize {
        let beside = self.people.iter().fold(0usize, |sum, person| sum.saturating_add(person.bytes()));
        let own = PERSON_BYTES.saturating_add(size_of::<(Unit, u32)>()).saturating_add(1);
        beside.checked_div(self.people.len()).map_or(0, |beside| beside.saturating_add(own))
    }

    /// Whether any event was read, of another experiment too.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.events.read > 0 || self.events.other_experiments > 0
    }

    /// Counts an event of another experiment.
    pub fn pass_over(&mut self) {
        count(&mut self.events.other_experiments);
    }

    /// Takes an event.
    ///
    /// # Errors
    /// With `limit` where it is of one person too many, or one too many of a person.
    pub fn add(&mut self, event: &Event) -> Result<(), Error> {
        count(&mut self.events.read);
        if self.ends.is_some_and(|end| event.received >= end) {
            count(&mut self.events.too_late);
            return Ok(());
        }
        if !matches!(event.what, What::Before { .. }) {
            self.events.last = self.events.last.max(Some(event.received));
        }
        let position = self.position(event.unit)?;
        let Some(person) = self.people.get_mut(position) else { return Ok(()) };
        match person.take(event) {
            Taken::New => {}
            Taken::Again if event.seq.is_none() => {}
            Taken::Again => count(&mut self.events.repeated),
            Taken::TooMany => {
                let message = format!("there are more than {MAX_EVENTS} different events of one person");
                let help = "number the events of a person in one sequence, from 0 to 255";
                return Err(Error::new(Code::Limit, "/seq", message).help(help));
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
        Ok(next)
    }

    /// The statistics of all events taken.
    #[must_use]
    pub fn statistics(self) -> Statistics {
        let Self { plan, people, events, .. } = self;
        let plan: &Plan = plan.borrow();
        let mut statistics = Statistics { events, ..Statistics::none(plan) };
        statistics.events.people = u64::try_from(people.len()).unwrap_or(u64::MAX);
        let starts: Vec<(Hour, Hour)> =
            plan.phases.iter().map(|phase| (Hour::of_day(phase.from), Hour::of_day(phase.to))).collect();
        let mut course = Course::new(plan.questions.len(), plan.goals.len());
        for person in &people {
            person.come_to(&mut course);
            let events = &mut statistics.events;
            events.same_number = events.same_number.saturating_add(course.same_number);
            events.before_exposure = events.before_exposure.saturating_add(course.before_exposure);
            let Some(variation) = person.variation() else {
                count(&mut events.without_exposure);
                continue;
            };
            if course.first_exposure_lost {
                count(&mut events.first_exposure_lost);
            }
            let within = |(from, to): &(Hour, Hour)| *from <= person.exposed() && person.exposed() < *to;
            let Some(phase) = starts.iter().position(within).and_then(|phase| statistics.phases.get_mut(phase)) else {
                count(&mut events.outside_phases);
                continue;
            };
            phase.count(plan, person, variation, &course);
        }
        statistics
    }
}

impl PhaseStatistics {
    /// Counts a person who was exposed in this phase.
    fn count(&mut self, plan: &Plan, person: &Person, variation: usize, course: &Course) {
        let Some(arm) = self.arms.get_mut(variation) else { return count(&mut self.crossed) };
        arm.count(plan, course);
        arm.compare_clocks(person.offsets());
        let hour = self.hours.entry(person.exposed().0).or_default();
        hour.people.resize(plan.variations.len(), 0);
        hour.people.get_mut(variation).into_iter().for_each(count);
        if course.went_on {
            count(&mut hour.went_on);
        }
        for (words, place) in self.segments.iter_mut().zip(person.segments()) {
            let last = words.len().saturating_sub(1);
            let word = usize::from(place).checked_sub(1).unwrap_or(last);
            words.get_mut(word).and_then(|word| word.get_mut(variation)).into_iter().for_each(count);
        }
    }
}

impl Arm {
    /// Counts a person who saw this variation.
    fn count(&mut self, plan: &Plan, course: &Course) {
        count(&mut self.people);
        if let Some([class, outcome, careless]) = course.completion {
            count(&mut self.completed);
            self.classes.get_mut(usize::from(class)).into_iter().for_each(count);
            self.outcomes.get_mut(usize::from(outcome)).into_iter().for_each(count);
            if careless != NONE {
                count(&mut self.careless_known);
                self.careless = self.careless.saturating_add(u64::from(careless));
            }
        }
        self.sent = self.sent.saturating_add(course.sent);
        self.lost = self.lost.saturating_add(course.lost);
        if course.lost > 0 {
            count(&mut self.incomplete);
        }
        for ((answered, times), left) in self.answered.iter_mut().zip(&mut self.seconds).zip(&course.questions) {
            let Some(seconds) = left else { continue };
            count(answered);
            if let Some(seconds) = seconds {
                let seconds = u16::try_from(*seconds).map_or(MOST_SECONDS, |seconds| seconds.min(MOST_SECONDS));
                count(times.entry(seconds).or_default());
            }
        }
        for (metric, sums) in plan.metrics.iter().zip(&mut self.metrics) {
            let reached = |named: &Option<_>| {
                let place = plan.goals.iter().position(|goal| Some(goal) == named.as_ref());
                place.and_then(|place| course.goals.get(place)).copied().unwrap_or_default()
            };
            let (value, other) = value(metric, course, reached(&metric.goal), reached(&metric.per));
            sums.add(value, other);
        }
    }

    fn compare_clocks(&mut self, offsets: Option<(i64, i64)>) {
        let Some((least, greatest)) = offsets else { return };
        if least < -1 {
            count(&mut self.ahead);
        }
        if least > LATE_HOURS {
            count(&mut self.behind);
        } else if greatest > LATE_HOURS {
            count(&mut self.late);
        }
    }
}

/// A person's value of a metric, and the one beside it.
fn value(metric: &Metric, course: &Course, goal: Reached, per: Reached) -> (i64, i64) {
    match metric.kind {
        MetricKind::Completion => (i64::from(course.completion.is_some()), 0),
        MetricKind::Goal => (i64::from(goal.is_reached), 0),
        MetricKind::Amount => (goal.during, goal.before),
        MetricKind::Ratio => (goal.during, per.during),
    }
}

fn count(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}
