//! What the prover says, for people and programs.

pub mod counts;
pub mod pulls;

use serde::Serialize;

use prescreen::id::Id;
use prescreen::pack::schema::Mark;
use prescreen::session::ProductSheet;
use prescreen::terms::PackRef;

use crate::claims::claim::{Claim, Conclusion};
use crate::combinations::Count;
use crate::people::Assumed;

/// Everything that was asked of a pack.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof {
    /// The pack.
    pub pack: PackRef,
    /// Answer combinations, each multiple choice by its subsets that are not empty.
    pub combinations: Count,
    /// How many combinations come to each class, with the facts that restrict least and contradictions
    /// kept when asked; the last entry is for no class, where there is one.
    pub classes: Vec<ClassCount>,
    /// The same among combinations with an answer that has a mark, for each mark of the pack.
    pub marks: Vec<MarkCount>,
    /// What each question alone can do.
    pub questions: Vec<Pull>,
    /// What is claimed of every applicant, and what came of it.
    pub claims: Vec<Claim>,
    /// What a verdict tells about the answers; none when it could not be computed.
    pub leakage: Option<Leakage>,
    /// Why it could not; none where it was, or was not asked for.
    pub leakage_not_computed: Option<NotComputed>,
    /// What is assumed of how people answer in `distribution` and `leakage`.
    pub assumes: Assumed,
    /// How the people so assumed are distributed over the classes, with the facts that restrict least; empty
    /// when it could not be computed. Rounded to doubles, about 12 digits are good.
    pub distribution: Vec<ClassShare>,
    /// How many states were walked for the classes.
    pub states: usize,
}

impl Proof {
    /// Whether nothing was refuted, vacuous or left open.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.claims.iter().all(|claim| claim.conclusion == Conclusion::Proved)
    }
}

/// How many combinations come to a class.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassCount {
    /// The class; none where something contradicts.
    pub class: Option<Id>,
    /// Combinations.
    pub combinations: Count,
    /// Their share, rounded to the nearest float.
    pub share: f64,
}

/// The share of people that come to a class.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassShare {
    /// The class; none where something contradicts.
    pub class: Option<Id>,
    /// From 0 to 1.
    pub share: f64,
}

/// How many combinations with a mark come to each class.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarkCount {
    /// The mark.
    pub mark: Mark,
    /// Combinations with it.
    pub combinations: Count,
    /// Their classes.
    pub classes: Vec<ClassCount>,
}

/// What a question alone can do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pull {
    /// The question.
    pub item: Id,
    /// Most classes by which another answer to it alone moves the result.
    pub moves: u32,
    /// Combinations of the other answers under which its answer decides the class.
    pub decisive: Count,
    /// Their share of all combinations of the other answers.
    pub share: f64,
}

/// What a verdict on an opening or a new assessment tells about the answers.
///
/// Not in it: commitment, key, nonce and times, which are drawn afresh or the server's own.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leakage {
    /// How many different things a verdict can say.
    pub tuples: usize,
    /// Their logarithm and `shadow_bits`: no way of answering tells more bits than this in one session.
    pub at_most_bits: f64,
    /// Of `at_most_bits`, here, in `further` and in `purchase`, what the class of a shadow pack can tell at most: the
    /// logarithm of all that the field can say. 0 when the pack lists none. It is in no `tuples` and no average.
    pub shadow_bits: f64,
    /// What a verdict can say at most of what a person can afford, where the pack asks; it is about facts, not about
    /// answers. It is in the bounds of those verdicts in which it is asked, and in no number of tuples and no average.
    pub credit_bits: f64,
    /// The same of what a fall would do.
    pub risk_bits: f64,
    /// Bits told on average: Shannon's entropy of the whole verdict without a shadow pack's class, under what
    /// the proof `assumes`.
    pub mean_bits: f64,
    /// The same for each field alone.
    pub fields: Vec<FieldLeakage>,
    /// What is told adds up: the bound for several sessions of one person.
    pub sessions: Vec<SessionsBound>,
    /// What each reason about answers would cost that a verdict does not carry, if it alone were disclosed too.
    pub further: Vec<FurtherReason>,
    /// What a verdict on a purchase tells, on the product on which it tells most; none when it could not be computed.
    pub purchase: Option<PurchaseLeakage>,
    /// Why it could not; none where it was, or was not asked for.
    pub purchase_not_computed: Option<NotComputed>,
}

/// Why what a verdict tells was not computed. That no figure is given does not mean that nothing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotComputed {
    /// An eligibility rule applies whatever the facts are, so that there are none to hold still.
    RuleAlwaysApplies,
    /// The eligibility rules read more facts together than are gone through.
    TooManyFacts,
    /// The ways of answering come to more different states than are walked.
    TooManyStates,
    /// A gate asks for an answer.
    GateAsksAnswer,
    /// The pack has no products, or its rules read too many tags to go through all kinds of them.
    NoProducts,
    /// More purchases than are put to the engine.
    TooManyPurchases,
}

/// How much several sessions can tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionsBound {
    /// Sessions of one person, on openings or new assessments.
    pub sessions: u32,
    /// No way of answering tells more bits than this in so many sessions: the bound of one session so many
    /// times, but no more than one set of answers holds, if the answers stay the same.
    pub at_most_bits: f64,
}

/// What one more disclosed reason would cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FurtherReason {
    /// The reason's code.
    pub reason: Id,
    /// How many different things a verdict could say with it; none when it could not be computed.
    pub tuples: Option<usize>,
    /// Their logarithm.
    pub at_most_bits: Option<f64>,
    /// Bits told on average with it.
    pub mean_bits: Option<f64>,
    /// By how many bits the average rises.
    pub costs_bits: Option<f64>,
}

/// What a verdict on a purchase tells about the answers that were given for it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PurchaseLeakage {
    /// Kinds of products that were gone through.
    pub products: usize,
    /// The product on which a verdict can say most.
    pub product: ProductSheet,
    /// How many different things it can say there.
    pub tuples: usize,
    /// Their logarithm: no way of answering tells more bits than this on one purchase.
    pub at_most_bits: f64,
    /// Bits told on average, on that product.
    pub mean_bits: f64,
    /// The same for each field alone, on that product.
    pub fields: Vec<FieldLeakage>,
}

/// What one field of a verdict tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldLeakage {
    /// The field.
    pub field: String,
    /// Different values.
    pub values: usize,
    /// Bits on average.
    pub mean_bits: f64,
}
