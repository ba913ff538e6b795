//! The texts of a PDF with their places, from which a layout makes rows.
//!
//! Takes bytes and a password, gives the pieces of text of each page as they were drawn. Pictures are not looked at: what
//! was scanned or photographed has no text. Letters whose font does not say what they mean are counted, never guessed.

mod cmap;
mod font;
mod glyph;
mod matrix;
mod show;

use std::fmt;
use std::sync::Arc;

use hayro_syntax::object::{Array, Stream};
use hayro_syntax::page::Page as Drawn;
use hayro_syntax::{DecryptionError, Filter, LoadPdfError, Pdf};

use crate::limits::{Limits, MAX_PACKED_PAGE_BYTES, MAX_PAGES};
use crate::problem::{Part, Problem, ProblemKind};
use show::Shower;

/// A page with its texts. All lengths are hundredths of a point; a point is 1/72 inch.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// From its left edge to its right one, as it is shown.
    pub width: i32,
    /// From its top to its bottom.
    pub height: i32,
    /// The pieces, in the order in which they were drawn.
    pub items: Vec<Item>,
    /// Letters whose font does not say what they mean. They stand in the texts as U+FFFD.
    pub unread: u32,
}

/// A piece of text that was drawn in one go.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// Its beginning, from the page's left edge.
    pub left: i32,
    /// Its end. An estimate where the font is one that a PDF need not hold.
    pub right: i32,
    /// The line that it stands on, from the page's top.
    pub baseline: i32,
    /// Its height.
    pub size: i32,
    /// What it says.
    pub text: String,
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page({} texts, {} letters unread)", self.items.len(), self.unread)
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Item({}..{} on {})", self.left, self.right, self.baseline)
    }
}

/// The pages of a PDF in order, with their texts. One that opens without a password opens with any.
///
/// # Errors
/// [`ProblemKind::PasswordNeeded`], [`ProblemKind::PasswordWrong`], [`ProblemKind::UnsupportedMethod`] of another way of
/// locking, [`ProblemKind::Empty`] of one without any text, [`ProblemKind::TooLarge`], [`ProblemKind::Damaged`].
pub fn pages(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Vec<Page>, Problem> {
    let pdf = open(bytes, password)?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(Problem::too_large(MAX_PAGES, "pages"));
    }
    let mut shower = Shower::new(limits);
    let mut left = limits.unpacked_bytes;
    let mut pages = Vec::new();
    for (number, drawn) in (1..).zip(pdf.pages().iter()) {
        let within = |problem: Problem| problem.part(Part::Page(number));
        let content = content(drawn, &mut left).map_err(within)?;
        pages.push(shower.page(drawn, &content).map_err(within)?);
    }
    let has_text = pages.iter().any(|page| !page.items.is_empty());
    if has_text { Ok(pages) } else { Err(Problem::new(ProblemKind::Empty).expected("a page with text")) }
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, Problem> {
    let data = Arc::new(bytes.to_vec());
    let mut opened = Pdf::new(data.clone());
    let is_locked = |opened: &Result<Pdf, LoadPdfError>| {
        matches!(opened, Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)))
    };
    if is_locked(&opened) {
        let password = password.ok_or(Problem::new(ProblemKind::PasswordNeeded))?;
        opened = Pdf::new_with_password(data, password);
    }
    if is_locked(&opened) {
        return Err(Problem::new(ProblemKind::PasswordWrong));
    }
    opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Problem::new(ProblemKind::UnsupportedMethod),
        _ => Problem::new(ProblemKind::Damaged).expected("the form of a PDF"),
    })
}

/// What is drawn on a page, of one stream or several.
fn content(page: &Drawn<'_>, left: &mut u64) -> Result<Vec<u8>, Problem> {
    let mut content = Vec::new();
    if let Some(stream) = page.raw().get::<Stream<'_>>(b"Contents") {
        unpack(&stream, &mut content, left)?;
    } else if let Some(streams) = page.raw().get::<Array<'_>>(b"Contents") {
        for stream in streams.iter::<Stream<'_>>() {
            unpack(&stream, &mut content, left)?;
            content.push(b' ');
        }
    }
    Ok(content)
}

/// Adds what a stream holds. The library unpacks it whole, so what is packed is bounded first.
fn unpack(stream: &Stream<'_>, into: &mut Vec<u8>, left: &mut u64) -> Result<(), Problem> {
    let packings =
        stream.filters().iter().filter(|filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode)).count();
    let is_small = packings == 0 || (packings == 1 && stream.raw_data().len() <= MAX_PACKED_PAGE_BYTES);
    if !is_small {
        return Err(Problem::too_large(MAX_PACKED_PAGE_BYTES, "bytes, packed once"));
    }
    let damaged = || Problem::new(ProblemKind::Damaged).expected("content that can be unpacked");
    let bytes = stream.decoded().map_err(|_| damaged())?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    *left = left.checked_sub(length).ok_or_else(|| Problem::new(ProblemKind::TooLarge))?;
    into.extend_from_slice(&bytes);
    Ok(())
}
