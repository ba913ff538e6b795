//! What every request passes on its way in: the allowance of whoever asks, and of the session that is asked about.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::Response;
use percent_encoding::percent_decode_str;
use prescreen::id::Id;

use crate::app::App;
use crate::problem::Problem;

/// Lets a request through while whoever asks has an allowance: the firm its own, everybody else that of their host
/// and of the session.
pub async fn limit(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if app.credential.opens(request.headers()) {
        app.limits.firm()?;
    } else {
        let host = app.proxies.host(peer.ip(), request.headers());
        app.limits.host(host, session(request.uri()).as_ref())?;
    }
    Ok(next.run(request).await)
}

/// The same for the operator's addresses, with an allowance that no other address uses up.
pub async fn limit_operator(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    app.limits.operator(app.proxies.host(peer.ip(), request.headers()))?;
    Ok(next.run(request).await)
}

/// The session in an address, decoded as the router decodes it: `%41` is `A`.
fn session(uri: &Uri) -> Option<Id> {
    let id = uri.path().strip_prefix("/v1/sessions/")?.split('/').next()?;
    Id::try_from(percent_decode_str(id).decode_utf8().ok()?.into_owned()).ok()
}
