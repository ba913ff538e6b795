//! Rows with a known outcome: from cells as text to numbers and categories.
//!
//! A column is of numbers where every cell that is not empty is one; it is never half. Empty is missing. Gives every
//! problem that the table has, not the first alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Kind, Problem};

/// Categories of a column.
pub const MAX_CATEGORIES: usize = 1_024;
/// What bureaus and questionnaires write for *none on file* and the like, among numbers that are never negative.
const CODES: [f64; 12] = [-1.0, -2.0, -7.0, -8.0, -9.0, -97.0, -98.0, -99.0, -997.0, -998.0, -999.0, -9999.0];

/// A table as it was read.
#[derive(Default)]
pub struct Table {
    /// The names of the columns.
    pub names: Vec<String>,
    /// The cells, a list for each column.
    pub columns: Vec<Vec<String>>,
    /// The line of each row in the file, from 1.
    pub lines: Vec<usize>,
}

/// What the cells mean: said by whoever has the rows, and never guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The column with the outcome.
    pub target: String,
    /// What stands there for the bad outcome.
    pub bad: String,
    /// The column with the rows' weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// The characteristics; all other columns if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Columns that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Columns whose cells are categories, even if they look like numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Words that mean *missing*, beside the empty cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Codes that are no numbers; none if nobody said whether there are any.
    pub special: Option<Vec<f64>>,
}

/// Rows with a known outcome.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The characteristics.
    pub columns: Vec<Column>,
    /// Whether the outcome was bad, a row each.
    pub bad: Vec<bool>,
    /// The weight of each row: 1 where none were given.
    pub weights: Vec<f64>,
    /// The line of each row in the file, from 1.
    pub lines: Vec<usize>,
}

/// A column of a sample.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
}

/// Cells of a column, a row each.
#[derive(Debug, Clone)]
pub enum Cells {
    /// Numbers, NaN where missing. Special values are among them.
    Numbers(Vec<f64>),
    /// Categories.
    Words {
        /// The categories, in the order of their letters.
        levels: Vec<String>,
        /// The category of each row; none where missing.
        rows: Vec<Option<usize>>,
    },
}

impl Sample {
    /// Reads a table.
    ///
    /// # Errors
    /// With everything that is wrong with it.
    pub fn read(table: &Table, reading: &Reading) -> Result<Self, Vec<Problem>> {
        header(table)?;
        let mut problems = Vec::new();
        let mut keep = |problem: Problem| problems.push(problem);
        let bad = outcomes(table, reading).map_err(&mut keep).unwrap_or_default();
        let weights = weights(table, reading).map_err(&mut keep).unwrap_or_default();
        let mut columns = Vec::new();
        for name in names(table, reading).map_err(|problem| vec![problem])? {
            match column(table, reading, name) {
                Ok(column) => columns.push(column),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self { columns, bad, weights, lines: table.lines.clone() })
    }

    /// Some of the rows.
    pub(crate) fn kept(&self, rows: &[bool]) -> Self {
        Self {
            columns: self.columns.iter().map(|column| column.kept(rows)).collect(),
            bad: kept(&self.bad, rows),
            weights: kept(&self.weights, rows),
            lines: kept(&self.lines, rows),
        }
    }

    /// The column of a name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn column(&self, name: &str) -> Result<&Column, Problem> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| no_column(name))
    }

    /// A column as groups of people: the categories, and that of each row.
    ///
    /// # Errors
    /// Where there is no such column, or it is of numbers.
    pub fn groups(&self, name: &str) -> Result<(&[String], &[Option<usize>]), Problem> {
        match &self.column(name)?.cells {
            Cells::Words { levels, rows } => Ok((levels, rows)),
            Cells::Numbers(_) => {
                let message = "the column has numbers; groups are categories";
                Err(Problem::new(Kind::Bins, message, "say that the column holds categories").of(name))
            }
        }
    }
}

impl Column {
    fn kept(&self, rows: &[bool]) -> Self {
        let cells = match &self.cells {
            Cells::Numbers(values) => Cells::Numbers(kept(values, rows)),
            Cells::Words { levels, rows: of } => Cells::Words { levels: levels.clone(), rows: kept(of, rows) },
        };
        Self { name: self.name.clone(), cells }
    }
}

fn kept<T: Copy>(list: &[T], rows: &[bool]) -> Vec<T> {
    list.iter().zip(rows).filter(|(_, kept)| **kept).map(|(one, _)| *one).collect()
}

impl Table {
    /// The cells of a column.
    fn cells(&self, name: &str) -> Result<&[String], Problem> {
        let found = self.names.iter().zip(&self.columns).find(|(other, _)| *other == name);
        found.map(|(_, cells)| cells.as_slice()).ok_or_else(|| no_column(name))
    }

    fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or_default()
    }
}

fn no_column(name: &str) -> Problem {
    Problem::new(Kind::NoColumn, "the header has no such column", "take a name from the first line").of(name)
}

fn header(table: &Table) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (place, name) in table.names.iter().enumerate() {
        if name.trim().is_empty() {
            let message = format!("column {} of the header has no name", place.saturating_add(1));
            problems.push(Problem::new(Kind::RepeatedHeader, message, "name every column").in_line(1));
        } else if table.names.iter().take(place).any(|other| other == name) {
            let message = "the header has this name twice";
            problems.push(Problem::new(Kind::RepeatedHeader, message, "name every column once").of(name).in_line(1));
        }
    }
    if table.lines.is_empty() {
        problems.push(Problem::new(Kind::NoRows, "there are no rows", "a row a line is expected under the header"));
    }
    let repeated =
        |row: &usize| table.names.iter().zip(&table.columns).all(|(name, cells)| cells.get(*row) == Some(name));
    if let Some(row) = (0..table.lines.len()).find(repeated) {
        let message = "the line repeats the header";
        let help = "files that were put together keep one header";
        problems.push(Problem::new(Kind::HeaderAmongRows, message, help).in_line(table.line(row)));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The characteristics' names, in the table's order.
fn names<'t>(table: &'t Table, reading: &Reading) -> Result<Vec<&'t str>, Problem> {
    for name in reading.columns.iter().chain(&reading.leave_out).chain(&reading.categories) {
        table.cells(name)?;
    }
    let wanted = |name: &&String| {
        let asked = reading.columns.is_empty() || reading.columns.contains(name);
        asked && **name != reading.target && Some(*name) != reading.weight.as_ref() && !reading.leave_out.contains(name)
    };
    Ok(table.names.iter().filter(wanted).map(String::as_str).collect())
}

fn outcomes(table: &Table, reading: &Reading) -> Result<Vec<bool>, Problem> {
    let cells = table.cells(&reading.target)?;
    let wrong = |kind, message: &str, help: &str| Problem::new(kind, message, help).of(&reading.target);
    if let Some(row) = cells.iter().position(|cell| is_missing(cell, reading)) {
        let problem = wrong(Kind::NoOutcome, "the outcome is missing", "leave rows without an outcome out");
        return Err(problem.in_line(table.line(row)));
    }
    let bad: Vec<bool> = cells.iter().map(|cell| cell.trim() == reading.bad).collect();
    let mut good = cells.iter().zip(&bad).enumerate().filter(|(_, (_, bad))| !**bad);
    let first = good.next().map(|(_, (cell, _))| cell.trim());
    if !bad.contains(&true) || first.is_none() {
        let message = if first.is_none() { "all rows are bad" } else { "no row has the bad outcome" };
        return Err(wrong(
            Kind::OneClass,
            message,
            "rows with both outcomes are expected; is the bad one named as it stands?",
        ));
    }
    if let Some((row, _)) = good.find(|(_, (cell, _))| Some(cell.trim()) != first) {
        let problem =
            wrong(Kind::SeveralClasses, "there are more than two outcomes", "two are expected: leave the others out");
        return Err(problem.in_line(table.line(row)));
    }
    Ok(bad)
}

fn weights(table: &Table, reading: &Reading) -> Result<Vec<f64>, Problem> {
    let Some(name) = &reading.weight else { return Ok(vec![1.0; table.lines.len()]) };
    let weights: Vec<f64> = table.cells(name)?.iter().map(|cell| number(cell).unwrap_or(f64::NAN)).collect();
    let help = "a weight is zero or more, such as how many people a row stands for";
    if let Some(row) = weights.iter().position(|weight| weight.is_nan() || *weight < 0.0) {
        let message = "the weight is missing, negative or no number";
        return Err(Problem::new(Kind::Weight, message, help).of(name).in_line(table.line(row)));
    }
    if !weights.iter().sum::<f64>().is_normal() {
        let message = "the weights add up to nothing, or to more than can be counted";
        return Err(Problem::new(Kind::Weight, message, help).of(name));
    }
    Ok(weights)
}

fn column(table: &Table, reading: &Reading, name: &str) -> Result<Column, Problem> {
    let cells = table.cells(name)?;
    let column = Column { name: name.to_owned(), cells: numbers_or_words(table, reading, name, cells)? };
    if let (Cells::Numbers(values), None) = (&column.cells, &reading.special)
        && let Some(code) = suspected(values)
    {
        let message = format!("{code} stands among numbers of which no other is negative: it may be a code");
        let help = "list the codes as special values (--special), or say that there are none (--special none)";
        return Err(Problem::new(Kind::UndeclaredCode, message, help).of(name));
    }
    Ok(column)
}

fn numbers_or_words(table: &Table, reading: &Reading, name: &str, cells: &[String]) -> Result<Cells, Problem> {
    let read = |cell: &String| if is_missing(cell, reading) { Some(f64::NAN) } else { number(cell) };
    let values: Vec<Option<f64>> = cells.iter().map(read).collect();
    let is_number = |value: &&Option<f64>| value.is_some_and(|value| !value.is_nan());
    let numbers = values.iter().filter(is_number).count();
    let declared = reading.categories.iter().any(|other| other == name);
    if !declared && let Some(row) = cells.iter().position(|cell| has_comma(cell)) {
        let others = cells.iter().filter(|cell| !is_missing(cell, reading));
        if others.clone().all(|cell| has_comma(cell) || number(cell).is_some()) {
            let message = "the numbers of the column have a comma, as here";
            let help = "write 1007.50 with a point and no sign between thousands, or say that the column holds categories (--category)";
            return Err(Problem::new(Kind::NotANumber, message, help).of(name).in_line(table.line(row)));
        }
    }
    if declared || numbers == 0 {
        return words(reading, name, cells);
    }
    match values.iter().position(Option::is_none) {
        None => Ok(Cells::Numbers(values.into_iter().flatten().collect())),
        Some(row) => {
            let others = values.iter().filter(|value| value.is_none()).count();
            let message = format!("{numbers} cells are numbers, and {others} are not finite numbers, as here");
            let help = "mend the cells, name the word that means missing (--missing), or say that the column holds categories (--category)";
            Err(Problem::new(Kind::NotANumber, message, help).of(name).in_line(table.line(row)))
        }
    }
}

fn words(reading: &Reading, name: &str, cells: &[String]) -> Result<Cells, Problem> {
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| !is_missing(cell, reading)) {
        levels.insert(cell.trim(), 0);
    }
    if levels.len() > MAX_CATEGORIES {
        let message = format!("the column has {} categories; at most {MAX_CATEGORIES} are read", levels.len());
        return Err(
            Problem::new(Kind::TooManyCategories, message, "leave it out: a name or number of a person?").of(name)
        );
    }
    levels.values_mut().enumerate().for_each(|(place, level)| *level = place);
    let rows = cells.iter().map(|cell| levels.get(cell.trim()).copied()).collect();
    Ok(Cells::Words { levels: levels.into_keys().map(str::to_owned).collect(), rows })
}

fn is_missing(cell: &str, reading: &Reading) -> bool {
    let cell = cell.trim();
    cell.is_empty() || reading.missing.iter().any(|word| word == cell)
}

/// A finite number; words such as `inf` are none.
fn number(cell: &str) -> Option<f64> {
    cell.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// Whether a cell would be a number without its commas.
fn has_comma(cell: &str) -> bool {
    cell.contains(',') && number(cell).is_none() && number(&cell.replace(',', "")).is_some()
}

/// The lowest number, if it is a usual code and every negative number is one: it may be no number.
#[must_use]
pub fn suspected(values: &[f64]) -> Option<f64> {
    let negative = || values.iter().copied().filter(|value| *value < 0.0);
    let all_codes = negative().all(|value| CODES.contains(&value));
    let has_others = values.iter().any(|value| *value >= 0.0);
    negative().reduce(f64::min).filter(|_| all_codes && has_others)
}
