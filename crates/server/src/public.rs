//! What anyone may read: packs, the server's keys, its health.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prescreen::terms::Digest;

use crate::answer::{answer, text};
use crate::app::App;
use crate::problem::{Kind, Problem};
use crate::store::keys;
use crate::wire::answers::{Health, KeySet, ServerJwk, Version};

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /packs/{hash}.json`: the file as the firm wrote it, which never changes.
pub async fn pack(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Problem> {
    let packs = app.packs();
    let known = file
        .strip_suffix(".json")
        .and_then(Digest::parse)
        .and_then(|hash| packs.by_hash(&hash))
        .ok_or(Kind::UnknownPack)?;
    let mut response = text(StatusCode::OK, known.text.clone());
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_GOOD);
    Ok(response)
}

/// `GET /packs/current/{id}`
pub async fn current_pack(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let reference = app.read(move |app, _, clock| {
        let packs = app.packs();
        let known = packs.current(&id, clock.now).ok_or(Kind::UnknownPack)?;
        Ok(known.pack.reference().clone())
    });
    Ok(answer(StatusCode::OK, &reference.await?))
}

/// `GET /.well-known/prescreen-keys.json`: a JWK set (RFC 7517) of every key that was ever signed with.
pub async fn keys(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let keys = app.read(|_, transaction, _| Ok(keys::all(transaction)?)).await?;
    Ok(answer(StatusCode::OK, &KeySet { keys: keys.iter().map(ServerJwk::of).collect() }))
}

/// `GET /openapi.json`: every address, described.
pub async fn description(State(app): State<Arc<App>>) -> Response {
    text(StatusCode::OK, app.description.clone())
}

/// `GET /healthz`: whether the store answers, and the clock is believed.
pub async fn health(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let clock = app.read(|_, _, clock| Ok(*clock)).await?;
    Ok(answer(StatusCode::OK, &Health { status: "ok".into(), clock: clock.standing, gap: app.store.gap() }))
}

/// `GET /version`
pub async fn version() -> Response {
    answer(StatusCode::OK, &Version { version: env!("CARGO_PKG_VERSION").into() })
}

/// `GET /metrics`
pub async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let clock = app.read(|_, _, clock| Ok(*clock)).await?;
    let counted =
        app.metrics.text(app.packs().len(), &clock, app.store.gap()).map_err(|_| Problem::new(Kind::Storage))?;
    Ok(([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], counted)
        .into_response())
}

/// Every other address.
pub async fn nothing() -> Problem {
    Kind::NotFound.into()
}

/// A known address, but not for this method.
pub async fn method_not_allowed() -> Problem {
    Kind::MethodNotAllowed.into()
}
