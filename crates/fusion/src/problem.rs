//! What is wrong with a file, said to the person who brought it.
//!
//! One vocabulary serves files, archives and workbooks: what cannot be opened is said in the words of what cannot be read.
//! A problem names its kind, its line and what is expected. What was found there is the person's own: it is kept apart,
//! for the tab or the terminal that shows the file, and neither `Debug` nor `Display` prints it.

use core::fmt;
use core::ops::Deref;

use prescreen_unpack::{Part, ProblemKind as Unopened};
use serde::{Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $message:literal, $help:literal;)*) => {
        /// The kinds of problems, each with a stable word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case"))]
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
    /// No bytes, or nothing but blanks.
    Empty = "empty", "the file is empty", "Export it again; the download may not have finished.";
    /// Larger or with more rows than is read.
    TooLarge = "too-large", "the file is larger than is read here", "Export a shorter period, or one account at a time.";
    /// Bytes that are no text in any encoding that is known here.
    Encoding = "encoding", "the file's characters cannot be read", "Export it again, and do not open it in another program first.";
    /// A layout that no reader knows.
    UnknownFormat = "unknown-format", "this layout is not known here", "Choose another export of the same account, or give a layout that describes this one.";
    /// An export of the right place that is not the statement.
    WrongExport = "wrong-export", "this is another export than the statement", "Export the statement; the guide shows where to tap.";
    /// A container or picture that is no statement.
    WrongKind = "wrong-kind", "a file of this kind cannot be read", "Bring the statement as CSV, XLSX, OFX or XML; no PDF is read yet, and a photo's figures cannot be checked.";
    /// A password is needed to open it.
    PasswordNeeded = "password-needed", "the file is locked", "Type the password that came with it; it stays on this device.";
    /// The password does not open it.
    PasswordWrong = "password-wrong", "the password does not open the file", "Type it again as the message or app shows it, with capitals.";
    /// A workbook that is itself encrypted.
    EncryptedWorkbook = "encrypted-workbook", "the workbook is locked with a password of its own", "Open it in a spreadsheet with its password, remove the password, and save it as XLSX.";
    /// A container whose form is broken.
    Damaged = "damaged", "the file is damaged", "Download it again, and do not change it in another program.";
    /// A way of packing or locking that is not known here.
    UnsupportedMethod = "unsupported-method", "it is packed in a way that is not opened here", "Unpack it with the program that made it, and bring what is inside.";
    /// A workbook of a form that is not read here.
    UnsupportedVersion = "unsupported-version", "a workbook of this form is not read here", "Open it in a spreadsheet and save it as XLSX.";
    /// Archives inside archives inside archives.
    Nested = "nested", "there are archives inside an archive inside this archive", "Unpack it, and bring the innermost files.";
    /// Its end is missing.
    Cut = "cut", "the end of the file is missing", "Download it again.";
    /// Its form is broken.
    Syntax = "syntax", "the file is damaged here", "Export it again, and do not change it in another program.";
    /// A row with more or fewer cells than the header.
    Cells = "cells", "the row has another number of cells than the header", "Export the file again; saving it in a spreadsheet may have shifted its columns.";
    /// A column that the layout needs is not there.
    MissingColumn = "missing-column", "a column is missing that this layout needs", "Export it again with all columns.";
    /// A value that a row needs is not there.
    MissingValue = "missing-value", "a value is missing that every row needs", "Export the file again.";
    /// No amount of money.
    Amount = "amount", "this is not an amount of money", "Export the file again, or leave it out.";
    /// More decimals than the currency has.
    Precision = "precision", "the amount has more decimals than its currency", "Export the file again; a conversion may have changed its amounts.";
    /// Amounts whose sum is larger than is counted.
    Overflow = "overflow", "the amounts add up to more than is counted here", "Look at the amount in this line; export the file again.";
    /// One separator that may divide thousands or decimals.
    AmbiguousAmount = "ambiguous-amount", "the separator may divide thousands or decimals", "Say which it is; the file itself does not tell.";
    /// No day of the calendar.
    Day = "day", "this is not a day of the calendar", "Export the file again.";
    /// Day and month may be the other way round.
    AmbiguousDay = "ambiguous-day", "day and month may be either way round", "Say which comes first; the file itself does not tell.";
    /// A word for in or out that the layout does not have.
    Direction = "direction", "whether money came in or went out is not told in words that are known here", "Tell us of this export, or leave the file out.";
    /// A word of state that the layout does not have.
    Status = "status", "the state of the payment is not told in words that are known here", "Tell us of this export, or leave the file out.";
    /// No currency, or one that is not known.
    Currency = "currency", "the currency is not known here", "Export the file again with its currency.";
    /// Two statements of the file say different things of one account.
    Conflict = "conflict", "two places of the file contradict each other", "Export the file again.";
}

/// How many characters of what was found are shown.
const LONGEST_SHOWN: usize = 80;

/// As much of a text of the file as is shown: all of it, or its beginning and that there is more.
pub(crate) fn beginning(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST_SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// What is wrong with a file, and where: [`Told`], behind one pointer, as every step of reading may give one.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem(Box<Told>);

/// What a [`Problem`] says.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// What kind.
    pub kind: ProblemKind,
    /// Which file of an archive it is in, from 1 in the order of the archive's list, where it is in one.
    pub member: Option<u32>,
    /// The line or row from 1, where it has one.
    pub line: Option<u32>,
    /// The field or column, in the layout's own words or ours; none of the person's.
    pub field: Option<String>,
    /// What is expected there, or which of several things is meant; may be empty.
    pub expected: String,
    /// How to get what is expected, by locale: where to tap.
    pub guide: Vec<(String, String)>,
    found: Option<String>,
}

impl Problem {
    /// A problem of the whole file.
    #[must_use]
    pub fn new(kind: ProblemKind) -> Self {
        let (member, line, field, found) = (None, None, None, None);
        Self(Box::new(Told { kind, member, line, field, expected: String::new(), guide: Vec::new(), found }))
    }

    /// The same, in a line or row from 1.
    #[must_use]
    pub fn at(mut self, line: u32) -> Self {
        self.0.line = Some(line);
        self
    }

    /// The same, in a file of an archive, from 1.
    #[must_use]
    pub fn in_member(mut self, member: u32) -> Self {
        self.0.member.get_or_insert(member);
        self
    }

    /// The same, in a field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// The same, with what is expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.0.expected = expected.into();
        self
    }

    /// The same, where no more than so many of something are expected.
    #[must_use]
    pub fn at_most(self, most: usize, of: &str) -> Self {
        self.expected(["at most ", &most.to_string(), " ", of].concat())
    }

    /// The same, with how to get what is expected.
    #[must_use]
    pub fn guide(mut self, guide: Vec<(String, String)>) -> Self {
        self.0.guide = guide;
        self
    }

    /// The same, with what was found: the person's own, for their eyes.
    ///
    /// A longer text than can be looked over, as where a quote was never closed, is shown by its beginning.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.0.found = Some(beginning(found.into()));
        self
    }

    /// What stands in the file there. For the person who brought it, on their own screen; never for a log.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        self.found.as_deref()
    }
}

impl Deref for Problem {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.0
    }
}

/// What a page or terminal shows of a problem to the person whose file it is; in which words, it knows by the code:
/// [`ProblemKind::message`] and [`ProblemKind::help`] are the English ones.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ShownProblem<'a> {
    #[cfg_attr(feature = "schema", schemars(with = "ProblemKind"))]
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    expected: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "by_locale")]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, String>"))]
    guide: &'a [(String, String)],
}

fn by_locale<S: Serializer>(guide: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(guide.iter().map(|(locale, text)| (locale, text)))
}

impl<'a> From<&'a Problem> for ShownProblem<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            code: problem.kind.word(),
            member: problem.member,
            line: problem.line,
            field: problem.field.as_deref(),
            found: problem.shown(),
            expected: &problem.expected,
            guide: &problem.guide,
        }
    }
}

impl From<Unopened> for ProblemKind {
    fn from(kind: Unopened) -> Self {
        match kind {
            Unopened::Empty => Self::Empty,
            Unopened::WrongKind => Self::WrongKind,
            Unopened::PasswordNeeded => Self::PasswordNeeded,
            Unopened::PasswordWrong => Self::PasswordWrong,
            Unopened::EncryptedWorkbook => Self::EncryptedWorkbook,
            Unopened::Damaged => Self::Damaged,
            Unopened::UnsupportedMethod => Self::UnsupportedMethod,
            Unopened::UnsupportedVersion => Self::UnsupportedVersion,
            Unopened::Nested => Self::Nested,
            Unopened::TooLarge => Self::TooLarge,
        }
    }
}

impl From<&prescreen_unpack::Problem> for Problem {
    fn from(problem: &prescreen_unpack::Problem) -> Self {
        let mut said = Self::new(problem.kind.into()).expected(problem.expected.clone());
        said.0.line = problem.row;
        match problem.part {
            Some(Part::Member(member)) => said.in_member(member),
            Some(part) => said.field(part.text()),
            None => said,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = self.member {
            write!(f, "file {member} of the archive: ")?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(self.kind.message())?;
        if let Some(field) = &self.field {
            write!(f, " ({field})")?;
        }
        if !self.expected.is_empty() {
            write!(f, "; expected {}", self.expected)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({}: {self})", self.kind.word())
    }
}

impl core::error::Error for Problem {}
