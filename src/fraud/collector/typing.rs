//! The rhythm of a hardware keyboard. Presses and releases are matched in their order: which key it was is not known here.

use super::histogram::Histogram;
use super::input::{KeyKind, Moment};
use super::moments::Moments;

/// Longer intervals count as this: 10 s.
const LONGEST: u64 = 10_000_000;
/// A pause is longer than 1 s: 2.7% of the intervals of 96 people (Aalto typing data).
const PAUSE: u64 = 1_000_000;
/// Fewer intervals say nothing: the thresholds were learnt on 30 and more.
pub(super) const ENOUGH: u64 = 30;
/// Keys held at once; more are not timed.
const HELD: usize = 4;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Typing {
    /// Keys that enter or take back text.
    pub(super) keys: u32,
    erasing: u32,
    /// Keys that the collector could not see, or of another script: then no rhythm is given.
    pub(super) hidden: u32,
    pub(super) other_script: u32,
    pauses: u64,
    last: Option<Moment>,
    held: [Option<Moment>; HELD],
    intervals: Histogram,
    interval_moments: Moments,
    holds: Histogram,
    hold_moments: Moments,
}

impl Typing {
    pub(super) const fn new() -> Self {
        Self {
            keys: 0,
            erasing: 0,
            hidden: 0,
            other_script: 0,
            pauses: 0,
            last: None,
            held: [None; HELD],
            intervals: Histogram::new(),
            interval_moments: Moments::new(),
            holds: Histogram::new(),
            hold_moments: Moments::new(),
        }
    }

    pub(super) fn down(&mut self, key: KeyKind, now: Moment) {
        match key {
            KeyKind::Hidden => self.hidden = self.hidden.saturating_add(1),
            KeyKind::OtherScript => self.other_script = self.other_script.saturating_add(1),
            KeyKind::Direct | KeyKind::Erasing => self.counted(key, now),
            KeyKind::Moving | KeyKind::Modifier | KeyKind::Other => {}
        }
    }

    fn counted(&mut self, key: KeyKind, now: Moment) {
        self.keys = self.keys.saturating_add(1);
        self.erasing = self.erasing.saturating_add(u32::from(key == KeyKind::Erasing));
        if let Some(last) = self.last.replace(now) {
            let interval = now.saturating_sub(last).min(LONGEST);
            self.intervals.add(interval);
            self.interval_moments.add(interval);
            self.pauses = self.pauses.saturating_add(u64::from(interval > PAUSE));
        }
        if let Some(free) = self.held.iter_mut().find(|held| held.is_none()) {
            *free = Some(now);
        }
    }

    pub(super) fn up(&mut self, key: KeyKind, now: Moment) {
        if !matches!(key, KeyKind::Direct | KeyKind::Erasing) {
            return;
        }
        if let Some(pressed) = self.held.iter().flatten().min().copied() {
            let hold = now.saturating_sub(pressed).min(LONGEST);
            self.holds.add(hold);
            self.hold_moments.add(hold);
            self.held.iter_mut().filter(|held| **held == Some(pressed)).take(1).for_each(|held| *held = None);
        }
    }

    /// Another field, another rhythm.
    pub(super) fn interrupt(&mut self) {
        self.last = None;
        self.held = [None; HELD];
    }

    /// Whether only keys of a hardware keyboard in a Latin layout were seen, and enough of them.
    pub(super) fn known(&self) -> bool {
        self.hidden == 0 && self.other_script == 0 && self.interval_moments.count() >= ENOUGH
    }

    /// Names and values of what is known.
    pub(super) fn signals(&self) -> [(&'static str, Option<u64>); 8] {
        let holds_known = self.hold_moments.count() >= ENOUGH;
        let of_holds = |value: Option<u64>| value.filter(|_| holds_known);
        [
            ("typing-interval-mean", self.interval_moments.mean()),
            ("typing-interval-median", self.intervals.quantile(500)),
            ("typing-interval-tenth", self.intervals.quantile(100)),
            ("typing-interval-variation", self.interval_moments.variation()),
            ("typing-hold-median", of_holds(self.holds.quantile(500))),
            ("typing-hold-variation", of_holds(self.hold_moments.variation())),
            ("typing-pauses", per_mille(self.pauses, self.interval_moments.count())),
            ("typing-corrections", per_mille(self.erasing.into(), self.keys.into())),
        ]
    }
}

/// A share in thousandths; none of nothing.
pub(super) fn per_mille(part: u64, whole: u64) -> Option<u64> {
    part.saturating_mul(1000).checked_div(whole)
}
