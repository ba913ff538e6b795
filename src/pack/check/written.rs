//! Texts say what they show: no sign that is not seen, turns a line around or steers a terminal, and no address that
//! leads to what somebody on the way could have changed.

use crate::Code;
use crate::pack::schema::PackDocument;
use crate::terms::marks::is_mark;
use crate::terms::unseen::unseen;

use super::{Findings, below};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    for (id, source) in &document.sources {
        let at = below("/sources", id.as_str());
        if let Some(url) = source.url.as_deref() {
            shown(findings, &format!("{at}/url"), "address", url, Lines::One);
        }
        if let Some(url) = source.url.as_deref().filter(|url| !is_https(url)) {
            let scheme = url.split(':').next().filter(|scheme| *scheme != url).unwrap_or("no scheme");
            found!(
                findings, Code::Text, "{at}/url";
                "the address begins with {}, expected https", scheme.escape_debug();
                "Write the https address, or leave `url` out and name the place in the source's title."
            );
        }
    }
    for (locale, texts) in &document.texts {
        let at = below("/texts", locale);
        for (key, text) in texts {
            if findings.is_full() {
                return;
            }
            shown(findings, &below(&at, key), "text", text, lines(key));
            if let Some(scheme) = foreign_scheme(text) {
                found!(
                    findings, Code::Text, "{}", below(&at, key);
                    "the text has an address that begins with {}, expected https", scheme.escape_debug();
                    "Write the https address, or name the place in words."
                );
            }
        }
    }
}

fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

/// How many lines a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// Notices, documents and the help to a question are drawn in paragraphs, all else in one line.
fn lines(key: &str) -> Lines {
    let parts: Vec<&str> = key.split('.').collect();
    match parts.as_slice() {
        ["notice" | "document", _, "body"] | ["item", _, "help"] => Lines::Many,
        _ => Lines::One,
    }
}

/// The most signs on one letter: of the languages that packs are written in, Vietnamese has two.
const MARKS: usize = 2;

/// Finds the first character of a text that its reader does not see, and signs that pile up on a letter.
fn shown(findings: &mut Findings, at: &str, what: &str, text: &str, lines: Lines) {
    let found = text.chars().find_map(|character| Some((character, unseen(character)?)).filter(|_| character != '\n'));
    if let Some((sign, does)) = found {
        found!(
            findings, Code::Text, "{at}";
            "the {what} has the character U+{:04X}, which {does}", u32::from(sign);
            "Take it out: who reads the {what} cannot see it."
        );
    }
    if lines == Lines::One && text.contains('\n') {
        found!(
            findings, Code::Text, "{at}";
            "the {what} has several lines, expected one";
            "Write it in one line; only `body` of notices and documents and `help` of questions have paragraphs."
        );
    }
    let mut marks = 0_usize;
    for character in text.chars() {
        marks = if is_mark(character) { marks.saturating_add(1) } else { 0 };
        if marks > MARKS {
            found!(
                findings, Code::Text, "{at}";
                "the {what} has more than {MARKS} signs on one letter, the last U+{:04X}", u32::from(character);
                "Take out what covers the letters around it."
            );
            return;
        }
    }
}

/// The scheme of the first address in a text that is not https; none when there is none.
fn foreign_scheme(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        let scheme = before.rsplit(is_no_scheme).next().unwrap_or_default();
        let runs = ["javascript", "data", "vbscript"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
        let tight = after.chars().next().is_some_and(|next| !next.is_whitespace());
        let leads = after.starts_with("//") && !scheme.is_empty() && !scheme.eq_ignore_ascii_case("https");
        if leads || (runs && tight) {
            return Some(scheme);
        }
        rest = after;
    }
    None
}

/// Whether no scheme has such a character in its name (RFC 3986, section 3.1).
fn is_no_scheme(character: char) -> bool {
    !character.is_ascii_alphanumeric() && !"+-.".contains(character)
}
