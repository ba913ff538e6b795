//! How large a pack may be. Each limit has a typed error ([`Code::Limit`](crate::Code::Limit)).

pub use crate::terms::options::MAX_OPTIONS;

/// Largest pack, in bytes of JSON.
pub const MAX_PACK_BYTES: usize = 1024 * 1024;
/// Most items in a questionnaire.
pub const MAX_ITEMS: usize = 100;
/// Most facts, derived ones included.
pub const MAX_FACTS: usize = 200;
/// Most rules of one kind.
pub const MAX_RULES: usize = 500;
/// Most investor classes or product grades.
pub const MAX_CLASSES: usize = 32;
/// Most packs whose class may be reported beside a pack's own.
pub const MAX_SHADOWS: usize = 4;
/// Most models that one pack names.
pub const MAX_MODELS: usize = 4;
/// Most dimensions.
pub const MAX_DIMENSIONS: usize = 16;
/// Widest range between the least and the greatest reachable score of a dimension.
pub const MAX_SCORE_RANGE: i64 = 100_000;
/// Most answer combinations, as a power of two: counts stay within 128 bits.
pub const MAX_COMBINATION_BITS: u32 = 120;
/// Most days of falling that are gone through: more than the exchange trades on in a year.
pub const MOST_DAYS: i64 = 250;
/// Longest text, in bytes.
pub const MAX_TEXT_BYTES: usize = 20_000;
/// Shortest length that records are padded to, in bytes.
pub const MIN_ARCHIVED_BYTES: usize = 8192;
/// Longest record that the firm keeps, in bytes.
pub const MAX_ARCHIVED_BYTES: usize = 128 * 1024;
/// Most keys of an archive that a pack names.
pub const MAX_ARCHIVE_KEYS: usize = 64;
