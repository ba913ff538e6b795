//! The bins of one characteristic, and where a value falls.
//!
//! Missing is a bin of its own, and so is each special value: the −9 of a bureau's file is a code, and no number.

use serde::{Deserialize, Serialize};

use crate::{Column, Kind, Problem, sample::Cells};

/// Bins of one characteristic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Bins {
    /// The column.
    pub name: String,
    /// The bins of its usual values.
    pub cuts: Cuts,
    /// Codes that are no numbers, each a bin of its own; for numbers only.
    pub special: Vec<f64>,
}

/// The bins of usual values.
#[derive(Debug, Clone, PartialEq)]
pub enum Cuts {
    /// Half-open bins of numbers: each break begins a bin, which it belongs to. They rise.
    Numbers(Vec<f64>),
    /// Groups of categories.
    Groups(Vec<Vec<String>>),
}

/// Where a value falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A usual bin, from 0.
    Bin(usize),
    /// A special value, from 0.
    Special(usize),
    /// No value.
    Missing,
    /// A category that the bins do not have.
    Unseen,
}

/// The form in a file: `breaks` or `groups`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    breaks: Option<Vec<f64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<Vec<String>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    special: Vec<f64>,
}

impl TryFrom<Written> for Bins {
    type Error = Problem;

    fn try_from(written: Written) -> Result<Self, Problem> {
        let Written { name, breaks, groups, special } = written;
        let cuts = match (breaks, groups) {
            (Some(breaks), None) => Cuts::Numbers(breaks),
            (None, Some(groups)) => Cuts::Groups(groups),
            _ => {
                let message = "'breaks' or 'groups' is expected, and not both";
                let help = "'breaks' for numbers, 'groups' for categories";
                return Err(Problem::new(Kind::Form, message, help).of(&name));
            }
        };
        let bins = Self { name, cuts, special };
        bins.check()?;
        Ok(bins)
    }
}

impl From<Bins> for Written {
    fn from(bins: Bins) -> Self {
        let Bins { name, cuts, special } = bins;
        let (breaks, groups) = match cuts {
            Cuts::Numbers(breaks) => (Some(breaks), None),
            Cuts::Groups(groups) => (None, Some(groups)),
        };
        Self { name, breaks, groups, special }
    }
}

impl Bins {
    /// Looks whether every value falls in one bin.
    ///
    /// # Errors
    /// With breaks that do not rise, or a category that stands twice.
    pub fn check(&self) -> Result<(), Problem> {
        let wrong = |message: &str, help: &str| Err(Problem::new(Kind::Bins, message, help).of(&self.name));
        if self.special.iter().any(|code| !code.is_finite()) || repeated(&self.special) {
            return wrong("a special value stands twice or is not finite", "list each code once");
        }
        match &self.cuts {
            Cuts::Numbers(breaks) => {
                let rising = breaks.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
                if !rising || breaks.iter().any(|one| !one.is_finite()) {
                    return wrong("the breaks do not rise, or are not finite", "list each break once, lowest first");
                }
            }
            Cuts::Groups(groups) => {
                let all: Vec<&String> = groups.iter().flatten().collect();
                if groups.is_empty() || groups.iter().any(Vec::is_empty) || repeated(&all) {
                    let help = "list each category in one group";
                    return wrong("a group is empty, or a category stands twice", help);
                }
                if !self.special.is_empty() {
                    return wrong("categories have no special values", "give the code a group of its own");
                }
            }
        }
        Ok(())
    }

    /// How many bins usual values have.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.cuts {
            Cuts::Numbers(breaks) => breaks.len().saturating_add(1),
            Cuts::Groups(groups) => groups.len(),
        }
    }

    /// Where a number falls; NaN is missing.
    #[must_use]
    pub fn place_of_number(&self, value: f64) -> Place {
        if value.is_nan() {
            return Place::Missing;
        }
        if let Some(special) = self.special.iter().position(|code| *code == value) {
            return Place::Special(special);
        }
        match &self.cuts {
            Cuts::Numbers(breaks) => Place::Bin(breaks.partition_point(|one| *one <= value)),
            Cuts::Groups(_) => Place::Unseen,
        }
    }

    /// Where every row of a column falls.
    ///
    /// # Errors
    /// With a column of numbers for bins of categories, or the reverse.
    pub fn places(&self, column: &Column) -> Result<Vec<Place>, Problem> {
        match (&self.cuts, &column.cells) {
            (Cuts::Numbers(_), Cells::Numbers(values)) => {
                Ok(values.iter().map(|value| self.place_of_number(*value)).collect())
            }
            (Cuts::Groups(groups), Cells::Words { levels, rows }) => {
                let place = |level: &String| groups.iter().position(|group| group.contains(level));
                let of: Vec<Place> =
                    levels.iter().map(|level| place(level).map_or(Place::Unseen, Place::Bin)).collect();
                let row = |row: &Option<usize>| match row {
                    Some(level) => of.get(*level).copied().unwrap_or(Place::Unseen),
                    None => Place::Missing,
                };
                Ok(rows.iter().map(row).collect())
            }
            // A column without a single value has no kind of its own.
            (Cuts::Numbers(_), Cells::Words { levels, rows }) if levels.is_empty() => {
                Ok(vec![Place::Missing; rows.len()])
            }
            (Cuts::Numbers(_), Cells::Words { .. }) => {
                let message = "the column has categories; its bins are of numbers";
                Err(Problem::new(Kind::NotANumber, message, "mend the cells, or bin the column anew").of(&self.name))
            }
            (Cuts::Groups(_), Cells::Numbers(_)) => {
                let message = "the column has numbers; its bins are of categories";
                let help = "say that it holds categories, or bin the column anew";
                Err(Problem::new(Kind::Bins, message, help).of(&self.name))
            }
        }
    }

    /// A bin in signs that need no translation: `[26, 35)`, or its categories. Empty for missing and unseen.
    #[must_use]
    pub fn label(&self, place: Place) -> String {
        match (place, &self.cuts) {
            (Place::Bin(bin), Cuts::Numbers(breaks)) => {
                let from = bin.checked_sub(1).and_then(|before| breaks.get(before));
                let from = from.map_or_else(|| "(−∞".to_owned(), |from| format!("[{from}"));
                let to = breaks.get(bin).map_or_else(|| "∞".to_owned(), f64::to_string);
                format!("{from}, {to})").replace('-', "−")
            }
            (Place::Bin(bin), Cuts::Groups(groups)) => {
                groups.get(bin).map(|group| group.join(" | ")).unwrap_or_default()
            }
            (Place::Special(special), _) => {
                self.special.get(special).map(f64::to_string).unwrap_or_default().replace('-', "−")
            }
            (Place::Missing | Place::Unseen, _) => String::new(),
        }
    }
}

fn repeated<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(place, one)| list.iter().take(place).any(|other| other == one))
}
