//! Headers that every answer carries.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use prescreen::date::Instant;

use crate::app::App;

/// For whoever opens an address in a browser: there is nothing to run here.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const EVERYWHERE: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// Half a year; not sent on loopback, where it would bind every other server of the machine.
const TRANSPORT_SECURITY: &str = "max-age=15552000";

/// The first second, since 1970, that a header cannot say.
const YEAR_10000: u64 = 253_402_300_800;

/// Adds the headers. An answer that says nothing of caching is not kept. Its date is that of the clock that decides: a
/// page counts down with it how long a step has to wait.
pub async fn add(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !app.loopback {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT_SECURITY));
    }
    if let Some(date) = date(app.store.now()) {
        headers.insert(header::DATE, date);
    }
    default(headers, header::CACHE_CONTROL, "no-store");
    response
}

/// A time as a header says it (RFC 9110 §5.6.7); none where it cannot, from the year 10000 on.
fn date(now: Instant) -> Option<HeaderValue> {
    let seconds = u64::try_from(now.0).ok().filter(|seconds| *seconds < YEAR_10000)?;
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    HeaderValue::from_str(&httpdate::fmt_http_date(time)).ok()
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
