//! The texts of a PDF with their places, for a page: bytes in, JSON text out.
//!
//! A PDF that cannot be opened is an answer, not an error: the person sees what is wrong with it. Nothing here goes to a
//! network, a log or a store.

use prescreen_boundary::answer;
use prescreen_unpack::pdf::{self, Page};
use prescreen_unpack::{Limits, ShownProblem};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What came out of one file.
#[derive(Serialize)]
struct Texts<'a> {
    pages: Vec<TextsOfPage<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ShownProblem<'a>>,
}

#[derive(Serialize)]
struct TextsOfPage<'a> {
    width: i32,
    height: i32,
    unread: u32,
    /// Left, right, baseline, size, all in hundredths of a point, and the text.
    items: Vec<(i32, i32, i32, i32, &'a str)>,
}

/// The pages of a PDF; an empty password is none.
#[wasm_bindgen]
pub fn texts(bytes: &[u8], password: &str) -> JsValue {
    let password = (!password.is_empty()).then_some(password);
    match pdf::pages(bytes, password, &Limits::default()) {
        Ok(pages) => answer(Ok(Texts { pages: pages.iter().map(shown).collect(), problem: None })),
        Err(problem) => answer(Ok(Texts { pages: Vec::new(), problem: Some(ShownProblem::from(&problem)) })),
    }
}

fn shown(page: &Page) -> TextsOfPage<'_> {
    let items = page.items.iter().map(|item| (item.left, item.right, item.baseline, item.size, item.text.as_str()));
    TextsOfPage { width: page.width, height: page.height, unread: page.unread, items: items.collect() }
}
