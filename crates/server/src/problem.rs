//! Errors as RFC 9457 problem details.
//!
//! A problem says what was wrong and where, in fixed words and the pack's own ids. It never repeats
//! what a request held.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prescreen::{Code, Error, Mismatch};
use serde_json::{Map, Value};

/// An answer that says no, with a stable code for programs.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    detail: String,
    members: Map<String, Value>,
    retry_after: Option<i64>,
}

/// The code of a problem, left on the response for the log and the counters.
#[derive(Debug, Clone, Copy)]
pub struct ProblemCode(pub &'static str);

macro_rules! problems {
    ($($name:ident = $status:ident $code:literal $title:literal,)*) => {
        /// Every problem that is not about a signed object's own form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $(#[doc = $title] $name,)* }

        impl Kind {
            fn parts(self) -> (StatusCode, &'static str, &'static str) {
                match self { $(Self::$name => (StatusCode::$status, $code, $title),)* }
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
    BodyTooLarge = PAYLOAD_TOO_LARGE "body-too-large" "The body is larger than 64 KiB",
    BodyTimeout = REQUEST_TIMEOUT "timeout" "The body did not arrive in time",
    MediaType = UNSUPPORTED_MEDIA_TYPE "media-type" "The body has another media type than this address takes",
    Malformed = BAD_REQUEST "malformed" "The body cannot be read",
    Invalid = UNPROCESSABLE_ENTITY "invalid" "The request does not fit the pack",
    AudienceNotAllowed = UNPROCESSABLE_ENTITY "audience-not-allowed" "The pack may not be used at this origin",
    NotInForce = UNPROCESSABLE_ENTITY "not-in-force" "The pack is not in force today",
    ClaimToken = FORBIDDEN "claim-token" "The claim token is wrong",
    OtherKey = FORBIDDEN "other-key" "The session belongs to another key",
    AlreadyClaimed = CONFLICT "already-claimed" "The session belongs to another key",
    NotClaimed = CONFLICT "not-claimed" "The session is not claimed yet",
    AlreadyCommitted = CONFLICT "already-committed" "The session holds another commitment",
    NotCommitted = CONFLICT "not-committed" "There is no commitment yet",
    AttemptsExhausted = TOO_MANY_REQUESTS "attempts-exhausted" "No attempt is left for now",
    AlreadyDecided = CONFLICT "already-decided" "The ticket is used",
    NotDecided = CONFLICT "not-decided" "There is no verdict yet",
    Expired = GONE "expired" "The time for this is over",
    RateLimited = TOO_MANY_REQUESTS "rate-limited" "Too many requests",
    Storage = SERVICE_UNAVAILABLE "storage" "Nothing was stored; try again",
}

impl Problem {
    /// A problem with its title for detail.
    pub fn new(kind: Kind) -> Self {
        let (status, code, title) = kind.parts();
        Self { status, code, title, detail: title.into(), members: Map::new(), retry_after: None }
    }

    /// The same with a detail of its own.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same with one more member.
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }

    /// The same with the seconds after which to try again.
    pub fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// What is wrong with a signed object. Claims that differ are told apart by their [`Mismatch`];
    /// where the object chose its own names, neither they nor the place are repeated.
    pub fn of_object(error: &Error) -> Self {
        let (status, code, title) = object(error);
        let problem = Self { status, code, title, detail: title.into(), members: Map::new(), retry_after: None };
        let own_names = matches!(
            error.code,
            Code::UnknownField | Code::RepeatedKey | Code::Number | Code::Syntax | Code::Limit | Code::Encoding
        );
        if own_names { problem } else { problem.detail(error.message.clone()).member("at", error.at.as_str()) }
    }

    /// What is wrong with a host's request: the place and the remedy.
    pub fn of_request(kind: Kind, error: &Error) -> Self {
        let problem = Self::new(kind).detail(error.message.clone()).member("reason", error.code.as_str());
        if error.at.is_empty() { problem } else { problem.member("at", error.at.as_str()) }
    }
}

fn object(error: &Error) -> (StatusCode, &'static str, &'static str) {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some((code, title)) = error.mismatch.map(about_another) {
        return (unprocessable, code, title);
    }
    match error.code {
        Code::Expired => (StatusCode::GONE, "expired", "The time for this is over"),
        Code::TooEarly => (StatusCode::TOO_EARLY, "too-early", "The waiting time is not over"),
        Code::Step => (StatusCode::CONFLICT, "step-not-next", "Another step comes next, or none"),
        Code::Signature => (unprocessable, "signature", "The signature does not hold"),
        Code::Algorithm => (unprocessable, "algorithm", "Another algorithm or suite than the one that is accepted"),
        Code::Key => (unprocessable, "other-key", "Signed with another key than the session's"),
        Code::PackMismatch => (unprocessable, "other-pack", "The object is for another pack"),
        Code::Claim => (unprocessable, "claim", "A claim is not possible here"),
        Code::UnknownField => (StatusCode::BAD_REQUEST, "unknown-claim", "The object has a claim that it may not have"),
        code => (StatusCode::BAD_REQUEST, code.as_str(), "The object is not in its one form"),
    }
}

/// The code and title of a problem with an object that is about another one.
fn about_another(mismatch: Mismatch) -> (&'static str, &'static str) {
    match mismatch {
        Mismatch::Session => ("other-session", "The object is for another session"),
        Mismatch::Nonce => ("stale-nonce", "The object carries another nonce"),
        Mismatch::Audience => ("other-audience", "The object is for another origin"),
        Mismatch::Purpose => ("other-purpose", "The object is for another purpose"),
        Mismatch::Subject => ("other-subject", "The object is about another person"),
        Mismatch::Variant => ("other-variant", "The object is for another variant"),
        Mismatch::Product => ("other-product", "The object is about another product"),
        Mismatch::Commitment => ("other-commitment", "The object is for another commitment"),
        Mismatch::Ticket => ("other-ticket", "The object is for another ticket"),
        Mismatch::Verdict => ("other-verdict", "The object is for another verdict"),
        Mismatch::Locale => ("unknown-locale", "The pack has no texts in this locale"),
        Mismatch::Document => ("other-document", "The document is not the one to confirm"),
        Mismatch::Pack => ("other-pack", "The object is for another pack"),
        Mismatch::UnknownShadow => ("unknown-shadow", "The shadow pack is not one that this server holds"),
        Mismatch::Shadow | Mismatch::ShadowClasses | Mismatch::ShadowClass => {
            ("other-shadow", "The pack does not let this be reported of a shadow pack")
        }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(code = ?error.sqlite_error_code(), "storage failed");
        Self::new(Kind::Storage).retry_after(1)
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(line = error.line(), column = error.column(), "a stored document cannot be read");
        Self::new(Kind::Storage)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = self.members;
        body.insert("type".into(), format!("urn:prescreen:problem:{}", self.code).into());
        body.insert("title".into(), self.title.into());
        body.insert("status".into(), self.status.as_u16().into());
        body.insert("detail".into(), self.detail.into());
        body.insert("code".into(), self.code.into());
        let mut response = (self.status, Value::Object(body).to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(ProblemCode(self.code));
        response
    }
}
