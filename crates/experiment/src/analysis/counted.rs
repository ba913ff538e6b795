//! Statistics that another engine counted, by the statement of [`sql`](super::sql): its result read back.
//!
//! INVARIANT: what is given is the whole result of one run of the plan's own statement. Each row stands there once, none is
//! missing, and no number contradicts another.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use prescreen::id::Id;
use prescreen::terms::Outcome;
use prescreen::{Code, Error};

use super::event::Hour;
use super::plan::{Metric, MetricKind, Phase, Plan};
use super::sql::sums::{Place, rows_of_all, rows_of_arm};
use super::statistics::{Arm, EventCounts, OUTCOMES, PhaseStatistics, Statistics, Sums};

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
    /// How many; of a count over all events or people, empty where there are none.
    pub value: &'a str,
}

/// The cells of a result, while they come in.
pub struct Counted<P: Borrow<Plan>> {
    plan: P,
    statistics: Statistics,
    /// Events that are not of the plan's form; of these, those of another form of hour, and of another form of unit.
    wrong: u64,
    wrong_hours: u64,
    wrong_units: u64,
    /// The mark of the plan whose statement counted.
    mark: Option<u64>,
    /// For each phase and variation, what its rows by hour and question have to add up to.
    totals: Vec<Vec<Totals>>,
    /// Where the numbers stand that were given: phase, variation, part, item and bucket.
    given: BTreeSet<[Box<str>; 5]>,
    /// Counts of all events or people that are empty, as a sum of nothing is.
    empty: BTreeSet<Box<str>>,
}

/// What the rows of a variation add up to.
#[derive(Clone, Copy, Default)]
struct Totals {
    /// People of whom something was received behind the exposure.
    went_on: u64,
    /// Questions that people left behind.
    answered: u64,
}

impl<P: Borrow<Plan>> Counted<P> {
    /// No cells yet.
    #[must_use]
    pub fn new(plan: P) -> Self {
        let of: &Plan = plan.borrow();
        let totals = vec![vec![Totals::default(); of.variations.len()]; of.phases.len()];
        let statistics = Statistics::none(of);
        Self {
            plan,
            statistics,
            totals,
            wrong: 0,
            wrong_hours: 0,
            wrong_units: 0,
            mark: None,
            given: BTreeSet::new(),
            empty: BTreeSet::new(),
        }
    }

    /// Takes a cell, in any order.
    ///
    /// # Errors
    /// With the pointer of the column that says nothing of the plan's, or is no whole number from 0.
    pub fn add(&mut self, cell: &Cell<'_>) -> Result<(), Error> {
        let place = [cell.phase, cell.variation, cell.part, cell.item, cell.bucket].map(Box::from);
        if !self.given.insert(place) {
            return Err(Error::new(Code::Duplicate, "", "this row stands there already").help(WHOLE));
        }
        if cell.part == part::EVENTS {
            return self.add_event_count(cell);
        }
        let plan: &Plan = self.plan.borrow();
        let nth = plan.phases.iter().position(|phase| phase.id.as_str() == cell.phase);
        let nth = nth.ok_or_else(|| unknown("/phase"))?;
        let phase = self.statistics.phases.get_mut(nth).ok_or_else(|| unknown("/phase"))?;
        if cell.part == part::CROSSED {
            phase.crossed = number(cell)?;
            return Ok(());
        }
        let variation = plan.variations.iter().position(|variation| variation.as_str() == cell.variation);
        let variation = variation.ok_or_else(|| unknown("/variation"))?;
        let totals = self.totals.get_mut(nth).and_then(|of| of.get_mut(variation));
        match (cell.part, cell.item, totals) {
            (part::ARM, "went_on", Some(totals)) => {
                totals.went_on = number(cell)?;
                return Ok(());
            }
            (part::ARM, "answered", Some(totals)) => {
                totals.answered = number(cell)?;
                return Ok(());
            }
            _ => {}
        }
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
    /// With `inconsistent` where the cells are of another plan's statement, some are missing or contradict each other, and where
    /// events were not of the plan's form.
    pub fn statistics(mut self) -> Result<Statistics, Error> {
        let plan: &Plan = self.plan.borrow();
        if self.mark != Some(plan.mark()) && !self.given.is_empty() {
            let message = "this was counted by the statement of another plan, or of an earlier version of this one";
            return Err(Error::new(Code::Inconsistent, "", message).help(WHOLE));
        }
        self.all_given(plan)?;
        self.none_left_empty()?;
        if self.wrong > 0 {
            let of_these = [
                (self.wrong_hours, "have an hour of another form than 2026-11-02T09"),
                (self.wrong_units, "have a unit that is empty or longer than 256 bytes"),
            ];
            let of_these = of_these.into_iter().filter(|(count, _)| *count > 0);
            let of_these: String = of_these.map(|(count, what)| format!("; {count} of them {what}")).collect();
            let message = format!("{} events are not of the plan's form{of_these}", self.wrong);
            let help = "`prescreen experiment report` over the events themselves names the first of them";
            return Err(Error::new(Code::Inconsistent, "", message).help(help));
        }
        for phase in &mut self.statistics.phases {
            for arm in &mut phase.arms {
                arm.metrics.iter_mut().for_each(|sums| sums.n = arm.people);
            }
        }
        contradiction(plan, &self.statistics, &self.totals).map_or(Ok(()), |what| {
            let message = format!("numbers contradict each other: {what}");
            Err(Error::new(Code::Inconsistent, "", message).help(WHOLE))
        })?;
        Ok(self.statistics)
    }

    /// Whether no row is missing.
    fn all_given(&self, plan: &Plan) -> Result<(), Error> {
        let is_given = |phase: &str, variation: &str, Place(part, item, bucket): &Place| {
            self.given.contains(&[phase, variation, part, item, bucket].map(Box::from))
        };
        let missing = |Place(part, item, bucket): &Place, of: &str| {
            let named: Vec<&str> = [*part, item, bucket].into_iter().filter(|name| !name.is_empty()).collect();
            let message = format!("a row is missing: {}{of}", named.join(" "));
            Err(Error::new(Code::MissingField, "", message).help(WHOLE))
        };
        if let Some(row) = rows_of_all(plan).iter().find(|row| !is_given("", "", row)) {
            return missing(row, "");
        }
        let rows = rows_of_arm(plan);
        for (phase, counted) in plan.phases.iter().zip(&self.statistics.phases) {
            for (variation, arm) in plan.variations.iter().zip(&counted.arms) {
                let gap = rows.iter().find(|row| !is_given(phase.id.as_str(), variation.as_str(), row));
                if let Some(row) = gap.filter(|_| *arm != Arm::none(plan)) {
                    return missing(row, &format!(" of {variation} in phase {}", phase.id));
                }
            }
        }
        Ok(())
    }

    fn add_event_count(&mut self, cell: &Cell<'_>) -> Result<(), Error> {
        let events: &mut EventCounts = &mut self.statistics.events;
        let count = match cell.item {
            "plan" => {
                self.mark = Some(number(cell)?);
                return Ok(());
            }
            "last" if cell.value.is_empty() => return Ok(()),
            "last" => {
                events.last = Some(Hour(small(number(cell)?)?));
                return Ok(());
            }
            "read" => &mut events.read,
            "other_experiments" => &mut events.other_experiments,
            "repeated" => &mut events.repeated,
            "same_number" => &mut events.same_number,
            "before_exposure" => &mut events.before_exposure,
            "too_late" => &mut events.too_late,
            "people" => &mut events.people,
            "without_exposure" => &mut events.without_exposure,
            "first_exposure_lost" => &mut events.first_exposure_lost,
            "outside_phases" => &mut events.outside_phases,
            "wrong" => &mut self.wrong,
            "wrong_hours" => &mut self.wrong_hours,
            "wrong_units" => &mut self.wrong_units,
            _ => return Err(unknown("/item")),
        };
        if cell.value.is_empty() {
            self.empty.insert(cell.item.into());
            return Ok(());
        }
        *count = number(cell)?;
        Ok(())
    }

    /// Whether counts are empty only where there was nothing to add up: no event, or nobody.
    fn none_left_empty(&self) -> Result<(), Error> {
        let events = &self.statistics.events;
        let is_of_people = |item: &str| OF_PEOPLE.contains(&item);
        let any_event = [events.read, events.other_experiments, events.people].into_iter().any(|count| count > 0);
        let left = self.empty.iter().find(|item| if is_of_people(item) { events.people > 0 } else { any_event });
        left.map_or(Ok(()), |item| {
            let message = format!("the value of {} {item} is empty, and there was something to count", part::EVENTS);
            Err(Error::new(Code::Inconsistent, "", message).help(WHOLE))
        })
    }
}

/// Counts over people and their events; all others are over every event of the table.
const OF_PEOPLE: [&str; 5] = ["repeated", "before_exposure", "same_number", "without_exposure", "outside_phases"];

/// What is said where rows are missing, twice or of something else.
const WHOLE: &str =
    "take the whole result of one run of the statement that `prescreen experiment sql` prints for this plan";

/// Which numbers contradict each other, in words; none where all of them may have been counted.
fn contradiction(plan: &Plan, statistics: &Statistics, totals: &[Vec<Totals>]) -> Option<String> {
    let events = &statistics.events;
    let mut people = events.without_exposure.saturating_add(events.outside_phases);
    for ((phase, counted), totals) in plan.phases.iter().zip(&statistics.phases).zip(totals) {
        people =
            counted.people().iter().fold(people.saturating_add(counted.crossed), |sum, arm| sum.saturating_add(*arm));
        if let Some(what) = in_phase(plan, phase, counted, totals) {
            return Some(format!("{what}, in phase {}", phase.id));
        }
    }
    let counted = [events.repeated, events.too_late, events.people].into_iter().fold(0u64, u64::saturating_add);
    let found = [
        (people != events.people, "the phases do not add up to all people"),
        (counted > events.read, "more events were counted than were read"),
        (
            events.same_number > events.read || events.before_exposure > events.read,
            "more events are odd than were read",
        ),
    ];
    found.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, what)| what.into())
}

fn in_phase(plan: &Plan, phase: &Phase, counted: &PhaseStatistics, totals: &[Totals]) -> Option<String> {
    let all = counted.people();
    let (from, to) = (Hour::of_day(phase.from).0, Hour::of_day(phase.to).0);
    if counted.hours.keys().any(|hour| *hour < from || *hour >= to) {
        return Some("an hour is not within the phase".into());
    }
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.fold(0u64, u64::saturating_add);
    if counted.hours.values().any(|hour| hour.went_on > sum(&mut hour.people.iter().copied())) {
        return Some("more people went on than there are, in an hour".into());
    }
    if sum(&mut counted.hours.values().map(|hour| hour.went_on)) != sum(&mut totals.iter().map(|of| of.went_on)) {
        return Some("the hours do not add up to the people who went on".into());
    }
    for (n, (variation, arm)) in plan.variations.iter().zip(&counted.arms).enumerate() {
        let of_hour = |people: &Vec<u64>| people.get(n).copied().unwrap_or(0);
        let people = all.get(n).copied().unwrap_or(0);
        let by_hour = sum(&mut counted.hours.values().map(|hour| of_hour(&hour.people)));
        let by_word = |words: &Vec<Vec<u64>>| sum(&mut words.iter().map(of_hour));
        let found = [
            (by_hour != people, "the hours do not add up to the people"),
            (counted.segments.iter().any(|words| by_word(words) != people), "a segment does not add up to the people"),
            (
                sum(&mut arm.answered.iter().copied()) != totals.get(n).map_or(0, |of| of.answered),
                "the questions do not add up to the answers",
            ),
            (arm.completed > people, "more people completed than there are"),
            (sum(&mut arm.classes.iter().copied()) > arm.completed, "more people have a class than completed"),
            (sum(&mut arm.outcomes.iter().copied()) > arm.completed, "more people have an outcome than completed"),
            (
                arm.careless_known > arm.completed || arm.careless > arm.careless_known,
                "more people are careless than completed",
            ),
            (arm.lost > arm.sent, "more events were lost than sent"),
            (arm.incomplete > arm.lost.min(people), "more people lack events than there are people or lost events"),
            (
                [arm.late, arm.behind, arm.ahead].into_iter().any(|clocks| clocks > people),
                "more clocks are off than there are",
            ),
            (arm.answered.iter().any(|answered| *answered > people), "more people left a question than there are"),
        ];
        let of_metric = |(metric, sums): (&Metric, &Sums)| {
            (!could_be(metric, arm, sums)).then(|| format!("the sums of {} are of no people", metric.id))
        };
        let found = found.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, what)| what.to_owned());
        let found = found.or_else(|| plan.metrics.iter().zip(&arm.metrics).find_map(of_metric));
        if let Some(what) = found {
            return Some(format!("{what}, in {variation}"));
        }
    }
    None
}

/// Whether so many people can have these sums.
fn could_be(metric: &Metric, arm: &Arm, sums: &Sums) -> bool {
    // Beyond 2^53 the last digits are rounded.
    let at_most = |a: f64, b: f64| a <= b * (1.0 + 1e-9);
    let square = |sum: i128| (sum as f64) * (sum as f64);
    let n = arm.people as f64;
    let is_spread = |sum: i128, squares: i128| sum <= squares && at_most(square(sum), n * (squares as f64));
    match metric.kind {
        MetricKind::Completion => sums.sum == i128::from(arm.completed) && sums.sum_squares == sums.sum,
        MetricKind::Goal => sums.sum <= i128::from(arm.people) && sums.sum_squares == sums.sum,
        MetricKind::Amount | MetricKind::Ratio => {
            let products = at_most(square(sums.products), (sums.sum_squares as f64) * (sums.other_squares as f64));
            is_spread(sums.sum, sums.sum_squares) && is_spread(sums.other_sum, sums.other_squares) && products
        }
    }
}

fn add_hour(phase: &mut PhaseStatistics, variations: usize, variation: usize, cell: &Cell<'_>) -> Result<(), Error> {
    let bucket = cell.bucket.parse().map_err(|_| unknown("/bucket"))?;
    let hour = phase.hours.entry(bucket).or_default();
    hour.people.resize(variations, 0);
    match cell.item {
        "people" => *hour.people.get_mut(variation).ok_or_else(|| unknown("/variation"))? = number(cell)?,
        "went_on" => hour.went_on = hour.went_on.saturating_add(number(cell)?),
        _ => return Err(unknown("/item")),
    }
    Ok(())
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
    *count.ok_or_else(|| unknown("/bucket"))? = number(cell)?;
    Ok(())
}

fn add_to_arm(plan: &Plan, arm: &mut Arm, cell: &Cell<'_>) -> Result<(), Error> {
    let count = match (cell.part, cell.item) {
        (part::ARM, "people") => Some(&mut arm.people),
        (part::ARM, "completed") => Some(&mut arm.completed),
        (part::ARM, "careless_known") => Some(&mut arm.careless_known),
        (part::ARM, "careless") => Some(&mut arm.careless),
        (part::ARM, "sent") => Some(&mut arm.sent),
        (part::ARM, "lost") => Some(&mut arm.lost),
        (part::ARM, "incomplete") => Some(&mut arm.incomplete),
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
            *sum = number(cell)?;
            return Ok(());
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
            *times.entry(seconds).or_default() = count;
            return Ok(());
        }
        _ => return Err(unknown("/part")),
    };
    *count.ok_or_else(|| unknown("/item"))? = number(cell)?;
    Ok(())
}

/// Where the item of a cell stands among these.
fn place<'a>(mut items: impl Iterator<Item = &'a str>, cell: &Cell<'_>) -> Result<usize, Error> {
    items.position(|item| item == cell.item).ok_or_else(|| unknown("/item"))
}

fn number<N: core::str::FromStr + Default + PartialOrd>(cell: &Cell<'_>) -> Result<N, Error> {
    let number = cell.value.parse::<N>().ok().filter(|number| *number >= N::default());
    number.ok_or_else(|| Error::new(Code::Type, "/value", "expected a whole number from 0"))
}

fn small(number: u64) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| Error::new(Code::Range, "/value", "this is no hour"))
}

fn unknown(at: &str) -> Error {
    Error::new(Code::Reference, at, "this word is none of the plan's, nor of a result's").help(WHOLE)
}
