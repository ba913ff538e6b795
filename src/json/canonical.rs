//! RFC 8785: one text for one value, so that it can be hashed.

use super::{Json, order};

impl Json {
    /// The canonical text (RFC 8785): keys sorted by UTF-16 code units, no white space.
    ///
    /// Numbers are integers here; a float from the loose reader is written as `null`, which no
    /// hashed document contains.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, to: &mut String) {
        match self {
            Self::Null | Self::Float(_) => to.push_str("null"),
            Self::Bool(true) => to.push_str("true"),
            Self::Bool(false) => to.push_str("false"),
            Self::Int(number) => to.push_str(&number.to_string()),
            Self::Text(text) => write_text(text, to),
            Self::List(values) => {
                to.push('[');
                for (n, value) in values.iter().enumerate() {
                    if n > 0 {
                        to.push(',');
                    }
                    value.write(to);
                }
                to.push(']');
            }
            Self::Map(entries) => {
                to.push('{');
                for (n, (key, value)) in order::sorted(entries).into_iter().enumerate() {
                    if n > 0 {
                        to.push(',');
                    }
                    write_text(key, to);
                    to.push(':');
                    value.write(to);
                }
                to.push('}');
            }
        }
    }
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\u{8}' => to.push_str("\\b"),
            '\t' => to.push_str("\\t"),
            '\n' => to.push_str("\\n"),
            '\u{c}' => to.push_str("\\f"),
            '\r' => to.push_str("\\r"),
            control if control < ' ' => {
                to.push_str("\\u00");
                let code = u32::from(control);
                for digit in [code >> 4, code & 15] {
                    to.extend(char::from_digit(digit, 16));
                }
            }
            other => to.push(other),
        }
    }
    to.push('"');
}
