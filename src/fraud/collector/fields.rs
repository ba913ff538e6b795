//! How values came into fields: counts, and the time from focus to entry and to leaving.

use super::histogram::Histogram;
use super::input::{Entry, Moment};
use super::moments::Moments;

/// What follows within 1 s is taken for a consequence of what a person did.
pub(super) const CONSEQUENCE: u64 = 1_000_000;
/// Fewer fields say nothing.
const ENOUGH_FIELDS: u64 = 3;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Fields {
    focus: Option<Focus>,
    pub(super) pasted: u32,
    pub(super) filled: u32,
    pub(super) blocks: u32,
    pub(super) composed: u32,
    pub(super) typed: u32,
    injected: u32,
    unprompted: u32,
    delays: Histogram,
    delay_count: u32,
    dwells: Histogram,
    dwell_moments: Moments,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Focus {
    at: Moment,
    text: bool,
    entered: bool,
    filled: bool,
}

impl Fields {
    pub(super) const fn new() -> Self {
        Self {
            focus: None,
            pasted: 0,
            filled: 0,
            blocks: 0,
            composed: 0,
            typed: 0,
            injected: 0,
            unprompted: 0,
            delays: Histogram::new(),
            delay_count: 0,
            dwells: Histogram::new(),
            dwell_moments: Moments::new(),
        }
    }

    pub(super) fn focused(&mut self, text: bool, prompted: bool, now: Moment) {
        self.left(now);
        self.focus = Some(Focus { at: now, text, entered: false, filled: false });
        self.unprompted = self.unprompted.saturating_add(u32::from(text && !prompted));
    }

    pub(super) fn left(&mut self, now: Moment) {
        let Some(focus) = self.focus.take() else { return };
        if focus.text && focus.entered && !focus.filled {
            let dwell = now.saturating_sub(focus.at);
            self.dwells.add(dwell);
            self.dwell_moments.add(dwell);
        }
    }

    /// `prompted`: a person did something just before.
    pub(super) fn entered(&mut self, entry: Entry, other_field: bool, fillable: bool, prompted: bool, now: Moment) {
        let first = self.focus.is_none_or(|focus| !focus.entered);
        let filled = entry == Entry::Filled || (entry == Entry::Scripted && fillable);
        if let Some(focus) = &mut self.focus {
            if !focus.entered && focus.text && !filled && entry != Entry::Scripted {
                self.delays.add(now.saturating_sub(focus.at));
                self.delay_count = self.delay_count.saturating_add(1);
            }
            focus.entered = true;
            focus.filled |= filled;
        }
        let new = u32::from(first || other_field);
        match entry {
            Entry::Single => self.typed = self.typed.saturating_add(1),
            Entry::Block => self.blocks = self.blocks.saturating_add(1),
            Entry::Composed => self.composed = self.composed.saturating_add(1),
            Entry::Pasted => self.pasted = self.pasted.saturating_add(new),
            Entry::Filled => self.filled = self.filled.saturating_add(new),
            Entry::Scripted if fillable => self.filled = self.filled.saturating_add(new),
            // A keyboard that the page itself draws sets values when it is touched.
            Entry::Scripted if prompted => self.blocks = self.blocks.saturating_add(1),
            Entry::Scripted => self.injected = self.injected.saturating_add(new),
        }
    }

    /// Names and values of what is known. `assistive`, and a person without a `mouse`: the focus may move without a key.
    pub(super) fn signals(&self, assistive: bool, mouse: bool) -> [(&'static str, Option<u64>); 7] {
        let enough = self.dwell_moments.count() >= ENOUGH_FIELDS;
        let text_was_entered = self.delay_count > 0;
        [
            ("pasted-fields", Some(self.pasted.into())),
            ("filled-fields", Some(self.filled.into())),
            ("injected-fields", Some(self.injected.into()).filter(|_| !assistive)),
            ("unprompted-focus", Some(self.unprompted.into()).filter(|_| text_was_entered && mouse && !assistive)),
            ("entry-delay-median", self.delays.quantile(500).filter(|_| self.delay_count >= 3 && !assistive)),
            ("field-dwell-median", self.dwells.quantile(500).filter(|_| enough && !assistive)),
            ("field-dwell-variation", self.dwell_moments.variation().filter(|_| enough && !assistive)),
        ]
    }
}
