//! How numbers are written: which mark divides decimals and which thousands.
//!
//! Takes the cells of a column, gives the style that all of them have, or the first that may be either.

use crate::seek::has;

/// How a column writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum NumberStyle {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl NumberStyle {
    /// The style of a column, from all of its cells; none where nothing tells (no separator at all), and an error
    /// where every separator may divide thousands as well as decimals.
    ///
    /// # Errors
    /// The position of the first cell that may be either.
    pub fn of_column<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Option<Self>, usize> {
        let mut either = None;
        for (position, cell) in cells.enumerate() {
            match Shown::by(cell) {
                Shown::Style(style) => return Ok(Some(style)),
                Shown::Either(_) => either = either.or(Some(position)),
                Shown::Nothing => {}
            }
        }
        match either {
            Some(position) => Err(position),
            None => Ok(None),
        }
    }

    /// The mark that divides decimals.
    pub(super) fn point(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// What one cell shows of its column's style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It can only be of this one.
    Style(NumberStyle),
    /// Its only separator divides thousands or, in this style, three decimals.
    Either(NumberStyle),
    /// It has no separator.
    Nothing,
}

impl Shown {
    /// What a cell shows.
    pub(crate) fn by(cell: &str) -> Self {
        let last = cell.rfind(['.', ',']).and_then(|last| cell.split_at_checked(last));
        let Some((before, behind)) = last else { return Self::Nothing };
        let separator = behind.chars().next().unwrap_or('.');
        let (as_decimal, as_group) = match separator {
            '.' => (NumberStyle::Point, NumberStyle::Comma),
            _ => (NumberStyle::Comma, NumberStyle::Point),
        };
        let digits_behind = behind.chars().filter(char::is_ascii_digit).count();
        let other = if separator == '.' { ',' } else { '.' };
        if has(before, separator) {
            // Twice the same: thousands, for a number has one point.
            return Self::Style(as_group);
        }
        if has(before, other) || digits_behind != 3 {
            return Self::Style(as_decimal);
        }
        // Three digits behind it, and nothing before it but a zero or more than three digits: no thousands.
        let whole = before.chars().filter(char::is_ascii_digit).collect::<String>();
        if whole.is_empty() || whole.len() > 3 || whole.starts_with('0') {
            return Self::Style(as_decimal);
        }
        Self::Either(as_decimal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_its_style_or_is_asked_about() {
        let style = |cells: &[&str]| NumberStyle::of_column(cells.iter().copied());
        assert_eq!(style(&["1.234", "5,50"]), Ok(Some(NumberStyle::Comma)));
        assert_eq!(style(&["1.234", "5.50"]), Ok(Some(NumberStyle::Point)));
        assert_eq!(style(&["12", "-7"]), Ok(None));
        assert_eq!(style(&["12", "-3.000"]), Err(1));
        assert_eq!(style(&["1.234.567"]), Ok(Some(NumberStyle::Comma)));
        assert_eq!(style(&["0.125"]), Ok(Some(NumberStyle::Point)));
    }
}
