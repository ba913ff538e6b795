//! An invented broker's back end, for trials: customers, a shelf, accounts and orders.
//!
//! It is no part of the screening server. It knows of a session only what the host API tells, over
//! real HTTP and with the host credential, as a firm's own back end would.

mod books;
mod customers;
mod host_api;
mod products;

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use prescreen::date::{Date, Instant};
use prescreen::json::read_text;
use prescreen::session::{MAX_SESSION_BYTES, ProfileOnFile};
use prescreen::terms::Purpose;
use prescreen::terms::base64url;
use serde_json::{Value, json};

use crate::problem::{Kind, Problem};
use crate::{JsonBody, answer, method_not_allowed, random_bytes};
use books::{Account, Books, Opened};
use customers::{CUSTOMERS, Customer};
use host_api::HostApi;
use products::PRODUCTS;

/// The pack that this broker uses.
const PACK: &str = "cn-securities";
const PACK_OFFSET_MINUTES: i32 = 480;
const COOKIE: &str = "stand-in";

/// The broker.
pub struct Broker {
    host: HostApi,
    books: Books,
}

struct Login {
    customer: String,
}

struct Opening {
    purpose: Purpose,
    product: Option<String>,
    /// Whether an unfinished purchase of the product goes on.
    resume: bool,
}

struct OfSession {
    session: String,
}

/// Asking for a person, or objecting. There is no room for free text.
struct Contact {
    _session: Option<String>,
    _kind: ContactKind,
}

enum ContactKind {
    Person,
    Objection,
}

prescreen::documents! {
    Login { customer }
    Opening { purpose, product; [resume] }
    OfSession { session }
    Contact { _session = "session", _kind = "kind" }
}

prescreen::words! {
    ContactKind { Person = "person", Objection = "objection" }
}

/// The broker's addresses.
pub fn router(broker: Arc<Broker>) -> Router {
    Router::new()
        .route("/broker/customers", get(list_customers))
        .route("/broker/products", get(list_products))
        .route("/broker/login", post(log_in))
        .route("/broker/logout", post(log_out))
        .route("/broker/me", get(me))
        .route("/broker/sessions", post(open_session))
        .route("/broker/complete", post(complete))
        .route("/broker/pay", post(pay))
        .route("/broker/contact", post(contact))
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(broker)
}

async fn list_customers() -> Response {
    let customers: Vec<Value> = CUSTOMERS.iter().map(Customer::introduction).collect();
    ok(&json!({ "customers": customers }))
}

async fn list_products() -> Response {
    let products: Vec<Value> = PRODUCTS.iter().map(products::Product::listing).collect();
    ok(&json!({ "products": products }))
}

async fn log_in(State(broker): State<Arc<Broker>>, body: JsonBody) -> Result<Response, Problem> {
    let login: Login = body.browser_document()?;
    let customer = customers::by_id(&login.customer).ok_or(Kind::NotFound)?;
    let token = base64url::encode(&random_bytes::<32>().map_err(|_| Problem::new(Kind::StandIn))?);
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/broker");
    broker.books.log_in(token, customer.id);
    let me = broker.blocking(move |broker| broker.shown(customer)).await?;
    Ok(([(header::SET_COOKIE, cookie)], ok(&me)).into_response())
}

async fn log_out(State(broker): State<Arc<Broker>>, headers: HeaderMap) -> Response {
    if let Some(token) = cookie(&headers) {
        broker.books.log_out(token);
    }
    let gone = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/broker; Max-Age=0");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response()
}

async fn me(State(broker): State<Arc<Broker>>, headers: HeaderMap) -> Result<Response, Problem> {
    let customer = broker.customer(&headers)?;
    let me = broker.blocking(move |broker| broker.shown(customer)).await?;
    Ok(ok(&me))
}

async fn open_session(
    State(broker): State<Arc<Broker>>,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let customer = broker.customer(&headers)?;
    let opening: Opening = body.browser_document()?;
    let opened = broker.blocking(move |broker| broker.opened(customer, &opening)).await?;
    Ok(answer(StatusCode::CREATED, opened.to_string()))
}

async fn complete(State(broker): State<Arc<Broker>>, headers: HeaderMap, body: JsonBody) -> Result<Response, Problem> {
    let customer = broker.customer(&headers)?;
    let asked: OfSession = body.browser_document()?;
    let done = broker.blocking(move |broker| broker.complete(customer, &asked.session)).await?;
    Ok(ok(&done))
}

async fn pay(State(broker): State<Arc<Broker>>, headers: HeaderMap, body: JsonBody) -> Result<Response, Problem> {
    let customer = broker.customer(&headers)?;
    let asked: OfSession = body.browser_document()?;
    let paid = broker.blocking(move |broker| broker.confirm_own_step(customer, &asked.session)).await?;
    Ok(ok(&paid))
}

async fn contact(State(broker): State<Arc<Broker>>, headers: HeaderMap, body: JsonBody) -> Result<Response, Problem> {
    broker.customer(&headers)?;
    let _: Contact = body.browser_document()?;
    Ok(answer(StatusCode::ACCEPTED, json!({ "received": true }).to_string()))
}

impl Broker {
    /// For a screening server at an origin.
    pub fn new(origin: String, credential: &str) -> Self {
        Self { host: HostApi::new(origin, credential), books: Books::default() }
    }

    /// Runs calls to the host API off the asynchronous threads.
    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let broker = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&broker)).await.map_err(|_| Problem::new(Kind::StandIn))?
    }

    fn customer(&self, headers: &HeaderMap) -> Result<&'static Customer, Problem> {
        let customer = cookie(headers).and_then(|token| self.books.logged_in(token)).and_then(customers::by_id);
        customer.ok_or_else(|| Problem::new(Kind::Unauthorized).detail("log in first"))
    }

    fn account(&self, customer: &'static Customer) -> Result<Account, Problem> {
        if let Some(account) = self.books.account(customer.id) {
            return Ok(account);
        }
        let pack = self.host.current_pack(PACK)?;
        Ok(self.books.account_or(customer, customer.profile(today()?, &pack)))
    }

    /// Everything that the broker's pages show of a customer.
    fn shown(&self, customer: &'static Customer) -> Result<Value, Problem> {
        let account = self.account(customer)?;
        let mut pending = self.books.unfinished(customer.id);
        pending.retain(|(session, _)| self.host.read(session).is_ok_and(|state| has_steps_left(&state)));
        let mut me = account.shown(customer, &pending);
        if let Some(me) = me.as_object_mut() {
            me.insert("facts".into(), customer.facts(today()?));
            me.insert("pack".into(), serde_json::to_value(self.host.current_pack(PACK)?).unwrap_or_default());
            me.insert("now".into(), now().0.into());
        }
        Ok(me)
    }

    /// The purchase of a product that waits for its next step.
    fn unfinished(&self, customer: &Customer, product: &str) -> Option<Value> {
        let unfinished = self.books.unfinished(customer.id);
        let (session, opened) = unfinished.iter().find(|(_, opened)| opened.product == Some(product))?;
        let goes_on = has_steps_left(&self.host.read(session).ok()?);
        goes_on.then(|| json!({ "session": session, "claim_token": opened.claim_token }))
    }

    /// What the page needs: the session, and whose signatures to expect.
    fn opened(&self, customer: &'static Customer, opening: &Opening) -> Result<Value, Problem> {
        let mut opened = self.open(customer, opening)?;
        if let Some(opened) = opened.as_object_mut() {
            opened.insert("server_keys".into(), self.host.keys()?);
        }
        Ok(opened)
    }

    fn open(&self, customer: &'static Customer, opening: &Opening) -> Result<Value, Problem> {
        if let Some(unfinished) =
            opening.product.as_deref().filter(|_| opening.resume).and_then(|id| self.unfinished(customer, id))
        {
            return Ok(unfinished);
        }
        let account = self.account(customer)?;
        let product = match &opening.product {
            Some(id) => Some(products::by_id(id).ok_or(Kind::NotFound)?),
            None => None,
        };
        let opened = self.host.open(&json!({
            "subject": customer.subject(),
            "purpose": opening.purpose,
            "pack": PACK,
            "product": product.map(products::Product::sheet),
            "profile": account.profile,
            "facts": customer.facts(today()?),
        }))?;
        let text = |name| opened.get(name).and_then(Value::as_str).map(String::from);
        if let (Some(session), Some(claim_token)) = (text("session"), text("claim_token")) {
            let product = product.map(|product| product.id);
            let opened = Opened { customer: customer.id, purpose: opening.purpose, product, claim_token, at: now() };
            self.books.opened(session, opened);
        }
        Ok(json!({ "session": opened.get("session"), "claim_token": opened.get("claim_token") }))
    }

    fn complete(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        let opened = self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let state = self.host.read(session)?;
        let complete = state.get("complete").and_then(Value::as_bool) == Some(true);
        let claim = |name: &str| state.pointer(&format!("/claims/{name}")).cloned().unwrap_or_default();
        if claim("outcome").is_string() {
            self.books.record(session, &opened, claim("class"), claim("outcome"));
        }
        if complete {
            let profile = state.get("profile").cloned().unwrap_or_default();
            if let Ok(profile) = read_text::<ProfileOnFile>(&profile.to_string(), MAX_SESSION_BYTES) {
                self.books.keep_profile(customer.id, profile);
            }
            match opened.product {
                Some(product) => self.books.order(customer.id, session, product, now()),
                None => self.books.open_account(customer.id),
            }
        }
        let me = self.shown(customer)?;
        Ok(json!({ "state": state.get("state"), "complete": complete, "outcome": claim("outcome"), "me": me }))
    }

    /// Confirms the next step where it is the firm's, such as a payment that arrived.
    fn confirm_own_step(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let state = self.host.read(session)?;
        let hash = state.pointer("/claims/pack/hash").and_then(Value::as_str).ok_or(Kind::NotDecided)?;
        let pack = self.host.pack(hash)?;
        let taken = state.get("steps").and_then(Value::as_array).map_or(0, Vec::len);
        let (flow, step) = nth_step(&state, &pack, taken).ok_or_else(nothing_to_confirm)?;
        if step.get("kind").and_then(Value::as_str) != Some("host") {
            return Err(nothing_to_confirm());
        }
        self.host.step(session, &json!({ "flow": flow, "step": step.get("id") }))
    }
}

fn nth_step<'a>(state: &'a Value, pack: &'a Value, position: usize) -> Option<(&'a Value, &'a Value)> {
    let flows = state.pointer("/claims/flows")?.as_array()?;
    let known = pack.get("flows")?.as_array()?;
    let steps = flows.iter().flat_map(|id| {
        let flow = known.iter().find(move |flow| flow.get("id") == Some(id));
        let steps = flow.and_then(|flow| flow.get("steps")).and_then(Value::as_array);
        steps.into_iter().flatten().map(move |step| (id, step))
    });
    steps.into_iter().nth(position)
}

fn nothing_to_confirm() -> Problem {
    Problem::new(Kind::StandIn).detail("the next step is not the firm's")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Whether a purchase was decided in favour and waits for a step.
fn has_steps_left(state: &Value) -> bool {
    let outcome = state.pointer("/claims/outcome").and_then(Value::as_str);
    outcome == Some("proceed_after") && state.get("complete").and_then(Value::as_bool) == Some(false)
}

fn now() -> Instant {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX))
}

fn today() -> Result<Date, Problem> {
    now().day(PACK_OFFSET_MINUTES).ok_or_else(|| Kind::StandIn.into())
}

fn ok(json: &Value) -> Response {
    answer(StatusCode::OK, json.to_string())
}
