//! Statistics that another engine counted, by the statement of [`sql`](super::sql): its result read back.

use std::borrow::Borrow;

use prescreen::id::Id;
use prescreen::terms::Outcome;
use prescreen::{Code, Error};

use super::event::Hour;
use super::plan::Plan;
use super::statistics::{Arm, EventCounts, OUTCOMES, PhaseStatistics, Statistics};

/// What a cell is about.
pub(super) mod part {
    pub const EVENTS: &str = "events";
    pub const ARM: &str = "arm";
    pub const CLASS: &str = "class";
    pub const OUTCOME: &str = "outcome";
    pub const METRIC: &str = "metric";
    pub const QUESTION: &str = "question";
    pub const CROSSED: &str = "crossed";
    pub const HOUR: &str = "hour";
    pub const SEGMENT: &str = "segment";
}

/// The columns of a result, in the order of [`Cell`].
pub const COLUMNS: [&str; 6] = ["phase", "variation", "part", "item", "bucket", "value"];

/// A row of a result: a whole number, and what it counts. What does not apply is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The phase.
    pub phase: &'a str,
    /// The variation.
    pub variation: &'a str,
    /// What it is about.
    pub part: &'a str,
    /// Which of those: a class, a metric, a question, a segment.
    pub item: &'a str,
    /// Which hour, which seconds, which word, which sum.
    pub bucket: &'a str,
    /// How many; empty for none.
    pub value: &'a str,
}

/// The cells of a result, while they come in.
pub struct Counted<P: Borrow<Plan>> {
    plan: P,
    statistics: Statistics,
    wrong: u64,
    /// Whether it was said how many people there are in all.
    is_begun: bool,
}

impl<P: Borrow<Plan>> Counted<P> {
    /// No cells yet.
    #[must_use]
    pub fn new(plan: P) -> Self {
        let statistics = Statistics::none(plan.borrow());
        Self { plan, statistics, wrong: 0, is_begun: false }
    }

    /// Takes a cell, in any order.
    ///
    /// # Errors
    /// With the pointer of the column that says nothing of the plan's, or is no whole number from 0.
    pub fn add(&mut self, cell: &Cell<'_>) -> Result<(), Error> {
        if cell.part == part::EVENTS {
            return self.add_event_count(cell);
        }
        let plan: &Plan = self.plan.borrow();
        let phase = plan.phases.iter().position(|phase| phase.id.as_str() == cell.phase);
        let phase = phase.and_then(|phase| self.statistics.phases.get_mut(phase)).ok_or_else(|| unknown("/phase"))?;
        if cell.part == part::CROSSED {
            return fill(&mut phase.crossed, number(cell)?);
        }
        let variation = plan.variations.iter().position(|variation| variation.as_str() == cell.variation);
        let variation = variation.ok_or_else(|| unknown("/variation"))?;
        match cell.part {
            part::HOUR => add_hour(phase, plan.variations.len(), variation, cell),
            part::SEGMENT => add_segment(plan, phase, variation, cell),
            _ => {
                let arm = phase.arms.get_mut(variation).ok_or_else(|| unknown("/variation"))?;
                add_to_arm(plan, arm, cell)
            }
        }
    }

    /// The statistics of all cells.
    ///
    /// # Errors
    /// With `inconsistent` where cells are missing, and where events were not of the plan's form.
    pub fn statistics(mut self) -> Result<Statistics, Error> {
        if self.wrong > 0 {
            let message = format!("{} events are not of the plan's form", self.wrong);
            let help = "`prescreen experiment report` over the events themselves names the first of them";
            return Err(Error::new(Code::Inconsistent, "", message).help(help));
        }
        let mut people = self.statistics.events.without_exposure.saturating_add(self.statistics.events.outside_phases);
        let mut whole = true;
        for phase in &mut self.statistics.phases {
            let of_arms = phase.people();
            let all: u64 = of_arms.iter().sum();
            people = people.saturating_add(all).saturating_add(phase.crossed);
            let of_hours: u64 = phase.hours.values().flat_map(|hour| &hour.people).sum();
            let of_words = |words: &Vec<Vec<u64>>| words.iter().flatten().sum::<u64>();
            whole &= of_hours == all && phase.segments.iter().all(|words| of_words(words) == all);
            for arm in &mut phase.arms {
                arm.metrics.iter_mut().for_each(|sums| sums.n = arm.people);
            }
        }
        if !whole || !self.is_begun || people != self.statistics.events.people {
            let message = "the parts do not add up to the people: rows are missing, or stand there twice";
            let help = "take the whole result of one run of the statement that `prescreen experiment sql` prints";
            return Err(Error::new(Code::Inconsistent, "", message).help(help));
        }
        Ok(self.statistics)
    }

    fn add_event_count(&mut self, cell: &Cell<'_>) -> Result<(), Error> {
        self.is_begun |= cell.item == "people";
        let events: &mut EventCounts = &mut self.statistics.events;
        let count = match cell.item {
            "last" if cell.value.is_empty() => return Ok(()),
            "last" => {
                events.last = Some(Hour(small(number(cell)?)?));
                return Ok(());
            }
            "read" => &mut events.read,
            "other_experiments" => &mut events.other_experiments,
            "repeated" => &mut events.repeated,
            "too_late" => &mut events.too_late,
            "people" => &mut events.people,
            "without_exposure" => &mut events.without_exposure,
            "outside_phases" => &mut events.outside_phases,
            "wrong" => &mut self.wrong,
            _ => return Err(unknown("/item")),
        };
        fill(count, number(cell)?)
    }
}

fn add_hour(phase: &mut PhaseStatistics, variations: usize, variation: usize, cell: &Cell<'_>) -> Result<(), Error> {
    let bucket = cell.bucket.parse().map_err(|_| unknown("/bucket"))?;
    let hour = phase.hours.entry(bucket).or_default();
    hour.people.resize(variations, 0);
    match cell.item {
        "people" => fill(hour.people.get_mut(variation).ok_or_else(|| unknown("/variation"))?, number(cell)?),
        "went_on" => {
            hour.went_on = hour.went_on.saturating_add(number(cell)?);
            Ok(())
        }
        _ => Err(unknown("/item")),
    }
}

fn add_segment(plan: &Plan, phase: &mut PhaseStatistics, variation: usize, cell: &Cell<'_>) -> Result<(), Error> {
    let mut segments = plan.segments.iter().zip(&mut phase.segments);
    let ((_, words), counts) =
        segments.find(|((id, _), _)| id.as_str() == cell.item).ok_or_else(|| unknown("/item"))?;
    let word = match cell.bucket {
        "" => Some(words.len()),
        word => words.iter().position(|other| other.as_str() == word),
    };
    let count = word.and_then(|word| counts.get_mut(word)).and_then(|count| count.get_mut(variation));
    fill(count.ok_or_else(|| unknown("/bucket"))?, number(cell)?)
}

fn add_to_arm(plan: &Plan, arm: &mut Arm, cell: &Cell<'_>) -> Result<(), Error> {
    let count = match (cell.part, cell.item) {
        (part::ARM, "people") => Some(&mut arm.people),
        (part::ARM, "completed") => Some(&mut arm.completed),
        (part::ARM, "careless_known") => Some(&mut arm.careless_known),
        (part::ARM, "careless") => Some(&mut arm.careless),
        (part::ARM, "sent") => Some(&mut arm.sent),
        (part::ARM, "lost") => Some(&mut arm.lost),
        (part::ARM, "late") => Some(&mut arm.late),
        (part::ARM, "behind") => Some(&mut arm.behind),
        (part::ARM, "ahead") => Some(&mut arm.ahead),
        (part::ARM, _) => return Err(unknown("/item")),
        (part::CLASS, _) => arm.classes.get_mut(place(plan.classes.iter().map(Id::as_str), cell)?),
        (part::OUTCOME, _) => arm.outcomes.get_mut(place(OUTCOMES.iter().map(Outcome::word), cell)?),
        (part::METRIC, _) => {
            let sums = arm.metrics.get_mut(place(plan.metrics.iter().map(|metric| metric.id.as_str()), cell)?);
            let sums = sums.ok_or_else(|| unknown("/item"))?;
            let sum = match cell.bucket {
                "sum" => &mut sums.sum,
                "sum_squares" => &mut sums.sum_squares,
                "other_sum" => &mut sums.other_sum,
                "other_squares" => &mut sums.other_squares,
                "products" => &mut sums.products,
                _ => return Err(unknown("/bucket")),
            };
            return fill(sum, number(cell)?);
        }
        (part::QUESTION, _) => {
            let place = place(plan.questions.iter().map(Id::as_str), cell)?;
            let count: u64 = number(cell)?;
            let answered = arm.answered.get_mut(place).ok_or_else(|| unknown("/item"))?;
            *answered = answered.saturating_add(count);
            if cell.bucket.is_empty() {
                return Ok(());
            }
            let seconds = cell.bucket.parse().map_err(|_| unknown("/bucket"))?;
            let times = arm.seconds.get_mut(place).ok_or_else(|| unknown("/item"))?;
            return fill(times.entry(seconds).or_default(), count);
        }
        _ => return Err(unknown("/part")),
    };
    fill(count.ok_or_else(|| unknown("/item"))?, number(cell)?)
}

/// Where the item of a cell stands among these.
fn place<'a>(mut items: impl Iterator<Item = &'a str>, cell: &Cell<'_>) -> Result<usize, Error> {
    items.position(|item| item == cell.item).ok_or_else(|| unknown("/item"))
}

/// Puts a number where none is yet.
fn fill<N: PartialEq + Default>(place: &mut N, number: N) -> Result<(), Error> {
    if *place != N::default() {
        return Err(Error::new(Code::Duplicate, "", "this row stands there already"));
    }
    *place = number;
    Ok(())
}

fn number<N: core::str::FromStr + Default + PartialOrd>(cell: &Cell<'_>) -> Result<N, Error> {
    if cell.value.is_empty() {
        return Ok(N::default());
    }
    let number = cell.value.parse::<N>().ok().filter(|number| *number >= N::default());
    number.ok_or_else(|| Error::new(Code::Type, "/value", "expected a whole number from 0"))
}

fn small(number: u64) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| Error::new(Code::Range, "/value", "this is no hour"))
}

fn unknown(at: &str) -> Error {
    let help = "take the result of the statement that `prescreen experiment sql` prints for this plan";
    Error::new(Code::Reference, at, "this word is none of the plan's, nor of a result's").help(help)
}
