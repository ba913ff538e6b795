//! What can be wrong with a document, said to whoever can mend it.
//!
//! Takes nothing from a person: a message about a case names the pack's own ids and the place,
//! never a value the person gave.

use core::fmt;

/// A document, call or claim that cannot be used, with the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Error {
    /// Stable code, for programs.
    pub code: Code,
    /// JSON pointer (RFC 6901) into the document, or line or byte of a model that is not JSON; empty for the whole of it.
    pub at: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it, in one sentence; may be empty.
    pub help: String,
    /// What a signed object is about another one of, where that is what is wrong.
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub mismatch: Option<Mismatch>,
}

macro_rules! mismatches {
    ($($(#[$doc:meta])* $name:ident = $code:ident $at:literal,)*) => {
        /// What a signed object names, and the server, the session or the pack names otherwise.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Mismatch { $($(#[$doc])* $name,)* }

        impl Mismatch {
            /// JSON pointer to the claim.
            #[must_use]
            pub fn at(self) -> &'static str {
                match self { $(Self::$name => $at,)* }
            }

            fn code(self) -> Code {
                match self { $(Self::$name => Code::$code,)* }
            }
        }
    };
}

mismatches! {
    /// The session.
    Session = Claim "/session",
    /// The session's nonce.
    Nonce = Claim "/nonce",
    /// The origin that the object is for.
    Audience = Claim "/aud",
    /// What the investor is here for.
    Purpose = Claim "/purpose",
    /// The firm's name for the person.
    Subject = Claim "/subject",
    /// The questionnaire's variant.
    Variant = Claim "/variant",
    /// The product, or its sheet.
    Product = Claim "/product",
    /// The commitment that the ticket counted.
    Commitment = Claim "/commitment",
    /// The ticket.
    Ticket = Claim "/ticket",
    /// The verdict that a step or receipt follows.
    Verdict = Claim "/verdict",
    /// A locale that the pack does not have.
    Locale = Claim "/locale",
    /// The document of the step that comes next.
    Document = Step "/document",
    /// The pack, or its version.
    Pack = PackMismatch "/pack",
    /// A shadow pack that the pack does not list.
    Shadow = Claim "/shadow",
    /// A shadow pack that is not held here.
    UnknownShadow = PackMismatch "/shadow/pack",
    /// A shadow pack with other classes than the pack discloses.
    ShadowClasses = Claim "/shadow/pack",
    /// A class that the shadow pack does not have.
    ShadowClass = Claim "/shadow/class",
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The stable codes of an error.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// The code as it appears in every language and on every wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The text is not JSON, or not the strict JSON that is read here.
    Syntax = "syntax",
    /// The same key twice in one object.
    RepeatedKey = "repeated-key",
    /// A number that is not an integer within ±(2^53−1).
    Number = "number",
    /// Larger, longer or deeper than a named limit.
    Limit = "limit",
    /// A required field is missing.
    MissingField = "missing-field",
    /// A field that this document does not have.
    UnknownField = "unknown-field",
    /// A value of another type or form.
    Type = "type",
    /// A value outside its range or list.
    Range = "range",
    /// An id that nothing declares.
    Reference = "reference",
    /// The same id twice.
    Duplicate = "duplicate",
    /// An operator or operand that a condition may not have.
    Condition = "condition",
    /// Bands that leave a gap, overlap, or cannot be reached.
    Bands = "bands",
    /// A rule with neither or both of a source and the firm's mark.
    Basis = "basis",
    /// A text missing, one that nothing uses, or one that does not show what it says.
    Text = "text",
    /// A pack that says two things at once.
    Inconsistent = "inconsistent",
    /// The pack is not in force at the session's time.
    NotInForce = "not-in-force",
    /// The document is for another pack.
    PackMismatch = "pack-mismatch",
    /// Not the compact, canonical form of a signed object.
    Encoding = "encoding",
    /// The signature does not verify, or is not in low-S form.
    Signature = "signature",
    /// Another algorithm or suite than the one that is accepted.
    Algorithm = "algorithm",
    /// Signed with another key than the session's.
    Key = "key",
    /// A claim differs from what the session, the ticket or the pack says.
    Claim = "claim",
    /// An opening that does not lead to the commitment.
    Commitment = "commitment",
    /// The session, ticket or pack is past its time.
    Expired = "expired",
    /// A step that is missing, repeated with other content or out of order.
    Step = "step",
    /// A step whose waiting time is not over.
    TooEarly = "too-early",
    /// A model of a kind that is not read here.
    Unsupported = "unsupported",
    /// A rule or model for fraud that reads age, sex or origin.
    Protected = "protected-feature",
}

impl Error {
    /// An error at a JSON pointer.
    pub fn new(code: Code, at: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, at: at.into(), message: message.into(), help: String::new(), mismatch: None }
    }

    /// An error of an object that is about another one.
    pub fn mismatch(mismatch: Mismatch, message: impl Into<String>) -> Self {
        Self { mismatch: Some(mismatch), ..Self::new(mismatch.code(), mismatch.at(), message) }
    }

    /// The same error with nothing of a private document in it: the code, a fixed sentence, and the
    /// pointer as far as the document's form names it.
    #[must_use]
    pub fn without_content(self) -> Self {
        let message = match self.code {
            Code::Limit => "the document is larger or deeper than its limit",
            Code::RepeatedKey => "a key stands twice in one object",
            Code::Number => "a number is not an integer within ±(2^53−1)",
            Code::Syntax => "the document is not valid JSON",
            Code::UnknownField => "the document has a field that is not one of its form",
            _ => "a value is not of the form that this place asks for",
        };
        let declared =
            ["/answers", "/facts", "/clarified", "/signals"].into_iter().find(|part| self.at.starts_with(part));
        Self { at: declared.unwrap_or_default().into(), message: message.into(), ..self }
    }

    /// The same error with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.at.is_empty() {
            write!(f, " (at {})", self.at)?;
        }
        if !self.help.is_empty() {
            write!(f, ". {}", self.help)?;
        }
        Ok(())
    }
}

impl core::error::Error for Error {}
