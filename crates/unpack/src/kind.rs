//! What a file is, by its content.
//!
//! Takes bytes, gives a kind. A name and its ending are never looked at: a `.xls` from a bank may be a workbook, a text
//! with tabs, or a page.

use crate::archive::Archive;
use crate::content::Content;
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

/// What a file is, by its content.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    match Content::of(bytes) {
        Content::Zip => Archive::open(bytes).map_or(Kind::Zip, |archive| of_archive(&archive)),
        Content::Workbook => match xls::check(bytes).map_err(|problem| problem.kind) {
            Ok(()) => Kind::Xls,
            Err(ProblemKind::EncryptedWorkbook) => Kind::EncryptedWorkbook,
            Err(ProblemKind::UnsupportedVersion) => Kind::OtherWorkbook,
            Err(_) if !bytes.starts_with(&xls::SIGNATURE) => Kind::OtherWorkbook,
            Err(_) => Kind::Other,
        },
        Content::Pdf => Kind::Pdf,
        Content::Text | Content::Picture => Kind::Other,
    }
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
