//! The shapes of a record and an opening, which the library reads without a type of their own.

#![allow(dead_code, reason = "only their schema is used")]

use prescreen::credit::CreditArithmetic;
use prescreen::json::Json;
use prescreen::price::IndicativePrice;
use prescreen::risk::RiskArithmetic;
use prescreen::session::Session;
use prescreen::terms::{Digest, Nonce, PackRef};
use prescreen::verdict::arithmetic::ArithmeticRecord;
use schemars::JsonSchema;

/// Everything behind a verdict, for the person to keep; and for the firm, where the pack says so.
#[derive(JsonSchema)]
#[schemars(rename = "Record")]
pub struct RecordDocument {
    /// The format; always 1.
    pub prescreen_record: u32,
    /// The session document as it was claimed.
    pub session: Session,
    /// The pack.
    pub pack: PackRef,
    /// The seed of the salts, 32 bytes in base64url.
    pub seed: Digest,
    /// What was committed to, in commitment order.
    pub values: Vec<Committed>,
    /// The signed commitment, a compact JWS.
    pub commit: String,
    /// The ticket, a compact JWS.
    pub ticket: String,
    /// The verdict, a compact JWS.
    pub verdict: String,
    /// The last receipt, a compact JWS; null in a record that was made before acceptance, as the firm's is.
    pub receipt: Option<String>,
    /// Points, bands and the rules with their sources; null when the class came from the profile on file.
    pub arithmetic: Option<ArithmeticRecord>,
    /// What the person saw, as the page tells it: notices and consents, questions, each with its locale, and reasons. Null
    /// or left out where no page told it.
    pub shown: Option<Shown>,
}

/// What the person saw.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Shown {
    /// Notices and consents, in the order shown.
    pub notices: Vec<ShownNotice>,
    /// Questions that were shown, in the order of the pack.
    pub items: Vec<ShownItem>,
    /// Facts that were asked for, in the order of the pack.
    pub facts: Vec<ShownItem>,
    /// The reasons that were shown with the result, by code.
    pub reasons: Vec<String>,
    /// What the session's signals led to; null where none were looked at.
    pub session_check: Option<String>,
    /// How a limit, a fall and a price came about; left out where the pack works out none of them.
    pub amounts: Option<Amounts>,
}

/// Amounts that were worked out, each null where the session asks for none, or evidence was insufficient.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Amounts {
    /// How the limit came about.
    pub credit: Option<CreditArithmetic>,
    /// What a fall would do.
    pub risk: Option<RiskArithmetic>,
    /// What borrowing would cost, indicatively.
    pub price: Option<IndicativePrice>,
}

/// A notice that was shown.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ShownNotice {
    /// Its id in the pack.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The locale of its text.
    pub locale: String,
    /// Of a consent, whether it was given; null of a notice.
    pub given: Option<bool>,
}

/// A question or fact that was asked.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ShownItem {
    /// Its id in the pack.
    pub id: String,
    /// The locale of its text when it was last answered or left.
    pub locale: String,
}

/// One committed value.
#[derive(JsonSchema)]
pub struct Committed {
    /// `item/ID`, `fact/ID`, `clarified` or `record`.
    pub id: String,
    /// The value; null when there was none.
    pub value: Json,
}

/// Single answers, each with its way to the commitment.
#[derive(JsonSchema)]
#[schemars(rename = "Opening")]
pub struct OpeningDocument {
    /// The format; always 1.
    pub prescreen_opening: u32,
    /// The pack's hash.
    pub pack_hash: Digest,
    /// The session's nonce.
    pub nonce: Nonce,
    /// The Merkle root.
    pub commitment: Digest,
    /// The opened answers.
    pub openings: Vec<OpenedAnswer>,
}

/// One opened answer.
#[derive(JsonSchema)]
pub struct OpenedAnswer {
    /// `item/ID`, `fact/ID`, `clarified` or `record`.
    pub id: String,
    /// The value; null when there was none.
    pub value: Json,
    /// 16 bytes in base64url.
    pub salt: String,
    /// The leaf's place.
    pub index: u32,
    /// The siblings from leaf to root.
    pub path: Vec<Digest>,
}
