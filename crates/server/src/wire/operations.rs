//! Every address: who may ask, what is sent, what is answered, and which problems there are.

use prescreen::pack::PackDocument;
use prescreen::terms::PackRef;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::answers::{
    Acceptance, DecidedFeed, Excuse, Health, KeySet, MAX_LISTED, OpeningChecked, ProfileStanding, Readiness,
    SessionClaimed, SessionList, SessionOpened, SessionRecord, SessionState, TicketIssued, Version,
};
use super::problems::Kind;
use super::requests::{AttemptExcuse, HostStep, ProfileAsked, SessionClaim, SessionOpening, VerdictSent};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The firm's back end, with its credential.
    Firm,
    /// A page, for its own session.
    Page,
    /// The page that holds the session's key, which it names in a header.
    KeyHolder,
    /// Anyone.
    Anyone,
}

/// What is sent or answered.
pub enum Body {
    /// JSON that the server writes, or reads.
    Json(fn(&mut SchemaGenerator) -> Schema),
    /// JSON that the server hands on as somebody wrote it.
    Written(fn(&mut SchemaGenerator) -> Schema),
    /// A compact JWS, by what it is.
    Jws(&'static str),
    /// A compact JWS by what it is, or JSON with one in it.
    JwsOr(&'static str, fn(&mut SchemaGenerator) -> Schema),
    /// Text of another kind.
    Text(&'static str),
}

/// What may be given beside the address and the body.
pub struct Parameter {
    pub name: &'static str,
    /// `query` or `header`.
    pub place: &'static str,
    pub summary: &'static str,
    pub schema: fn() -> Schema,
}

/// One address with one method.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub summary: &'static str,
    pub caller: Caller,
    pub parameters: Vec<Parameter>,
    pub request: Option<Body>,
    /// The status when it goes well, and the answer.
    pub success: (u16, Body),
    pub problems: &'static [&'static [Kind]],
}

fn json<T: JsonSchema>() -> Body {
    Body::Json(|generator| generator.subschema_for::<T>())
}

/// Of every address: any caller may ask too often, and what is wrong with the address itself.
const ALWAYS: &[Kind] = &[Kind::RateLimited, Kind::Malformed];
const STORED: &[Kind] = &[Kind::Busy, Kind::Storage];
const FIRM: &[Kind] = &[Kind::Unauthorized];
const SESSION: &[Kind] = &[Kind::UnknownSession, Kind::UnknownPack];
const BODY: &[Kind] = &[Kind::BodyTooLarge, Kind::BodyTimeout, Kind::MediaType];
/// Of a signed object: its form and its signer.
const OBJECT: &[Kind] = &[
    Kind::Encoding,
    Kind::Limit,
    Kind::Syntax,
    Kind::RepeatedKey,
    Kind::Number,
    Kind::Type,
    Kind::Range,
    Kind::MissingField,
    Kind::UnknownClaim,
    Kind::Signature,
    Kind::Algorithm,
    Kind::OtherSigner,
    Kind::OtherSession,
    Kind::StaleNonce,
    Kind::OtherPack,
    Kind::Claim,
];

const IDEMPOTENCY_KEY: Parameter = Parameter {
    name: "idempotency-key",
    place: "header",
    summary: "A text of your own for this request, such as a UUID: the same key with the same body gets the same answer, for as long as the session is kept.",
    schema: || json_schema!({ "type": "string", "minLength": 1, "maxLength": 257 }),
};
const AFTER: Parameter = Parameter {
    name: "after",
    place: "query",
    summary: "The cursor of an earlier answer, as it is; everything from the first on when left out.",
    schema: || json_schema!({ "type": "string", "pattern": "^([0-9A-Za-z]{1,16}-)?[0-9]+$" }),
};
const AFTER_LISTED: Parameter =
    Parameter { schema: || json_schema!({ "type": "string", "pattern": "^[0-9]+-[A-Za-z0-9_.-]{1,64}$" }), ..AFTER };
const LIMIT: Parameter = Parameter {
    name: "limit",
    place: "query",
    summary: "How many at most.",
    schema: || json_schema!({ "type": "integer", "minimum": 1, "maximum": MAX_LISTED, "default": MAX_LISTED }),
};

/// All of them, in the order in which a session meets them.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation {
            method: "post",
            path: "/v1/sessions",
            id: "openSession",
            summary: "Opens a session",
            caller: Caller::Firm,
            parameters: vec![IDEMPOTENCY_KEY],
            request: Some(json::<SessionOpening>()),
            success: (201, json::<SessionOpened>()),
            problems: &[
                ALWAYS,
                STORED,
                FIRM,
                BODY,
                &[
                    Kind::UnknownPack,
                    Kind::Invalid,
                    Kind::AudienceMissing,
                    Kind::AudienceNotAllowed,
                    Kind::NotInForce,
                    Kind::IdempotencyKey,
                    Kind::UnknownSession,
                ],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/check",
            id: "checkSession",
            summary: "Says what an opening would come to: whether it fits, which facts are missing, and whether the firm's own facts rule the person out; it opens nothing and keeps nothing",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: Some(json::<SessionOpening>()),
            success: (200, json::<OpeningChecked>()),
            problems: &[
                ALWAYS,
                STORED,
                FIRM,
                BODY,
                &[Kind::UnknownPack, Kind::Invalid, Kind::AudienceMissing, Kind::AudienceNotAllowed, Kind::NotInForce],
            ],
        },
        Operation {
            method: "get",
            path: "/v1/sessions/{session}",
            id: "readSession",
            summary: "Reads a session back: how far it has come, and what came of it",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<SessionState>()),
            problems: &[ALWAYS, STORED, FIRM, SESSION],
        },
        Operation {
            method: "get",
            path: "/v1/sessions/{session}/record",
            id: "readRecord",
            summary: "Gives the record that is kept of a decided session, with its verdict and receipt, as `prescreen record open` takes them",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<SessionRecord>()),
            problems: &[ALWAYS, STORED, FIRM, SESSION, &[Kind::NotDecided, Kind::NoRecord]],
        },
        Operation {
            method: "get",
            path: "/v1/subjects/{subject}/sessions",
            id: "listSessions",
            summary: "Lists the sessions of a person, the one that was opened last first",
            caller: Caller::Firm,
            parameters: vec![AFTER_LISTED, LIMIT],
            request: None,
            success: (200, json::<SessionList>()),
            problems: &[ALWAYS, STORED, FIRM, &[Kind::UnknownPack]],
        },
        Operation {
            method: "post",
            path: "/v1/subjects/{subject}/profile",
            id: "judgeProfile",
            summary: "Says whether a class that the firm has on file counts today, before a page of the firm shows it; it opens nothing and keeps nothing",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: Some(json::<ProfileAsked>()),
            success: (200, json::<ProfileStanding>()),
            problems: &[ALWAYS, STORED, FIRM, BODY, &[Kind::UnknownPack, Kind::Invalid]],
        },
        Operation {
            method: "get",
            path: "/v1/decided",
            id: "listDecided",
            summary: "Lists decided sessions in the order of their last change, to be followed with the cursor of each answer; what is listed may be listed again",
            caller: Caller::Firm,
            parameters: vec![AFTER, LIMIT],
            request: None,
            success: (200, json::<DecidedFeed>()),
            problems: &[ALWAYS, STORED, FIRM, SESSION, &[Kind::UnknownCursor]],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/steps/host",
            id: "confirmHostStep",
            summary: "Confirms the next step, where it is the firm's; the same step again gets the same answer",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: Some(json::<HostStep>()),
            success: (200, json::<Acceptance>()),
            problems: &[
                ALWAYS,
                STORED,
                FIRM,
                SESSION,
                BODY,
                &[
                    Kind::NotDecided,
                    Kind::StepNotNext,
                    Kind::TooEarly,
                    Kind::Expired,
                    Kind::NotInForce,
                    Kind::ClassSuspended,
                ],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/attempt/excuse",
            id: "excuseAttempt",
            summary: "Says that an attempt was lost, so that it no longer counts towards a limit: the person may answer again, and until then a class on file stays suspended. Asked again it gets the same answer",
            caller: Caller::Firm,
            parameters: Vec::new(),
            request: Some(json::<AttemptExcuse>()),
            success: (200, json::<Excuse>()),
            problems: &[
                ALWAYS,
                STORED,
                FIRM,
                BODY,
                &[Kind::UnknownSession, Kind::Invalid, Kind::NotCommitted, Kind::AlreadyDecided, Kind::AttemptOpen],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/claim",
            id: "claimSession",
            summary: "Binds a session to a page's key, once, and says what is known before anything is asked",
            caller: Caller::Page,
            parameters: Vec::new(),
            request: Some(json::<SessionClaim>()),
            success: (200, json::<SessionClaimed>()),
            problems: &[
                ALWAYS,
                STORED,
                SESSION,
                BODY,
                &[Kind::ClaimToken, Kind::AlreadyClaimed, Kind::Expired, Kind::NotInForce],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/commit",
            id: "commit",
            summary: "Counts the attempt and gives a ticket; the same commitment again gets the same ticket",
            caller: Caller::Page,
            parameters: Vec::new(),
            request: Some(Body::Jws("The commitment, `prescreen-commit+jws`.")),
            success: (200, json::<TicketIssued>()),
            problems: &[
                ALWAYS,
                STORED,
                SESSION,
                BODY,
                OBJECT,
                &[
                    Kind::NotClaimed,
                    Kind::AlreadyCommitted,
                    Kind::AttemptsExhausted,
                    Kind::ClassSuspended,
                    Kind::Expired,
                    Kind::NotInForce,
                ],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/verdict",
            id: "sendVerdict",
            summary: "Accepts a verdict, with its record where the pack has the firm keep one; the same bytes again get the same answer",
            caller: Caller::Page,
            parameters: Vec::new(),
            request: Some(Body::JwsOr("The verdict alone, `prescreen-verdict+jws`.", |generator| {
                generator.subschema_for::<VerdictSent>()
            })),
            success: (200, json::<Acceptance>()),
            problems: &[
                ALWAYS,
                STORED,
                SESSION,
                BODY,
                OBJECT,
                &[
                    Kind::NotClaimed,
                    Kind::NotCommitted,
                    Kind::AlreadyDecided,
                    Kind::RecordMissing,
                    Kind::RecordUnfit,
                    Kind::ClassSuspended,
                    Kind::Expired,
                    Kind::NotInForce,
                    Kind::OtherAudience,
                    Kind::OtherPurpose,
                    Kind::OtherSubject,
                    Kind::OtherVariant,
                    Kind::OtherProduct,
                    Kind::OtherCommitment,
                    Kind::OtherTicket,
                    Kind::UnknownShadow,
                    Kind::OtherShadow,
                ],
            ],
        },
        Operation {
            method: "post",
            path: "/v1/sessions/{session}/steps",
            id: "confirmStep",
            summary: "Confirms the next step; the same bytes again get the same answer",
            caller: Caller::Page,
            parameters: Vec::new(),
            request: Some(Body::Jws("The confirmation, `prescreen-step+jws`.")),
            success: (200, json::<Acceptance>()),
            problems: &[
                ALWAYS,
                STORED,
                SESSION,
                BODY,
                OBJECT,
                &[
                    Kind::NotDecided,
                    Kind::StepNotNext,
                    Kind::TooEarly,
                    Kind::Expired,
                    Kind::NotInForce,
                    Kind::ClassSuspended,
                    Kind::OtherVerdict,
                    Kind::OtherDocument,
                    Kind::UnknownLocale,
                ],
            ],
        },
        Operation {
            method: "get",
            path: "/v1/sessions/{session}/next",
            id: "nextStep",
            summary: "Says what comes next in a decided session",
            caller: Caller::KeyHolder,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<Acceptance>()),
            problems: &[ALWAYS, STORED, SESSION, &[Kind::OtherKey, Kind::NotDecided]],
        },
        Operation {
            method: "get",
            path: "/packs/current/{id}",
            id: "currentPack",
            summary: "Names the pack that a session with this id would be pinned to now",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<PackRef>()),
            problems: &[ALWAYS, STORED, &[Kind::UnknownPack]],
        },
        Operation {
            method: "get",
            path: "/packs/{file}",
            id: "readPack",
            summary: "Gives a pack by its hash, as HASH.json: the file as the firm wrote it, which never changes",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, Body::Written(|generator| generator.subschema_for::<PackDocument>())),
            problems: &[ALWAYS, &[Kind::UnknownPack]],
        },
        Operation {
            method: "get",
            path: "/.well-known/prescreen-keys.json",
            id: "readKeys",
            summary: "Gives the keys with which tickets and receipts are checked",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<KeySet>()),
            problems: &[ALWAYS, STORED],
        },
        Operation {
            method: "get",
            path: "/openapi.json",
            id: "readDescription",
            summary: "Gives this document",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, Body::Json(|_| json_schema!({ "type": "object" }))),
            problems: &[ALWAYS],
        },
        Operation {
            method: "get",
            path: "/healthz",
            id: "health",
            summary: "Says whether the store answers, and whether the system clock is believed",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<Health>()),
            problems: &[ALWAYS, STORED],
        },
        Operation {
            method: "get",
            path: "/readyz",
            id: "ready",
            summary: "Says whether sessions can be opened: the store takes what is written, and a pack is in force",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<Readiness>()),
            problems: &[ALWAYS, STORED, &[Kind::NotReady]],
        },
        Operation {
            method: "get",
            path: "/version",
            id: "version",
            summary: "Says which version answers",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, json::<Version>()),
            problems: &[ALWAYS],
        },
        Operation {
            method: "get",
            path: "/metrics",
            id: "metrics",
            summary: "Gives the counters; for the operator alone, kept from others by the proxy",
            caller: Caller::Anyone,
            parameters: Vec::new(),
            request: None,
            success: (200, Body::Text("application/openmetrics-text")),
            problems: &[ALWAYS, STORED],
        },
    ]
}
