//! The exporter's own manner of writing: line ends, quotes where none are needed, decimals and thousands of amounts.
//!
//! An exporter writes every row alike. One or two rows among many that are written otherwise are a sign that another
//! program wrote them, and no more than a sign: it decides no verdict and names no cause, and the file's facts are no
//! better than read.

use super::{Check, Checked, Held};
use crate::sorted::sort;

/// Fewest rows whose manner says something.
const LEAST: usize = 8;
/// Most rows that may be the odd ones.
const ODD: usize = 2;

/// Compares how the rows of a text are written; none where there are too few. `rows`: the lines of rows, from 1. What
/// stands between them is no movement, and says nothing of them.
#[must_use]
pub(crate) fn writing(text: &str, delimiter: u8, mut rows: Vec<u32>) -> Option<Checked> {
    sort(&mut rows);
    let all = (1..).zip(text.split_inclusive('\n'));
    let lines: Vec<(u32, &str)> = all.filter(|(line, _)| rows.binary_search(line).is_ok()).collect();
    if lines.len() < LEAST {
        return None;
    }
    // The text's last line may have no end.
    let ends = lines.iter().filter(|(_, text)| text.ends_with('\n'));
    let ends = odd(ends.map(|(line, text)| (*line, text.ends_with("\r\n"))));
    let quotes = odd(lines.iter().filter_map(|(line, text)| Some((*line, quoted_needlessly(text, delimiter)?))));
    let line = [ends, quotes].into_iter().flatten().min();
    Some(Checked { check: Check::Writing, held: if line.is_some() { Held::Fails } else { Held::Holds }, line })
}

/// The first line of a column of amounts where one or two cells lack what all others have: decimals, in a column that
/// writes them where they are zeros; a mark of thousands, among amounts of one sign; being text, in a sheet. `cells`:
/// lines, cells that are not empty, and whether each is text.
#[must_use]
pub(crate) fn uneven<'a>(cells: impl Iterator<Item = (u32, &'a str, bool)>) -> Option<u32> {
    let [mut texts, mut decimals, mut unsigned, mut negative] = [Habit::default(); 4];
    let mut zeros = 0_usize;
    for (line, cell, text) in cells {
        texts.note(line, text);
        if !text {
            continue;
        }
        let marks = Marks::of(cell);
        if marks.whole > 0 {
            decimals.note(line, marks.decimals.is_some());
            zeros = zeros.saturating_add(usize::from(marks.decimals == Some(true)));
        }
        if marks.whole > 3 {
            let thousands = if marks.minus { &mut negative } else { &mut unsigned };
            thousands.note(line, marks.grouped);
        }
    }
    if zeros < ODD {
        decimals = Habit::default();
    }
    [texts, decimals, unsigned, negative].iter().filter_map(Habit::broken).min()
}

/// How many cells have something, and how many lack it.
#[derive(Clone, Copy, Default)]
struct Habit {
    has: usize,
    lacks: usize,
    /// The first line that lacks it.
    first: Option<u32>,
}

impl Habit {
    fn note(&mut self, line: u32, has: bool) {
        let count = if has { &mut self.has } else { &mut self.lacks };
        *count = count.saturating_add(1);
        self.first = self.first.or(if has { None } else { Some(line) });
    }

    /// The first of the few that lack what all others have.
    fn broken(&self) -> Option<u32> {
        self.first.filter(|_| self.lacks <= ODD && self.has >= LEAST.saturating_sub(ODD))
    }
}

/// How an amount is written.
struct Marks {
    minus: bool,
    /// Digits before its decimals; none where they are nothing but zeros.
    whole: usize,
    /// Whether a mark stands between those.
    grouped: bool,
    /// Whether its last decimal is a zero; none where it has no decimals.
    decimals: Option<bool>,
}

impl Marks {
    fn of(cell: &str) -> Self {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let at = cell
            .rfind(['.', ','])
            .and_then(|mark| cell.split_at_checked(mark))
            .filter(|(_, behind)| digits(behind) != 3);
        let whole = at.map_or(cell, |(whole, _)| whole).trim_matches(|sign: char| !sign.is_ascii_digit());
        Self {
            minus: cell.contains(['-', '(']),
            whole: if whole.contains(|digit| matches!(digit, '1'..='9')) { digits(whole) } else { 0 },
            grouped: digits(whole) < whole.len(),
            decimals: at.map(|(_, behind)| behind.ends_with('0')),
        }
    }
}

/// The first line of the few that are unlike all others.
fn odd(lines: impl Iterator<Item = (u32, bool)> + Clone) -> Option<u32> {
    let (yes, no) = lines.clone().fold((0_usize, 0_usize), |(yes, no), (_, is)| {
        (yes.saturating_add(usize::from(is)), no.saturating_add(usize::from(!is)))
    });
    let few = if yes < no { yes } else { no };
    let odd_is = yes < no;
    let enough = yes.max(no) >= LEAST.saturating_sub(ODD);
    (few > 0 && few <= ODD && enough)
        .then(|| lines.clone().find(|(_, is)| *is == odd_is).map(|(line, _)| line))
        .flatten()
}

/// Whether a cell stands in quotes that has nothing in it that needs them; none where quotes stand but around cells that
/// need them, as whoever quotes a column writes them and whoever quotes as little as can be.
fn quoted_needlessly(line: &str, delimiter: u8) -> Option<bool> {
    let (mut rest, mut needed) = (line.trim_end(), false);
    loop {
        let cell = if let Some(quoted) = rest.strip_prefix('"') {
            let (inner, behind) = quoted.split_once('"')?;
            if !inner.as_bytes().contains(&delimiter) && !behind.starts_with('"') {
                return Some(true);
            }
            needed = true;
            behind
        } else {
            rest
        };
        let Some(next) = cell.as_bytes().iter().position(|byte| *byte == delimiter) else {
            return (!needed).then_some(false);
        };
        rest = cell.get(next.saturating_add(1)..).unwrap_or_default();
    }
}
