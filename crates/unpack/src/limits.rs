//! How much is opened. A statement of a year stays far below; a file made to fill the memory is refused on the way.

/// Most bytes that come out of one container, all of its parts together.
pub const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;
/// Most bytes that come out of one byte. Statements come to about 10, worksheets to about 30.
pub const MAX_RATIO: u64 = 200;
/// Up to here a part may come out of as few bytes as it likes.
pub const RATIO_FROM_BYTES: u64 = 4 * 1024 * 1024;
/// Most files of an archive, those of archives in it included.
pub const MAX_MEMBERS: usize = 1_000;
/// Most sheets of a workbook.
pub const MAX_SHEETS: usize = 256;
/// Most rows of all sheets, with empty ones inside a sheet not counted.
pub const MAX_ROWS: usize = 1_048_576;
/// Most columns of a sheet. The widest layouts have about forty.
pub const MAX_COLUMNS: usize = 1_024;
/// Most cells of all sheets, with the empty ones before a row's last.
pub const MAX_CELLS: usize = 4_000_000;
/// Most bytes of text in all cells: a text that many cells share counts once for each.
pub const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// Most texts that cells share, and most styles that they have, of one workbook.
pub const MAX_SHARED: usize = 1_000_000;
/// Most parts of a workbook that one part names, and most files of every kind that the list of an archive may have.
pub const MAX_LISTED: usize = 20_000;
/// Most pages of a PDF.
pub const MAX_PAGES: usize = 2_000;
/// Most bytes that one stream of a PDF's page is packed in. A page full of text has about ten thousand.
pub const MAX_PACKED_PAGE_BYTES: usize = 256 * 1024;
/// Most operators that draw the pages of a PDF.
pub const MAX_DRAWN: usize = 20_000_000;
/// Most merged areas of all sheets.
pub const MAX_MERGED: usize = 100_000;

/// How much is opened of one container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that come out, all parts together.
    pub unpacked_bytes: u64,
    /// Bytes that come out of one byte, beyond [`RATIO_FROM_BYTES`].
    pub ratio: u64,
    /// Files of an archive.
    pub members: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of all sheets.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Cells of all sheets.
    pub cells: usize,
    /// Bytes of text in all cells.
    pub text_bytes: usize,
    /// Merged areas of all sheets.
    pub merged: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: MAX_UNPACKED_BYTES,
            ratio: MAX_RATIO,
            members: MAX_MEMBERS,
            sheets: MAX_SHEETS,
            rows: MAX_ROWS,
            columns: MAX_COLUMNS,
            cells: MAX_CELLS,
            text_bytes: MAX_TEXT_BYTES,
            merged: MAX_MERGED,
        }
    }
}
