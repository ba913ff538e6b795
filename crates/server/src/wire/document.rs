//! The host API as one OpenAPI document, version 3.1.

use std::collections::BTreeMap;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operations::{Body, Caller, Operation, Parameter, operations};
use super::problems::{Kind, ProblemDetails};

const DESCRIPTION: &str = "Sessions, attempts, tickets, verdicts, steps and receipts. The firm's back end asks with the \
    host credential; a page asks for its own session. No answer of a person crosses, unless the pack discloses its record. Addresses and codes are \
    stable; a problem's words are not.";

/// The OpenAPI document of every address: what is sent, what is answered, every status and every problem code.
#[must_use]
pub fn openapi() -> Value {
    let settings = || SchemaSettings::draft2020_12().with(|it| it.definitions_path = "/components/schemas".into());
    // What is sent may leave out what has a default; what is answered has every member.
    let mut sent = settings().into_generator();
    let mut answered = settings().for_serialize().into_generator();
    let problem = answered.subschema_for::<ProblemDetails>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in operations() {
        let described = operation.describe(&mut sent, &mut answered, problem.as_value());
        paths.entry(operation.path).or_default().insert(operation.method.into(), described);
    }
    let mut schemas = answered.take_definitions(true);
    // A shape that is both sent and answered is described as it may be sent.
    schemas.extend(sent.take_definitions(true));
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "prescreen: the screening server",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "The server that gives this document." }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "host": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The host credential, which only the firm's back end holds.",
                },
                "key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "prescreen-jkt",
                    "description": "Thumbprint (RFC 7638) of the key that claimed the session.",
                },
            },
        },
    })
}

impl Operation {
    fn describe(&self, sent: &mut SchemaGenerator, answered: &mut SchemaGenerator, problem: &Value) -> Value {
        let (status, body) = &self.success;
        // What somebody else wrote may leave out what has a default.
        let content = body.content(if matches!(body, Body::Written(_)) { sent } else { answered });
        let mut responses =
            BTreeMap::from([(status.to_string(), json!({ "description": "As asked.", "content": content }))]);
        responses.extend(self.refusals(problem));
        let security = match self.caller {
            Caller::Firm => json!([{ "host": [] }]),
            Caller::KeyHolder => json!([{ "key": [] }]),
            Caller::Page | Caller::Anyone => json!([]),
        };
        let mut described = json!({
            "operationId": self.id,
            "summary": self.summary,
            "security": security,
            "parameters": self.parameters(),
            "responses": responses,
        });
        if let (Some(body), Some(members)) = (&self.request, described.as_object_mut()) {
            members.insert("requestBody".into(), json!({ "required": true, "content": body.content(sent) }));
        }
        described
    }

    /// Problems by status, each status with the codes that it can have here.
    fn refusals(&self, problem: &Value) -> impl Iterator<Item = (String, Value)> {
        let mut codes: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
        for kind in self.problems.iter().copied().flatten().copied() {
            codes.entry(kind.status().as_u16()).or_default().push(kind);
        }
        codes.into_iter().map(move |(status, kinds)| {
            let said: Vec<String> = kinds.iter().map(|kind| format!("`{}`: {}.", kind.code(), kind.title())).collect();
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
            let schema = json!({ "allOf": [problem, { "properties": { "code": { "enum": codes } } }] });
            let content = json!({ "application/problem+json": { "schema": schema } });
            (status.to_string(), json!({ "description": said.join(" "), "content": content }))
        })
    }

    fn parameters(&self) -> Vec<Value> {
        let names = self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let in_path =
            names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
        let beside = self.parameters.iter().map(|Parameter { name, place, summary, schema }| {
            json!({ "name": name, "in": place, "required": false, "description": summary, "schema": schema() })
        });
        in_path.chain(beside).collect()
    }
}

impl Body {
    fn content(&self, generator: &mut SchemaGenerator) -> Value {
        match self {
            Self::Json(schema) | Self::Written(schema) => {
                json!({ "application/json": { "schema": schema(generator) } })
            }
            Self::Jws(what) => {
                json!({ "application/jose": { "schema": { "type": "string", "description": what } } })
            }
            Self::JwsOr(what, schema) => json!({
                "application/jose": { "schema": { "type": "string", "description": what } },
                "application/json": { "schema": schema(generator) },
            }),
            Self::Text(media_type) => json!({ *media_type: { "schema": { "type": "string" } } }),
        }
    }
}
