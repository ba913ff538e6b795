//! The small words that every room uses and none owns.
//!
//! Takes bytes, texts and words, gives values that are right by construction: a digest has 32 bytes, an outcome is
//! one of six. It must never know what a pack, a session or a case is.
//!
//! | file | what it is for |
//! |---|---|
//! | [`base64url`] | bytes as text, one text for each |
//! | [`digest`] | [`Digest`] and [`Nonce`]: 32 bytes |
//! | [`engine_code`] | [`EngineCode`]: reasons that no rule of a pack gives |
//! | [`fact_value`] | [`FactValue`]: a boolean, an integer, a text |
//! | [`index`] | which one of a list: [`ClassIndex`], [`ItemIndex`], … |
//! | [`marks`] | signs that stand on the letter before them |
//! | [`nearest`] | the known name that a misspelt one was meant to be |
//! | [`options`] | [`OptionSet`]: options of a choice or a set |
//! | [`origin`] | [`Origin`]: where a page is |
//! | [`outcome`] | [`Outcome`], [`FraudBand`] and [`CreditOutcome`]: what may happen next |
//! | [`parts`] | parts of amounts, rounded one way |
//! | [`protected`] | names that speak of age, sex or origin |
//! | [`purpose`] | [`Purpose`]: what the investor is here for |
//! | [`mod@rate`] | the rate that covers costs and expected loss |
//! | [`mod@reference`] | [`PackRef`]: a pack by name and content |
//! | [`signals`] | the catalogue of signals, and their values |
//! | [`sorted`] | lists in rising order |
//! | [`tier`] | [`Tier`]: how well a fact is evidenced; [`FileTier`]: of these, what a file can come to |
//! | [`unseen`] | characters that a reader does not see |

pub mod base64url;
pub mod digest;
pub mod earnings;
pub mod engine_code;
pub mod fact_value;
pub mod index;
pub mod marks;
pub mod nearest;
pub mod options;
pub mod origin;
pub mod outcome;
pub mod parts;
pub mod protected;
pub mod purpose;
pub mod rate;
pub mod reference;
pub mod signals;
pub mod sorted;
pub mod tier;
pub mod unseen;

pub use digest::{Digest, Nonce};
pub use engine_code::EngineCode;
pub use fact_value::FactValue;
pub use index::{BasicIndex, ClassIndex, FactIndex, FieldIndex, GradeIndex, ItemIndex};
pub use options::OptionSet;
pub use origin::Origin;
pub use outcome::{CreditOutcome, FraudBand, Outcome};
pub use purpose::Purpose;
pub use reference::PackRef;
pub use signals::{Family, Signals};
pub use tier::{FileTier, Tier};

/// Takes numbers one after the other; none is a number that is not there.
pub type Put<'p> = &'p mut dyn FnMut(Option<i64>);
