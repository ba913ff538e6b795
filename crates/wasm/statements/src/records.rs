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
use prescreen_fusion::feature::{Activity, Features, main_currency};
use prescreen_fusion::format::{Answers, Format};
use prescreen_fusion::ledger::{Corrections, Ledger};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::problem::ShownProblem;
use prescreen_fusion::statement::{ShownRows, ShownStatement};
use prescreen_fusion::table::Table;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{Content, Problem, Statement, read_file, read_sheets, sheet};
use serde::Serialize;
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

/// All files as one.
#[derive(Serialize)]
struct Joined<'a> {
    ledger: &'a Ledger,
    /// None where there is nothing to compute from.
    features: Option<InCurrency<'a>>,
}

/// Features in the currency that most rows have.
#[derive(Serialize)]
struct InCurrency<'a> {
    currency: Currency,
    found: &'a Features,
}

impl Records {
    /// Takes up what a file says, in place of what it said before.
    fn take(
        &mut self,
        file: Digest,
        said: &str,
        read: impl FnOnce(&[Format], Answers, Digest) -> Result<Vec<Statement>, Problem>,
    ) -> JsValue {
        let said = if said.is_empty() { Ok(Said::default()) } else { json::read_text(said, MAX_ANSWERS_BYTES) };
        let Said { day_order, numbers, currency } = match said {
            Ok(said) => said,
            Err(error) => return answer::<()>(Err(error)),
        };
        self.statements.retain(|statement| statement.file != file);
        let read = read(&self.formats, Answers { day_order, numbers, currency }, file);
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

    fn join(&self, corrections: &str, from: &str, to: &str) -> Result<(Ledger, Option<(Currency, Features)>), Error> {
        let corrections = match corrections {
            "" => Corrections::default(),
            text => json::read_text(text, MAX_CORRECTIONS_BYTES)?,
        };
        let day =
            |text| Date::parse(text).ok_or_else(|| Error::new(Code::Range, "/asked", "expected a day, YYYY-MM-DD"));
        let asked = if from.is_empty() && to.is_empty() { None } else { Some((day(from)?, day(to)?)) };
        let ledger = Ledger::of(&self.statements, asked, &corrections)?;
        let found = main_currency(&ledger).and_then(|currency| {
            let activity = Activity::of(&ledger, &self.statements, &self.categories, currency)?;
            Some((currency, Features::of(&activity)))
        });
        Ok((ledger, found))
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
            let mut all = own.iter().map(|text| Format::load(text)).collect::<Result<Vec<_>, _>>()?;
            all.extend(formats.into_iter().map(Format::shipped));
            Ok(Self { formats: all, categories: Categories::new(categories), statements: Vec::new() })
        };
        started().map_err(|error: Error| thrown(&error))
    }

    /// Reads a file of text; a file that was read before is read once. `said`: `{"day_order"?, "numbers"?, "currency"?}`.
    pub fn read(&mut self, bytes: &[u8], said: &str) -> JsValue {
        self.take(Digest::of(bytes), said, |formats, answers, _| read_file(bytes, formats, answers, &Browser))
    }

    /// Reads the sheets of a workbook, each as the module that opens workbooks hands it over. `file`: the workbook's bytes.
    pub fn read_sheets(&mut self, file: &[u8], sheets: Vec<js_sys::Uint8Array>, said: &str) -> JsValue {
        let tables: Vec<Table> = sheets.iter().filter_map(|sheet| sheet::table(&sheet.to_vec())).collect();
        self.take(Digest::of(file), said, |formats, answers, file| read_sheets(&tables, formats, answers, file))
    }

    /// All files as one: the ledger, and what it says as features. `corrections`: what the person says against the files,
    /// or empty; `from`, `to`: the first and last day that are asked for, or empty.
    pub fn joined(&self, corrections: &str, from: &str, to: &str) -> JsValue {
        let joined = self.join(corrections, from, to);
        answer(
            joined
                .as_ref()
                .map(|(ledger, found)| {
                    let features = found.as_ref().map(|(currency, found)| InCurrency { currency: *currency, found });
                    Joined { ledger, features }
                })
                .map_err(Clone::clone),
        )
    }

    /// What they say, to be handed to a screening; throws an `Error` with `code`, `at` and `help`.
    pub fn found(&self, corrections: &str, from: &str, to: &str) -> Result<String, JsValue> {
        let joined = self.join(corrections, from, to).map_err(|error| thrown(&error))?;
        let facts = joined.1.map(|(_, features)| features.facts()).unwrap_or_default();
        Ok(hand_over(&facts))
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
