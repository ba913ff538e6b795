//! Trees that read one feature each as points.
//!
//! Takes a forest, a scale and what the facts can be, gives points that start at 0 in each feature, for its least. It must
//! never take what a missing value is worth for the points of a number.

use core::f64::consts::LN_2;

use super::super::forest::{Forest, Missing, Node, Precision, Test, Tree};
use super::super::{Link, Model};
use super::left_out::{LeftOut, Span};
use super::steps::{End, Steps, first};
use super::{FeaturePoints, Points, Scale};
use prescreen::{Code, Error};

/// The points of trees; what the fact of each feature can be, where that is known.
pub(super) fn read(model: &Model, forest: &Forest, scale: Scale, facts: &[Option<Span>]) -> Result<Points, Error> {
    if !(scale.odds.is_finite() && scale.odds > 0.0 && scale.double > 0) {
        return Err(Error::new(Code::Range, "", "the scale has odds or points to double them that are not above zero"));
    }
    let Link::Sigmoid { scale: steepness } = forest.link else {
        let message = "the trees give no odds: their sum is not the logarithm of any";
        return Err(Error::new(Code::Unsupported, "", message).help("train for a probability of two outcomes"));
    };
    zero_is_a_number(model, forest)?;
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
    let facts = facts.iter().copied().chain(core::iter::repeat(None));
    let read = model.features().iter().zip(&trees).zip(facts).filter(|((_, trees), _)| !trees.is_empty());
    for ((name, trees), fact) in read {
        let said = Alone { trees, arithmetic: forest.arithmetic, factor }.said(name, fact.unwrap_or(Span::ALL))?;
        base += said.least;
        off_by += said.off_by;
        features.push(said.feature);
    }
    let rounded = whole(base)?;
    off_by += (f64::from(rounded) - base).abs();
    Ok(Points { base: rounded, features, scale, off_by })
}

/// The trees of one feature, and the points of a unit of their sum.
struct Alone<'f> {
    trees: &'f [&'f Tree],
    arithmetic: Precision,
    factor: f64,
}

/// What the trees of one feature say.
struct Said {
    feature: FeaturePoints,
    /// The least that they add, in points, not rounded: in the feature it is 0.
    least: f64,
    /// How far rounding takes the points at most.
    off_by: f64,
}

impl Alone<'_> {
    fn said(&self, name: &str, span: Span) -> Result<Said, Error> {
        let ends = self.trees.iter().flat_map(|tree| ends(tree, self.arithmetic)).collect();
        let steps = Steps::new(name, span, ends)?;
        let exact: Vec<f64> = steps.within().map(|value| self.points(value as f64)).collect();
        let least = exact.iter().copied().fold(f64::INFINITY, f64::min);
        let rounded: Vec<i32> = exact.iter().map(|exact| whole(exact - least)).collect::<Result<_, _>>()?;
        let off_by = exact.iter().zip(&rounded).map(|(exact, rounded)| (f64::from(*rounded) - (exact - least)).abs());
        let off_by = off_by.fold(0.0, f64::max);
        let mean = self.mean(&steps).map(|mean| mean - least);
        let left_out = self.missing(&steps).into_iter().chain(steps.left_out.iter().cloned()).collect();
        let feature = FeaturePoints { name: name.to_owned(), bins: steps.bins(&rounded), mean, span, left_out };
        Ok(Said { feature, least, off_by })
    }

    /// What a value adds, in points, not rounded.
    fn points(&self, value: f64) -> f64 {
        self.factor * self.trees.iter().map(|tree| leaf(tree, self.arithmetic, value)).sum::<f64>()
    }

    /// The mean of that over the rows of the training; none where those are not known, or may be of missing values or codes.
    fn mean(&self, steps: &Steps) -> Option<f64> {
        if steps.is_cut() {
            return None;
        }
        let mean = self.trees.iter().map(|tree| mean(tree, self.arithmetic)).sum::<Option<f64>>();
        mean.map(|mean| self.factor * mean)
    }

    /// What a missing value is worth; none where no split minds it.
    fn missing(&self, steps: &Steps) -> Option<LeftOut> {
        let minding: Vec<&Tree> = self.trees.iter().copied().filter(|tree| minds_missing(tree)).collect();
        let alone = |tree: &&Tree| {
            let missing = ending(tree, self.arithmetic, f64::NAN);
            steps.within().all(|value| ending(tree, self.arithmetic, value as f64) != missing)
        };
        (!minding.is_empty()).then(|| LeftOut::Missing { alone: minding.iter().any(alone) })
    }
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

/// Refuses trees to which zero is no number: what they say of a zero, they say of what is not known.
fn zero_is_a_number(model: &Model, forest: &Forest) -> Result<(), Error> {
    let missing = |node: &Node| match node {
        Node::Split { feature, test: Test::AtMost { missing: Missing::Zero { .. }, .. }, .. } => {
            Some(usize::from(*feature))
        }
        Node::Split { .. } | Node::Leaf { .. } => None,
    };
    let mut found = forest.trees.iter().enumerate();
    let found = found.find_map(|(number, tree)| Some((number, tree.nodes().iter().find_map(missing)?)));
    let Some((number, place)) = found else { return Ok(()) };
    let name = model.features().get(place).map_or("", String::as_str);
    let message = format!("zero counts as missing: tree {number} takes '{name}' so, and a fact that is 0 is a number");
    let help = "train with zero_as_missing=false, and leave empty what is missing";
    Err(Error::new(Code::Unsupported, "", message).help(help))
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

/// Where a tree may go another way.
fn ends(tree: &Tree, arithmetic: Precision) -> Vec<End> {
    let mut ends = Vec::new();
    for node in tree.nodes() {
        let Node::Split { test, .. } = node else { continue };
        match test {
            Test::AtMost { threshold, .. } => {
                let whole = first(|value| arithmetic.seen(value) > *threshold);
                ends.extend(whole.map(|whole| End { whole, exact: exact(*threshold, arithmetic) }));
            }
            Test::Among { categories, .. } => {
                let around = categories.iter().map(|category| i64::from(*category));
                let around = around.flat_map(|category| [category, category.saturating_add(1)]);
                ends.extend(around.map(|whole| End { whole, exact: whole as f64 }));
            }
        }
    }
    ends
}

/// A threshold as the library has it: XGBoost's is the next number of 32 bits, below which a value goes left.
fn exact(threshold: f64, arithmetic: Precision) -> f64 {
    match arithmetic {
        Precision::Double { .. } => threshold,
        Precision::Single { .. } => f64::from((threshold as f32).next_up()),
    }
}

/// What a value adds in a tree that reads nothing else.
fn leaf(tree: &Tree, arithmetic: Precision, value: f64) -> f64 {
    match tree.nodes().get(ending(tree, arithmetic, value)) {
        Some(Node::Leaf { value, .. }) => *value,
        // INVARIANT: a tree is made whole, and its children stand within it.
        Some(Node::Split { .. }) | None => 0.0,
    }
}

/// The position of the leaf at which it ends.
fn ending(tree: &Tree, arithmetic: Precision, value: f64) -> usize {
    let seen = arithmetic.seen(value);
    let mut position = 0_usize;
    while let Some(Node::Split { test, right, .. }) = tree.nodes().get(position) {
        position = if test.left(arithmetic, seen) { position.saturating_add(1) } else { *right as usize };
    }
    position
}

/// Whether a split says of its own where a missing value goes. A category that is missing is none of those that are listed.
fn minds_missing(tree: &Tree) -> bool {
    tree.nodes().iter().any(|node| match node {
        Node::Split { test, .. } => !matches!(test, Test::AtMost { missing: Missing::Nothing, .. }),
        Node::Leaf { .. } => false,
    })
}

/// The mean of the leaves by their rows; none where the tree does not carry how many those are, or where some may have no
/// value. XGBoost's weights are no rows.
fn mean(tree: &Tree, arithmetic: Precision) -> Option<f64> {
    if !matches!(arithmetic, Precision::Double { .. }) || minds_missing(tree) {
        return None;
    }
    let leaves = tree.nodes().iter().filter_map(|node| match node {
        Node::Leaf { value, cover } => Some((*value, *cover)),
        Node::Split { .. } => None,
    });
    let (sum, weight) = leaves.fold((0.0, 0.0), |(sum, all), (value, cover)| (sum + value * cover, all + cover));
    (weight.is_finite() && weight > 0.0).then(|| sum / weight)
}
