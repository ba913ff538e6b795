//! Places on a page: affine maps, ISO 32000-1 §8.3.3.

/// `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map first, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    /// Where a point goes.
    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long an upright length becomes.
    pub(super) fn height(self, length: f64) -> f64 {
        let [_, _, c, d, _, _] = self.0;
        (c * c + d * d).sqrt() * length.abs()
    }
}

/// Hundredths of a point, within a page that could be printed.
pub(super) fn hundredths(points: f64) -> i32 {
    // Casts of floats saturate, and nothing that is no number becomes anything but zero.
    (points * 100.0).round() as i32
}
