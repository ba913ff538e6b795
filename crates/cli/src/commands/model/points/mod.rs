//! `model points`: a model as the points table of a pack.

mod facts;
mod notes;

use clap::Args;
use prescreen::terms::protected::protected;
use prescreen::{Code, Error};
use prescreen_model::Model;
use prescreen_model::points::{FeaturePoints, Points, Scale};
use prescreen_scorecard::export::{Part, PartBin, PartCharacteristic, id};
use serde_json::json;

use crate::commands::rows::Rows;
use crate::commands::scorecard::scale::ScaleArgs;
use crate::commands::scores::load;
use crate::commands::{Answer, Done, InputError, input};

/// Write a model as points that a person can read: the scorecard of a pack's part 'credit'
///
/// For a scorecard, and for trees that read one feature each (LightGBM or XGBoost with max_depth=1, or with an interaction
/// constraint for each feature). Features that act together have no points of their own, and such a model is refused. Bins
/// are of whole numbers, in the unit in which the model was trained. A scorecard keeps its own scale. A missing value and a
/// code have no points, and what is left out is noted.
#[derive(Args)]
pub struct PointsArgs {
    /// Model file, as the library wrote it or converted; '-' for standard input
    file: String,
    #[command(flatten)]
    scale: ScaleArgs,
    /// CSV file of rows as for 'score', for the mean points that shortfalls are measured against; without it, the rows that
    /// the model was trained on, where it says how many came to each leaf and all had a value
    #[arg(long, value_name = "FILE")]
    rows: Option<String>,
    /// The pack that the points are for: a bin in which no number between a fact's 'min' and 'max' is, such as that of a
    /// bureau's −9, is left out. The points table may still be missing there
    #[arg(long, value_name = "FILE")]
    pack: Option<String>,
    /// Where to write the points table as a part of a pack
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

impl PointsArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let read = [&[self.file.as_str()], self.rows.as_deref().as_slice(), self.pack.as_deref().as_slice()].concat();
        input::one_standard_input(&read)?;
        input::apart(&read, &[self.out.as_deref()])?;
        let wrong = |error| vec![InputError { file: self.file.clone(), ..InputError::of(error) }];
        let (model, ..) = load(&self.file)?;
        let scale = Scale { points: self.scale.points, odds: self.scale.odds()?, double: self.scale.double };
        let pack = self.pack.as_deref().map(facts::read).transpose()?;
        let spans = pack.as_ref().map(|pack| facts::spans(pack, model.features())).unwrap_or_default();
        let points = Points::within(&model, scale, &spans).map_err(wrong)?;
        let means = self.means(&model, &points)?;
        let part = part(&points, &means)
            .map_err(|message| refused(&self.file, Code::Inconsistent, &message, "rename it before training"))?;
        if let Some(out) = &self.out {
            let text = serde_json::to_string_pretty(&part).map_err(|error| InputError::usage(&error.to_string()))?;
            input::write(out, text + "\n")?;
        }
        let about: Vec<(&str, &str)> =
            points.features.iter().filter_map(|one| Some((one.name.as_str(), protected(&one.name)?))).collect();
        let notes = notes::notes(&points, pack.as_ref());
        let mut text = told(&points, &part, &notes);
        for (name, word) in &about {
            text.push_str(&format!("finding: '{name}' is about age, sex or origin ('{word}'): no pack takes it\n"));
        }
        let told = json!({
            "part": part, "off_by": points.off_by, "points": points.scale.points, "odds": points.scale.odds, "double": points.scale.double,
            "notes": notes, "age_sex_or_origin": about.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        });
        Ok(Answer { findings: !about.is_empty(), ..Answer::new(text, told) })
    }

    /// The mean points of each feature.
    fn means(&self, model: &Model, points: &Points) -> Result<Vec<f64>, Vec<InputError>> {
        if let Some(path) = &self.rows {
            let rows = Rows::read(path, model)?;
            return points.features.iter().map(|one| mean(path, one, model, &rows)).collect();
        }
        let mean = |one: &FeaturePoints| {
            let message = format!(
                "the model does not say what '{}' was, where it had a value, in the rows of its training",
                one.name
            );
            one.mean.ok_or_else(|| refused(&self.file, Code::MissingField, &message, "name rows with --rows FILE"))
        };
        points.features.iter().map(mean).collect()
    }
}

/// The mean points of a feature over rows; a missing value, a code and what the fact cannot be have none.
fn mean(path: &str, one: &FeaturePoints, model: &Model, rows: &Rows) -> Result<f64, Vec<InputError>> {
    let place = model.features().iter().position(|name| *name == one.name).unwrap_or_default();
    let column = rows.values.iter().skip(place).step_by(model.features().len());
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in column.copied().filter(|value| one.counts(*value)) {
        if value != value.floor() {
            let message =
                format!("column '{}' has numbers that are no integers, and the facts of a pack are", one.name);
            let help = "count in smaller units, such as basis points or minor units, and train it anew";
            return Err(refused(path, Code::Number, &message, help));
        }
        sum += f64::from(one.points(value as i64));
        count = count.saturating_add(1);
    }
    if count == 0 {
        let message = format!("column '{}' has no values that have points, and so no mean points", one.name);
        return Err(refused(path, Code::Range, &message, "give rows that have some"));
    }
    Ok(sum / f64::from(count))
}

fn refused(path: &str, code: Code, message: &str, help: &str) -> Vec<InputError> {
    vec![InputError { file: path.into(), ..InputError::of(Error::new(code, "", message).help(help)) }]
}

fn part(points: &Points, means: &[f64]) -> Result<Part, String> {
    let mut characteristics: Vec<PartCharacteristic> = Vec::new();
    for (one, mean) in points.features.iter().zip(means) {
        let name = &one.name;
        let fact = id(name)
            .ok_or_else(|| format!("the name of feature '{name}' has no letter or digit of which an id is made"))?;
        if characteristics.iter().any(|other| other.fact == fact) {
            return Err(format!("two features become the id '{fact}'"));
        }
        let bins = one.bins.iter().map(|bin| PartBin { below: bin.below, points: bin.points }).collect();
        // INVARIANT: a mean of numbers of 32 bits is one.
        characteristics.push(PartCharacteristic { fact, reference: mean.floor() as i32, bins, options: Vec::new() });
    }
    Ok(Part { base: points.base, characteristics })
}

fn told(points: &Points, part: &Part, notes: &[String]) -> String {
    let Scale { points: anchor, odds, double } = points.scale;
    let mut text = format!(
        "{anchor} points at odds of {odds:.6} bad to good, {double} more halve them; everybody starts with {}\n",
        points.base
    );
    text.push_str(&match points.off_by {
        0.0 => "the points are the model's own\n".to_owned(),
        off_by => format!("rounded: their sum is at most {off_by:.2} points from the model's own\n"),
    });
    text.extend(notes.iter().map(|note| format!("note: {note}\n")));
    for one in &part.characteristics {
        text.push_str(&format!("\n{}  reference {}\n", one.fact, one.reference));
        let mut from = None;
        for bin in &one.bins {
            text.push_str(&format!("{:>8}  {}\n", bin.points, range(from, bin.below)));
            from = bin.below;
        }
    }
    text
}

fn range(from: Option<i64>, below: Option<i64>) -> String {
    let end = |end: Option<i64>, open: &str| end.map_or(open.to_owned(), |end| end.to_string());
    let bracket = if from.is_some() { '[' } else { '(' };
    format!("{bracket}{}, {})", end(from, "−∞"), end(below, "∞"))
}
