//! What a text is, before it is checked.

use prescreen::json::Json;
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::verdict::jws::{self, Compact, MAX_JWS_BYTES};
use prescreen::verdict::record::MAX_RECORD_BYTES;
use prescreen::{Code, Error};

/// Largest document but an export, in bytes: a server's answer has session, verdict and receipt beside the record. A pack is
/// not longer.
pub const MAX_DOCUMENT_BYTES: usize = MAX_RECORD_BYTES + MAX_SESSION_BYTES + 3 * MAX_JWS_BYTES;

/// How a file of statements begins: each line is in its one form.
const STATEMENT: &str = "{\"signature\":";

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What the server accepted, signed.
    Receipt,
    /// Everything behind a verdict, in clear.
    Record,
    /// The server's answer with a record in clear.
    Answer,
    /// Single answers of a record.
    Opening,
    /// A record that only the archive's key opens; by itself, or in the server's answer.
    SealedRecord,
    /// A verdict.
    Verdict,
    /// A session as the server issued it.
    Session,
    /// A pack.
    Pack,
    /// The server's public keys.
    Keys,
    /// Approvals and withdrawals of packs, one a line.
    Statements,
    /// Who may approve packs.
    Approvers,
}

prescreen::words! {
    Kind {
        Receipt = "receipt", Record = "record", Answer = "answer", Opening = "opening", SealedRecord = "sealed-record",
        Verdict = "verdict", Session = "session", Pack = "pack", Keys = "keys", Statements = "statements",
        Approvers = "approvers",
    }
}

impl Kind {
    /// What a text is by its form. Whether it holds is another question.
    ///
    /// # Errors
    /// What the strict readers say of a text that is neither JSON nor a signed object; [`Code::Type`] when it is another
    /// document.
    pub fn of(text: &str) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Err(Error::new(Code::Syntax, "", "the document is empty")
                .help("Choose the file again; nothing is in this one."));
        }
        if !text.trim_start().starts_with(['{', '[']) {
            return match Compact::open(text.trim_end())?.kind {
                jws::Kind::Receipt => Ok(Self::Receipt),
                jws::Kind::Verdict => Ok(Self::Verdict),
                jws::Kind::Commit | jws::Kind::Ticket | jws::Kind::Step => Err(other()),
            };
        }
        if text.trim_start().starts_with(STATEMENT) {
            return Ok(Self::Statements);
        }
        let json = Json::parse(text, MAX_DOCUMENT_BYTES)?;
        let has = |name| json.get(name).is_some();
        let sealed = |json: &Json| json.get("prescreen_sealed_record").is_some();
        if sealed(&json) || json.get("record").is_some_and(sealed) {
            return Ok(Self::SealedRecord);
        }
        let kinds = [
            (Self::Record, has("prescreen_record")),
            (Self::Opening, has("prescreen_opening")),
            (Self::Answer, has("record") && has("document")),
            (Self::Keys, has("keys")),
            (Self::Approvers, has("prescreen_approvers")),
            (Self::Pack, has("prescreen") && has("questionnaire")),
            (Self::Session, has("nonce") && has("audience")),
        ];
        kinds.into_iter().find(|(_, is)| *is).map(|(kind, _)| kind).ok_or_else(other)
    }

    /// Whether this is checked, and not what others are checked against.
    #[must_use]
    pub fn is_checked(self) -> bool {
        matches!(
            self,
            Self::Receipt | Self::Record | Self::Answer | Self::Opening | Self::SealedRecord | Self::Statements
        )
    }
}

fn other() -> Error {
    Error::new(Code::Type, "", "this is another document than those that are checked here").help(
        "Give a receipt, a record, an opening, an export or the statements about a pack; and beside it the pack, the server's \
         keys, the verdict, the session or the list of approvers.",
    )
}
