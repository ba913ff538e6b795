//! One JSON line per request: method, route, status, time, problem code.
//!
//! The route is the template, never the address; no body, id, subject or fact is ever logged.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::problem::ProblemCode;

/// Writes the server's log to standard error from now on, one JSON object a line. For a program that has no
/// `tracing` subscriber of its own.
pub fn to_standard_error() {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(std::io::stderr)
        .finish();
    // A subscriber that is there already is a test's own.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Logs and counts a request when it is answered.
pub async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status().as_u16();
    let problem = response.extensions().get::<ProblemCode>().map(|code| code.0);
    let elapsed = started.elapsed();
    app.metrics.count(route, status, problem, elapsed);
    let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(method = method.as_str(), route, status, ms, problem, "request");
    response
}
