//! What a receipt, a record, an opening or an export proves, for a page; signatures are WebCrypto's to check.
//!
//! A check gives the signatures that it rests on as questions. Once they are answered, the same check is made again: what it
//! says then, without a further question, is the result.

use prescreen::terms::Digest;
use prescreen::{Code, Error};
use prescreen_boundary::answer;
use prescreen_verify::export::Export;
use prescreen_verify::{Asked, Documents, Findings, Question};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Documents side by side, and an export that is read line by line.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    documents: Documents,
    export: Option<Export>,
    asked: Asked,
}

/// A document that was put there.
#[derive(Serialize)]
struct Put {
    kind: &'static str,
    place: usize,
}

/// A signature to be checked.
#[derive(Serialize)]
struct Asking {
    name: String,
    x: String,
    y: String,
    signing_input: String,
    signature: String,
}

/// What a check came to, as long as every question is answered with yes.
#[derive(Serialize)]
struct Checked {
    questions: Vec<Asking>,
    /// The findings, JSON; none where it breaks.
    findings: Option<String>,
    /// Where it breaks.
    breaks: Option<Error>,
}

#[wasm_bindgen]
impl Desk {
    /// A desk with nothing on it.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Desk {
        Self::default()
    }

    /// Puts a document there; gives what it is, and its place.
    pub fn add(&mut self, text: &str) -> JsValue {
        answer(self.documents.add(text).map(|(kind, place)| Put { kind: kind.word(), place }))
    }

    /// Takes a document away.
    pub fn remove(&mut self, place: usize) {
        self.documents.remove(place);
    }

    /// Checks the document at a place; `null` for one that is none to be checked.
    pub fn check(&self, place: usize) -> JsValue {
        let checked = self.documents.check(place, &self.asked);
        answer(Ok(checked.map(|checked| self.checked(checked.map(Some)))))
    }

    /// Begins an export, with the keys and packs that lie here.
    pub fn begin_export(&mut self) -> JsValue {
        answer(self.documents.export().map(|export| self.export = Some(export)))
    }

    /// Checks the next line of the export, with its end; the same one again, where a question of it was answered with no.
    pub fn export_line(&mut self, line: &str) -> JsValue {
        // The answers of a line are asked for by this line alone.
        let taken = self.export.as_mut().map_or_else(|| Err(not_begun()), |export| export.take(line, &self.asked));
        answer(Ok(self.checked(taken.map(|()| None))))
    }

    /// Ends the export, and gives what it came to.
    pub fn end_export(&mut self) -> JsValue {
        let findings = self.export.take().map_or_else(|| Err(not_begun()), |export| export.findings());
        self.asked.forget();
        answer(Ok(self.checked(findings.map(Some))))
    }

    /// Answers a question: whether the key made the signature.
    pub fn answer(&self, name: &str, holds: bool) -> bool {
        Digest::parse(name).is_some_and(|name| self.asked.answer(&name, holds))
    }
}

impl Desk {
    fn checked(&self, checked: Result<Option<Findings>, Error>) -> Checked {
        let asking = |(name, Question { key: [x, y], signing_input, signature }): (Digest, Question)| Asking {
            name: name.text(),
            x,
            y,
            signing_input,
            signature,
        };
        let questions = self.asked.questions().into_iter().map(asking).collect();
        let (findings, breaks) = match checked {
            Ok(findings) => (findings.map(|findings| findings.json().canonical()), None),
            Err(error) => (None, Some(error)),
        };
        Checked { questions, findings, breaks }
    }
}

fn not_begun() -> Error {
    Error::new(Code::Step, "", "no export was begun")
}
