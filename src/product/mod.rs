//! Class, facts and product sheet to a decision.
//!
//! Takes what is known and a class, gives a [`Decision`]: the most severe of what eligibility,
//! matching and gates lead to. Doubt restricts; it never opens.

mod gates;
mod rules;
mod sheet;

use crate::assessment::{GateState, Outcome, Part, Reason};
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::session::{Purpose, Session, Tier};
use crate::{Code, Error};

pub use sheet::grade;

/// How a condition that cannot be decided is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// As screening does: it restricts.
    Restricts,
    /// As a server does that does not see what the person declared: only what is certain counts.
    Ignored,
}

/// What class, facts and product lead to.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The most severe outcome.
    pub outcome: Outcome,
    /// Every rule and gate that restricted.
    pub reasons: Vec<Reason>,
    /// The first reason of the most severe outcome; none when nothing restricted.
    pub deciding: Option<Id>,
    /// The product's gates.
    pub gates: Vec<GateState>,
    /// Flows to go through, in the order of the pack.
    pub flows: Vec<Id>,
    /// Items and facts whose absence left something undecided.
    pub missing: Vec<Id>,
}

impl Decision {
    /// Decides on a session: eligibility always; matching and gates when it names a product.
    ///
    /// # Errors
    /// When the product sheet names a grade, type, term or tag that the pack does not have.
    pub fn of(
        pack: &Pack,
        session: &Session,
        known: &mut Known,
        class: Option<usize>,
        class_tier: Tier,
        doubt: Doubt,
    ) -> Result<Self, Error> {
        let mut decision = Self {
            outcome: Outcome::Proceed,
            reasons: Vec::new(),
            deciding: None,
            gates: Vec::new(),
            flows: Vec::new(),
            missing: Vec::new(),
        };
        let document = pack.document();
        let compiled = pack.compiled();
        let purpose = session.purpose;
        decision.rules(pack, known, purpose, doubt, Part::Eligibility, (&document.eligibility, &compiled.eligibility));
        if let Some(product) = &session.product {
            let tags = known.add_product(pack, product, class, class_tier)?;
            let matching = (&document.matching.rules[..], &compiled.rules[..]);
            decision.rules(pack, known, purpose, doubt, Part::Matching, matching);
            decision.gates(pack, known, tags, doubt);
        } else if purpose == Purpose::Purchase {
            return Err(Error::new(Code::MissingField, "/product", "the purchase names no product"));
        }
        if decision.outcome != Outcome::ProceedAfter {
            decision.flows.clear();
        }
        Ok(decision)
    }

    /// Adds something that restricts.
    fn restrict(&mut self, code: &Id, part: Part, outcome: Outcome, flow: Option<&Id>) {
        if outcome > self.outcome {
            self.outcome = outcome;
            self.deciding = Some(code.clone());
        }
        self.reasons.push(Reason { code: code.clone(), part, outcome: Some(outcome), deciding: false });
        if let Some(flow) = flow.filter(|flow| !self.flows.contains(flow)) {
            self.flows.push(flow.clone());
        }
    }

    fn lacks(&mut self, ids: Vec<Id>) {
        for id in ids {
            if !self.missing.contains(&id) {
                self.missing.push(id);
            }
        }
    }
}

/// The least that a class and what the session attests lead to, whatever the person declared: a
/// verdict that claims better is not possible under the pack.
///
/// # Errors
/// As [`Decision::of`], and when the session is not for this pack.
pub fn floor(pack: &Pack, session: &Session, class: Option<usize>, class_on_file: bool) -> Result<Decision, Error> {
    let mut known = Known::attested(pack, session)?;
    let tier = if class_on_file { Tier::Attested } else { Tier::Declared };
    Decision::of(pack, session, &mut known, class, tier, Doubt::Ignored)
}
