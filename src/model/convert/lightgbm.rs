//! LightGBM's text: the head, and blocks of `key=value` lines, one per tree.
//!
//! Takes the text that `save_model` writes, gives the ensemble as the library predicts with it: all trees of
//! the file, summed in 64 bits.

use super::super::forest::{Arithmetic, Forest};
use super::super::{Form, Link, Model};
use super::lightgbm_tree;
use super::unsupported;
use crate::{Code, Error};

/// The lines of one part of the file.
pub(super) struct Block<'t> {
    /// Line of its first key, from 1.
    line: usize,
    fields: Vec<(&'t str, &'t str, usize)>,
}

/// A value and the line it stands in.
#[derive(Clone, Copy)]
pub(super) struct Field<'t> {
    text: &'t str,
    line: usize,
}

/// Reads the whole file.
pub(super) fn read(text: &str) -> Result<Model, Error> {
    let mut lines = text.lines().enumerate().map(|(number, line)| (number.saturating_add(1), line.trim()));
    let mut head = Block { line: 1, fields: Vec::new() };
    let mut trees: Vec<Block<'_>> = Vec::new();
    let mut ended = false;
    for (number, line) in lines.by_ref() {
        if line == "end of trees" {
            ended = true;
            break;
        }
        if line.starts_with("Tree=") {
            trees.push(Block { line: number, fields: Vec::new() });
        } else if !line.is_empty() {
            trees.last_mut().unwrap_or(&mut head).push(line, number);
        }
    }
    if !ended {
        let message = "the file is cut short: 'end of trees' is missing";
        return Err(Error::new(Code::Syntax, "", message).help("save the model again"));
    }
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
    let mut forest = Forest { arithmetic: Arithmetic::Double { divisor }, link: link(&head)?, trees: Vec::new() };
    for block in &trees {
        let tree = lightgbm_tree::read(block, features.len(), &forest)?;
        forest.trees.push(tree);
    }
    Model::new(features, Form::Trees(forest))
}

fn one_output(head: &Block<'_>) -> Result<(), Error> {
    for key in ["num_class", "num_tree_per_iteration"] {
        if let Some(field) = head.field(key)?.filter(|field| field.text != "1") {
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

impl<'t> Block<'t> {
    fn push(&mut self, line: &'t str, number: usize) {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        self.fields.push((key, value, number));
    }

    /// A value that may be left out.
    pub(super) fn field(&self, key: &str) -> Result<Option<Field<'t>>, Error> {
        let mut found = self.fields.iter().filter(|(other, ..)| *other == key);
        let field = found.next().map(|(_, text, line)| Field { text, line: *line });
        match found.next() {
            Some((.., line)) => {
                Err(Field { text: "", line: *line }.error(Code::RepeatedKey, &["'", key, "' stands twice"].concat()))
            }
            None => Ok(field),
        }
    }

    /// A value that has to be there.
    pub(super) fn required(&self, key: &str) -> Result<Field<'t>, Error> {
        self.field(key)?.ok_or_else(|| {
            let nothing = Field { text: "", line: self.line };
            nothing.error(Code::MissingField, &["'", key, "' is missing"].concat())
        })
    }

    /// A list of exactly so many numbers.
    pub(super) fn list<T: core::str::FromStr>(&self, key: &str, count: usize) -> Result<Vec<T>, Error> {
        self.required(key)?.list(count)
    }

    /// The same, where no numbers at all need no line.
    pub(super) fn list_or_empty<T: core::str::FromStr>(&self, key: &str, count: usize) -> Result<Vec<T>, Error> {
        if count == 0 { Ok(Vec::new()) } else { self.list(key, count) }
    }

    /// The same, or none when the key is left out or empty.
    pub(super) fn optional_list<T: core::str::FromStr>(
        &self,
        key: &str,
        count: usize,
    ) -> Result<Option<Vec<T>>, Error> {
        let field = self.field(key)?.filter(|field| !field.text.is_empty());
        field.map(|field| field.list(count)).transpose()
    }

    /// What is wrong with the block as a whole, or a part of it.
    pub(super) fn blame(&self, error: Error) -> Error {
        if error.at.is_empty() { Error { at: at(self.line), ..error } } else { error }
    }
}

impl Field<'_> {
    /// A number.
    pub(super) fn number<T: core::str::FromStr>(self) -> Result<T, Error> {
        self.text
            .trim()
            .parse()
            .map_err(|_| self.error(Code::Type, "this is not a number of the kind that stands here"))
    }

    fn list<T: core::str::FromStr>(self, count: usize) -> Result<Vec<T>, Error> {
        let wrong = |message| self.error(Code::Type, message);
        // Counted first: a list is never longer than the tree it is for.
        if self.text.split_whitespace().take(count.saturating_add(1)).count() != count {
            return Err(wrong("the list has another length than its tree asks for"));
        }
        let numbers = self.text.split_whitespace().map(str::parse::<T>);
        numbers.collect::<Result<_, _>>().map_err(|_| wrong("the list has something that is not a number of its kind"))
    }

    /// An error at this line.
    pub(super) fn error(self, code: Code, message: &str) -> Error {
        Error::new(code, at(self.line), message)
    }
}

fn at(line: usize) -> String {
    ["line ", &line.to_string()].concat()
}

/// Refuses what a tree may have and is not read.
pub(super) fn no_linear_leaves(block: &Block<'_>) -> Result<(), Error> {
    match block.field("is_linear")? {
        Some(field) if field.text.trim() != "0" => {
            let error = unsupported("trees with linear models in their leaves are not read");
            Err(block.blame(error.help("train with linear_tree=false")))
        }
        _ => Ok(()),
    }
}
