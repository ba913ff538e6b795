//! A person's records across the boundary: files in, what they say out, for the tab that shows them.
//!
//! Takes bytes, gives JSON text. A file that cannot be read is an answer, not an error: the person sees what is wrong with
//! it and where. Nothing here goes to a network, a log or a store.

use prescreen::Error;
use prescreen::json;
use prescreen::terms::Digest;
use prescreen_boundary::{answer, thrown};
use prescreen_fusion::content::Content;
use prescreen_fusion::format::{Answers, Format, shipped};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::problem::ShownProblem;
use prescreen_fusion::statement::{ShownRows, ShownStatement};
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{Statement, read_file};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::host::Browser;

/// Largest document of answers, in bytes.
const MAX_ANSWERS_BYTES: usize = 1024;

/// Largest list of further layouts, in bytes.
const MAX_LAYOUTS_BYTES: usize = 1024 * 1024;

/// The files that a person opened, and what they say.
#[wasm_bindgen]
pub struct Records {
    formats: Vec<Format>,
    statements: Vec<Statement>,
}

/// What one file came to.
#[derive(Serialize)]
struct FileRead<'a> {
    /// SHA-256 of the file, base64url.
    file: String,
    /// What it says, without its rows.
    statements: Vec<ShownStatement<'a>>,
    /// What is wrong with it, where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ShownProblem<'a>>,
}

/// What a person said of a file where it does not tell itself.
#[derive(Default)]
struct Said {
    day_order: Option<DateOrder>,
    numbers: Option<NumberStyle>,
    currency: Option<Currency>,
}

prescreen::documents! {
    Said {; [day_order, numbers, currency] }
}

/// What kind of content a file has, by its first bytes: `text`, `zip`, `compound`, `pdf` or `picture`.
#[wasm_bindgen]
pub fn content_of(bytes: &[u8]) -> String {
    Content::of(bytes).word().to_owned()
}

#[wasm_bindgen]
impl Records {
    /// No files yet. `layouts`: a JSON list of further layouts, as texts. Throws an `Error` with `code`, `at` and `help`.
    pub fn start(layouts: &str) -> Result<Records, JsValue> {
        let started = || {
            let texts: Vec<String> = json::read_text(layouts, MAX_LAYOUTS_BYTES)?;
            let mut formats = texts.iter().map(|text| Format::load(text)).collect::<Result<Vec<_>, _>>()?;
            formats.extend(shipped()?);
            Ok(Self { formats, statements: Vec::new() })
        };
        started().map_err(|error: Error| thrown(&error))
    }

    /// Reads a file of text; a file that was read before is read once. `said`: `{"day_order"?, "numbers"?, "currency"?}`.
    pub fn read(&mut self, bytes: &[u8], said: &str) -> JsValue {
        let said = if said.is_empty() { Ok(Said::default()) } else { json::read_text(said, MAX_ANSWERS_BYTES) };
        let said: Said = match said {
            Ok(said) => said,
            Err(error) => return answer::<()>(Err(error)),
        };
        let file = Digest::of(bytes);
        self.statements.retain(|statement| statement.file != file);
        let answers = Answers { day_order: said.day_order, numbers: said.numbers, currency: said.currency };
        let read = read_file(bytes, &self.formats, answers, &Browser);
        let file = file.to_string();
        match read {
            Ok(statements) => {
                let shown = statements.iter().map(ShownStatement::without_rows).collect();
                let answered = answer(Ok(FileRead { file, statements: shown, problem: None }));
                self.statements.extend(statements);
                answered
            }
            Err(problem) => {
                answer(Ok(FileRead { file, statements: Vec::new(), problem: Some(ShownProblem::from(&problem)) }))
            }
        }
    }

    /// Forgets a file, by its digest; whether there was one.
    pub fn forget(&mut self, file: &str) -> bool {
        let before = self.statements.len();
        self.statements.retain(|statement| statement.file.to_string() != file);
        self.statements.len() < before
    }

    /// Rows of one of a file's statements, by the file's digest and the statement's place in it; `null` for none such.
    pub fn rows(&self, file: &str, statement: usize, from: usize, count: usize) -> JsValue {
        let mut of_file = self.statements.iter().filter(|other| other.file.to_string() == file);
        answer(Ok(of_file.nth(statement).map(|statement| ShownRows::of(statement, from, count))))
    }
}
