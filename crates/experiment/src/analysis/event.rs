//! What is told of a person who is in an experiment: that they saw a variation, and how far they came. Never an answer.
//!
//! Takes one event as JSON, gives it with its words looked up in the plan. Times are coarse: whole hours, UTC. The
//! collector's hour decides; the hour of a person's own device is compared with it and decides nothing.

use prescreen::date::Date;
use prescreen::documents;
use prescreen::id::Id;
use prescreen::json::{Entries, Json, Read, Reader, read};
use prescreen::terms::Outcome;
use prescreen::words;
use prescreen::{Code, Error};
use sha2::{Digest, Sha256};

use super::plan::{MAX_SEGMENTS, Plan};

/// Bytes of an event, at most.
pub const MAX_EVENT_BYTES: usize = 16 * 1024;
/// The last number that an event of a person can have.
pub const MAX_SEQUENCE: u32 = 255;
/// Seconds of a question, at most: an hour.
pub const MAX_SECONDS: u32 = 3600;
/// Bytes of a unit's name, at most.
pub const MAX_UNIT_BYTES: usize = 256;

/// An event as it is written.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, rename = "ExperimentEvent", extend("oneOf" = form())))]
pub struct EventDocument {
    /// What happened.
    pub event: EventKind,
    /// The experiment's key.
    pub experiment: Id,
    /// The name by which the person was assigned: opaque, the same in every event; at most 256 bytes of UTF-8, which are fewer
    /// characters where they are not of ASCII.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 256)))]
    pub unit: String,
    /// The hour, UTC, in which the collector received the event, such as `2026-11-02T09`.
    pub received: Hour,
    /// The hour, UTC, by the clock of the person's device.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub at: Option<Hour>,
    /// The event's number among those of this person in this experiment, from 0 without a gap, to 255.
    #[cfg_attr(feature = "schema", schemars(default, range(max = 255)))]
    pub seq: Option<u32>,
    /// Of an exposure: the variation that was shown.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub variation: Option<Id>,
    /// Of an exposure: where it happened, in words of the plan.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub segments: Entries<Id, Id>,
    /// Of a question: which one was left behind, answered or left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub question: Option<Id>,
    /// Of a question: whole seconds that it was in view, an hour at most.
    #[cfg_attr(feature = "schema", schemars(default, range(max = 3600)))]
    pub seconds: Option<u32>,
    /// Of a completion: the class.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub class: Option<Id>,
    /// Of a completion: what may happen next.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub outcome: Option<Outcome>,
    /// Of a completion: whether the answering looked careless.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub careless: Option<bool>,
    /// Of a goal, and of a value before: which one.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub goal: Option<Id>,
    /// How much, a whole number from 0; 1 where it is left out.
    #[cfg_attr(feature = "schema", schemars(default, range(max = 1_000_000_000_000_i64)))]
    pub amount: Option<i64>,
}

/// Amounts, at most.
pub(super) const MAX_AMOUNT: i64 = 1_000_000_000_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum EventKind {
    /// The variation was shown.
    Exposure,
    /// A question was left behind, answered or left out.
    Question,
    /// The questionnaire was completed.
    Completion,
    /// A goal was reached.
    Goal,
    /// How much of a goal the person had reached before the experiment; it has no number.
    Before,
}

documents! {
    EventDocument {
        event, experiment, unit, received, at, seq, variation, question, seconds, class, outcome, careless, goal, amount;
        [segments]
    }
}

words! {
    EventKind {
        Exposure = "exposure", Question = "question", Completion = "completion", Goal = "goal", Before = "before",
    }
}

/// A whole hour, UTC: hours since the start of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(pub u32);

impl Hour {
    /// The hour of a text such as `2026-11-02T09`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, hour) = text.split_at_checked(10)?;
        let digits = hour.strip_prefix('T')?;
        let in_form = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        let hour: u32 = digits.parse().ok().filter(|hour| in_form && *hour < 24)?;
        let days = u32::try_from(Date::parse(day)?.days()).ok()?;
        days.checked_mul(24)?.checked_add(hour).map(Self)
    }

    /// The first hour of a day; the first of all for a day before 1970.
    #[must_use]
    pub fn of_day(day: Date) -> Self {
        Self(u32::try_from(day.days()).unwrap_or(0).saturating_mul(24))
    }

    /// The day.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        Date::from_days(i32::try_from(self.0 / 24).ok()?)
    }
}

impl core::fmt::Display for Hour {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.day() {
            Some(day) => write!(f, "{day}T{:02}", self.0 % 24),
            None => write!(f, "hour {}", self.0),
        }
    }
}

impl Read for Hour {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        json.as_text().and_then(Self::parse).unwrap_or_else(|| {
            reader.fail(Code::Type, "expected an hour in UTC, such as 2026-11-02T09");
            Self(0)
        })
    }
}

/// A person in an experiment, by the first 128 bits of the SHA-256 of their name: nobody's name is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit(pub u128);

impl Unit {
    /// The person of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        Self(digest.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte)))
    }
}

/// An event of the plan's experiment, its words as positions in the plan's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Who.
    pub unit: Unit,
    /// When the collector received it.
    pub received: Hour,
    /// When by the device's clock.
    pub at: Option<Hour>,
    /// Its number among the person's events.
    pub seq: Option<u8>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A variation was shown; in each segment the position of the word, plus one, or 0.
    Exposure {
        /// The variation's position.
        variation: u8,
        /// For each segment the position of its word plus one; 0 where nothing is said.
        segments: [u8; MAX_SEGMENTS],
    },
    /// A question was left.
    Question {
        /// The question's position.
        question: usize,
        /// Seconds in view.
        seconds: Option<u16>,
    },
    /// The questionnaire was completed.
    Completion {
        /// The class's position.
        class: Option<u8>,
        /// What may happen next.
        outcome: Option<Outcome>,
        /// Whether the answering looked careless.
        careless: Option<bool>,
    },
    /// A goal was reached.
    Goal {
        /// The goal's position.
        goal: usize,
        /// How much of it.
        amount: i64,
    },
    /// A goal was reached before.
    Before {
        /// The goal's position.
        goal: usize,
        /// How much of it.
        amount: i64,
    },
}

impl Event {
    /// Reads an event. None where it is of another experiment.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer where it is no event, or says a word that the plan does not have. It repeats
    /// nothing of the event.
    pub fn read(json: &Json, plan: &Plan) -> Result<Option<Self>, Error> {
        let document: EventDocument = read(json)?;
        if document.experiment != plan.experiment {
            return Ok(None);
        }
        if document.unit.is_empty() || document.unit.len() > MAX_UNIT_BYTES {
            let message = format!("expected a text of 1 to {MAX_UNIT_BYTES} bytes");
            return Err(Error::new(Code::Range, "/unit", message));
        }
        document.no_other_fields()?;
        let seq = document.number(document.seq, "/seq", MAX_SEQUENCE)?;
        if (document.event == EventKind::Before) != seq.is_none() {
            let message = "every event has its number, except values before, which have none";
            return Err(Error::new(Code::MissingField, "/seq", message));
        }
        let what = document.what(plan)?;
        let (received, at) = (document.received, document.at);
        let seq = seq.and_then(|seq| u8::try_from(seq).ok());
        Ok(Some(Self { unit: Unit::of(&document.unit), received, at, seq, what }))
    }
}

impl EventDocument {
    fn what(&self, plan: &Plan) -> Result<What, Error> {
        Ok(match self.event {
            EventKind::Exposure => {
                let variation = small(position(self.variation.as_ref(), &plan.variations, "/variation")?);
                What::Exposure { variation, segments: self.places(plan)? }
            }
            EventKind::Question => {
                let question = position(self.question.as_ref(), &plan.questions, "/question")?;
                let seconds = self.number(self.seconds, "/seconds", MAX_SECONDS)?;
                What::Question { question, seconds: seconds.and_then(|seconds| u16::try_from(seconds).ok()) }
            }
            EventKind::Completion => {
                let class = self.class.as_ref().map(|class| position(Some(class), &plan.classes, "/class"));
                let class = class.transpose()?.map(small);
                What::Completion { class, outcome: self.outcome, careless: self.careless }
            }
            EventKind::Goal => What::Goal { goal: self.goal(plan)?, amount: self.amount()? },
            EventKind::Before => What::Before { goal: self.goal(plan)?, amount: self.amount()? },
        })
    }

    fn goal(&self, plan: &Plan) -> Result<usize, Error> {
        position(self.goal.as_ref(), &plan.goals, "/goal")
    }

    fn amount(&self) -> Result<i64, Error> {
        let amount = self.amount.unwrap_or(1);
        if (0..=MAX_AMOUNT).contains(&amount) {
            return Ok(amount);
        }
        Err(Error::new(Code::Range, "/amount", format!("expected a whole number from 0 to {MAX_AMOUNT}")))
    }

    fn number(&self, value: Option<u32>, at: &str, most: u32) -> Result<Option<u32>, Error> {
        if value.is_some_and(|value| value > most) {
            return Err(Error::new(Code::Range, at, format!("expected a whole number from 0 to {most}")));
        }
        Ok(value)
    }

    fn places(&self, plan: &Plan) -> Result<[u8; MAX_SEGMENTS], Error> {
        let mut places = [0; MAX_SEGMENTS];
        let mut known = 0usize;
        for ((segment, words), place) in plan.segments.iter().zip(&mut places) {
            if let Some(word) = self.segments.get(segment) {
                let at = format!("/segments/{segment}");
                *place = small(position(Some(word), words, &at)?).saturating_add(1);
                known = known.saturating_add(1);
            }
        }
        if known < self.segments.len() {
            return Err(Error::new(Code::Reference, "/segments", "a segment is not one of the plan's"));
        }
        Ok(places)
    }

    /// Each kind of event has its own fields.
    fn no_other_fields(&self) -> Result<(), Error> {
        use EventKind::{Before, Completion, Exposure, Goal, Question};
        let fields: [(&str, bool, &[EventKind]); 9] = [
            ("variation", self.variation.is_some(), &[Exposure]),
            ("segments", !self.segments.is_empty(), &[Exposure]),
            ("question", self.question.is_some(), &[Question]),
            ("seconds", self.seconds.is_some(), &[Question]),
            ("class", self.class.is_some(), &[Completion]),
            ("outcome", self.outcome.is_some(), &[Completion]),
            ("careless", self.careless.is_some(), &[Completion]),
            ("goal", self.goal.is_some(), &[Goal, Before]),
            ("amount", self.amount.is_some(), &[Goal, Before]),
        ];
        let wrong = fields.iter().find(|(_, there, kinds)| *there && !kinds.contains(&self.event));
        wrong.map_or(Ok(()), |(field, ..)| {
            let message = format!("an event `{}` has no such field", self.event.word());
            Err(Error::new(Code::UnknownField, format!("/{field}"), message))
        })
    }
}

/// The position of a word in a list of the plan.
fn position(word: Option<&Id>, words: &[Id], at: &str) -> Result<usize, Error> {
    let word = word.ok_or_else(|| Error::new(Code::MissingField, at, "this field is missing"))?;
    let found = words.iter().position(|other| other == word);
    found.ok_or_else(|| Error::new(Code::Reference, at, "this word is not one of the plan's"))
}

/// A position in a list that is shorter than 256.
fn small(position: usize) -> u8 {
    u8::try_from(position).unwrap_or(u8::MAX)
}

/// Which fields each kind of event has, for its schema.
#[cfg(feature = "schema")]
fn form() -> serde_json::Value {
    let kinds: [(&str, &[&str], &[&str]); 5] = [
        ("exposure", &["seq", "variation"], &["segments"]),
        ("question", &["seq", "question"], &["seconds"]),
        ("completion", &["seq"], &["class", "outcome", "careless"]),
        ("goal", &["seq", "goal"], &["amount"]),
        ("before", &["goal"], &["amount"]),
    ];
    let own = ["variation", "segments", "question", "seconds", "class", "outcome", "careless", "goal", "amount"];
    let one = |(kind, needed, allowed): (&str, &[&str], &[&str])| {
        let others = own.iter().filter(|name| !needed.contains(name) && !allowed.contains(name));
        let mut properties: serde_json::Map<String, serde_json::Value> =
            others.map(|name| ((*name).to_owned(), serde_json::Value::Bool(false))).collect();
        if kind == "before" {
            properties.insert("seq".into(), serde_json::Value::Bool(false));
        }
        properties.insert("event".into(), serde_json::json!({ "const": kind }));
        serde_json::json!({ "properties": properties, "required": needed })
    };
    kinds.map(one).to_vec().into()
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Hour {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hour".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])$",
            "description": "A whole hour, UTC.",
        })
    }
}
