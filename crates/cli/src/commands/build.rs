//! `pack new` and `pack build`: from an author's file to a pack.

use clap::Args;
use prescreen::id::MAX_ID_LENGTH;
use prescreen::json::Json;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::verdict::record_bound;
use prescreen::{Error, Pack};
use serde_json::json;

use super::source::Source;
use super::{Answer, Document, Done, InputError, input};

/// A small pack that proves, with a word beside each part.
const TEMPLATE: &str = include_str!("source/template.yaml");
/// Its id, which stands once.
const TEMPLATE_ID: &str = "id: new-pack";

/// What to begin.
#[derive(Args)]
pub struct NewArgs {
    /// The pack's id
    id: String,
    /// The file to make; nothing is written over
    #[arg(long, value_name = "FILE")]
    out: String,
}

/// What to make.
#[derive(Args)]
pub struct BuildArgs {
    /// The author's file; '-' for standard input
    file: String,
    /// Where to write the pack; standard output when left out
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

impl NewArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.id.is_empty() || self.id.len() > MAX_ID_LENGTH || !self.id.bytes().all(is_id) {
            return Err(InputError::usage("a pack's id has small letters, digits and - alone, 1 to 64 of them").into());
        }
        input::is_file_name(&self.out)?;
        if std::path::Path::new(&self.out).exists() {
            let taken = InputError::operation("another file is there, and is never written over: name a new one");
            return Err(InputError { file: self.out.clone(), ..taken }.into());
        }
        input::write(&self.out, TEMPLATE.replacen(TEMPLATE_ID, &format!("id: {}", self.id), 1))?;
        let said =
            format!("{0}: a pack that proves; `prescreen pack build {0} --out {1}.json` makes it\n", self.out, self.id);
        Ok(Answer::new(said, json!({ "written": self.out })))
    }
}

impl BuildArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let file = Document::read(&self.file, MAX_PACK_BYTES)?;
        let source = Source::read(&file)?;
        let text = source.json.to_string();
        let problems =
            |errors: Vec<Error>| errors.into_iter().map(|error| source.problem(&file, error)).collect::<Vec<_>>();
        let pack = Pack::check(&text).map_err(problems)?;
        record_bound::check(&pack).map_err(|error| problems(vec![error]))?;
        let canonical = Json::parse(&text, MAX_PACK_BYTES).map_err(|error| problems(vec![error]))?.canonical();
        let reference = pack.reference();
        let json = json!({ "pack": reference, "written": self.out });
        let Some(out) = &self.out else { return Ok(Answer::new(canonical + "\n", json)) };
        input::write(out, canonical + "\n")?;
        Ok(Answer::new(format!("{out}: {}@{}\n  hash {}\n", reference.id, reference.version, reference.hash), json))
    }
}
