//! The one way through the core: pack, session and case become one [`Screening`], once.
//!
//! Takes the three, gives what is missing, what is to be asked, and the [`Assessment`]; commitment, verdict and
//! record are made from the same object, so that what is shown is what is signed. It must never read a case twice.

mod asked;
mod fold;
mod held;
mod shelf;

use crate::assessment::Assessment;
use crate::case::{Case, Found};
use crate::condition::{Condition, Truth};
use crate::credit::{self, CreditArithmetic};
use crate::facts::{Known, OnFile};
use crate::fraud;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::PriceTable;
use crate::price::{self, Ends, IndicativePrice, NoPrice};
use crate::product::{Decision, Doubt};
use crate::profile::{Arithmetic, Profile, arithmetic};
use crate::risk::{self, RiskArithmetic};
use crate::session::Session;
use crate::terms::{EngineCode, Put};
use crate::{Code, Error};

pub use asked::Asked;
pub use held::Held;

/// One case under one pack in one session: read, classified and decided.
///
/// ```
/// use prescreen::{Case, Pack, Screening, Session};
///
/// # fn main() -> Result<(), prescreen::Error> {
/// # let pack = include_str!("../../examples/first-pack/pack.json");
/// # let session = include_str!("../../examples/first-pack/session.json");
/// # let case = include_str!("../../examples/first-pack/cases/careful.json");
/// let pack = Pack::load(pack)?;
/// let screening = Screening::of(&pack, Session::read(session)?, Case::read(case)?)?;
/// assert!(screening.readiness().missing.is_empty());
/// println!("{:?}", screening.assessment().outcome);
/// # Ok(())
/// # }
/// ```
pub struct Screening<'a> {
    pack: Held<'a, Pack>,
    session: Held<'a, Session>,
    case: Held<'a, Case>,
    known: Known,
    on_file: OnFile,
    /// Items and facts that the class needs and that are missing.
    missing: Vec<Id>,
    assessment: Assessment,
}

/// What still stands between a case and its commitment. It tells nothing of the class.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Readiness {
    /// Whether the profile on file answers for the questionnaire.
    pub class_on_file: bool,
    /// Items and facts that the class needs, that are missing and that the person can give, in
    /// commitment order. What only the firm can give stands in the way of a class, not of a commitment.
    pub missing: Vec<Id>,
    /// Contradictions that wait for the person's one clarification.
    pub asks: Vec<Id>,
}

impl<'a> Screening<'a> {
    /// Screens a case.
    ///
    /// A purchase and a permission use the profile on file while it is valid; everything else, and either without
    /// one, classifies the answers. Each of the three is lent, given or shared: see [`Held`].
    ///
    /// # Errors
    /// When session, case or product sheet do not fit the pack. Errors about a case repeat nothing of it.
    pub fn of(
        pack: impl Into<Held<'a, Pack>>,
        session: impl Into<Held<'a, Session>>,
        case: impl Into<Held<'a, Case>>,
    ) -> Result<Self, Error> {
        Self::held(pack.into(), session.into(), case.into())
    }

    /// The one body of `of` and of what takes a screening further: a module carries it once.
    #[inline(never)]
    fn held(pack: Held<'a, Pack>, session: Held<'a, Session>, case: Held<'a, Case>) -> Result<Self, Error> {
        let known = Known::of(&pack, &session, &case)?;
        let on_file = OnFile::of(&pack, &session, known.day());
        let (missing, assessment) = assess(&pack, &session, &case, &known, on_file)?;
        Ok(Self { pack, session, case, known, on_file, missing, assessment })
    }

    /// The result.
    #[must_use]
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// What is missing or to be clarified before the case can be committed.
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        if self.on_file.class().is_some() {
            return Readiness { class_on_file: true, missing: Vec::new(), asks: Vec::new() };
        }
        let facts = &self.pack.compiled().facts;
        let from_person = |id: &&Id| facts.iter().find(|fact| fact.id == **id).is_none_or(|fact| fact.from_person);
        let missing = self.missing.iter().filter(from_person).cloned().collect();
        Readiness { class_on_file: false, missing, asks: self.assessment.asks.clone() }
    }

    /// The sums behind the class, for the person's own record after acceptance; none where no class came of the answers.
    #[must_use]
    pub fn arithmetic(&self) -> Option<Arithmetic> {
        let answers = self.assessment.class.is_some() && !self.assessment.class_on_file;
        answers.then(|| arithmetic(&self.pack, &self.known))
    }

    /// How the limit came about, for the person's own eyes: none while evidence is insufficient, and where the pack does
    /// not ask in this session. Points are for after acceptance.
    #[must_use]
    pub fn credit_arithmetic(&self) -> Option<CreditArithmetic> {
        let table = self.pack.compiled().credit.as_ref()?;
        let applies = table.applies(&self.session);
        applies.then(|| credit::arithmetic(table, &self.known)).flatten()
    }

    /// What a fall would do after the purchase, number by number, for the person's own eyes: none while evidence is
    /// insufficient, and where the pack does not ask in this session.
    #[must_use]
    pub fn risk_arithmetic(&self) -> Option<RiskArithmetic> {
        let table = self.pack.compiled().risk.as_ref()?;
        let applies = table.applies(&self.session);
        applies.then(|| risk::arithmetic(table, &self.session, &self.known)).flatten()
    }

    /// What borrowing would cost, indicatively, or why no price is shown, for the person's own eyes: none where the pack
    /// does not ask in this session. It is no offer, and no part of a verdict.
    #[must_use]
    pub fn price(&self) -> Option<IndicativePrice> {
        self.ends(self.pack.compiled().price.as_ref()?).map(IndicativePrice::from)
    }

    fn ends<'t>(&self, table: &'t PriceTable) -> Option<Result<Ends<'t>, NoPrice>> {
        let credit = self.pack.compiled().credit.as_ref().filter(|_| table.applies(&self.session))?;
        let afforded = (self.assessment.credit.as_ref()?.outcome, credit::points(credit, &self.known));
        Some(price::judge(table, credit, &self.session, &self.known, afforded))
    }

    /// Puts the numbers of [`Screening::credit_arithmetic`] that do not stand in the pack: the sum of points, the limit,
    /// points, what is left of a month, ceilings. None as there; what was put then says nothing.
    pub fn credit_numbers(&self, put: Put<'_>) -> Option<()> {
        let table = self.pack.compiled().credit.as_ref().filter(|table| table.applies(&self.session))?;
        credit::numbers(table, &self.known, put)
    }

    /// The same of [`Screening::risk_arithmetic`], in the order of its fields without `beyond`: a scenario or a price limit
    /// that is not the product's is one that is none, and ratios have their count before them.
    pub fn risk_numbers(&self, put: Put<'_>) -> Option<()> {
        let table = self.pack.compiled().risk.as_ref().filter(|table| table.applies(&self.session))?;
        risk::numbers(table, &self.session, &self.known, put)
    }

    /// The same of [`Screening::price`]: the ends, the position of the costs, likelihood, loss, and 1 where it was cut; of no
    /// price, the position of the reason.
    pub fn price_numbers(&self, put: Put<'_>) -> Option<()> {
        let table = self.pack.compiled().price.as_ref()?;
        price::numbers(table, self.ends(table)?, put);
        Some(())
    }

    /// Whether a condition of this pack, a promise's say, holds for this person.
    #[must_use]
    pub fn truth(&self, condition: &Condition) -> Truth {
        condition.eval(&self.known)
    }

    /// What a model that the pack names reads of the case, in the order of its features: yes as 1, a word as its
    /// position in the list of its words. None while a feature is unknown.
    ///
    /// # Errors
    /// [`Code::Reference`](crate::Code::Reference) for a model that the pack does not name.
    pub fn model_row(&self, model: &str) -> Result<Option<Vec<i64>>, Error> {
        fraud::row(&self.pack, &self.known, &self.case, model)
    }

    /// The same case with what the pack's models came to, in basis points; a model that is left out keeps its score.
    ///
    /// # Errors
    /// [`Code::Reference`] for a model that the pack does not name, [`Code::Range`] above 10,000, [`Code::Inconsistent`]
    /// for a case that is only lent.
    pub fn with_scores(mut self, scores: impl IntoIterator<Item = (Id, u16)>) -> Result<Self, Error> {
        let lent = "the case belongs to someone else, so no score can be added";
        let case = self.case.get_mut().ok_or_else(|| Error::new(Code::Inconsistent, "/scores", lent))?;
        for (model, basis_points) in scores {
            case.set_score(&model, basis_points);
        }
        (_, self.assessment) = assess(&self.pack, &self.session, &self.case, &self.known, self.on_file)?;
        Ok(self)
    }

    /// The same case with what the person's files give, read and decided again. It takes the place of all that files
    /// gave before: a fact that is left out is no longer given by a file. Code that reads files calls this with what it
    /// made of them: see [`Case::set_found`].
    ///
    /// # Errors
    /// [`Code::Reference`] for a fact that the pack does not have, [`Code::Range`] for one that it does not take from a
    /// file, that is in another currency or whose value is outside its range, [`Code::Type`] for a value of another type, [`Code::Inconsistent`] for
    /// a case that is only lent. They repeat no value.
    pub fn with_found(mut self, found: impl IntoIterator<Item = (Id, Found)>) -> Result<Self, Error> {
        let lent = "the case belongs to someone else, so no fact can be added";
        let case = self.case.get_mut().ok_or_else(|| Error::new(Code::Inconsistent, "/facts", lent))?;
        case.clear_found();
        for (fact, found) in found {
            case.set_found(&fact, found);
        }
        Self::held(self.pack, self.session, self.case)
    }

    /// The pack.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn case(&self) -> &Case {
        &self.case
    }

    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    pub(crate) fn class_on_file(&self) -> bool {
        self.on_file.class().is_some()
    }
}

fn profile(pack: &Pack, session: &Session, known: &Known, on_file: OnFile) -> Profile {
    if let OnFile::Valid(class, _) = on_file {
        return Profile::on_file(class);
    }
    let mut profile = Profile::of(pack, known);
    if session.purpose.rests_on_profile() {
        let expired = on_file == OnFile::Expired;
        profile.without_profile(if expired { EngineCode::ProfileExpired } else { EngineCode::ProfileMissing });
    }
    profile
}

/// What the class needs and lacks, and the result.
fn assess(
    pack: &Pack,
    session: &Session,
    case: &Case,
    known: &Known,
    on_file: OnFile,
) -> Result<(Vec<Id>, Assessment), Error> {
    assessed(pack, session, case, known, on_file, profile(pack, session, known, on_file))
}

/// The same with a class that is decided already.
fn assessed(
    pack: &Pack,
    session: &Session,
    case: &Case,
    known: &Known,
    on_file: OnFile,
    profile: Profile,
) -> Result<(Vec<Id>, Assessment), Error> {
    let missing = profile.contribution.missing.clone();
    let tier = on_file.tier();
    let decision = Decision::of(pack, session, known, profile.class, tier, Doubt::Restricts)?;
    fraud::check(pack, case)?;
    let judgement = fraud::judge(pack, session.purpose, known, case);
    let band = judgement.as_ref().map(|judgement| judgement.band);
    let signals = judgement.map(|judgement| judgement.contribution).unwrap_or_default();
    let (credit, means) = credit::judge(pack, session, known).unzip();
    let falls = risk::judge(pack, session, known).unwrap_or_default();
    let parts = [profile.contribution, decision.contribution, means.unwrap_or_default(), falls, signals];
    let whole = fold::fold(parts, profile.decided_class.as_ref());
    let assessment = Assessment {
        pack: pack.reference().clone(),
        purpose: session.purpose,
        class: profile.class.and_then(|class| pack.compiled().class(class)).cloned(),
        class_on_file: on_file.class().is_some(),
        outcome: whole.outcome,
        reasons: whole.reasons,
        dimensions: profile.dimensions,
        asks: profile.asks,
        missing: whole.missing,
        gates: decision.gates,
        flows: whole.flows,
        fraud: band,
        credit,
        tier,
    };
    Ok((missing, assessment))
}

impl core::fmt::Debug for Screening<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Screening(..)")
    }
}
