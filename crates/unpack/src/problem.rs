//! What is wrong with a container, said to the person who brought it.
//!
//! A problem names its kind and its place by numbers and by the words of the container's own format. Neither holds
//! anything of the person's: no name of a file, no cell.

use core::fmt;

use serde::Serialize;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $message:literal, $help:literal;)*) => {
        /// The kinds of problems, each with a stable word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename = "ContainerProblemKind", rename_all = "kebab-case"))]
        pub enum ProblemKind { $($(#[$doc])* $name,)* }

        impl ProblemKind {
            /// All of them, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word for programs, the same in every language.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What is wrong, in one English sentence without its full stop.
            #[must_use]
            pub fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }

            /// What to do, in one English sentence.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => $help,)* }
            }
        }
    };
}

kinds! {
    /// Nothing inside.
    Empty = "empty", "there is nothing inside", "Download it again; the export may not have finished.";
    /// Bytes that are no container of the kind that was asked for.
    WrongKind = "wrong-kind", "this is not the kind of file that is opened here", "Bring the statement as ZIP, XLSX or XLS, or as the text file inside.";
    /// Locked, and no password was given.
    PasswordNeeded = "password-needed", "the file is locked", "Type the password that came with it; it stays on this device.";
    /// The password does not open it.
    PasswordWrong = "password-wrong", "the password does not open the file", "Type it again as the message or app shows it, with capitals; if it is right, download the file again.";
    /// A workbook that is itself encrypted.
    EncryptedWorkbook = "encrypted-workbook", "the workbook is locked with a password of its own", "Open it in a spreadsheet with its password, remove the password, and save it as XLSX.";
    /// Its form is broken, or its end is missing.
    Damaged = "damaged", "the file is damaged", "Download it again, and do not change it in another program.";
    /// A way of packing or locking that is not known here.
    UnsupportedMethod = "unsupported-method", "it is packed in a way that is not opened here", "Unpack it with the program that made it, and bring what is inside.";
    /// A workbook of a form that is not read here.
    UnsupportedVersion = "unsupported-version", "a workbook of this form is not read here", "Open it in a spreadsheet and save it as XLSX.";
    /// Archives inside archives inside archives.
    Nested = "nested", "there are archives inside an archive inside this archive", "Unpack it, and bring the innermost files.";
    /// More than a named limit.
    TooLarge = "too-large", "there is more inside than is read here", "Export a shorter period, or one account at a time.";
}

/// A part of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The archive itself, or its list of files.
    Archive,
    /// A file of an archive, from 1 in the order of its list.
    Member(u32),
    /// The compound file in which an old workbook lies.
    Compound,
    /// The list of sheets, or what holds for all of them.
    Workbook,
    /// The formats of cells.
    Styles,
    /// The texts that cells share.
    SharedTexts,
    /// A sheet, from 1 in the order of the workbook.
    Sheet(u32),
    /// A page, from 1.
    Page(u32),
}

impl Part {
    /// The part in words, as they stand behind "in".
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Archive => "the archive's list".to_owned(),
            Self::Member(number) => ["file ", &number.to_string(), " of the archive"].concat(),
            Self::Compound => "the compound file's list".to_owned(),
            Self::Workbook => "the workbook's list".to_owned(),
            Self::Styles => "the workbook's formats".to_owned(),
            Self::SharedTexts => "the workbook's texts".to_owned(),
            Self::Sheet(number) => ["sheet ", &number.to_string()].concat(),
            Self::Page(number) => ["page ", &number.to_string()].concat(),
        }
    }
}

/// What is wrong with a container, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The part that it is in, where it is in one.
    pub part: Option<Part>,
    /// The row of a sheet, from 1.
    pub row: Option<u32>,
    /// What is expected there; may be empty.
    pub expected: String,
}

impl Problem {
    /// A problem of the whole file.
    #[must_use]
    pub fn new(kind: ProblemKind) -> Self {
        Self { kind, part: None, row: None, expected: String::new() }
    }

    /// The same, in a part.
    #[must_use]
    pub fn part(self, part: Part) -> Self {
        Self { part: Some(part), ..self }
    }

    /// The same, in a row of a sheet, from 1.
    #[must_use]
    pub fn row(self, row: u32) -> Self {
        Self { row: Some(row), ..self }
    }

    /// The same, with what is expected.
    #[must_use]
    pub fn expected(self, expected: impl Into<String>) -> Self {
        Self { expected: expected.into(), ..self }
    }

    /// A part that is not of its form.
    #[must_use]
    pub(crate) fn damaged(part: Part, expected: &str) -> Self {
        Self::new(ProblemKind::Damaged).part(part).expected(expected)
    }

    /// More than a limit.
    #[must_use]
    pub(crate) fn too_large(limit: impl fmt::Display, of: &str) -> Self {
        Self::new(ProblemKind::TooLarge).expected(format!("at most {limit} {of}"))
    }
}

/// What a page or terminal shows of a problem.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, rename = "ContainerProblem"))]
pub struct ShownProblem<'a> {
    #[cfg_attr(feature = "schema", schemars(with = "ProblemKind"))]
    code: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    expected: &'a str,
    help: &'static str,
}

impl<'a> From<&'a Problem> for ShownProblem<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            code: problem.kind.word(),
            message: problem.kind.message(),
            part: problem.part.map(Part::text),
            line: problem.row,
            expected: &problem.expected,
            help: problem.kind.help(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.message())?;
        if let Some(part) = self.part {
            write!(f, " in {}", part.text())?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if !self.expected.is_empty() {
            write!(f, "; expected {}", self.expected)?;
        }
        write!(f, ". {}", self.kind.help())
    }
}

impl core::error::Error for Problem {}
