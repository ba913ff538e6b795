//! Problems as answers.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use prescreen::date::{Date, Instant};
use prescreen::{Code, Error};

use crate::wire::problems::ProblemDetails;

pub use crate::wire::problems::Kind;

/// An answer that says no, with a stable code for programs.
#[derive(Debug, Clone)]
pub struct Problem {
    details: Box<ProblemDetails>,
    retry_after: Option<i64>,
    /// Of a store that did not do what it was asked: what it said, a code without a value.
    fault: Option<String>,
}

/// What is wrong, left on the response for whoever writes it down: it has no body before [`write`].
#[derive(Debug, Clone)]
pub struct Said(Box<ProblemDetails>);

impl Said {
    /// The code.
    pub fn code(&self) -> &'static str {
        self.0.code.code()
    }
}

impl Problem {
    /// A problem with its title for detail.
    pub fn new(kind: Kind) -> Self {
        let details = ProblemDetails {
            urn: format!("urn:prescreen:problem:{}", kind.code()),
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: kind.title().into(),
            code: kind,
            at: None,
            reason: None,
            retry_on: None,
            not_before: None,
            instance: None,
        };
        // What passes by itself says when.
        let passes = matches!(kind, Kind::RateLimited | Kind::Busy | Kind::Storage | Kind::BodyTimeout);
        Self { details: Box::new(details), retry_after: passes.then_some(1), fault: None }
    }

    /// A fault of the store, by what it is to whoever asks and by its code.
    pub fn of_fault(kind: Kind, code: impl Into<String>) -> Self {
        Self { fault: Some(code.into()), ..Self::new(kind) }
    }

    /// The code of a fault of the store; none where the store did what it was asked.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The same with a detail of its own.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.details.detail = detail.into();
        self
    }

    /// The same with the place, as a JSON pointer.
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.details.at = Some(at.into());
        self
    }

    /// No attempt for now: the day on which one is possible again, and how long until then.
    pub fn no_attempt_until(again: Option<(Instant, Date)>, now: Instant) -> Self {
        let mut problem = Self::new(Kind::AttemptsExhausted);
        let Some((at, day)) = again else { return problem };
        problem.details.retry_on = Some(day);
        problem.retry_after(at.0.saturating_sub(now.0))
    }

    /// The same with the time at which a step can be confirmed.
    pub fn not_before(mut self, at: Instant, now: Instant) -> Self {
        self.details.not_before = Some(at);
        self.retry_after(at.0.saturating_sub(now.0))
    }

    /// The same with the seconds after which to try again.
    pub fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// What is wrong with a signed object. Where the object chose its own names, neither they nor the place are
    /// repeated.
    pub fn of_object(error: &Error) -> Self {
        let problem = Self::new(Kind::of_object(error));
        let own_names = matches!(
            error.code,
            Code::UnknownField | Code::RepeatedKey | Code::Number | Code::Syntax | Code::Limit | Code::Encoding
        );
        if own_names { problem } else { problem.detail(error.message.clone()).at(error.at.clone()) }
    }

    /// What is wrong with a host's request: the place and the remedy.
    pub fn of_request(kind: Kind, error: &Error) -> Self {
        let mut problem = Self::new(kind).detail(error.message.clone());
        problem.details.reason = Some(error.code);
        if error.at.is_empty() { problem } else { problem.at(error.at.clone()) }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.details.code.status().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Said(self.details));
        response
    }
}

/// Writes what is wrong with a request as the answer to it; an answer that says no such thing stays as it is.
pub fn write(response: Response, request_id: &str) -> Response {
    let Some(Said(details)) = response.extensions().get() else { return response };
    let instance = Some(format!("urn:prescreen:request:{request_id}"));
    let body = serde_json::to_string(&ProblemDetails { instance, ..(**details).clone() }).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    // The length of the empty body.
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}
