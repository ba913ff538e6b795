//! How often categories are told, and how often wrongly.

use std::collections::BTreeMap;

use prescreen_fusion::category::Category;

/// Told and expected categories, counted.
#[derive(Default)]
pub struct Score {
    /// Expected category to rows, and rows that were told it.
    by_label: BTreeMap<Category, (u32, u32)>,
    rows: u32,
    wrong: u32,
    /// What was told wrongly, to be read.
    pub faults: Vec<String>,
}

impl Score {
    /// Counts a row.
    pub fn count(&mut self, expected: Category, told: Category, row: &str) {
        self.rows += 1;
        let (rows, right) = self.by_label.entry(expected).or_default();
        *rows += 1;
        if told == expected {
            *right += 1;
        } else if told != Category::Unknown {
            self.wrong += 1;
            self.faults.push(format!("{row}: {} told, {} expected", told.word(), expected.word()));
        } else {
            self.faults.push(format!("{row}: not told, {} expected", expected.word()));
        }
    }

    /// The mean over the categories of the share of their rows that was told, in basis points; what is rightly unknown
    /// is no category.
    pub fn macro_recall(&self) -> u32 {
        let labels = self.by_label.iter().filter(|(label, _)| **label != Category::Unknown);
        let shares: Vec<u32> = labels.map(|(_, (rows, right))| right * 10_000 / rows).collect();
        shares.iter().sum::<u32>() / u32::try_from(shares.len()).expect("few")
    }

    /// The share of all rows that was told another category than is right, in basis points.
    pub fn wrong_rate(&self) -> u32 {
        self.wrong * 10_000 / self.rows
    }

    /// The figures in words.
    pub fn shown(&self) -> String {
        let (rows, wrong) = (self.rows, self.wrong);
        format!("{rows} rows: macro recall {} bp, wrong {wrong} ({} bp)", self.macro_recall(), self.wrong_rate())
    }
}
