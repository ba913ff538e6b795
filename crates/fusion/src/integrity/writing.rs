//! The exporter's own manner of writing: line ends, and quotes where none are needed.
//!
//! An exporter writes every row alike. One or two rows among many that are written otherwise are a sign that somebody else
//! wrote them, and no more than a sign: it decides nothing.

use super::{Check, Checked, Held};

/// Fewest rows whose manner says something.
const LEAST: usize = 8;
/// Most rows that may be the odd ones.
const ODD: usize = 2;

/// Compares how the rows of a text are written; none where there are too few. `first`, `last`: the lines of the first and
/// the last row, from 1.
#[must_use]
pub(crate) fn writing(text: &str, delimiter: u8, first: u32, last: u32) -> Option<Checked> {
    let lines: Vec<(u32, &str)> =
        (1..).zip(text.split_inclusive('\n')).filter(|(line, _)| (first..=last).contains(line)).collect();
    if lines.len() < LEAST {
        return None;
    }
    // The text's last line may have no end.
    let ends = lines.iter().filter(|(_, text)| text.ends_with('\n'));
    let ends = odd(ends.map(|(line, text)| (*line, text.ends_with("\r\n"))));
    let quotes = odd(lines.iter().map(|(line, text)| (*line, quoted_needlessly(text, delimiter))));
    let line = [ends, quotes].into_iter().flatten().min();
    Some(Checked { check: Check::Writing, held: if line.is_some() { Held::Fails } else { Held::Holds }, line })
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

/// Whether a cell stands in quotes that has nothing in it that needs them.
fn quoted_needlessly(line: &str, delimiter: u8) -> bool {
    let mut rest = line.trim_end();
    loop {
        let cell = if let Some(quoted) = rest.strip_prefix('"') {
            let Some((inner, behind)) = quoted.split_once('"') else { return false };
            if !inner.as_bytes().contains(&delimiter) && !behind.starts_with('"') {
                return true;
            }
            behind
        } else {
            rest
        };
        let Some(next) = cell.as_bytes().iter().position(|byte| *byte == delimiter) else { return false };
        rest = cell.get(next.saturating_add(1)..).unwrap_or_default();
    }
}
