//! `scorecard fit`: a logistic regression on the bins, in integer points.

use clap::Args;
use prescreen::terms::protected::protected;
use prescreen_scorecard::export::{Part, PlainModel};
use prescreen_scorecard::select::select;
use prescreen_scorecard::{BinsFile, Card, CardFile, Kind, Place, Problem, Scale};
use serde_json::json;

use super::report::without_evidence;
use super::scale::ScaleArgs;
use super::{problem, problems, rows};
use crate::commands::{Answer, Done, InputError, input};

/// Fit a card to bins: coefficients, and integer points for every bin.
///
/// A coefficient below zero is a finding: the card then says the reverse of what the bins of that column say. So is a column
/// about age, sex or origin. A bin that no row was in gets the least points of its column.
#[derive(Args)]
pub struct FitArgs {
    /// Rows: Parquet, lines of JSON (.ndjson), or CSV with a line of names; '-' for standard input
    rows: String,
    /// The file that 'scorecard bin' wrote
    #[arg(long, value_name = "FILE")]
    bins: String,
    /// Shrinks coefficients: half of this times the sum of their squares is taken from the likelihood
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0)]
    ridge: f64,
    /// Leave out, one by one, what says the reverse of its bins and what the fit is better without (AIC)
    #[arg(long)]
    step: bool,
    #[command(flatten)]
    scale: ScaleArgs,
    /// Where to write the card, for 'scorecard report'
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
    /// Where to write the points table as a part of a pack
    #[arg(long, value_name = "FILE")]
    part: Option<String>,
    /// Where to write the card as a plain model, for 'model convert'
    #[arg(long, value_name = "FILE")]
    model: Option<String>,
}

impl FitArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        input::one_standard_input(&[&self.rows, &self.bins])?;
        input::apart(&[&self.rows, &self.bins], &[self.out.as_deref(), self.part.as_deref(), self.model.as_deref()])?;
        let file: BinsFile = rows::read(&self.bins)?;
        file.check().map_err(|error| problem(&self.bins, error))?;
        let scale = Scale { points: self.scale.points, odds: self.scale.odds()?, double: self.scale.double };
        let sample = rows::sample(&self.rows, &file.reading(&[]))?;
        let wrong = |all| problems(&self.rows, all);
        let (bins, gone) = if self.step {
            select(&file.characteristics, &sample, self.ridge).map_err(wrong)?
        } else {
            (file.characteristics, Vec::new())
        };
        let card = Card::fit(&bins, &sample, scale, self.ridge).map_err(wrong)?;
        let mut text = told(&card);
        text.extend(gone.iter().map(|name| format!("left out: '{name}', by --step\n")));
        let findings = findings(&card);
        text.extend(findings.iter().map(|finding| format!("finding: {}\n", finding.message)));
        let card = self.write(CardFile { reading: file.reading, card })?.card;
        let told = json!({
            "card": card, "left_out": gone,
            "findings": findings.iter().map(|one| json!({ "code": one.kind.as_str(), "column": one.column, "message": one.message })).collect::<Vec<_>>(),
        });
        Ok(Answer { findings: !findings.is_empty(), ..Answer::new(text, told) })
    }

    /// Writes what was asked for, once all of it could be made.
    fn write(&self, file: CardFile) -> Result<CardFile, Vec<InputError>> {
        let wrong = |error| problem(&self.rows, error);
        let part = self.part.as_ref().map(|path| Ok((path, Part::of(&file.card)?))).transpose().map_err(wrong)?;
        let model =
            self.model.as_ref().map(|path| Ok((path, PlainModel::of(&file.card)?))).transpose().map_err(wrong)?;
        if let Some((path, part)) = &part {
            rows::write(path, part)?;
        }
        if let Some((path, model)) = &model {
            rows::write(path, model)?;
        }
        if let Some(path) = &self.out {
            rows::write(path, &file)?;
        }
        Ok(file)
    }
}

fn findings(card: &Card) -> Vec<Problem> {
    let mut found = Vec::new();
    for one in &card.characteristics {
        let name = &one.bins.name;
        if one.coefficient < 0.0 {
            let message = format!("the coefficient of '{name}' is below zero: the card says the reverse of its bins");
            found.push(Problem::new(Kind::Collinear, message, "--step leaves it out").of(name));
        }
        if let Some(word) = protected(name) {
            let message = format!("'{name}' is about age, sex or origin ('{word}'): no pack takes it");
            found.push(Problem::new(Kind::Protected, message, "leave it out").of(name));
        }
    }
    found
}

/// A coefficient on weights of evidence is near 1 where the column stands for itself.
const STRONG: f64 = 2.0;

fn told(card: &Card) -> String {
    let scale = &card.scale;
    let mut text = format!(
        "{} points at odds of {:.6} bad to good, {} more halve them; every row starts with {}\n",
        scale.points, scale.odds, scale.double, card.base
    );
    text.push_str(&format!("{} rows\n{}", card.rows, without_evidence(card.insufficient)));
    text.push_str(&format!("intercept {:.6} (standard error {:.6})\n", card.intercept, card.intercept_error));
    for one in &card.characteristics {
        text.push_str(&format!(
            "\n{}  coefficient {:.6} (standard error {:.6}, p {:.4}), information value {:.4}\n",
            one.bins.name, one.coefficient, one.error, one.probability, one.iv
        ));
        for points in &one.points {
            let label = match points.place {
                Place::Missing => "missing".to_owned(),
                Place::Special(_) => format!("special {}", one.bins.label(points.place)),
                Place::Bin(_) | Place::Unseen => one.bins.label(points.place),
            };
            let unknown = if points.woe.is_none() { "  (no row: the least)" } else { "" };
            text.push_str(&format!("{:>8}  {label}{unknown}\n", points.points));
        }
        if one.coefficient > STRONG {
            text.push_str("note: the coefficient is far above 1, so that the points say more than the bins do: few rows, or characteristics that go together\n");
        }
        if one.points_of(Place::Missing) > one.unseen {
            text.push_str("note: missing has more points than the least, so that leaving a value out can help\n");
        }
    }
    text
}
