//! The texts that cells share, and how a text is written in XML (ISO/IEC 29500-1 §18.4, §22.9.2.19).

use std::borrow::Cow;

use super::xml::{Token, Xml};
use crate::limits::MAX_SHARED;
use crate::problem::{Part, Problem};

/// Reads the shared texts in order. Pieces with formats of their own are one text; readings above it are left out.
pub(super) fn read(text: &str) -> Result<Vec<String>, Problem> {
    let mut xml = Xml::new(text, Part::SharedTexts);
    let mut texts = Vec::new();
    let mut collected = Collected::default();
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) => match element.name() {
                "si" => collected = Collected::default(),
                name => collected.open(name),
            },
            Token::Close(end) if end.name() == "si" => {
                if texts.len() >= MAX_SHARED {
                    return Err(Problem::too_large(MAX_SHARED, "shared texts").part(Part::SharedTexts));
                }
                texts.push(core::mem::take(&mut collected).finish());
            }
            Token::Close(end) => collected.close(end.name()),
            Token::Text(piece) => collected.text(&piece),
        }
    }
    Ok(texts)
}

/// A text that is put together from its pieces.
#[derive(Default)]
pub(super) struct Collected {
    text: String,
    is_open: bool,
    is_reading: bool,
}

impl Collected {
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "t" => self.is_open = true,
            "rPh" => self.is_reading = true,
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_open = false,
            "rPh" => self.is_reading = false,
            _ => {}
        }
    }

    pub(super) fn text(&mut self, piece: &str) {
        if self.is_open && !self.is_reading {
            self.text.push_str(piece);
        }
    }

    pub(super) fn finish(self) -> String {
        match unescaped(&self.text) {
            Cow::Borrowed(_) => self.text,
            Cow::Owned(text) => text,
        }
    }
}

/// Characters that XML cannot hold are written `_x000D_`, and an underscore before such a sequence `_x005F_`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units = Vec::new();
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let (before, from) = rest.split_at(at);
        if let Some(unit) = escape(from) {
            if !before.is_empty() {
                flush(&mut units, &mut whole);
            }
            whole.push_str(before);
            units.push(unit);
            rest = from.get(7..).unwrap_or_default();
        } else {
            flush(&mut units, &mut whole);
            whole.push_str(before);
            whole.push('_');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    flush(&mut units, &mut whole);
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// The UTF-16 unit of `_xHHHH_` at the beginning.
fn escape(text: &str) -> Option<u16> {
    let digits = text.get(..7)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

fn flush(units: &mut Vec<u16>, whole: &mut String) {
    if !units.is_empty() {
        whole.push_str(&String::from_utf16_lossy(units));
        units.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_xml_cannot_hold_is_written_by_its_number() {
        for (written, text) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_!", "\u{1f600}!"),
            ("order_x12_", "order_x12_"),
            ("_x_x0041_", "_xA"),
            ("账_x0009_单", "账\t单"),
            ("_账单_", "_账单_"),
        ] {
            assert_eq!(unescaped(written), text);
        }
    }
}
