//! Bytes to text: which encoding a file has, by what stands in it.
//!
//! UTF-8, UTF-16 and Windows-1252 are decoded here. The large tables of the East Asian encodings are the host's, which a
//! browser has in its `TextDecoder` and the command line in a library.

use std::borrow::Cow;

/// An encoding by its name in the WHATWG's Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, a superset of GBK and GB 2312.
    Gb18030,
    /// Windows-1252, which the standard also reads for ISO-8859-1.
    Windows1252,
    /// Big5 with the Hong Kong supplement.
    Big5,
    /// Shift_JIS.
    ShiftJis,
    /// EUC-KR.
    EucKr,
}

impl Encoding {
    /// The label that a `TextDecoder` takes.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Windows1252 => "windows-1252",
            Self::Big5 => "big5",
            Self::ShiftJis => "shift_jis",
            Self::EucKr => "euc-kr",
        }
    }

    /// An encoding by one of the labels that files declare.
    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        Some(match label.as_str() {
            "utf-8" | "utf8" | "unicode" => Self::Utf8,
            "utf-16le" | "utf-16" => Self::Utf16Le,
            "utf-16be" => Self::Utf16Be,
            "gb18030" | "gbk" | "gb2312" | "gb_2312-80" | "cp936" => Self::Gb18030,
            "windows-1252" | "1252" | "cp1252" | "iso-8859-1" | "8859-1" | "latin1" | "iso-8859-15" | "usascii"
            | "us-ascii" | "ascii" => Self::Windows1252,
            "big5" | "big5-hkscs" => Self::Big5,
            "shift_jis" | "sjis" | "cp932" => Self::ShiftJis,
            "euc-kr" | "cp949" => Self::EucKr,
            _ => return None,
        })
    }
}

/// What the host can do that a small module should not carry.
pub trait Host {
    /// Decodes bytes strictly; none where a byte is not of the encoding, or the host does not have it.
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String>;

    /// Told as rows are read: how many of the table's lines are behind, and how many there are. For a page that shows how
    /// far a large file is.
    fn read(&self, rows: usize, of: usize) {
        let _ = (rows, of);
    }
}

/// A host without East Asian tables.
pub struct NoHost;

impl Host for NoHost {
    fn decode(&self, _: &[u8], _: Encoding) -> Option<String> {
        None
    }
}

/// The encoding that a byte order mark tells, or that every other byte is zero.
#[must_use]
pub(crate) fn marked(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Some(Encoding::Utf8);
    }
    if bytes.starts_with(b"\xff\xfe") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(Encoding::Utf16Be);
    }
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len().div_euclid(8).max(1);
    if odd >= many && even < many.div_euclid(4).max(1) {
        return Some(Encoding::Utf16Le);
    }
    if even >= many && odd < many.div_euclid(4).max(1) {
        return Some(Encoding::Utf16Be);
    }
    None
}

/// The encodings that a file may have, the likeliest first.
#[must_use]
pub fn candidates(bytes: &[u8]) -> Vec<Encoding> {
    if let Some(encoding) = marked(bytes) {
        return vec![encoding];
    }
    if core::str::from_utf8(bytes).is_ok() {
        return vec![Encoding::Utf8];
    }
    if has_single_letters(bytes) {
        return vec![Encoding::Windows1252, Encoding::Gb18030];
    }
    vec![Encoding::Gb18030, Encoding::Windows1252, Encoding::Big5, Encoding::ShiftJis, Encoding::EucKr]
}

/// Whether bytes are UTF-8, or else GB 18030, but for the beginning of a character at their very end: a download that
/// stopped.
#[must_use]
pub fn is_cut(bytes: &[u8], host: &dyn Host) -> bool {
    // Most files end with a line's end, which is no beginning of anything.
    if bytes.last().is_none_or(|byte| matches!(byte, b'\n' | b'\r')) {
        return false;
    }
    let Err(error) = core::str::from_utf8(bytes) else { return false };
    let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
    if error.error_len().is_none() && !whole.is_ascii() {
        return true;
    }
    let reads = |bytes: &[u8]| host.decode(bytes, Encoding::Gb18030).is_some();
    let before = |rest: usize| bytes.get(..bytes.len().saturating_sub(rest)).is_some_and(reads);
    candidates(bytes).first() == Some(&Encoding::Gb18030) && !reads(bytes) && (1..LONGEST_GB18030).any(before)
}

/// Bytes of the longest characters of GB 18030.
const LONGEST_GB18030: usize = 4;

/// Whether bytes beyond ASCII mostly stand alone, as the letters of a Western language do among others, and not in pairs
/// as those of East Asia.
fn has_single_letters(bytes: &[u8]) -> bool {
    let (mut runs, mut single, mut length) = (0_usize, 0_usize, 0_usize);
    for byte in bytes.iter().chain(b"\n") {
        if byte.is_ascii() {
            runs = runs.saturating_add(usize::from(length > 0));
            single = single.saturating_add(usize::from(length == 1));
            length = 0;
        } else {
            length = length.saturating_add(1);
        }
    }
    single.saturating_mul(4) > runs.saturating_mul(3)
}

/// A text without the blanks around it, as `str::trim`: quicker where the first and the last byte tell that there are none,
/// as in most cells.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    if is_bare(text) { text } else { text.trim() }
}

/// Whether single bytes tell that a text begins and ends with a mark of ASCII, other than an equals sign or a quote, or with
/// a Han character: there is nothing to take off.
#[must_use]
pub fn is_bare(text: &str) -> bool {
    let han = |byte: u8| matches!(byte, 0xe4..=0xe9);
    let bare = |byte: u8| matches!(byte, b'!' | b'#'..=b'&' | b'('..=b'<' | b'>'..=b'~');
    match text.as_bytes() {
        [first, .., last] if bare(*first) && bare(*last) => true,
        [only] => bare(*only),
        [first, .., lead, _, last] => (bare(*first) || han(*first)) && (bare(*last) || (*last >= 0x80 && han(*lead))),
        [first, _, _] => han(*first),
        _ => false,
    }
}

/// Decodes bytes strictly; none where they are not of the encoding. A byte order mark is left out, and every line ends with
/// a line feed.
#[must_use]
pub fn decode(bytes: &[u8], encoding: Encoding, host: &dyn Host) -> Option<String> {
    let text = match encoding {
        Encoding::Utf8 => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            core::str::from_utf8(bytes).ok().map(str::to_owned)
        }
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Windows1252 => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        _ => host.decode(bytes, encoding),
    };
    text.map(|text| with_line_ends(Cow::Owned(text)).into_owned())
}

/// A text in each of the encodings that it may have, the likeliest first.
pub(crate) fn decoded(bytes: &[u8], host: &dyn Host) -> impl Iterator<Item = String> {
    // What is in UTF-8 is looked through once.
    let unmarked = if marked(bytes).is_none() { decode(bytes, Encoding::Utf8, host) } else { None };
    let others = if unmarked.is_none() { candidates(bytes) } else { Vec::new() };
    unmarked.into_iter().chain(others.into_iter().filter_map(|encoding| decode(bytes, encoding, host)))
}

/// A text whose lines all end with a line feed: one that ends with a carriage return alone gets one in its place.
pub(crate) fn with_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'\r') {
        return text;
    }
    let mut ended = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let before = if line.ends_with('\n') { line.trim_end_matches(['\r', '\n']) } else { line };
        ended.extend(before.chars().map(|sign| if sign == '\r' { '\n' } else { sign }));
        ended.push_str(line.get(before.len()..).unwrap_or_default());
    }
    Cow::Owned(ended)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let units = pairs.iter().map(|pair| unit(*pair));
    let text = char::decode_utf16(units).collect::<Result<String, _>>().ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A character of Windows-1252; none for the five bytes that it does not have.
fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte.wrapping_sub(0x80))).copied().filter(|character| *character != '\0'),
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_told_by_the_bytes() {
        assert_eq!(candidates("Überweisung".as_bytes()), [Encoding::Utf8]);
        assert_eq!(candidates(b"\xff\xfed\0a\0t\0e\0"), [Encoding::Utf16Le]);
        assert_eq!(candidates(b"d\0a\0t\0e\0,\0a\0"), [Encoding::Utf16Le]);
        assert_eq!(candidates(b"\0d\0a\0t\0e\0,\0a"), [Encoding::Utf16Be]);
        assert!(candidates(b"caf\xe9,1").contains(&Encoding::Windows1252));
    }

    #[test]
    fn letters_that_stand_alone_are_western_and_pairs_are_not() {
        assert_eq!(candidates(b"\xdcberweisung;Geb\xfchr")[0], Encoding::Windows1252);
        assert_eq!(candidates(b"\xd6\xa7\xb3\xf6,12.00")[0], Encoding::Gb18030);
    }

    #[test]
    fn a_character_that_is_not_finished_is_a_file_that_is_cut() {
        assert!(is_cut(b"Geb\xc3\xbchr;\xe2\x82", &NoHost));
        assert!(!is_cut(b"Geb\xc3\xbchr;\xe2\x82\xac", &NoHost));
        assert!(!is_cut(b"caf\xe9", &NoHost));
    }

    #[test]
    fn a_text_that_is_bare_has_nothing_to_take_off() {
        let taken_off =
            |character: char| character.is_whitespace() || matches!(character, '"' | '=' | '\'' | '\u{feff}');
        let characters: Vec<char> = (0..0x11000).filter_map(char::from_u32).collect();
        for character in &characters {
            for text in
                [format!("{character}"), format!("{character}a"), format!("a{character}"), format!("中{character}")]
            {
                assert_eq!(trimmed(&text), text.trim(), "{text:?}");
                assert!(!is_bare(&text) || text.trim_matches(taken_off) == text, "{text:?}");
            }
        }
        assert!(is_bare("-1,234.50") && is_bare("支付宝") && is_bare("a") && is_bare("店12") && !is_bare(""));
    }

    #[test]
    fn bytes_are_decoded_strictly() {
        assert_eq!(decode(b"\x80 5", Encoding::Windows1252, &NoHost).as_deref(), Some("€ 5"));
        assert_eq!(decode(b"\x81", Encoding::Windows1252, &NoHost), None);
        assert_eq!(decode(b"\xef\xbb\xbfa", Encoding::Utf8, &NoHost).as_deref(), Some("a"));
        assert_eq!(decode(b"a\xe9", Encoding::Utf8, &NoHost), None);
        assert_eq!(decode(b"\xfe\xff\0a", Encoding::Utf16Be, &NoHost).as_deref(), Some("a"));
        assert_eq!(decode(b"a\0b", Encoding::Utf16Le, &NoHost), None);
    }
}
