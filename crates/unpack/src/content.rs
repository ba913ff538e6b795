//! What kind of content a file has, by its first bytes: whether it is text, or something that is opened first.
//!
//! Takes bytes, gives one of five kinds, without opening anything: a page asks before it loads what opens archives.

use crate::xls;

/// The kinds of content that matter to whoever opens a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Text, in any encoding.
    Text,
    /// A ZIP archive: several files, or a workbook.
    Zip,
    /// A compound file, which is an old workbook or a locked one, or a workbook older than those.
    Workbook,
    /// A PDF.
    Pdf,
    /// A picture, whose figures cannot be checked.
    Picture,
}

/// First bytes and what they begin.
const SIGNATURES: &[(&[u8], Content)] = &[
    (b"PK\x03\x04", Content::Zip),
    (b"PK\x05\x06", Content::Zip),
    (&xls::SIGNATURE, Content::Workbook),
    // BIFF2, BIFF3 and BIFF4 lie in no compound file.
    (&[0x09, 0x00, 0x04, 0x00], Content::Workbook),
    (&[0x09, 0x02, 0x06, 0x00], Content::Workbook),
    (&[0x09, 0x04, 0x06, 0x00], Content::Workbook),
    (b"%PDF-", Content::Pdf),
    (b"\xff\xd8\xff", Content::Picture),
    (b"\x89PNG", Content::Picture),
    (b"GIF8", Content::Picture),
    (b"II*\0", Content::Picture),
    (b"MM\0*", Content::Picture),
];
/// Before a PDF's signature some programs write a few bytes of their own.
const PDF_WITHIN: usize = 1024;

impl Content {
    /// The kind of a file's content.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if let Some((_, content)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
            return *content;
        }
        let head = bytes.get(..PDF_WITHIN).unwrap_or(bytes);
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Self::Pdf;
        }
        let heif = bytes.get(4..8) == Some(b"ftyp");
        let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        if heif || webp { Self::Picture } else { Self::Text }
    }

    /// The word that programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Zip => "zip",
            Self::Workbook => "workbook",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        for (bytes, content) in [
            (&b"date,amount\n"[..], Content::Text),
            (b"PK\x03\x04rest", Content::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::Workbook),
            (b"\n\n%PDF-1.7", Content::Pdf),
            (b"\xff\xd8\xff\xe0", Content::Picture),
            (b"\0\0\0\x18ftypheic", Content::Picture),
            (b"RIFF\0\0\0\0WEBPVP8 ", Content::Picture),
            (b"", Content::Text),
        ] {
            assert_eq!(Content::of(bytes), content, "{}", content.word());
        }
    }
}
