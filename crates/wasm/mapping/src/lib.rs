//! Tables in no known layout, for the person who says what their columns are: a file in, what its columns look like and
//! the layout that is made of it out.
//!
//! A file that is no table is an answer, not an error: the person sees what is wrong with it. Of a table only the columns'
//! names, their first cells and their few words are told; nothing here goes to a network, a log or a store.

use prescreen::json;
use prescreen::{Code, Error};
use prescreen_boundary::{answer, decoded, thrown};
use prescreen_fusion::format::{Mapped, Mapping, Names, Proposal, ShownProposal, propose_by};
use prescreen_fusion::problem::ShownProblem;
use prescreen_fusion::table::Table;
use prescreen_fusion::text::{Encoding, Host};
use prescreen_fusion::{Problem, ProblemKind, open_unknown, sheet};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Largest list of the known layouts' columns, in bytes.
const MAX_NAMES_BYTES: usize = 1024 * 1024;

/// A browser, or Node.
struct Browser;

impl Host for Browser {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        decoded(bytes, encoding.label())
    }
}

/// The tables of one file, and what their columns look like.
#[wasm_bindgen]
pub struct Tables {
    /// Each with the sheet that it is on, from 0.
    proposals: Vec<(usize, Proposal)>,
    problem: Option<Problem>,
}

/// What is told of them.
#[derive(Serialize)]
struct Shown<'a> {
    tables: Vec<ShownProposal<'a>>,
    /// Of each table, the sheet that it is on, from 0.
    sheets: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ShownProblem<'a>>,
}

impl Tables {
    fn of(tables: &[Table], known: &str) -> Result<Self, JsValue> {
        let known: Vec<Names> = json::read_text(known, MAX_NAMES_BYTES).map_err(|error| thrown(&error))?;
        let known: Vec<&Names> = known.iter().collect();
        let tables = tables.iter().enumerate();
        let proposals: Vec<_> = tables.filter_map(|(sheet, table)| Some((sheet, propose_by(table, &known)?))).collect();
        let problem = proposals.is_empty().then(|| Problem::new(ProblemKind::UnknownFormat));
        Ok(Self { proposals, problem })
    }
}

#[wasm_bindgen]
impl Tables {
    /// The table of a text. `known`: a JSON list of what the columns of known layouts are called, each by field. Throws an
    /// `Error` with `code`, `at` and `help` where that is no such list.
    pub fn of_text(bytes: &[u8], known: &str) -> Result<Tables, JsValue> {
        match open_unknown(bytes, &Browser) {
            Ok(table) => Self::of(&[table], known),
            Err(problem) => Ok(Self { proposals: Vec::new(), problem: Some(problem) }),
        }
    }

    /// The tables among the sheets of a workbook, each as the module that opens workbooks hands it over.
    pub fn of_sheets(sheets: Vec<js_sys::Uint8Array>, known: &str) -> Result<Tables, JsValue> {
        let tables: Vec<Table> = sheets.iter().filter_map(|sheet| sheet::table(&sheet.to_vec())).collect();
        Self::of(&tables, known)
    }

    /// What the columns of each table look like; what is wrong with the file, where it has none.
    pub fn shown(&self) -> JsValue {
        let tables = self.proposals.iter().map(|(_, proposal)| proposal.into()).collect();
        let sheets = self.proposals.iter().map(|(sheet, _)| *sheet).collect();
        answer(Ok(Shown { tables, sheets, problem: self.problem.as_ref().map(ShownProblem::from) }))
    }

    /// What comes of what a person says of a table, by its place: what is lacking, or the layout.
    pub fn mapped(&self, table: usize, said: &str) -> JsValue {
        let none = || Error::new(Code::Reference, "/table", "there is no such table in the file");
        let proposal = self.proposals.get(table).ok_or_else(none);
        answer(proposal.and_then(|(_, proposal)| Ok(Mapped::of(&Mapping::load(said, proposal)?, proposal))))
    }
}
