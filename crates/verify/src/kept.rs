//! What a server keeps and gives out, as it is written in its answers and in an export.

use prescreen::Session;
use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{Json, Read, Reader, Write};
use prescreen::terms::{Digest, base64url};
use prescreen::verdict::PublicKey;

/// The firm's word that an attempt was lost and does not count towards a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Excuse {
    /// When, by the server's clock.
    pub at: Instant,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What the firm keeps of a session, with what it is checked against.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SessionRecord {
    /// The session's id.
    pub session: Id,
    /// The session's document as its page has it, with the facts that the firm attested: the record has to have the same.
    pub document: Session,
    /// When the verdict was accepted, and the record stored with it.
    pub accepted: Instant,
    /// The verdict, a compact JWS.
    pub verdict: String,
    /// The last receipt, a compact JWS.
    pub receipt: String,
    /// The record, as its page sent it.
    pub record: KeptRecord,
}

/// A record that the firm keeps: sealed to its archive key (`prescreen_sealed_record`), or in clear (`prescreen_record`).
#[derive(Debug, Clone)]
pub struct KeptRecord(pub Json);

/// The server's public keys, a JWK set (RFC 7517).
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct KeySet {
    /// Every key that tickets and receipts were ever signed with, the newest first.
    pub keys: Vec<ServerJwk>,
}

/// A public key on P-256 (RFC 7518 §6.2) with which tickets and receipts are checked.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ServerJwk {
    /// The algorithm: `ES256`.
    pub alg: String,
    /// The curve: `P-256`.
    pub crv: String,
    /// The key's thumbprint (RFC 7638), by which signed objects name it.
    pub kid: Digest,
    /// The family of keys: `EC`.
    pub kty: String,
    /// What it is for: `sig`.
    #[cfg_attr(feature = "schema", schemars(rename = "use"))]
    pub purpose: String,
    /// The point's first coordinate: 32 bytes, big-endian, in base64url.
    pub x: String,
    /// The second.
    pub y: String,
}

prescreen::objects! {
    Excuse { at, by, reason }
    KeySet { keys }
    ServerJwk { alg, crv, kid, kty, purpose = "use", x, y }
    SessionRecord { session, document, accepted, verdict, receipt, record }
}

impl ServerJwk {
    /// A key of the server.
    #[must_use]
    pub fn of(key: &PublicKey) -> Self {
        let [x, y] = key.coordinates().map(|bytes| base64url::encode(&bytes));
        let word = String::from;
        let kid = key.thumbprint();
        Self { alg: word("ES256"), crv: word("P-256"), kid, kty: word("EC"), purpose: word("sig"), x, y }
    }
}

impl Read for KeptRecord {
    fn read<'j>(json: &'j Json, _: &mut Reader<'j>) -> Self {
        Self(json.clone())
    }
}

impl Write for KeptRecord {
    fn json(&self) -> Json {
        self.0.clone()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for KeptRecord {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "KeptRecord".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let sealed = generator.subschema_for::<prescreen::verdict::SealedRecord>();
        let clear = serde_json::json!({ "type": "object", "required": ["prescreen_record"], "description": "A record in clear." });
        schemars::json_schema!({
            "description": "A record that the firm keeps: sealed to its archive key, or in clear.",
            "anyOf": [sealed, clear],
        })
    }
}
