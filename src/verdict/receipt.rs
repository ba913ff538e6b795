//! The receipt: what the server accepted, signed for the investor to keep.

use crate::date::Instant;
use crate::id::Id;
use crate::json::Json;
use crate::{Code, Error};

use super::claims::Verdict;
use super::digest::Digest;
use super::jws::{Claims, Kind, Opened};
use super::read::{object, seconds, text, text_or_null, Reader};
use super::step::{Progress, Taken};

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
    /// Whether no step is left.
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
            complete: progress.next().is_none(),
            iat: now,
        }
    }
}

impl Opened<Receipt> {
    /// Checks that a receipt is for a verdict.
    ///
    /// # Errors
    /// [`Code::Claim`] when it is for another.
    pub fn check(&self, verdict: &Opened<Verdict>) -> Result<(), Error> {
        let compared = [
            ("/verdict", self.claims.verdict == verdict.hash),
            ("/session", self.claims.session == *verdict.claims.session()),
            ("/subject", self.claims.subject == *verdict.claims.subject()),
        ];
        match compared.iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((at, _)) => Err(Error::new(Code::Claim, *at, "the receipt is for another verdict")),
        }
    }
}

impl Claims for Receipt {
    const KIND: Kind = Kind::Receipt;

    fn to_json(&self) -> Json {
        object([
            ("session", text(&self.session)),
            ("subject", text(&self.subject)),
            ("verdict", text(self.verdict)),
            ("steps", Json::List(self.steps.iter().map(Taken::to_json).collect())),
            ("complete", Json::Bool(self.complete)),
            ("iat", seconds(self.iat)),
        ])
    }

    fn from_json(json: Json) -> Result<Self, Error> {
        let mut reader = Reader::of(json, String::new())?;
        let steps = reader.list("steps")?.into_iter().enumerate();
        let claims = Self {
            session: reader.id("session")?,
            subject: reader.id("subject")?,
            verdict: reader.digest("verdict")?,
            steps: steps.map(|(n, step)| Taken::read(step, format!("/steps/{n}"))).collect::<Result<_, _>>()?,
            complete: reader.boolean("complete")?,
            iat: reader.instant("iat")?,
        };
        reader.finish()?;
        Ok(claims)
    }
}

impl Taken {
    fn to_json(&self) -> Json {
        object([
            ("flow", text(&self.flow)),
            ("step", text(&self.step)),
            ("document", text_or_null(self.document)),
            ("locale", text_or_null(self.locale.as_ref())),
            ("at", seconds(self.at)),
        ])
    }

    fn read(json: Json, at: String) -> Result<Self, Error> {
        let mut reader = Reader::of(json, at)?;
        let taken = Self {
            flow: reader.id("flow")?,
            step: reader.id("step")?,
            document: reader.optional("document", Reader::digest)?,
            locale: reader.optional("locale", Reader::text)?,
            at: reader.instant("at")?,
        };
        reader.finish()?;
        Ok(taken)
    }
}
