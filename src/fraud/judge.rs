//! The pack's weights, applied to one session.

use crate::assessment::{Part, Reason};
use crate::case::Case;
use crate::condition::Truth;
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{Source, independent};
use crate::pack::schema::{Concern, Fraud, FraudThreshold};
use crate::session::Session;
use crate::terms::FraudBand;

use super::seen::Seen;

/// What the signals led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The most severe band that was reached.
    pub band: FraudBand,
    /// What led to it, the band's own reason first. Of a pause, only that one: what was noticed is
    /// not for an onlooker.
    pub reasons: Vec<Reason>,
    /// The steps of a step-up.
    pub flow: Option<Id>,
}

/// Judges what was noticed of a session; none where the pack has no `fraud` part.
#[must_use]
pub fn judge(pack: &Pack, session: &Session, known: &Known, case: &Case) -> Option<Judgement> {
    let fraud = pack.document().fraud.as_ref()?;
    let table = &pack.compiled().fraud;
    let seen = Seen { table, known, signals: &case.signals, scores: &case.scores };
    // Without a single signal, whatever reads signals alone is unknown.
    let silent = case.signals.known() == 0;
    let fired = table.rules.iter().zip(&fraud.rules).filter(|((when, source), rule)| {
        (!silent || source.speaks_without_signals())
            && (rule.purposes.is_empty() || rule.purposes.contains(&session.purpose))
            && when.eval(&seen) == Truth::True
    });
    let (mut application, mut influence) = (Sum::default(), Sum::default());
    for ((_, source), rule) in fired {
        let sum = match rule.concern {
            Concern::Application => &mut application,
            Concern::Influence => &mut influence,
        };
        sum.weight = sum.weight.saturating_add(rule.weight);
        sum.sources.push(*source);
        sum.rules.push(&rule.id);
    }
    Some(application.judgement(fraud, Concern::Application).worse(influence.judgement(fraud, Concern::Influence)))
}

/// What the rules of one concern came to.
#[derive(Default)]
struct Sum<'a> {
    weight: u32,
    sources: Vec<Source>,
    rules: Vec<&'a Id>,
}

impl Sum<'_> {
    fn judgement(&self, fraud: &Fraud, concern: Concern) -> Judgement {
        let sources = independent(&self.sources);
        let reached = |level: &&FraudThreshold| {
            level.concern() == concern && level.from <= self.weight && level.families <= sources
        };
        let Some(level) = fraud.bands.iter().filter(reached).max_by_key(|level| level.band) else {
            return Judgement { band: FraudBand::Clear, reasons: Vec::new(), flow: None };
        };
        let reason = |code: &Id, outcome| Reason { code: code.clone(), part: Part::Fraud, outcome, deciding: false };
        let mut reasons = vec![reason(&level.id, Some(level.band.outcome()))];
        if concern == Concern::Application {
            reasons.extend(self.rules.iter().map(|code| reason(code, None)));
        }
        Judgement { band: level.band, reasons, flow: level.flow.clone() }
    }
}

impl Judgement {
    /// Both together: the more severe band leads. Beside a pause nothing is named.
    fn worse(self, other: Self) -> Self {
        let (mut first, then) = if self.band >= other.band { (self, other) } else { (other, self) };
        if first.band != FraudBand::Pause {
            first.reasons.extend(then.reasons);
        }
        first.flow = first.flow.or(then.flow);
        first
    }
}
