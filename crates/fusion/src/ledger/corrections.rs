//! What the person says against the files. Whatever a correction touches is declared from then on.

use core::fmt;

use prescreen::documents;
use prescreen::terms::Digest;

use super::link::LinkKind;
use crate::category::Category;

/// Which row: of which file, which of its statements, which row of it. The same however files are ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// SHA-256 of the file.
    pub file: Digest,
    /// Which of the file's statements, from 0.
    pub place: u32,
    /// Which of its rows, from 0.
    pub row: u32,
}

/// What the person says of their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Rows that are not to be counted.
    pub leave_out: Vec<RowKey>,
    /// Rows that move money between the person's own accounts.
    pub own_transfers: Vec<RowKey>,
    /// Rows that belong together.
    pub pairs: Vec<Pair>,
    /// Rows that do not belong together, whatever their figures say.
    pub apart: Vec<Apart>,
    /// What rows are for.
    pub categories: Vec<Recategorised>,
}

/// Two rows that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In what way.
    pub kind: LinkKind,
    /// The row that counts, or that the money left.
    pub from: RowKey,
    /// The other.
    pub to: RowKey,
}

/// Two rows that do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// One.
    pub one: RowKey,
    /// The other.
    pub other: RowKey,
}

/// What a row is for, by the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recategorised {
    /// Which row.
    pub row: RowKey,
    /// What for.
    pub category: Category,
}

documents! {
    RowKey { file, place, row }
    Corrections {; [leave_out, own_transfers, pairs, apart, categories] }
    Pair { kind, from, to }
    Apart { one, other }
    Recategorised { row, category }
}

impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowKey(row {})", self.row)
    }
}
