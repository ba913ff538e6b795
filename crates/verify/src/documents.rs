//! Documents that lie side by side, as somebody put them there: each is checked against those beside it that belong to it.

use prescreen::json::{self, Json, Write as _};
use prescreen::terms::{Digest, base64url};
use prescreen::verdict::{Opened, Receipt, Record, SealedRecord, Verdict};
use prescreen::{Error, Pack, Session};

use crate::export::Export;
use crate::governance::{self, Approvers, Signed, read_statements};
use crate::kept::SessionRecord;
use crate::kind::MAX_DOCUMENT_BYTES;
use crate::{Against, Findings, Keys, Kind, Limit, Signatures};

/// What lies side by side. A place stays a document's until it is taken away.
#[derive(Default)]
pub struct Documents {
    places: Vec<Option<Document>>,
}

/// A document that was read, with the text where that is what is checked.
enum Document {
    Receipt(String, Box<Opened<Receipt>>),
    /// With the text of its verdict.
    Record(Box<Record>, String),
    Answer(Box<SessionRecord>),
    Opening(String),
    SealedRecord(Box<SealedRecord>),
    Verdict(String, Box<Opened<Verdict>>),
    Session(Box<Session>),
    Pack(String, Box<Pack>),
    Keys(Keys),
    Statements(Vec<Signed>),
    Approvers(Approvers),
}

impl Document {
    fn read(text: &str) -> Result<(Kind, Self), Error> {
        let kind = Kind::of(text)?;
        let line = || text.trim_end().to_owned();
        let document = match kind {
            Kind::Receipt => Self::Receipt(line(), Box::new(Opened::open(&line())?)),
            Kind::Verdict => Self::Verdict(line(), Box::new(Opened::open(&line())?)),
            Kind::Record => {
                let record = Record::read(text)?;
                let verdict = &record.objects().verdict;
                let verdict = [&*verdict.signing_input, &base64url::encode(&verdict.signature)].join(".");
                Self::Record(Box::new(record), verdict)
            }
            Kind::Answer => Self::Answer(Box::new(json::read_text(text, MAX_DOCUMENT_BYTES)?)),
            Kind::Opening => Self::Opening(text.into()),
            Kind::SealedRecord => {
                let json = Json::parse(text, MAX_DOCUMENT_BYTES)?;
                Self::SealedRecord(Box::new(SealedRecord::of(json.get("record").unwrap_or(&json))?))
            }
            Kind::Session => Self::Session(Box::new(Session::read(text)?)),
            Kind::Pack => Self::Pack(text.into(), Box::new(Pack::load(text)?)),
            Kind::Keys => Self::Keys(Keys::parse(text)?),
            Kind::Statements => Self::Statements(read_statements(text)?),
            Kind::Approvers => Self::Approvers(Approvers::read(text)?),
        };
        Ok((kind, document))
    }

    fn is_checked(&self) -> bool {
        matches!(
            self,
            Self::Receipt(..)
                | Self::Record(..)
                | Self::Answer(_)
                | Self::Opening(_)
                | Self::SealedRecord(_)
                | Self::Statements(_)
        )
    }

    /// The nonce of the session that it is of.
    fn nonce(&self) -> Option<String> {
        match self {
            Self::Record(record, _) => Some(record.session().nonce.text()),
            Self::Answer(answer) => Some(answer.document.nonce.text()),
            Self::SealedRecord(sealed) => Some(sealed.nonce.text()),
            Self::Verdict(_, verdict) => Some(verdict.claims.nonce().text()),
            Self::Session(session) => Some(session.nonce.text()),
            Self::Opening(text) => member(text, "nonce"),
            Self::Receipt(..) | Self::Pack(..) | Self::Keys(_) | Self::Statements(_) | Self::Approvers(_) => None,
        }
    }

    /// The pack that it names.
    fn pack(&self) -> Option<Digest> {
        match self {
            Self::Record(record, _) => Some(record.session().pack.hash),
            Self::Answer(answer) => Some(answer.document.pack.hash),
            Self::Opening(text) => Digest::parse(&member(text, "pack_hash")?),
            _ => None,
        }
    }

    /// The hash of the verdict that it is or names.
    fn verdict(&self) -> Option<Digest> {
        match self {
            Self::Verdict(_, verdict) => Some(verdict.hash),
            Self::Record(record, _) => Some(record.objects().verdict.hash),
            Self::Answer(answer) => Some(Digest::of(answer.verdict.as_bytes())),
            Self::Receipt(_, receipt) => Some(receipt.claims.verdict),
            _ => None,
        }
    }
}

/// A text member of a document.
fn member(text: &str, name: &str) -> Option<String> {
    Json::parse(text, MAX_DOCUMENT_BYTES).ok()?.get(name).and_then(Json::as_text).map(Into::into)
}

impl Documents {
    /// Puts a document there; gives what it is, and its place.
    ///
    /// # Errors
    /// What is wrong with it, as far as it shows by itself.
    pub fn add(&mut self, text: &str) -> Result<(Kind, usize), Error> {
        let (kind, document) = Document::read(text)?;
        self.places.push(Some(document));
        Ok((kind, self.places.len().saturating_sub(1)))
    }

    /// Takes a document away.
    pub fn remove(&mut self, place: usize) {
        if let Some(document) = self.places.get_mut(place) {
            *document = None;
        }
    }

    fn all(&self) -> impl Iterator<Item = &Document> {
        self.places.iter().flatten()
    }

    /// The server's keys that lie here, together.
    fn keys(&self) -> Option<Keys> {
        let sets =
            self.all().filter_map(|document| if let Document::Keys(keys) = document { Some(keys) } else { None });
        sets.fold(None, |all: Option<Keys>, keys| Some(all.map_or_else(|| keys.clone(), |all| all.and(keys))))
    }

    /// The list of approvers that lies here, the first where there are several.
    fn approvers(&self) -> Option<&Approvers> {
        self.all().find_map(|document| if let Document::Approvers(list) = document { Some(list) } else { None })
    }

    /// A check of an export, with the keys, the list of approvers and the packs that lie here.
    ///
    /// # Errors
    /// None that these documents, which were read, can give.
    pub fn export(&self) -> Result<Export, Error> {
        let texts =
            self.all().filter_map(|document| if let Document::Pack(text, _) = document { Some(text) } else { None });
        let approvers = self.approvers().cloned();
        Ok(Export::new(self.keys(), approvers, texts.map(|text| Pack::load(text)).collect::<Result<Vec<_>, _>>()?))
    }

    /// Checks the document at a place against those beside it that belong to it; none where it is none to be checked.
    /// Where no other document is checked, all the others are taken to belong to it, so that it is said that they do not.
    ///
    /// # Errors
    /// Where it breaks.
    pub fn check(&self, place: usize, signatures: &dyn Signatures) -> Option<Result<Findings, Error>> {
        let document = self.places.get(place)?.as_ref().filter(|document| document.is_checked())?;
        let alone = self.all().filter(|other| other.is_checked()).count() == 1;
        let keys = self.keys();
        let (nonce, verdict) = (document.nonce(), document.verdict());
        let belongs = |other: &&Document| {
            let same = |one: Option<bool>| one.unwrap_or(false);
            let by_nonce = same(nonce.as_ref().map(|nonce| other.nonce().as_ref() == Some(nonce)));
            by_nonce || same(verdict.map(|verdict| other.verdict() == Some(verdict)))
        };
        let others = || self.all().filter(|other| !core::ptr::eq(*other, document));
        let is_record = matches!(document, Document::Record(..) | Document::Answer(_));
        let mut against = Against { keys: keys.as_ref(), ..Against::nothing(signatures) };
        against.packs = others()
            .filter_map(|other| if let Document::Pack(_, pack) = other { Some(&**pack) } else { None })
            .collect();
        for other in others().filter(|other| alone || belongs(other)) {
            match other {
                Document::Verdict(text, _) => against.verdicts.push(text),
                Document::Session(session) => against.sessions.push(session),
                Document::Receipt(text, _) => against.receipt = Some(text),
                // What the person has is not the firm's copy.
                Document::Record(_, verdict) if !is_record => against.verdicts.push(verdict),
                Document::Answer(answer) => against.verdicts.push(&answer.verdict),
                _ => {}
            }
        }
        if !alone {
            let named = document.pack();
            against.packs.retain(|pack| named.is_none_or(|named| pack.hash() == named));
        }
        Some(match document {
            Document::Receipt(text, _) => against.receipt(text),
            Document::Record(record, _) => against.record(record),
            Document::Answer(answer) => against.answer(answer),
            Document::Opening(text) => against.opening(text),
            Document::SealedRecord(sealed) => Ok(Findings {
                limits: vec![Limit::SealedInside],
                said: vec![(
                    "sealed".into(),
                    Json::object([("key", sealed.key.json()), ("session", sealed.session.json())]),
                )],
                ..Findings::default()
            }),
            Document::Statements(statements) => {
                governance::findings(statements, self.approvers(), &against.packs, signatures)
            }
            Document::Verdict(..)
            | Document::Session(_)
            | Document::Pack(..)
            | Document::Keys(_)
            | Document::Approvers(_) => return None,
        })
    }
}
