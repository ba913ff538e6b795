//! The lines of an export: what a supervisor gets of a period or a person, as one file.
//!
//! Each line is one canonical JSON object with one member, whose name says what it is: `export` and `keys` first, and
//! `approvers` where packs are approved; then `pack`s, each with its `statement`s, `session`s and `access`es, then `end`, and
//! last the server's `signature` over all of it.

use prescreen::date::{Date, Instant};
use prescreen::id::Id;
use prescreen::json::{self, Json, Write as _};
use prescreen::terms::{Digest, Tier};
use prescreen::verdict::Taken;
use prescreen::{Code, Error, Session};

use sha2::{Digest as _, Sha256};

use crate::kept::{Excuse, KeptRecord, KeySet};

/// The format of an export.
pub const FORMAT: i64 = 1;
/// Longest line, in bytes: a pack, or a session with its record and every signed object.
pub const MAX_LINE_BYTES: usize = 4 * 1024 * 1024;

/// Of what an export is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The format; always 1.
    pub prescreen_export: i64,
    /// When it was made, by the system clock.
    pub made: Instant,
    /// The first day of its period, in the time zone of each session's pack; none where it is of a person.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
    /// The firm's opaque name for the person; none where it is of a period.
    pub subject: Option<Id>,
    /// Where the access log ended when it was made; none where there was none.
    pub access_log: Option<LogEnd>,
}

/// The end of an access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEnd {
    /// How many lines it had.
    pub lines: i64,
    /// SHA-256 of the last.
    pub last: Option<Digest>,
}

/// A session with everything that is kept of it.
#[derive(Debug, Clone)]
pub struct ExportedSession {
    /// The session's document as its page has it.
    pub document: Session,
    /// Thumbprint of the key that claimed it.
    pub jkt: Option<Digest>,
    /// The ticket.
    pub ticket: Option<String>,
    /// When the verdict was accepted.
    pub accepted: Option<Instant>,
    /// The verdict.
    pub verdict: Option<String>,
    /// The last receipt.
    pub receipt: Option<String>,
    /// The steps, in order.
    pub steps: Vec<ExportedStep>,
    /// Why the firm excused the attempt.
    pub excused: Option<Excuse>,
    /// What the firm keeps of the answers.
    pub record: Option<KeptRecord>,
    /// Where each fact came from, as far as it is not sealed.
    pub facts: Vec<FactSource>,
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct ExportedStep {
    /// What was confirmed, and when.
    pub taken: Taken,
    /// The signed confirmation; none of the firm's own.
    pub confirmation: Option<String>,
}

/// Where a fact came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSource {
    /// The fact.
    pub fact: Id,
    /// Who gave it.
    pub source: Source,
    /// How well it is evidenced.
    pub tier: Tier,
    /// When: a firm's fact with the opening of the session, any other with the commitment.
    pub at: Instant,
}

/// Who gave a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The firm's back end, with the session.
    Firm,
    /// The person, who typed it in.
    Person,
    /// A file of the person's, read on their device.
    File,
}

/// The last line of what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// How many lines are before it.
    pub lines: i64,
    /// SHA-256 of everything before it.
    pub hash: Digest,
}

/// The server's signature over everything before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportSignature {
    /// Thumbprint of the server's key.
    pub key: Digest,
    /// `r ‖ s` in low-S form, base64url.
    pub signature: String,
}

prescreen::words! {
    Source { Firm = "firm", Person = "person", File = "file" }
}

prescreen::objects! {
    Head { prescreen_export, made, from, to, subject, access_log }
    LogEnd { lines, last }
    ExportedSession { document, jkt, ticket, accepted, verdict, receipt, steps, excused, record, facts }
    ExportedStep { taken, confirmation }
    FactSource { fact, source, tier, at }
    End { lines, hash }
    ExportSignature { key, signature }
}

/// What stands before a hash where an export is signed: no other signed text begins so.
const TAG: &str = "prescreen/export/1\0";

/// What the last lines say of those before them.
#[derive(Clone, Default)]
pub struct Tally {
    hash: Sha256,
    lines: i64,
}

impl Tally {
    /// Counts a line, with its end.
    pub fn add(&mut self, line: &str) {
        self.hash.update(line.as_bytes());
        self.lines = self.lines.saturating_add(1);
    }

    /// The text that is signed, once the end was counted too.
    #[must_use]
    pub fn signing_input(self) -> String {
        [TAG, &self.end().hash.text()].concat()
    }

    /// The last line of what is told.
    #[must_use]
    pub fn end(self) -> End {
        End { lines: self.lines, hash: Digest::from_bytes(self.hash.finalize().into()) }
    }
}

/// What a line is.
#[derive(Debug)]
pub enum Line {
    /// Of what the export is.
    Export(Head),
    /// The server's public keys.
    Keys(KeySet),
    /// Who may approve packs.
    Approvers(Json),
    /// A pack's document.
    Pack(Json),
    /// What a person said of the pack before it.
    Statement(Json),
    /// A session.
    Session(Box<ExportedSession>),
    /// A line of the access log.
    Access(Json),
    /// The last line of what is told.
    End(End),
    /// The server's signature over all of it.
    Signature(ExportSignature),
}

impl Line {
    /// The line, without its end.
    #[must_use]
    pub fn text(&self) -> String {
        let (name, value) = match self {
            Self::Export(head) => ("export", head.json()),
            Self::Keys(keys) => ("keys", keys.json()),
            Self::Approvers(approvers) => ("approvers", approvers.clone()),
            Self::Pack(pack) => ("pack", pack.clone()),
            Self::Statement(statement) => ("statement", statement.clone()),
            Self::Session(session) => ("session", session.json()),
            Self::Access(access) => ("access", access.clone()),
            Self::End(end) => ("end", end.json()),
            Self::Signature(signature) => ("signature", signature.json()),
        };
        Json::object([(name, value)]).canonical()
    }

    /// Reads a line, which has to be in its one form.
    ///
    /// # Errors
    /// [`Code::Encoding`] when it is in another form, [`Code::UnknownField`] when it is no line of an export; what the
    /// strict reader says.
    pub fn read(line: &str) -> Result<Self, Error> {
        let json = Json::parse(line, MAX_LINE_BYTES)?;
        if json.canonical() != line {
            return Err(Error::new(Code::Encoding, "", "this is not the one form of a line"));
        }
        let named = match &json {
            Json::Map(members) => members.first().filter(|_| members.len() == 1),
            _ => None,
        };
        let unknown = || Error::new(Code::UnknownField, "", "this is no line of an export");
        let (name, value) = named.ok_or_else(unknown)?;
        let inside = |error: Error| Error { at: format!("/{name}{}", error.at), ..error };
        match name.as_str() {
            "export" => json::read(value).map(Self::Export),
            "keys" => json::read(value).map(Self::Keys),
            "approvers" => Ok(Self::Approvers(value.clone())),
            "pack" => Ok(Self::Pack(value.clone())),
            "statement" => Ok(Self::Statement(value.clone())),
            "session" => json::read(value).map(|session| Self::Session(Box::new(session))),
            "access" => Ok(Self::Access(value.clone())),
            "end" => json::read(value).map(Self::End),
            "signature" => json::read(value).map(Self::Signature),
            _ => return Err(unknown()),
        }
        .map_err(inside)
    }
}

/// Where the facts of a session came from: those of the firm, and with a record in clear every other. `opened` and
/// `committed`: when.
#[must_use]
pub fn sources(
    session: &Session,
    record: Option<&KeptRecord>,
    opened: Instant,
    committed: Option<Instant>,
) -> Vec<FactSource> {
    let firm = session.facts.iter().map(|(fact, _)| FactSource {
        fact: fact.clone(),
        source: Source::Firm,
        tier: Tier::Attested,
        at: opened,
    });
    let values = record.and_then(|record| match record.0.get("values") {
        Some(Json::List(values)) => Some(values),
        _ => None,
    });
    let others = values.into_iter().flatten().filter_map(|one| {
        let fact = Id::try_from(String::from(one.get("id")?.as_text()?.strip_prefix("fact/")?)).ok()?;
        let (source, tier) = match one.get("value")? {
            Json::Null => return None,
            value => match value.get("tier").and_then(Json::as_text) {
                Some("parsed") => (Source::File, Tier::Parsed),
                Some("consistent") => (Source::File, Tier::Consistent),
                _ => (Source::Person, Tier::Declared),
            },
        };
        Some(FactSource { fact, source, tier, at: committed? })
    });
    firm.chain(others).collect()
}
