//! E-mail addresses: the form that mail servers take in practice (RFC 5321 limits), and whether the domain gives
//! addresses for a moment's use.
//!
//! Takes what was typed and the table of such domains. It must never say whether an address is in use.

use super::disposable::Disposable;
use super::typed::narrow;
use super::{Note, Part, Read};

/// Longest part before the @, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL: usize = 64;
/// Longest address, in bytes (RFC 5321, erratum 1690).
const ADDRESS: usize = 254;
/// Longest label of a domain, in bytes (RFC 1035).
const LABEL: usize = 63;

pub(super) fn address(value: &str, table: &[u8]) -> Result<Read, Part> {
    let address: String =
        value.trim().chars().map(|character| if character.is_ascii() { character } else { plain(character) }).collect();
    let (local, domain) = address.rsplit_once('@').filter(|(local, _)| !local.contains('@')).ok_or(Part::Address)?;
    if address.len() > ADDRESS || local.len() > LOCAL {
        return Err(Part::Length);
    }
    let dots = local.is_empty() || local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let labels: Vec<&str> = domain.split('.').collect();
    if dots || labels.len() < 2 || !labels.iter().all(|label| is_label(label)) {
        return Err(Part::Address);
    }
    let stray = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\\')
    };
    let top = labels.last().is_some_and(|top| top.chars().any(|character| !character.is_ascii_digit()));
    if local.chars().any(stray) || !top {
        return Err(Part::Character);
    }
    let note = match Disposable::read(table) {
        None => Some(Note::DomainNotChecked),
        Some(list) => list.holds(&domain.to_ascii_lowercase()).then_some(Note::Disposable),
    };
    Ok(Read { note, ..Read::default() })
}

/// Full-width characters and the ideographic full stop as plain ones, in lower case as they come from a keyboard.
fn plain(character: char) -> char {
    if character == '。' { '.' } else { narrow(character).to_ascii_lowercase() }
}

/// Letters of any script (RFC 5890), digits and inner hyphens.
fn is_label(label: &str) -> bool {
    let fits = |character: char| character.is_alphanumeric() || character == '-';
    !label.is_empty()
        && label.len() <= LABEL
        && label.chars().all(fits)
        && !label.starts_with('-')
        && !label.ends_with('-')
}
