//! Before an experiment starts: how many people it takes, and what it can find.
//!
//! The difference of two means with unequal shares of people, normal, two-sided, each variation with its own variance.

use super::difference::Difference;
use super::numeric::Normal;

/// What a comparison of two variations is planned with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// The variance of one person's value in the control, above 0.
    pub control_variance: f64,
    /// The same in the variation.
    pub variation_variance: f64,
    /// Share of all people who are in the control, above 0.
    pub control_share: f64,
    /// Share of all people who are in the variation, above 0.
    pub variation_share: f64,
    /// Level of the test, two-sided, above 0 and below 1.
    pub alpha: f64,
}

impl Design {
    /// The variance of the estimated difference, times the number of all people.
    fn spread(&self) -> f64 {
        self.control_variance / self.control_share + self.variation_variance / self.variation_share
    }

    /// The probability to find a difference of this size with so many people in all.
    #[must_use]
    pub fn power(&self, people: f64, difference: f64) -> f64 {
        let shift = difference.abs() / libm::sqrt(self.spread() / people);
        let bound = -Normal.quantile(0.5 * self.alpha);
        Normal.above(bound - shift) + Normal.above(bound + shift)
    }

    /// People in all that it takes to find a difference of this size with this probability, rounded up. None for a
    /// difference of 0.
    #[must_use]
    pub fn people(&self, difference: f64, power: f64) -> Option<f64> {
        let sum = Normal.quantile(power) - Normal.quantile(0.5 * self.alpha);
        let people = sum * sum * self.spread() / (difference * difference);
        people.is_finite().then(|| libm::ceil(people))
    }

    /// The smallest difference that so many people in all find with this probability.
    #[must_use]
    pub fn smallest_difference(&self, people: f64, power: f64) -> f64 {
        (Normal.quantile(power) - Normal.quantile(0.5 * self.alpha)) * libm::sqrt(self.spread() / people)
    }

    /// The probability that with so many people an always-valid interval, looked at once, leaves 0 out.
    #[must_use]
    pub fn power_always_valid(&self, people: f64, difference: f64, tuned_to: f64) -> f64 {
        let variance = self.spread() / people;
        let measured = Difference { estimate: 0.0, variance, degrees: f64::INFINITY, n: people };
        let (width, error) = (measured.always_valid(self.alpha, tuned_to).high, libm::sqrt(variance));
        Normal.above((width - difference.abs()) / error) + Normal.above((width + difference.abs()) / error)
    }

    /// The smallest difference that an always-valid interval, looked at once, leaves 0 out for with this probability.
    #[must_use]
    pub fn smallest_difference_always_valid(&self, people: f64, power: f64, tuned_to: f64) -> f64 {
        let variance = self.spread() / people;
        let measured = Difference { estimate: 0.0, variance, degrees: f64::INFINITY, n: people };
        measured.always_valid(self.alpha, tuned_to).high + Normal.quantile(power) * libm::sqrt(variance)
    }

    /// People in all at whom an always-valid interval leaves 0 out with this probability, rounded up. None for a
    /// difference of 0.
    #[must_use]
    pub fn people_always_valid(&self, difference: f64, power: f64, tuned_to: f64) -> Option<f64> {
        let mut high = self.people(difference, power)?;
        let mut low = 1.0;
        while self.power_always_valid(high, difference, tuned_to) < power {
            low = high;
            high *= 2.0;
            if !high.is_finite() {
                return None;
            }
        }
        while high - low > 1.0 {
            let middle = libm::floor(0.5 * (low + high));
            if middle <= low || middle >= high {
                break;
            }
            if self.power_always_valid(middle, difference, tuned_to) < power {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(high)
    }
}
