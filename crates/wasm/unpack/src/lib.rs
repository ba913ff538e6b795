//! Archives and workbooks, opened for a page: bytes in, files or tables out.
//!
//! What is in them stays here until it is asked for, one file or table at a time. A file that cannot be opened is an
//! answer, not an error: the person sees what is wrong with it. Nothing here goes to a network, a log or a store.

use prescreen_boundary::answer;
use prescreen_unpack::{self as unpack, Limits, Member, Name, Problem, ShownProblem, Workbook, packed};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a file is, by its content: `zip`, `xlsx`, `xls`, `other-workbook`, `encrypted-workbook`, `pdf` or `other`.
#[wasm_bindgen]
pub fn kind_of(bytes: &[u8]) -> String {
    unpack::kind(bytes).word().to_owned()
}

/// What came out of one file.
#[wasm_bindgen]
pub struct Unpacked {
    members: Vec<Member>,
    workbook: Workbook,
    problem: Option<Problem>,
}

/// What is told of it before anything is taken.
#[derive(Serialize)]
struct About<'a> {
    members: Vec<AboutMember<'a>>,
    sheets: Vec<AboutSheet<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ShownProblem<'a>>,
}

#[derive(Serialize)]
struct AboutMember<'a> {
    /// Absent where it is in an older encoding: [`Unpacked::name`] gives its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    /// Its number from 1 in the archive's list.
    number: u32,
    bytes: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct AboutSheet<'a> {
    name: &'a str,
    hidden: bool,
    rows: usize,
    hidden_rows: usize,
    formulas: u32,
}

#[wasm_bindgen]
impl Unpacked {
    /// Opens an archive; an empty password is none.
    pub fn of_archive(bytes: &[u8], password: &[u8]) -> Unpacked {
        let password = (!password.is_empty()).then_some(password);
        match unpack::members(bytes, password, &Limits::default()) {
            Ok(members) => Self { members, workbook: Workbook::default(), problem: None },
            Err(problem) => Self::refused(problem),
        }
    }

    /// Opens a workbook.
    pub fn of_workbook(bytes: &[u8]) -> Unpacked {
        match unpack::sheets(bytes, &Limits::default()) {
            Ok(workbook) => Self { members: Vec::new(), workbook, problem: None },
            Err(problem) => Self::refused(problem),
        }
    }

    fn refused(problem: Problem) -> Self {
        Self { members: Vec::new(), workbook: Workbook::default(), problem: Some(problem) }
    }

    /// What is in it, and what is wrong with it where it cannot be opened.
    pub fn about(&self) -> JsValue {
        let members = self.members.iter().map(|member| AboutMember {
            name: match &member.name {
                Name::Text(text) => Some(text),
                Name::Bytes(_) => None,
            },
            number: member.number,
            bytes: member.bytes.len(),
            kind: unpack::kind(&member.bytes).word(),
        });
        let sheets = self.workbook.sheets.iter().map(|sheet| AboutSheet {
            name: &sheet.name,
            hidden: sheet.hidden,
            rows: sheet.rows.len(),
            hidden_rows: sheet.rows.iter().filter(|row| row.hidden).count(),
            formulas: sheet.formulas,
        });
        answer(Ok(About {
            members: members.collect(),
            sheets: sheets.collect(),
            application: self.workbook.application.as_deref(),
            created: self.workbook.created.as_deref(),
            modified: self.workbook.modified.as_deref(),
            problem: self.problem.as_ref().map(ShownProblem::from),
        }))
    }

    /// A member's name in the older encoding that it has, by its position; none where it is text.
    pub fn name(&self, member: usize) -> Option<Vec<u8>> {
        match &self.members.get(member)?.name {
            Name::Text(_) => None,
            Name::Bytes(bytes) => Some(bytes.clone()),
        }
    }

    /// Takes a member's content, by its position; it is not here any more.
    pub fn take(&mut self, member: usize) -> Option<Vec<u8>> {
        self.members.get_mut(member).map(|member| core::mem::take(&mut member.bytes))
    }

    /// A sheet's cells, by its position, for the module that reads statements.
    pub fn table(&self, sheet: usize) -> Option<Vec<u8>> {
        self.workbook.sheets.get(sheet).map(|sheet| packed::write(&self.workbook, sheet))
    }
}
