//! A font: what its codes mean and how wide they are (ISO 32000-1 §9.6, §9.7).

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::cmap::CMap;
use super::glyph::{named, windows};
use crate::limits::MAX_PACKED_PAGE_BYTES;

/// Width of a code that a font of many letters does not tell, in thousandths of its size.
const WHOLE: f64 = 1_000.0;
/// The same of a font that a PDF need not hold, for which Helvetica stands: its figures, which amounts are made of.
const FIGURE: f64 = 556.0;

/// A font of a page.
pub(super) struct Font {
    map: CMap,
    means: Meaning,
    widths: BTreeMap<u32, f64>,
    otherwise: Option<f64>,
}

/// What codes mean where no map tells it.
enum Meaning {
    /// Two bytes of UTF-16 each.
    Utf16,
    /// Two bytes each, known to the font alone.
    Glyphs,
    /// One byte each, of Windows' encoding, with others in some places.
    Bytes(BTreeMap<u8, char>),
}

/// A code as it is shown.
pub(super) struct Shown {
    /// What it means; none where the font does not say.
    pub(super) text: Option<String>,
    /// In thousandths of the font's size.
    pub(super) width: f64,
    /// Whether it is the blank between words (§9.3.3).
    pub(super) is_blank: bool,
}

impl Font {
    pub(super) fn of(font: &Dict<'_>) -> Self {
        let map =
            font.get::<Stream<'_>>(b"ToUnicode").filter(|stream| stream.raw_data().len() <= MAX_PACKED_PAGE_BYTES);
        let map = map.and_then(|stream| stream.decoded().ok().map(|bytes| CMap::read(&bytes))).unwrap_or_default();
        let inner = font.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        match inner {
            Some(inner) => {
                let encoding = font.get::<Name<'_>>(b"Encoding");
                let is_utf16 = encoding.is_some_and(|name| {
                    let name = name.as_str();
                    name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16"))
                });
                let means = if is_utf16 { Meaning::Utf16 } else { Meaning::Glyphs };
                let otherwise = inner.get::<Number>(b"DW").map_or(WHOLE, |number| number.as_f64());
                Self { map, means, widths: widths_of_glyphs(&inner), otherwise: Some(otherwise) }
            }
            None => {
                let means = Meaning::Bytes(differences(font));
                let (widths, otherwise) = widths_of_bytes(font);
                Self { map, means, widths, otherwise }
            }
        }
    }

    /// The number by which widths are told. The collections of Adobe for Chinese, Japanese and Korean all begin with the
    /// letters of ASCII, from 1 on; beyond those, letters are as wide as the font is high.
    fn glyph(&self, code: u32) -> u32 {
        match (&self.means, code) {
            (Meaning::Utf16, 0x20..=0x7e) => code.saturating_sub(0x1f),
            (Meaning::Utf16, _) => u32::MAX,
            (Meaning::Glyphs | Meaning::Bytes(_), _) => code,
        }
    }

    /// The codes of a text.
    pub(super) fn codes(&self, bytes: &[u8], mut with: impl FnMut(Shown)) {
        let is_narrow = matches!(self.means, Meaning::Bytes(_)) || self.map.is_narrow;
        for code in bytes.chunks(if is_narrow { 1 } else { 2 }) {
            let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
            let mapped = self.map.get(number).map(str::to_owned);
            let text = mapped.or_else(|| match (&self.means, code) {
                (Meaning::Bytes(others), [byte]) => {
                    others.get(byte).copied().or_else(|| windows(*byte)).map(String::from)
                }
                (Meaning::Utf16, [_, _]) => char::from_u32(number).map(String::from),
                _ => None,
            });
            let width = self.widths.get(&self.glyph(number)).copied().or(self.otherwise);
            let width = width.unwrap_or(match number {
                0x20 | 0x21 | 0x2c | 0x2e | 0x2f | 0x3a | 0x3b => 278.0,
                0x28 | 0x29 | 0x2d => 333.0,
                _ => FIGURE,
            });
            with(Shown { text, width, is_blank: is_narrow && number == 0x20 });
        }
    }
}

/// What an encoding says differently from Windows' (§9.6.6.1).
fn differences(font: &Dict<'_>) -> BTreeMap<u8, char> {
    let mut others = BTreeMap::new();
    let encoding = font.get::<Dict<'_>>(b"Encoding");
    let Some(list) = encoding.and_then(|encoding| encoding.get::<Array<'_>>(b"Differences")) else { return others };
    let mut code: Option<u8> = Some(0);
    for entry in list.iter::<Object<'_>>() {
        match entry {
            Object::Number(number) => code = u8::try_from(number.as_i64()).ok(),
            Object::Name(name) => {
                if let (Some(code), Some(letter)) = (code, named(name.as_str())) {
                    others.insert(code, letter);
                }
                code = code.and_then(|code| code.checked_add(1));
            }
            _ => {}
        }
    }
    others
}

fn widths_of_bytes(font: &Dict<'_>) -> (BTreeMap<u32, f64>, Option<f64>) {
    let first = font.get::<Number>(b"FirstChar").map_or(0, |number| number.as_i64());
    let codes = u32::try_from(first).unwrap_or(0)..=255;
    let widths = font.get::<Array<'_>>(b"Widths");
    let told = widths.map(|widths| codes.zip(widths.iter::<Number>().map(|number| number.as_f64())).collect());
    let is_fixed = font.get::<Name<'_>>(b"BaseFont").is_some_and(|name| name.as_str().contains("Courier"));
    (told.unwrap_or_default(), is_fixed.then_some(600.0))
}

/// `[first [w w w] first last w …]` (§9.7.4.3), of glyphs; codes are taken for glyphs, which they most often are.
fn widths_of_glyphs(font: &Dict<'_>) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let Some(list) = font.get::<Array<'_>>(b"W") else { return widths };
    let mut numbers: Vec<f64> = Vec::new();
    for entry in list.iter::<Object<'_>>() {
        match entry {
            Object::Number(number) => numbers.push(number.as_f64()),
            Object::Array(each) => {
                let first = numbers.pop().unwrap_or(0.0) as u32;
                widths.extend((first..).zip(each.iter::<Number>().map(|number| number.as_f64())));
                numbers.clear();
            }
            _ => {}
        }
        if let [first, last, width] = *numbers.as_slice() {
            widths.extend((first as u32..=(last as u32).min(0xffff)).map(|code| (code, width)));
            numbers.clear();
        }
    }
    widths
}
