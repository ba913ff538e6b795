//! Promises that somebody else wrote, such as a supervisor, asked of any pack that has what they name.
//!
//! Takes JSON text, gives a [`Promises`]; with a pack, what holds of it. It must never take a promise for kept that
//! cannot be asked.

use serde::Serialize;

use prescreen::id::Id;
use prescreen::json::read_text;
use prescreen::pack::Pack;
use prescreen::pack::schema::Promise;
use prescreen::terms::PackRef;
use prescreen::{Code, Error, documents};

use crate::claims::Agenda;
use crate::claims::claim::{Claim, Conclusion};

/// Largest document, in bytes.
pub const MAX_PROMISES_BYTES: usize = 1_000_000;
/// Most promises.
pub const MAX_PROMISES: usize = 256;

/// A list of promises about packs that somebody else writes.
///
/// ```json
/// {"promises": [{"id": "deposits-only", "when": {"held": {"$in": ["deposits"], "$size": 1}}, "class_at_most": "C3"}]}
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Promises {
    /// As in a pack's `never`.
    pub promises: Vec<Promise>,
}

documents! {
    Promises { promises }
}

impl Promises {
    /// Reads promises from their JSON text.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is not such a document: no promise, more than [`MAX_PROMISES`],
    /// or two with one id.
    pub fn read(text: &str) -> Result<Self, Error> {
        let read: Self = read_text(text, MAX_PROMISES_BYTES)?;
        if read.promises.is_empty() || read.promises.len() > MAX_PROMISES {
            let said = format!("{} promises; from 1 to {MAX_PROMISES} are read", read.promises.len());
            return Err(Error::new(Code::Limit, "/promises", said));
        }
        for (n, promise) in read.promises.iter().enumerate() {
            if read.promises.iter().take(n).any(|other| other.id == promise.id) {
                let said = format!("the promise '{}' stands twice", promise.id);
                return Err(Error::new(Code::Duplicate, format!("/promises/{n}/id"), said));
            }
        }
        Ok(read)
    }
}

/// What holds of a pack among the promises of somebody else.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promised {
    /// The pack.
    pub pack: PackRef,
    /// What came of the promises that could be asked, in their order.
    pub claims: Vec<Claim>,
    /// The promises that could not be asked of this pack.
    pub cannot_ask: Vec<CannotAsk>,
}

/// A promise that cannot be asked of a pack.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CannotAsk {
    /// The promise.
    pub promise: Id,
    /// Why: what it names that the pack does not have, or what else is wrong with it. Never empty.
    pub because: Vec<Error>,
}

impl Promised {
    /// Whether every promise could be asked and is proved.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.cannot_ask.is_empty() && self.claims.iter().all(|claim| claim.conclusion == Conclusion::Proved)
    }
}

/// Asks a pack for the promises of somebody else.
#[must_use]
pub fn prove_promises(pack: &Pack, promises: &Promises) -> Promised {
    let (mut asked, mut cannot_ask) = (Vec::new(), Vec::new());
    for (n, promise) in promises.promises.iter().enumerate() {
        match pack.promise(promise, &format!("/promises/{n}")) {
            Ok(table) => asked.push(table),
            Err(because) => cannot_ask.push(CannotAsk { promise: promise.id.clone(), because }),
        }
    }
    let claims = Agenda::with(pack, asked).never(pack);
    Promised { pack: pack.reference().clone(), claims, cannot_ask }
}
