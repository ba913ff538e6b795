//! The pack as it is written: one type per part, in the order a reader meets them.
//!
//! Takes JSON that is already strict, gives plain data. Whether the parts agree with each other
//! is `check`'s subject, not this file's.

mod classes;
mod credit;
mod evidence;
mod facts;
mod flows;
mod fraud;
mod head;
mod price;
mod products;
mod questionnaire;
mod record;
mod risk;
mod shelf;

use crate::documents;
use crate::id::Id;
use crate::json::Entries;
use crate::terms::Origin;

pub(in crate::pack) use classes::within;
pub use classes::{Band, Cap, Classes, Combination, Contradiction, Dimension, Lowest, Promise, Severity};
pub use credit::{
    Bin, Ceiling, Characteristic, Credit, LeastPoints, Limit, LimitBand, OptionPoints, Scorecard, Stress, reason_code,
};
pub use evidence::{Coverage, Evidence};
pub use facts::{Derive, Fact, FactKind, Provider, Unit};
pub use flows::{Document, Flow, Step, StepKind};
pub use fraud::{Concern, Fraud, FraudModel, FraudRule, FraudThreshold, HeldWrongly};
pub use head::{
    Attempts, Basis, Confidence, Disclosure, Effective, Notice, NoticeKind, Service, ShadowClasses, Source, TimeZone,
    Validity,
};
pub use price::{Costs, DefaultRate, LossShare, Off, Price, PriceEvidence, RateCap, Rates};
pub use products::{Earlier, Fallback, Fit, Gate, Matching, Permission, Reach, Rule};
pub use questionnaire::{Choice, Example, Illustration, Item, ItemKind, Mark, Pick, Questionnaire, Section};
pub use record::{Archive, ArchiveKey, RecordKeeper};
pub use risk::{
    Concentration, DailyLimit, InitialRatio, Line, Maintenance, Margin, Means, Measured, Purchase, Risk, Scenario,
    Security,
};
pub use shelf::{Criterion, FitBy, HeldType, Shelf};

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
    pub origins: Vec<Origin>,
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
    /// What a person applies for once, such as access to a market.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub permissions: Vec<Permission>,
    /// Texts that are shown or signed.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub documents: Vec<Document>,
    /// Ordered steps before an outcome may be acted on.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub flows: Vec<Flow>,
    /// How often a person may be assessed; the entry in force at the session's time counts.
    pub attempts: Vec<Attempts>,
    /// Other packs whose attempts count together with this one's, by id: those of one institution.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub attempts_with: Vec<Id>,
    /// Other packs of the same firm and regime whose profiles are accepted, by id. Their classes have this pack's ids.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub profiles_of: Vec<Id>,
    /// What of the pack an experiment may vary: any of `texts`, `items`, `options`, `notices` and `layout`. Points and rules are
    /// tried in a shadow pack.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub knobs: Vec<Id>,
    /// How long a class holds; the entry in force at the session's time counts.
    pub validity: Vec<Validity>,
    /// What signals of the session mean; none where none are collected.
    pub fraud: Option<Fraud>,
    /// What a person can afford; none where it is not asked.
    pub credit: Option<Credit>,
    /// What a fall would do to a person after a purchase; none where it is not asked.
    pub risk: Option<Risk>,
    /// What borrowing would cost, indicatively; none where no price is shown.
    pub price: Option<Price>,
    /// By what suitable products are ranked; none where the pack ranks none.
    pub shelf: Option<Shelf>,
    /// What the author promises about every applicant.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub never: Vec<Promise>,
    /// Who keeps the openings of the commitment.
    pub record: RecordKeeper,
    /// What a verdict may carry beyond class, outcome and flows.
    pub disclosure: Disclosure,
    /// Locale, then key, then text.
    pub texts: Entries<String, Entries<String, String>>,
}

documents! {
    PackDocument {
        prescreen, id, version, jurisdiction, regulator, service, time_zone, effective, locales, sources,
        notices, facts, questionnaire, classes, matching, attempts, validity, fraud, credit, risk, price, shelf,
        record, disclosure, texts; [origins, contradictions, eligibility, gates, permissions, documents, flows, attempts_with, profiles_of, knobs, never]
    }
}
