//! A workbook as tables of cells, whatever form it was kept in.
//!
//! `Debug` counts cells and prints none.

use std::fmt;

use crate::number_format::NumberFormat;

/// A workbook.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Workbook {
    /// Its worksheets in order, hidden ones included.
    pub sheets: Vec<Sheet>,
    /// How its numbers are shown.
    pub formats: Vec<NumberFormat>,
    /// The program that wrote it, as it says itself.
    pub application: Option<String>,
    /// When it was made, as it says itself, in ISO 8601.
    pub created: Option<String>,
    /// When it was last saved, as it says itself, in ISO 8601.
    pub modified: Option<String>,
    /// Whether it was written by two hands: it names another as who saved it last than as who made it, or keeps texts in two
    /// ways, as no one program does.
    pub two_hands: bool,
    /// Whether its days count from 1904. Days are read already.
    pub date1904: bool,
}

/// A sheet of cells.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether a person does not see it.
    pub hidden: bool,
    /// Its rows in order, without those of which the workbook says nothing.
    pub rows: Vec<Row>,
    /// Merged areas: their first cell holds the value, the others are empty.
    pub merged: Vec<Area>,
    /// How many cells are formulas. An export has none.
    pub formulas: u32,
}

/// A row of cells.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Whether a person does not see it.
    pub hidden: bool,
    /// Its cells from column A to the last that holds anything.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What stands in it.
    pub value: Value,
    /// Whether a formula gave that, as the program kept it when it last saved the file.
    pub formula: bool,
}

/// What stands in a cell.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it stands: leading zeros, blanks and line ends kept.
    Text(String),
    /// A number.
    Number {
        /// Its shortest decimal text: digits, a point, a minus; no exponent.
        text: String,
        /// How it is shown: a position in [`Workbook::formats`].
        format: usize,
    },
    /// A day, `2024-01-05`, or with its time, `2024-01-05 13:02:11`, in no zone.
    Date(String),
    /// A time without a day, `13:02:11`.
    Time(String),
    /// True or false.
    Bool(bool),
    /// What a spreadsheet shows for a fault, `#N/A`.
    Error(String),
}

/// A rectangle of cells, all from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// How programs in which a person edits a workbook name themselves in it. Libraries of exporters that call themselves
/// Excel are taken for it: what cannot be told apart counts as saved again.
const SPREADSHEET_PROGRAMS: [&str; 9] = [
    "Microsoft Excel",
    "Microsoft Macintosh Excel",
    "LibreOffice",
    "OpenOffice",
    "WPS",
    "Kingsoft",
    "Numbers",
    "Gnumeric",
    "ONLYOFFICE",
];

impl Workbook {
    /// Whether it is not the exporter's own file but was saved by a spreadsheet program: it says so itself, it was saved
    /// later than it was made or by two hands, or it has a formula, which no export has. A workbook that says nothing is
    /// taken as it is.
    #[must_use]
    pub fn was_saved_again(&self) -> bool {
        let program = self.application.as_deref().unwrap_or_default().trim_start();
        let edits = SPREADSHEET_PROGRAMS.iter().any(|name| program.starts_with(name));
        let later = self.created.is_some() && self.modified.is_some() && self.created != self.modified;
        edits || later || self.two_hands || self.sheets.iter().any(|sheet| sheet.formulas > 0)
    }
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells: usize = self.rows.iter().map(|row| row.cells.len()).sum();
        write!(f, "Sheet({} rows, {cells} cells)", self.rows.len())
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row({}: {} cells)", self.number, self.cells.len())
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Text(_) => "Text",
            Self::Number { .. } => "Number",
            Self::Date(_) => "Date",
            Self::Time(_) => "Time",
            Self::Bool(_) => "Bool",
            Self::Error(_) => "Error",
        })
    }
}
