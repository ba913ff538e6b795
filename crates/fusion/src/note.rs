//! What is worth telling the person of a file that could be read.

use serde::{Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// The kinds of notes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
        pub enum NoteKind { $($(#[$doc])* $name,)* }

        impl NoteKind {
            /// All of them, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word for programs, the same in every language.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

kinds! {
    /// The file was saved again by another program; what that changed cannot be seen.
    SavedAgain = "saved_again",
    /// A column of the file that the layout does not know; it was left out.
    UnknownColumn = "unknown_column",
    /// Rows of other currencies stand in statements of their own.
    SeveralCurrencies = "several_currencies",
    /// The amount of a row was paid from several sources, whose shares the file does not tell.
    SeveralSources = "several_sources",
    /// The declared encoding is not the one that the file has.
    OtherEncoding = "other_encoding",
    /// A row that is no movement was left out.
    RowLeftOut = "row_left_out",
    /// A row without a day and without a balance could not be read, and was left out.
    RowWithoutDay = "row_without_day",
    /// The file itself warns that its stated figures may count otherwise than its rows.
    StatedOtherwise = "stated_otherwise",
    /// The direction of a row could be taken from its own words only in part.
    DirectionUnclear = "direction_unclear",
    /// The file names no currency; its amounts stand in `XXX`, which is added to no other.
    NoCurrency = "no_currency",
    /// A column was masked or left empty by whoever made the file; it was left out.
    Masked = "masked",
    /// What the person said of the file decided how it was read.
    Answered = "answered",
    /// The layout is not one of the package's: what columns and words mean is the word of whoever brought it.
    OwnLayout = "own_layout",
    /// A security's code has fewer digits than its exchange gives, and nothing tells where it belongs.
    CodeUnclear = "code_unclear",
    /// The same rows stand twice behind the same names, as when a file is pasted twice, or on two sheets of a
    /// workbook; they were read once.
    PastedTwice = "pasted_twice",
    /// More pages of these movements exist, which this file is not.
    Part = "part",
}

impl NoteKind {
    /// Whether it leaves a file's facts read and no better than read, whatever its figures say. None makes them declared,
    /// as the rows are still the file's.
    ///
    /// - Saved again: a program that a person edits in wrote the file, and can make any figures hold.
    /// - Answered, in any way. The style of numbers and the currency say how much an amount is worth, and balances link as
    ///   well where every amount is a thousand times as large or in yen instead of euros. The order of days says in which
    ///   month an amount falls, and most files' days stay in order either way.
    /// - An own layout says which column is which and which words mean a salary, and balances link whatever those say.
    #[must_use]
    pub fn caps(self) -> bool {
        matches!(self, Self::SavedAgain | Self::Answered | Self::OwnLayout)
    }
}

impl Serialize for NoteKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What is worth telling of a file that could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// The first line that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}
