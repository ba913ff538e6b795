//! Errors as RFC 9457 problem details, as the screening server gives them.

use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// What the broker says no to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nobody is logged in.
    Unauthorized,
    /// There is no such page, customer or product.
    NotFound,
    /// The address takes another method.
    MethodNotAllowed,
    /// The session is not one of this customer's.
    UnknownSession,
    /// The body is not JSON by its media type.
    MediaType,
    /// The body is larger than the broker takes.
    TooLarge,
    /// The body cannot be read.
    Malformed,
    /// The session has no verdict yet.
    NotDecided,
    /// The next step is the investor's, or there is none.
    NotOurStep,
    /// A purchase of the product waits already.
    Unfinished,
    /// Not every step is confirmed, or the purchase was cancelled.
    NotReady,
    /// What was decided holds no more.
    Lapsed,
    /// The amount is not the one that the purchase was begun with.
    OtherAmount,
    /// The screening server refused, or gave no answer.
    Screening,
}

/// An answer that says no.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    /// The screening server's own code, where it gave one.
    reason: Option<String>,
}

impl Kind {
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized", "Log in first"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is nothing of this name"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "This address does not take that method")
            }
            Self::UnknownSession => (StatusCode::NOT_FOUND, "unknown-session", "You have no such session"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "Send application/json"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 64 KiB"),
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed", "The body cannot be read"),
            Self::NotDecided => (StatusCode::CONFLICT, "not-decided", "There is no verdict yet"),
            Self::NotOurStep => (StatusCode::CONFLICT, "not-our-step", "The next step is not the broker's"),
            Self::Unfinished => {
                (StatusCode::CONFLICT, "unfinished", "A purchase of this product waits: go on with it, or cancel it")
            }
            Self::NotReady => (
                StatusCode::CONFLICT,
                "not-ready",
                "No order can be placed: not every step is confirmed, or it is cancelled",
            ),
            Self::Lapsed => {
                (StatusCode::CONFLICT, "lapsed", "What was decided holds no more: begin the purchase again")
            }
            Self::OtherAmount => {
                (StatusCode::CONFLICT, "other-amount", "The amount is not the one that the purchase was begun with")
            }
            Self::Screening => (StatusCode::BAD_GATEWAY, "screening", "The screening server could not do this"),
        }
    }
}

impl Problem {
    /// What the screening server said no to.
    pub fn of_screening(code: &str) -> Self {
        Self { kind: Kind::Screening, reason: Some(code.into()) }
    }

    /// Why what was decided holds no more, as the screening server says.
    pub fn lapsed(why: &str) -> Self {
        Self { kind: Kind::Lapsed, reason: Some(why.into()) }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self { kind, reason: None }
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        if too_large { Kind::TooLarge.into() } else { Kind::Malformed.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, title) = self.kind.parts();
        let body = json!({
            "type": format!("urn:example:broker:{code}"),
            "title": title,
            "status": status.as_u16(),
            "detail": title,
            "code": code,
            "reason": self.reason,
        });
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    }
}
