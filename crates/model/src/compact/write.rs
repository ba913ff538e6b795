//! A model to bytes.

use super::super::forest::{Forest, Missing, Node, Precision, Test};
use super::super::{Form, Link, Logistic, Model, Scorecard};
use super::{
    AMONG, AT_MOST, DOUBLE, EXP, IDENTITY, LEAF, LOG1P_EXP, LOGISTIC, MAGIC, NAN_MISSING, SCORECARD, SIGMOID,
    SIGNED_SQUARE, SINGLE, STEP, TREES, VERSION, ZERO_MISSING,
};

impl Model {
    /// The model in prescreen's compact form; the same bytes for the same model.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut body = Bytes(Vec::new());
        body.0.push(match self.form() {
            Form::Scorecard(_) => SCORECARD,
            Form::Logistic(_) => LOGISTIC,
            Form::Trees(_) => TREES,
        });
        body.count(self.features().len());
        for name in self.features() {
            body.count(name.len());
            body.0.extend(name.as_bytes());
        }
        match self.form() {
            Form::Scorecard(card) => body.scorecard(card),
            Form::Logistic(sum) => body.logistic(sum),
            Form::Trees(forest) => body.forest(forest),
        }
        let head = MAGIC.len().saturating_add(6);
        let length = u32::try_from(body.0.len().saturating_add(head)).unwrap_or(u32::MAX);
        let start = MAGIC.iter().copied().chain(VERSION.to_le_bytes()).chain(length.to_le_bytes());
        start.chain(body.0).collect()
    }
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn count(&mut self, count: usize) {
        let mut rest = count;
        loop {
            let low = (rest & 0x7f) as u8;
            rest >>= 7;
            self.0.push(if rest == 0 { low } else { low | 0x80 });
            if rest == 0 {
                return;
            }
        }
    }

    fn integer(&mut self, value: i32) {
        self.0.extend(value.to_le_bytes());
    }

    fn double(&mut self, value: f64) {
        self.0.extend(value.to_le_bytes());
    }

    fn scorecard(&mut self, card: &Scorecard) {
        self.integer(card.base);
        self.integer(card.anchor_points);
        self.double(card.anchor_odds);
        self.integer(card.double_odds);
        for one in &card.characteristics {
            self.integer(one.missing);
            self.count(one.special.len());
            for special in &one.special {
                self.double(special.value);
                self.integer(special.points);
            }
            self.count(one.bins.len());
            for bin in &one.bins {
                self.double(bin.below);
                self.integer(bin.points);
            }
        }
    }

    fn logistic(&mut self, sum: &Logistic) {
        self.double(sum.intercept);
        for term in &sum.terms {
            self.double(term.weight);
            self.double(term.missing);
        }
    }

    fn forest(&mut self, forest: &Forest) {
        match forest.arithmetic {
            Precision::Double { divisor } => {
                self.0.push(DOUBLE);
                self.count(divisor as usize);
            }
            Precision::Single { base } => {
                self.0.push(SINGLE);
                self.0.extend(base.to_le_bytes());
            }
        }
        match forest.link {
            Link::Identity => self.0.push(IDENTITY),
            Link::Sigmoid { scale } => {
                self.0.push(SIGMOID);
                self.double(scale);
            }
            Link::Exp => self.0.push(EXP),
            Link::Log1pExp => self.0.push(LOG1P_EXP),
            Link::SignedSquare => self.0.push(SIGNED_SQUARE),
            Link::Step => self.0.push(STEP),
        }
        self.count(forest.trees.len());
        for node in forest.trees.iter().flat_map(|tree| tree.nodes()) {
            self.node(forest.arithmetic, node);
        }
    }

    fn node(&mut self, arithmetic: Precision, node: &Node) {
        match node {
            Node::Leaf { value, .. } => {
                self.0.push(LEAF);
                self.number(arithmetic, *value);
            }
            Node::Split { feature, test: Test::AtMost { threshold, missing }, .. } => {
                self.0.push(match missing {
                    Missing::Nothing => AT_MOST,
                    Missing::Zero { left } => ZERO_MISSING | u8::from(*left),
                    Missing::Nan { left } => NAN_MISSING | u8::from(*left),
                });
                self.count(usize::from(*feature));
                self.number(arithmetic, *threshold);
            }
            Node::Split { feature, test: Test::Among { categories, missing_left }, .. } => {
                self.0.push(AMONG | u8::from(*missing_left));
                self.count(usize::from(*feature));
                self.count(categories.len());
                let mut before = 0;
                for category in categories {
                    self.count(category.saturating_sub(before) as usize);
                    before = *category;
                }
            }
        }
        match arithmetic {
            Precision::Double { .. } => self.count(node.cover() as usize),
            Precision::Single { .. } => self.number(arithmetic, node.cover()),
        }
    }

    /// A number in the model's own width.
    fn number(&mut self, arithmetic: Precision, value: f64) {
        match arithmetic {
            Precision::Double { .. } => self.double(value),
            Precision::Single { .. } => self.0.extend((value as f32).to_le_bytes()),
        }
    }
}
