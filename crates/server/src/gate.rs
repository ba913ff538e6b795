//! What every request passes on its way in: the allowance of its host and its session.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::Response;
use prescreen::id::Id;

use crate::app::App;
use crate::problem::Problem;

/// Lets a request through while its host and its session have an allowance. The firm's own requests do not count
/// against a session.
pub async fn limit(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let session = session(request.uri()).filter(|_| !app.credential.opens(request.headers()));
    app.limits.check(peer.ip(), session.as_ref())?;
    Ok(next.run(request).await)
}

fn session(uri: &Uri) -> Option<Id> {
    let id = uri.path().strip_prefix("/v1/sessions/")?.split('/').next()?;
    Id::try_from(String::from(id)).ok()
}
