//! Whether a text ends with its last row: a download that stopped, or a row of which a part was taken away.
//!
//! A row that has fewer cells than all others was cut within it. Where only the line end is missing and the last cell is
//! an amount, digits may be missing: exporters that write no last line end exist, so that this alone is no fault, but the
//! row is vouched for by other figures or by none.

use super::{Cause, Check, Checked, Held, Integrity, IntegrityVerdict};

/// The last row of a table that a text ends with, without a line end behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Last {
    /// Its line.
    pub line: u32,
    /// Whether it has fewer cells than every other row.
    pub short: bool,
    /// Whether its last cell is an amount or a balance.
    pub figure: bool,
}

impl Integrity {
    /// Takes how the text of the statement ends; none where a line end or other text stands behind its rows.
    pub(crate) fn ends(&mut self, last: Option<Last>) {
        let Some(Last { line, short, figure }) = last else {
            self.checks.push(Checked { check: Check::End, held: Held::Holds, line: None });
            return;
        };
        let summed =
            [Check::StatedSums, Check::OpeningClosing].iter().any(|check| self.held(*check) == Some(Held::Holds));
        let held = match (short, figure) {
            (true, _) => Held::Fails,
            (false, true) if !summed => Held::Partly,
            (false, _) => Held::Holds,
        };
        let at = (held != Held::Holds).then_some(line);
        self.checks.push(Checked { check: Check::End, held, line: at });
        let judged_well = matches!(self.verdict, IntegrityVerdict::Consistent | IntegrityVerdict::Unverifiable);
        if held == Held::Fails && judged_well {
            self.verdict = IntegrityVerdict::Gap;
            self.cause = vec![Cause::Cut];
            self.first_broken_line = Some(line);
        }
        if held == Held::Partly {
            self.unended_line = Some(line);
            // No balance behind it checks its amount either.
            if self.verdict == IntegrityVerdict::Consistent && self.unchecked_line == Some(line) {
                self.verdict = IntegrityVerdict::Unverifiable;
            }
        }
    }
}
