//! What the server already knows and says: time, nonce, product, attested facts.
//!
//! Takes the JSON that the server issued, gives typed values. It never reads a clock.

use serde::Serialize;

use crate::date::{Date, Instant};
use crate::id::Id;
use crate::json::{self, Entries};
use crate::objects;
use crate::terms::{Nonce, Origin, PackRef, Purpose, Tier};

pub use crate::terms::FactValue;

/// Largest session document, in bytes.
pub const MAX_SESSION_BYTES: usize = 64 * 1024;

/// A session as the server issues it and the browser claims it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Session {
    /// The session's id.
    pub id: Id,
    /// Drawn by the server for this session.
    pub nonce: Nonce,
    /// The origin that the verdict is for.
    pub audience: Origin,
    /// The firm's opaque name for the person.
    pub subject: Id,
    /// What the investor is here for.
    pub purpose: Purpose,
    /// The pack, pinned.
    pub pack: PackRef,
    /// The questionnaire variant; `base` when there is only one.
    pub variant: Id,
    /// Server time, seconds since 1970.
    pub now: Instant,
    /// End of the session by the server's clock, seconds since 1970.
    pub expires: Instant,
    /// The product, for a purchase.
    pub product: Option<ProductSheet>,
    /// The profile that the firm holds, if any.
    pub profile: Option<ProfileOnFile>,
    /// Facts that the firm holds: attested.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub facts: Entries<Id, FactValue>,
    /// Classes that the person came to before, in any order: attested. The server adds those that it accepted itself.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub earlier: Vec<EarlierClass>,
}

/// A product as the firm describes it. Its hash goes into the verdict.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ProductSheet {
    /// The firm's id of the product.
    pub id: Id,
    /// Locale to name.
    pub name: Entries<String, String>,
    /// The issuer's grade.
    pub issuer_grade: Id,
    /// The seller's grade; the higher of the two counts.
    pub seller_grade: Id,
    /// Product type, from the pack's list.
    #[serde(rename = "type")]
    pub kind: Id,
    /// Product term, from the pack's list.
    pub term: Id,
    /// Tags, from the pack's list.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
}

/// A class that the firm holds from an earlier assessment.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ProfileOnFile {
    /// The class.
    pub class: Id,
    /// The day of the assessment.
    pub assessed_on: Date,
    /// The last day on which it holds.
    pub valid_until: Date,
    /// The pack that it was made with.
    pub pack: PackRef,
    /// How well it was evidenced when it was made; `declared` when left out. A purchase that rests on it is evidenced
    /// no better.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tier: Tier,
    /// Whether the firm says that nothing may rest on it.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub suspended: bool,
    /// Whether a later attempt overtook it: one that has a ticket and no verdict, or that ended with a lower class or none.
    /// The server says so, whatever stands here when a session is opened; nothing rests on it until an attempt after that
    /// is finished.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub overtaken: bool,
}

/// A class that somebody came to in an earlier assessment, whether or not it was kept on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct EarlierClass {
    /// The class.
    pub class: Id,
    /// The day of the assessment.
    pub assessed_on: Date,
}

objects! {
    Session {
        id, nonce, audience, subject, purpose, pack, variant, now, expires, product, profile; [facts, earlier]
    }
    EarlierClass { class, assessed_on }
    ProductSheet { id, name, issuer_grade, seller_grade, kind = "type", term; [tags] }
    ProfileOnFile { class, assessed_on, valid_until, pack; [tier, suspended, overtaken] }
}

impl Session {
    /// Reads a session document.
    ///
    /// # Errors
    /// An [`Error`](crate::Error) with a JSON pointer when the text is not a session.
    pub fn read(text: &str) -> Result<Self, crate::Error> {
        json::read_text(text, MAX_SESSION_BYTES)
    }
}
