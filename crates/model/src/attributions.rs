//! What each feature contributed to a raw score.
//!
//! Takes a model and a row, gives one number per feature and the expected raw score as the last; they add up to
//! the raw score. For trees these are Shapley values over the ways that training rows took (path-dependent TreeSHAP:
//! Lundberg, Erion and Lee, *Consistent Individualized Feature Attribution for Tree Ensembles*, 2018, algorithm
//! 2), taken leaf by leaf so that nothing recurses: LightGBM's `pred_contrib` and XGBoost's
//! `pred_contribs`. For a scorecard they are the points of each feature, for a regression weight times value;
//! the last is then the base or the intercept. Sums are taken in 64 bits.

use super::forest::{Forest, Node, Precision, Tree};
use super::limits::MAX_ATTRIBUTION_DEPTH;
use super::{Form, Model};
use prescreen::{Code, Error};

impl Model {
    /// The contribution of each feature in the model's order, then the expected raw score.
    ///
    /// # Errors
    /// `range` when the row has another number of values than the model has features; `limit` for trees that are too
    /// deep; `unsupported` for trees that came without the weight of their nodes.
    pub fn attributions(&self, row: &[f64]) -> Result<Vec<f64>, Error> {
        if row.len() != self.features().len() {
            return Err(Error::new(Code::Range, "", "a row has one value for each feature of the model"));
        }
        match self.form() {
            Form::Scorecard(card) => Ok(card.parts(row).map(f64::from).chain([card.base.into()]).collect()),
            Form::Logistic(sum) => Ok(sum.parts(row).chain([sum.intercept]).collect()),
            Form::Trees(forest) => of_trees(forest, row),
        }
    }
}

fn of_trees(forest: &Forest, row: &[f64]) -> Result<Vec<f64>, Error> {
    let seen: Vec<f64> = row.iter().map(|value| forest.arithmetic.seen(*value)).collect();
    let mut sums = vec![0.0; row.len()];
    let mut expected = match forest.arithmetic {
        Precision::Double { .. } => 0.0,
        Precision::Single { base } => base.into(),
    };
    let mut ways = Ways::default();
    for tree in &forest.trees {
        expected += ways.take(tree, forest.arithmetic, &seen, &mut sums)?;
    }
    sums.push(expected);
    Ok(sums)
}

/// A feature on the way to a leaf.
#[derive(Clone, Copy)]
struct Step {
    feature: u16,
    /// Share of the training rows that would go on were the feature unknown.
    share: f64,
    /// Whether this row goes on.
    goes: bool,
}

/// A leaf's subtree still to be visited: where it starts, and the way to it.
struct Ahead {
    position: usize,
    step: Option<Step>,
    /// Steps of the way above.
    above: usize,
}

/// Room for the way to a leaf, used again and again.
#[derive(Default)]
struct Ways {
    way: Vec<Step>,
    /// The way with each feature once.
    merged: Vec<Step>,
    weights: Vec<f64>,
    ahead: Vec<Ahead>,
}

impl Ways {
    /// Adds a tree's contributions, gives its expected value.
    fn take(&mut self, tree: &Tree, arithmetic: Precision, row: &[f64], sums: &mut [f64]) -> Result<f64, Error> {
        let mut expected = 0.0;
        self.ahead.push(Ahead { position: 0, step: None, above: 0 });
        while let Some(Ahead { position, step, above }) = self.ahead.pop() {
            self.way.truncate(above);
            self.way.extend(step);
            if self.way.len() > MAX_ATTRIBUTION_DEPTH {
                self.ahead.clear();
                return Err(Error::new(Code::Limit, "", "a tree is too deep for attributions"));
            }
            match tree.nodes().get(position) {
                Some(Node::Leaf { value, .. }) => expected += value * self.leaf(*value, sums),
                Some(Node::Split { feature, test, right, cover }) => {
                    if cover.is_nan() || *cover <= 0.0 {
                        self.ahead.clear();
                        let message = "the trees came without the weight of their nodes, which attributions need";
                        return Err(Error::new(Code::Unsupported, "", message));
                    }
                    let value = row.get(usize::from(*feature)).copied().unwrap_or(f64::NAN);
                    let left = test.left(arithmetic, value);
                    for (child, goes) in [(position.saturating_add(1), left), (*right as usize, !left)] {
                        let share = tree.nodes().get(child).map_or(f64::NAN, Node::cover) / cover;
                        let step = Some(Step { feature: *feature, share, goes });
                        self.ahead.push(Ahead { position: child, step, above: self.way.len() });
                    }
                }
                None => {}
            }
        }
        Ok(expected)
    }

    /// Adds a leaf's contributions, gives the share of training rows that reach it.
    fn leaf(&mut self, value: f64, sums: &mut [f64]) -> f64 {
        self.merged.clear();
        for step in &self.way {
            match self.merged.iter_mut().find(|known| known.feature == step.feature) {
                Some(known) => {
                    known.share *= step.share;
                    known.goes &= step.goes;
                }
                None => self.merged.push(*step),
            }
        }
        self.weigh();
        for step in &self.merged {
            let gain = f64::from(u8::from(step.goes)) - step.share;
            if let Some(sum) = sums.get_mut(usize::from(step.feature)) {
                *sum += value * gain * without(&self.weights, *step);
            }
        }
        self.merged.iter().map(|step| step.share).product()
    }

    /// For each number of known features, the weight of all subsets of that size in which the row comes here.
    fn weigh(&mut self) {
        self.weights.clear();
        self.weights.push(1.0);
        for (step, size) in self.merged.iter().zip(1_u32..) {
            let all = f64::from(size) + 1.0;
            self.weights.push(0.0);
            let mut carried = 0.0;
            for (weight, known) in self.weights.iter_mut().zip(0_u32..) {
                let known = f64::from(known);
                let before = *weight;
                *weight = step.share * before * (all - 1.0 - known) / all + carried;
                carried = if step.goes { before * (known + 1.0) / all } else { 0.0 };
            }
        }
    }
}

/// The sum of the weights with one feature taken out again.
fn without(weights: &[f64], step: Step) -> f64 {
    let all = weights.len() as f64;
    let mut sum = 0.0;
    let mut rest = weights.last().copied().unwrap_or_default();
    for (place, weight) in weights.iter().enumerate().rev().skip(1) {
        let place = place as f64;
        if step.goes {
            let taken = rest * all / (place + 1.0);
            sum += taken;
            rest = weight - taken * step.share * (all - 1.0 - place) / all;
        } else if step.share > 0.0 {
            sum += weight * all / (step.share * (all - 1.0 - place));
        }
    }
    sum
}
