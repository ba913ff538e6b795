//! What pages ask of the screening server, through the broker's own origin.
//!
//! A page then has one origin to talk to, and the screening server needs no leave for another. The request's body and
//! two of its headers go on, never a cookie, and who asked (`x-forwarded-for`), so that each visitor has an allowance
//! of their own; of the answer, what the package reads. The server's `date` has to come along: the package keeps time
//! by it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::shared::Shared;

/// Of a request: what the body is, and whose session it is.
const ASKED: [HeaderName; 2] = [header::CONTENT_TYPE, HeaderName::from_static("prescreen-jkt")];
/// Of an answer: what it is, how long it may be kept, what time it is, when to come back, and its name in the log.
const ANSWERED: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CACHE_CONTROL,
    header::DATE,
    header::RETRY_AFTER,
    HeaderName::from_static("x-request-id"),
];
/// Who asked. The screening server believes it where this program is among its trusted proxies.
const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Passes a request on and its answer back.
pub async fn pass_on(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body?;
    let mut asked = chosen(&headers, &ASKED);
    // After what others say of themselves: whoever reads it starts at the end.
    let others = headers.get_all(&FOR).iter().filter_map(|value| value.to_str().ok()).map(String::from);
    let named = others.chain([peer.ip().to_string()]).collect::<Vec<_>>().join(", ");
    asked.extend(HeaderValue::from_str(&named).ok().map(|named| (FOR, named)));
    let passed = shared.blocking(move |broker| broker.screening().pass_on(method, uri.path(), asked, &body));
    let (status, headers, body) = passed.await?;
    Ok((status, chosen(&headers, &ANSWERED), body).into_response())
}

fn chosen(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let found = names.iter().filter_map(|name| Some((name.clone(), headers.get(name)?.clone())));
    found.collect()
}
