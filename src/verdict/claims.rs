//! The verdict: everything that leaves the tab about a result, and nothing else.
//!
//! Takes an assessment, gives a closed object in which every field is an enum, an id that the pack
//! or the session already holds, a time, a digest or a value that the server issued. Nothing here
//! can hold an answer.

use crate::assessment::Affordability;
use crate::date::Instant;
use crate::id::Id;
use crate::json::Write as _;
use crate::pack::Pack;
use crate::screen::Screening;
use crate::session::ProductSheet;
use crate::terms::{Digest, FraudBand, Nonce, Origin, Outcome, PackRef, Purpose, Tier};
use crate::{Error, Mismatch, Shadow, objects};

use super::jws::{Claims, Kind, Opened};
use super::reasons;
use super::ticket::Ticket;

// INVARIANT: made only by [`Verdict::minimise`] and by reading a signed one; every id that
// `minimise` puts in is the pack's or the session's own: a screening has no others.
/// A minimised result.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    #[cfg_attr(feature = "schema", schemars(rename = "aud"))]
    audience: Origin,
    purpose: Purpose,
    session: Id,
    nonce: Nonce,
    subject: Id,
    ticket: Digest,
    commitment: Digest,
    pack: PackRef,
    variant: Id,
    product: Option<ProductRef>,
    /// What was applied for; none for another purpose.
    permission: Option<Id>,
    class: Option<Id>,
    class_on_file: bool,
    outcome: Outcome,
    reasons: Vec<Id>,
    flows: Vec<Id>,
    /// Under a name that tells an onlooker nothing.
    #[cfg_attr(feature = "schema", schemars(rename = "session_check"))]
    fraud: Option<FraudBand>,
    /// What the person can afford; none where the pack does not ask in this session.
    credit: Option<Affordability>,
    /// What a shadow pack came to beside the class; none where none is reported.
    shadow: Option<Shadow>,
    tier: Tier,
    iat: Instant,
}

/// A product by name and content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductRef {
    id: Id,
    hash: Digest,
}

impl Verdict {
    /// Leaves only what the pack's `disclosure` lets through.
    ///
    /// `commitment` is what the screening was committed to, see [`Screening::commit`], and `jkt` the thumbprint of the
    /// key that signed it: the ticket has to name both. `iat` is the session's time as the tab knows it, server time plus
    /// a monotonic delta. What `shadow` comes to goes along where the pack lists it with its classes, and nothing
    /// otherwise.
    ///
    /// # Errors
    /// [`Code::Claim`](crate::Code::Claim), [`Code::PackMismatch`](crate::Code::PackMismatch) or
    /// [`Code::Key`](crate::Code::Key) when the ticket is for another session, commitment, pack or key.
    pub fn minimise(
        screening: &Screening<'_>,
        ticket: &Opened<Ticket>,
        commitment: Digest,
        jkt: Digest,
        iat: Instant,
        shadow: Option<&Pack>,
    ) -> Result<Self, Error> {
        let (pack, session, assessment) = (screening.pack(), screening.session(), screening.assessment());
        ticket.check(session, &jkt)?;
        if ticket.claims.commitment != commitment {
            return Err(Error::mismatch(Mismatch::Commitment, "the ticket is for another commitment"));
        }
        let reported =
            |other: &&Pack| other.reference() != pack.reference() && pack.document().disclosure.shadow(other).is_some();
        Ok(Self {
            audience: session.audience.clone(),
            purpose: session.purpose,
            session: session.id.clone(),
            nonce: session.nonce,
            subject: session.subject.clone(),
            ticket: ticket.hash,
            commitment,
            pack: pack.reference().clone(),
            variant: session.variant.clone(),
            product: session.product.as_ref().map(ProductRef::of),
            permission: session.permission.clone(),
            class: assessment.class.clone(),
            class_on_file: assessment.class_on_file,
            outcome: assessment.outcome,
            reasons: reasons::disclosed(pack.document(), &assessment.reasons),
            flows: assessment.flows.clone(),
            fraud: assessment.fraud,
            credit: assessment.credit.clone(),
            shadow: shadow.filter(reported).map(|other| screening.shadow(other)),
            tier: assessment.tier,
            iat,
        })
    }

    /// Whether this is what `again`, made of the same case without its signals and without a shadow
    /// pack, becomes by the band that this one names.
    pub(super) fn follows_from(&self, again: &Self) -> bool {
        let Some(band) = self.fraud.filter(|band| *band != FraudBand::Clear) else {
            return *self == Self { shadow: self.shadow.clone(), ..again.clone() };
        };
        self.class == again.class
            && self.class_on_file == again.class_on_file
            && self.tier == again.tier
            && self.credit == again.credit
            && self.fraud >= again.fraud
            && self.outcome == again.outcome.max(band.outcome())
    }

    /// The origin that the verdict is for.
    #[must_use]
    pub fn audience(&self) -> &Origin {
        &self.audience
    }

    /// What the investor is here for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The session's id.
    #[must_use]
    pub fn session(&self) -> &Id {
        &self.session
    }

    /// The session's nonce.
    #[must_use]
    pub fn nonce(&self) -> Nonce {
        self.nonce
    }

    /// The firm's opaque name for the person.
    #[must_use]
    pub fn subject(&self) -> &Id {
        &self.subject
    }

    /// SHA-256 of the ticket's text.
    #[must_use]
    pub fn ticket(&self) -> Digest {
        self.ticket
    }

    /// The Merkle root that was committed to.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        self.commitment
    }

    /// The pack that was applied.
    #[must_use]
    pub fn pack(&self) -> &PackRef {
        &self.pack
    }

    /// The questionnaire variant.
    #[must_use]
    pub fn variant(&self) -> &Id {
        &self.variant
    }

    /// The product, for a purchase.
    #[must_use]
    pub fn product(&self) -> Option<&ProductRef> {
        self.product.as_ref()
    }

    /// What was applied for, by its id in the pack; none for another purpose.
    #[must_use]
    pub fn permission(&self) -> Option<&Id> {
        self.permission.as_ref()
    }

    /// The investor class; none while something needed is missing.
    #[must_use]
    pub fn class(&self) -> Option<&Id> {
        self.class.as_ref()
    }

    /// Whether the class came from the profile that the firm holds.
    #[must_use]
    pub fn class_on_file(&self) -> bool {
        self.class_on_file
    }

    /// What may happen next.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Reason codes, the deciding one first where the pack discloses it.
    #[must_use]
    pub fn reasons(&self) -> &[Id] {
        &self.reasons
    }

    /// Flows to go through, in order.
    #[must_use]
    pub fn flows(&self) -> &[Id] {
        &self.flows
    }

    /// What signals led to; none where the pack collects none.
    #[must_use]
    pub fn fraud(&self) -> Option<FraudBand> {
        self.fraud
    }

    /// What the person can afford, in closed words; none where the pack does not ask in this session.
    #[must_use]
    pub fn credit(&self) -> Option<&Affordability> {
        self.credit.as_ref()
    }

    /// What a shadow pack came to beside the class; none where none is reported.
    #[must_use]
    pub fn shadow(&self) -> Option<&Shadow> {
        self.shadow.as_ref()
    }

    /// The weakest evidence that a favourable part rests on.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// When it was made: the session's time as the tab knew it.
    #[must_use]
    pub fn iat(&self) -> Instant {
        self.iat
    }
}

impl Claims for Verdict {
    const KIND: Kind = Kind::Verdict;
    const LATER: &'static [&'static str] = &["credit", "permission"];
}

objects! {
    Verdict {
        audience = "aud", purpose, session, nonce, subject, ticket, commitment, pack, variant, product, permission, class,
        class_on_file, outcome, reasons, flows, fraud = "session_check", credit, shadow, tier, iat
    }
    ProductRef { id, hash }
}

impl ProductRef {
    /// A product sheet by its id and the SHA-256 of its canonical JSON, every field written out.
    #[must_use]
    pub fn of(sheet: &ProductSheet) -> Self {
        Self { id: sheet.id.clone(), hash: Digest::of(sheet.json().canonical().as_bytes()) }
    }

    /// The firm's id of the product.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// SHA-256 of the sheet's canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Digest {
        self.hash
    }
}
