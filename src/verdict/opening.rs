//! Openings: single answers shown against a commitment, each with its salt and its way to the root.

use crate::json::{self, Json, Read, Reader, Write};
use crate::pack::Pack;
use crate::{Code, Error, objects};

use super::claims::Verdict;
use super::commit::{Committed, Context, LeafId, Salt, Tree, names, root_of};
use crate::terms::base64url;
use crate::terms::{Digest, Nonce};

/// Largest opening, in bytes: every answer of a case with its salt and its way to the root.
pub const MAX_OPENING_BYTES: usize = 1024 * 1024;

/// The format of an opening.
const FORMAT: i64 = 1;

/// Answers that lead to a commitment.
pub struct Opening {
    context: Context,
    commitment: Digest,
    values: Vec<Committed>,
}

impl Opening {
    /// Reads an opening and checks that each answer leads to the commitment, from its own place.
    ///
    /// The place matters: a patched tab could commit to the same name twice and open either.
    ///
    /// # Errors
    /// [`Code::Commitment`] when an answer leads elsewhere or stands at another name's place;
    /// [`Code::PackMismatch`] for another pack; what the strict readers say.
    pub fn read(opening: &str, pack: &Pack) -> Result<Self, Error> {
        let document: OpeningDocument = json::read_text(opening, MAX_OPENING_BYTES)?;
        if document.prescreen_opening != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_opening", "expected format 1"));
        }
        let context = Context { pack: document.pack_hash, nonce: document.nonce };
        if context.pack != pack.hash() {
            return Err(Error::new(Code::PackMismatch, "/pack_hash", "the opening is for another pack"));
        }
        let names: Vec<LeafId> = names(pack).collect();
        let leads = |one: &OpenedLeaf| {
            let leaf = context.leaf(&one.id, &one.value, &one.salt.0);
            let index = usize::try_from(one.index).ok()?;
            let in_place = names.get(index) == Some(&one.id) && one.path.len() == Tree::depth(names.len());
            root_of(leaf, index, &one.path).filter(|_| in_place)
        };
        for (n, one) in document.openings.iter().enumerate() {
            if leads(one) != Some(document.commitment) {
                return Err(Error::new(
                    Code::Commitment,
                    format!("/openings/{n}"),
                    "this does not lead to the commitment",
                ));
            }
        }
        let values = document.openings.into_iter().map(|one| Committed { id: one.id, value: one.value }).collect();
        Ok(Self { context, commitment: document.commitment, values })
    }

    /// Checks that the opening is of the answers behind a verdict.
    ///
    /// # Errors
    /// [`Code::Commitment`] when it is of others.
    pub fn check(&self, verdict: &Verdict) -> Result<(), Error> {
        let same = verdict.commitment() == self.commitment
            && verdict.nonce() == self.context.nonce
            && verdict.pack().hash == self.context.pack;
        if same {
            Ok(())
        } else {
            Err(Error::new(Code::Commitment, "/commitment", "the verdict rests on another commitment"))
        }
    }

    /// The commitment that the answers lead to.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        self.commitment
    }

    /// The session's nonce.
    #[must_use]
    pub fn nonce(&self) -> Nonce {
        self.context.nonce
    }

    /// Names and values that were opened; an unanswered one is null.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.values.iter().map(|one| (one.id.as_str(), &one.value))
    }
}

impl core::fmt::Debug for Opening {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Opening(..)")
    }
}

/// One opened answer.
pub(super) fn one(one: &Committed, salt: &Salt, index: usize, tree: &Tree) -> Result<OpenedLeaf, Error> {
    let lost = || Error::new(Code::Reference, "", "the tree does not have this leaf");
    let path = tree.path(index).ok_or_else(lost)?;
    let index = u32::try_from(index).map_err(|_| lost())?;
    Ok(OpenedLeaf { id: one.id.clone(), value: one.value.clone(), salt: LeafSalt(*salt), index, path })
}

/// The text of an opening.
pub(super) fn text_of(context: &Context, commitment: Digest, openings: Vec<OpenedLeaf>) -> String {
    let (pack_hash, nonce) = (context.pack, context.nonce);
    let document = OpeningDocument { prescreen_opening: FORMAT, pack_hash, nonce, commitment, openings };
    document.json().canonical()
}

struct OpeningDocument {
    prescreen_opening: i64,
    pack_hash: Digest,
    nonce: Nonce,
    commitment: Digest,
    openings: Vec<OpenedLeaf>,
}

pub(super) struct OpenedLeaf {
    id: LeafId,
    value: Json,
    salt: LeafSalt,
    index: u32,
    path: Vec<Digest>,
}

struct LeafSalt(Salt);

objects! {
    OpeningDocument { prescreen_opening, pack_hash, nonce, commitment, openings }
    OpenedLeaf { id, value, salt, index, path }
}

impl Read for LeafSalt {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self(base64url::read_array(json, reader))
    }
}

impl Write for LeafSalt {
    fn json(&self) -> Json {
        Json::Text(base64url::encode(&self.0))
    }
}
