//! The commands: one file per subject. Each takes its arguments, gives an [`Answer`] or what is
//! wrong; only `main` prints.

pub mod case;
pub mod experiment;
pub mod model;
pub mod pack;
pub mod prove;
pub mod record;
pub mod schema;
pub mod scorecard;
pub mod screen;
pub mod serve;
pub mod server;
pub mod statement;
pub mod verify;

mod amounts;
mod archive;
mod basis;
mod build;
mod checked;
mod diff;
mod exported;
mod findings;
mod governance;
mod html;
mod input;
mod layout;
mod locate;
mod money;
mod new_file;
mod packed;
mod propose;
mod questions;
mod ranking;
mod reclassify;
mod rows;
mod scores;
mod shapes;
mod sheet;
mod source;
mod supervisor;
mod survey;
mod tables;
mod what_if;
mod words;

use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::{Pack, Session};
use prescreen_verify::governance::{Approvers, MAX_APPROVERS_BYTES};
use prescreen_verify::{Keys, MAX_KEYS_BYTES};

pub use input::{Document, InputError};

/// What a command says.
pub struct Answer {
    /// For a person.
    pub text: String,
    /// For a program, with `--json`.
    pub json: serde_json::Value,
    /// Whether something was found that the person asked to be told of.
    pub findings: bool,
}

impl Answer {
    /// An answer without findings.
    pub fn new(text: String, json: serde_json::Value) -> Self {
        Self { text, json, findings: false }
    }
}

/// What a command gives.
pub type Done = Result<Answer, Vec<InputError>>;

impl From<InputError> for Vec<InputError> {
    fn from(problem: InputError) -> Self {
        vec![problem]
    }
}

/// Loads the pack of a command that needs one.
fn load(path: &str) -> Result<Pack, Vec<InputError>> {
    let file = Document::read(path, MAX_PACK_BYTES)?;
    Pack::check(&file.text).map_err(|errors| errors.into_iter().map(|error| file.problem(error)).collect())
}

/// A session as the server issued it.
fn load_session(path: &str) -> Result<Session, Vec<InputError>> {
    let file = Document::read(path, MAX_SESSION_BYTES)?;
    Session::read(&file.text).map_err(|error| file.problem(error).into())
}

/// The server's keys.
fn load_keys(path: &str) -> Result<Keys, Vec<InputError>> {
    let file = Document::read(path, MAX_KEYS_BYTES)?;
    Keys::parse(&file.text).map_err(|error| file.problem(error).into())
}

fn load_approvers(path: &str) -> Result<Approvers, Vec<InputError>> {
    let file = Document::read(path, MAX_APPROVERS_BYTES)?;
    Approvers::read(&file.text).map_err(|error| file.problem(error).into())
}

/// The locale that texts are printed in: the one asked for, else the usual one.
fn locale<'a>(pack: &'a Pack, asked: Option<&'a str>) -> Result<&'a str, Vec<InputError>> {
    let Some(asked) = asked else { return Ok(usual_locale(pack)) };
    let known = pack.document().locales.iter().any(|locale| locale == asked);
    known.then_some(asked).ok_or_else(|| InputError::usage("the pack has no texts in this locale").into())
}

/// English, else the pack's first locale.
fn usual_locale(pack: &Pack) -> &str {
    let locales = &pack.document().locales;
    let english = locales.iter().find(|locale| *locale == "en");
    english.or_else(|| locales.first()).map_or("en", String::as_str)
}
