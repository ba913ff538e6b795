//! Several tests at once: p-values adjusted so that each can be compared with the level of one.

/// Holm's step-down procedure: holds the probability of any false finding among all tests.
///
/// The adjusted p-values, in the order of those given; each from 0 to 1.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut left = count(p);
    let mut most: f64 = 0.0;
    adjusted(p, false, |value| {
        most = most.max((value * left).min(1.0));
        left -= 1.0;
        most
    })
}

/// Benjamini and Hochberg's step-up procedure: holds the share of false findings among the findings.
///
/// The adjusted p-values, in the order of those given; each from 0 to 1.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let all = count(p);
    let (mut rank, mut least) = (all, 1.0f64);
    adjusted(p, true, |value| {
        least = least.min(value * all / rank);
        rank -= 1.0;
        least
    })
}

fn count(p: &[f64]) -> f64 {
    p.iter().map(|_| 1.0).sum()
}

/// Takes p-values by size, gives what each becomes, in the order in which they were given.
fn adjusted(p: &[f64], descending: bool, mut become_: impl FnMut(f64) -> f64) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| if descending { other.total_cmp(one) } else { one.total_cmp(other) });
    let mut changed: Vec<(usize, f64)> = order.into_iter().map(|(n, value)| (n, become_(value))).collect();
    changed.sort_by_key(|(n, _)| *n);
    changed.into_iter().map(|(_, value)| value).collect()
}
