//! The export: everything that is kept of a period or a person, as one file that verifies without the server.
//!
//! Takes the store as it is, the archive's access log and who stands for the packs, gives lines: the packs by which was asked, in
//! every language, with who approved them and who took them back, each session with its signed objects, steps, record and sources, and who opened its record. What is sealed stays sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use prescreen::Pack;
use prescreen::date::{Date, Instant};
use prescreen::id::Id;
use prescreen::json::{Json, Write as _};
use prescreen::terms::{Digest, base64url};
use prescreen::verdict::signature_form;
use prescreen_archive::{Chain, MAX_LOG_BYTES};
use prescreen_es256::{Es256, ServerKey};

use super::{Place, ZONES};
use crate::clock;
use crate::data::Data;
use crate::failure::Failure;
use crate::governance;
use crate::host::SESSION_SECONDS;
use crate::store::{Error, Transaction, attempts, keys, packs, records, sessions, steps};
use crate::wire::answers::{KeptRecord, KeySet, ServerJwk};
use prescreen_verify::export::line::{
    ExportSignature, ExportedSession, ExportedStep, FORMAT, Head, Line, LogEnd, Tally, sources,
};
use prescreen_verify::governance::{Approvers, Signed, Standing};

/// What an export is of.
#[derive(Debug, Clone)]
pub enum Selection {
    /// The sessions that were claimed on these days, the first and the last included, in the time zone of each one's pack.
    Period(Date, Date),
    /// All sessions of a person.
    Subject(Id),
}

/// What was exported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// Sessions.
    pub sessions: u64,
    /// Packs.
    pub packs: u64,
    /// Lines of the access log.
    pub accesses: u64,
    /// Approvals and withdrawals of the packs; those that do not count are left out.
    pub statements: u64,
    /// Whether the server's key was there to sign it.
    pub signed: bool,
}

/// Writes the export of a selection, while servers run.
///
/// # Errors
/// When the store is damaged, it or the log cannot be read, the log does not hold, or the file cannot be written.
pub fn export(
    place: &Place,
    selection: &Selection,
    access_log: Option<&Path>,
    governance: Option<&GovernedBy>,
    to: &mut dyn Write,
) -> Result<Exported, Failure> {
    let governed = governance.map(GovernedBy::read).transpose()?;
    let accesses = access_log.map(Accesses::read).transpose()?.unwrap_or_default();
    let key = Data::at(&place.data).kept_signing_key()?;
    let mut lines = Lines { to, before: Tally::default() };
    let exported = place
        .open_whole()?
        .read(|transaction| Ok(all(transaction, selection, (&accesses, governed.as_ref()), &mut lines)))?;
    exported
        .and_then(|exported| Ok(lines.end(key.as_ref()).map(|()| Exported { signed: key.is_some(), ..exported })?))
        .map_err(|why| match why {
            Broken::Store(error) => Failure::of(error),
            Broken::File(error) => Failure::file("write", Path::new("the export"), &error),
        })
}

/// Why an export broke off.
enum Broken {
    Store(Error),
    File(io::Error),
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

fn all(
    transaction: &Transaction<'_>,
    selection: &Selection,
    (accesses, governed): (&Accesses, Option<&Governed>),
    lines: &mut Lines<'_>,
) -> Result<Exported, Broken> {
    let packs = Packs::read(transaction)?;
    let chosen = packs.chosen(transaction, selection)?;
    let (from, to, subject) = match selection {
        Selection::Period(from, to) => (Some(*from), Some(*to), None),
        Selection::Subject(subject) => (None, None, Some(subject.clone())),
    };
    let (made, access_log) = (clock::system(), accesses.end.clone());
    lines.put(&Line::Export(Head { prescreen_export: FORMAT, made, from, to, subject, access_log }))?;
    let public = keys::all(transaction)?.iter().map(ServerJwk::of).collect();
    lines.put(&Line::Keys(KeySet { keys: public }))?;
    if let Some(governed) = governed {
        lines.put(&Line::Approvers(governed.approvers.json()))?;
    }
    let mut exported = Exported::default();
    let used: BTreeSet<Digest> = chosen.iter().map(|(_, pack)| *pack).collect();
    for pack in &used {
        lines.put(&Line::Pack(packs.document(pack)?))?;
        exported.packs = exported.packs.saturating_add(1);
        for statement in governed.into_iter().flat_map(|governed| governed.about(packs.loaded(pack))) {
            lines.put(&Line::Statement(statement.json()))?;
            exported.statements = exported.statements.saturating_add(1);
        }
    }
    for (id, _) in &chosen {
        lines.put(&Line::Session(Box::new(session(transaction, id)?)))?;
        exported.sessions = exported.sessions.saturating_add(1);
    }
    let of_chosen: BTreeSet<&str> = chosen.iter().map(|(id, _)| id.as_str()).collect();
    for (_, line) in accesses.lines.iter().filter(|(session, _)| of_chosen.contains(session.as_str())) {
        lines.put(&Line::Access(line.clone()))?;
        exported.accesses = exported.accesses.saturating_add(1);
    }
    Ok(exported)
}

fn session(transaction: &Transaction<'_>, id: &str) -> Result<ExportedSession, Error> {
    let stored = sessions::read(transaction, id).map_err(|_| Error::Content)?;
    let document = stored.session;
    let taken = steps::taken(transaction, &document.id).map_err(|_| Error::Content)?;
    let confirmations = steps::confirmations(transaction, &document.id)?;
    let steps = taken.into_iter().zip(confirmations);
    let record = records::find(transaction, id)?.map(|text| Json::parse(&text, text.len())).transpose();
    let record = record.map_err(|_| Error::Content)?.map(KeptRecord);
    let opened = Instant(document.expires.0.saturating_sub(SESSION_SECONDS));
    let (accepted, verdict, receipt) = match stored.decided {
        Some(decided) => (Some(decided.at), Some(decided.verdict), Some(decided.receipt)),
        None => (None, None, None),
    };
    Ok(ExportedSession {
        facts: sources(&document, record.as_ref(), opened, accepted),
        excused: attempts::excused(transaction, &document.id)?.flatten(),
        jkt: stored.jkt,
        ticket: stored.ticket.map(|(ticket, _)| ticket),
        steps: steps.map(|(taken, confirmation)| ExportedStep { taken, confirmation }).collect(),
        accepted,
        verdict,
        receipt,
        record,
        document,
    })
}

/// The packs that are kept.
struct Packs {
    by_hash: BTreeMap<Digest, (Pack, String)>,
}

impl Packs {
    fn read(transaction: &Transaction<'_>) -> Result<Self, Error> {
        let texts = packs::texts(transaction)?.into_iter();
        let read = |text: String| Ok((Pack::load(&text).map_err(|_| Error::Content)?, text));
        let loaded = texts.map(read).collect::<Result<Vec<(Pack, String)>, Error>>()?;
        Ok(Self { by_hash: loaded.into_iter().map(|(pack, text)| (pack.hash(), (pack, text))).collect() })
    }

    fn loaded(&self, hash: &Digest) -> Option<&Pack> {
        self.by_hash.get(hash).map(|(pack, _)| pack)
    }

    fn document(&self, hash: &Digest) -> Result<Json, Error> {
        let (_, text) = self.by_hash.get(hash).ok_or(Error::Content)?;
        Json::parse(text, text.len()).map_err(|_| Error::Content)
    }

    /// The sessions of a selection, each with its pack, in the order in which they were claimed.
    fn chosen(&self, transaction: &Transaction<'_>, selection: &Selection) -> Result<Vec<(String, Digest)>, Error> {
        let listed = match selection {
            Selection::Subject(subject) => sessions::all_of_subject(transaction, subject)?,
            Selection::Period(from, to) => {
                let until = to.next().unwrap_or(*to).midnight(ZONES.1);
                sessions::since(transaction, from.midnight(ZONES.0), until)?
            }
        };
        let mut chosen = Vec::new();
        for (id, pack) in listed {
            let hash = Digest::parse(&pack).ok_or(Error::Content)?;
            let is_in = match selection {
                Selection::Subject(_) => true,
                Selection::Period(from, to) => {
                    let (pack, _) = self.by_hash.get(&hash).ok_or(Error::Content)?;
                    let claimed = sessions::read(transaction, &id).map_err(|_| Error::Content)?.session.now;
                    pack.day(claimed).is_some_and(|day| (*from..=*to).contains(&day))
                }
            };
            if is_in {
                chosen.push((id, hash));
            }
        }
        Ok(chosen)
    }
}

/// Where who stands for the packs is said.
#[derive(Debug, Clone)]
pub struct GovernedBy {
    /// The list of approvers, as the server has it.
    pub approvers: PathBuf,
    /// The folder of the packs that it serves: the statements lie beside them.
    pub packs: PathBuf,
}

/// The same, read.
struct Governed {
    approvers: Approvers,
    statements: Vec<Signed>,
}

impl GovernedBy {
    fn read(&self) -> Result<Governed, Failure> {
        let (approvers, statements) =
            (governance::approvers_in(&self.approvers)?, governance::statements_in(&self.packs)?);
        Ok(Governed { approvers, statements })
    }
}

impl Governed {
    /// The statements about a pack that count.
    fn about<'g>(&'g self, pack: Option<&'g Pack>) -> impl Iterator<Item = &'g Signed> {
        pack.into_iter().flat_map(|pack| Standing::counting(pack, &self.statements, &self.approvers, &Es256))
    }
}

/// The lines of the access log, each with its session, and the log's end.
#[derive(Default)]
struct Accesses {
    lines: Vec<(Id, Json)>,
    end: Option<LogEnd>,
}

impl Accesses {
    fn read(path: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::file("read", path, &error);
        let length = std::fs::metadata(path).map_err(failed)?.len();
        if usize::try_from(length).is_ok_and(|length| length > MAX_LOG_BYTES) {
            return Err(Failure::new("the access log is too long").at(path));
        }
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let mut lines = Vec::new();
        let chain = Chain::read(&text, None, &mut |line| lines.push((line.session.clone(), line.json())));
        let chain = chain.map_err(|error| Failure::new(format!("the access log does not hold: {error}")).at(path))?;
        Ok(Self { lines, end: Some(LogEnd { lines: chain.lines, last: chain.last }) })
    }
}

/// The file, line by line.
struct Lines<'w> {
    to: &'w mut dyn Write,
    before: Tally,
}

impl Lines<'_> {
    fn put(&mut self, line: &Line) -> io::Result<()> {
        let text = line.text() + "\n";
        self.before.add(&text);
        self.to.write_all(text.as_bytes())
    }

    /// The end, and the server's signature where its key is there.
    fn end(mut self, key: Option<&ServerKey>) -> io::Result<()> {
        self.put(&Line::End(self.before.clone().end()))?;
        let Some(key) = key else { return Ok(()) };
        let signature = key.sign(&self.before.clone().signing_input());
        let signature =
            signature.and_then(|signature| signature_form::normalise(&signature)).map_err(io::Error::other)?;
        let (key, signature) = (key.public().thumbprint(), base64url::encode(&signature));
        self.put(&Line::Signature(ExportSignature { key, signature }))
    }
}
