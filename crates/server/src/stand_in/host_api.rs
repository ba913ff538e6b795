//! The calls that a firm's back end makes to the screening server, over real HTTP.

use std::time::Duration;

use prescreen::json;
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::terms::PackRef;
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::problem::{Kind, Problem};

/// Longest that one call may take.
const MAX_CALL_TIME: Duration = Duration::from_secs(10);

/// The server's host API, with the credential.
pub struct HostApi {
    agent: Agent,
    base: String,
    authorization: String,
}

impl HostApi {
    /// For a server at an origin.
    pub fn new(base: String, credential: &str) -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(MAX_CALL_TIME)).proxy(None).build();
        Self { agent: config.into(), base, authorization: format!("Bearer {credential}") }
    }

    /// Opens a session.
    pub fn open(&self, opening: &Value) -> Result<Value, Problem> {
        self.post("/v1/sessions", opening)
    }

    /// Reads a session back.
    pub fn read(&self, session: &str) -> Result<Value, Problem> {
        self.get(&format!("/v1/sessions/{session}"))
    }

    /// Confirms a step that is the firm's.
    pub fn step(&self, session: &str, step: &Value) -> Result<Value, Problem> {
        self.post(&format!("/v1/sessions/{session}/steps/host"), step)
    }

    /// The server's public keys, with which the pages check its signatures.
    pub fn keys(&self) -> Result<Value, Problem> {
        self.get("/.well-known/prescreen-keys.json")?.get("keys").cloned().ok_or_else(unexpected)
    }

    /// The pack that new sessions are pinned to.
    pub fn current_pack(&self, id: &str) -> Result<PackRef, Problem> {
        let reference = self.get(&format!("/packs/current/{id}"))?;
        json::read_text(&reference.to_string(), MAX_SESSION_BYTES).map_err(|_| unexpected())
    }

    /// A pack's document.
    pub fn pack(&self, hash: &str) -> Result<Value, Problem> {
        self.get(&format!("/packs/{hash}.json"))
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
    let mut response =
        response.map_err(|_| Problem::new(Kind::StandIn).detail("the screening server does not answer"))?;
    let text = response.body_mut().read_to_string().map_err(|_| unexpected())?;
    let json: Value = serde_json::from_str(&text).map_err(|_| unexpected())?;
    if response.status().is_success() {
        return Ok(json);
    }
    let said = |name| json.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    Err(Problem::new(Kind::StandIn).detail(said("detail")).member("reason", said("code")))
}

fn unexpected() -> Problem {
    Problem::new(Kind::StandIn).detail("the screening server gave an answer that cannot be read")
}
