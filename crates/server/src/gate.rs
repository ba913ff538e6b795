//! What every request passes on its way in: whether it says which host it is for, and the allowance of whoever asks.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::uri::Authority;
use axum::http::{Method, Version, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::places::Place;
use crate::problem::{Kind, Problem};

/// What is answered to a request of somebody whose allowance is used up.
#[derive(Clone)]
struct Spent(Problem);

/// Counts every request, what a browser asks first (OPTIONS) included: the firm has an allowance of its own, everybody
/// else that of their host. This bounds what it costs to look at tokens and signatures; a session's own allowance is
/// counted behind that look. Who has none left is refused by [`refuse`], so that pages may read the refusal.
pub async fn count(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Extension(place): Extension<Place>,
    mut request: Request,
    next: Next,
) -> Response {
    let allowed = if app.credential.opens(request.headers()) {
        place.is_the_firms();
        app.limits.firm()
    } else {
        app.limits.host(app.proxies.host(peer.ip(), request.headers()))
    };
    if let Err(problem) = allowed {
        request.extensions_mut().insert(Spent(problem));
        if request.method() == Method::OPTIONS {
            // What gives leave answers such a request by itself; this one is to be refused like any other.
            *request.method_mut() = Method::GET;
        }
    }
    next.run(request).await
}

/// Refuses what [`count`] found to be too much.
pub async fn refuse(mut request: Request, next: Next) -> Result<Response, Problem> {
    match request.extensions_mut().remove() {
        Some(Spent(problem)) => Err(problem),
        None => Ok(next.run(request).await),
    }
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
