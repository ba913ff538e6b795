//! Request bodies: one media type, a size and a time limit, strict JSON.

use std::error::Error as _;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use http_body_util::LengthLimitError;
use prescreen::Error;
use prescreen::json::{self, Json, Read};
use prescreen::terms::Digest;

use crate::problem::{Kind, Problem};
use crate::wire::requests::VerdictSent;

/// Largest body, in bytes, but for a verdict with a record.
pub const MAX_BODY_BYTES: usize = 64 * 1024;
/// Largest body of a verdict with a record, in bytes: the longest record, sealed and in base64url, and a signed object.
const MAX_RECORD_BODY_BYTES: usize = 256 * 1024;
const JOSE: &str = "application/jose";
const JSON: &str = "application/json";
/// Longest time that a body may take to arrive.
const MAX_BODY_TIME: Duration = Duration::from_secs(10);

/// A JSON body, `application/json`.
pub struct JsonBody(Json);

/// A compact JWS, `application/jose`.
pub struct JoseBody(pub String);

/// A verdict: alone, `application/jose`; or with the record that the firm keeps, `application/json`.
pub struct VerdictBody {
    /// The verdict, a compact JWS.
    pub jws: String,
    /// The record.
    pub record: Option<Json>,
}

impl JsonBody {
    /// Digest of the body in its one form, whatever its white space and the order of its members.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.canonical().as_bytes())
    }

    /// Reads a body from the firm's back end, which is told where it is wrong.
    pub fn host_document<T: Read>(&self) -> Result<T, Problem> {
        json::read(&self.0).map_err(|error| Problem::of_request(Kind::Malformed, &error))
    }

    /// Reads a body from a browser; a problem repeats none of its keys and values.
    pub fn browser_document<T: Read>(&self) -> Result<T, Problem> {
        json::read(&self.0)
            .map_err(Error::without_content)
            .map_err(|error| Problem::of_request(Kind::Malformed, &error))
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let text = text(request, &[JSON], MAX_BODY_BYTES).await?;
        let json = Json::parse(&text, MAX_BODY_BYTES).map_err(Error::without_content);
        json.map(Self).map_err(|error| Problem::of_request(Kind::Malformed, &error))
    }
}

impl<S: Send + Sync> FromRequest<S> for JoseBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        signed(text(request, &[JOSE], MAX_BODY_BYTES).await?).map(Self)
    }
}

impl<S: Send + Sync> FromRequest<S> for VerdictBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is(&request, JSON) {
            let jws = signed(text(request, &[JOSE, JSON], MAX_BODY_BYTES).await?)?;
            return Ok(Self { jws, record: None });
        }
        let text = text(request, &[JSON], MAX_RECORD_BODY_BYTES).await?;
        let sent = Json::parse(&text, MAX_RECORD_BODY_BYTES).and_then(|json| json::read::<VerdictSent>(&json));
        let sent = sent.map_err(Error::without_content);
        let VerdictSent { verdict, record } = sent.map_err(|error| Problem::of_request(Kind::Malformed, &error))?;
        Ok(Self { jws: signed(verdict)?, record: Some(record.0) })
    }
}

/// A signed object, by what a database can take: no signed object has a zero.
fn signed(text: String) -> Result<String, Problem> {
    if text.contains('\0') { Err(Kind::Malformed.into()) } else { Ok(text) }
}

fn is(request: &Request, media_type: &str) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = given.and_then(|given| given.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case(media_type))
}

async fn text(request: Request, media_types: &[&'static str], most: usize) -> Result<String, Problem> {
    if !media_types.iter().any(|media_type| is(&request, media_type)) {
        return Err(Problem::new(Kind::MediaType).detail(format!("send {}", media_types.join(" or "))));
    }
    let arrived = tokio::time::timeout(MAX_BODY_TIME, to_bytes(request.into_body(), most)).await;
    let bytes = arrived.map_err(|_| Kind::BodyTimeout)?.map_err(|error| broken(&error))?;
    String::from_utf8(bytes.into()).map_err(|_| Kind::Malformed.into())
}

/// What is wrong with a body that did not arrive whole.
fn broken(error: &axum::Error) -> Problem {
    if error.source().is_some_and(<dyn std::error::Error>::is::<LengthLimitError>) {
        return Kind::BodyTooLarge.into();
    }
    Problem::new(Kind::Malformed)
        .detail("the body ends before its content-length, or is not in chunks as its transfer-encoding says; send it again whole")
}
