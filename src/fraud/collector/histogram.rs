//! Quantiles of a stream of durations in fixed memory.
//!
//! Takes microseconds, gives quantiles within 1/16 of their value. It must never keep a duration, nor the order in which they came.

/// Buckets to each doubling.
const STEPS: u32 = 8;
/// log2 of [`STEPS`].
const STEP_BITS: u32 = 3;
/// Durations from 2^32 µs (71 minutes) on share the last bucket.
const BUCKETS: usize = 32 * STEPS as usize;

/// How many durations fell between bounds that grow geometrically.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Histogram {
    buckets: [u32; BUCKETS],
    count: u32,
}

impl Histogram {
    pub(super) const fn new() -> Self {
        Self { buckets: [0; BUCKETS], count: 0 }
    }

    /// Counts a duration in microseconds.
    pub(super) fn add(&mut self, duration: u64) {
        if let Some(bucket) = self.buckets.get_mut(bucket_of(duration)) {
            *bucket = bucket.saturating_add(1);
            self.count = self.count.saturating_add(1);
        }
    }

    /// The quantile at `per_mille` thousandths, in microseconds: the middle of its bucket.
    pub(super) fn quantile(&self, per_mille: u64) -> Option<u64> {
        let last = u64::from(self.count).checked_sub(1)?;
        let wanted = last.saturating_mul(per_mille).saturating_add(500) / 1000;
        let mut seen = 0_u64;
        for (place, count) in self.buckets.iter().enumerate() {
            seen = seen.saturating_add(u64::from(*count));
            if seen > wanted {
                let (low, high) = (lower_bound(place), lower_bound(place.saturating_add(1)));
                return Some(low.midpoint(high.saturating_sub(1)));
            }
        }
        None
    }
}

/// Exact below [`STEPS`]; above, the leading bit and the three after it.
fn bucket_of(duration: u64) -> usize {
    if duration < u64::from(STEPS) {
        return usize::try_from(duration).unwrap_or(0);
    }
    let exponent = duration.ilog2();
    let within = (duration >> exponent.saturating_sub(STEP_BITS)) & u64::from(STEPS.saturating_sub(1));
    let place = exponent.saturating_sub(STEP_BITS).saturating_add(1).saturating_mul(STEPS);
    usize::try_from(u64::from(place).saturating_add(within)).unwrap_or(usize::MAX).min(BUCKETS.saturating_sub(1))
}

/// The least duration of a bucket.
fn lower_bound(place: usize) -> u64 {
    let place = place as u64;
    let (octave, within) = (place >> STEP_BITS, place & u64::from(STEPS.saturating_sub(1)));
    match octave.checked_sub(1) {
        None => within,
        Some(shift) => within.saturating_add(u64::from(STEPS)) << shift,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_near_the_sorted_list() {
        // A linear congruential generator (Numerical Recipes): durations from 0 to 4 s.
        let mut state = 7_u32;
        let mut list: Vec<u64> = (0..10_001)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                u64::from(state % 4_000_000)
            })
            .collect();
        let mut histogram = Histogram::new();
        list.iter().for_each(|one| histogram.add(*one));
        list.sort_unstable();
        for per_mille in [1, 100, 500, 900, 999] {
            let exact = list[usize::try_from(10_000 * per_mille / 1000).unwrap()];
            let near = histogram.quantile(per_mille).unwrap();
            assert!(near.abs_diff(exact) * 16 <= exact + 16, "{per_mille}: {near} for {exact}");
        }
    }

    #[test]
    fn every_duration_has_a_bucket() {
        assert_eq!(Histogram::new().quantile(500), None);
        for duration in [0, 1, 7, 8, 9, 15, 16, 1_000_000, u64::from(u32::MAX)] {
            let mut histogram = Histogram::new();
            histogram.add(duration);
            assert!(histogram.quantile(500).unwrap().abs_diff(duration) * 16 <= duration, "{duration}");
        }
        let mut histogram = Histogram::new();
        histogram.add(u64::MAX);
        assert!(histogram.quantile(500).unwrap() > u64::from(u32::MAX) / 16 * 15);
    }
}
