//! What a server checks of a verdict, as a pure function over its own values.
//!
//! It says that a verdict is for this session and possible under this pack. It cannot say that the
//! tab computed honestly. The signature is `es256`'s to check, and that a verdict is taken only once
//! is the server's.

use crate::credit;
use crate::date::Instant;
use crate::facts::OnFile;
use crate::fraud;
use crate::id::Id;
use crate::pack::Pack;
use crate::pack::schema::FraudThreshold;
use crate::product;
use crate::risk;
use crate::session::Session;
use crate::terms::{ClassIndex, Digest, FraudBand, Outcome};
use crate::{Code, Error, Mismatch};

use super::claims::{ProductRef, Verdict};
use super::jws::Opened;
use super::reasons;
use super::ticket::Ticket;

/// How far a tab's time may run ahead of the server's, in seconds.
pub const MAX_SECONDS_AHEAD: i64 = 60;

/// What the server holds about a session that waits for its verdict.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The pack that the session was pinned to.
    pub pack: &'a Pack,
    /// Other packs that the server holds, whose class may be reported beside.
    pub shadows: &'a [&'a Pack],
    /// The session as the server opened it.
    pub session: &'a Session,
    /// The text of the ticket that the server issued.
    pub ticket: &'a str,
    /// Thumbprint of the key that claimed the session.
    pub jkt: Digest,
    /// The server's time.
    pub now: Instant,
}

/// Opens a verdict and checks everything but its signature.
///
/// # Errors
/// | code | when |
/// |---|---|
/// | `encoding`, `limit`, `syntax`, `repeated-key`, `number`, `type`, `range`, `missing-field`, `unknown-field` | the text is not a verdict in its one form |
/// | `algorithm`, `signature` | another algorithm or suite; a signature out of range or not low-S |
/// | `key` | signed with another key than the session's |
/// | `expired` | session or ticket is over by the server's clock |
/// | `not-in-force` | the pack is not in force on the session's day |
/// | `pack-mismatch` | another pack, or another version of it; a shadow pack that the server does not hold |
/// | `claim` | a claim differs from the server's own, or is not possible under the pack |
pub fn verdict(expected: &Expected<'_>, jws: &str) -> Result<Opened<Verdict>, Error> {
    let verdict = Opened::<Verdict>::open(jws)?;
    if verdict.signer.thumbprint() != expected.jkt {
        return Err(Error::new(Code::Key, "/header/jwk", "signed with another key than the session's"));
    }
    let ticket = Opened::<Ticket>::open(expected.ticket)?;
    ticket.check(expected.session, &expected.jkt)?;
    expected.same(&verdict.claims, &ticket)?;
    expected.in_time(&verdict.claims, &ticket.claims)?;
    expected.possible(&verdict.claims)?;
    Ok(verdict)
}

impl Expected<'_> {
    /// Every claim that the server can compare with its own value.
    fn same(&self, verdict: &Verdict, ticket: &Opened<Ticket>) -> Result<(), Error> {
        let session = self.session;
        if verdict.pack() != self.pack.reference() || session.pack != *self.pack.reference() {
            return Err(Error::mismatch(Mismatch::Pack, "the verdict is for another pack")
                .help("Load the pack whose hash the session names."));
        }
        let product = session.product.as_ref().map(ProductRef::of);
        let compared = [
            (Mismatch::Session, *verdict.session() == session.id),
            (Mismatch::Nonce, verdict.nonce() == ticket.claims.nonce),
            (Mismatch::Audience, *verdict.audience() == session.audience),
            (Mismatch::Purpose, verdict.purpose() == session.purpose),
            (Mismatch::Purpose, verdict.permission() == session.permission.as_ref()),
            (Mismatch::Subject, *verdict.subject() == session.subject),
            (Mismatch::Variant, *verdict.variant() == session.variant),
            (Mismatch::Product, verdict.product() == product.as_ref()),
            (Mismatch::Commitment, verdict.commitment() == ticket.claims.commitment),
            (Mismatch::Ticket, verdict.ticket() == ticket.hash),
        ];
        match compared.iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((mismatch, _)) => Err(Error::mismatch(*mismatch, "this differs from what the server issued")),
        }
    }

    fn in_time(&self, verdict: &Verdict, ticket: &Ticket) -> Result<(), Error> {
        if self.now >= self.session.expires || self.now >= ticket.exp {
            return Err(Error::new(Code::Expired, "", "the session is over").help("Open a new session."));
        }
        let latest = Instant(self.now.0.saturating_add(MAX_SECONDS_AHEAD));
        if verdict.iat() < self.session.now || latest < verdict.iat() || self.session.expires <= verdict.iat() {
            return Err(claim("/iat", "the verdict's time is outside the session"));
        }
        Ok(())
    }

    /// Whether any case could lead to these claims, as far as the server can know.
    fn possible(&self, verdict: &Verdict) -> Result<(), Error> {
        let document = self.pack.document();
        let on_file = self.on_file();
        let class = self.class(verdict, on_file)?;
        if class.is_none() && verdict.outcome().goes_on() {
            return Err(claim("/outcome", "the outcome goes on, and there is no class"));
        }
        if verdict.tier() != on_file.tier() {
            return Err(claim("/tier", "the tier is not that of the class: the profile's, or else declared"));
        }
        if !reasons::allowed(document, verdict.reasons()) {
            return Err(claim("/reasons", "the pack does not disclose these reasons, or not in this order"));
        }
        if verdict.flows().is_empty() == (verdict.outcome() == Outcome::ProceedAfter) {
            return Err(claim("/flows", "flows are missing, or the outcome is not proceed_after"));
        }
        if !verdict.flows().iter().all(|id| document.flow(id).is_some()) || repeats(verdict.flows()) {
            return Err(claim("/flows", "the pack does not have these flows, or one stands twice"));
        }
        self.fraud(verdict)?;
        self.credit(verdict)?;
        self.shadow(verdict)?;
        self.not_better(verdict, class)
    }

    /// The band is one that the pack has, and the outcome bears it.
    fn fraud(&self, verdict: &Verdict) -> Result<(), Error> {
        let document = self.pack.document();
        let Some(band) = verdict.fraud().filter(|_| document.fraud.is_some()) else {
            let none = verdict.fraud().is_none() && document.fraud.is_none();
            return if none {
                Ok(())
            } else {
                Err(claim("/session_check", "the pack says otherwise whether signals are read"))
            };
        };
        let own: Vec<&FraudThreshold> = document.fraud_bands().iter().filter(|level| level.band == band).collect();
        if band != FraudBand::Clear && own.is_empty() {
            return Err(claim("/session_check", "the pack does not have this band"));
        }
        if band < fraud::floor(self.pack, self.session)? {
            return Err(claim("/session_check", "better than attested facts lead to"));
        }
        if verdict.outcome() < band.outcome() {
            return Err(claim("/session_check", "the outcome is better than the band leads to"));
        }
        let steps_up = |level: &&FraudThreshold| level.flow.as_ref().is_some_and(|flow| verdict.flows().contains(flow));
        if band == FraudBand::StepUp && verdict.outcome() == Outcome::ProceedAfter && !own.iter().any(steps_up) {
            return Err(claim("/flows", "the steps of the step-up are missing"));
        }
        Ok(())
    }

    /// The pack asks what the person can afford, the outcome bears what came of it, and it is no better than attested facts
    /// allow.
    fn credit(&self, verdict: &Verdict) -> Result<(), Error> {
        let table = self.pack.compiled().credit.as_ref().filter(|table| table.applies(self.session));
        let (Some(table), Some(told)) = (table, verdict.credit()) else {
            let none = table.is_none() && verdict.credit().is_none();
            return if none {
                Ok(())
            } else {
                Err(claim("/credit", "the pack says otherwise whether it asks what a person can afford"))
            };
        };
        if verdict.outcome() < told.outcome.outcome() {
            return Err(claim("/credit/outcome", "the outcome is better than what the person can afford leads to"));
        }
        let place = |id: &Id| table.bands.iter().position(|band| band.id == *id);
        let band = told.band.as_ref().map(place);
        let limited = told.outcome.outcome().goes_on() && !table.bands.is_empty();
        if band == Some(None) || band.is_some() != limited {
            return Err(claim("/credit/band", "the pack does not have this band, or the outcome has none"));
        }
        let best = credit::best(self.pack, self.session, table)?;
        let highest = best.band.as_ref().and_then(place);
        if told.outcome < best.outcome || band.flatten() > highest && limited {
            return Err(claim("/credit", "better than attested facts allow"));
        }
        Ok(())
    }

    /// The shadow pack is another one that the pack lists and the server holds, and its class is one of its own.
    fn shadow(&self, verdict: &Verdict) -> Result<(), Error> {
        let Some(shadow) = verdict.shadow() else { return Ok(()) };
        let disclosure = &self.pack.document().disclosure;
        let listed = disclosure.shadow.iter().any(|listed| listed.pack == shadow.pack().id);
        if !listed || shadow.pack() == self.pack.reference() {
            let message = "the pack does not disclose the class of this pack beside its own";
            return Err(Error::mismatch(Mismatch::Shadow, message));
        }
        let Some(held) = self.shadows.iter().find(|held| held.reference() == shadow.pack()) else {
            return Err(Error::mismatch(Mismatch::UnknownShadow, "this shadow pack is not held here")
                .help("Load the pack whose hash the verdict names."));
        };
        if disclosure.shadow(held).is_none() {
            let message = "the shadow pack has other classes than the pack discloses";
            return Err(Error::mismatch(Mismatch::ShadowClasses, message));
        }
        match shadow.class() {
            Some(class) if held.compiled().class_of(class).is_none() => {
                Err(Error::mismatch(Mismatch::ShadowClass, "the shadow pack does not have this class"))
            }
            _ => Ok(()),
        }
    }

    /// What the profile is worth on the day of the session, as in the tab: a session over midnight keeps its profile.
    fn on_file(&self) -> OnFile {
        let day = self.pack.day(self.session.now);
        day.map_or(OnFile::None, |day| OnFile::of(self.pack, self.session, day))
    }

    /// The class by its position. The class on file counts when, and only when, it is valid.
    fn class(&self, verdict: &Verdict, on_file: OnFile) -> Result<Option<ClassIndex>, Error> {
        let own = |class| {
            let position = self.pack.compiled().class_of(class);
            position.ok_or_else(|| claim("/class", "the pack does not have this class"))
        };
        let position = verdict.class().map(own).transpose()?;
        let on_file = on_file.class();
        if verdict.class_on_file() != on_file.is_some() {
            return Err(claim("/class_on_file", "the profile on file says otherwise"));
        }
        if on_file.is_some() && position != on_file {
            return Err(claim("/class", "the class on file is another"));
        }
        Ok(position)
    }

    /// Compares with what class and attested facts lead to by themselves: the tab may know more
    /// that restricts, never less.
    fn not_better(&self, verdict: &Verdict, class: Option<ClassIndex>) -> Result<(), Error> {
        let decided = product::floor(self.pack, self.session, class, verdict.tier())?;
        let has = |flow: &Id| verdict.flows().contains(flow);
        for floor in [decided, risk::floor(self.pack, self.session)?] {
            if verdict.outcome() < floor.outcome {
                return Err(claim("/outcome", "better than class and attested facts lead to"));
            }
            if verdict.outcome() == Outcome::ProceedAfter && !floor.flows.iter().all(has) {
                return Err(claim("/flows", "a flow that class and attested facts lead to is missing"));
            }
        }
        Ok(())
    }
}

fn repeats(ids: &[Id]) -> bool {
    ids.iter().enumerate().any(|(n, id)| ids.iter().take(n).any(|before| before == id))
}

fn claim(at: &str, message: &str) -> Error {
    Error::new(Code::Claim, at, message)
}
