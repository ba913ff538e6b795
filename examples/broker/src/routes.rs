//! Which address leads where.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::body::{Body, MAX_BODY_BYTES, MAX_VERDICT_BYTES, answer};
use crate::broker::{Opening, Ordering};
use crate::customers::{self, CUSTOMERS, Customer};
use crate::headers;
use crate::pass_on::pass_on;
use crate::problem::{Kind, Problem};
use crate::products::{PRODUCTS, Product};
use crate::requests::Asked;
use crate::shared::Shared;

/// The cookie of a login. Scripts cannot read it, and only the broker's own addresses get it.
const COOKIE: &str = "broker";

/// Of Brotli, from 0 to 11, and of gzip, from 0 to 9: 8% less to send than at the usual one, for 30 milliseconds of work.
const LEVEL: i32 = 9;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Login {
    customer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSession {
    session: String,
}

/// Asking for a person, or objecting. There is no room for free text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    #[serde(default)]
    session: Option<String>,
    kind: Asked,
}

/// The whole broker.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/broker/login", post(log_in))
        .route("/broker/logout", post(log_out))
        .route("/broker/me", get(me))
        .route("/broker/tickets", get(tickets))
        .route("/broker/sessions", post(open_session))
        .route("/broker/complete", post(complete))
        .route("/broker/orders", post(place_order))
        .route("/broker/cancel", post(cancel))
        .route("/broker/pay", post(pay))
        .route("/broker/contact", post(contact))
        // What a page asks for its own session, and nothing that only the firm may ask.
        .route("/v1/sessions/{id}/claim", post(pass_on))
        .route("/v1/sessions/{id}/commit", post(pass_on))
        .route("/v1/sessions/{id}/verdict", post(pass_on).layer(DefaultBodyLimit::max(MAX_VERDICT_BYTES)))
        .route("/v1/sessions/{id}/steps", post(pass_on))
        .route("/v1/sessions/{id}/next", get(pass_on))
        .merge(public())
        .method_not_allowed_fallback(|| async { Problem::from(Kind::MethodNotAllowed) })
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn(headers::add))
        .with_state(shared)
}

/// What is the same for everybody: customers to choose from, products, packs and the site's files, compressed as the browser asks, here where it was not done
/// when the site was built. An answer with a secret in it is not: beside what a stranger can put into it, its compressed
/// size would tell of the secret.
fn public() -> Router<Arc<Shared>> {
    Router::new()
        .route("/broker/customers", get(list_customers))
        .route("/broker/products", get(list_products))
        .route("/packs/{file}", get(pack))
        .route("/packs/current/{id}", get(pass_on))
        .route("/.well-known/prescreen-keys.json", get(pass_on))
        .fallback(file)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(LEVEL)))
}

async fn list_customers() -> Response {
    let customers: Vec<Value> = CUSTOMERS.iter().map(Customer::introduction).collect();
    ok(&json!({ "customers": customers }))
}

async fn list_products() -> Response {
    let products: Vec<Value> = PRODUCTS.iter().map(Product::listing).collect();
    ok(&json!({ "products": products }))
}

async fn log_in(State(shared): State<Arc<Shared>>, Body(login): Body<Login>) -> Result<Response, Problem> {
    let customer = customers::by_id(&login.customer).ok_or(Kind::NotFound)?;
    let (token, me) = shared.blocking(move |broker| broker.log_in(customer)).await?;
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/broker");
    Ok(([(header::SET_COOKIE, cookie)], ok(&me)).into_response())
}

async fn log_out(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    if let Some(token) = cookie(&headers) {
        shared.broker.log_out(token);
    }
    let gone = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/broker; Max-Age=0");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response()
}

async fn me(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.shown(customer)).await?))
}

async fn tickets(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.tickets(customer)).await?))
}

async fn open_session(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(opening): Body<Opening>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    let opened = shared.blocking(move |broker| broker.open(customer, &opening)).await?;
    Ok(answer(StatusCode::CREATED, &opened))
}

async fn complete(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(asked): Body<OfSession>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.complete(customer, &asked.session)).await?))
}

async fn place_order(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(ordering): Body<Ordering>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.order(customer, &ordering)).await?))
}

async fn cancel(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(asked): Body<OfSession>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.cancel(customer, &asked.session)).await?))
}

async fn pay(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(asked): Body<OfSession>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    Ok(ok(&shared.blocking(move |broker| broker.confirm_own_step(customer, &asked.session)).await?))
}

async fn contact(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Body(Contact { session, kind }): Body<Contact>,
) -> Result<Response, Problem> {
    let customer = customer(&shared, &headers)?;
    shared.blocking(move |broker| broker.ask(customer, kind, session.as_deref())).await?;
    Ok(answer(StatusCode::ACCEPTED, &json!({ "received": true })))
}

/// The page for people whose address leads nowhere.
const MISSING: &str = "/404.html";

/// Everything else: a file of the site, or nothing: to a browser that opens a page, in words; to a program, as a problem.
/// A pack by its hash: the one of the pages lies beside them; any other is the server's to give.
async fn pack(
    State(shared): State<Arc<Shared>>,
    asker: ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    match shared.files.answer(uri.path(), &headers) {
        Some(beside) => Ok(beside),
        None => pass_on(State(shared), asker, Method::GET, uri, headers, Ok(Bytes::new())).await,
    }
}

async fn file(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Problem::from(Kind::NotFound).into_response();
    }
    let page = || {
        let mut page = reads_pages(&headers).then(|| shared.files.answer(MISSING, &HeaderMap::new())).flatten()?;
        *page.status_mut() = StatusCode::NOT_FOUND;
        Some(page)
    };
    let found = shared.files.answer(uri.path(), &headers).or_else(page);
    found.unwrap_or_else(|| Problem::from(Kind::NotFound).into_response())
}

/// Whether a request asks for a page by name, as a browser does for what it shows.
fn reads_pages(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

fn customer(shared: &Shared, headers: &HeaderMap) -> Result<&'static Customer, Problem> {
    cookie(headers).and_then(|token| shared.broker.logged_in(token)).ok_or_else(|| Kind::Unauthorized.into())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

fn ok(json: &Value) -> Response {
    answer(StatusCode::OK, json)
}
