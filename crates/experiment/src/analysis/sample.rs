//! What a variation's people amount to in one metric: how many, their mean, and the variance of one of them.
//!
//! Every metric comes to the same three numbers, whatever it counts; the formulas are those of GrowthBook's statistics
//! engine (`gbstats` 0.8), with which the tests compare them.

/// Count, sum and sum of squares of a value over people.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// People.
    pub n: f64,
    /// Sum of their values.
    pub sum: f64,
    /// Sum of the squares.
    pub sum_squares: f64,
}

/// The moments of two values of the same people, and the sum of their products.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Joint {
    /// The metric's value; of a ratio the numerator.
    pub main: Moments,
    /// The value beside it: a ratio's denominator, or the value before the experiment.
    pub other: Moments,
    /// Sum over people of the two values' product.
    pub products: f64,
}

/// A variation's people in one metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// People.
    pub n: f64,
    /// The metric's mean.
    pub mean: f64,
    /// The variance of one person's value (of a ratio, by the delta method, in the same sense).
    pub variance: f64,
    /// The mean without adjustment for the time before; the same as `mean` elsewhere.
    pub unadjusted_mean: f64,
}

impl Moments {
    /// The mean; 0 of nobody.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.n > 0.0 { self.sum / self.n } else { 0.0 }
    }

    /// The variance with n − 1; 0 of fewer than two.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.n <= 1.0 {
            return 0.0;
        }
        (self.sum_squares - self.sum * self.sum / self.n) / (self.n - 1.0)
    }

    /// Both groups together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, sum_squares: self.sum_squares + other.sum_squares }
    }
}

impl Joint {
    /// The covariance with n − 1; 0 of fewer than two.
    #[must_use]
    pub fn covariance(&self) -> f64 {
        if self.main.n <= 1.0 {
            return 0.0;
        }
        (self.products - self.main.sum * self.other.sum / self.main.n) / (self.main.n - 1.0)
    }

    /// Both groups together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            main: self.main.and(&other.main),
            other: self.other.and(&other.other),
            products: self.products + other.products,
        }
    }
}

impl Sample {
    /// A share of people: `successes` of `n`.
    #[must_use]
    pub fn share(n: f64, successes: f64) -> Self {
        let mean = if n > 0.0 { successes / n } else { 0.0 };
        Self { n, mean, variance: mean * (1.0 - mean), unadjusted_mean: mean }
    }

    /// A share of people with one success and one failure more, for the difference of two shares of which one is 0 or 1 (Agresti and
    /// Caffo, 2000): its variance is never 0.
    #[must_use]
    pub fn share_and_two(n: f64, successes: f64) -> Self {
        Self::share(n + 2.0, successes + 1.0)
    }

    /// A mean over people.
    #[must_use]
    pub fn mean(moments: &Moments) -> Self {
        let mean = moments.mean();
        Self { n: moments.n, mean, variance: moments.variance(), unadjusted_mean: mean }
    }

    /// A ratio of two sums over the same people, with the variance of the delta method.
    #[must_use]
    pub fn ratio(joint: &Joint) -> Self {
        let (over, under) = (&joint.main, &joint.other);
        let mean = if under.sum == 0.0 { 0.0 } else { over.sum / under.sum };
        let below = under.mean();
        let variance = if below == 0.0 || over.n <= 1.0 {
            0.0
        } else {
            let square = below * below;
            over.variance() / square - 2.0 * joint.covariance() * over.mean() / (square * below)
                + over.mean() * over.mean() * under.variance() / (square * square)
        };
        Self { n: over.n, mean, variance, unadjusted_mean: mean }
    }

    /// Two variations' means, adjusted by what the same people did before (CUPED): the value less `theta` times the value
    /// before, with one `theta` for both.
    #[must_use]
    pub fn adjusted(a: &Joint, b: &Joint) -> (Self, Self) {
        let theta = theta(a, b);
        let one = |joint: &Joint| Self {
            n: joint.main.n,
            mean: joint.main.mean() - theta * joint.other.mean(),
            variance: joint.main.variance() + theta * theta * joint.other.variance() - 2.0 * theta * joint.covariance(),
            unadjusted_mean: joint.main.mean(),
        };
        (one(a), one(b))
    }
}

/// The slope of the value on the value before, over both variations together; 0 where either does not vary.
#[must_use]
pub fn theta(a: &Joint, b: &Joint) -> f64 {
    let both = a.and(b);
    let before = both.other.variance();
    if before <= 0.0 || both.main.variance() <= 0.0 { 0.0 } else { both.covariance() / before }
}
