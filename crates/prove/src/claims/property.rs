//! What is claimed of every applicant: a closed list, with the parts of the pack that each is about.

use core::fmt;

use serde::Serialize;

use prescreen::id::Id;

/// What is claimed of every applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Property {
    /// Every score that answers reach falls in exactly one band, and more points never lower the class.
    Bands,
    /// Somebody comes to the class.
    ClassReached {
        /// The class.
        class: Id,
    },
    /// Somebody meets a part's condition, a matching rule's on some product.
    ConditionMet {
        /// What kind of part.
        part: PartKind,
        /// Its id.
        id: Id,
    },
    /// Somebody opens the gate with facts of its tier.
    GateOpened {
        /// The gate.
        gate: Id,
    },
    /// Somebody meets a rule, opens a gate, or is beyond a line, that leads to the flow.
    FlowEntered {
        /// The flow.
        flow: Id,
    },
    /// Nobody who can bear no loss leaves the lowest class.
    NoLossStaysLowest,
    /// Nobody under the lowest predicate leaves the lowest class.
    LowestStaysLowest,
    /// Nobody who bears no loss or falls under the lowest predicate buys above the lowest class's grade.
    LowestBuysLowest,
    /// Nobody who meets the promise's condition comes above the class.
    NeverAboveClass {
        /// The promise.
        promise: Id,
        /// The highest class.
        class: Id,
    },
    /// Nobody who meets the promise's condition buys above the grade.
    NeverAboveGrade {
        /// The promise.
        promise: Id,
        /// The highest grade.
        grade: Id,
    },
    /// Nobody who meets the promise's condition is barred from a product up to the grade, who would not be with other
    /// values of the facts that it reads.
    NeverBars {
        /// The promise.
        promise: Id,
        /// The grade.
        grade: Id,
    },
    /// A missing fact, or an answer missing in a purchase with a class on file, never improves what a predicate, cap, contradiction, rule or gate comes to.
    MissingNeverHelps {
        /// The part.
        id: Id,
        /// Whether what lifts the rule is meant, and not its condition.
        unless: bool,
    },
    /// The lowest predicate, caps and contradictions only lower the class, and rules only restrict.
    OnlyLower,
    /// A fact below a gate's tier never opens it.
    TiersHold,
    /// More of a fact never lowers the limit, and credit refers nobody for it who goes on with less.
    MoreNeverLowers {
        /// Income, a buffer, or what says how much is covered.
        fact: Id,
    },
    /// Less of a fact never lowers the limit, and credit refers nobody for it who goes on with more.
    LessNeverLowers {
        /// What goes out, or is owed.
        fact: Id,
    },
    /// More of a fact never makes what lines lead to stricter.
    MoreNeverStricter {
        /// A buffer, or margin.
        fact: Id,
    },
    /// Less of a fact never makes what lines lead to stricter.
    LessNeverStricter {
        /// What is owed, spent, bought or held together.
        fact: Id,
    },
    /// More of a fact never raises the price of whoever has one.
    MoreNeverDearer {
        /// Income, a buffer, or what says how much is covered.
        fact: Id,
    },
    /// Less of a fact never raises the price of whoever has one.
    LessNeverDearer {
        /// What goes out, or is owed.
        fact: Id,
    },
    /// Everybody's price is within its caps.
    WithinCaps,
    /// Every product that is ranked may be bought.
    RanksPermitted,
    /// A product that costs more never moves up.
    CostNeverMovesUp,
    /// A fact that is missing, or evidenced or covered less than the pack asks, lets nobody go on.
    WeakEvidenceNeverHelps {
        /// Of which part.
        part: Means,
    },
    /// Of two people who differ in a fact about age, sex or origin alone, both get the same.
    ProtectedChangesNothing {
        /// Of which part.
        part: Means,
    },
    /// No limit is above the firm's own.
    WithinOwnLimit,
    /// Somebody gets the firm's own limit.
    OwnLimitReached,
    /// Of two packs: B's class is at least as prudent as A's for everybody.
    AtLeastAsPrudent,
    /// Of two packs: B gives everybody the class that A gives.
    ClassPreserved,
}

/// A part of a pack that has a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The lowest predicate.
    Lowest,
    /// A cap.
    Cap,
    /// A contradiction.
    Contradiction,
    /// A rule about the person.
    Eligibility,
    /// A rule about person and product.
    Matching,
    /// A line of what a fall would do.
    Line,
}

/// A part of a pack that asks about means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// What a person can afford.
    Credit,
    /// What a fall would do.
    Risk,
    /// What borrowing would cost.
    Price,
    /// The order of products.
    Shelf,
}

impl Means {
    /// The part's name in a pack.
    fn word(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Risk => "risk",
            Self::Price => "price",
            Self::Shelf => "shelf",
        }
    }
}

impl Property {
    /// Whether the pack promises it: a pack for which it is refuted is not served.
    pub(super) fn is_promise(&self) -> bool {
        match self {
            Self::Bands
            | Self::NoLossStaysLowest
            | Self::LowestStaysLowest
            | Self::LowestBuysLowest
            | Self::NeverAboveClass { .. }
            | Self::NeverAboveGrade { .. }
            | Self::NeverBars { .. }
            | Self::MissingNeverHelps { .. }
            | Self::MoreNeverLowers { .. }
            | Self::LessNeverLowers { .. }
            | Self::MoreNeverStricter { .. }
            | Self::LessNeverStricter { .. }
            | Self::MoreNeverDearer { .. }
            | Self::LessNeverDearer { .. }
            | Self::WithinCaps
            | Self::RanksPermitted
            | Self::CostNeverMovesUp
            | Self::WeakEvidenceNeverHelps { .. }
            | Self::ProtectedChangesNothing { .. }
            | Self::WithinOwnLimit => true,
            Self::ClassReached { .. }
            | Self::ConditionMet { .. }
            | Self::GateOpened { .. }
            | Self::FlowEntered { .. }
            | Self::OnlyLower
            | Self::TiersHold
            | Self::OwnLimitReached
            | Self::AtLeastAsPrudent
            | Self::ClassPreserved => false,
        }
    }

    /// Whether the pack's author wrote it.
    pub(super) fn is_written(&self) -> bool {
        matches!(self, Self::NeverAboveClass { .. } | Self::NeverAboveGrade { .. } | Self::NeverBars { .. })
    }
}

/// The property's id in a report, such as `never/ID/class`.
impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bands => f.write_str("bands"),
            Self::ClassReached { class } => write!(f, "reach/class/{class}"),
            Self::ConditionMet { part, id } => {
                let part = match part {
                    PartKind::Lowest => "lowest",
                    PartKind::Cap => "cap",
                    PartKind::Contradiction => "contradiction",
                    PartKind::Eligibility | PartKind::Matching => "rule",
                    PartKind::Line => "line",
                };
                write!(f, "reach/{part}/{id}")
            }
            Self::GateOpened { gate } => write!(f, "reach/gate/{gate}"),
            Self::FlowEntered { flow } => write!(f, "reach/flow/{flow}"),
            Self::NoLossStaysLowest => f.write_str("marks/no_loss"),
            Self::LowestStaysLowest => f.write_str("lowest/class"),
            Self::LowestBuysLowest => f.write_str("lowest/grade"),
            Self::NeverAboveClass { promise, .. } => write!(f, "never/{promise}/class"),
            Self::NeverAboveGrade { promise, .. } => write!(f, "never/{promise}/grade"),
            Self::NeverBars { promise, .. } => write!(f, "never/{promise}/bars"),
            Self::MissingNeverHelps { id, unless: false } => write!(f, "missing/{id}"),
            Self::MissingNeverHelps { id, unless: true } => write!(f, "missing/{id}/unless"),
            Self::OnlyLower => f.write_str("only-lower"),
            Self::TiersHold => f.write_str("tiers"),
            Self::MoreNeverLowers { fact } => write!(f, "credit/more/{fact}"),
            Self::LessNeverLowers { fact } => write!(f, "credit/less/{fact}"),
            Self::MoreNeverStricter { fact } => write!(f, "risk/more/{fact}"),
            Self::LessNeverStricter { fact } => write!(f, "risk/less/{fact}"),
            Self::MoreNeverDearer { fact } => write!(f, "price/more/{fact}"),
            Self::LessNeverDearer { fact } => write!(f, "price/less/{fact}"),
            Self::WithinCaps => f.write_str("price/within"),
            Self::RanksPermitted => f.write_str("shelf/permitted"),
            Self::CostNeverMovesUp => f.write_str("shelf/cost"),
            Self::WeakEvidenceNeverHelps { part } => write!(f, "{}/missing", part.word()),
            Self::ProtectedChangesNothing { part } => write!(f, "{}/protected", part.word()),
            Self::WithinOwnLimit => f.write_str("credit/within"),
            Self::OwnLimitReached => f.write_str("reach/credit"),
            Self::AtLeastAsPrudent => f.write_str("prudent"),
            Self::ClassPreserved => f.write_str("class-preserving"),
        }
    }
}
