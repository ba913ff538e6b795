//! What every request passes on its way in: whether it says which host it is for, and the allowance of whoever asks.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::uri::Authority;
use axum::http::{Version, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::problem::{Kind, Problem};

/// Lets a request through while whoever asks has an allowance: the firm its own, everybody else that of their host.
/// This bounds what it costs to look at tokens and signatures; a session's own allowance is counted behind that look.
pub async fn limit(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if app.credential.opens(request.headers()) {
        app.limits.firm()?;
    } else {
        app.limits.host(app.proxies.host(peer.ip(), request.headers()))?;
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

/// Refuses a request that does not say which host it is for, once and readably (RFC 9112 §3.2): two proxies in a row
/// could take it for requests to different sites.
pub async fn one_host(request: Request, next: Next) -> Result<Response, Problem> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let readable = match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(host), None) => host.is_empty() || Authority::try_from(host.as_bytes()).is_ok(),
        (Some(_), Some(_)) => false,
    };
    if !readable {
        return Err(Problem::new(Kind::Malformed).detail("send one Host header, with the name or address that you ask"));
    }
    Ok(next.run(request).await)
}
