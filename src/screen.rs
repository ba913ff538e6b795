//! The one way through the core: pack, session and case to an assessment.

use crate::assessment::{Assessment, Part, Reason};
use crate::case::Case;
use crate::facts::Known;
use crate::fraud::{self, Judgement};
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::schema::Fact;
use crate::product::{Decision, Doubt};
use crate::profile::Profile;
use crate::session::{ProfileOnFile, Session};
use crate::terms::Outcome;
use crate::terms::{Purpose, Tier};
use crate::{Code, Error};

/// Screens one case.
///
/// A purchase uses the profile on file while it is valid; everything else, and a purchase without
/// one, classifies the answers.
///
/// # Errors
/// When session, case or product sheet do not fit the pack. Errors about a case repeat nothing of it.
pub fn screen(pack: &Pack, session: &Session, case: &Case) -> Result<Assessment, Error> {
    let mut known = Known::of(pack, session, case)?;
    let on_file = OnFile::of(pack, session, &known);
    let class_on_file = matches!(on_file, OnFile::Valid(_));
    let profile = match on_file {
        OnFile::Valid(class) => Profile { class: Some(class), ..Profile::default() },
        OnFile::None if session.purpose != Purpose::Purchase => Profile::of(pack, &known),
        OnFile::None => expired_or_missing(pack, &known, "profile.missing"),
        OnFile::Expired => expired_or_missing(pack, &known, "profile.expired"),
    };
    let class_tier = if class_on_file { Tier::Attested } else { Tier::Declared };
    let decision = Decision::of(pack, session, &mut known, profile.class, class_tier, Doubt::Restricts)?;
    if pack.document().fraud.is_none() && case.signals.known() > 0 {
        return Err(Error::new(Code::Reference, "/signals", "this pack reads no signals, so none are to be collected"));
    }
    fraud::check(pack, case)?;
    let fraud = fraud::judge(pack, session, &known, case);
    Ok(assemble(pack, session, class_on_file, profile, decision, fraud))
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

/// Says what is missing or to be clarified before a case can be committed.
///
/// # Errors
/// As [`screen`].
pub fn readiness(pack: &Pack, session: &Session, case: &Case) -> Result<Readiness, Error> {
    let known = Known::of(pack, session, case)?;
    if let OnFile::Valid(_) = OnFile::of(pack, session, &known) {
        return Ok(Readiness { class_on_file: true, missing: Vec::new(), asks: Vec::new() });
    }
    let mut profile = Profile::of(pack, &known);
    let facts = &pack.document().facts;
    profile.missing.retain(|id| facts.iter().find(|fact| fact.id == *id).is_none_or(Fact::from_person));
    Ok(Readiness { class_on_file: false, missing: profile.missing, asks: profile.asks })
}

/// The profile that the firm holds, as far as it can be used.
enum OnFile {
    Valid(usize),
    Expired,
    None,
}

impl OnFile {
    fn of(pack: &Pack, session: &Session, known: &Known) -> Self {
        let usable =
            |profile: &&ProfileOnFile| session.purpose == Purpose::Purchase && profile.pack.id == pack.reference().id;
        let Some(profile) = session.profile.as_ref().filter(usable) else { return Self::None };
        match pack.document().class(&profile.class) {
            Some(class) if known.day() <= profile.valid_until => Self::Valid(class),
            Some(_) => Self::Expired,
            None => Self::None,
        }
    }
}

/// A purchase without a valid profile needs the whole questionnaire; until it is answered, the
/// reason is the profile, not each question.
fn expired_or_missing(pack: &Pack, known: &Known, reason: &str) -> Profile {
    let mut profile = Profile::of(pack, known);
    if profile.class.is_none() && profile.asks.is_empty() {
        let outcome = Some(Outcome::InsufficientEvidence);
        profile.reasons.insert(0, Reason { code: Id::of_parts(reason), part: Part::Profile, outcome, deciding: false });
        profile.outcome = profile.outcome.max(outcome);
    }
    profile
}

fn assemble(
    pack: &Pack,
    session: &Session,
    class_on_file: bool,
    profile: Profile,
    decision: Decision,
    fraud: Option<Judgement>,
) -> Assessment {
    let by_rules = profile.outcome.unwrap_or(Outcome::Proceed).max(decision.outcome);
    let outcome = fraud.as_ref().map_or(by_rules, |fraud| by_rules.max(fraud.band.outcome()));
    let deciding = if outcome == by_rules {
        deciding(&profile, &decision, outcome)
    } else {
        fraud.as_ref().and_then(|fraud| fraud.reasons.first()).map(|reason| reason.code.clone())
    };
    let mut reasons = profile.reasons;
    reasons.extend(decision.reasons);
    let mut flows = decision.flows;
    let band = fraud.as_ref().map(|fraud| fraud.band);
    if let Some(fraud) = fraud {
        reasons.extend(fraud.reasons);
        flows.splice(0..0, fraud.flow);
    }
    if let Some(reason) = deciding.and_then(|deciding| reasons.iter_mut().find(|reason| reason.code == deciding)) {
        reason.deciding = true;
    }
    let mut missing = profile.missing;
    missing.extend(decision.missing.into_iter().filter(|id| !missing.contains(id)).collect::<Vec<_>>());
    let tier = if class_on_file { Tier::Attested } else { Tier::Declared };
    Assessment {
        pack: pack.reference().clone(),
        purpose: session.purpose,
        class: profile.class.and_then(|class| pack.document().classes.list.get(class)).cloned(),
        class_on_file,
        outcome,
        reasons,
        dimensions: profile.dimensions,
        asks: profile.asks,
        missing,
        gates: decision.gates,
        flows: if outcome == Outcome::ProceedAfter { flows } else { Vec::new() },
        fraud: band,
        tier,
    }
}

/// What decided: the outcome where something restricts it, otherwise the class.
fn deciding(profile: &Profile, decision: &Decision, outcome: Outcome) -> Option<Id> {
    if outcome == Outcome::Proceed {
        return profile.deciding.clone();
    }
    if profile.outcome == Some(outcome) {
        let own = profile.reasons.iter().find(|reason| reason.outcome == Some(outcome));
        return own.map(|reason| reason.code.clone()).or_else(|| decision.deciding.clone());
    }
    decision.deciding.clone()
}
