//! The record: everything behind a verdict, for the person to keep, and to open one answer at a time.
//!
//! Takes a case and the objects that were exchanged, gives one JSON text for the person. What a person opens is theirs to
//! choose. Nothing here sends it: where the pack says that the firm keeps it too, it leaves the tab sealed (`sealed`), or
//! in clear.

use crate::assessment::Assessment;
use crate::case::{Case, Found};
use crate::id::Id;
use crate::json::{self, Entries, Json, Write};
use crate::pack::Pack;
use crate::screen::Screening;
use crate::session::Session;
use crate::terms::PackRef;
use crate::{Code, Error, objects};

use super::arithmetic::ArithmeticRecord;
use super::claims::Verdict;
use super::commit::{Commit, Committed, Context, LeafId, Seed, committed};
use super::jws::{Claims, Opened};
use super::opening;
use super::receipt::Receipt;
use super::ticket::Ticket;

/// Largest record, in bytes: a case, a session and four signed objects.
pub const MAX_RECORD_BYTES: usize = 1024 * 1024;

/// The format of a record.
pub(super) const FORMAT: i64 = 1;

/// The texts that were exchanged, and the seed of the commitment.
#[derive(Debug, Clone, Copy)]
pub struct Exchanged<'a> {
    /// The seed of the commitment.
    pub seed: &'a Seed,
    /// The signed commitment.
    pub commit: &'a str,
    /// The ticket.
    pub ticket: &'a str,
    /// The signed verdict.
    pub verdict: &'a str,
    /// The last receipt; none before the verdict is accepted.
    pub receipt: Option<&'a str>,
}

/// A record whose parts belong together; signatures are not checked.
pub struct Record {
    session: Session,
    pack: PackRef,
    seed: Seed,
    values: Vec<Committed>,
    objects: Objects,
}

/// The signed objects of one session.
#[derive(Debug)]
pub struct Objects {
    /// The commitment.
    pub commit: Opened<Commit>,
    /// The ticket.
    pub ticket: Opened<Ticket>,
    /// The verdict.
    pub verdict: Opened<Verdict>,
    /// The last receipt; none in a record that was made before the verdict was accepted, as the firm's is.
    pub receipt: Option<Opened<Receipt>>,
}

impl Record {
    /// Writes a record. `shown`: what the person saw, as the page tells it, or null. Whether its parts belong together is
    /// for [`Record::read`] to say.
    #[must_use]
    pub fn write(screening: &Screening<'_>, exchange: &Exchanged<'_>, shown: Json) -> String {
        let document = RecordDocument {
            prescreen_record: FORMAT,
            session: screening.session().clone(),
            pack: screening.pack().reference().clone(),
            seed: exchange.seed.clone(),
            values: committed(screening.pack(), screening.case()),
            commit: exchange.commit.into(),
            ticket: exchange.ticket.into(),
            verdict: exchange.verdict.into(),
            receipt: exchange.receipt.map(Into::into),
            arithmetic: ArithmeticRecord::of(screening).json(),
            shown: Some(shown),
        };
        document.json().canonical()
    }

    /// Reads a record: seed and values lead to the commitment that commit, ticket and verdict name,
    /// and the objects name each other.
    ///
    /// # Errors
    /// [`Code::Commitment`] when seed and values lead elsewhere; [`Code::Claim`], [`Code::Key`] or
    /// [`Code::PackMismatch`] when objects do not belong together; what the strict readers say.
    pub fn read(record: &str) -> Result<Self, Error> {
        let document: RecordDocument = json::read_text(record, MAX_RECORD_BYTES)?;
        if document.prescreen_record != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_record", "expected format 1"));
        }
        let objects = Objects {
            commit: opened(&document.commit, "commit")?,
            ticket: opened(&document.ticket, "ticket")?,
            verdict: opened(&document.verdict, "verdict")?,
            receipt: document.receipt.as_deref().map(|receipt| opened(receipt, "receipt")).transpose()?,
        };
        let RecordDocument { session, pack, seed, values, .. } = document;
        let record = Self { session, pack, seed, values, objects };
        record.check()?;
        Ok(record)
    }

    /// The signed objects.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The session, as the record has it: nothing in it is signed but its id and nonce.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Opens single answers: the text holds these and no other.
    ///
    /// # Errors
    /// [`Code::Reference`] when the record does not have a name, `item/ID`, `fact/ID`, `clarified` or `record`.
    pub fn open(&self, names: &[&str]) -> Result<String, Error> {
        let context = self.context();
        let tree = context.tree(&self.values, &self.seed);
        let one = |name: &&str| {
            let found = self.values.iter().enumerate().find(|(_, one)| one.id.as_str() == *name);
            let (index, one) = found.ok_or_else(|| {
                Error::new(Code::Reference, "", format!("the record does not have '{name}'"))
                    .help("Names are item/ID, fact/ID, clarified, and record where the firm keeps one.")
            })?;
            opening::one(one, &self.seed.salt(&one.id), index, &tree)
        };
        let openings = names.iter().map(one).collect::<Result<_, Error>>()?;
        Ok(opening::text_of(&context, tree.root(), openings))
    }

    /// Screens the recorded case again and compares the result with the verdict. Signals are not in a
    /// record, nor is a shadow pack: what they led to is taken as the verdict says.
    ///
    /// # Errors
    /// [`Code::PackMismatch`] for another pack, [`Code::Commitment`] when the committed names are not
    /// the pack's in its order, [`Code::Claim`] when the same rules give another verdict.
    pub fn replay(&self, pack: &Pack) -> Result<Assessment, Error> {
        if self.pack != *pack.reference() {
            return Err(Error::new(Code::PackMismatch, "/pack", "the record is for another pack"));
        }
        let case = self.case(pack);
        let names = |values: &[Committed]| values.iter().map(|one| one.id.clone()).collect::<Vec<LeafId>>();
        if names(&self.values) != names(&committed(pack, &case)) {
            return Err(Error::new(Code::Commitment, "/values", "the names are not the pack's in its order"));
        }
        let screening = Screening::of(pack, &self.session, case)?;
        let verdict = &self.objects.verdict.claims;
        let (commitment, jkt) = (verdict.commitment(), self.objects.verdict.signer.thumbprint());
        let again = Verdict::minimise(&screening, &self.objects.ticket, commitment, jkt, verdict.iat(), None)?;
        if !verdict.follows_from(&again) {
            return Err(Error::new(Code::Claim, "/verdict", "the same rules give another verdict"));
        }
        Ok(screening.assessment().clone())
    }

    fn check(&self) -> Result<(), Error> {
        let Objects { commit, ticket, verdict, receipt } = &self.objects;
        let context = self.context();
        let tree = context.tree(&self.values, &self.seed);
        if tree.root() != commit.claims.commitment {
            return Err(Error::new(Code::Commitment, "/values", "seed and values do not lead to the commitment"));
        }
        if self.session.pack != self.pack || *verdict.claims.pack() != self.pack || commit.claims.pack != context.pack {
            return Err(Error::new(Code::PackMismatch, "/pack", "session, commitment and verdict are for other packs"));
        }
        if commit.signer != verdict.signer {
            return Err(Error::new(Code::Key, "/commit", "commitment and verdict are signed with other keys"));
        }
        ticket.check(&self.session, &verdict.signer.thumbprint())?;
        if let Some(receipt) = receipt {
            receipt.check(verdict)?;
        }
        let compared = [
            ("/commit", commit.claims.session == self.session.id && commit.claims.nonce == context.nonce),
            ("/ticket", ticket.claims.commitment == commit.claims.commitment),
            ("/verdict", verdict.claims.commitment() == commit.claims.commitment),
            ("/verdict", verdict.claims.ticket() == ticket.hash),
            ("/verdict", *verdict.claims.session() == self.session.id && verdict.claims.nonce() == context.nonce),
        ];
        match compared.iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((at, _)) => Err(Error::new(Code::Claim, *at, "this belongs to another session")),
        }
    }

    fn context(&self) -> Context {
        Context { pack: self.pack.hash, nonce: self.session.nonce }
    }

    fn case(&self, pack: &Pack) -> Case {
        let given = |prefix: &'static str| {
            let given =
                self.values.iter().filter_map(move |one| Some((one.id.as_str().strip_prefix(prefix)?, &one.value)));
            // Of a name that stands twice, the first.
            given.collect::<Entries<&str, &Json>>()
        };
        let facts = given("fact/");
        // What was committed had been checked against the pack, its currency too.
        let found = facts.iter().filter_map(|(id, value)| {
            let id = Id::try_from(String::from(*id)).ok()?;
            let (found, _) = Found::committed(value, pack.currency_of(&id))?;
            Some((id, found))
        });
        let typed = |value: &'_ Json| Found::committed(value, None).map_or(value, |(_, declared)| declared).clone();
        let of = |values: &Entries<&str, &Json>| {
            let values = values.iter().map(|(id, value)| (String::from(*id), typed(value)));
            Json::Map(values.filter(|(_, value)| *value != Json::Null).collect())
        };
        let id = |json: &Json| match json {
            Json::Text(text) => Id::check(text).is_ok().then(|| json.clone()),
            _ => None,
        };
        let clarified = self.values.iter().filter(|one| one.id.is_clarified()).filter_map(|one| match &one.value {
            Json::List(ids) => Some(ids.iter().filter_map(id)),
            _ => None,
        });
        let clarified = Json::List(clarified.flatten().collect());
        let mut case = Case::of_parts(of(&given("item/")), of(&facts), clarified);
        for (id, found) in found {
            case.set_found(&id, found);
        }
        case
    }
}

impl core::fmt::Debug for Record {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Record(..)")
    }
}

fn opened<T: Claims>(jws: &str, name: &str) -> Result<Opened<T>, Error> {
    Opened::open(jws).map_err(|error| Error { at: format!("/{name}{}", error.at), ..error })
}

struct RecordDocument {
    prescreen_record: i64,
    session: Session,
    pack: PackRef,
    seed: Seed,
    values: Vec<Committed>,
    commit: String,
    ticket: String,
    verdict: String,
    receipt: Option<String>,
    /// For the person to read; replaying the case makes it again.
    arithmetic: Json,
    /// For people to read: the page's own word.
    shown: Option<Json>,
}

objects! {
    RecordDocument { prescreen_record, session, pack, seed, values, commit, ticket, verdict, receipt, arithmetic, shown }
}
