//! The calls that a firm's back end makes to the screening server.

use std::time::Duration;

use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::problem::{Kind, Problem};

/// Longest that one call may take.
const MAX_CALL_TIME: Duration = Duration::from_secs(10);

/// The screening server, with the firm's credential.
pub struct Screening {
    agent: Agent,
    base: String,
    authorization: String,
}

impl Screening {
    /// A server at an address.
    pub fn new(base: String, credential: &str) -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(MAX_CALL_TIME)).proxy(None).build();
        let base = base.trim_end_matches('/').into();
        Self { agent: config.into(), base, authorization: format!("Bearer {credential}") }
    }

    /// Opens a session.
    pub fn open(&self, opening: &Value) -> Result<Value, Problem> {
        self.post("/v1/sessions", opening)
    }

    /// What an opening would come to; nothing is opened.
    pub fn check(&self, opening: &Value) -> Result<Value, Problem> {
        self.post("/v1/sessions/check", opening)
    }

    /// Reads a session back.
    pub fn read(&self, session: &str) -> Result<Value, Problem> {
        self.get(&format!("/v1/sessions/{session}"))
    }

    /// A person's sessions, the newest first.
    pub fn sessions_of(&self, subject: &str) -> Result<Value, Problem> {
        self.get(&format!("/v1/subjects/{subject}/sessions"))
    }

    /// Whether a class on file counts today.
    pub fn profile_standing(&self, subject: &str, asked: &Value) -> Result<Value, Problem> {
        self.post(&format!("/v1/subjects/{subject}/profile"), asked)
    }

    /// Confirms a step that is the firm's.
    pub fn step(&self, session: &str, step: &Value) -> Result<Value, Problem> {
        self.post(&format!("/v1/sessions/{session}/steps/host"), step)
    }

    /// The server's public keys, with which the pages check its signatures.
    pub fn keys(&self) -> Result<Value, Problem> {
        self.get("/.well-known/prescreen-keys.json")?.get("keys").cloned().ok_or_else(|| Kind::Screening.into())
    }

    /// The pack that new sessions are pinned to: id, version, hash.
    pub fn current_pack(&self, id: &str) -> Result<Value, Problem> {
        self.get(&format!("/packs/current/{id}"))
    }

    /// A pack's document.
    pub fn pack(&self, hash: &str) -> Result<Value, Problem> {
        self.get(&format!("/packs/{hash}.json"))
    }

    /// A request of a page, without the credential.
    pub fn pass_on(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: &[u8],
    ) -> Result<(StatusCode, HeaderMap, Vec<u8>), Problem> {
        let unsent = |_| Problem::from(Kind::Screening);
        let mut request = Request::builder().method(&method).uri(format!("{}{path}", self.base));
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        let answered = if method == Method::GET {
            request.body(()).map(|request| self.agent.run(request))
        } else {
            request.body(body).map(|request| self.agent.run(request))
        };
        let mut response = answered.map_err(unsent)?.map_err(|_| Problem::from(Kind::Screening))?;
        let body = response.body_mut().read_to_vec().map_err(|_| Problem::from(Kind::Screening))?;
        Ok((response.status(), core::mem::take(response.headers_mut()), body))
    }

    fn get(&self, path: &str) -> Result<Value, Problem> {
        let call = self.agent.get(format!("{}{path}", self.base)).header("authorization", &self.authorization);
        read(call.call())
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, Problem> {
        let call = self.agent.post(format!("{}{path}", self.base)).header("authorization", &self.authorization);
        read(call.content_type("application/json").send(body.to_string()))
    }
}

fn read(response: Result<Response<Body>, ureq::Error>) -> Result<Value, Problem> {
    let mut response = response.map_err(|_| Kind::Screening)?;
    let text = response.body_mut().read_to_string().map_err(|_| Kind::Screening)?;
    let json: Value = serde_json::from_str(&text).map_err(|_| Kind::Screening)?;
    if response.status().is_success() {
        return Ok(json);
    }
    let code = json.get("code").and_then(Value::as_str).unwrap_or_default();
    Err(Problem::of_screening(code))
}
