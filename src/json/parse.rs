//! Text to [`Json`]: the syntax (RFC 8259), and what of it is let in.
//!
//! A reader of our own: nothing but integers is let in, and the one that people use has a table of powers of ten and a
//! reader of every number, which are a twentieth of the investor's module.

use super::{Json, MAX_DEPTH, MAX_INTEGER, order, push_step};
use crate::{Code, Error};

impl Json {
    /// Reads strict JSON: integers within ±[`MAX_INTEGER`], each key once, at most [`MAX_DEPTH`] deep.
    ///
    /// # Errors
    /// With a JSON pointer to what is not let in, or the line and column where the syntax breaks.
    pub fn parse(text: &str, max_bytes: usize) -> Result<Self, Error> {
        read(text, max_bytes, None)
    }

    /// The same, with any number: for conditions of the compatibility dialect only.
    ///
    /// # Errors
    /// As [`Json::parse`].
    #[cfg(feature = "experiment")]
    pub fn parse_loose(text: &str, max_bytes: usize) -> Result<Self, Error> {
        read(text, max_bytes, Some(float))
    }
}

/// Reads a number that is no integer, where it is let in; none where it is too large.
type Float = fn(written: &str) -> Option<Json>;

#[cfg(feature = "experiment")]
fn float(written: &str) -> Option<Json> {
    serde_json::from_str(written).ok().map(Json::Float)
}

fn read(text: &str, max_bytes: usize, float: Option<Float>) -> Result<Json, Error> {
    if text.len() > max_bytes {
        let (found, most) = (text.len().to_string(), max_bytes.to_string());
        let message = ["the document has ", &found, " bytes; at most ", &most, " are allowed"].concat();
        return Err(Error::new(Code::Limit, "", message));
    }
    let mut parser = Parser { text, at: 0, float, refusal: None };
    let value = parser.value(0);
    let whole = value.is_ok() && parser.blank() == text.len();
    match (value, parser.refusal) {
        (Ok(value), None) if whole => Ok(value),
        (_, Some(refused)) if whole || refused.code == Code::Limit => {
            let mut pointer = String::new();
            refused.path.iter().rev().for_each(|step| push_step(&mut pointer, step));
            Err(Error::new(refused.code, pointer, refused.message))
        }
        _ => Err(Error::new(Code::Syntax, "", broken_at(text, parser.at))),
    }
}

/// Where the syntax breaks: line and column from 1, the column in bytes.
fn broken_at(text: &str, at: usize) -> String {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end.saturating_add(1));
    let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1).to_string();
    let column = at.saturating_sub(line_start).saturating_add(1).to_string();
    ["not valid JSON at line ", &line, ", column ", &column].concat()
}

/// The first value that was not let in. Reading goes on with `null` in its place: the document is
/// refused as a whole when its end is reached.
struct Refusal {
    code: Code,
    message: &'static str,
    /// Steps of its pointer, from the inside out, as far as the level at `depth`.
    path: Vec<String>,
    depth: usize,
}

/// Reading cannot go on: the syntax breaks where the reading stands, or it nests too deep.
struct Broken;

/// Where the reading stands.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    float: Option<Float>,
    refusal: Option<Refusal>,
}

impl Parser<'_> {
    fn refuse(&mut self, code: Code, message: &'static str, depth: usize) -> Json {
        self.refusal.get_or_insert_with(|| Refusal { code, message, path: Vec::new(), depth });
        Json::Null
    }

    /// Adds the step that leads from a level to what was refused one level further in.
    fn passed(&mut self, depth: usize, step: &dyn Fn() -> String) {
        if let Some(refusal) = self.refusal.as_mut().filter(|refusal| refusal.depth > depth) {
            refusal.path.push(step());
            refusal.depth = depth;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Broken> {
        self.blank();
        match self.byte() {
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut list = Vec::new();
                self.several(b']', depth, &mut |parser, inner| {
                    let value = parser.value(inner);
                    parser.passed(depth, &|| list.len().to_string());
                    list.push(value?);
                    Ok(())
                })?;
                Ok(Json::List(list))
            }
            b'{' => {
                let mut map = Vec::new();
                self.several(b'}', depth, &mut |parser, inner| {
                    parser.blank();
                    let key = parser.string()?;
                    parser.blank();
                    parser.take(b':')?;
                    let value = parser.value(inner);
                    parser.passed(depth, &|| key.clone());
                    map.push((key, value?));
                    Ok(())
                })?;
                if let Some(key) = repeated(&map) {
                    self.refuse(Code::RepeatedKey, "the key stands twice in its object", depth.saturating_add(1));
                    self.passed(depth, &|| key.into());
                }
                Ok(Json::Map(map))
            }
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(depth),
        }
    }

    /// Reads what stands between two brackets, with a comma between each and the next.
    fn several(
        &mut self,
        close: u8,
        depth: usize,
        one: &mut dyn FnMut(&mut Self, usize) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        if depth >= MAX_DEPTH {
            self.refuse(Code::Limit, "nested more than 64 deep", depth);
            return Err(Broken);
        }
        self.skip(1);
        self.blank();
        if self.byte() != close {
            loop {
                one(self, depth.saturating_add(1))?;
                self.blank();
                if self.byte() == close {
                    break;
                }
                self.take(b',')?;
            }
        }
        self.skip(1);
        Ok(())
    }

    fn string(&mut self) -> Result<String, Broken> {
        self.take(b'"')?;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | ..=0x1f)).count();
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.skip(plain);
            if self.byte() != b'\\' {
                return self.take(b'"').map(|()| text);
            }
            self.skip(1);
            text.push(self.escaped()?);
        }
    }

    /// The character that is written behind a backslash.
    fn escaped(&mut self) -> Result<char, Broken> {
        let character = match self.byte() {
            mark @ (b'"' | b'\\' | b'/') => char::from(mark),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => {
                let first = self.unit()?;
                let mut units = vec![first];
                if (0xd800..0xdc00).contains(&first) {
                    self.take(b'\\')?;
                    units.push(self.unit()?);
                }
                return match char::decode_utf16(units).next() {
                    Some(Ok(character)) => Ok(character),
                    _ => Err(Broken),
                };
            }
        };
        self.skip(1);
        Ok(character)
    }

    /// A unit of UTF-16: `u` and four digits.
    fn unit(&mut self) -> Result<u16, Broken> {
        self.take(b'u')?;
        let digits = self.text.get(self.at..self.at.saturating_add(4)).ok_or(Broken)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Broken);
        }
        self.skip(4);
        u16::from_str_radix(digits, 16).map_err(|_| Broken)
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Broken> {
        word.bytes().try_for_each(|byte| self.take(byte))?;
        Ok(value)
    }

    fn number(&mut self, depth: usize) -> Result<Json, Broken> {
        let from = self.at;
        let is_negative = self.take(b'-').is_ok();
        let first = self.byte();
        if self.digits()? > 1 && first == b'0' {
            return Err(Broken);
        }
        let whole = self.at;
        if self.take(b'.').is_ok() {
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.skip(1);
            if matches!(self.byte(), b'+' | b'-') {
                self.skip(1);
            }
            self.digits()?;
        }
        let written = self.text.get(from..self.at).unwrap_or_default();
        // A zero below zero is none of the integers.
        let is_let_in =
            |value: &i64| value.unsigned_abs() <= MAX_INTEGER.unsigned_abs() && !(*value == 0 && is_negative);
        if let Some(value) = written.parse().ok().filter(is_let_in).filter(|_| whole == self.at) {
            return Ok(Json::Int(value));
        }
        if let Some(float) = self.float {
            return float(written).ok_or(Broken);
        }
        Ok(self.refuse(Code::Number, "expected an integer within ±(2^53−1)", depth))
    }

    /// Passes digits, of which there has to be one, and counts them.
    fn digits(&mut self) -> Result<usize, Broken> {
        let from = self.at;
        while self.byte().is_ascii_digit() {
            self.skip(1);
        }
        if self.at == from { Err(Broken) } else { Ok(self.at.saturating_sub(from)) }
    }

    /// The byte where the reading stands; zero at the end, which is nowhere let in.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// Passes a byte that has to stand here.
    fn take(&mut self, byte: u8) -> Result<(), Broken> {
        if self.byte() != byte {
            return Err(Broken);
        }
        self.skip(1);
        Ok(())
    }

    /// Passes blanks and gives where the reading then stands.
    fn blank(&mut self) -> usize {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.skip(1);
        }
        self.at
    }
}

/// Up to here, keys are compared with each other and nothing is sorted.
const FEW: usize = 32;

/// A key that stands twice.
fn repeated(entries: &[(String, Json)]) -> Option<&str> {
    if entries.len() <= FEW {
        // Most keys are known by their length and ends, and compared with none.
        let mut seen = 0_u64;
        for (n, (key, _)) in entries.iter().enumerate() {
            let mark = mark(key);
            if seen & mark != 0 && entries.iter().take(n).any(|(other, _)| other == key) {
                return Some(key);
            }
            seen |= mark;
        }
        return None;
    }
    let keys = order::sorted(entries);
    let pair = keys.windows(2).find(|pair| matches!(pair, [(left, _), (right, _)] if left == right))?;
    pair.first().map(|(key, _)| key.as_str())
}

/// One bit of 64, the same for the same key.
fn mark(key: &str) -> u64 {
    let byte = |byte: Option<&u8>| byte.map_or(0, |byte| u32::from(*byte));
    let bytes = key.as_bytes();
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    1_u64.wrapping_shl(length ^ byte(bytes.first()).wrapping_mul(5) ^ byte(bytes.last()).wrapping_mul(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (Code, String) {
        let error = Json::parse(text, 10_000).unwrap_err();
        (error.code, error.at)
    }

    #[test]
    fn only_strict_json_is_let_in() {
        assert_eq!(refused(r#"{"a":[{"b":1,"b":2}]}"#), (Code::RepeatedKey, "/a/0/b".into()));
        assert_eq!(refused(r#"{"a/b":[1,2.5]}"#), (Code::Number, "/a~1b/1".into()));
        assert_eq!(refused(r#"[9007199254740992]"#), (Code::Number, "/0".into()));
        assert_eq!(refused(r#"[1e2]"#), (Code::Number, "/0".into()));
        for text in ["{}x", "[NaN]", "{\"a\":}", "", "[1,]", "'a'", "\"\\ud800\"", "01"] {
            assert_eq!(refused(text).0, Code::Syntax, "{text}");
        }
        assert_eq!(refused(&"[".repeat(100)).0, Code::Limit);
        assert_eq!(Json::parse("[1]", 2).unwrap_err().code, Code::Limit);
        assert_eq!(Json::parse("[9007199254740991]", 100).unwrap().canonical(), "[9007199254740991]");
    }
}
