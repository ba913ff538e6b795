//! The verdict: everything that leaves the tab about a result, and nothing else.
//!
//! Takes an assessment, gives a closed object in which every field is an enum, an id that the pack
//! or the session already holds, a time, a digest or a value that the server issued. Nothing here
//! can hold an answer.

use crate::assessment::Assessment;
use crate::date::Instant;
use crate::id::Id;
use crate::json::Json;
use crate::pack::Pack;
use crate::session::{ProductSheet, Session};
use crate::terms::PackRef;
use crate::terms::{FraudBand, Outcome};
use crate::terms::{Purpose, Tier};
use crate::{Code, Error, Shadow, documents};

use super::jws::{Claims, Kind, Opened};
use super::reasons;
use super::ticket::Ticket;
use super::write::{hash, ids, object, pack, seconds, text, text_or_null};
use crate::terms::{Digest, Nonce};

// INVARIANT: made only by [`Verdict::minimise`] and by reading a signed one; every id that
// `minimise` puts in is the pack's or the session's own, looked up there.
/// A minimised result.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    #[cfg_attr(feature = "schema", schemars(rename = "aud"))]
    audience: String,
    purpose: Purpose,
    session: Id,
    nonce: Nonce,
    subject: Id,
    ticket: Digest,
    commitment: Digest,
    pack: PackRef,
    variant: Id,
    product: Option<ProductRef>,
    class: Option<Id>,
    class_on_file: bool,
    outcome: Outcome,
    reasons: Vec<Id>,
    flows: Vec<Id>,
    /// Under a name that tells an onlooker nothing.
    #[cfg_attr(feature = "schema", schemars(rename = "session_check"))]
    fraud: Option<FraudBand>,
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
    /// `iat` is the session's time as the tab knows it: server time plus a monotonic delta.
    ///
    /// # Errors
    /// When assessment, session and ticket are not of one piece with the pack, or the assessment
    /// names a class or flow that the pack does not have.
    pub fn minimise(
        assessment: &Assessment,
        pack: &Pack,
        session: &Session,
        ticket: &Opened<Ticket>,
        iat: Instant,
    ) -> Result<Self, Error> {
        let reference = pack.reference();
        if assessment.pack != *reference || session.pack != *reference || assessment.purpose != session.purpose {
            return Err(Error::new(Code::PackMismatch, "/pack", "assessment, session and pack do not belong together"));
        }
        ticket.check(session, &ticket.claims.jkt)?;
        let document = pack.document();
        let class = assessment.class.as_ref().map(|id| own(&document.classes.list, id, "/class")).transpose()?;
        let flow = |id: &Id| {
            let flow = document.flow(id).ok_or_else(|| not_the_packs("/flows"))?;
            Ok(flow.id.clone())
        };
        Ok(Self {
            audience: session.audience.clone(),
            purpose: session.purpose,
            session: session.id.clone(),
            nonce: ticket.claims.nonce,
            subject: session.subject.clone(),
            ticket: ticket.hash,
            commitment: ticket.claims.commitment,
            pack: reference.clone(),
            variant: session.variant.clone(),
            product: session.product.as_ref().map(ProductRef::of),
            class,
            class_on_file: assessment.class_on_file,
            outcome: assessment.outcome,
            reasons: reasons::disclosed(document, &assessment.reasons),
            flows: assessment.flows.iter().map(flow).collect::<Result<_, Error>>()?,
            fraud: assessment.fraud,
            shadow: None,
            tier: assessment.tier,
            iat,
        })
    }

    /// Adds what `other` came to beside `pack`, which decides; only where `pack` lists `other` with its
    /// classes, and nothing otherwise. Every other claim stays.
    #[must_use]
    pub fn with_shadow(self, pack: &Pack, other: &Pack, shadow: Shadow) -> Self {
        let two = other.reference() != pack.reference() && shadow.pack() == other.reference();
        let reported = two && self.pack == *pack.reference() && pack.document().disclosure.shadow(other).is_some();
        if reported { Self { shadow: Some(shadow), ..self } } else { self }
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
            && self.outcome == again.outcome.max(band.outcome())
    }

    /// The origin that the verdict is for.
    #[must_use]
    pub fn audience(&self) -> &str {
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

    fn to_json(&self) -> Json {
        let product = self.product.as_ref();
        object([
            ("aud", text(&self.audience)),
            ("purpose", text(self.purpose.word())),
            ("session", text(&self.session)),
            ("nonce", hash(self.nonce)),
            ("subject", text(&self.subject)),
            ("ticket", hash(self.ticket)),
            ("commitment", hash(self.commitment)),
            ("pack", pack(&self.pack)),
            ("variant", text(&self.variant)),
            ("product", product.map_or(Json::Null, |it| object([("id", text(&it.id)), ("hash", hash(it.hash))]))),
            ("class", text_or_null(self.class.as_ref())),
            ("class_on_file", Json::Bool(self.class_on_file)),
            ("outcome", text(self.outcome.word())),
            ("reasons", ids(&self.reasons)),
            ("flows", ids(&self.flows)),
            ("session_check", self.fraud.map_or(Json::Null, |band| text(band.word()))),
            ("shadow", self.shadow.as_ref().map_or(Json::Null, shadow)),
            ("tier", text(self.tier.word())),
            ("iat", seconds(self.iat)),
        ])
    }
}

documents! {
    Verdict {
        audience = "aud", purpose, session, nonce, subject, ticket, commitment, pack, variant, product, class,
        class_on_file, outcome, reasons, flows, fraud = "session_check", shadow, tier, iat
    }
    ProductRef { id, hash }
}

impl ProductRef {
    /// A product sheet by its id and the SHA-256 of its canonical JSON, every field written out.
    #[must_use]
    pub fn of(sheet: &ProductSheet) -> Self {
        let name = sheet.name.iter().map(|(locale, name)| (locale.clone(), text(name)));
        let json = object([
            ("id", text(&sheet.id)),
            ("name", Json::Map(name.collect())),
            ("issuer_grade", text(&sheet.issuer_grade)),
            ("seller_grade", text(&sheet.seller_grade)),
            ("type", text(&sheet.kind)),
            ("term", text(&sheet.term)),
            ("tags", ids(&sheet.tags)),
        ]);
        Self { id: sheet.id.clone(), hash: Digest::of(json.canonical().as_bytes()) }
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

fn shadow(shadow: &Shadow) -> Json {
    object([("pack", pack(shadow.pack())), ("class", text_or_null(shadow.class()))])
}

fn own(list: &[Id], id: &Id, at: &str) -> Result<Id, Error> {
    list.iter().find(|own| *own == id).cloned().ok_or_else(|| not_the_packs(at))
}

fn not_the_packs(at: &str) -> Error {
    Error::new(Code::Reference, at, "the pack does not have this")
}
