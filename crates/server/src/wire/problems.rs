//! What the firm and pages get instead: problem details (RFC 9457), each with a stable code.

use axum::http::StatusCode;
use prescreen::date::{Date, Instant};
use prescreen::{Code, Error, Mismatch};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

macro_rules! problems {
    ($($name:ident = $status:ident $code:literal $title:literal,)*) => {
        /// Every problem that the server answers with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Kind { $(#[doc = $title] $name,)* }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// The code for programs, stable. Two problems that ask the same of a program share one.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it is, in a few English words for people; these may change.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

problems! {
    Unauthorized = UNAUTHORIZED "unauthorized" "The host credential is missing or wrong",
    NotFound = NOT_FOUND "not-found" "There is nothing at this address",
    MethodNotAllowed = METHOD_NOT_ALLOWED "method-not-allowed" "This address does not take that method",
    UnknownSession = NOT_FOUND "unknown-session" "There is no such session",
    UnknownPack = NOT_FOUND "unknown-pack" "There is no such pack",
    BodyTooLarge = PAYLOAD_TOO_LARGE "body-too-large" "The body is larger than this address takes",
    BodyTimeout = REQUEST_TIMEOUT "timeout" "The body did not arrive in time",
    MediaType = UNSUPPORTED_MEDIA_TYPE "media-type" "The body has another media type than this address takes",
    Malformed = BAD_REQUEST "malformed" "The request cannot be read",
    Invalid = UNPROCESSABLE_ENTITY "invalid" "A value in the request cannot be taken",
    AudienceMissing = UNPROCESSABLE_ENTITY "audience-missing" "The origin of the page is not named",
    AudienceNotAllowed = UNPROCESSABLE_ENTITY "audience-not-allowed" "The session may not be for a page of this origin",
    NotInForce = UNPROCESSABLE_ENTITY "not-in-force" "The pack is not in force today",
    ClaimToken = FORBIDDEN "claim-token" "The claim token is wrong",
    OtherKey = FORBIDDEN "other-key" "The session belongs to another key",
    AlreadyClaimed = CONFLICT "already-claimed" "The session belongs to another key",
    NotClaimed = CONFLICT "not-claimed" "The session is not claimed yet",
    AlreadyCommitted = CONFLICT "already-committed" "The session holds another commitment",
    NotCommitted = CONFLICT "not-committed" "There is no commitment yet",
    AttemptsExhausted = TOO_MANY_REQUESTS "attempts-exhausted" "No attempt is left for now",
    AttemptOpen = CONFLICT "attempt-open" "The attempt may still be finished",
    ClassSuspended = CONFLICT "class-suspended" "The class is suspended until the last attempt is finished",
    AlreadyDecided = CONFLICT "already-decided" "The ticket is used",
    RecordMissing = UNPROCESSABLE_ENTITY "record-missing" "The pack takes no verdict without its record",
    RecordUnfit = UNPROCESSABLE_ENTITY "record-unfit" "The record is not of this verdict, or not in the form that the pack states",
    NoRecord = NOT_FOUND "no-record" "No record is kept of this session",
    NotDecided = CONFLICT "not-decided" "There is no verdict yet",
    Expired = GONE "expired" "The time for this is over",
    RateLimited = TOO_MANY_REQUESTS "rate-limited" "Too many requests",
    IdempotencyKey = UNPROCESSABLE_ENTITY "idempotency-key" "The idempotency key was used for another request",
    UnknownCursor = GONE "unknown-cursor" "The cursor is not of this store; begin again without one",
    NotReady = SERVICE_UNAVAILABLE "not-ready" "No session can be opened now",
    Busy = SERVICE_UNAVAILABLE "busy" "There is more to do than is done in time; ask again",
    Storage = SERVICE_UNAVAILABLE "storage" "Nothing was stored; try again",

    TooEarly = TOO_EARLY "too-early" "The waiting time is not over",
    StepNotNext = CONFLICT "step-not-next" "Another step comes next, or none",
    Signature = UNPROCESSABLE_ENTITY "signature" "The signature does not hold",
    Algorithm = UNPROCESSABLE_ENTITY "algorithm" "Another algorithm or suite than the one that is accepted",
    OtherSigner = UNPROCESSABLE_ENTITY "other-key" "Signed with another key than the session's",
    Claim = UNPROCESSABLE_ENTITY "claim" "A claim is not possible here",
    OtherSession = UNPROCESSABLE_ENTITY "other-session" "The object is for another session",
    StaleNonce = UNPROCESSABLE_ENTITY "stale-nonce" "The object carries another nonce",
    OtherAudience = UNPROCESSABLE_ENTITY "other-audience" "The object is for another origin",
    OtherPurpose = UNPROCESSABLE_ENTITY "other-purpose" "The object is for another purpose",
    OtherSubject = UNPROCESSABLE_ENTITY "other-subject" "The object is about another person",
    OtherVariant = UNPROCESSABLE_ENTITY "other-variant" "The object is for another variant",
    OtherProduct = UNPROCESSABLE_ENTITY "other-product" "The object is about another product",
    OtherCommitment = UNPROCESSABLE_ENTITY "other-commitment" "The object is for another commitment",
    OtherTicket = UNPROCESSABLE_ENTITY "other-ticket" "The object is for another ticket",
    OtherVerdict = UNPROCESSABLE_ENTITY "other-verdict" "The object is for another verdict",
    UnknownLocale = UNPROCESSABLE_ENTITY "unknown-locale" "The pack has no texts in this locale",
    OtherDocument = UNPROCESSABLE_ENTITY "other-document" "The document is not the one to confirm",
    OtherPack = UNPROCESSABLE_ENTITY "other-pack" "The object is for another pack",
    UnknownShadow = UNPROCESSABLE_ENTITY "unknown-shadow" "The shadow pack is not one that this server holds",
    OtherShadow = UNPROCESSABLE_ENTITY "other-shadow" "The pack does not let this be reported of a shadow pack",

    UnknownClaim = BAD_REQUEST "unknown-claim" "The object has a claim that it may not have",
    Encoding = BAD_REQUEST "encoding" "The object is not in its one form",
    Limit = BAD_REQUEST "limit" "The object is not in its one form",
    Syntax = BAD_REQUEST "syntax" "The object is not in its one form",
    RepeatedKey = BAD_REQUEST "repeated-key" "The object is not in its one form",
    Number = BAD_REQUEST "number" "The object is not in its one form",
    Type = BAD_REQUEST "type" "The object is not in its one form",
    Range = BAD_REQUEST "range" "The object is not in its one form",
    MissingField = BAD_REQUEST "missing-field" "The object is not in its one form",
}

impl Kind {
    /// What is wrong with a signed object.
    pub fn of_object(error: &Error) -> Self {
        if let Some(mismatch) = error.mismatch {
            return Self::of_mismatch(mismatch);
        }
        match error.code {
            Code::Expired => Self::Expired,
            Code::TooEarly => Self::TooEarly,
            Code::Step => Self::StepNotNext,
            Code::Signature => Self::Signature,
            Code::Algorithm => Self::Algorithm,
            Code::Key => Self::OtherSigner,
            Code::PackMismatch => Self::OtherPack,
            Code::NotInForce => Self::NotInForce,
            Code::UnknownField => Self::UnknownClaim,
            Code::Encoding => Self::Encoding,
            Code::Limit => Self::Limit,
            Code::Syntax => Self::Syntax,
            Code::RepeatedKey => Self::RepeatedKey,
            Code::Number => Self::Number,
            Code::Type => Self::Type,
            Code::Range => Self::Range,
            Code::MissingField => Self::MissingField,
            // What is left is about packs and their parts, which a signed object only names.
            _ => Self::Claim,
        }
    }

    /// An object that is about another one.
    fn of_mismatch(mismatch: Mismatch) -> Self {
        match mismatch {
            Mismatch::Session => Self::OtherSession,
            Mismatch::Nonce => Self::StaleNonce,
            Mismatch::Audience => Self::OtherAudience,
            Mismatch::Purpose => Self::OtherPurpose,
            Mismatch::Subject => Self::OtherSubject,
            Mismatch::Variant => Self::OtherVariant,
            Mismatch::Product => Self::OtherProduct,
            Mismatch::Commitment => Self::OtherCommitment,
            Mismatch::Ticket => Self::OtherTicket,
            Mismatch::Verdict => Self::OtherVerdict,
            Mismatch::Locale => Self::UnknownLocale,
            Mismatch::Document => Self::OtherDocument,
            Mismatch::Pack => Self::OtherPack,
            // Of a receipt, which nobody sends here.
            Mismatch::Outcome => Self::Claim,
            Mismatch::UnknownShadow => Self::UnknownShadow,
            Mismatch::Shadow | Mismatch::ShadowClasses | Mismatch::ShadowClass => Self::OtherShadow,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl JsonSchema for Kind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProblemCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut codes: Vec<&str> = Self::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        json_schema!({ "type": "string", "enum": codes, "description": "The code of a problem, for programs." })
    }
}

/// Problem details (RFC 9457). They repeat nothing of what a request held.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Problem", deny_unknown_fields)]
pub struct ProblemDetails {
    /// `urn:prescreen:problem:` and the code.
    #[serde(rename = "type")]
    pub urn: String,
    /// What is wrong, in general.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here.
    pub detail: String,
    /// For programs.
    pub code: Kind,
    /// JSON pointer to the place in the body or in the signed object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Of a body that cannot be read or does not fit the pack: the code of its error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Code>,
    /// With `attempts-exhausted`: the day on which an attempt is possible again; left out when none ever is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_on: Option<Date>,
    /// With `too-early`: the first second, since 1970, at which the step can be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Instant>,
    /// `urn:prescreen:request:` and the id under which the server's log has the request; also in `x-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}
