//! Openings: single answers shown against a commitment, each with its salt and its way to the root.

use crate::json::Json;
use crate::pack::Pack;
use crate::{Code, Error};

use super::base64url;
use super::claims::Verdict;
use super::commit::{names, root_of, Committed, Context, LeafId, Salt, Tree};
use super::digest::{Digest, Nonce};
use super::read::{object, text, Reader};
use super::record::MAX_RECORD_BYTES;

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
        let mut reader = Reader::of(Json::parse(opening, MAX_RECORD_BYTES)?, String::new())?;
        if reader.integer("prescreen_opening")? != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_opening", "this version reads format 1"));
        }
        let context = Context { pack: reader.digest("pack_hash")?, nonce: reader.nonce("nonce")? };
        let commitment = reader.digest("commitment")?;
        let openings = reader.list("openings")?;
        reader.finish()?;
        if context.pack.as_bytes() != pack.hash() {
            return Err(Error::new(Code::PackMismatch, "/pack_hash", "the opening is for another pack"));
        }
        let names: Vec<LeafId> = names(pack).collect();
        let mut values = Vec::with_capacity(openings.len());
        for (n, json) in openings.into_iter().enumerate() {
            let at = format!("/openings/{n}");
            let (one, salt, index, path) = read_one(json, &at)?;
            let leaf = context.leaf(&one.id, &one.value, &salt);
            let in_place = names.get(index) == Some(&one.id) && path.len() == Tree::depth(names.len());
            if !in_place || root_of(leaf, index, &path) != Some(commitment) {
                return Err(Error::new(Code::Commitment, at, "this does not lead to the commitment"));
            }
            values.push(one);
        }
        Ok(Self { context, commitment, values })
    }

    /// Checks that the opening is of the answers behind a verdict.
    ///
    /// # Errors
    /// [`Code::Commitment`] when it is of others.
    pub fn check(&self, verdict: &Verdict) -> Result<(), Error> {
        let same = verdict.commitment() == self.commitment
            && verdict.nonce() == self.context.nonce
            && Digest::parse(&verdict.pack().hash) == Some(self.context.pack);
        if same { Ok(()) } else { Err(Error::new(Code::Commitment, "/commitment", "the verdict rests on another commitment")) }
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
pub(super) fn one(one: &Committed, salt: &Salt, index: usize, tree: &Tree) -> Result<Json, Error> {
    let lost = || Error::new(Code::Reference, "", "the tree does not have this leaf");
    let path = tree.path(index).ok_or_else(lost)?;
    Ok(object([
        ("id", text(one.id.as_str())),
        ("value", one.value.clone()),
        ("salt", text(base64url::encode(salt))),
        ("index", Json::Int(i64::try_from(index).map_err(|_| lost())?)),
        ("path", Json::List(path.iter().map(text).collect())),
    ]))
}

/// The text of an opening.
pub(super) fn text_of(context: &Context, commitment: Digest, openings: Vec<Json>) -> String {
    let opening = object([
        ("prescreen_opening", Json::Int(FORMAT)),
        ("pack_hash", text(context.pack)),
        ("nonce", text(context.nonce)),
        ("commitment", text(commitment)),
        ("openings", Json::List(openings)),
    ]);
    opening.canonical()
}

fn read_one(json: Json, at: &str) -> Result<(Committed, Salt, usize, Vec<Digest>), Error> {
    let mut reader = Reader::of(json, at.into())?;
    let wrong = |name: &str, message: &str| Error::new(Code::Type, format!("{at}/{name}"), message);
    let id = LeafId::parse(&reader.text("id")?).ok_or_else(|| wrong("id", "a name is item/ID, fact/ID or clarified"))?;
    let value = reader.take("value")?;
    let salt = base64url::decode_array(&reader.text("salt")?)
        .ok_or_else(|| wrong("salt", "a salt is 16 bytes in base64url"))?;
    let index = usize::try_from(reader.integer("index")?).map_err(|_| wrong("index", "an index is not negative"))?;
    let sibling = |json: Json| match json {
        Json::Text(text) => Digest::parse(&text),
        _ => None,
    };
    let path = reader.list("path")?.into_iter().map(sibling).collect::<Option<Vec<Digest>>>();
    let path = path.ok_or_else(|| wrong("path", "a path is a list of hashes"))?;
    reader.finish()?;
    Ok((Committed { id, value }, salt, index, path))
}
