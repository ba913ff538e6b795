//! What a model may read: declared facts and statistics by name, and nothing about age, sex or origin.
//!
//! Takes names, gives for each feature the position of the declared name that feeds it. It must never
//! let a model for fraud load that reads what the law and this house keep out of it.

use prescreen::terms::protected::protected;
use prescreen::{Code, Error};

use super::Model;

/// Where each feature of a model comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// For each feature, in the model's order, its position among the declared names.
    pub positions: Vec<usize>,
}

impl Model {
    /// Binds the model to declared names as a fraud model.
    ///
    /// # Errors
    /// `protected-feature` for a feature about age, sex or origin; `reference` for one that is not declared;
    /// `unsupported` when the output is not a probability and so has no basis points.
    pub fn bind<Name: AsRef<str>>(&self, declared: &[Name]) -> Result<Binding, Error> {
        if let Some((name, word)) = self.features().iter().find_map(|name| Some((name, protected(name)?))) {
            let message = ["the model needs '", name, "', which is about age, sex or origin ('", word, "')"].concat();
            let help = "train the fraud model without it; if it is not about the person, give it another name";
            return Err(Error::new(Code::Protected, "", message).help(help));
        }
        if !self.is_probability() {
            let message = "the model's output is not a probability, so it has no basis points";
            return Err(Error::new(Code::Unsupported, "", message));
        }
        let position = |name: &String| {
            declared.iter().position(|declared| declared.as_ref() == name).ok_or_else(|| {
                let message = ["the model needs '", name, "', which is not declared"].concat();
                Error::new(Code::Reference, "", message).help("declare a fact or statistic of this name")
            })
        };
        Ok(Binding { positions: self.features().iter().map(position).collect::<Result<_, _>>()? })
    }
}
