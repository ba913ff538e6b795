//! Scorecards and logistic regressions as plain JSON, to write by hand or from a notebook.
//!
//! ```json
//! {"scorecard": 1, "base": 0, "anchor_points": 600, "anchor_odds": 0.0526, "double_odds": 50, "features": [
//!   {"name": "pastes", "missing": 10, "special": [{"value": -1, "points": 12}],
//!    "bins": [{"below": 1, "points": 30}, {"points": 5}]}]}
//! {"logistic": 1, "intercept": -2.5, "features": [{"name": "pastes", "weight": 0.75, "missing": 0}]}
//! ```
//! One key names the form, and its value is the version. See [`Scorecard`] for the scale.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::{Bin, Characteristic, Form, Logistic, Model, Scorecard, Special, Term};
use prescreen::{Code, Error};

/// Which of the two it is.
#[derive(Deserialize)]
struct PlainForm {
    scorecard: Option<IgnoredAny>,
    logistic: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainScorecard {
    scorecard: u32,
    base: i32,
    anchor_points: i32,
    anchor_odds: f64,
    double_odds: i32,
    features: Vec<PlainCharacteristic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainCharacteristic {
    name: String,
    missing: i32,
    #[serde(default)]
    special: Vec<PlainSpecial>,
    bins: Vec<PlainBin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainSpecial {
    value: f64,
    points: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainBin {
    below: Option<f64>,
    points: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainLogistic {
    logistic: u32,
    intercept: f64,
    features: Vec<PlainTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainTerm {
    name: String,
    weight: f64,
    missing: f64,
}

/// Reads the whole file.
pub(super) fn read(text: &str) -> Result<Model, Error> {
    let form: PlainForm = parse(text)?;
    if form.scorecard.is_none() && form.logistic.is_none() {
        let message = "the document has neither 'scorecard' nor 'logistic'";
        return Err(Error::new(Code::Syntax, "", message).help("say which it is: \"scorecard\": 1, or \"logistic\": 1"));
    }
    if form.scorecard.is_some() {
        let card: PlainScorecard = parse(text)?;
        version(card.scorecard, "/scorecard")?;
        return card.model();
    }
    let sum: PlainLogistic = parse(text)?;
    version(sum.logistic, "/logistic")?;
    let terms = sum.features.iter().map(|one| Term { weight: one.weight, missing: one.missing }).collect();
    let names = sum.features.into_iter().map(|one| one.name).collect();
    Model::new(names, Form::Logistic(Logistic { intercept: sum.intercept, terms }))
}

fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| {
        let at = ["line ", &error.line().to_string(), ", column ", &error.column().to_string()].concat();
        Error::new(Code::Syntax, at, ["not a model in plain JSON: ", &error.to_string()].concat())
    })
}

fn version(found: u32, at: &str) -> Result<(), Error> {
    if found == 1 { Ok(()) } else { Err(Error::new(Code::Unsupported, at, "only version 1 is read")) }
}

impl PlainScorecard {
    fn model(self) -> Result<Model, Error> {
        let (mut names, mut characteristics) = (Vec::new(), Vec::new());
        for one in self.features {
            names.push(one.name);
            let special = one.special.iter().map(|one| Special { value: one.value, points: one.points }).collect();
            let bins = one.bins.iter().map(|bin| Bin { below: bin.below.unwrap_or(f64::INFINITY), points: bin.points });
            characteristics.push(Characteristic { missing: one.missing, special, bins: bins.collect() });
        }
        let card = Scorecard {
            base: self.base,
            anchor_points: self.anchor_points,
            anchor_odds: self.anchor_odds,
            double_odds: self.double_odds,
            characteristics,
        };
        Model::new(names, Form::Scorecard(card))
    }
}
