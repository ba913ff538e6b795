//! A small square matrix.

/// A square matrix; what lies outside reads as 0 and is not written.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    size: usize,
    entries: Vec<f64>,
}

impl Matrix {
    /// Of zeros.
    #[must_use]
    pub fn zero(size: usize) -> Self {
        Self { size, entries: vec![0.0; size.saturating_mul(size)] }
    }

    /// Rows and columns.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// An entry.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.place(row, column).and_then(|place| self.entries.get(place)).copied().unwrap_or(0.0)
    }

    /// Adds to an entry.
    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        if let Some(entry) = self.place(row, column).and_then(|place| self.entries.get_mut(place)) {
            *entry += value;
        }
    }

    /// The sum of all entries.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.entries.iter().sum()
    }

    /// The sum of the diagonal.
    #[must_use]
    pub fn trace(&self) -> f64 {
        (0..self.size).map(|n| self.at(n, n)).sum()
    }

    /// The x of A x = b for a symmetric positive definite A, by Cholesky's decomposition; none where it is not.
    #[must_use]
    pub fn solve(&self, b: &[f64]) -> Option<Vec<f64>> {
        let mut lower = Self::zero(self.size);
        for i in 0..self.size {
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| lower.at(i, k) * lower.at(j, k)).sum();
                let left = self.at(i, j) - known;
                if i == j {
                    if left.is_nan() || left <= 0.0 {
                        return None;
                    }
                    lower.add(i, i, libm::sqrt(left));
                } else {
                    lower.add(i, j, left / lower.at(j, j));
                }
            }
        }
        let mut x = b.to_vec();
        let solved = |x: &[f64], from: core::ops::Range<usize>, entry: &dyn Fn(usize) -> f64| -> f64 {
            from.map(|k| entry(k) * x.get(k).copied().unwrap_or(0.0)).sum()
        };
        for i in 0..self.size {
            let known = solved(&x, 0..i, &|k| lower.at(i, k));
            x.get_mut(i).into_iter().for_each(|value| *value = (*value - known) / lower.at(i, i));
        }
        for i in (0..self.size).rev() {
            let known = solved(&x, i.saturating_add(1)..self.size, &|k| lower.at(k, i));
            x.get_mut(i).into_iter().for_each(|value| *value = (*value - known) / lower.at(i, i));
        }
        Some(x)
    }

    fn place(&self, row: usize, column: usize) -> Option<usize> {
        (row < self.size && column < self.size).then(|| row.saturating_mul(self.size).saturating_add(column))
    }
}
