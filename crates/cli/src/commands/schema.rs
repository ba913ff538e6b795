//! `schema`: JSON Schemas of every document, from the Rust types that read and write them; the host API in OpenAPI.

use clap::Args;
use prescreen::verdict::{Commit, Confirmation, Receipt, Ticket, Verdict};
use prescreen::{assessment, case, error, pack, session, verdict};
use prescreen_identity as identity;
use prescreen_prove as prove;
use prescreen_server::wire;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, schema_for};
use serde_json::{Value, json};

use super::{Answer, Done, InputError, input, shapes};

/// The name of the host API's description.
const OPENAPI: &str = "openapi";

/// Print the JSON Schemas of all documents, or write one file each
///
/// Point an editor at pack.schema.json for completion and checks while writing a pack. `schema openapi` prints the
/// screening server's addresses as an OpenAPI document.
#[derive(Args)]
pub struct SchemaArgs {
    /// Only these documents; all when left out
    names: Vec<String>,
    /// Folder for NAME.schema.json files
    #[arg(long, conflicts_with = "list")]
    out: Option<String>,
    /// List the names of the documents
    #[arg(long)]
    list: bool,
}

impl SchemaArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        if self.names == [OPENAPI] {
            let document = wire::openapi();
            return Ok(Answer::new(format!("{document:#}\n"), document));
        }
        let mut schemas = all();
        if let Some(unknown) = self.names.iter().find(|name| !schemas.iter().any(|(known, _)| known == name)) {
            return Err(
                InputError::usage(&format!("there is no document '{unknown}'; 'schema --list' names them")).into()
            );
        }
        if !self.names.is_empty() {
            schemas.retain(|(name, _)| self.names.iter().any(|wanted| wanted == name));
        }
        let names: Vec<&str> = schemas.iter().map(|(name, _)| *name).collect();
        if self.list {
            return Ok(Answer::new(names.join("\n") + "\n", json!(names)));
        }
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder).map_err(|error| InputError::file(folder, &error))?;
            let mut text = String::new();
            for (name, schema) in &schemas {
                let path = format!("{folder}/{name}.schema.json");
                input::write(&path, format!("{:#}\n", schema.as_value()))?;
                text.push_str(&format!("{path}: written\n"));
            }
            return Ok(Answer::new(text, json!({ "written": names })));
        }
        let document = match &schemas[..] {
            [(_, only)] => only.as_value().clone(),
            _ => schemas.iter().map(|(name, schema)| (String::from(*name), schema.as_value().clone())).collect(),
        };
        Ok(Answer::new(format!("{document:#}\n"), document))
    }
}

fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("pack", schema_for!(pack::schema::PackDocument)),
        ("format", schema_for!(prescreen_fusion::format::Format)),
        ("marginals", schema_for!(prove::Marginals)),
        ("promises", schema_for!(prove::Promises)),
        ("proof", schema_for!(prove::Proof)),
        ("comparison", schema_for!(prove::Comparison)),
        ("session", schema_for!(session::Session)),
        ("product", schema_for!(session::ProductSheet)),
        ("case", schema_for!(case::Case)),
        ("attempt", schema_for!(pack::Attempt)),
        ("readiness", schema_for!(prescreen::Readiness)),
        ("assessment", schema_for!(assessment::Assessment)),
        ("error", schema_for!(error::Error)),
        ("commit-claims", claims::<Commit>()),
        ("ticket-claims", claims::<Ticket>()),
        ("verdict-claims", claims::<Verdict>()),
        ("step-claims", claims::<Confirmation>()),
        ("receipt-claims", claims::<Receipt>()),
        ("record", closed(schema_for!(shapes::RecordDocument))),
        ("opening", closed(schema_for!(shapes::OpeningDocument))),
        ("filled-document", answered::<pack::FilledDocument>()),
        ("asked", answered::<prescreen::Asked>()),
        ("arithmetic", answered::<verdict::arithmetic::ArithmeticRecord>()),
        ("field-kind", answered::<identity::Kind>()),
        ("field-finding", answered::<identity::Finding>()),
        ("session-opening", schema_for!(wire::requests::SessionOpening)),
        ("session-claim", schema_for!(wire::requests::SessionClaim)),
        ("host-step", schema_for!(wire::requests::HostStep)),
        ("session-opened", answered::<wire::answers::SessionOpened>()),
        ("session-state", answered::<wire::answers::SessionState>()),
        ("ticket-issued", answered::<wire::answers::TicketIssued>()),
        ("acceptance", answered::<wire::answers::Acceptance>()),
        ("key-set", answered::<wire::answers::KeySet>()),
        ("server-problem", answered::<wire::problems::ProblemDetails>()),
    ]
}

/// The claims of a signed object.
fn claims<T: JsonSchema>() -> Schema {
    root(wire::answers::signed_claims::<T>)
}

/// What the server answers: every member is there, an empty one as null.
fn answered<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

fn root(schema: fn(&mut SchemaGenerator) -> Schema) -> Schema {
    let mut generator = SchemaGenerator::default();
    let mut root = schema(&mut generator);
    let definitions = generator.take_definitions(true);
    if !definitions.is_empty() {
        root.insert("$defs".into(), Value::Object(definitions));
    }
    root
}

/// Every property is there (an empty one as null), and there is no other.
fn closed(mut schema: Schema) -> Schema {
    let properties = schema.get("properties").and_then(Value::as_object);
    let names: Vec<String> = properties.into_iter().flat_map(serde_json::Map::keys).cloned().collect();
    schema.insert("required".into(), json!(names));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}
