//! The pack as it is written: one type per part, in the order a reader meets them.
//!
//! Takes JSON that is already strict, gives plain data. Whether the parts agree with each other
//! is `check`'s subject, not this file's.

use crate::assessment::Outcome;
use crate::date::Date;
use crate::id::Id;
use crate::json::{Entries, Json};
use crate::session::{Purpose, Tier};

/// A rule pack, format 1: everything the firm decided about who may do what.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct PackDocument {
    /// The format of this file; always 1.
    pub prescreen: u32,
    /// The pack's name, `[a-z0-9-]+`.
    pub id: Id,
    /// The pack's version, `major.minor.patch`.
    pub version: String,
    /// Where the rules apply, as an ISO 3166 code.
    pub jurisdiction: String,
    /// Who supervises, by name.
    pub regulator: String,
    /// Whether the firm advises (missing evidence stops) or not (it may warn).
    pub service: Service,
    /// What "day" and "12 months" mean.
    pub time_zone: TimeZone,
    /// When the pack is in force.
    pub effective: Effective,
    /// Where the firm may use it: `https` origins, or a loopback one for trials. Empty means any.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub origins: Vec<String>,
    /// Languages in which every text is complete (BCP 47).
    pub locales: Vec<String>,
    /// Where the rules come from.
    pub sources: Entries<Id, Source>,
    /// What the person reads, and agrees to, before anything is collected.
    pub notices: Vec<Notice>,
    /// Every fact a rule may read, in commitment order.
    pub facts: Vec<Fact>,
    /// The questions, in commitment order.
    pub questionnaire: Questionnaire,
    /// How answers become an investor class.
    pub classes: Classes,
    /// Answers that do not go together.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub contradictions: Vec<Contradiction>,
    /// Who may be served online at all, whatever the product.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub eligibility: Vec<Rule>,
    /// How an investor class meets a product.
    pub matching: Matching,
    /// Access conditions of markets and products.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub gates: Vec<Gate>,
    /// Texts that are shown or signed.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub documents: Vec<Document>,
    /// Ordered steps before an outcome may be acted on.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub flows: Vec<Flow>,
    /// How often a person may be assessed; the entry in force at the session's time counts.
    pub attempts: Vec<Attempts>,
    /// How long a class holds; the entry in force at the session's time counts.
    pub validity: Vec<Validity>,
    /// What the author promises about every applicant.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub never: Vec<Promise>,
    /// Who keeps the openings of the commitment.
    pub record: Record,
    /// What a verdict may carry beyond class, outcome and flows.
    pub disclosure: Disclosure,
    /// Locale, then key, then text.
    pub texts: Entries<String, Entries<String, String>>,
}

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

/// A fact that a rule may read. Text `fact.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fact {
    /// Field name, `[a-z0-9_-]+`, unique among facts and items.
    pub id: Id,
    /// What kind of value it has.
    #[cfg_attr(feature = "schema", schemars(rename = "type"))]
    pub kind: FactKind,
    /// What an integer counts.
    pub unit: Option<Unit>,
    /// ISO 4217 code; required with `minor_units`.
    pub currency: Option<String>,
    /// Least value of an integer.
    pub min: Option<i64>,
    /// Greatest value of an integer.
    pub max: Option<i64>,
    /// Values of a choice. Texts `fact.ID.OPTION`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub options: Vec<Id>,
    /// Who may bring it. A derived fact has no provider.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub provided_by: Vec<Provider>,
    /// How it follows from other facts.
    pub derive: Option<Derive>,
}

/// The type of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum FactKind {
    /// A whole number within ±(2^53−1).
    Integer,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// One of `options`.
    Choice,
}

/// What an integer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Unit {
    /// Hundredths of the currency.
    MinorUnits,
    /// Completed months.
    Months,
    /// Completed years.
    Years,
    /// Basis points, hundredths of a percent.
    BasisPoints,
    /// Things.
    Count,
}

/// Who may bring a fact; the tier is made by the code that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Provider {
    /// The firm's back end, with the session: attested.
    Host,
    /// The person, typed in: declared.
    Person,
    /// A file that the person opens: parsed or consistent.
    File,
}

/// The closed list of total functions that make a fact from others.
/// A missing operand makes the result missing; its tier is the weakest operand's.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Derive {
    /// Completed years from a date to the session's day.
    AgeOn(Id),
    /// Completed months from a date to the session's day.
    MonthsSince(Id),
    /// The least of integers of one unit.
    Min(Vec<Id>),
    /// The greatest of integers of one unit.
    Max(Vec<Id>),
    /// `part × 10000 / whole`, rounded down; missing when the whole is not positive.
    ShareBp {
        /// Numerator.
        part: Id,
        /// Denominator.
        whole: Id,
    },
}

/// The questions.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Questionnaire {
    /// Where the questions come from.
    pub basis: Basis,
    /// Why no answer means that no loss can be borne; only where no option has the mark `no_loss`.
    pub without_no_loss: Option<Basis>,
    /// Sections in the order shown. Text `section.ID`.
    pub sections: Vec<Section>,
}

/// A group of questions with a heading.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Section {
    /// Id, unique among sections.
    pub id: Id,
    /// Items in the order shown.
    pub items: Vec<Item>,
}

/// One question. Texts `item.ID`, `item.ID.why`, optionally `item.ID.help`; `option.ITEM.OPTION`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Item {
    /// Field name, `[a-z0-9_-]+`, unique among items and facts.
    pub id: Id,
    /// How it is answered.
    pub kind: ItemKind,
    /// How a multiple choice scores; required for `multiple`, absent otherwise.
    pub pick: Option<Pick>,
    /// Options in the order shown; for `number`, intervals in rising order without gap or overlap.
    pub options: Vec<Choice>,
    /// Option ids from most cautious to most adventurous, declared apart from the points.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub risk_order: Vec<Id>,
    /// The amount that the options' illustrations are about.
    pub example: Option<Example>,
    /// Why this question or its points, where it differs from the questionnaire's basis.
    pub basis: Option<Basis>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum ItemKind {
    /// Exactly one option.
    Single,
    /// One or more options.
    Multiple,
    /// A whole number, which falls into one option's interval.
    Number,
}

/// How the chosen options of a multiple choice score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Pick {
    /// The highest chosen option counts; all options score in one and the same dimension.
    Max,
    /// All chosen options add up.
    Sum,
}

/// One option of a question.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Choice {
    /// Id, unique within the item.
    pub id: Id,
    /// Points per basic dimension; a dimension not named scores 0.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub points: Entries<Id, i32>,
    /// What the answer amounts to, from the closed list.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub marks: Vec<Mark>,
    /// Least value of a number's interval; none for open.
    pub from: Option<i64>,
    /// Greatest value of a number's interval; none for open.
    pub to: Option<i64>,
    /// What may happen to the item's example amount.
    pub illustration: Option<Illustration>,
}

/// What an answer amounts to, whatever its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The person can or will bear no loss.
    NoLoss,
    /// The person has no means to bear a loss.
    NoCapacity,
    /// The person has not invested before.
    NoExperience,
    /// The money is needed within a year.
    ShortHorizon,
    /// The person does not have full civil capacity.
    NoCivilCapacity,
}

/// An amount that options are illustrated with.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Example {
    /// ISO 4217 code.
    pub currency: String,
    /// Amount in minor units.
    pub amount: i64,
}

/// Change of the example amount in a year, in minor units.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Illustration {
    /// In a bad year; zero or negative.
    pub low: i64,
    /// On average.
    pub high: i64,
    /// Whether a bad year may be worse than `low`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub low_open: bool,
}

/// How answers become a class.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Classes {
    /// Class ids from lowest to highest. Texts `class.ID`, `class.ID.meaning`; `class.ID.short`, as it
    /// stands on a tile and in a document.
    pub list: Vec<Id>,
    /// Decided before any score: the first class of the list.
    pub lowest: Lowest,
    /// What is added up. Text `dimension.ID`; one with bands also `reason.class.ID`.
    pub dimensions: Vec<Dimension>,
    /// How the dimensions' classes combine.
    pub combination: Combination,
    /// What holds the class down.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub caps: Vec<Cap>,
}

/// The predicate that decides the lowest class. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Lowest {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true, and unknown leaves no class.
    pub when: Json,
    /// Why.
    pub basis: Basis,
}

/// Something that points add up in.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Dimension {
    /// Id, unique among dimensions.
    pub id: Id,
    /// For a sum of basic dimensions: their ids. A basic dimension has none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub sum_of: Vec<Id>,
    /// Bands in rising order; a dimension without bands decides nothing by itself.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub bands: Vec<Band>,
    /// Why these points and bands.
    pub basis: Basis,
}

/// A range of points that means a class, both ends included; an end left out is open.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Band {
    /// The class.
    pub class: Id,
    /// Least points; only the first band may leave it out.
    pub from: Option<i32>,
    /// Most points; only the last band may leave it out.
    pub to: Option<i32>,
}

/// How the classes of several dimensions combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Combination {
    /// The lowest counts: tolerance and capacity are cumulative, never averaged.
    Min,
}

/// A condition that holds the class at or below another. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Cap {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true or unknown.
    pub when: Json,
    /// The highest class left.
    pub class_at_most: Id,
    /// Why.
    pub basis: Basis,
}

/// Answers that are unusual together. Texts `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Contradiction {
    /// Reason code.
    pub id: Id,
    /// Over items, facts and `marks`; fires on true.
    pub when: Json,
    /// The items to show side by side.
    pub items: Vec<Id>,
    /// What happens.
    pub then: Severity,
    /// After `ask`, what happens when the person keeps the answers.
    pub kept: Option<Severity>,
    /// For `cap`: the highest class left.
    pub class_at_most: Option<Id>,
    /// Why.
    pub basis: Basis,
}

/// What a contradiction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Severity {
    /// It is written down.
    Note,
    /// The person is asked once, neutrally, within the same attempt.
    Ask,
    /// The class is held down.
    Cap,
    /// A person looks at it.
    Refer,
    /// No class comes of it.
    Block,
}

/// A rule that restricts what may be done. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Rule {
    /// Reason code.
    pub id: Id,
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// Fires on true; on unknown, `if_unknown` applies.
    pub when: Json,
    /// Lifts the rule on true only, over facts at `unless_tier` or better.
    pub unless: Option<Json>,
    /// Least tier of a fact that `unless` reads; `attested` when left out.
    pub unless_tier: Option<Tier>,
    /// What it leads to.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
    /// What unknown leads to; `insufficient_evidence` when left out.
    pub if_unknown: Option<Fallback>,
    /// Why.
    pub basis: Basis,
}

/// What a rule does when it cannot be decided.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fallback {
    /// Not `proceed`.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
}

/// How an investor class meets a product.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Matching {
    /// Product grades from lowest to highest. Text `grade.ID`.
    pub grades: Vec<Id>,
    /// Product types. Text `type.ID`.
    pub types: Vec<Id>,
    /// Product terms from shortest to longest. Text `term.ID`.
    pub terms: Vec<Id>,
    /// Product tags, which gates and rules read.
    pub tags: Vec<Id>,
    /// The highest grade that matches each class: makes `grade_fits`.
    pub reach: Reach,
    /// Which terms match an answer: makes `term_fits`.
    pub term: Option<Fit>,
    /// Which types match an answer: makes `type_fits`.
    #[cfg_attr(feature = "schema", schemars(rename = "type"))]
    pub kind: Option<Fit>,
    /// Over `class`, `grade`, `type`, `term`, `tags`, `grade_fits`, `term_fits`, `type_fits`,
    /// items, facts and `marks`; read only when the session names a product.
    pub rules: Vec<Rule>,
}

/// Class to the highest grade that matches.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Reach {
    /// Every class, once.
    pub grades: Entries<Id, Id>,
    /// Why.
    pub basis: Basis,
}

/// Answer to the product terms or types that match it; with several answers any one suffices.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Fit {
    /// The item that is answered.
    pub item: Id,
    /// Every option of it, once.
    pub fits: Entries<Id, Vec<Id>>,
    /// Why.
    pub basis: Basis,
}

/// Access condition of a market or product. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Gate {
    /// Reason code.
    pub id: Id,
    /// Products with any of these tags.
    pub tags: Vec<Id>,
    /// Weakest evidence that opens it; a weaker fact counts as missing.
    pub tier: Tier,
    /// Opens on true; false leads to `unmet`, unknown to `insufficient_evidence`.
    pub requires: Json,
    /// What an unmet gate leads to.
    pub unmet: Outcome,
    /// Steps of an open gate, such as its risk disclosure.
    pub flow: Option<Id>,
    /// Why.
    pub basis: Basis,
}

/// A text that is shown or signed. Texts `document.ID.title`, `document.ID.body`, which may hold
/// `{class}`, `{grade}`, `{product}`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Document {
    /// Id, unique among documents.
    pub id: Id,
    /// Version of the wording.
    pub version: u32,
    /// Why.
    pub basis: Basis,
}

/// Ordered steps. Text `flow.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Flow {
    /// Id, unique among flows.
    pub id: Id,
    /// Whether the investor has to open it unprompted.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub investor_starts: bool,
    /// In order.
    pub steps: Vec<Step>,
    /// Why.
    pub basis: Basis,
}

/// One step. Text `step.FLOW.STEP`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Step {
    /// Id, unique within the flow.
    pub id: Id,
    /// What it asks for.
    pub kind: StepKind,
    /// The document that is read or signed.
    pub document: Option<Id>,
    /// For `wait`: hours from the previous step, by the server's clock, before it can be confirmed.
    pub hours: Option<u32>,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The investor confirms having read the document.
    Read,
    /// The investor signs the document electronically.
    Sign,
    /// The investor says, unprompted, that they still want to go on.
    Insist,
    /// Time passes; then the investor confirms again.
    Wait,
    /// The firm's back end confirms it, for example a payment or a call back.
    Host,
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

/// Something that holds for every applicant.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Promise {
    /// Id, unique among promises.
    pub id: Id,
    /// Over items, facts and `marks`.
    pub when: Json,
    /// The class is this or lower.
    pub class_at_most: Option<Id>,
    /// No product above this grade can be bought by any path, steps included.
    pub grade_at_most: Option<Id>,
}

/// Who keeps the openings of the commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Record {
    /// The person, who can download and later open single answers.
    Investor,
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
}
