//! A model as points that a person can read: what each feature says by itself, in bins of whole numbers.
//!
//! Takes a model in which no two features act together (a scorecard, or trees that read one feature each) and a scale,
//! gives integer points and how far their sum can be from the model's own. Any other model has no such points, and is
//! refused with the features that act together. It must never choose where a bin ends: that is the model's to say.

use core::f64::consts::LN_2;

use super::forest::{Forest, Missing, Node, Precision, Test, Tree};
use super::limits::MAX_BINS;
use super::scorecard::Scorecard;
use super::{Form, Link, Model};
use prescreen::{Code, Error};

/// The whole numbers that 64 bits hold without a gap, ±(2^53 − 1): the integers of a pack.
const MOST: i64 = 9_007_199_254_740_991;

/// Where points are anchored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Points at `odds`.
    pub points: i32,
    /// Odds of the bad outcome (bad per good) there, above zero.
    pub odds: f64,
    /// Points that halve these odds, above zero (PDO).
    pub double: i32,
}

/// A model as points.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Points that everybody starts with.
    pub base: i32,
    /// One per feature that the model reads, in its order.
    pub features: Vec<FeaturePoints>,
    /// The scale of the points.
    pub scale: Scale,
    /// How far the sum of points is from the model's own at most, in points: points are rounded, the model is not. Of rows
    /// of whole numbers of which none is missing, within what sums of 32 bits round.
    pub off_by: f64,
}

/// The points of a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct FeaturePoints {
    /// The feature's name.
    pub name: String,
    /// Bins with rising ends, each of other points than the one before; the last has no end.
    pub bins: Vec<PointsBin>,
    /// The mean of the points over the rows that the model was trained on. LightGBM's trees carry how many rows came to each leaf;
    /// none where no such counts are, or where rows without a value may be among them, which have no points.
    pub mean: Option<f64>,
}

/// A bin of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointsBin {
    /// Its end, which belongs to the next bin; none of the last.
    pub below: Option<i64>,
    /// Its points.
    pub points: i32,
}

impl FeaturePoints {
    /// The points of a value.
    #[must_use]
    pub fn points(&self, value: i64) -> i32 {
        let bin = self.bins.iter().find(|bin| bin.below.is_none_or(|below| value < below));
        bin.map_or(0, |bin| bin.points)
    }
}

impl Points {
    /// Reads a model as points. A scorecard has its own scale, and keeps it; the points of trees start at 0 in each
    /// feature, for its least.
    ///
    /// # Errors
    /// `inconsistent` for trees in which features act together, with their names; `unsupported` for a regression, whose
    /// weights have no bins, and for trees that give no probability; `range` for a scale that is none, or points beyond 32
    /// bits; `limit` for a feature of too many bins.
    pub fn of(model: &Model, scale: Scale) -> Result<Self, Error> {
        match model.form() {
            Form::Scorecard(card) => of_card(model, card),
            Form::Trees(forest) => of_trees(model, forest, scale),
            Form::Logistic(_) => {
                let message = "a regression's weight has no bins: each unit counts as much as the one before";
                Err(Error::new(Code::Unsupported, "", message)
                    .help("bin the same columns with 'scorecard bin' and fit them"))
            }
        }
    }
}

/// What a feature adds, by the whole numbers from which something else counts.
struct Steps<'m> {
    name: &'m str,
    starts: Vec<i64>,
}

impl<'m> Steps<'m> {
    fn new(name: &'m str, mut starts: Vec<i64>) -> Result<Self, Error> {
        starts.retain(|start| (-MOST < *start) && (*start <= MOST));
        starts.sort_unstable();
        starts.dedup();
        if starts.len() >= MAX_BINS {
            let message = format!(
                "feature '{name}' has {} bins; a person reads {MAX_BINS} at most",
                starts.len().saturating_add(1)
            );
            return Err(
                Error::new(Code::Limit, "", message).help("train with fewer leaves, or with bins of the feature")
            );
        }
        Ok(Self { name, starts })
    }

    /// A value within each bin, from the lowest.
    fn within(&self) -> impl Iterator<Item = i64> + '_ {
        let first = self.starts.first().map_or(0, |start| start.saturating_sub(1));
        core::iter::once(first).chain(self.starts.iter().copied())
    }

    /// Bins with the points of each; neighbours of the same points are one.
    fn bins(&self, points: &[i32]) -> Vec<PointsBin> {
        let ends = self.starts.iter().copied().map(Some).chain([None]);
        let mut bins: Vec<PointsBin> = Vec::new();
        for (below, points) in ends.zip(points) {
            match bins.last_mut() {
                Some(last) if last.points == *points => last.below = below,
                _ => bins.push(PointsBin { below, points: *points }),
            }
        }
        bins
    }
}

fn of_card(model: &Model, card: &Scorecard) -> Result<Points, Error> {
    let scale = Scale { points: card.anchor_points, odds: card.anchor_odds, double: card.double_odds };
    let mut features = Vec::new();
    for (name, one) in model.features().iter().zip(&card.characteristics) {
        let ends = one.bins.iter().filter_map(|bin| first(|value| value >= bin.below));
        let special = one.special.iter().filter(|special| special.value == libm::floor(special.value));
        let special = special.filter(|special| special.value.abs() < MOST as f64);
        let special = special.flat_map(|special| [special.value as i64, (special.value as i64).saturating_add(1)]);
        let steps = Steps::new(name, ends.chain(special).collect())?;
        let points: Vec<i32> = steps.within().map(|value| one.points(value as f64)).collect();
        features.push(FeaturePoints { name: name.clone(), bins: steps.bins(&points), mean: None });
    }
    Ok(Points { base: card.base, features, scale, off_by: 0.0 })
}

/// The first whole number from which something holds that, once it does, holds for all above; none where it never does.
fn first(holds: impl Fn(f64) -> bool) -> Option<i64> {
    if !holds(MOST as f64) {
        return None;
    }
    let (mut before, mut from) = (-MOST, MOST);
    if holds(before as f64) {
        return Some(before);
    }
    while from.saturating_sub(before) > 1 {
        let middle = before.midpoint(from);
        if holds(middle as f64) { from = middle } else { before = middle }
    }
    Some(from)
}

fn of_trees(model: &Model, forest: &Forest, scale: Scale) -> Result<Points, Error> {
    if !(scale.odds.is_finite() && scale.odds > 0.0 && scale.double > 0) {
        return Err(Error::new(Code::Range, "", "the scale has odds or points to double them that are not above zero"));
    }
    let Link::Sigmoid { scale: steepness } = forest.link else {
        let message = "the trees give no odds: their sum is not the logarithm of any";
        return Err(Error::new(Code::Unsupported, "", message).help("train for a probability of two outcomes"));
    };
    let (start, divisor) = match forest.arithmetic {
        Precision::Double { divisor } => (0.0, f64::from(divisor)),
        Precision::Single { base } => (f64::from(base), 1.0),
    };
    // Points for each unit of the trees' sum. More points are safer.
    let factor = -f64::from(scale.double) / LN_2 * steepness / divisor;
    let (trees, constant) = by_feature(model, forest)?;
    let mut base =
        f64::from(scale.points) + f64::from(scale.double) / LN_2 * libm::log(scale.odds) + factor * (start + constant);
    let (mut features, mut off_by) = (Vec::new(), 0.0);
    for (name, trees) in model.features().iter().zip(&trees).filter(|(_, trees)| !trees.is_empty()) {
        let starts = trees.iter().flat_map(|tree| starts(tree, forest.arithmetic)).collect();
        let steps = Steps::new(name, starts)?;
        let says =
            |value: i64| factor * trees.iter().map(|tree| leaf(tree, forest.arithmetic, value as f64)).sum::<f64>();
        let exact: Vec<f64> = steps.within().map(says).collect();
        let least = exact.iter().copied().fold(f64::INFINITY, f64::min);
        base += least;
        let mut farthest = 0.0_f64;
        let mut points = Vec::with_capacity(exact.len());
        for exact in exact {
            let rounded = whole(exact - least)?;
            farthest = farthest.max((f64::from(rounded) - (exact - least)).abs());
            points.push(rounded);
        }
        off_by += farthest;
        let mean = trees.iter().map(|tree| mean(tree, forest.arithmetic)).sum::<Option<f64>>();
        let mean = mean.map(|mean| factor * mean - least);
        features.push(FeaturePoints { name: steps.name.to_owned(), bins: steps.bins(&points), mean });
    }
    let rounded = whole(base)?;
    off_by += (f64::from(rounded) - base).abs();
    Ok(Points { base: rounded, features, scale, off_by })
}

/// Points, rounded to the nearest.
fn whole(points: f64) -> Result<i32, Error> {
    let rounded = libm::round(points);
    // INVARIANT: within 32 bits, a rounded number is one of them.
    if rounded.abs() <= f64::from(i32::MAX) {
        return Ok(rounded as i32);
    }
    Err(Error::new(Code::Range, "", "points are beyond 32 bits").help("halve the odds with fewer points"))
}

/// The trees of each feature, and the sum of those that read none.
fn by_feature<'m>(model: &Model, forest: &'m Forest) -> Result<(Vec<Vec<&'m Tree>>, f64), Error> {
    let mut trees = vec![Vec::new(); model.features().len()];
    let mut constant = 0.0;
    for (number, tree) in forest.trees.iter().enumerate() {
        let mut read = tree.nodes().iter().filter_map(|node| match node {
            Node::Leaf { .. } => None,
            Node::Split { feature, .. } => Some(usize::from(*feature)),
        });
        let Some(first) = read.next() else {
            constant += leaf(tree, forest.arithmetic, 0.0);
            continue;
        };
        if let Some(other) = read.find(|other| *other != first) {
            let name = |place: usize| model.features().get(place).map_or("", String::as_str);
            let message = format!("tree {number}: '{}' and '{}' act together", name(first), name(other));
            let help =
                "train trees that read one feature each: max_depth=1, or an interaction constraint for each feature";
            return Err(Error::new(Code::Inconsistent, "", message).help(help));
        }
        trees.get_mut(first).into_iter().for_each(|of| of.push(tree));
    }
    Ok((trees, constant))
}

/// The whole numbers from which a tree may go another way.
fn starts(tree: &Tree, arithmetic: Precision) -> Vec<i64> {
    let mut starts = Vec::new();
    for node in tree.nodes() {
        let Node::Split { test, .. } = node else { continue };
        match test {
            Test::AtMost { threshold, missing } => {
                starts.extend(first(|value| arithmetic.seen(value) > *threshold));
                if matches!(missing, Missing::Zero { .. }) {
                    starts.extend([0, 1]);
                }
            }
            Test::Among { categories, .. } => {
                starts.extend(
                    categories
                        .iter()
                        .flat_map(|category| [i64::from(*category), i64::from(*category).saturating_add(1)]),
                );
            }
        }
    }
    starts
}

/// The leaf at which a value ends, in a tree that reads nothing else.
fn leaf(tree: &Tree, arithmetic: Precision, value: f64) -> f64 {
    let seen = arithmetic.seen(value);
    let mut position = 0;
    loop {
        position = match tree.nodes().get(position) {
            Some(Node::Leaf { value, .. }) => return *value,
            Some(Node::Split { test, .. }) if test.left(arithmetic, seen) => position.saturating_add(1),
            Some(Node::Split { right, .. }) => *right as usize,
            // INVARIANT: a tree is made whole, and its children stand within it.
            None => return 0.0,
        }
    }
}

/// The mean of the leaves by their rows; none where the tree does not carry how many those are, or where some have no value.
/// XGBoost's weights are no rows.
fn mean(tree: &Tree, arithmetic: Precision) -> Option<f64> {
    let without = |node: &Node| match node {
        Node::Split { test: Test::AtMost { missing, .. }, .. } => matches!(missing, Missing::Nan { .. }),
        Node::Split { test: Test::Among { .. }, .. } | Node::Leaf { .. } => false,
    };
    if !matches!(arithmetic, Precision::Double { .. }) || tree.nodes().iter().any(without) {
        return None;
    }
    let leaves = tree.nodes().iter().filter_map(|node| match node {
        Node::Leaf { value, cover } => Some((*value, *cover)),
        Node::Split { .. } => None,
    });
    let (sum, weight) = leaves.fold((0.0, 0.0), |(sum, all), (value, cover)| (sum + value * cover, all + cover));
    (weight.is_finite() && weight > 0.0).then(|| sum / weight)
}
