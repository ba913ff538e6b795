//! What a file is, by its content.
//!
//! Takes bytes, gives a kind. A name and its ending are never looked at: a `.xls` from a bank may be a workbook, a text
//! with tabs, or a page.

use crate::archive::Archive;
use crate::problem::ProblemKind;
use crate::xls;

/// The kinds of files that matter to whoever opens one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An archive of files.
    Zip,
    /// A workbook of Office Open XML (ISO/IEC 29500), from 2007.
    Xlsx,
    /// A workbook of the binary form (BIFF8), 1997 to 2003.
    Xls,
    /// A workbook of a form that is not read here: OpenDocument, XLSB, or older than 1997.
    OtherWorkbook,
    /// A workbook that is locked with a password of its own, of either form.
    EncryptedWorkbook,
    /// A PDF.
    Pdf,
    /// Anything else, texts among them.
    Other,
}

impl Kind {
    /// The word that programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::OtherWorkbook => "other-workbook",
            Self::EncryptedWorkbook => "encrypted-workbook",
            Self::Pdf => "pdf",
            Self::Other => "other",
        }
    }
}

/// Before a PDF's signature some programs write a few bytes of their own.
const PDF_WITHIN: usize = 1024;
/// Beginnings of workbooks before 1997 that lie in no compound file: BIFF2, BIFF3, BIFF4.
const BARE_WORKBOOKS: [&[u8]; 3] = [&[0x09, 0x00, 0x04, 0x00], &[0x09, 0x02, 0x06, 0x00], &[0x09, 0x04, 0x06, 0x00]];

/// What a file is, by its content.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Archive::open(bytes).map_or(Kind::Zip, |archive| of_archive(&archive));
    }
    if bytes.starts_with(&xls::SIGNATURE) {
        return match xls::check(bytes).map_err(|problem| problem.kind) {
            Ok(()) => Kind::Xls,
            Err(ProblemKind::EncryptedWorkbook) => Kind::EncryptedWorkbook,
            Err(ProblemKind::UnsupportedVersion) => Kind::OtherWorkbook,
            Err(_) => Kind::Other,
        };
    }
    if BARE_WORKBOOKS.iter().any(|start| bytes.starts_with(start)) {
        return Kind::OtherWorkbook;
    }
    let head = bytes.get(..PDF_WITHIN).unwrap_or(bytes);
    if head.windows(5).any(|window| window == b"%PDF-") { Kind::Pdf } else { Kind::Other }
}

/// A package of Office or OpenDocument is an archive too.
fn of_archive(archive: &Archive<'_>) -> Kind {
    let has = |name: &str| archive.find(name).is_some();
    if has("[content_types].xml") {
        return if has("xl/workbook.bin") {
            Kind::OtherWorkbook
        } else if has("xl/workbook.xml") || archive.has_below("xl/worksheets/") {
            Kind::Xlsx
        } else {
            Kind::Other
        };
    }
    if has("mimetype") && has("content.xml") { Kind::OtherWorkbook } else { Kind::Zip }
}
