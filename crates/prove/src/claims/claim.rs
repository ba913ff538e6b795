//! A claim: a property of every applicant, what came of it, and why.
//!
//! All of it is data. The sentences are made elsewhere, in each language.

use serde::Serialize;

use prescreen::Error;
use prescreen::id::Id;
use prescreen::session::ProductSheet;

use crate::claims::property::Property;
use crate::combinations::Count;
use crate::witness::Applicant;

/// A claim about all applicants.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// The property's id, such as `never/ID/class` or `reach/class/ID`.
    pub id: String,
    /// What is claimed.
    pub property: Property,
    /// What came of it.
    #[serde(rename = "verdict")]
    pub conclusion: Conclusion,
    /// Why.
    pub grounds: Grounds,
    /// Whether a pack of which this is said breaks what is promised of it: such a pack is not served.
    pub breaks_a_promise: bool,
    /// The smallest counterexample: the first answers in the order of the pack, facts left out where
    /// they can be, and a grown-up where the claim lets it be one.
    pub counterexample: Option<Applicant>,
    /// Of a pair that differs in one fact alone, the other, who is better off and should not be, or sees another order.
    pub beside: Option<Applicant>,
    /// Of a pair that sees another order, the two products of which that is said, for `prescreen screen --products`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub products: Vec<ProductSheet>,
}

impl Claim {
    /// A claim without a counterexample.
    pub(crate) fn new(property: Property, grounds: Grounds) -> Self {
        let conclusion = grounds.conclusion();
        let breaks_a_promise = match conclusion {
            Conclusion::Refuted => property.is_promise(),
            // A promise that is about nobody was not meant so.
            Conclusion::Vacuous => property.is_written(),
            Conclusion::Proved | Conclusion::NotProved => false,
        };
        Self {
            id: property.to_string(),
            property,
            conclusion,
            grounds,
            breaks_a_promise,
            counterexample: None,
            beside: None,
            products: Vec::new(),
        }
    }

    /// The same with somebody who shows it.
    pub(crate) fn shown_by(self, counterexample: Option<Applicant>) -> Self {
        Self { counterexample, ..self }
    }

    /// The same with two people who differ in one fact alone.
    pub(crate) fn shown_by_pair(self, (worse, better): (Applicant, Applicant)) -> Self {
        Self { counterexample: Some(worse), beside: Some(better), ..self }
    }

    /// The same with the products of which it is said.
    pub(crate) fn shown_on(self, products: [ProductSheet; 2]) -> Self {
        Self { products: products.into(), ..self }
    }
}

/// What came of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// It holds for every applicant.
    Proved,
    /// It does not: there is a counterexample, which the engine repeats.
    Refuted,
    /// Nobody is meant by it.
    Vacuous,
    /// It is open, on the grounds given.
    NotProved,
}

/// Why a claim is proved, refuted, vacuous or open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Grounds {
    /// Proved: so many combinations come to the class.
    Combinations {
        /// How many.
        combinations: Count,
    },
    /// Proved: there are such answers and facts.
    SomebodyMeets,
    /// Proved: bands follow each other, rise with the points, and cover every sum that answers reach.
    BandsCover,
    /// Proved: no answers that meet the condition come above the class.
    NoneAbove {
        /// The class.
        class: Id,
    },
    /// Proved: every purchase above the grade is stopped, with answers or with a class on file.
    PurchasesStopped {
        /// The grade.
        grade: Id,
    },
    /// Proved: whoever is barred up to the grade is barred with other values of the condition's facts too.
    BarredOtherwiseToo {
        /// The grade.
        grade: Id,
    },
    /// Proved: no answer means that no loss can be borne, and the pack says why.
    NoLossExplained,
    /// Proved: what restricts with a fact or an answer restricts without it.
    RestrictsWithout,
    /// Proved: the class is the minimum, the outcome the strictest, of what applies.
    Strictest,
    /// Proved: a gate reads a fact below its tier as missing, and a missing fact opens no gate.
    BelowTierIsMissing,
    /// Proved: no answers and facts tell otherwise.
    NobodyTellsOtherwise,
    /// Proved: the limit rises with the fact by its arithmetic, and points do not fall where they decide.
    LimitRises,
    /// Proved: more points are never dearer, and points do not fall with the fact where they decide.
    PriceFalls,
    /// Proved: the higher end is held to the lowest cap, and there is no price where the lower end is above it.
    HeldToCap,
    /// Proved: a product is ranked only after its purchase is found to go on, within class, term, type and target market.
    RankedOncePermitted,
    /// Proved: a band never falls with its measure, and nothing else reads what a product costs.
    BandsRise,
    /// Proved: every measure is as good or better by its arithmetic.
    MeasuresImprove,
    /// Proved: evidence is insufficient where any fact is missing or too weak.
    InsufficientWithout,
    /// Proved: nothing that is worked out tells values of such a fact apart.
    ReadsNoProtected,
    /// Proved: the limit is the least of its ceilings, and the firm's own is one of them.
    LeastOfCeilings,
    /// Refuted: no answers and no evidence come to it.
    NobodyReaches,
    /// Refuted: everybody has a lower ceiling than the firm's own, or is for a person to decide.
    AllBelowOwnLimit,
    /// Refuted: a finding of the pack's check.
    BandsFail {
        /// The finding.
        finding: Error,
    },
    /// Refuted: the counterexample's answers come to this class.
    ComesTo {
        /// The class.
        class: Id,
    },
    /// Refuted: the counterexample's purchase above the grade is not stopped.
    PurchaseNotStopped {
        /// The grade.
        grade: Id,
    },
    /// Refuted: the counterexample is barred, and would not be with other values of the condition's facts.
    BarredByIt {
        /// The highest grade meant.
        grade: Id,
    },
    /// Refuted: leaving a fact or an answer out helps, since the condition asks whether it is there.
    AsksForPresence,
    /// Refuted: leaving a fact or an answer out helps, since what unknown leads to lets a person through, or through
    /// with lighter steps.
    UnknownLetsThrough,
    /// Refuted: the counterexample and who stands beside it differ in one fact alone, and do not get what is claimed.
    PairDiffers,
    /// Refuted: the two packs give the counterexample these classes.
    Gives {
        /// By the first pack; none where something contradicts.
        a: Option<Id>,
        /// By the second.
        b: Option<Id>,
    },
    /// Vacuous: no answers and facts meet the condition, which is written in vain.
    NobodyMeets,
    /// Vacuous: nobody is meant by the promise.
    NobodyMeant,
    /// Open: there are more states than are walked.
    TooManyStates,
    /// Open: the rules read more product tags than are gone through.
    TooManyTags,
    /// Open: no answer is marked as bearing no loss, and the pack does not say why.
    NoLossUnmarked,
    /// Open: facts that depend on one another are taken apart, and the engine does not repeat the counterexample.
    NotRepeated,
    /// Open: there may be a purchase that the engine does not repeat.
    PurchaseNotRepeated,
    /// Open: the session's check, or what a person can afford, reads the condition's facts too, and is not gone through.
    ReadElsewhere,
}

impl Grounds {
    /// What they are grounds for.
    fn conclusion(&self) -> Conclusion {
        match self {
            Self::Combinations { .. }
            | Self::SomebodyMeets
            | Self::BandsCover
            | Self::NoneAbove { .. }
            | Self::PurchasesStopped { .. }
            | Self::BarredOtherwiseToo { .. }
            | Self::NoLossExplained
            | Self::RestrictsWithout
            | Self::Strictest
            | Self::BelowTierIsMissing
            | Self::NobodyTellsOtherwise
            | Self::LimitRises
            | Self::MeasuresImprove
            | Self::PriceFalls
            | Self::HeldToCap
            | Self::RankedOncePermitted
            | Self::BandsRise
            | Self::InsufficientWithout
            | Self::ReadsNoProtected
            | Self::LeastOfCeilings => Conclusion::Proved,
            Self::NobodyReaches
            | Self::AllBelowOwnLimit
            | Self::BandsFail { .. }
            | Self::ComesTo { .. }
            | Self::PurchaseNotStopped { .. }
            | Self::BarredByIt { .. }
            | Self::AsksForPresence
            | Self::UnknownLetsThrough
            | Self::PairDiffers
            | Self::Gives { .. } => Conclusion::Refuted,
            Self::NobodyMeets | Self::NobodyMeant => Conclusion::Vacuous,
            Self::TooManyStates
            | Self::TooManyTags
            | Self::NoLossUnmarked
            | Self::NotRepeated
            | Self::PurchaseNotRepeated
            | Self::ReadElsewhere => Conclusion::NotProved,
        }
    }
}
