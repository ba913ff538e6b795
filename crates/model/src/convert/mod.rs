//! From the formats that teams have to a [`Model`]: LightGBM text, XGBoost JSON, and plain JSON for scorecards and
//! logistic regressions. Natively only: a browser loads nothing but the compact form.
//!
//! Takes bytes of any kind, gives a checked model or what is wrong and where; time and memory are bounded by the
//! file and the limits. It must never guess: what the library would do otherwise is refused.

mod lightgbm;
mod lightgbm_block;
mod lightgbm_tree;
mod plain;
mod xgboost;
mod xgboost_logarithm;
mod xgboost_numbers;
mod xgboost_tree;

use super::limits::MAX_SOURCE_BYTES;
use super::{Model, compact};
use prescreen::{Code, Error};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// prescreen's own compact form.
    Compact,
    /// LightGBM text.
    LightGbm,
    /// XGBoost JSON.
    XgBoost,
    /// A scorecard or a logistic regression as plain JSON.
    Plain,
}

impl Format {
    /// Recognises a file by its first bytes.
    ///
    /// # Errors
    /// `unsupported` for anything else, with a remedy for the other formats that these libraries write.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.starts_with(compact::MAGIC) {
            return Ok(Self::Compact);
        }
        let start = bytes.trim_ascii_start();
        if start.starts_with(b"tree") {
            return Ok(Self::LightGbm);
        }
        // XGBoost's UBJSON has a length mark where JSON has a key.
        let json = start.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        match json {
            Some(inside) if inside.starts_with(b"\"") => {
                // XGBoost writes these two alone; a plain model's keys stand in any order.
                let extreme = [b"\"learner\"".as_slice(), b"\"version\""].iter().any(|key| inside.starts_with(key));
                Ok(if extreme { Self::XgBoost } else { Self::Plain })
            }
            Some(_) => {
                Err(unsupported("this is not JSON that is read here").help("save XGBoost models as .json, not .ubj"))
            }
            None => Err(unsupported("this is no model that is read here").help(
                "LightGBM text (save_model), XGBoost JSON (save_model to .json), or a plain scorecard or logistic",
            )),
        }
    }

    /// The format's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Compact => "prescreen model",
            Self::LightGbm => "LightGBM text",
            Self::XgBoost => "XGBoost JSON",
            Self::Plain => "plain JSON",
        }
    }
}

/// Reads a model of any known format.
///
/// # Errors
/// What is wrong with the file, and where: a line of LightGBM's text, a pointer into JSON, a byte of the compact form.
pub fn convert(bytes: &[u8]) -> Result<Model, Error> {
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(Error::new(Code::Limit, "", "the file is larger than 256 MiB"));
    }
    let format = Format::of(bytes)?;
    if format == Format::Compact {
        return Model::read(bytes);
    }
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let at = ["byte ", &error.valid_up_to().to_string()].concat();
        Error::new(Code::Syntax, at, "the file is not UTF-8 text")
    })?;
    match format {
        Format::LightGbm => lightgbm::read(text),
        Format::XgBoost => xgboost::read(text),
        Format::Compact | Format::Plain => plain::read(text),
    }
}

fn unsupported(message: &str) -> Error {
    Error::new(Code::Unsupported, "", message)
}
