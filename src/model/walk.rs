//! placeholder

use super::forest::{Arithmetic, Forest};

#[derive(Default)]
pub(super) struct Walk {
    forest: Option<Forest>,
}
impl Walk {
    pub(super) fn new(forest: &Forest) -> Self {
        Self { forest: Some(forest.clone()) }
    }
    pub(super) fn raw(&mut self, arithmetic: Arithmetic, row: &[f64]) -> f64 {
        let seen: Vec<f64> = row.iter().map(|v| arithmetic.seen(*v)).collect();
        let Some(f) = &self.forest else { return 0.0 };
        let leaves = f.trees.iter().map(|t| t.leaf(arithmetic, &seen));
        match arithmetic {
            Arithmetic::Double { .. } => leaves.fold(0.0, |a, b| a + b),
            Arithmetic::Single { base } => leaves.fold(base, |a, b| a + b as f32).into(),
        }
    }
}
