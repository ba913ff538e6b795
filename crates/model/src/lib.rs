//! Models that teams bring: tree ensembles, scorecards and logistic regressions.
//!
//! Takes a model in prescreen's own compact form (which `convert` makes of LightGBM text, XGBoost JSON and plain
//! JSON, natively only) and rows of features by name; gives the raw score bit for bit as the library that trained
//! it, the probability within two units in the last place, and what each feature contributed. Floats live
//! here and in reports only: [`basis_points`] is what a rule may see. It must never read a feature that
//! was not declared, nor, for fraud, one about age, sex or origin: [`Model::bind`] says no.
//!
//! ```
//! use prescreen_model::{Model, Scorer};
//!
//! # fn main() -> Result<(), prescreen::Error> {
//! let text = r#"{"logistic": 1, "intercept": -2.5, "features": [{"name": "pastes", "weight": 0.75, "missing": 0}]}"#;
//! # #[cfg(feature = "convert")] {
//! let bytes = prescreen_model::convert::convert(text.as_bytes())?.write();
//! let mut scorer = Scorer::new(Model::read(&bytes)?);
//! assert_eq!(scorer.score(&[2.0])?.raw, -1.0);
//! # }
//! # Ok(())
//! # }
//! ```

mod attributions;
mod bind;
mod compact;
#[cfg(feature = "convert")]
pub mod convert;
mod decide;
pub mod forest;
pub mod limits;
mod link;
mod logistic;
#[cfg(feature = "convert")]
pub mod points;
mod scorecard;
mod scorer;
mod slots;
mod walk;

pub use bind::Binding;
pub use forest::Forest;
pub use link::Link;
pub use logistic::{Logistic, Term};
pub use scorecard::{Bin, Characteristic, Scorecard, Special};
pub use scorer::{Score, Scorer};

use sha2::Digest as _;

use limits::{MAX_FEATURES, MAX_NAME_BYTES};
use prescreen::{Code, Error};

/// A model: the names of its features and how it scores them.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    features: Vec<String>,
    form: Form,
}

/// How a model scores a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Points for the bin that each value falls in.
    Scorecard(Scorecard),
    /// A weighted sum.
    Logistic(Logistic),
    /// A sum of trees.
    Trees(Forest),
}

impl Model {
    /// Puts a model together. A form reads its features by position: there is one part per feature, or splits within.
    ///
    /// # Errors
    /// No feature, too many, a name that is empty, too long or stands twice, or a form that has other features.
    pub fn new(features: Vec<String>, form: Form) -> Result<Self, Error> {
        if features.is_empty() || features.len() > MAX_FEATURES {
            return Err(Error::new(Code::Limit, "", "a model has between 1 and 4096 features"));
        }
        if features.iter().any(|name| name.is_empty() || name.len() > MAX_NAME_BYTES) {
            return Err(Error::new(Code::Limit, "", "a feature's name has between 1 and 256 bytes"));
        }
        let mut names = features.iter().enumerate();
        if names.any(|(place, name)| features.iter().take(place).any(|before| before == name)) {
            return Err(Error::new(Code::Duplicate, "", "two features have the same name"));
        }
        let fits = match &form {
            Form::Scorecard(card) => card.check(features.len())?,
            Form::Logistic(sum) => sum.check(features.len())?,
            Form::Trees(forest) => forest.reads_within(features.len()),
        };
        if !fits {
            return Err(Error::new(Code::Reference, "", "the model reads a feature that it does not name"));
        }
        Ok(Self { features, form })
    }

    /// Names of the features, in the order of a row.
    #[must_use]
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// How the model scores.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Whether the output is a probability.
    #[must_use]
    pub fn is_probability(&self) -> bool {
        match &self.form {
            Form::Scorecard(_) | Form::Logistic(_) => true,
            Form::Trees(forest) => forest.link.is_probability(),
        }
    }
}

/// What a pack names a model by: SHA-256 of its compact form, base64url.
#[must_use]
pub fn digest(compact: &[u8]) -> String {
    prescreen::terms::base64url::encode(&sha2::Sha256::digest(compact))
}

/// A probability as a rule may see it: to the nearest basis point, a half up, within 0 and 10 000.
/// `None` for NaN, which is *unknown*.
#[must_use]
pub fn basis_points(probability: f64) -> Option<u16> {
    if probability.is_nan() {
        return None;
    }
    Some(libm::floor(probability.clamp(0.0, 1.0) * 10_000.0 + 0.5) as u16)
}
