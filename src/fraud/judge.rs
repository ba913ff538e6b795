//! The pack's weights, applied to one session.

use crate::Error;
use crate::assessment::{Contribution, Part};
use crate::case::Case;
use crate::condition::Truth;
use crate::facts::Known;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::compile::{FraudTable, Source, ThresholdTable, independent};
use crate::pack::schema::Concern;
use crate::session::Session;
use crate::terms::{FraudBand, Purpose};

use super::seen::Seen;

/// What the signals led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The most severe band that was reached.
    pub band: FraudBand,
    /// What led to it, the band's own reason first. Of a pause, only that one: what was noticed is
    /// not for an onlooker. The flow is a step-up's.
    pub contribution: Contribution,
}

/// Judges what was noticed of a session; none where the pack has no `fraud` part.
#[must_use]
pub(crate) fn judge(pack: &Pack, purpose: Purpose, known: &Known, case: &Case) -> Option<Judgement> {
    let table = pack.compiled().fraud.as_ref()?;
    let seen = Seen { table, known, signals: &case.signals, scores: &case.scores };
    // Without a single signal, whatever reads signals alone is unknown.
    let silent = case.signals.known() == 0;
    let judgement = |concern| {
        let mut sum = Sum::default();
        for rule in table.rules.iter().filter(|rule| rule.concern == concern) {
            if (!silent || rule.source.speaks_without_signals())
                && rule.applies(purpose)
                && rule.when.eval(&seen) == Truth::True
            {
                sum.weight = sum.weight.saturating_add(rule.weight);
                sum.sources.push(rule.source);
                sum.rules.push(&rule.id);
            }
        }
        sum.judgement(table, concern)
    };
    let others = judgement(Concern::Influence).worse(judgement(Concern::Answers));
    Some(judgement(Concern::Application).worse(others))
}

/// The band that the firm's own facts lead to without any signal: a tab may know more that restricts, never less.
///
/// # Errors
/// As of what is attested, where the session does not fit the pack.
pub(crate) fn floor(pack: &Pack, session: &Session) -> Result<FraudBand, Error> {
    let judged = judge(pack, session.purpose, &Known::attested(pack, session)?, &Case::default());
    Ok(judged.map_or(FraudBand::Clear, |judgement| judgement.band))
}

/// What the rules of one concern came to.
#[derive(Default)]
struct Sum<'a> {
    weight: u32,
    sources: Vec<Source>,
    rules: Vec<&'a Id>,
}

impl Sum<'_> {
    fn judgement(&self, table: &FraudTable, concern: Concern) -> Judgement {
        let sources = independent(&self.sources);
        let reached =
            |level: &&ThresholdTable| level.concern == concern && level.from <= self.weight && level.sources <= sources;
        let mut contribution = Contribution::default();
        let Some(level) = table.bands.iter().filter(reached).max_by_key(|level| level.band) else {
            return Judgement { band: FraudBand::Clear, contribution };
        };
        contribution.restrict(&level.id, Part::Fraud, level.band.outcome());
        contribution.goes_through(level.flow.as_ref());
        if concern != Concern::Influence {
            self.rules.iter().for_each(|code| contribution.note(code, Part::Fraud));
        }
        Judgement { band: level.band, contribution }
    }
}

impl Judgement {
    /// Both together: the more severe band leads. Beside a pause nothing is named.
    fn worse(self, other: Self) -> Self {
        let (mut first, then) = if self.band >= other.band { (self, other) } else { (other, self) };
        if first.band != FraudBand::Pause {
            first.contribution.reasons.extend(then.contribution.reasons);
        }
        if first.contribution.flows.is_empty() {
            first.contribution.flows = then.contribution.flows;
        }
        first
    }
}
