//! Time per step of the journey, time hidden, and time with nothing done.

use super::histogram::Histogram;
use super::input::Moment;
use super::moments::Moments;
use super::typing::per_mille;

/// A stretch of more than 20 s with nothing done.
const IDLE: u64 = 20_000_000;
/// Fewer steps say nothing.
const ENOUGH_STEPS: u64 = 5;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pace {
    started: Option<Moment>,
    step: Option<Moment>,
    hidden_in_step: u64,
    hidden_since: Option<Moment>,
    hidden_count: u32,
    hidden: u64,
    active: Option<Moment>,
    idle_count: u32,
    idle_longest: u64,
    step_fastest: u64,
    step_longest: u64,
    steps: Histogram,
    step_moments: Moments,
}

impl Pace {
    pub(super) const fn new() -> Self {
        Self {
            started: None,
            step: None,
            hidden_in_step: 0,
            hidden_since: None,
            hidden_count: 0,
            hidden: 0,
            active: None,
            idle_count: 0,
            idle_longest: 0,
            step_fastest: u64::MAX,
            step_longest: 0,
            steps: Histogram::new(),
            step_moments: Moments::new(),
        }
    }

    pub(super) fn started(&mut self, now: Moment) {
        self.started = self.started.or(Some(now));
        self.step = self.step.or(Some(now));
        self.active = self.active.or(Some(now));
    }

    /// A person did something.
    pub(super) fn active(&mut self, now: Moment) {
        if let Some(last) = self.active.replace(now) {
            self.idle(now.saturating_sub(last));
        }
    }

    fn idle(&mut self, stretch: u64) {
        self.idle_longest = self.idle_longest.max(stretch);
        self.idle_count = self.idle_count.saturating_add(u32::from(stretch > IDLE));
    }

    pub(super) fn stepped(&mut self, now: Moment) {
        let Some(begun) = self.step.replace(now) else { return };
        let time = now.saturating_sub(begun).saturating_sub(core::mem::take(&mut self.hidden_in_step));
        self.steps.add(time);
        self.step_moments.add(time);
        self.step_fastest = self.step_fastest.min(time);
        self.step_longest = self.step_longest.max(time);
    }

    pub(super) fn hid(&mut self, now: Moment) {
        if self.hidden_since.is_none() {
            self.hidden_since = Some(now);
            self.hidden_count = self.hidden_count.saturating_add(1);
        }
    }

    pub(super) fn showed(&mut self, now: Moment) {
        if let Some(since) = self.hidden_since.take() {
            let hidden = now.saturating_sub(since);
            self.hidden = self.hidden.saturating_add(hidden);
            self.hidden_in_step = self.hidden_in_step.saturating_add(hidden);
            // Being away is not being idle.
            self.active = Some(now);
        }
    }

    /// Names and values of what is known.
    pub(super) fn signals(&self, now: Moment) -> [(&'static str, Option<u64>); 9] {
        let enough = self.step_moments.count() >= ENOUGH_STEPS;
        let of_steps = |value: Option<u64>| value.filter(|_| enough);
        let median = self.steps.quantile(500);
        let whole = self.started.map(|started| now.saturating_sub(started));
        [
            ("steps", Some(self.step_moments.count())),
            ("step-median", of_steps(median)),
            ("step-fastest", of_steps(Some(self.step_fastest))),
            ("step-variation", of_steps(self.step_moments.variation())),
            ("step-hesitation", of_steps(median.and_then(|median| per_mille(self.step_longest, median)))),
            ("hidden-count", whole.map(|_| self.hidden_count.into())),
            ("hidden-share", whole.and_then(|whole| per_mille(self.hidden, whole)).map(|share| share.min(1000))),
            ("idle-count", whole.map(|_| self.idle_count.into())),
            ("idle-longest", whole.map(|_| self.idle_longest)),
        ]
    }
}
