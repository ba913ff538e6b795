//! What a person's records arrive in, opened on their own device.
//!
//! Takes the bytes of a file and, where it is locked, a password. Gives the plain files inside an archive, or the tables
//! of a workbook, as a person would see them in a spreadsheet: amounts as the exact decimal text that was typed, days as
//! days, texts of digits as texts. With the feature `pdf` also the texts of a PDF and where they stand. Pure: no clock, no
//! network, no file. It must never guess what a cell means, run a formula, or print anything of a file: `Debug` and
//! problems hold numbers and the words of the formats only.
//!
//! A page loads it only when such a file arrives, as a module of its own; the command line links it. Both read the same.
//!
//! ```
//! use prescreen_unpack::{Kind, Limits, ProblemKind, kind, members};
//!
//! assert_eq!(kind(b"date,amount\n"), Kind::Other);
//! let problem = members(b"PK\x03\x04 and no more", None, &Limits::default()).unwrap_err();
//! assert_eq!(problem.kind, ProblemKind::Damaged);
//! ```

mod archive;
mod builder;
mod content;
mod kind;
pub mod limits;
mod members;
mod number;
mod number_format;
pub mod packed;
#[cfg(feature = "pdf")]
pub mod pdf;
mod problem;
mod serial;
mod workbook;
mod xls;
mod xlsx;

pub use content::Content;
pub use kind::{Kind, kind};
pub use limits::Limits;
pub use members::{Member, Name, members};
pub use number_format::NumberFormat;
pub use problem::{Part, Problem, ProblemKind, ShownProblem};
pub use workbook::{Area, Cell, Row, Sheet, Value, Workbook};

/// Reads the sheets of a workbook, XLSX or XLS.
///
/// # Errors
/// [`ProblemKind::EncryptedWorkbook`] of one with a password of its own, [`ProblemKind::UnsupportedVersion`] of another
/// form of workbook, [`ProblemKind::WrongKind`] of what is none, [`ProblemKind::Damaged`] and [`ProblemKind::TooLarge`]
/// with their places.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    match kind(bytes) {
        Kind::Xlsx => xlsx::read(bytes, limits),
        Kind::Xls => xls::read(bytes, limits),
        Kind::EncryptedWorkbook => Err(Problem::new(ProblemKind::EncryptedWorkbook)),
        Kind::OtherWorkbook => Err(Problem::new(ProblemKind::UnsupportedVersion)),
        Kind::Zip | Kind::Pdf | Kind::Other => Err(Problem::new(ProblemKind::WrongKind)),
    }
}
