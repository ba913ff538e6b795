//! Phrases above and below a table in which a file states something of its rows: `共{rows}笔记录`.

use core::fmt;

use super::plain::usual;
use crate::seek;

/// A phrase with places: `{rows}` a number, `{amount}` an amount, `{day}` a day, `{text}` anything to the end of the line
/// or to what follows in the phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Place(String),
}

impl Phrase {
    /// Reads a phrase; none where a bracket is not closed or two places touch.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let text: String = text.chars().map(usual).collect();
        let mut rest = text.as_str();
        while let Some((literal, behind)) = rest.split_once('{') {
            let (place, behind) = behind.split_once('}')?;
            if !literal.is_empty() {
                parts.push(Part::Literal(literal.to_owned()));
            } else if matches!(parts.last(), Some(Part::Place(_))) {
                return None;
            }
            parts.push(Part::Place(place.to_owned()));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// The names of its places.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Place(name) => Some(name.as_str()),
            Part::Literal(_) => None,
        })
    }

    /// What stands in the places where the phrase is first found in a text: name and text of each, without blanks
    /// around it. The text's signs and blanks are as `plain_line` leaves them.
    #[must_use]
    pub fn find<'a, 'p>(&'p self, text: &'a str) -> Option<Vec<(&'p str, &'a str)>> {
        let Some(Part::Literal(first)) = self.0.first() else { return self.at(text) };
        let mut rest = text;
        while let Some(at) = seek::find(rest, first) {
            let from = rest.get(at..)?;
            if let Some(found) = self.at(from) {
                return Some(found);
            }
            rest = from.get(first.len()..)?;
        }
        None
    }

    fn at<'a, 'p>(&'p self, text: &'a str) -> Option<Vec<(&'p str, &'a str)>> {
        let mut found = Vec::new();
        let mut rest = text;
        let mut parts = self.0.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Literal(literal) => rest = seek::behind(rest, " \t").strip_prefix(literal.trim_start())?,
                Part::Place(name) => {
                    let line = seek::upto(rest, "\n\r");
                    let end = match parts.peek() {
                        Some(Part::Literal(literal)) => seek::find(line, literal)?,
                        _ => line.len(),
                    };
                    let (value, behind) = rest.split_at_checked(end)?;
                    found.push((name.as_str(), value.trim()));
                    rest = behind;
                }
            }
        }
        Some(found)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Literal(text) => f.write_str(text),
            Part::Place(name) => write!(f, "{{{name}}}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::plain_line;
    use super::*;

    #[test]
    fn a_phrase_gives_what_stands_in_its_places() {
        let phrase = Phrase::parse("支出：{rows}笔 {amount}元").unwrap();
        let text = ["不计", "支出：", "支出：63笔 16.54元"].map(plain_line).join("\n");
        assert_eq!(phrase.find(&text), Some(vec![("rows", "63"), ("amount", "16.54")]));
        let period = Phrase::parse("起始时间：[{from}] 终止时间：[{to}]").unwrap();
        let text = "起始时间：[2023-02-10 00:00:00]    终止时间：[2023-02-13 23:59:59]";
        assert_eq!(period.find(&plain_line(text)).unwrap()[1], ("to", "2023-02-13 23:59:59"));
        assert_eq!(Phrase::parse("a{b"), None);
        assert_eq!(Phrase::parse("{a}{b}"), None);
    }
}
