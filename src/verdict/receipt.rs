//! The receipt: what the server accepted, signed for the investor to keep.

use crate::date::Instant;
use crate::id::Id;
use crate::{Error, Mismatch, objects};

use super::claims::Verdict;
use super::jws::{Claims, Kind, Opened};
use super::step::{Progress, Taken};
use crate::terms::{Digest, Outcome};

/// The claims of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The session's id.
    pub session: Id,
    /// The firm's opaque name for the person.
    pub subject: Id,
    /// SHA-256 of the accepted verdict's text.
    pub verdict: Digest,
    /// The steps taken so far, in order.
    pub steps: Vec<Taken>,
    /// The verdict's outcome.
    pub outcome: Outcome,
    /// Whether the outcome goes on and no step is left.
    pub complete: bool,
    /// When it was issued, by the server's clock.
    pub iat: Instant,
}

impl Receipt {
    /// What a server has accepted so far.
    #[must_use]
    pub fn of(progress: &Progress<'_>, now: Instant) -> Self {
        let verdict = &progress.verdict.claims;
        Self {
            session: verdict.session().clone(),
            subject: verdict.subject().clone(),
            verdict: progress.verdict.hash,
            steps: progress.taken.to_vec(),
            outcome: verdict.outcome(),
            complete: progress.complete(),
            iat: now,
        }
    }
}

impl Opened<Receipt> {
    /// Checks that a receipt is for a verdict.
    ///
    /// # Errors
    /// [`Code::Claim`](crate::error::Code::Claim) when it is for another.
    pub fn check(&self, verdict: &Opened<Verdict>) -> Result<(), Error> {
        let compared = [
            (Mismatch::Verdict, self.claims.verdict == verdict.hash),
            (Mismatch::Session, self.claims.session == *verdict.claims.session()),
            (Mismatch::Subject, self.claims.subject == *verdict.claims.subject()),
            (Mismatch::Outcome, self.claims.outcome == verdict.claims.outcome()),
        ];
        match compared.iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((mismatch, _)) => Err(Error::mismatch(*mismatch, "the receipt is for another verdict")),
        }
    }
}

impl Claims for Receipt {
    const KIND: Kind = Kind::Receipt;
}

objects! {
    Receipt { session, subject, verdict, steps, outcome, complete, iat }
}
