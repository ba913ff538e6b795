//! Compact JWS (RFC 7515) in one form only, ES256 (RFC 7518 §3.4).
//!
//! Takes and gives text; it neither holds a key nor checks a signature. Header and payload are
//! canonical JSON (RFC 8785), so that an object has exactly one text.

use crate::json::{self, Json, Read, Reader, Write};
use crate::{Code, Error};

use super::key::Signer;
use super::signature_form::{self, Signature};
use crate::terms::Digest;
use crate::terms::base64url;

/// The suite of every object that is signed here: SHA-256, HMAC-SHA-256, ES256.
pub const SUITE: &str = "prescreen-es256-1";

/// Longest signed object, in bytes.
pub const MAX_JWS_BYTES: usize = 64 * 1024;

/// What an object is; `typ` in its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A commitment to the answers, by the session's key.
    Commit,
    /// A counted attempt, by the server.
    Ticket,
    /// A verdict, by the session's key.
    Verdict,
    /// A confirmed step, by the session's key.
    Step,
    /// What the server accepted, by the server.
    Receipt,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Commit, Self::Ticket, Self::Verdict, Self::Step, Self::Receipt];

    /// The `typ` of the header.
    #[must_use]
    pub fn typ(self) -> &'static str {
        match self {
            Self::Commit => "prescreen-commit+jws",
            Self::Ticket => "prescreen-ticket+jws",
            Self::Verdict => "prescreen-verdict+jws",
            Self::Step => "prescreen-step+jws",
            Self::Receipt => "prescreen-receipt+jws",
        }
    }

    fn by_server(self) -> bool {
        matches!(self, Self::Ticket | Self::Receipt)
    }
}

/// What can be signed: a closed object with one kind.
///
/// [`Read`] and [`Write`] are without the member `suite`.
pub trait Claims: Read + Write {
    /// What the object is.
    const KIND: Kind;

    /// Members that may be null and came later: an object without them is in the one form of its day.
    const LATER: &'static [&'static str] = &[];

    /// The text to sign: header and payload in base64url, joined by a dot.
    fn signing_input(&self, signer: &Signer) -> String {
        self.signing_input_without(signer, |_| false)
    }

    /// The same without the members that came later, as far as they are named and null.
    fn signing_input_without(&self, signer: &Signer, is_absent: impl Fn(&str) -> bool) -> String {
        let mut payload = self.json();
        if let Json::Map(fields) = &mut payload {
            fields.retain(|(name, value)| *value != Json::Null || !Self::LATER.contains(&&**name) || !is_absent(name));
            fields.push(("suite".into(), Json::text(SUITE)));
        }
        let part = |json: &Json| base64url::encode(json.canonical().as_bytes());
        [part(&header(Self::KIND, signer)), part(&payload)].join(".")
    }
}

/// A signed object that was opened. Its form is checked; its signature is not.
#[derive(Debug, Clone)]
pub struct Compact {
    /// What it is.
    pub kind: Kind,
    /// Who says to have signed it.
    pub signer: Signer,
    /// The payload.
    pub payload: Json,
    /// What was signed: the text up to the second dot.
    pub signing_input: String,
    /// The signature, in low-S form.
    pub signature: Signature,
    /// SHA-256 of the whole text.
    pub hash: Digest,
}

/// The same with its claims read.
#[derive(Debug, Clone)]
pub struct Opened<T> {
    /// What it says.
    pub claims: T,
    /// Who says to have signed it.
    pub signer: Signer,
    /// What was signed: the text up to the second dot.
    pub signing_input: String,
    /// The signature, in low-S form.
    pub signature: Signature,
    /// SHA-256 of the whole text.
    pub hash: Digest,
}

impl Compact {
    /// Opens a compact JWS.
    ///
    /// # Errors
    /// [`Code::Limit`], [`Code::Encoding`], [`Code::Algorithm`], [`Code::Signature`], or what the
    /// strict JSON reader says, with a pointer that starts with `/header`, `/payload` or `/signature`.
    pub fn open(jws: &str) -> Result<Self, Error> {
        if jws.len() > MAX_JWS_BYTES {
            return Err(Error::new(Code::Limit, "", "longer than 64 KiB"));
        }
        let mut parts = jws.split('.');
        let (Some(protected), Some(claims), Some(signed), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Error::new(Code::Encoding, "", "expected three parts joined by dots"));
        };
        let (kind, signer) = read_header(protected)?;
        let (payload, json) = part(claims, "/payload")?;
        if json.canonical() != payload {
            return Err(not_canonical("/payload"));
        }
        let signature = base64url::decode_array(signed)
            .ok_or_else(|| Error::new(Code::Encoding, "/signature", "expected 64 bytes in base64url"))?;
        signature_form::check(&signature)?;
        Ok(Self {
            kind,
            signer,
            payload: json,
            signing_input: [protected, claims].join("."),
            signature,
            hash: Digest::of(jws.as_bytes()),
        })
    }

    /// The same object, if it is of this kind.
    ///
    /// # Errors
    /// [`Code::Type`] for another kind.
    pub fn of_kind(self, kind: Kind) -> Result<Self, Error> {
        if self.kind == kind {
            return Ok(self);
        }
        Err(Error::new(Code::Type, "/header/typ", ["expected '", kind.typ(), "'"].concat()))
    }

    /// Reads the claims of one kind.
    ///
    /// # Errors
    /// [`Code::Type`] for another kind, [`Code::Algorithm`] for another suite, and what is wrong with
    /// the claims, with a JSON pointer.
    pub fn read<T: Claims>(self) -> Result<Opened<T>, Error> {
        let opened = self.of_kind(T::KIND)?;
        let Json::Map(mut fields) = opened.payload else {
            return Err(Error::new(Code::Type, "/payload", "expected an object"));
        };
        let suite = fields.iter().position(|(name, _)| name == "suite").map(|at| fields.remove(at).1);
        if suite != Some(Json::text(SUITE)) {
            return Err(Error::new(Code::Algorithm, "/suite", ["expected '", SUITE, "'"].concat()));
        }
        let payload = Json::Map(fields);
        let claims: T = json::read(&payload)?;
        // Reading loses nothing and refuses what it does not know, so the same claims make the same
        // text unless a member was left out that may be null.
        let is_absent = |name: &str| payload.get(name).is_none();
        if claims.signing_input_without(&opened.signer, is_absent) != opened.signing_input {
            return Err(Error::new(Code::MissingField, "", "a member is left out; write an empty one as null"));
        }
        Ok(Opened {
            claims,
            signer: opened.signer,
            signing_input: opened.signing_input,
            signature: opened.signature,
            hash: opened.hash,
        })
    }
}

impl<T: Claims> Opened<T> {
    /// Opens a compact JWS and reads its claims.
    ///
    /// # Errors
    /// As [`Compact::open`] and [`Compact::read`].
    pub fn open(jws: &str) -> Result<Self, Error> {
        Compact::open(jws)?.read()
    }
}

/// Joins a signing input and a fresh signature, brought into low-S form.
///
/// # Errors
/// [`Code::Signature`] when r or s is zero or not below the group's order; what [`Compact::open`]
/// says of the result.
pub fn seal(signing_input: &str, signature: &Signature) -> Result<String, Error> {
    let signature = signature_form::normalise(signature)?;
    let jws = [signing_input, &base64url::encode(&signature)].join(".");
    Compact::open(&jws)?;
    Ok(jws)
}

/// The header of an object.
#[must_use]
pub fn header(kind: Kind, signer: &Signer) -> Json {
    let key = match signer {
        Signer::Session(key) => ("jwk", key.jwk()),
        Signer::Server(kid) => ("kid", kid.json()),
    };
    Json::object([("alg", Json::text("ES256")), key, ("typ", Json::text(kind.typ()))])
}

fn read_header(protected: &str) -> Result<(Kind, Signer), Error> {
    let (source, json) = part(protected, "/header")?;
    let Header { kind, signer } =
        json::read(&json).map_err(|error: Error| Error { at: ["/header", &error.at].concat(), ..error })?;
    if header(kind, &signer).canonical() != source {
        return Err(not_canonical("/header"));
    }
    Ok((kind, signer))
}

struct Header {
    kind: Kind,
    signer: Signer,
}

impl Read for Header {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        if reader.field::<String>(json, "alg") != "ES256" {
            reader.fail_at("alg", Code::Algorithm, "expected ES256");
        }
        let typ: String = reader.field(json, "typ");
        let kind = Kind::ALL.into_iter().find(|kind| kind.typ() == typ).unwrap_or_else(|| {
            reader.fail_at("typ", Code::Type, "not a kind of object that is signed here");
            Kind::Verdict
        });
        let (name, signer) = if kind.by_server() {
            ("kid", Signer::Server(reader.field(json, "kid")))
        } else {
            ("jwk", Signer::Session(reader.field(json, "jwk")))
        };
        reader.object(json, &["alg", name, "typ"]);
        Self { kind, signer }
    }
}

fn part(encoded: &str, at: &str) -> Result<(String, Json), Error> {
    let bytes = base64url::decode(encoded)
        .ok_or_else(|| Error::new(Code::Encoding, at, "not canonical base64url without padding"))?;
    let source = String::from_utf8(bytes).map_err(|_| Error::new(Code::Encoding, at, "not UTF-8"))?;
    let json = Json::parse(&source, MAX_JWS_BYTES).map_err(|error| Error { at: [at, &error.at].concat(), ..error })?;
    Ok((source, json))
}

fn not_canonical(at: &str) -> Error {
    Error::new(Code::Encoding, at, "not in canonical form").help("Write it as RFC 8785 says.")
}
