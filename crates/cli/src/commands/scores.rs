//! A pack's models on the command line: which file is which, and what each makes of a case.

use prescreen::id::Id;
use prescreen::pack::schema::FraudModel;
use prescreen::{Code, Error, Pack, Screening};
use prescreen_model::convert::{Format, convert};
use prescreen_model::limits::MAX_SOURCE_BYTES;
use prescreen_model::{Model, Scorer, basis_points, digest};

use super::{InputError, input};

/// A model with its format and size.
pub fn load(path: &str) -> Result<(Model, Format, usize), Vec<InputError>> {
    let bytes = input::bytes(path, MAX_SOURCE_BYTES)?;
    let problem = |error: Error| vec![InputError { file: path.into(), ..InputError::of(error) }];
    let format = Format::of(&bytes).map_err(problem)?;
    Ok((convert(&bytes).map_err(problem)?, format, bytes.len()))
}

/// The model that a pack names, and for each of its features the position among those that the pack declares.
pub fn named<'p>(pack: &'p Pack, model: &Model) -> Result<(&'p FraudModel, Vec<usize>), Error> {
    let hash = digest(&model.write());
    let models = pack.document().fraud_models();
    let named = models.iter().find(|named| named.hash == hash).ok_or_else(|| {
        let message = ["the pack names no model of the hash ", &hash].concat();
        Error::new(Code::Reference, "", message).help("name it in the pack's fraud.models, with its features")
    })?;
    let features: Vec<&str> = named.features.iter().map(|id| id.as_str()).collect();
    Ok((named, model.bind(&features)?.positions))
}

/// What the model of a file makes of a case, in basis points; none while a feature is unknown.
pub fn score(path: &str, screening: &Screening<'_>) -> Result<Option<(Id, u16)>, Vec<InputError>> {
    let problem = |error: Error| vec![InputError { file: path.into(), ..InputError::of(error) }];
    let (model, ..) = load(path)?;
    let (named, positions) = named(screening.pack(), &model).map_err(problem)?;
    let Some(row) = screening.model_row(named.id.as_str()).map_err(problem)? else { return Ok(None) };
    let row: Vec<f64> = positions.iter().filter_map(|place| row.get(*place)).map(|value| *value as f64).collect();
    let score = Scorer::new(model).score(&row).map_err(problem)?;
    Ok(basis_points(score.output).map(|score| (named.id.clone(), score)))
}
