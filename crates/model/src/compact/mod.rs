//! prescreen's own form of a model: small, versioned, the same bytes for the same model.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 2 | version, [`VERSION`] |
//! | 4 | length of the whole |
//! | 1 | form: 0 scorecard, 1 logistic, 2 trees |
//! | … | features: count, then length and UTF-8 of each name |
//! | … | the form |
//!
//! Integers are little-endian, counts are LEB128 in the fewest bytes, and numbers are IEEE bits in the model's own
//! width. Trees stand in pre-order, so no child needs a position and no tree can loop. A scorecard: base,
//! anchor points, anchor odds, points to double, then per feature the missing points, special values and
//! bins. A logistic regression: intercept, then per feature weight and what missing counts as.

mod read;
mod write;

/// The first bytes of every model.
pub(super) const MAGIC: &[u8; 8] = b"PSMODEL\0";
/// The version that is written and read.
pub(super) const VERSION: u16 = 1;

const SCORECARD: u8 = 0;
const LOGISTIC: u8 = 1;
const TREES: u8 = 2;

const DOUBLE: u8 = 0;
const SINGLE: u8 = 1;

const LEAF: u8 = 0;
const AT_MOST: u8 = 1;
const ZERO_MISSING: u8 = 2;
const NAN_MISSING: u8 = 4;
const AMONG: u8 = 6;

const IDENTITY: u8 = 0;
const SIGMOID: u8 = 1;
const EXP: u8 = 2;
const LOG1P_EXP: u8 = 3;
const SIGNED_SQUARE: u8 = 4;
const STEP: u8 = 5;
