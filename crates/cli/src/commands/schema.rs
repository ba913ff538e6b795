//! `schema`: JSON Schemas of every document, from the Rust types that read and write them; the host API in OpenAPI.

use clap::Args;
use prescreen::verdict::{Commit, Confirmation, Receipt, Ticket, Verdict};
use prescreen::{assessment, case, credit, error, pack, price, risk, session, verdict};
use prescreen_experiment::analysis;
use prescreen_fusion::ProblemKind;
use prescreen_identity as identity;
use prescreen_prove as prove;
use prescreen_server::wire;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::{Value, json};

use super::{Answer, Done, InputError, input, shapes};

/// The name of the host API's description.
const OPENAPI: &str = "openapi";

/// The name of the list of what can be wrong with a file.
const PROBLEMS: &str = "problems";

/// Print the JSON Schemas of all documents, or write one file each
///
/// Point an editor at pack.schema.json for completion and checks while writing a pack. `schema openapi` prints the
/// screening server's addresses as an OpenAPI document; `schema problems` what can be wrong with a statement's file, by
/// its code, in English.
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
        if self.names == [PROBLEMS] {
            let document = problems();
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
        ("records", records()),
        ("corrections", schema_for!(prescreen_fusion::ledger::Corrections)),
        ("mapping", without_null(schema_for!(prescreen_fusion::format::MappingDocument))),
        ("said", without_null(schema_for!(prescreen_fusion::format::Answers))),
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
        ("fit", answered::<prescreen::product::shelf::Fit>()),
        ("arithmetic", answered::<verdict::arithmetic::ArithmeticRecord>()),
        ("credit-arithmetic", answered::<credit::CreditArithmetic>()),
        ("risk-arithmetic", answered::<risk::RiskArithmetic>()),
        ("indicative-price", answered::<price::IndicativePrice>()),
        ("field-kind", answered::<identity::Kind>()),
        ("field-finding", answered::<identity::Finding>()),
        ("experiment-variant", schema_for!(prove::Variant)),
        ("experiment-plan", schema_for!(analysis::plan::Plan)),
        ("experiment-event", without_null(schema_for!(analysis::event::EventDocument))),
        ("experiment-items", schema_for!(analysis::items::Items)),
        ("experiment-planned", answered::<analysis::planned::Planned>()),
        ("experiment-report", answered::<analysis::report::Report>()),
        ("session-opening", schema_for!(wire::requests::SessionOpening)),
        ("session-claim", schema_for!(wire::requests::SessionClaim)),
        ("host-step", schema_for!(wire::requests::HostStep)),
        ("session-claimed", answered::<wire::answers::SessionClaimed>()),
        ("session-opened", answered::<wire::answers::SessionOpened>()),
        ("session-state", answered::<wire::answers::SessionState>()),
        ("ticket-issued", answered::<wire::answers::TicketIssued>()),
        ("acceptance", answered::<wire::answers::Acceptance>()),
        ("key-set", answered::<wire::answers::KeySet>()),
        ("server-problem", answered::<wire::problems::ProblemDetails>()),
    ]
}

/// What a person is told of a file, by the problem's code.
fn problems() -> Value {
    let told = |kind: &ProblemKind| (kind.word().to_owned(), json!({ "message": kind.message(), "help": kind.help() }));
    ProblemKind::ALL.iter().map(told).collect()
}

/// The claims of a signed object.
fn claims<T: JsonSchema>() -> Schema {
    root(wire::answers::signed_claims::<T>)
}

/// What the server answers: every member is there, an empty one as null.
fn answered<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// What the module of a person's records answers; what is not there is left out.
fn records() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let properties = json!({
        "file": generator.subschema_for::<prescreen_fusion::shown::FileRead>(),
        "rows": generator.subschema_for::<prescreen_fusion::statement::ShownRows>(),
        "joined": generator.subschema_for::<prescreen_fusion::shown::Joined>(),
        "proposed": generator.subschema_for::<prescreen_fusion::format::ShownProposal>(),
        "mapped": generator.subschema_for::<prescreen_fusion::format::Mapped>(),
        "container": generator.subschema_for::<prescreen_unpack::ShownProblem>(),
    });
    let mut schema = json_schema!({
        "description": "Answers of the module that reads a person's records, one property each.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    schema.insert("$defs".into(), Value::Object(generator.take_definitions(true)));
    without_null(schema)
}

/// What may be left out is left out, and never null.
fn without_null(mut schema: Schema) -> Schema {
    fn walk(value: &mut Value) {
        let Some(object) = value.as_object_mut() else {
            value.as_array_mut().into_iter().flatten().for_each(walk);
            return;
        };
        let required: Vec<Value> = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let properties = object.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
        for (_, property) in properties.filter(|(name, _)| !required.contains(&json!(name))) {
            not_null(property);
        }
        object.values_mut().for_each(walk);
    }
    if let Some(object) = schema.as_object_mut() {
        let mut whole = Value::Object(core::mem::take(object));
        walk(&mut whole);
        *object = whole.as_object().cloned().unwrap_or_default();
    }
    schema
}

/// The same property where null is none of its values.
fn not_null(property: &mut Value) {
    let Some(object) = property.as_object_mut() else { return };
    object.retain(|name, value| name != "default" || !value.is_null());
    if let Some(types) = object.get_mut("type")
        && let Some([only]) =
            types.as_array().map(|all| all.iter().filter(|one| *one != "null").cloned().collect::<Vec<_>>()).as_deref()
    {
        *types = only.clone();
    }
    let alternatives = object.get("anyOf").and_then(Value::as_array).cloned().unwrap_or_default();
    if let [Value::Object(only)] =
        &alternatives.iter().filter(|one| **one != json!({ "type": "null" })).cloned().collect::<Vec<_>>()[..]
    {
        object.remove("anyOf");
        object.extend(only.clone());
    }
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
