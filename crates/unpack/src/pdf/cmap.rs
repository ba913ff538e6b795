//! What codes mean, as a font says it: ToUnicode, ISO 32000-1 §9.10.3, a small part of PostScript.

use std::collections::BTreeMap;

/// Most codes of a font: all of two bytes.
const MAX_CODES: usize = 65_536;

/// Codes to texts.
#[derive(Default)]
pub(super) struct CMap {
    texts: BTreeMap<u32, String>,
    /// Whether codes are of one byte.
    pub(super) is_narrow: bool,
}

enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// Reads a map; what is not understood is left out.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut hexes: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        let mut rest = bytes;
        let mut section: &[u8] = b"";
        while let Some(token) = next(&mut rest) {
            match token {
                Token::Word(word) => {
                    section = word;
                    (hexes, list) = (Vec::new(), None);
                    continue;
                }
                Token::Open => {
                    list = Some(Vec::new());
                    continue;
                }
                // A range may list its texts one by one.
                Token::Close => {
                    if let ([low, _], Some(texts)) = (hexes.as_slice(), list.take()) {
                        for (code, text) in (number(low)..).zip(&texts) {
                            map.set(code, text, 0);
                        }
                    }
                    hexes.clear();
                    continue;
                }
                Token::Hex(hex) => match &mut list {
                    Some(list) => {
                        list.push(hex);
                        continue;
                    }
                    None => hexes.push(hex),
                },
            }
            match section {
                b"begincodespacerange" => {
                    if let [low, _] = hexes.as_slice() {
                        map.is_narrow = low.len() == 1;
                        hexes.clear();
                    }
                }
                b"beginbfchar" => {
                    if let [code, text] = hexes.as_slice() {
                        map.set(number(code), text, 0);
                        hexes.clear();
                    }
                }
                b"beginbfrange" => {
                    if let [low, high, text] = hexes.as_slice() {
                        for (step, code) in (0..).zip(number(low)..=number(high)).take(MAX_CODES) {
                            map.set(code, text, step);
                        }
                        hexes.clear();
                    }
                }
                _ => hexes.clear(),
            }
        }
        map
    }

    /// A text in UTF-16, its last unit so many further.
    fn set(&mut self, code: u32, text: &[u8], step: u16) {
        let mut units: Vec<u16> =
            text.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(step);
        }
        if self.texts.len() < MAX_CODES && !units.is_empty() {
            self.texts.insert(code, String::from_utf16_lossy(&units));
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    loop {
        let (first, after) = rest.split_first()?;
        match first {
            b'[' => {
                *rest = after;
                return Some(Token::Open);
            }
            b']' => {
                *rest = after;
                return Some(Token::Close);
            }
            b'<' if after.first() != Some(&b'<') => {
                let end = after.iter().position(|byte| *byte == b'>')?;
                let (digits, after) = after.split_at_checked(end)?;
                *rest = after.get(1..)?;
                let digits: Vec<u8> = digits.iter().filter_map(|byte| hex(*byte)).collect();
                return Some(Token::Hex(
                    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect(),
                ));
            }
            b'%' => {
                *rest =
                    after.iter().position(|byte| *byte == b'\n').and_then(|end| after.get(end..)).unwrap_or_default()
            }
            byte if byte.is_ascii_alphabetic() => {
                let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end)?;
                *rest = after;
                return Some(Token::Word(word));
            }
            _ => *rest = after,
        }
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_codes_ranges_and_lists_are_read() {
        let map = CMap::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0005> <D83DDE00> endbfchar \
              2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<00660069> <0041> ] endbfrange",
        );
        let texts = [(3, " "), (5, "\u{1f600}"), (0x10, "一"), (0x12, "丂"), (0x20, "fi"), (0x21, "A")];
        for (code, text) in texts {
            assert_eq!(map.get(code), Some(text), "{code:x}");
        }
        assert_eq!(map.get(0x13), None);
        assert!(!map.is_narrow);
    }
}
