//! What holds for every applicant, with a counterexample where it does not.
//!
//! Takes a pack, gives a [`Proof`]; takes two packs whose questions agree, gives a [`Comparison`]. Nothing
//! is sampled: all answers are walked item by item, those alike together, and facts and products are gone
//! through by their regions. It must never claim what the engine does not repeat: a counterexample is
//! screened before it is shown, and what cannot be decided is said to be open.
//!
//! ```text
//! pack ─► Model: choices per item, conditions as formulas, regions of facts
//!            └─► walk: states that nothing tells apart are one ─► counts, paths ─► claims
//! ```

mod automaton;
mod choices;
mod claim;
mod classes;
mod compare;
mod counts;
mod formula;
mod laws;
mod leakage;
mod marginals;
mod model;
mod order;
mod population;
mod products;
mod promises;
mod pulls;
mod question;
mod reach;
mod regions;
mod report;
mod statement;
mod tiers;
mod walk;
mod witness;
mod words;

use prescreen::Error;
use prescreen::pack::Pack;

pub use claim::{Claim, Conclusion, Reason};
pub use compare::{Comparison, Difference, Migration, compare};
pub use marginals::{MAX_MARGINALS_BYTES, Marginals, Pattern, Weighted};
pub use report::{
    Assumed, ClassCount, ClassShare, Count, Disorder, FieldLeakage, FurtherReason, Leakage, MarkCount, Proof, Pull,
    PurchaseLeakage, SessionsBound,
};
pub use statement::{Part, Statement};
pub use witness::Applicant;

use population::Population;
use question::Question;

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
    let mut question = Question::of(pack);
    let claims = question.claims(pack);
    let Question { model, part, marks, .. } = &mut question;
    let (sums, states) = counts::per_class(model, part, &[]).unwrap_or_default();
    let more = depth != Depth::First;
    let questions = more.then(|| pulls::pulls(model, part)).flatten().unwrap_or_default();
    Proof {
        pack: pack.reference().clone(),
        combinations: Count(model.combinations().unwrap_or(u128::MAX)),
        classes: counts::named(model, &sums),
        marks: marks.iter().filter_map(|(mark, when)| counts::marked(model, part, *mark, *when)).collect(),
        questions,
        claims,
        orders: laws::orders(pack.document()),
        leakage: more.then(|| leakage::of(pack, population, depth == Depth::Whole)).flatten(),
        assumes: population.assumed(),
        distribution: counts::distribution(model, part, population).unwrap_or_default(),
        states,
    }
}

/// The claims alone, in a fraction of the time.
#[must_use]
pub fn claims(pack: &Pack) -> Vec<Claim> {
    Question::of(pack).claims(pack)
}

/// The first promise that a pack breaks, if any: such a pack is not served.
#[must_use]
pub fn broken_promise(pack: &Pack) -> Option<Claim> {
    claims(pack).into_iter().find(|claim| claim.breaks_a_promise)
}
