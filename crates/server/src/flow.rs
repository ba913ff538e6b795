//! A session after its verdict: the steps that were taken, the next one, the receipt.

use std::sync::Arc;

use prescreen::date::Instant;
use prescreen::json::Write as _;
use prescreen::verdict::{Opened, Progress, Receipt, Taken, Verdict};
use prescreen::{Code, Error, Session};
use prescreen_es256::ServerKey;

use crate::app::App;
use crate::packs::KnownPack;
use crate::problem::{Kind, Problem};
use crate::store::Transaction;
use crate::store::sessions::{self, Stored};
use crate::store::{changes, steps};
use crate::wire::answers::Acceptance;

/// A decided session.
pub struct Flow {
    pub known: Arc<KnownPack>,
    pub session: Session,
    pub verdict: Opened<Verdict>,
    /// When the verdict counts as accepted.
    pub accepted: Instant,
    /// The steps so far.
    pub taken: Vec<Taken>,
}

impl Flow {
    /// How far it has come.
    pub fn progress(&self) -> Progress<'_> {
        Progress {
            pack: &self.known.pack,
            session: &self.session,
            verdict: &self.verdict,
            accepted: self.accepted,
            taken: &self.taken,
        }
    }

    /// A fresh receipt, and the answer that carries it.
    pub fn answer(&self, key: &ServerKey, now: Instant) -> Result<(String, String), Problem> {
        let progress = self.progress();
        let receipt = key.seal(&Receipt::of(&progress, now)).map_err(|_| Problem::new(Kind::Storage))?;
        let answer = Acceptance { receipt: receipt.clone(), next: progress.next() };
        Ok((receipt, answer.json().canonical()))
    }

    /// What is wrong with a confirmation; one that comes too early is told when to come back.
    pub fn problem(&self, error: &Error, now: Instant) -> Problem {
        let problem = Problem::of_object(error);
        let not_before = self.progress().next().and_then(|next| next.not_before);
        match not_before {
            Some(at) if error.code == Code::TooEarly => problem.not_before(at, now),
            _ => problem,
        }
    }
}

impl App {
    /// A decided session with its steps.
    pub fn flow(&self, transaction: &Transaction<'_>, stored: &Stored) -> Result<Flow, Problem> {
        let decided = stored.decided.as_ref().ok_or(Kind::NotDecided)?;
        Ok(Flow {
            known: self.pack(&stored.session)?,
            session: stored.session.clone(),
            verdict: Opened::open(&decided.verdict).map_err(|_| Problem::new(Kind::Storage))?,
            accepted: decided.at,
            taken: steps::taken(transaction, &stored.session.id)?,
        })
    }

    /// Stores a step with a fresh receipt; gives the answer.
    pub fn take(
        &self,
        transaction: &Transaction<'_>,
        mut flow: Flow,
        taken: Taken,
        confirmation: Option<&str>,
        now: Instant,
    ) -> Result<String, Problem> {
        let position = flow.taken.len();
        flow.taken.push(taken.clone());
        let (receipt, answer) = flow.answer(&self.key, now)?;
        steps::insert(transaction, &flow.session.id, position, &taken, confirmation, &answer)?;
        sessions::receipt(transaction, &flow.session.id, &receipt)?;
        changes::note(transaction, &flow.session.id)?;
        Ok(answer)
    }
}
