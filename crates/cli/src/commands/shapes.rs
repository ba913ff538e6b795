//! The shapes of a record and an opening, which the library reads without a type of their own.

#![allow(dead_code, reason = "only their schema is used")]

use prescreen::json::Json;
use prescreen::session::Session;
use prescreen::terms::{Digest, Nonce, PackRef};
use prescreen::verdict::arithmetic::ArithmeticRecord;
use schemars::JsonSchema;

/// Everything behind a verdict, for the person to keep. It stays with the person.
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
    /// The last receipt, a compact JWS.
    pub receipt: String,
    /// Points, bands and the rules with their sources; null when the class came from the profile on file.
    pub arithmetic: Option<ArithmeticRecord>,
}

/// One committed value.
#[derive(JsonSchema)]
pub struct Committed {
    /// `item/ID`, `fact/ID` or `clarified`.
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
    /// `item/ID`, `fact/ID` or `clarified`.
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
