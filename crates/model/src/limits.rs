//! How large a model may be. Each limit is far above what teams bring, and bounds time and memory.

/// Bytes of a model in prescreen's own form.
pub const MAX_MODEL_BYTES: usize = 16 << 20;
/// Bytes of a file that is converted.
pub const MAX_SOURCE_BYTES: usize = 256 << 20;
/// Features that a model may name.
pub const MAX_FEATURES: usize = 4_096;
/// Bytes of a feature's name.
pub const MAX_NAME_BYTES: usize = 256;
/// Trees of an ensemble.
pub const MAX_TREES: usize = 20_000;
/// Nodes of all trees together, leaves too.
pub const MAX_NODES: usize = 1 << 20;
/// Categories that all splits together list.
pub const MAX_LISTED_CATEGORIES: usize = 1 << 21;
/// Bins or special values of one feature of a scorecard.
pub const MAX_BINS: usize = 1_024;
/// Splits on the way to a leaf, for attributions: their time grows with its square.
pub const MAX_ATTRIBUTION_DEPTH: usize = 128;
/// Rows of one batch.
pub const MAX_BATCH_ROWS: usize = 1 << 20;
