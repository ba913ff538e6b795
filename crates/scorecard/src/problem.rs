//! What can be wrong with rows, bins or a fit, said to whoever can mend it.
//!
//! A message names columns, lines and counts, and never a value of a row.

use core::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What is wrong, for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// The stable code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

kinds! {
    /// A file that is not in its form, or is of another version.
    Form = "form",
    /// A column name that stands twice, or is empty.
    RepeatedHeader = "repeated-header",
    /// The line of names again, among the rows.
    HeaderAmongRows = "header-among-rows",
    /// A column that is asked for and not there.
    NoColumn = "no-column",
    /// A line with more or fewer cells than there are names.
    Ragged = "ragged",
    /// No rows.
    NoRows = "no-rows",
    /// A cell of a column of numbers that is no finite number.
    NotANumber = "not-a-number",
    /// What may be a code instead of a number, and was not declared.
    UndeclaredCode = "undeclared-code",
    /// An outcome that is missing.
    NoOutcome = "no-outcome",
    /// All rows have the same outcome.
    OneClass = "one-class",
    /// More than two outcomes.
    SeveralClasses = "several-classes",
    /// A weight that is missing, negative or not finite, or weights that add up to nothing.
    Weight = "weight",
    /// A column with one value.
    Constant = "constant",
    /// A column with more categories than are read.
    TooManyCategories = "too-many-categories",
    /// A bin that no row is in.
    EmptyBin = "empty-bin",
    /// Breaks that do not rise, or a category in two groups or in none.
    Bins = "bins",
    /// An option outside its range.
    Option = "option",
    /// A characteristic about age, sex or origin.
    Protected = "protected",
    /// Characteristics of which one follows from the others.
    Collinear = "collinear",
    /// A fit without an end: characteristics that tell the outcome without error.
    Separated = "separated",
    /// Points that are no integers of 32 bits, or breaks that are none where integers are asked for.
    NotAnInteger = "not-an-integer",
}

/// A problem, with its place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, for programs.
    pub kind: Kind,
    /// The column; empty where it is about none.
    pub column: String,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// What was found and what is expected, in one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// A problem of no column and no line.
    pub fn new(kind: Kind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, column: String::new(), line: None, message: message.into(), help: help.into() }
    }

    /// The same of a column.
    #[must_use]
    pub fn of(mut self, column: &str) -> Self {
        column.clone_into(&mut self.column);
        self
    }

    /// The same in a line.
    #[must_use]
    pub fn in_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.column.is_empty() {
            write!(f, "column '{}': ", self.column)?;
        }
        write!(f, "{} [{}]", self.message, self.kind.as_str())?;
        if let Some(line) = self.line {
            write!(f, "\n  in line {line}")?;
        }
        write!(f, "\n  {}", self.help)
    }
}

impl core::error::Error for Problem {}
