//! Which address leads where, and what every request passes on its way.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use prescreen::terms::Origin;
use tower_http::cors::CorsLayer;

use crate::app::App;
use crate::problem::{Kind, Problem, Said};
use crate::{browser, excuse, feed, gate, headers, host, observe, on_file, public, ready, record};

/// How long a browser may remember what it was given leave for.
const PREFLIGHT_TIME: Duration = Duration::from_secs(600);

/// The whole server.
pub fn router(app: Arc<App>, page_origins: &[Origin]) -> Router {
    let for_the_firm = Router::new()
        .route("/v1/sessions", post(host::open))
        .route("/v1/sessions/{id}", get(host::read))
        .route("/v1/sessions/{id}/record", get(record::read))
        .route("/v1/decided", get(feed::decided))
        .route("/v1/sessions/check", post(host::check))
        .route("/v1/subjects/{subject}/sessions", get(host::list))
        .route("/v1/subjects/{subject}/profile", post(on_file::standing))
        .route("/v1/sessions/{id}/steps/host", post(host::step))
        .route("/v1/sessions/{id}/attempt/excuse", post(excuse::excuse))
        .method_not_allowed_fallback(public::method_not_allowed);
    let for_pages = Router::new()
        .route("/v1/sessions/{id}/claim", post(browser::claim))
        .route("/v1/sessions/{id}/commit", post(browser::commit))
        .route("/v1/sessions/{id}/verdict", post(browser::verdict))
        .route("/v1/sessions/{id}/steps", post(browser::step))
        .route("/v1/sessions/{id}/next", get(browser::next))
        .route("/packs/{file}", get(public::pack))
        .route("/packs/current/{id}", get(public::current_pack))
        .route("/.well-known/prescreen-keys.json", get(public::keys))
        .method_not_allowed_fallback(public::method_not_allowed);
    let described = Router::new()
        .route("/openapi.json", get(public::description))
        .method_not_allowed_fallback(public::method_not_allowed);
    let for_the_operator = Router::new()
        .route("/healthz", get(public::health))
        .route("/readyz", get(ready::ready))
        .route("/version", get(public::version))
        .route("/metrics", get(public::metrics))
        .method_not_allowed_fallback(public::method_not_allowed);
    let nothing = Router::new().fallback(public::nothing);
    let checked = |router: Router<Arc<App>>| {
        router.layer(from_fn(gate::one_host)).layer(from_fn(gate::refuse)).layer(from_fn(only_problems))
    };
    let counted = |router: Router<Arc<App>>| router.layer(from_fn_with_state(Arc::clone(&app), gate::count));
    // A page may read every refusal, so leave stands around them; and what a browser asks first (OPTIONS) is counted
    // before leave answers it.
    let leave = leave(page_origins);
    counted(checked(for_the_firm))
        .merge(counted(checked(described)))
        .merge(counted(checked(for_pages).layer(leave.clone())))
        .merge(counted(checked(nothing).layer(leave)))
        .merge(
            for_the_operator
                .layer(from_fn(gate::one_host))
                .layer(from_fn_with_state(Arc::clone(&app), gate::limit_operator))
                .layer(from_fn(only_problems)),
        )
        .with_state(Arc::clone(&app))
        .layer(from_fn_with_state(Arc::clone(&app), headers::add))
        .layer(from_fn_with_state(app, observe::observe))
}

/// Leave for pages of other origins (CORS): to ask as the package asks, and to read the server's clock. Never with
/// cookies; what only the firm asks has no such leave.
fn leave(page_origins: &[Origin]) -> CorsLayer {
    let page_origins = page_origins.iter().filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok());
    CorsLayer::new()
        .allow_origin(page_origins.collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static(browser::KEY_HEADER)])
        .expose_headers([header::DATE, header::RETRY_AFTER, observe::REQUEST_ID])
        .max_age(PREFLIGHT_TIME)
}

/// Turns the framework's own refusals, such as an address that is not UTF-8, into problems.
async fn only_problems(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if !refused || response.extensions().get::<Said>().is_some() {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut problem = Problem::new(Kind::Malformed).into_response();
    if let Some(allow) = allow {
        problem.headers_mut().insert(header::ALLOW, allow);
    }
    problem
}
