//! What is worth telling the person of a file that could be read.

use prescreen::words;
use serde::{Serialize, Serializer};

use super::written_as_word;

/// What is worth telling of a file that could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// The first line that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The file was saved again by another program; what that changed cannot be seen.
    SavedAgain,
    /// A column of the file that the layout does not know; it was left out.
    UnknownColumn,
    /// Rows of other currencies stand in statements of their own.
    SeveralCurrencies,
    /// The amount of a row was paid from several sources, whose shares the file does not tell.
    SeveralSources,
    /// The declared encoding is not the one that the file has.
    OtherEncoding,
    /// A row that is no movement was left out.
    RowLeftOut,
    /// The stated figures are known to count otherwise than the rows; only their number was compared.
    StatedOtherwise,
    /// The direction of a row could be taken from its own words only in part.
    DirectionUnclear,
    /// The file names no currency; its amounts stand in `XXX`, which is added to no other.
    NoCurrency,
    /// A column was masked or left empty by whoever made the file; it was left out.
    Masked,
    /// What the person said of the file decided how it was read.
    Answered,
    /// The layout is not one of the package's: what columns and words mean is the word of whoever brought it.
    OwnLayout,
    /// A security's code has fewer digits than its exchange gives, and nothing tells where it belongs.
    CodeUnclear,
}

words! {
    NoteKind {
        SavedAgain = "saved_again", UnknownColumn = "unknown_column", SeveralCurrencies = "several_currencies",
        SeveralSources = "several_sources", OtherEncoding = "other_encoding", RowLeftOut = "row_left_out",
        StatedOtherwise = "stated_otherwise", DirectionUnclear = "direction_unclear", NoCurrency = "no_currency",
        Masked = "masked", Answered = "answered", OwnLayout = "own_layout", CodeUnclear = "code_unclear",
    }
}
written_as_word!(NoteKind);

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
