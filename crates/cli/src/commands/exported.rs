//! `record check` of an export: whether every line of it holds, without the server.
//!
//! Takes the lines one after another, gives what was checked. An export tells nothing of what was left out of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};

use prescreen::json::{Json, Write as _};
use prescreen::terms::Digest;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Opened, Progress, Receipt, Record, SealedRecord, Taken, Ticket, Verdict};
use prescreen::{Code, Error, Pack};
use prescreen_archive::hash_of;
use prescreen_es256::{self as es256, Signed as _};
use prescreen_server::wire::answers::KeptRecord;
use prescreen_server::wire::export::{ExportedSession, FORMAT, Line, MAX_LINE_BYTES, Source, Tally, sources};
use serde_json::json;

use super::held::Against;
use super::keys::Keys;
use super::{Answer, Done, InputError};

/// How an export begins.
const BEGINNING: &[u8] = b"{\"export\":";

/// What an export holds.
#[derive(Default, serde::Serialize)]
struct Counts {
    packs: u64,
    sessions: u64,
    verdicts: u64,
    steps: u64,
    sealed_records: u64,
    disclosed_records: u64,
    accesses: u64,
}

/// Whether a file is an export.
pub fn is_one(path: &str) -> bool {
    let mut beginning = [0; BEGINNING.len()];
    path != "-"
        && File::open(path).and_then(|mut file| file.read_exact(&mut beginning)).is_ok()
        && beginning == *BEGINNING
}

/// Checks an export. `packs`: others than are in it, of which verdicts report a class beside their own.
pub fn check(path: &str, keys: Option<&Keys>, packs: Vec<Pack>) -> Done {
    let file = File::open(path).map_err(|error| InputError::file(path, &error))?;
    let mut export = Export { given: keys, others: packs, ..Export::default() };
    let mut reader = BufReader::new(file);
    loop {
        let mut line = String::new();
        let limit = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
        let read = reader.by_ref().take(limit).read_line(&mut line);
        if read.map_err(|error| InputError::file(path, &error))? == 0 {
            break;
        }
        if let Err(error) = export.take(&line) {
            return Ok(fails(path, export.lines.saturating_add(1), error));
        }
    }
    match export.ended {
        true => Ok(holds(&export)),
        false => Ok(fails(path, export.lines, Error::new(Code::Encoding, "", "the export has no end: it was cut off"))),
    }
}

/// What was read of an export.
#[derive(Default)]
struct Export<'k> {
    given: Option<&'k Keys>,
    own: Option<Keys>,
    others: Vec<Pack>,
    packs: BTreeMap<Digest, Pack>,
    /// The sealed records, by session.
    sealed: BTreeMap<String, Digest>,
    last_access: Option<(i64, Digest)>,
    before: Tally,
    lines: i64,
    ended: bool,
    counts: Counts,
}

impl Export<'_> {
    /// Checks the next line.
    fn take(&mut self, line: &str) -> Result<(), Error> {
        if self.ended {
            return Err(Error::new(Code::Encoding, "", "a line stands behind the end"));
        }
        let text = line.strip_suffix('\n').ok_or_else(|| Error::new(Code::Encoding, "", "the line was cut off"))?;
        let read = Line::read(text)?;
        if matches!(read, Line::Export(_)) != (self.lines == 0) {
            return Err(Error::new(Code::Encoding, "", "the first line, and no other, says of what the export is"));
        }
        match read {
            Line::Export(head) if head.prescreen_export != FORMAT => {
                return Err(Error::new(Code::Range, "/export/prescreen_export", "expected format 1"));
            }
            Line::Export(_) => {}
            Line::Keys(keys) => self.own = Some(Keys::of(&keys.json())?),
            Line::Pack(pack) => self.pack(&pack)?,
            Line::Session(session) => self.session(&session).map_err(|error| below("/session", error))?,
            Line::Access(access) => self.access(&access).map_err(|error| below("/access", error))?,
            Line::End(end) => {
                if end != core::mem::take(&mut self.before).end() {
                    return Err(Error::new(
                        Code::Claim,
                        "/end",
                        "something before the end was changed, left out or put in",
                    ));
                }
                self.ended = true;
                return Ok(());
            }
        }
        self.before.add(line);
        self.lines = self.lines.saturating_add(1);
        Ok(())
    }

    fn keys(&self) -> Result<&Keys, Error> {
        let own = || self.own.as_ref();
        self.given
            .or_else(own)
            .ok_or_else(|| Error::new(Code::MissingField, "", "the keys do not stand before the sessions"))
    }

    fn pack(&mut self, pack: &Json) -> Result<(), Error> {
        let pack = Pack::load(&pack.canonical()).map_err(|error| below("/pack", error))?;
        self.packs.insert(pack.hash(), pack);
        self.counts.packs = self.counts.packs.saturating_add(1);
        Ok(())
    }

    fn session(&mut self, session: &ExportedSession) -> Result<(), Error> {
        let document = &session.document;
        let pack = self.packs.get(&document.pack.hash);
        let pack = pack.filter(|pack| *pack.reference() == document.pack).ok_or_else(|| {
            Error::new(
                Code::PackMismatch,
                "/document/pack",
                "the pack with this hash does not stand before the session",
            )
        })?;
        self.sources(session)?;
        let counts = |count: &mut u64| *count = count.saturating_add(1);
        if let (Some(ticket), Some(jkt)) = (&session.ticket, session.jkt) {
            let ticket = Opened::<Ticket>::open(ticket).map_err(|error| below("/ticket", error))?;
            self.keys()?
                .check(&ticket)
                .and_then(|()| ticket.check(document, &jkt))
                .map_err(|error| below("/ticket", error))?;
        }
        let verdict = self.verdict(session, pack)?;
        match (&pack.document().record.word(), &session.record, &verdict) {
            (_, None, None) | (&"investor", None, Some(_)) => {}
            (&"sealed", Some(KeptRecord(record)), Some(verdict)) => {
                let sealed = SealedRecord::of(record);
                let sealed = sealed.and_then(|sealed| {
                    sealed.check(pack, document, &verdict.claims.commitment()).map(|()| hash_of(&sealed))
                });
                self.sealed.insert(document.id.to_string(), sealed.map_err(|error| below("/record", error))?);
                counts(&mut self.counts.sealed_records);
            }
            (&"disclosed", Some(KeptRecord(record)), Some(_)) => {
                let against = Against {
                    keys: Some(self.keys()?),
                    pack: Some(pack),
                    verdicts: session.verdict.iter().map(String::as_str).collect(),
                    sessions: vec![document],
                    receipt: session.receipt.as_deref(),
                };
                let checked = Record::read(&record.canonical()).and_then(|record| against.check(&record));
                checked.map_err(|error| below("/record", error))?;
                counts(&mut self.counts.disclosed_records);
            }
            _ => {
                let message = "a record is there or not there against what the pack says of who keeps it";
                return Err(Error::new(Code::Claim, "/record", message));
            }
        }
        counts(&mut self.counts.sessions);
        self.counts.steps = self.counts.steps.saturating_add(u64::try_from(session.steps.len()).unwrap_or(u64::MAX));
        if verdict.is_some() {
            counts(&mut self.counts.verdicts);
        }
        Ok(())
    }

    /// Whether the sources of facts are those that session and record say, whenever they say that they came.
    fn sources(&self, session: &ExportedSession) -> Result<(), Error> {
        let at = |source: Source| {
            session.facts.iter().find(|one| (one.source == Source::Firm) == (source == Source::Firm)).map(|one| one.at)
        };
        let opened = at(Source::Firm).unwrap_or(session.document.now);
        let again = sources(&session.document, session.record.as_ref(), opened, session.accepted);
        if again != session.facts || opened > session.document.now {
            return Err(Error::new(Code::Claim, "/facts", "the sources are not those of the session and its record"));
        }
        Ok(())
    }

    fn verdict(&self, session: &ExportedSession, pack: &Pack) -> Result<Option<Opened<Verdict>>, Error> {
        let missing = |at: &str| Error::new(Code::MissingField, at, "this stands with every verdict, and nowhere else");
        let Some(text) = &session.verdict else {
            let none = session.accepted.is_none() && session.receipt.is_none() && session.steps.is_empty();
            return if none { Ok(None) } else { Err(missing("/verdict")) };
        };
        let ticket = session.ticket.as_deref().ok_or_else(|| missing("/ticket"))?;
        let jkt = session.jkt.ok_or_else(|| missing("/jkt"))?;
        let now = session.accepted.ok_or_else(|| missing("/accepted"))?;
        let receipt = session.receipt.as_deref().ok_or_else(|| missing("/receipt"))?;
        let shadows: Vec<&Pack> = self.packs.values().chain(&self.others).collect();
        let expected = Expected { pack, shadows: &shadows, session: &session.document, ticket, jkt, now };
        let verdict = es256::verdict(&expected, text).map_err(|error| below("/verdict", error))?;
        let taken: Vec<Taken> = session.steps.iter().map(|step| step.taken.clone()).collect();
        let progress = |taken| Progress { pack, session: &session.document, verdict: &verdict, accepted: now, taken };
        for (n, step) in session.steps.iter().enumerate() {
            let before = progress(taken.get(..n).unwrap_or_default());
            let at = step.taken.at;
            let again = match &step.confirmation {
                Some(jws) => {
                    before.confirm(jws, at).and_then(|(opened, taken)| opened.check_signature().map(|()| taken))
                }
                None => before.confirm_by_host(&step.taken.flow, &step.taken.step, at),
            };
            if again.map_err(|error| below(&format!("/steps/{n}"), error))? != step.taken {
                return Err(Error::new(Code::Claim, format!("/steps/{n}"), "this is not what was confirmed"));
            }
        }
        let receipt = Opened::<Receipt>::open(receipt).map_err(|error| below("/receipt", error))?;
        let keys = self.keys()?;
        keys.check(&receipt).and_then(|()| receipt.check(&verdict)).map_err(|error| below("/receipt", error))?;
        if receipt.claims.steps != taken || receipt.claims.complete != progress(&taken).complete() {
            return Err(Error::new(Code::Claim, "/receipt/steps", "the receipt is for other steps"));
        }
        Ok(Some(verdict))
    }

    /// A line of the access log: it follows the one before where their numbers do, and opened the record that is here.
    fn access(&mut self, access: &Json) -> Result<(), Error> {
        let line = prescreen_archive::Line::of(access)?;
        let hash = Digest::of(access.canonical().as_bytes());
        if let Some((number, last)) = self.last_access {
            let follows = number.saturating_add(1) == line.number();
            if line.number() <= number || (follows && line.previous() != Some(&last)) {
                return Err(Error::new(Code::Claim, "/previous", "it does not follow the line before it"));
            }
        }
        if self.sealed.get(line.session().as_str()) != Some(line.record()) {
            return Err(Error::new(Code::Claim, "/record", "no such record stands in the export"));
        }
        self.last_access = Some((line.number(), hash));
        self.counts.accesses = self.counts.accesses.saturating_add(1);
        Ok(())
    }
}

fn below(at: &str, error: Error) -> Error {
    Error { at: format!("{at}{}", error.at), ..error }
}

fn holds(export: &Export<'_>) -> Answer {
    let Counts { packs, sessions, verdicts, steps, sealed_records, disclosed_records, accesses } = &export.counts;
    let mut text = format!(
        "the export holds\n  {packs} packs, {sessions} sessions, {verdicts} verdicts, {steps} steps\n  {sealed_records} sealed \
         records, {disclosed_records} in clear, {accesses} accesses to sealed ones\n"
    );
    text += if *sessions == 0 {
        "  it has no session, and so nothing that is signed\n"
    } else {
        "  each ticket, verdict, step and receipt in it is signed, they belong together, and are possible under the packs in it\n"
    };
    let mut not_checked =
        vec!["that nothing was left out: an export does not show it", "what is inside sealed records"];
    if export.given.is_none() {
        not_checked.insert(0, "that the keys in it are the server's: give --keys");
    }
    for what in &not_checked {
        text.push_str(&format!("  not checked: {what}\n"));
    }
    Answer::new(text, json!({ "holds": true, "counts": export.counts, "not_checked": not_checked }))
}

fn fails(path: &str, line: i64, error: Error) -> Answer {
    let mut problem = InputError { file: path.into(), ..InputError::of(error) };
    problem.line = usize::try_from(line).ok();
    let text = format!("the export does not hold\nline {line}: {problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}
