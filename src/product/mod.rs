//! Class, facts and product sheet, or a permission, to a decision.
//!
//! Takes what is known and a class, gives a decision: the most severe of what eligibility,
//! matching and gates lead to. Doubt restricts; it never opens.

mod earlier;
mod fields;
mod gates;
mod grade;
mod missing;
mod rules;
pub mod shelf;
mod suits;
mod undeclared;

use crate::assessment::{Contribution, GateState, Part};
use crate::facts::Known;
use crate::pack::Pack;
use crate::session::Session;
use crate::terms::{ClassIndex, Outcome, Purpose, Tier};
use crate::{Code, Error};

use fields::ProductFields;
pub(crate) use fields::tags;
pub use grade::grade;
pub use missing::missing_of_firm;
pub(crate) use suits::suits;

/// How a condition that cannot be decided is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// As screening does: it restricts.
    Restricts,
    /// As a server does that does not see what the person declared: only what is certain counts.
    Ignored,
}

/// What class, facts and product, or a permission, lead to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    /// The product's gates, or what the permission asks for.
    pub gates: Vec<GateState>,
    /// The most severe outcome, with every rule and gate that restricted.
    pub contribution: Contribution,
}

impl Decision {
    /// Decides on a session: eligibility always; matching and gates when it names a product; what a permission asks for when
    /// it names one.
    ///
    /// `class_tier` is how well the class is evidenced: as the profile on file says, else declared.
    ///
    /// # Errors
    /// When the product sheet names a grade, type, term or tag that the pack does not have, or an earlier class is none of
    /// its classes, or a purchase names no product; or [`gates::permission`] finds none.
    pub(crate) fn of(
        pack: &Pack,
        session: &Session,
        known: &Known,
        class: Option<ClassIndex>,
        class_tier: Tier,
        doubt: Doubt,
    ) -> Result<Self, Error> {
        let mut decision = Self::default();
        let compiled = pack.compiled();
        let purpose = session.purpose;
        decision.rules(pack, known, purpose, doubt, Part::Eligibility, &compiled.eligibility);
        if let Some(product) = &session.product {
            let class = class.map(|class| (class, class_tier));
            let sheet = ProductFields::of(pack, known, product, &session.earlier, class)?;
            decision.rules(pack, &sheet, purpose, doubt, Part::Matching, &compiled.rules);
            decision.gates(pack, known, sheet.tags(), doubt);
        } else if purpose == Purpose::Purchase {
            return Err(Error::new(Code::MissingField, "/product", "the purchase names no product"));
        }
        decision.permission(pack, session, known, doubt)?;
        if decision.contribution.outcome != Outcome::ProceedAfter {
            decision.contribution.flows.clear();
        }
        Ok(decision)
    }
}

/// The least that a class and what the session attests lead to, whatever the person declared: a
/// verdict that claims better is not possible under the pack.
///
/// # Errors
/// When the session is not for this pack, or its product sheet names a grade, type, term or tag that the pack does not have.
pub fn floor(
    pack: &Pack,
    session: &Session,
    class: Option<ClassIndex>,
    class_tier: Tier,
) -> Result<Contribution, Error> {
    let known = Known::attested(pack, session)?;
    Ok(Decision::of(pack, session, &known, class, class_tier, Doubt::Ignored)?.contribution)
}
