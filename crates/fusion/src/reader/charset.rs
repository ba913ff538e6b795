//! Which encoding a document has: what it declares, unless its bytes say otherwise.
//!
//! Declarations lie: `CHARSET:1252` stands above UTF-8 and the other way round. Bytes above ASCII that are valid UTF-8 are
//! UTF-8, whatever is declared.

use std::borrow::Cow;

use crate::seek;
use crate::text::{Encoding, Host, decode, decoded, marked};

/// Where a declaration is looked for, in bytes.
const HEAD: usize = 1024;

/// A document's text, and whether its encoding is another than the declared one.
pub(super) fn text_of<'a>(bytes: &'a [u8], host: &dyn Host) -> Option<(Cow<'a, str>, bool)> {
    if let Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) = marked(bytes) {
        return decode(bytes, encoding, host).map(|text| (Cow::Owned(text), false));
    }
    let declared = declared(bytes);
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = core::str::from_utf8(plain) {
        let another = !text.is_ascii() && declared.is_some_and(|encoding| encoding != Some(Encoding::Utf8));
        return Some((Cow::Borrowed(text), another));
    }
    if let Some(encoding) = declared.flatten()
        && let Some(text) = decode(bytes, encoding, host)
    {
        return Some((Cow::Owned(text), false));
    }
    let text = decoded(bytes, host).next()?;
    Some((Cow::Owned(text), declared.is_some()))
}

/// The encoding that a document declares in its first lines: none, one that is not known here, or one.
fn declared(bytes: &[u8]) -> Option<Option<Encoding>> {
    let ascii = bytes.iter().take(HEAD).filter(|byte| byte.is_ascii());
    let head: String = ascii.map(|byte| char::from(*byte)).collect();
    if let Some((_, behind)) = seek::split_once(&head, "encoding=") {
        let label = behind.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
        return Some(Encoding::of_label(label));
    }
    let label = |name: &str| {
        let behind = seek::split_once(&head, name)?.1;
        behind.split_ascii_whitespace().next().filter(|label| !label.eq_ignore_ascii_case("none"))
    };
    let of_encoding = label("ENCODING:").and_then(Encoding::of_label);
    match (of_encoding, label("CHARSET:")) {
        (Some(Encoding::Utf8), _) => Some(Some(Encoding::Utf8)),
        (_, Some(charset)) => Some(Encoding::of_label(charset)),
        (of_encoding, None) => of_encoding.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::NoHost;

    fn read(bytes: &[u8]) -> Option<(String, bool)> {
        text_of(bytes, &NoHost).map(|(text, another)| (text.into_owned(), another))
    }

    #[test]
    fn a_declaration_is_believed_unless_the_bytes_say_otherwise() {
        for (bytes, text, another) in [
            (&b"CHARSET:1252\n<NAME>Caf\xe9"[..], "CHARSET:1252\n<NAME>Café", false),
            ("CHARSET:1252\n<NAME>Café".as_bytes(), "CHARSET:1252\n<NAME>Café", true),
            (b"ENCODING:UTF-8\nCHARSET:NONE\n<NAME>Caf\xe9", "ENCODING:UTF-8\nCHARSET:NONE\n<NAME>Café", true),
            (b"<?xml encoding='ISO-8859-1'?>\x80", "<?xml encoding='ISO-8859-1'?>€", false),
            (b"CHARSET:1252\nplain", "CHARSET:1252\nplain", false),
        ] {
            assert_eq!(read(bytes), Some((text.to_owned(), another)));
        }
        assert_eq!(read(b"<?xml encoding='GBK'?>\x81"), None);
    }
}
