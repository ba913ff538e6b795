//! XGBoost's JSON, versions 2 and 3: the learner, its objective and its booster.
//!
//! Takes the text that `save_model` writes, gives the ensemble as the library predicts with it: all rounds, or those up
//! to the best one in a file of the scikit-learn interface, which predicts so. The base score is on the scale of the
//! output; its logarithm is the C library's in 32 bits.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::forest::{Forest, Precision};
use super::super::limits::MAX_FEATURES;
use super::super::{Form, Link, Model};
use super::xgboost_numbers::{self, Single};
use super::{unsupported, xgboost_logarithm, xgboost_tree};
use prescreen::{Code, Error};

#[derive(Deserialize)]
struct File {
    learner: Learner,
}

#[derive(Deserialize)]
struct Learner {
    gradient_booster: Booster,
    learner_model_param: Parameters,
    objective: Objective,
    #[serde(default)]
    feature_names: Vec<String>,
    #[serde(default)]
    attributes: Attributes,
}

/// What was noted beside the model.
#[derive(Deserialize, Default)]
struct Attributes {
    best_iteration: Option<String>,
    /// Written by the scikit-learn interface only.
    scikit_learn: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Parameters {
    base_score: String,
    num_class: String,
    num_feature: String,
    num_target: Option<String>,
}

#[derive(Deserialize)]
struct Objective {
    name: String,
}

#[derive(Deserialize)]
struct Booster {
    #[serde(default)]
    name: String,
    model: Option<Trees>,
    gbtree: Option<Inner>,
    weight_drop: Option<Vec<Single>>,
}

#[derive(Deserialize)]
struct Inner {
    model: Trees,
}

#[derive(Deserialize)]
struct Trees {
    trees: Option<Vec<xgboost_tree::Columns>>,
    tree_info: Option<Vec<i64>>,
    /// The first tree of each round, and the number of trees.
    iteration_indptr: Option<Vec<usize>>,
    cats: Option<Categories>,
}

/// The categories that a data frame's columns had, since version 3.1.
#[derive(Deserialize)]
struct Categories {
    enc: Vec<Encoding>,
}

/// One column's; empty for numbers.
#[derive(Deserialize)]
struct Encoding {
    values: Vec<IgnoredAny>,
}

/// Reads the whole file.
pub(super) fn read(text: &str) -> Result<Model, Error> {
    let marked = xgboost_numbers::marked(text);
    let file: File = serde_json::from_str(marked.as_deref().unwrap_or(text)).map_err(|error| {
        let at = ["line ", &error.line().to_string(), ", column ", &error.column().to_string()].concat();
        let mut message = error.to_string();
        message.truncate(message.find(" at line ").unwrap_or(message.len()));
        Error::new(Code::Syntax, at, ["not XGBoost's JSON: ", &message].concat())
    })?;
    let Learner { gradient_booster, learner_model_param, objective, feature_names, attributes } = file.learner;
    let (link, base) = objective_of(&objective.name)?;
    learner_model_param.one_output()?;
    let base = xgboost_numbers::in_text(&learner_model_param.base_score).and_then(base).ok_or_else(|| {
        let at = "/learner/learner_model_param/base_score";
        Error::new(Code::Range, at, "the base score is not one number that the objective can have")
    })?;
    let features = learner_model_param.features(feature_names)?;
    let mut forest = Forest { arithmetic: Precision::Single { base }, link, trees: Vec::new() };
    gradient_booster.grow(&mut forest, features.len(), &attributes)?;
    Model::new(features, Form::Trees(forest))
}

impl Booster {
    fn grow(self, forest: &mut Forest, features: usize, attributes: &Attributes) -> Result<(), Error> {
        if !matches!(self.name.as_str(), "" | "gbtree" | "dart") {
            let error = unsupported("a booster of this kind is not read");
            return Err(Error {
                at: "/learner/gradient_booster/name".into(),
                ..error.help("train with gbtree or dart")
            });
        }
        let place = if self.gbtree.is_some() {
            "/learner/gradient_booster/gbtree/model"
        } else {
            "/learner/gradient_booster/model"
        };
        let within = |error: Error| Error { at: [place, &error.at].concat(), ..error };
        let model = self.gbtree.map(|inner| inner.model).or(self.model);
        let model = model.ok_or_else(|| Error::new(Code::MissingField, place, "the model has no trees"))?;
        model.one_output().and_then(|()| model.no_categories()).map_err(within)?;
        let trees = model.trees().map_err(within)?;
        if self.weight_drop.as_ref().is_some_and(|weights| weights.len() != trees.len()) {
            let at = "/learner/gradient_booster/weight_drop";
            return Err(Error::new(Code::Inconsistent, at, "the weights and the trees differ in number"));
        }
        let used = attributes.trees_used(&model, trees.len())?;
        for (number, columns) in trees.iter().take(used).enumerate() {
            let weight =
                self.weight_drop.as_ref().and_then(|weights| weights.get(number)).map_or(1.0, |weight| weight.0);
            let tree = columns
                .tree(weight, features, forest)
                .map_err(|error| within(Error { at: ["/trees/", &number.to_string(), &error.at].concat(), ..error }))?;
            forest.trees.push(tree);
        }
        Ok(())
    }
}

impl Trees {
    fn one_output(&self) -> Result<(), Error> {
        if self.tree_info.as_ref().is_some_and(|groups| groups.iter().any(|group| *group != 0)) {
            return Err(Error { at: "/tree_info".into(), ..unsupported("a model with several outputs is not read") });
        }
        Ok(())
    }

    /// A row here holds the numbers of categories, and the library would look the categories themselves up.
    fn no_categories(&self) -> Result<(), Error> {
        let encoded = |cats: &Categories| cats.enc.iter().any(|column| !column.values.is_empty());
        if self.cats.as_ref().is_some_and(encoded) {
            let error = unsupported("the file carries the categories of a data frame's columns, which are not read");
            return Err(Error { at: "/cats/enc".into(), ..error.help(CATEGORIES_HELP) });
        }
        Ok(())
    }

    fn trees(&self) -> Result<&[xgboost_tree::Columns], Error> {
        let trees = self.trees.as_deref();
        let trees = trees.ok_or_else(|| Error::new(Code::MissingField, "/trees", "the model has no trees"))?;
        if trees.is_empty() {
            let error =
                unsupported("the model has no trees, and versions of XGBoost differ in what they predict with it");
            return Err(Error {
                at: "/trees".into(),
                ..error.help("train at least one round, and save the model again")
            });
        }
        Ok(trees)
    }
}

const CATEGORIES_HELP: &str = "train on whole numbers (for pandas: column.cat.codes) with the feature type 'c', and \
    save the model again";

impl Attributes {
    /// How many of the trees the library predicts with.
    fn trees_used(&self, model: &Trees, trees: usize) -> Result<usize, Error> {
        let Some(text) = &self.best_iteration else { return Ok(trees) };
        let at = "/learner/attributes/best_iteration";
        let best: usize =
            text.parse().map_err(|_| Error::new(Code::Type, at, "the best iteration is not the number of a round"))?;
        let ends = model.iteration_indptr.as_deref().and_then(<[usize]>::split_first).map(|(_, ends)| ends);
        let ends = ends.filter(|ends| ends.last() == Some(&trees) && ends.is_sorted());
        let end = ends.and_then(|ends| ends.get(best)).ok_or_else(|| {
            let message = "the best iteration is no round of the file, by 'iteration_indptr' and the trees";
            Error::new(Code::Inconsistent, at, message).help("save the model again with XGBoost 2 or 3")
        })?;
        if *end == trees || self.scikit_learn.is_some() {
            return Ok(*end);
        }
        let message = "training stopped early, and XGBoost predicts in two ways with this file: Booster.predict with \
            all rounds, XGBClassifier up to the best one";
        let help = "save the rounds that are meant: booster[: booster.best_iteration + 1].save_model(…), or all of them \
            after booster.set_attr(best_iteration=None)";
        Err(Error { at: at.into(), ..unsupported(message).help(help) })
    }
}

impl Parameters {
    fn one_output(&self) -> Result<(), Error> {
        let several = !matches!(self.num_class.as_str(), "0" | "1")
            || !matches!(self.num_target.as_deref(), None | Some("0" | "1"));
        if several {
            let error = unsupported("a model with several classes or targets is not read");
            let help = "a model here has one output; train one class against the rest";
            return Err(Error { at: "/learner/learner_model_param".into(), ..error.help(help) });
        }
        Ok(())
    }

    fn features(&self, names: Vec<String>) -> Result<Vec<String>, Error> {
        let at = "/learner/learner_model_param/num_feature";
        let count: usize = self.num_feature.parse().map_err(|_| Error::new(Code::Type, at, "this is not a count"))?;
        if count > MAX_FEATURES {
            return Err(Error::new(Code::Limit, at, "the model has more than 4096 features"));
        }
        if names.is_empty() {
            return Ok((0..count).map(|number| ["f", &number.to_string()].concat()).collect());
        }
        if names.len() != count {
            return Err(Error::new(
                Code::Inconsistent,
                "/learner/feature_names",
                "names and features differ in number",
            ));
        }
        Ok(names)
    }
}

/// The raw score behind a base score, if it has one.
type Margin = fn(f32) -> Option<f32>;

/// What the objective does with a raw score, and how its base score becomes one.
fn objective_of(name: &str) -> Result<(Link, Margin), Error> {
    Ok(match name {
        "binary:logistic" | "reg:logistic" => (Link::Sigmoid { scale: 1.0 }, log_odds),
        "count:poisson" | "reg:gamma" | "reg:tweedie" | "survival:cox" | "survival:aft" => (Link::Exp, logarithm),
        "binary:hinge" => (Link::Step, finite),
        "binary:logitraw"
        | "reg:squarederror"
        | "reg:linear"
        | "reg:squaredlogerror"
        | "reg:pseudohubererror"
        | "reg:absoluteerror"
        | "reg:quantileerror"
        | "rank:ndcg"
        | "rank:pairwise"
        | "rank:map" => (Link::Identity, finite),
        _ => {
            let error = unsupported(&["the objective '", name, "' is not read"].concat());
            return Err(Error { at: "/learner/objective/name".into(), ..error });
        }
    })
}

fn finite(value: f32) -> Option<f32> {
    value.is_finite().then_some(value)
}

fn logarithm(value: f32) -> Option<f32> {
    (value > 0.0).then(|| xgboost_logarithm::natural(value)).and_then(finite)
}

fn log_odds(value: f32) -> Option<f32> {
    (value > 0.0 && value < 1.0).then(|| -xgboost_logarithm::natural(1.0 / value - 1.0)).and_then(finite)
}
