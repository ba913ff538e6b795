//! Texts say what they show: no sign that is not seen, turns a line around or steers a terminal, and no address that
//! leads to what somebody on the way could have changed.

use crate::Code;
use crate::pack::schema::PackDocument;

use super::{Findings, below};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    for (id, source) in &document.sources {
        if let Some(url) = source.url.as_deref().filter(|url| !is_https(url)) {
            let scheme = url.split(':').next().filter(|scheme| *scheme != url).unwrap_or("no scheme");
            found!(
                findings, Code::Text, "{}/url", below("/sources", id.as_str());
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
            if let Some((sign, does)) = text.chars().find_map(unseen) {
                found!(
                    findings, Code::Text, "{}", below(&at, key);
                    "the text has the character U+{:04X}, which {does}", u32::from(sign);
                    "Take it out: who reads the text cannot see it."
                );
            }
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

/// What a character does that its reader does not see. Joiners and marks of direction that scripts need are let be.
fn unseen(character: char) -> Option<(char, &'static str)> {
    let does = match character {
        '\n' => return None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "turns the direction of what follows",
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => "is not seen",
        '\u{e0000}'..='\u{e007f}' => "is not seen, and may hide words",
        '\u{2028}' | '\u{2029}' => "ends a line for some readers only",
        control if control.is_control() => "is a control character",
        _ => return None,
    };
    Some((character, does))
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
