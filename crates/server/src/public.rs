//! What anyone may read: packs, the server's key, its health.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prescreen::terms::Digest;
use prescreen::verdict::Signer;
use serde_json::{Value, json};

use crate::answer::answer;
use crate::app::App;
use crate::problem::{Kind, Problem};

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /packs/{hash}.json`: the file as the firm wrote it, which never changes.
pub async fn pack(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Problem> {
    let known = file
        .strip_suffix(".json")
        .and_then(Digest::parse)
        .and_then(|hash| app.packs.by_hash(&hash))
        .ok_or(Kind::UnknownPack)?;
    let mut response = answer(StatusCode::OK, known.text.clone());
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_GOOD);
    Ok(response)
}

/// `GET /packs/current/{id}`
pub async fn current_pack(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let reference = app.transaction(move |app, _, now| {
        let known = app.packs.current(&id, now).ok_or(Kind::UnknownPack)?;
        Ok(serde_json::to_string(known.pack.reference())?)
    });
    Ok(answer(StatusCode::OK, reference.await?))
}

/// `GET /.well-known/prescreen-keys.json`: a JWK set (RFC 7517).
pub async fn keys(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let public = app.key.public();
    let mut jwk: Value = serde_json::from_str(&public.jwk().canonical())?;
    if let Some(members) = jwk.as_object_mut() {
        members.insert("kid".into(), Signer::Server(public.thumbprint()).thumbprint().to_string().into());
        members.insert("alg".into(), "ES256".into());
        members.insert("use".into(), "sig".into());
    }
    Ok(answer(StatusCode::OK, json!({ "keys": [jwk] }).to_string()))
}

/// `GET /healthz`: whether the store answers.
pub async fn health(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    app.transaction(|_, _, _| Ok(())).await?;
    Ok(answer(StatusCode::OK, json!({ "status": "ok" }).to_string()))
}

/// `GET /metrics`
pub async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let text = app.metrics.text(app.packs.len(), app.store.seconds_behind()?);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// Every other address.
pub async fn nothing() -> Problem {
    Kind::NotFound.into()
}

/// A known address, but not for this method.
pub async fn method_not_allowed() -> Problem {
    Kind::MethodNotAllowed.into()
}
