//! A statement about a pack: who says what of which content, signed.

use prescreen::date::{Date, Instant};
use prescreen::json::{self, Json, Write as _};
use prescreen::terms::{Digest, PackRef, base64url};
use prescreen::verdict::PublicKey;
use prescreen::verdict::signature_form::{self, Signature};
use prescreen::{Code, Error};

use crate::Signatures;

/// Largest file of statements, in bytes.
pub const MAX_STATEMENTS_BYTES: usize = 256 * 1024;
/// Longest name and reason, in bytes.
const MAX_WORDS_BYTES: usize = 2000;
const FORMAT: i64 = 1;
/// What stands before a statement where it is signed: no other signed text begins so.
const TAG: &str = "prescreen/pack-statement/1\0";

/// What is said of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It may be served.
    Approve,
    /// It may be served no longer.
    Withdraw,
}

/// What one person says of one content of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackStatement {
    /// The format; always 1.
    pub prescreen_pack_statement: i64,
    /// What is said.
    pub act: Act,
    /// The pack, with the hash of its content.
    pub pack: PackRef,
    /// Who says it, by the name in the list of approvers.
    pub by: String,
    /// When, by the clock of whoever signed.
    pub at: Instant,
    /// Of an approval: its last day, in the pack's time zone; none for no end. Of a withdrawal: the last day on which what
    /// was begun is accepted; none for no such day.
    pub until: Option<Date>,
    /// Why; none where nothing was said.
    pub reason: Option<String>,
    /// Thumbprint of the key that signed (RFC 7638).
    pub key: Digest,
}

/// A statement with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What is said.
    pub statement: PackStatement,
    signature: Signature,
}

/// A line of a file of statements.
struct SignedLine {
    statement: PackStatement,
    signature: String,
}

prescreen::words! {
    Act { Approve = "approve", Withdraw = "withdraw" }
}

prescreen::objects! {
    PackStatement { prescreen_pack_statement, act, pack, by, at, until, reason, key }
    SignedLine { statement, signature }
}

impl PackStatement {
    /// A statement, not yet signed.
    ///
    /// # Errors
    /// [`Code::Range`] when name or reason is empty or longer than 2000 bytes.
    pub fn new(
        act: Act,
        pack: PackRef,
        by: &str,
        at: Instant,
        until: Option<Date>,
        reason: Option<&str>,
        key: &PublicKey,
    ) -> Result<Self, Error> {
        for (at, words) in [("/by", Some(by)), ("/reason", reason)] {
            if words.is_some_and(|words| words.trim().is_empty() || words.len() > MAX_WORDS_BYTES) {
                return Err(Error::new(Code::Range, at, "expected 1 to 2000 bytes that say who or why"));
            }
        }
        let (by, reason) = (by.into(), reason.map(Into::into));
        Ok(Self { prescreen_pack_statement: FORMAT, act, pack, by, at, until, reason, key: key.thumbprint() })
    }

    /// The text that is signed.
    #[must_use]
    pub fn signing_input(&self) -> String {
        [TAG, &self.json().canonical()].concat()
    }
}

impl Signed {
    /// A statement with a fresh signature, brought into low-S form.
    ///
    /// # Errors
    /// [`Code::Signature`] when it is no signature.
    pub fn new(statement: PackStatement, signature: &Signature) -> Result<Self, Error> {
        Ok(Self { statement, signature: signature_form::normalise(signature)? })
    }

    /// The line of a file of statements, without its end.
    #[must_use]
    pub fn line(&self) -> String {
        self.json().canonical()
    }

    /// The same as a JSON object.
    #[must_use]
    pub fn json(&self) -> Json {
        SignedLine { statement: self.statement.clone(), signature: base64url::encode(&self.signature) }.json()
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`Code::Signature`] when the key did not make it.
    pub fn check(&self, signatures: &dyn Signatures, key: &PublicKey) -> Result<(), Error> {
        signatures.verify(key, &self.statement.signing_input(), &self.signature)
    }

    fn read(line: &str) -> Result<Self, Error> {
        let json = Json::parse(line, MAX_STATEMENTS_BYTES)?;
        let signed = Self::of(&json)?;
        if json.canonical() != line {
            return Err(Error::new(Code::Encoding, "", "this is not the one form of a statement"));
        }
        Ok(signed)
    }

    /// Reads a statement from its JSON object; its signature is for [`Signed::check`].
    ///
    /// # Errors
    /// What the strict reader says, [`Code::Range`] for another format, [`Code::Encoding`] for what is no signature.
    pub fn of(json: &Json) -> Result<Self, Error> {
        let SignedLine { statement, signature } = json::read(json)?;
        if statement.prescreen_pack_statement != FORMAT {
            return Err(Error::new(Code::Range, "/statement/prescreen_pack_statement", "expected format 1"));
        }
        let signature: Signature = base64url::decode_array(&signature)
            .ok_or_else(|| Error::new(Code::Encoding, "/signature", "expected 64 bytes in base64url"))?;
        signature_form::check(&signature)?;
        Ok(Self { statement, signature })
    }
}

/// Reads a file of statements, one a line.
///
/// # Errors
/// What is wrong first, with its line in the message: what the strict reader says, [`Code::Encoding`] for a line that is
/// not in its one form, [`Code::Limit`] when the file is too long.
pub fn read_statements(text: &str) -> Result<Vec<Signed>, Error> {
    if text.len() > MAX_STATEMENTS_BYTES {
        return Err(Error::new(Code::Limit, "", format!("more than {MAX_STATEMENTS_BYTES} bytes of statements")));
    }
    let of_line = |(n, line): (usize, &str)| {
        let number = n.saturating_add(1);
        let help = "Take the line out, and let its person sign again: `prescreen pack sign`.";
        Signed::read(line)
            .map_err(|error| Error { message: format!("line {number}: {}", error.message), ..error }.help(help))
    };
    text.lines().enumerate().map(of_line).collect()
}
