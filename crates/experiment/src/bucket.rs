//! Hashes, ranges and namespaces: arithmetic that gives the same bucket in every SDK.

use prescreen::json::Json;

/// A part of the line from 0 to 1: its start belongs to it, its end does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Where it starts.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
}

impl Range {
    /// Whether a bucket is in it.
    #[must_use]
    pub fn holds(self, bucket: f64) -> bool {
        bucket >= self.start && bucket < self.end
    }

    /// As a payload has it.
    #[must_use]
    pub fn json(self) -> Json {
        Json::List(vec![Json::Float(self.start), Json::Float(self.end)])
    }
}

/// Experiments that share people: each has a part of the line of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Namespace {
    /// Its id.
    pub id: String,
    /// The experiment's part.
    pub range: Range,
}

impl Namespace {
    /// As a payload has it.
    #[must_use]
    pub fn json(&self) -> Json {
        Json::List(vec![Json::text(&self.id), Json::Float(self.range.start), Json::Float(self.range.end)])
    }
}

/// FNV-1a, 32 bits, over UTF-16 code units, as JavaScript has them: an id outside of ASCII has the same bucket in a browser.
fn fnv1a(text: impl Iterator<Item = u16>) -> u32 {
    text.fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// The bucket of a value, in [0, 1): thousandths in version 1, ten-thousandths in version 2. None for another version.
#[must_use]
pub fn hash(seed: &str, value: &str, version: i64) -> Option<f64> {
    let join = |first: &str, second: &str| fnv1a(first.encode_utf16().chain(second.encode_utf16()));
    match version {
        1 => Some(f64::from(join(value, seed) % 1_000) / 1_000.0),
        2 => Some(f64::from(fnv1a(join(seed, value).to_string().encode_utf16()) % 10_000) / 10_000.0),
        _ => None,
    }
}

/// Equal weights of so many variations, together 1; none below 1.
#[must_use]
pub fn equal_weights(variations: i64) -> Vec<f64> {
    // Exact: nobody has 2^53 variations.
    let weight = 1.0 / variations as f64;
    vec![weight; usize::try_from(variations).unwrap_or(0)]
}

/// Whether weights count: one for each variation, and with a sum no further than 0.01 from 1. Every SDK takes equal ones otherwise, and
/// says nothing of it.
#[must_use]
pub fn weights_count(weights: &[f64], variations: usize) -> bool {
    let total = weights.iter().fold(0.0, |total, weight| total + weight);
    weights.len() == variations && (0.99..=1.01).contains(&total)
}

/// The range of each variation. Coverage is brought into [0, 1]; weights of another number than the variations, or with a
/// sum further than 0.01 from 1, are equal instead.
#[must_use]
pub fn bucket_ranges(variations: usize, coverage: f64, weights: Option<&[f64]>) -> Vec<Range> {
    let coverage = coverage.clamp(0.0, 1.0);
    let equal = equal_weights(i64::try_from(variations).unwrap_or(i64::MAX));
    let fits = |weights: &&[f64]| weights_count(weights, variations);
    let mut cumulative = 0.0;
    let range = |weight: &f64| {
        let start = cumulative;
        cumulative += weight;
        Range { start, end: start + coverage * weight }
    };
    weights.filter(fits).unwrap_or(&equal).iter().map(range).collect()
}

/// The first variation in whose range a bucket is.
#[must_use]
pub fn choose_variation(bucket: f64, ranges: &[Range]) -> Option<usize> {
    ranges.iter().position(|range| range.holds(bucket))
}

/// Whether a value has a place in the namespace's part.
#[must_use]
pub fn in_namespace(value: &str, namespace: &Namespace) -> bool {
    hash(&["__", &namespace.id].concat(), value, 1).is_some_and(|bucket| namespace.range.holds(bucket))
}
