//! Names, sources, notices, and what the server keeps: the frame around the rules.

use crate::date::Date;
use crate::id::Id;
use crate::{documents, words};

/// The kind of service, which decides what missing evidence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Service {
    /// The firm advises: missing evidence stops.
    Advised,
    /// The firm executes: a rule may say that missing evidence warns.
    NonAdvised,
}

/// A time zone without daylight saving.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct TimeZone {
    /// IANA name, for people.
    pub name: String,
    /// Minutes east of UTC, −720 to 840. A day starts at its midnight.
    pub offset_minutes: i32,
}

/// The days on which a pack may be used, both included.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Effective {
    /// First day.
    pub from: Date,
    /// Last day; none for open.
    pub to: Option<Date>,
}

/// Where a rule comes from. Text `source.ID`, the title of the rule, page or table.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Source {
    /// Where it can be read; none when it was not read at a public address.
    pub url: Option<String>,
    /// The day it was read.
    pub read_on: Date,
    /// How sure the firm is of it.
    pub confidence: Confidence,
}

/// How far a source can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Confidence {
    /// From the author's own knowledge, not verified.
    K,
    /// A single weak source.
    L,
    /// A dated secondary source, or code that transcribes the rule.
    M,
    /// The rule's text or the regulator's own page.
    H,
}

/// Why a rule is there: exactly one of a source and the firm's own choice. Texts `basis.AT`, `basis.FIRM`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Basis {
    /// Id of a source.
    pub source: Option<Id>,
    /// Article, paragraph or row in it, by the id of its text.
    pub at: Option<Id>,
    /// Lower than the source's own confidence, where this one rule is less sure.
    pub confidence: Option<Confidence>,
    /// The firm's own choice or stricter overlay, by the id of its reason.
    pub firm: Option<Id>,
}

/// A notice, or a separate consent. Texts `notice.ID.title`, `notice.ID.body`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Notice {
    /// Id, unique among notices.
    pub id: Id,
    /// Version of the wording.
    pub version: u32,
    /// A notice is read; a consent is given or declined.
    pub kind: NoticeKind,
    /// Whether the flow can go on without it. Declining is never a signal.
    pub required: bool,
    /// Why it is shown.
    pub basis: Basis,
}

/// The two kinds of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum NoticeKind {
    /// Shown.
    Notice,
    /// Given or declined, separately from every other.
    Consent,
}

/// Which reason codes a verdict carries.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Disclosure {
    /// Whether the reason that decided goes along.
    pub deciding_reason: bool,
    /// Further reason codes that go along when they apply.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub reasons: Vec<Id>,
    /// Packs that may be tried on the same answers, and whose class then goes along. None decides anything.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub shadow: Vec<ShadowClasses>,
}

/// A pack whose class may be reported beside this one's, as a closed list.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ShadowClasses {
    /// The other pack's id, in whatever version; this pack's own id for another version of it.
    pub pack: Id,
    /// The other pack's classes, from lowest to highest. A version with other classes is not reported.
    pub classes: Vec<Id>,
}

/// How often a person may be assessed, from a day on. Kept by the server.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Attempts {
    /// First day in force.
    pub from: Date,
    /// Per calendar day of the pack's time zone; none for no limit.
    pub per_day: Option<u32>,
    /// Within the last 12 months; none for no limit.
    pub per_12_months: Option<u32>,
    /// Retakes allowed before `lockout_hours` apply; none when there is no lock-out.
    pub immediate_retakes: Option<u32>,
    /// Hours before each further retake.
    pub lockout_hours: Option<u32>,
    /// Why.
    pub basis: Basis,
}

/// How long a class holds, from a day on.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Validity {
    /// First day in force.
    pub from: Date,
    /// Months from the assessment's day; the same day of the month, or its last.
    pub months: u32,
    /// Why.
    pub basis: Basis,
}

documents! {
    TimeZone { name, offset_minutes }
    Effective { from, to }
    Source { url, read_on, confidence }
    Basis { source, at, confidence, firm }
    Notice { id, version, kind, required, basis }
    Disclosure { deciding_reason; [reasons, shadow] }
    ShadowClasses { pack, classes }
    Attempts { from, per_day, per_12_months, immediate_retakes, lockout_hours, basis }
    Validity { from, months, basis }
}

words! {
    Service { Advised = "advised", NonAdvised = "non_advised" }
    Confidence { K = "K", L = "L", M = "M", H = "H" }
    NoticeKind { Notice = "notice", Consent = "consent" }
}
