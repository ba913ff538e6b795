//! What the firm's back end and pages send.

use prescreen::id::Id;
use prescreen::json::{Entries, Json, Read, Reader, Write};
use prescreen::session::{EarlierClass, FactValue, ProductSheet, ProfileOnFile};
use prescreen::terms::{Digest, Origin, Purpose};
use schemars::JsonSchema;

use super::answers::KeptRecord;

/// What the firm says to open a session.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionOpening {
    /// The firm's opaque name for the person.
    pub subject: Id,
    /// What the investor is here for.
    pub purpose: Purpose,
    /// The pack that the session is pinned to.
    pub pack: PackChoice,
    /// The origin of the page, for which the verdict is made: one of those that the server was started for
    /// (`--page-origin`), where it was for some. When left out, the only one of them; where there are none, the server's
    /// own address, which is of use on one machine and without a proxy only. It has to be named everywhere else.
    #[schemars(with = "Option<Origin>")]
    pub audience: Option<String>,
    /// The product, for a purchase and only there.
    pub product: Option<ProductSheet>,
    /// What is applied for, by its id in the pack, for the purpose `permission` and only there.
    pub permission: Option<Id>,
    /// The profile that the firm holds, if any.
    pub profile: Option<ProfileOnFile>,
    /// Facts that the firm holds: attested.
    #[schemars(default)]
    pub facts: Entries<Id, FactValue>,
    /// Classes that the person came to before, by the firm's own books. The server adds those that it accepted.
    #[schemars(default)]
    pub earlier: Vec<EarlierClass>,
    /// The questionnaire variant, without a dot; `base` when left out.
    pub variant: Option<Id>,
    /// The experiment that the session is part of, in place of a `variant`: the verdict is then signed for the variant
    /// `EXPERIMENT.VARIATION`, and `prescreen server events` gives what an experiment's report reads.
    pub assignment: Option<Assignment>,
}

/// A variation that the firm assigned to a person.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Assignment {
    /// The experiment's key, without a dot.
    pub experiment: Id,
    /// The variation's key, as in the experiment's plan, without a dot. With the experiment's, at most 63 bytes.
    pub variation: Id,
    /// SHA-256, base64url, of what the person was assigned by, so that nobody reads a name from an event. When left out, that
    /// of the experiment's key, a zero byte and the subject.
    pub unit: Option<Digest>,
}

/// A pack by its name, in the newest version in force, or by name and version.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum PackChoice {
    /// The newest version in force.
    Newest(#[schemars(with = "Id")] String),
    /// One version.
    Version(PackVersion),
}

/// A pack by name and version.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PackVersion {
    /// The pack's id.
    pub id: Id,
    /// Its version; the newest in force when left out.
    pub version: Option<String>,
}

/// What a page says to claim its session.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionClaim {
    /// The one-time token that the firm's back end was given.
    pub token: String,
    /// Thumbprint (RFC 7638) of the key that the page made for this session alone.
    #[schemars(with = "Digest")]
    pub jkt: String,
}

/// A verdict with the record that the firm keeps, in one request: neither is stored without the other.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct VerdictSent {
    /// The verdict, a compact JWS: `prescreen-verdict+jws`.
    pub verdict: String,
    /// The record, as the pack says: sealed to the archive key, or in clear.
    pub record: KeptRecord,
}

/// A step that the firm confirms.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct HostStep {
    /// The flow.
    pub flow: Id,
    /// The step.
    pub step: Id,
}

/// A profile on file, of which the firm asks whether it counts today.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProfileAsked {
    /// The pack that a purchase would be screened with.
    pub pack: PackChoice,
    /// The profile, as the firm keeps it.
    pub profile: ProfileOnFile,
}

/// Why the firm excuses an attempt.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AttemptExcuse {
    /// Who says so: 1 to 200 bytes.
    pub by: String,
    /// Why: 1 to 2000 bytes.
    pub reason: String,
}

prescreen::objects! {
    AttemptExcuse { by, reason }
    Assignment { experiment, variation, unit }
    SessionOpening { subject, purpose, pack, audience, product, permission, profile, variant, assignment; [facts, earlier] }
    PackVersion { id, version }
    SessionClaim { token, jkt }
    VerdictSent { verdict, record }
    HostStep { flow, step }
    ProfileAsked { pack, profile }
}

impl Read for PackChoice {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        match json {
            Json::Text(id) => Self::Newest(id.clone()),
            other => Self::Version(PackVersion::read(other, reader)),
        }
    }
}

impl Write for PackChoice {
    fn json(&self) -> Json {
        match self {
            Self::Newest(id) => id.json(),
            Self::Version(version) => version.json(),
        }
    }
}
