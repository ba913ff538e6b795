//! The files between the steps: bins that a person may edit, and a card.

use serde::{Deserialize, Serialize};

use crate::{Bins, Card, Cuts, Kind, Problem, Reading};

/// Version of a file of bins.
pub const BINS_VERSION: u32 = 1;

/// Bins, and how the cells were read that they were made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BinsFile {
    /// Version of the form: 1.
    pub version: u32,
    /// What the cells mean.
    pub reading: Reading,
    /// The bins of each characteristic.
    pub characteristics: Vec<Bins>,
}

/// A card, and how the cells were read that it was fitted to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardFile {
    /// What the cells mean.
    pub reading: Reading,
    /// The card.
    pub card: Card,
}

impl BinsFile {
    /// Looks at a file that was read.
    ///
    /// # Errors
    /// With another version, or a characteristic that stands twice.
    pub fn check(&self) -> Result<(), Problem> {
        if self.version != BINS_VERSION {
            return Err(Problem::new(Kind::Form, "the bins are of another version", "only version 1 is read"));
        }
        for (place, bins) in self.characteristics.iter().enumerate() {
            if self.characteristics.iter().take(place).any(|other| other.name == bins.name) {
                let message = "the characteristic stands twice";
                return Err(Problem::new(Kind::Bins, message, "keep one of them").of(&bins.name));
            }
        }
        Ok(())
    }

    /// How rows are read for these bins, and for columns that hold groups of people.
    #[must_use]
    pub fn reading(&self, groups: &[String]) -> Reading {
        reading(&self.reading, self.characteristics.iter(), groups)
    }
}

impl CardFile {
    /// How rows are read for this card, and for columns that hold groups of people.
    #[must_use]
    pub fn reading(&self, groups: &[String]) -> Reading {
        reading(&self.reading, self.card.characteristics.iter().map(|one| &one.bins), groups)
    }
}

/// The columns that are needed and no other, each of the kind that its bins are of.
fn reading<'b>(first: &Reading, bins: impl Iterator<Item = &'b Bins> + Clone, groups: &[String]) -> Reading {
    let categories = bins.clone().filter(|one| matches!(one.cuts, Cuts::Groups(_))).map(|one| one.name.clone());
    Reading {
        columns: bins.clone().map(|one| one.name.clone()).chain(groups.iter().cloned()).collect(),
        leave_out: Vec::new(),
        categories: categories.chain(groups.iter().cloned()).collect(),
        ..first.clone()
    }
}
