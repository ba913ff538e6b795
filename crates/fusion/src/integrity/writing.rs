//! The exporter's own manner of writing: line ends, quotes where none are needed, decimals and thousands of amounts, their
//! digits, minus and signs of currency.
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
    let mut rows = rows.into_iter().peekable();
    let all = (1..).zip(text.split_inclusive('\n'));
    let lines = all.filter(|(line, _)| {
        let is_row = rows.peek() == Some(line);
        while rows.next_if(|row| row <= line).is_some() {}
        is_row
    });
    let lines: Vec<(u32, &str)> = lines.collect();
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
/// writes them where they are zeros; a mark of thousands, among amounts of one sign; the same signs of currency and digits
/// of the same width; the same minus; being text, in a sheet. `cells`: lines, cells that are not empty, and whether each is
/// text.
#[must_use]
pub(crate) fn uneven<'a>(cells: impl Iterator<Item = (u32, &'a str, bool)>) -> Option<u32> {
    let [mut texts, mut decimals, mut unsigned, mut negative] = [Habit::default(); 4];
    let [mut usual, mut unusual, mut hyphen, mut minus] = [Habit::default(); 4];
    let (mut zeros, mut all, mut first) = (0_usize, 0_usize, None);
    for (line, cell, text) in cells {
        texts.note(line, text);
        if !text {
            continue;
        }
        let marks = Marks::of(cell);
        all = all.saturating_add(1);
        let like = *first.get_or_insert(marks.signs) == marks.signs;
        usual.note(line, like);
        unusual.note(line, !like);
        if let Some(is) = marks.minus {
            hyphen.note(line, is == '-');
            minus.note(line, is != '-');
        }
        if marks.whole > 0 {
            decimals.note(line, marks.decimals.is_some());
            zeros = zeros.saturating_add(usize::from(marks.decimals == Some(true)));
        }
        if marks.whole > 3 {
            let thousands = if marks.negative { &mut negative } else { &mut unsigned };
            thousands.note(line, marks.grouped);
        }
    }
    if zeros < ODD {
        decimals = Habit::default();
    }
    // Two kinds of minus stand in no column of one program, however few its negative amounts are.
    let mixed = |of: &Habit| {
        let few = of.lacks <= ODD && of.lacks <= of.has && all >= LEAST;
        of.first.filter(|_| few)
    };
    let habits = [texts, decimals, unsigned, negative, usual, unusual];
    habits.iter().filter_map(Habit::broken).chain([hyphen, minus].iter().filter_map(mixed)).min()
}

/// Whether a character is a minus, of whatever script.
fn is_minus(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
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
#[derive(Default)]
struct Marks {
    /// Its first minus.
    minus: Option<char>,
    /// Whether that or a bracket makes it negative.
    negative: bool,
    /// Its first and last sign that depends on its script or currency: what stands behind a bracket is a note.
    signs: Option<(char, char)>,
    /// Digits before its decimals; none where they are nothing but zeros.
    whole: usize,
    /// Whether a mark stands between those.
    grouped: bool,
    /// Whether its last decimal is a zero; none where it has no decimals.
    decimals: Option<bool>,
}

/// The digits of an amount up to a place in it.
#[derive(Clone, Copy, Default)]
struct Digits {
    count: usize,
    /// Whether any is none of zero.
    any: bool,
    /// Where the first begins and the last ends.
    first: usize,
    end: usize,
}

impl Marks {
    /// Looks at each character once.
    fn of(cell: &str) -> Self {
        let (mut marks, mut digits, mut at_mark) = (Self::default(), Digits::default(), None);
        // Before the amount, in it, and behind a bracket.
        let (mut begun, mut behind) = (false, false);
        for (at, sign) in cell.char_indices() {
            behind |= begun && matches!(sign, '(' | '（');
            begun |= !matches!(sign, '(' | '（');
            match sign {
                '0'..='9' => {
                    if digits.count == 0 {
                        digits.first = at;
                    }
                    digits.count = digits.count.saturating_add(1);
                    digits.any |= sign != '0';
                    digits.end = at.saturating_add(1);
                }
                '.' | ',' => at_mark = Some(digits),
                '(' => marks.negative = true,
                '（' => {}
                sign if is_minus(sign) => {
                    marks.negative = true;
                    marks.minus = marks.minus.or(Some(sign));
                }
                sign if !behind && is_script_or_currency(sign) => {
                    marks.signs = Some((marks.signs.map_or(sign, |(first, _)| first), sign));
                }
                _ => {}
            }
        }
        // Three digits behind a mark are thousands.
        let decimals = at_mark.filter(|before| digits.count.saturating_sub(before.count) != 3);
        let whole = decimals.unwrap_or(digits);
        marks.whole = if whole.any { whole.count } else { 0 };
        marks.grouped = whole.count < whole.end.saturating_sub(whole.first);
        marks.decimals = decimals.map(|_| cell.ends_with('0'));
        marks
    }
}

/// Whether a sign is one of a currency, or of a digit of another width.
fn is_script_or_currency(sign: char) -> bool {
    matches!(sign, '$' | '£' | '¥' | '元' | '\u{20a0}'..='\u{20cf}' | '\u{ff04}'..='\u{ff19}' | '\u{ffe0}'..='\u{ffe6}')
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
    let (mut rest, mut at_start, mut needed) = (line.trim_end(), true, false);
    // From quote to quote, for most cells have none.
    while let Some((before, behind)) = rest.split_once('"') {
        let opens = before.as_bytes().last().map_or(at_start, |last| *last == delimiter);
        (rest, at_start) = (behind, false);
        if opens {
            let (inner, behind) = behind.split_once('"')?;
            if !inner.as_bytes().contains(&delimiter) && !behind.starts_with('"') {
                return Some(true);
            }
            needed = true;
            // What stands behind a closing quote is of its cell.
            let next = behind.as_bytes().iter().position(|byte| *byte == delimiter)?;
            (rest, at_start) = (behind.get(next.saturating_add(1)..).unwrap_or_default(), true);
        }
    }
    (!needed).then_some(false)
}
