//! Who checks signatures: natively at once, in a browser later.

use std::cell::RefCell;
use std::collections::BTreeMap;

use prescreen::terms::{Digest, base64url};
use prescreen::verdict::signature_form::Signature;
use prescreen::verdict::{Opened, PublicKey, Signer};
use prescreen::{Code, Error};

/// Checks ES256 signatures.
pub trait Signatures {
    /// Checks a signature.
    ///
    /// # Errors
    /// [`Code::Signature`] when the key did not make it.
    fn verify(&self, key: &PublicKey, signing_input: &str, signature: &Signature) -> Result<(), Error>;
}

/// Checks the signature of an object by a session's key, which stands in its header.
///
/// # Errors
/// [`Code::Signature`] when that key did not sign it, [`Code::Key`] when the header has none.
pub fn by_session<T>(signatures: &dyn Signatures, object: &Opened<T>) -> Result<(), Error> {
    match &object.signer {
        Signer::Session(key) => signatures.verify(key, &object.signing_input, &object.signature),
        Signer::Server(_) => Err(Error::new(Code::Key, "/header/kid", "the server's key is needed to check this")),
    }
}

/// Checks the signature of an object by a server.
///
/// # Errors
/// [`Code::Key`] when the header names another key, [`Code::Signature`] when the key did not sign it.
pub fn by_server<T>(signatures: &dyn Signatures, object: &Opened<T>, key: &PublicKey) -> Result<(), Error> {
    if object.signer != Signer::Server(key.thumbprint()) {
        return Err(Error::new(Code::Key, "/header/kid", "signed with another key than the server's"));
    }
    signatures.verify(key, &object.signing_input, &object.signature)
}

/// A signature that somebody else has to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The key's coordinates, in base64url.
    pub key: [String; 2],
    /// What was signed.
    pub signing_input: String,
    /// The signature, in base64url.
    pub signature: String,
}

/// Where signatures are checked later: takes each for good at first and keeps the question; once it is answered, a second
/// run of the same check says what is wrong, and where.
#[derive(Debug, Default)]
pub struct Asked {
    questions: RefCell<BTreeMap<Digest, Question>>,
    answers: RefCell<BTreeMap<Digest, bool>>,
}

impl Asked {
    /// The questions without an answer, each by its name.
    #[must_use]
    pub fn questions(&self) -> Vec<(Digest, Question)> {
        self.questions.borrow().iter().map(|(name, question)| (*name, question.clone())).collect()
    }

    /// Answers a question: whether the key made the signature. Gives whether it was asked.
    pub fn answer(&self, name: &Digest, holds: bool) -> bool {
        let asked = self.questions.borrow_mut().remove(name).is_some();
        if asked {
            self.answers.borrow_mut().insert(*name, holds);
        }
        asked
    }

    /// Forgets the answers that no later check asks for again.
    pub fn forget(&self) {
        self.answers.borrow_mut().clear();
    }
}

impl Signatures for Asked {
    fn verify(&self, key: &PublicKey, signing_input: &str, signature: &Signature) -> Result<(), Error> {
        let question = Question {
            key: key.coordinates().map(|part| base64url::encode(&part)),
            signing_input: signing_input.into(),
            signature: base64url::encode(signature),
        };
        // No part holds a dot too many: an input has one, base64url none.
        let [x, y] = &question.key;
        let name = Digest::of([x.as_str(), y, signing_input, &question.signature].join(".").as_bytes());
        match self.answers.borrow().get(&name) {
            Some(true) => return Ok(()),
            Some(false) => return Err(not_signed()),
            None => {}
        }
        self.questions.borrow_mut().insert(name, question);
        Ok(())
    }
}

/// The one error of a signature that does not hold.
#[must_use]
pub fn not_signed() -> Error {
    Error::new(Code::Signature, "/signature", "the signature does not verify")
}
