//! LightGBM's text: the head, and blocks of `key=value` lines, one per tree.
//!
//! Takes the text that `save_model` writes since LightGBM 2.2 (`version=v2` to `v4`), gives the ensemble as the library
//! predicts with it: all trees of the file, summed in 64 bits. Lines are read as they stand, since a feature's name may end
//! in a space that is not ASCII's.

use super::super::forest::{Forest, Precision};
use super::super::{Form, Link, Model};
use super::lightgbm_block::{Block, Field};
use super::lightgbm_tree;
use prescreen::{Code, Error};

/// Reads the whole file.
pub(super) fn read(text: &str) -> Result<Model, Error> {
    let mut lines = text.lines().enumerate().map(|(number, line)| (number.saturating_add(1), line));
    let mut head = Block::at(1);
    let mut trees: Vec<Block<'_>> = Vec::new();
    let mut ended = false;
    for (number, line) in lines.by_ref() {
        if line.trim_end() == "end of trees" {
            ended = true;
            break;
        }
        if line.trim_end() == "feature importances:" {
            return Err(too_old(number, "'end of trees' is missing before the importances"));
        }
        if line.starts_with("Tree=") {
            trees.push(Block::at(number));
        } else if !line.is_empty() {
            trees.last_mut().unwrap_or(&mut head).push(line, number);
        }
    }
    if !ended {
        let message = "the file is cut short: 'end of trees' is missing";
        return Err(Error::new(Code::Syntax, "", message).help("save the model again"));
    }
    known_version(&head)?;
    no_categories(lines)?;
    let sizes = head.field("tree_sizes")?.map(|field| field.text.split_whitespace().count());
    if sizes.is_some_and(|sizes| sizes != trees.len()) {
        return Err(Error::new(Code::Inconsistent, "", "'tree_sizes' and the trees differ in number"));
    }
    one_output(&head)?;
    let features = features(&head)?;
    let divisor = match head.field("average_output")? {
        Some(_) => u32::try_from(trees.len()).unwrap_or(u32::MAX).max(1),
        None => 1,
    };
    let mut forest = Forest { arithmetic: Precision::Double { divisor }, link: link(&head)?, trees: Vec::new() };
    for block in &trees {
        let tree = lightgbm_tree::read(block, features.len(), &forest)?;
        forest.trees.push(tree);
    }
    Model::new(features, Form::Trees(forest))
}

fn too_old(line: usize, found: &str) -> Error {
    let message = [found, ": LightGBM before 2.2 wrote this file, whose form is not read"].concat();
    let error = Field { text: "", line }.error(Code::Unsupported, &message);
    error.help("load it with LightGBM 2.2 or newer and save it again, or train again where that fails")
}

fn known_version(head: &Block<'_>) -> Result<(), Error> {
    match head.field("version")? {
        None => Err(too_old(1, "'version' is missing")),
        Some(field) if matches!(field.text.trim(), "v2" | "v3" | "v4") => Ok(()),
        Some(field) => {
            let message = ["the version of the text is '", field.text.trim(), "'; v2, v3 and v4 are read"].concat();
            Err(field.error(Code::Unsupported, &message).help("save the model again with LightGBM 4"))
        }
    }
}

/// A row here holds the numbers of categories, and the library would look the categories themselves up. Which columns
/// they are of, the file does not say.
fn no_categories<'t>(mut after: impl Iterator<Item = (usize, &'t str)>) -> Result<(), Error> {
    let found = after.find_map(|(line, text)| Some(Field { text: text.strip_prefix("pandas_categorical:")?, line }));
    match found {
        Some(field) if !matches!(field.text.trim(), "null" | "[]") => {
            let message = "the file carries the categories of a data frame's columns, which are not read";
            let help = "train on whole numbers (column.cat.codes) that 'categorical_feature' names, and save the model \
                again";
            Err(field.error(Code::Unsupported, message).help(help))
        }
        _ => Ok(()),
    }
}

fn one_output(head: &Block<'_>) -> Result<(), Error> {
    for key in ["num_class", "num_tree_per_iteration"] {
        if let Some(field) = head.field(key)?.filter(|field| field.text.trim() != "1") {
            let help = "a model here has one output; train one class against the rest";
            return Err(field.error(Code::Unsupported, "a model with several classes is not read").help(help));
        }
    }
    Ok(())
}

fn features(head: &Block<'_>) -> Result<Vec<String>, Error> {
    let names = head.required("feature_names")?;
    let features: Vec<String> = names.text.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let last = head.required("max_feature_idx")?;
    if last.number::<usize>()?.checked_add(1) != Some(features.len()) {
        return Err(names.error(Code::Inconsistent, "'feature_names' and 'max_feature_idx' differ in number"));
    }
    Ok(features)
}

/// What the objective does with a raw score.
fn link(head: &Block<'_>) -> Result<Link, Error> {
    let Some(objective) = head.field("objective")? else { return Ok(Link::Identity) };
    let mut words = objective.text.split_whitespace();
    let name = words.next().unwrap_or_default();
    Ok(match name {
        "binary" => {
            let scale = words.find_map(|word| word.strip_prefix("sigmoid:"));
            let scale = scale.map_or(Ok(1.0), |text| Field { text, line: objective.line }.number())?;
            if !(f64::is_finite(scale) && scale > 0.0) {
                return Err(objective.error(Code::Range, "'sigmoid' is a number above zero"));
            }
            Link::Sigmoid { scale }
        }
        "cross_entropy" | "xentropy" => Link::Sigmoid { scale: 1.0 },
        "cross_entropy_lambda" | "xentlambda" => Link::Log1pExp,
        "poisson" | "gamma" | "tweedie" => Link::Exp,
        "regression" | "regression_l1" | "fair" | "quantile" | "mape" if words.any(|word| word == "sqrt") => {
            Link::SignedSquare
        }
        "regression" | "regression_l1" | "fair" | "quantile" | "mape" | "huber" | "lambdarank" | "rank_xendcg"
        | "custom" | "none" => Link::Identity,
        _ => return Err(objective.error(Code::Unsupported, &["the objective '", name, "' is not read"].concat())),
    })
}
