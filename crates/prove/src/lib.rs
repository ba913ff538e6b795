//! What holds for every applicant, with a counterexample where it does not.
//!
//! Takes a pack, gives a [`Proof`]; takes two packs whose questions agree, gives a [`Comparison`]. Nothing
//! is sampled: all answers are walked item by item, those alike together, and facts and products are gone
//! through by their regions. It must never claim what the engine does not repeat: a counterexample is
//! screened before it is shown, and what cannot be decided is said to be open.
//!
//! Rooms, from the ground up:
//!
//! ```text
//! means       evidence for what a person can afford
//! symbolic    the pack as choices per item, conditions as formulas, facts by regions
//! walk        states that nothing tells apart are one: counts, paths, automata
//! witness     somebody as documents, screened before they are shown
//! people      how people are assumed to answer
//! promised    promises that somebody else wrote
//! claims      what is said of every applicant, and why
//! report      what questions can do, how classes are distributed
//! disclosure  what a verdict tells of the answers
//! compare     two packs on the same applicants
//! ```

mod claims;
mod combinations;
mod compare;
mod disclosure;
mod means;
mod people;
mod promised;
mod report;
mod symbolic;
mod variant;
mod walk;
mod witness;

use prescreen::Error;
use prescreen::pack::Pack;

pub use claims::claim::{Claim, Conclusion, Grounds};
pub use claims::property::{PartKind, Property};
pub use combinations::Count;
pub use compare::{Comparison, Difference, Migration, compare, compare_under};
pub use people::Assumed;
pub use people::marginals::{MAX_MARGINALS_BYTES, Marginals, Pattern, Weighted};
pub use promised::{CannotAsk, MAX_PROMISES, MAX_PROMISES_BYTES, Promised, Promises, prove_promises};
pub use report::{
    ClassCount, ClassShare, FieldLeakage, FurtherReason, Leakage, MarkCount, NotComputed, Proof, Pull, PurchaseLeakage,
    SessionsBound,
};
#[cfg(feature = "unicode")]
pub use variant::UnicodeTables;
pub use variant::{MAX_VARIANT_BYTES, NoVariant, Reworded, Tried, Unicode, Variant, VariantPart};
pub use witness::{Applicant, FoundFact};

use claims::Agenda;
use people::Population;
use report::{counts, pulls};

/// Proves what can be proved of a pack; what is said of people assumes every combination alike.
#[must_use]
pub fn prove(pack: &Pack) -> Proof {
    under(pack, &Population::Uniform, Depth::Whole)
}

/// The same without what takes longest: what further reasons would cost, and what purchases tell. For an editor
/// that proves again at each change.
#[must_use]
pub fn prove_briefly(pack: &Pack) -> Proof {
    under(pack, &Population::Uniform, Depth::Brief)
}

/// What of it comes first: claims and classes. Questions are left empty and leakage is none.
#[must_use]
pub fn prove_first(pack: &Pack) -> Proof {
    under(pack, &Population::Uniform, Depth::First)
}

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Claims and classes.
    First,
    /// Besides, what each question can do and what openings tell.
    Brief,
    /// Besides, what further reasons would cost and what purchases tell.
    Whole,
}

/// The same, with what is said of people under marginals.
///
/// # Errors
/// What in the marginals does not fit the pack, with its JSON pointer.
pub fn prove_under(pack: &Pack, marginals: &Marginals) -> Result<Proof, Error> {
    Ok(under(pack, &Population::of(marginals, pack)?, Depth::Whole))
}

fn under(pack: &Pack, population: &Population, depth: Depth) -> Proof {
    let mut agenda = Agenda::of(pack);
    let claims = agenda.claims(pack);
    let (sums, states) = agenda.per_class().clone().unwrap_or_default();
    let Agenda { symbolic, part, marks, .. } = &mut agenda;
    let more = depth != Depth::First;
    let questions = more.then(|| pulls::pulls(symbolic, part)).flatten().unwrap_or_default();
    let leakage = more.then(|| disclosure::of(pack, population, depth == Depth::Whole)).transpose();
    Proof {
        pack: pack.reference().clone(),
        combinations: Count(symbolic.combinations().unwrap_or(u128::MAX)),
        classes: counts::named(symbolic, &sums),
        marks: marks.iter().filter_map(|(mark, when)| counts::marked(symbolic, part, *mark, *when)).collect(),
        questions,
        claims,
        leakage_not_computed: leakage.as_ref().err().copied(),
        leakage: leakage.ok().flatten(),
        assumes: population.assumed(),
        distribution: counts::distribution(symbolic, part, population).unwrap_or_default(),
        states,
    }
}

/// The claims alone, in a fraction of the time.
#[must_use]
pub fn claims(pack: &Pack) -> Vec<Claim> {
    Agenda::of(pack).claims(pack)
}

/// The first promise that a pack breaks, if any: such a pack is not served.
#[must_use]
pub fn broken_promise(pack: &Pack) -> Option<Claim> {
    claims(pack).into_iter().find(|claim| claim.breaks_a_promise)
}
