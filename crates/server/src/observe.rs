//! Names every request, and leaves one line in the log: id, method, route, status, time, problem code.
//!
//! The route is the template, never the address; no body, session, subject or fact is ever logged.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use prescreen::terms::base64url;
use tracing::Instrument as _;

use crate::app::App;
use crate::problem::{self, Said};
use crate::random;

/// The header with the id under which the log has a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names, logs and counts a request when it is answered.
pub async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let id = random::bytes::<12>().map(|bytes| base64url::encode(&bytes)).unwrap_or_default();
    let span = tracing::info_span!("request", id);
    let response = problem::write(next.run(request).instrument(span.clone()).await, &id);
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status().as_u16();
    let problem = response.extensions().get::<Said>().map(Said::code);
    let elapsed = started.elapsed();
    app.metrics.count(route, status, problem, elapsed);
    let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    // A method is free text of whoever asks: those that are served are named.
    let method = if matches!(method, Method::GET | Method::HEAD | Method::POST | Method::OPTIONS) {
        method.as_str()
    } else {
        "other"
    };
    tracing::info!(parent: &span, method, route, status, ms, problem, "request");
    with_id(response, &id)
}

fn with_id(mut response: Response, id: &str) -> Response {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
