//! `schema`: JSON Schemas of every document, from the Rust types that read and write them.

use clap::Args;
use prescreen::verdict::jws::SUITE;
use prescreen::verdict::{Claims, Commit, Confirmation, Receipt, Ticket, Verdict};
use prescreen::{assessment, case, error, pack, session};
use prescreen_prove as prove;
use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Value, json};

use super::{Answer, Outcome, Problem, input, shapes};

/// Print the JSON Schemas of all documents, or write one file each
///
/// Point an editor at pack.schema.json for completion and checks while writing a pack.
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
    pub fn run(&self) -> Outcome {
        let mut schemas = all();
        if let Some(unknown) = self.names.iter().find(|name| !schemas.iter().any(|(known, _)| known == name)) {
            return Err(Problem::usage(&format!("there is no document '{unknown}'; 'schema --list' names them")).into());
        }
        if !self.names.is_empty() {
            schemas.retain(|(name, _)| self.names.iter().any(|wanted| wanted == name));
        }
        let names: Vec<&str> = schemas.iter().map(|(name, _)| *name).collect();
        if self.list {
            return Ok(Answer::new(names.join("\n") + "\n", json!(names)));
        }
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder).map_err(|error| Problem::file(folder, &error))?;
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
        ("marginals", schema_for!(prove::Marginals)),
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
    ]
}

/// The claims of a signed object: its suite besides, all of them there, no other.
fn claims<T: Claims + JsonSchema>() -> Schema {
    let mut schema = schema_for!(T);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("suite".into(), json!({ "const": SUITE, "description": "The algorithms of every object." }));
    }
    closed(schema)
}

/// Every property is there (an empty one as null), and there is no other.
fn closed(mut schema: Schema) -> Schema {
    let properties = schema.get("properties").and_then(Value::as_object);
    let names: Vec<String> = properties.into_iter().flat_map(serde_json::Map::keys).cloned().collect();
    schema.insert("required".into(), json!(names));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}
