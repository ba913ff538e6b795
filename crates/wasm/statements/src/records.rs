//! A person's records across the boundary: files in, what they say out, for the tab that shows them.
//!
//! Takes bytes, gives JSON text. A file that cannot be read is an answer, not an error: the person sees what is wrong with
//! it and where. Nothing here goes to a network, a log or a store.

use prescreen::date::Date;
use prescreen::json;
use prescreen::terms::Digest;
use prescreen::{Code, Error};
use prescreen_boundary::found::hand_over;
use prescreen_boundary::{answer, thrown};
use prescreen_fusion::category::{Categories, RuleFile};
use prescreen_fusion::columns::Columns;
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::ledger::{Corrections, Ledger};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::shown::{FileRead, Joined};
use prescreen_fusion::statement::ShownRows;
use prescreen_fusion::table::Table;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{Content, MAX_FILE_BYTES, Problem, ProblemKind, Statement, read_file_of, read_sheets, sheet};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::host::Browser;

/// Largest document of answers, in bytes.
const MAX_ANSWERS_BYTES: usize = 1024;

/// Largest document of corrections, in bytes.
const MAX_CORRECTIONS_BYTES: usize = 4 * 1024 * 1024;
/// Largest file of what the package ships, in bytes.
const MAX_SHIPPED_BYTES: usize = 4 * 1024 * 1024;
/// Largest list of further layouts, in bytes.
const MAX_LAYOUTS_BYTES: usize = 1024 * 1024;

/// The files that a person opened, and what they say.
#[wasm_bindgen]
pub struct Records {
    formats: Vec<Format>,
    categories: Categories,
    statements: Vec<Statement>,
    /// The entries of what was joined last, until they are handed over.
    entries: Vec<f64>,
}

/// What a person said of a file where it does not tell itself.
#[derive(Default)]
struct Said {
    day_order: Option<DateOrder>,
    numbers: Option<NumberStyle>,
    currency: Option<Currency>,
}

/// What the package ships.
struct Shipped {
    formats: Vec<Format>,
    categories: Vec<RuleFile>,
}

prescreen::documents! {
    Shipped { formats, categories }
    Said {; [day_order, numbers, currency] }
}

/// What kind of content a file has, by its first bytes: `text`, `zip`, `workbook`, `pdf` or `picture`.
#[wasm_bindgen]
pub fn content_of(bytes: &[u8]) -> String {
    Content::of(bytes).word().to_owned()
}

/// What is said of a file by its size alone, in bytes, before any of it is read: `null` where it is read.
#[wasm_bindgen]
pub fn too_large(size: f64) -> JsValue {
    let most = u32::try_from(MAX_FILE_BYTES).map_or(f64::INFINITY, f64::from);
    let problem = Problem::new(ProblemKind::TooLarge).at_most(MAX_FILE_BYTES, "bytes");
    answer(Ok((size > most).then(|| FileRead::of(String::new(), Err(&problem)))))
}

/// How a file is read: by these layouts and answers, with its digest.
type Reading<'a> = dyn Fn(&[Format], Answers, Digest) -> Result<Vec<Statement>, Problem> + 'a;

impl Records {
    /// Takes up what a file says, in place of what it said before.
    fn take(&mut self, file: &str, said: &str, read: &Reading<'_>) -> JsValue {
        let Some(file) = Digest::parse(file) else {
            return answer::<()>(Err(Error::new(Code::Type, "/file", "expected a SHA-256 in base64url")));
        };
        let said = if said.is_empty() { Ok(Said::default()) } else { json::read_text(said, MAX_ANSWERS_BYTES) };
        let Said { day_order, numbers, currency } = match said {
            Ok(said) => said,
            Err(error) => return answer::<()>(Err(error)),
        };
        self.statements.retain(|statement| statement.file != file);
        let read = read(&self.formats, Answers { day_order, numbers, currency }, file);
        let file = file.text();
        match read {
            Ok(statements) => {
                let answered = answer(Ok(FileRead::of(file, Ok(&statements))));
                self.statements.extend(statements);
                answered
            }
            Err(problem) => answer(Ok(FileRead::of(file, Err(&problem)))),
        }
    }

    fn join(&self, corrections: &str, from: &str, to: &str) -> Result<Joined, Error> {
        let corrections = match corrections {
            "" => Corrections::default(),
            text => json::read_text(text, MAX_CORRECTIONS_BYTES)?,
        };
        let day =
            |text| Date::parse(text).ok_or_else(|| Error::new(Code::Range, "/asked", "expected a day, YYYY-MM-DD"));
        let asked = if from.is_empty() && to.is_empty() { None } else { Some((day(from)?, day(to)?)) };
        let ledger = Ledger::of(&self.statements, asked, &corrections)?;
        Ok(Joined::of(ledger, &self.statements, &self.categories))
    }
}

#[wasm_bindgen]
impl Records {
    /// No files yet. `shipped`: the package's `statements.json`, layouts and rules for what rows are for; `layouts`: a JSON
    /// list of further layouts, as texts, which are tried first. Throws an `Error` with `code`, `at` and `help`.
    pub fn start(shipped: &str, layouts: &str) -> Result<Records, JsValue> {
        let started = || {
            let own: Vec<String> = json::read_text(layouts, MAX_LAYOUTS_BYTES)?;
            let Shipped { formats, categories } = json::read_text(shipped, MAX_SHIPPED_BYTES)?;
            let mut all = Vec::with_capacity(own.len().saturating_add(formats.len()));
            for (place, text) in own.iter().enumerate() {
                let of_it = |error: Error| Error { at: ["/layouts/", &place.to_string(), &error.at].concat(), ..error };
                all.push(Format::load(text).map_err(of_it)?);
            }
            all.extend(formats.into_iter().map(Format::shipped));
            Ok(Self {
                formats: all,
                categories: Categories::new(categories),
                statements: Vec::new(),
                entries: Vec::new(),
            })
        };
        started().map_err(|error: Error| thrown(&error))
    }

    /// Reads a file of text; a file that was read before is read once. `file`: its SHA-256 in base64url, which the browser
    /// computes faster. `said`: `{"day_order"?, "numbers"?, "currency"?}`. `tell`: a function of how many rows are read and
    /// how many there are, called as they are.
    pub fn read(&mut self, bytes: &[u8], file: &str, said: &str, tell: Option<js_sys::Function>) -> JsValue {
        let browser = Browser(tell);
        self.take(file, said, &|formats, answers, file| read_file_of(bytes, file, formats, answers, &browser))
    }

    /// Reads the sheets of a workbook, each as the module that opens workbooks hands it over. `file`: the workbook's
    /// SHA-256 in base64url.
    pub fn read_sheets(&mut self, file: &str, sheets: Vec<js_sys::Uint8Array>, said: &str) -> JsValue {
        let tables: Vec<Table> = sheets.iter().filter_map(|sheet| sheet::table(&sheet.to_vec())).collect();
        self.take(file, said, &|formats, answers, file| read_sheets(&tables, formats, answers, file))
    }

    /// All files as one: the ledger without its entries, what it says as features, and what the entries share.
    /// `corrections`: what the person says against the files, or empty; `from`, `to`: the first and last day that are asked
    /// for, or empty.
    pub fn joined(&mut self, corrections: &str, from: &str, to: &str) -> JsValue {
        answer(self.join(corrections, from, to).map(|joined| {
            let Columns { shared, numbers } = Columns::of(joined);
            self.entries = numbers;
            shared
        }))
    }

    /// The entries of what was joined last, six numbers each as `prescreen_fusion::columns` has them; once.
    pub fn entries(&mut self) -> Vec<f64> {
        core::mem::take(&mut self.entries)
    }

    /// What they say, to be handed to a screening; throws an `Error` with `code`, `at` and `help`.
    pub fn found(&self, corrections: &str, from: &str, to: &str) -> Result<String, JsValue> {
        let joined = self.join(corrections, from, to).map_err(|error| thrown(&error))?;
        let facts = joined.features.map(|features| features.found.facts()).unwrap_or_default();
        Ok(hand_over(&facts))
    }

    /// Forgets a file, by its digest; whether there was one.
    pub fn forget(&mut self, file: &str) -> bool {
        let before = self.statements.len();
        self.statements.retain(|statement| statement.file.text() != file);
        self.statements.len() < before
    }

    /// Rows of one of a file's statements, by the file's digest and the statement's place in it; `null` for none such.
    pub fn rows(&self, file: &str, statement: usize, from: usize, count: usize) -> JsValue {
        let mut of_file = self.statements.iter().filter(|other| other.file.text() == file);
        answer(Ok(of_file.nth(statement).map(|statement| ShownRows::of(statement, from, count))))
    }
}
