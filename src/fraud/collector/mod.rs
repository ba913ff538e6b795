//! Statistics of how a form is used, in fixed memory.
//!
//! Takes the form of each event and its time, gives [`Signals`]. Integers only. It must never keep an event,
//! which key was pressed, what was entered, or a place beyond the pointer's last one; and what it cannot
//! tell for sure (an input method, a soft keyboard, voice, a password manager, assistive technology) is
//! *unknown*, never suspicious.

mod fields;
mod histogram;
mod input;
mod moments;
mod pace;
mod pointer;
mod root;
mod typing;

use crate::terms::signals::{SignalKind, SignalValue, Signals, find};
use fields::{CONSEQUENCE, Fields};
pub use input::{Entry, Event, KeyFacts, KeyKind, Moment, PointerKind};
use pace::Pace;
use pointer::Pointer;
use typing::Typing;

/// A click this soon after another, a key or a press is the browser's own consequence of it: 500 ms.
const SAME_ACT: u64 = 500_000;
/// Clocks coarser than 10 ms (a browser that protects against timing) give no rhythm.
const COARSE: u64 = 10_000;

/// Everything that is kept of a session, all of it in here: about 10 kB, whatever happens.
#[derive(Clone, PartialEq, Eq)]
pub struct Collector {
    typing: Typing,
    pointer: Pointer,
    fields: Fields,
    pace: Pace,
    last: Option<Moment>,
    /// Greatest common divisor of all intervals between events, in microseconds.
    grain: u64,
    /// When a person last did something, when with a key, and when a pointer was last pressed.
    acted: Option<Moment>,
    keyed: Option<Moment>,
    pressed: Option<Moment>,
    /// No click followed the last press yet.
    press_open: bool,
    mouse: u32,
    touch: u32,
    keyboard: u32,
    assistive: u32,
    scripted: u32,
}

impl Default for Collector {
    fn default() -> Self {
        Self::new()
    }
}

impl Collector {
    /// Nothing known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            typing: Typing::new(),
            pointer: Pointer::new(),
            fields: Fields::new(),
            pace: Pace::new(),
            last: None,
            grain: 0,
            acted: None,
            keyed: None,
            pressed: None,
            press_open: false,
            mouse: 0,
            touch: 0,
            keyboard: 0,
            assistive: 0,
            scripted: 0,
        }
    }

    /// Counts an event. Times that run backwards count as no time.
    pub fn observe(&mut self, event: Event, now: Moment) {
        let now = self.last.map_or(now, |last| now.max(last));
        if let Some(last) = self.last.replace(now) {
            self.grain = common_divisor(self.grain, now.saturating_sub(last));
        }
        self.pace.started(now);
        match event {
            Event::KeyDown { key, repeat, in_field } => self.key_down(key, repeat, in_field, now),
            Event::KeyUp(key) => self.key_up(key, now),
            Event::Composition => self.typing.hidden = self.typing.hidden.saturating_add(1),
            Event::Move { pointer, x, y, fractional } => {
                self.pace.active(now);
                if pointer == PointerKind::Mouse {
                    self.pointer.moved(x, y, fractional, now);
                }
            }
            Event::Press(pointer) => {
                self.act(now);
                self.pressed = Some(now);
                self.press_open = true;
                self.pointer.pressed(pointer, now);
            }
            Event::Release(_) => {
                self.act(now);
                self.pointer.released(now);
            }
            Event::Click { pointer, without_pointer, centred } => self.click(pointer, without_pointer, centred, now),
            Event::Focus { text } => {
                self.typing.interrupt();
                self.fields.focused(text, self.within(self.acted, CONSEQUENCE, now), now);
            }
            Event::Blur => {
                self.typing.interrupt();
                self.fields.left(now);
            }
            Event::Input { entry, other_field, fillable } => {
                let prompted = self.within(self.acted, CONSEQUENCE, now);
                // Text with no key: the input method, the voice or the keyboard is one that cannot be seen.
                let keyless = entry == Entry::Single && !self.within(self.keyed, CONSEQUENCE, now);
                let entry = if keyless { Entry::Block } else { entry };
                if entry != Entry::Scripted {
                    self.pace.active(now);
                }
                self.fields.entered(entry, other_field, fillable, prompted, now);
            }
            Event::Scripted => {
                // What a page does in answer to a person is the page's own.
                let answer = self.within(self.acted, CONSEQUENCE, now);
                self.scripted = self.scripted.saturating_add(u32::from(!answer));
            }
            Event::Hidden => self.pace.hid(now),
            Event::Shown => self.pace.showed(now),
            Event::Step => self.pace.stepped(now),
        }
    }

    fn key_down(&mut self, key: KeyKind, repeat: bool, in_field: bool, now: Moment) {
        self.act(now);
        self.keyed = Some(now);
        if repeat {
            return;
        }
        if in_field {
            self.typing.down(key, now);
        }
        let moving = key == KeyKind::Moving || (!in_field && key == KeyKind::Direct);
        self.keyboard = self.keyboard.saturating_add(u32::from(moving));
    }

    fn key_up(&mut self, key: KeyKind, now: Moment) {
        self.act(now);
        self.keyed = Some(now);
        self.typing.up(key, now);
    }

    fn click(&mut self, pointer: PointerKind, without_pointer: bool, centred: bool, now: Moment) {
        if core::mem::take(&mut self.press_open) {
            match pointer {
                PointerKind::Touch => self.touch = self.touch.saturating_add(1),
                PointerKind::Mouse | PointerKind::None => {
                    self.mouse = self.mouse.saturating_add(1);
                    self.pointer.clicked(centred);
                }
            }
        } else if without_pointer
            && !self.within(self.pressed, SAME_ACT, now)
            && !self.within(self.keyed, SAME_ACT, now)
        {
            // Neither a key nor a pointer: a screen reader, a switch, or a voice that says "click".
            self.assistive = self.assistive.saturating_add(1);
        }
        self.act(now);
    }

    fn act(&mut self, now: Moment) {
        self.acted = Some(now);
        self.pace.active(now);
    }

    fn within(&self, moment: Option<Moment>, time: u64, now: Moment) -> bool {
        moment.is_some_and(|moment| now.saturating_sub(moment) <= time)
    }

    /// What is known at a moment; everything else is unknown.
    #[must_use]
    pub fn signals(&self, now: Moment) -> Signals {
        let assistive = self.assistive > 0;
        let timed = self.grain < COARSE;
        let hardware = self.touch == 0 && !assistive && timed && self.fields.blocks == 0 && self.fields.composed == 0;
        let mouse = self.touch == 0 && !assistive && timed;

        let mut known = Known(Signals::default());
        known.word("entry-method", self.entry_method());
        known.word("navigation", self.navigation());
        known.counts(&[
            ("keys", Some(self.typing.keys.into())),
            ("clicks", Some(u64::from(self.mouse.saturating_add(self.touch).saturating_add(self.assistive)))),
            ("pointer-moves", Some(self.pointer.moves.into())),
            ("scripted-events", Some(self.scripted.into()).filter(|_| !assistive)),
        ]);
        if hardware && self.typing.known() {
            known.counts(&self.typing.signals());
        }
        if mouse {
            known.counts(&self.pointer.signals());
        }
        // Where no mouse is used, the focus may be moved by technology that the page cannot see.
        known.counts(&self.fields.signals(assistive, self.mouse > 0));
        known.counts(&self.pace.signals(now));
        known.0
    }

    fn entry_method(&self) -> &'static str {
        let ways = [
            (self.typing.keys > 0, "keyboard"),
            (self.fields.composed > 0 || self.typing.other_script > 0, "composition"),
            (self.typing.hidden > 0 && self.fields.composed == 0, "soft-keyboard"),
            (self.fields.blocks > 0, "inserted"),
            (self.fields.filled > 0, "filled"),
        ];
        one_of(&ways)
    }

    fn navigation(&self) -> &'static str {
        one_of(&[
            (self.mouse > 0, "mouse"),
            (self.touch > 0, "touch"),
            (self.keyboard > 0, "keyboard"),
            (self.assistive > 0, "assistive"),
        ])
    }
}

/// The one way that was used, "none" or "mixed".
fn one_of(ways: &[(bool, &'static str)]) -> &'static str {
    let mut used = ways.iter().filter(|(used, _)| *used);
    match (used.next(), used.next()) {
        (None, _) => "none",
        (Some((_, way)), None) => way,
        _ => "mixed",
    }
}

/// Signals being put together; a measurement beyond its signal's range stops at the range's end.
struct Known(Signals);

impl Known {
    fn word(&mut self, id: &str, word: &'static str) {
        if let Some((place, _)) = find(id) {
            self.0.set(place, SignalValue::Choice(word));
        }
    }

    fn counts(&mut self, measured: &[(&str, Option<u64>)]) {
        for (id, value) in measured {
            if let (Some(value), Some((place, signal))) = (value, find(id))
                && let SignalKind::Integer { min, max, .. } = signal.kind
            {
                let value = i64::try_from(*value).unwrap_or(i64::MAX).clamp(min, max);
                self.0.set(place, SignalValue::Integer(value));
            }
        }
    }
}

/// Euclid's; of nothing and a number, the number.
fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "a test")]
mod tests;
