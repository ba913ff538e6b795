//! What a fraud rule may read: a closed catalogue of typed signals, each of which may be unknown.
//!
//! Takes signals by name, gives values that only this crate can read. Every one is a statistic, a
//! count or a yes or no about *how* a form was used or whether the browser agrees with itself. None
//! may ever be text, a key, a coordinate, a device name, or anything about age, sex or origin.

use core::fmt;

use crate::json::{Json, Read, Reader};
use crate::{Code, Error};

use Family::{Answering, Automation, Coherence, Context, FieldEntry, Influence, Pointer, SessionTiming, Typing};
use SignalKind::{Boolean, Choice, Integer};

/// A signal that the collector can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Its name, `[a-z0-9-]`.
    pub id: &'static str,
    /// The values it can take.
    pub kind: SignalKind,
    /// What it is independent of.
    pub family: Family,
}

/// The values of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalKind {
    /// An integer, both ends included.
    Integer {
        /// Least value.
        min: i64,
        /// Greatest value; larger measurements stop here.
        max: i64,
        /// What is counted.
        unit: SignalUnit,
    },
    /// One word of a closed list.
    Choice(&'static [&'static str]),
    /// Yes or no.
    Boolean,
}

/// The unit of an integer signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalUnit {
    /// How often something happened.
    Count,
    /// Thousandths.
    PerMille,
    /// Microseconds.
    Microseconds,
}

/// Signals of one family may have one cause; two of different families are two signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Rhythm of a hardware keyboard with direct Latin input; unknown for every other way to enter text.
    Typing,
    /// Movement and clicks of a mouse or touchpad; unknown for touch, keyboard and assistive technology.
    Pointer,
    /// How values came into fields.
    FieldEntry,
    /// Time per step and per question.
    SessionTiming,
    /// In which places of its questions the answers stand, and whether they agree.
    Answering,
    /// Marks that automation tools leave in a browser.
    Automation,
    /// Whether what the browser says of itself agrees with itself.
    Coherence,
    /// What may go with another person's influence or remote control. Protects; never speaks of fraud.
    Influence,
    /// How the form was used. Says nothing for or against anybody: a rule may exempt by it, and may not count it.
    Context,
    /// What the firm knows by its own facts; no signal of the catalogue.
    Record,
}

impl Family {
    /// The family's bit in a set of families.
    #[must_use]
    pub fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// One hour.
const HOUR_IN_MICROSECONDS: i64 = 3_600_000_000;
const COUNT: SignalKind = Integer { min: 0, max: 1_000_000, unit: SignalUnit::Count };
const TIME: SignalKind = Integer { min: 0, max: HOUR_IN_MICROSECONDS, unit: SignalUnit::Microseconds };
/// A share: 0 to 1000.
const SHARE: SignalKind = Integer { min: 0, max: 1000, unit: SignalUnit::PerMille };
/// A ratio such as a coefficient of variation (standard deviation over mean).
const RATIO: SignalKind = Integer { min: 0, max: 100_000, unit: SignalUnit::PerMille };

const ENTRY: SignalKind = Choice(&["none", "keyboard", "composition", "soft-keyboard", "inserted", "filled", "mixed"]);
const NAVIGATION: SignalKind = Choice(&["none", "mouse", "touch", "keyboard", "assistive", "mixed"]);
const GRAPHICS: SignalKind = Choice(&["hardware", "virtual", "software", "none"]);

const fn signal(id: &'static str, kind: SignalKind, family: Family) -> Signal {
    Signal { id, kind, family }
}

/// Every signal there is.
pub const CATALOGUE: &[Signal] = &[
    // How text was entered: direct keys, an input method, a soft keyboard, blocks (voice, handwriting, code), a password manager.
    signal("entry-method", ENTRY, Context),
    // How the person moved about.
    signal("navigation", NAVIGATION, Context),
    signal("keys", COUNT, Context),
    signal("clicks", COUNT, Context),
    signal("pointer-moves", COUNT, Context),
    signal("steps", COUNT, Context),
    signal("pasted-fields", COUNT, Context),
    signal("filled-fields", COUNT, Context),
    // Between the presses of two keys in one field; intervals above 10 s count as 10 s. From 30 intervals on.
    signal("typing-interval-mean", TIME, Typing),
    signal("typing-interval-median", TIME, Typing),
    signal("typing-interval-tenth", TIME, Typing),
    signal("typing-interval-variation", RATIO, Typing),
    // From press to release of a key. From 30 keys on.
    signal("typing-hold-median", TIME, Typing),
    signal("typing-hold-variation", RATIO, Typing),
    // Share of intervals above 1 s.
    signal("typing-pauses", SHARE, Typing),
    // Share of keys that took something back.
    signal("typing-corrections", SHARE, Typing),
    // Chord over path of a movement, mean over movements. From 5 movements on.
    signal("pointer-straightness", SHARE, Pointer),
    signal("pointer-interval-median", TIME, Pointer),
    signal("pointer-interval-variation", RATIO, Pointer),
    signal("pointer-speed-variation", RATIO, Pointer),
    // Share of points that lie between two pixels of the screen.
    signal("pointer-fractional", SHARE, Pointer),
    // Share of clicks away from the last one with next to no movement between. From 3 clicks on, as the next three.
    signal("click-jumps", SHARE, Pointer),
    // Share of clicks on the exact middle of what was clicked.
    signal("click-centred", SHARE, Pointer),
    // From press to release.
    signal("click-hold-median", TIME, Pointer),
    signal("click-hold-variation", RATIO, Pointer),
    // Fields whose value a script set. Where the page lets password managers fill a field, it is left out.
    signal("injected-fields", COUNT, FieldEntry),
    // Fields whose focus nobody asked for: no key and no pointer before it.
    signal("unprompted-focus", COUNT, FieldEntry),
    // From a text field's focus to its first entry.
    signal("entry-delay-median", TIME, FieldEntry),
    // From a text field's focus to leaving it with another value. From 3 fields on.
    signal("field-dwell-median", TIME, FieldEntry),
    signal("field-dwell-variation", RATIO, FieldEntry),
    // Entries pasted within 30 s of coming back from more than 20 s away.
    signal("pastes-after-absence", COUNT, FieldEntry),
    // Time on one step of the journey. From 5 steps on.
    signal("step-median", TIME, SessionTiming),
    signal("step-fastest", TIME, SessionTiming),
    signal("step-variation", RATIO, SessionTiming),
    // Share of questions that were seen for less than 2 s. From 5 questions on.
    signal("fast-items", SHARE, SessionTiming),
    // Questions answered within 3 s of coming back to them from more than 20 s away.
    signal("answers-after-absence", COUNT, SessionTiming),
    // Longest and mean run of answers in the same place, spread of the places, commonest place. From 5 questions on.
    signal("longest-run", COUNT, Answering),
    signal("mean-run", RATIO, Answering),
    signal("place-spread", RATIO, Answering),
    signal("same-place", SHARE, Answering),
    // How often it was asked about answers that do not agree.
    signal("clarifications", COUNT, Answering),
    signal("webdriver", Boolean, Automation),
    signal("webdriver-frame", Boolean, Automation),
    signal("webdriver-worker", Boolean, Automation),
    // Globals that automation tools define.
    signal("tool-globals", Boolean, Automation),
    // A built-in function that is not the browser's own.
    signal("patched-functions", Boolean, Automation),
    // The browser calls itself headless.
    signal("headless-name", Boolean, Automation),
    // A window with no size outside its page.
    signal("windowless", Boolean, Automation),
    // Two interfaces disagree on a permission.
    signal("permission-mismatch", Boolean, Automation),
    // Clicks and keys that a script made, where no assistive technology was recognised.
    signal("scripted-events", COUNT, Automation),
    signal("platform-mismatch", Boolean, Coherence),
    signal("engine-mismatch", Boolean, Coherence),
    signal("brands-mismatch", Boolean, Coherence),
    signal("languages-mismatch", Boolean, Coherence),
    signal("time-zone-mismatch", Boolean, Coherence),
    signal("touch-mismatch", Boolean, Coherence),
    signal("screen-mismatch", Boolean, Coherence),
    // A frame of the same page answers otherwise.
    signal("frame-mismatch", Boolean, Coherence),
    // A worker answers otherwise.
    signal("worker-mismatch", Boolean, Coherence),
    signal("graphics", GRAPHICS, Coherence),
    signal("graphics-mismatch", Boolean, Coherence),
    signal("cores-implausible", Boolean, Coherence),
    signal("memory-implausible", Boolean, Coherence),
    // A desktop browser that should list a viewer for PDF files lists nothing.
    signal("plugins-missing", Boolean, Coherence),
    // How often, and for which share of the time, the page was hidden.
    signal("hidden-count", COUNT, Influence),
    signal("hidden-share", SHARE, Influence),
    // How often the page was hidden for more than 20 s.
    signal("absences", COUNT, Influence),
    // The device took sound from the page in view, as it does in a call.
    signal("sound-taken", Boolean, Influence),
    // The screen is one of several, as it is while it is shown elsewhere.
    signal("screen-extended", Boolean, Influence),
    // Stretches above 20 s with the page visible and nothing done.
    signal("idle-count", COUNT, Influence),
    signal("idle-longest", TIME, Influence),
    // The longest step over the median step. From 5 steps on.
    signal("step-hesitation", RATIO, Influence),
];

/// The signal of a name, with its place in the catalogue; none where no signal has it.
#[must_use]
pub fn find(id: &str) -> Option<(usize, &'static Signal)> {
    CATALOGUE.iter().enumerate().find(|(_, signal)| signal.id == id)
}

/// A value of a signal. It can be compared by rules; it prints nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SignalValue {
    /// Of an integer signal.
    Integer(i64),
    /// Of a choice.
    Choice(&'static str),
    /// Yes or no.
    Boolean(bool),
}

impl fmt::Debug for SignalValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignalValue(..)")
    }
}

/// What the collector found out; a signal that is not in it is unknown.
///
/// INVARIANT: empty where nothing is known, else by the places of the catalogue; every value is one that its signal
/// can take. Cases without signals are many, and are moved about: they hold nothing here.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Signals(Vec<Option<SignalValue>>);

impl Signals {
    /// From names and values.
    ///
    /// # Errors
    /// [`Code::Reference`] for a name that the catalogue does not have, [`Code::Duplicate`] for one given
    /// twice, [`Code::Type`] or [`Code::Range`] for a value that the signal cannot take. No error repeats a value.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, SignalValue)>) -> Result<Self, Error> {
        let mut signals = Self::default();
        for (id, value) in pairs {
            let (place, signal) = find(id).ok_or_else(|| Error::new(Code::Reference, "", "there is no such signal"))?;
            signal.accepts(value).map_err(|(code, message)| Error::new(code, at(id), message))?;
            if signals.at(place).is_some() {
                return Err(Error::new(Code::Duplicate, at(id), "a signal stands twice"));
            }
            signals.set(place, value);
        }
        Ok(signals)
    }

    /// The value of a signal; none where it is unknown.
    #[cfg(test)]
    pub(crate) fn get(&self, id: &str) -> Option<SignalValue> {
        find(id).and_then(|(place, _)| self.at(place))
    }

    /// The value at a place of the catalogue; none where it is unknown.
    pub(crate) fn at(&self, place: usize) -> Option<SignalValue> {
        self.0.get(place).copied().flatten()
    }

    /// How many signals are known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// The known signals, for the person's own tab alone.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, SignalValue)> {
        CATALOGUE.iter().zip(&self.0).filter_map(|(signal, value)| value.map(|value| (signal.id, value)))
    }

    /// Adds signals that are still unknown; a value that its signal cannot take is left out.
    pub fn add(&mut self, pairs: &[(&str, SignalValue)]) {
        for (id, value) in pairs {
            if let Some((place, signal)) = find(id)
                && signal.accepts(*value).is_ok()
                && self.at(place).is_none()
            {
                self.set(place, *value);
            }
        }
    }

    pub(crate) fn set(&mut self, place: usize, value: SignalValue) {
        if self.0.is_empty() {
            self.0.resize(CATALOGUE.len(), None);
        }
        if let Some(held) = self.0.get_mut(place) {
            *held = Some(value);
        }
    }
}

fn at(id: &str) -> String {
    ["/", id].concat()
}

impl Signal {
    /// Whether the signal can take a value.
    fn accepts(&self, value: SignalValue) -> Result<(), (Code, &'static str)> {
        match (self.kind, value) {
            (Integer { min, max, .. }, SignalValue::Integer(value)) if (min..=max).contains(&value) => Ok(()),
            (Integer { .. }, SignalValue::Integer(_)) => Err((Code::Range, "outside the signal's range")),
            (Choice(words), SignalValue::Choice(word)) if words.contains(&word) => Ok(()),
            (Choice(_), SignalValue::Choice(_)) => Err((Code::Range, "not one of the signal's words")),
            (Boolean, SignalValue::Boolean(_)) => Ok(()),
            _ => Err((Code::Type, "the value is of another type than the signal")),
        }
    }

    /// The value that a JSON value stands for.
    fn value_of(&self, json: &Json) -> Result<SignalValue, (Code, &'static str)> {
        let value = match (self.kind, json) {
            (Choice(words), Json::Text(text)) => {
                let word = words.iter().find(|word| *word == text);
                SignalValue::Choice(word.ok_or((Code::Range, "not one of the signal's words"))?)
            }
            (_, Json::Int(value)) => SignalValue::Integer(*value),
            (_, Json::Bool(value)) => SignalValue::Boolean(*value),
            _ => return Err((Code::Type, "the value is of another type than the signal")),
        };
        self.accepts(value).map(|()| value)
    }
}

impl fmt::Debug for Signals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signals(..)")
    }
}

impl Read for Signals {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let mut signals = Self::default();
        let Json::Map(entries) = json else {
            reader.mismatch(json, "an object");
            return signals;
        };
        for (id, json) in entries {
            let Some((place, signal)) = find(id) else {
                reader.fail_at(id, Code::Reference, "there is no such signal");
                continue;
            };
            match signal.value_of(json) {
                Ok(value) => signals.set(place, value),
                Err((code, message)) => reader.fail_at(id, code, message),
            }
        }
        signals
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Signals {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Signals".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let properties: serde_json::Map<String, serde_json::Value> = CATALOGUE
            .iter()
            .map(|signal| {
                let schema = match signal.kind {
                    Integer { min, max, .. } => serde_json::json!({"type": "integer", "minimum": min, "maximum": max}),
                    Choice(words) => serde_json::json!({"type": "string", "enum": words}),
                    Boolean => serde_json::json!({"type": "boolean"}),
                };
                (signal.id.to_owned(), schema)
            })
            .collect();
        schemars::json_schema!({
            "description": "What the collector found out; a signal that is not in it is unknown.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read_text;

    fn code(text: &str) -> (Code, String) {
        let error = read_text::<Signals>(text, 10_000).unwrap_err();
        (error.code, error.at)
    }

    #[test]
    fn names_are_unique_and_plain() {
        for (place, signal) in CATALOGUE.iter().enumerate() {
            assert_eq!(find(signal.id).unwrap().0, place, "{}", signal.id);
            assert!(signal.id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{}", signal.id);
        }
    }

    #[test]
    fn what_is_not_given_is_unknown() {
        let signals = read_text::<Signals>(r#"{"webdriver":true,"keys":7,"graphics":"software"}"#, 1000).unwrap();
        assert_eq!(signals.get("webdriver"), Some(SignalValue::Boolean(true)));
        assert_eq!(signals.get("keys"), Some(SignalValue::Integer(7)));
        assert_eq!(signals.get("graphics"), Some(SignalValue::Choice("software")));
        assert_eq!((signals.get("typing-pauses"), signals.known()), (None, 3));
    }

    #[test]
    fn a_value_that_the_signal_cannot_take_is_refused() {
        assert_eq!(code(r#"{"height":1}"#), (Code::Reference, "/height".into()));
        assert_eq!(code(r#"{"keys":true}"#), (Code::Type, "/keys".into()));
        assert_eq!(code(r#"{"webdriver":1}"#), (Code::Type, "/webdriver".into()));
        assert_eq!(code(r#"{"click-jumps":1001}"#), (Code::Range, "/click-jumps".into()));
        assert_eq!(code(r#"{"graphics":"Intel"}"#), (Code::Range, "/graphics".into()));
        assert_eq!(code(r#"{"graphics":null}"#), (Code::Type, "/graphics".into()));
        assert_eq!(code(r"[]"), (Code::Type, String::new()));
        let twice = Signals::new([("keys", SignalValue::Integer(1)), ("keys", SignalValue::Integer(1))]).unwrap_err();
        assert_eq!(twice.code, Code::Duplicate);
        assert_eq!(Signals::new([("keys", SignalValue::Integer(-1))]).unwrap_err().code, Code::Range);
    }

    #[test]
    fn nothing_of_a_value_is_printed() {
        let signals = Signals::new([("keys", SignalValue::Integer(7))]).unwrap();
        assert_eq!(format!("{signals:?} {:?}", signals.get("keys")), "Signals(..) Some(SignalValue(..))");
    }
}
