//! Whether every line of an export holds, without the server.
//!
//! Takes the lines one after another, gives what was proved. An export tells nothing of what was left out of it.

pub mod line;

use std::collections::BTreeMap;

use prescreen::json::{Json, Write as _};
use prescreen::terms::{Digest, base64url};
use prescreen::verdict::signature_form::{self, Signature};
use prescreen::verdict::verify::{self, Expected};
use prescreen::verdict::{Opened, Progress, Receipt, Record, SealedRecord, Taken, Ticket, Verdict};
use prescreen::{Code, Error, Pack};

use crate::access::{self, hash_of};
use crate::governance::{Approvers, Signed, counts_of};
use crate::kept::KeptRecord;
use crate::{Against, Findings, Keys, Limit, Open, Proved, Signatures, below, by_session};
use line::{ExportSignature, ExportedSession, FORMAT, Line, Source, Tally, sources};

/// How its last line begins, where it is signed.
const SIGNATURE: &str = "{\"signature\":";

/// How an export begins.
pub const BEGINNING: &str = "{\"export\":";

/// What an export holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Packs by which was asked.
    pub packs: i64,
    /// Sessions.
    pub sessions: i64,
    /// Verdicts that were accepted.
    pub verdicts: i64,
    /// Steps that were taken.
    pub steps: i64,
    /// Records that only the archive's key opens.
    pub sealed_records: i64,
    /// Records in clear.
    pub disclosed_records: i64,
    /// Lines of the archive's access log.
    pub accesses: i64,
    /// Approvals and withdrawals of packs.
    pub statements: i64,
}

prescreen::objects! {
    Counts { packs, sessions, verdicts, steps, sealed_records, disclosed_records, accesses, statements }
}

/// An export, as far as it was read.
#[derive(Default)]
pub struct Export {
    given: Option<Keys>,
    own: Option<Keys>,
    given_approvers: Option<Approvers>,
    own_approvers: Option<Approvers>,
    statements: Vec<Json>,
    others: Vec<Pack>,
    packs: BTreeMap<Digest, Pack>,
    /// The sealed records, by session.
    sealed: BTreeMap<String, Digest>,
    last_access: Option<(i64, Digest)>,
    before: Tally,
    lines: i64,
    ended: bool,
    /// The line of the signature.
    signed: Option<String>,
    counts: Counts,
}

impl Export {
    /// An export of which nothing was read. `keys` and `approvers`: the server's and the firm's, as they are trusted; the
    /// export's own without. `packs`: others than are in it, of which verdicts report a class beside their own.
    #[must_use]
    pub fn new(keys: Option<Keys>, approvers: Option<Approvers>, packs: Vec<Pack>) -> Self {
        Self { given: keys, given_approvers: approvers, others: packs, ..Self::default() }
    }

    /// What it holds, as far as it was read.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What it came to, once every line was taken.
    ///
    /// # Errors
    /// [`Code::Encoding`] when it has no end.
    pub fn findings(&self) -> Result<Findings, Error> {
        if !self.ended {
            return Err(Error::new(Code::Encoding, "", "the export has no end: it was cut off"));
        }
        let mut findings = Findings {
            proved: vec![Proved::ExportLines],
            limits: vec![Limit::NothingLeftOut, Limit::SealedInside, Limit::AnswersTrue, Limit::ServersWord],
            said: vec![("counts".into(), self.counts.json())],
            ..Findings::default()
        };
        if self.signed.is_some() {
            findings.proved.push(Proved::ExportSigned);
        } else {
            findings.limits.insert(0, Limit::Unsigned);
        }
        findings.proved.push(if self.counts.sessions == 0 { Proved::ExportEmpty } else { Proved::ExportObjects });
        match self.given {
            Some(_) if self.counts.sessions > 0 || self.signed.is_some() => findings.proved.push(Proved::ExportKeys),
            Some(_) => {}
            None => findings.open.push(Open::ExportKeys),
        }
        if self.counts.statements > 0 {
            match self.given_approvers {
                Some(_) => findings.proved.push(Proved::StatementsSigned),
                None => findings.open.push(Open::StatementsSigned),
            }
            findings.limits.push(Limit::ReadBeforeSigned);
            findings.said.push(("statements".into(), Json::List(self.statements.clone())));
        }
        Ok(findings)
    }

    /// Checks the next line, with its end. The same line may be taken again where its signatures were answered since
    /// ([`crate::Asked`]): it breaks at the same place.
    ///
    /// # Errors
    /// Where it breaks.
    pub fn take(&mut self, line: &str, signatures: &dyn Signatures) -> Result<(), Error> {
        let text = line.strip_suffix('\n').ok_or_else(|| Error::new(Code::Encoding, "", "the line was cut off"))?;
        if self.signed.as_ref().is_some_and(|signed| signed != text) {
            return Err(Error::new(Code::Encoding, "", "a line stands behind the signature"));
        }
        if self.ended && !text.starts_with(SIGNATURE) {
            return Err(Error::new(Code::Encoding, "", "a line stands behind the end"));
        }
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
            Line::Approvers(approvers) => {
                let approvers = Approvers::of(&approvers).map_err(|error| below("/approvers", error))?;
                self.own_approvers = Some(approvers);
            }
            Line::Pack(pack) => self.pack(&pack)?,
            Line::Statement(statement) => {
                self.statement(&statement, signatures).map_err(|error| below("/statement", error))?;
            }
            Line::Session(session) => self.session(&session, signatures).map_err(|error| below("/session", error))?,
            Line::Access(access) => self.access(&access).map_err(|error| below("/access", error))?,
            Line::End(end) => {
                if end != self.before.clone().end() {
                    return Err(Error::new(
                        Code::Claim,
                        "/end",
                        "something before the end was changed, left out or put in",
                    ));
                }
                self.ended = true;
                self.before.add(line);
                return Ok(());
            }
            Line::Signature(signature) => {
                self.signature(&signature, signatures)?;
                self.signed = Some(text.into());
                return Ok(());
            }
        }
        self.before.add(line);
        self.lines = self.lines.saturating_add(1);
        Ok(())
    }

    /// The server's signature, which stands behind the end. It may be taken again, as any line.
    fn signature(&self, given: &ExportSignature, signatures: &dyn Signatures) -> Result<(), Error> {
        if !self.ended {
            return Err(Error::new(Code::Encoding, "/signature", "the signature stands before the end"));
        }
        let signature: Signature = base64url::decode_array(&given.signature)
            .ok_or_else(|| Error::new(Code::Encoding, "/signature/signature", "expected 64 bytes in base64url"))?;
        signature_form::check(&signature).map_err(|error| below("/signature", error))?;
        let key = self.keys()?.by_thumbprint(&given.key).map_err(|error| below("/signature/key", error))?;
        let checked = signatures.verify(key, &self.before.clone().signing_input(), &signature);
        checked.map_err(|error| below("/signature", error))?;
        Ok(())
    }

    fn keys(&self) -> Result<&Keys, Error> {
        let own = || self.own.as_ref();
        self.given
            .as_ref()
            .or_else(own)
            .ok_or_else(|| Error::new(Code::MissingField, "", "the keys do not stand before the sessions"))
    }

    fn pack(&mut self, pack: &Json) -> Result<(), Error> {
        let pack = Pack::load(&pack.canonical()).map_err(|error| below("/pack", error))?;
        self.packs.insert(pack.hash(), pack);
        self.counts.packs = self.counts.packs.saturating_add(1);
        Ok(())
    }

    /// What a person said of a pack that stands before it.
    fn statement(&mut self, statement: &Json, signatures: &dyn Signatures) -> Result<(), Error> {
        let signed = Signed::of(statement)?;
        let about = &signed.statement.pack;
        let pack = self.packs.get(&about.hash).filter(|pack| pack.reference() == about).ok_or_else(|| {
            Error::new(
                Code::PackMismatch,
                "/statement/pack",
                "the pack with this hash does not stand before the statement",
            )
        })?;
        let approvers = self.given_approvers.as_ref().or(self.own_approvers.as_ref()).ok_or_else(|| {
            Error::new(Code::MissingField, "", "the list of approvers does not stand before the statement")
        })?;
        counts_of(&signed, pack, approvers, signatures)?;
        if !self.statements.contains(&signed.statement.json()) {
            self.statements.push(signed.statement.json());
            self.counts.statements = self.counts.statements.saturating_add(1);
        }
        Ok(())
    }

    fn session(&mut self, session: &ExportedSession, signatures: &dyn Signatures) -> Result<(), Error> {
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
        let counts = |count: &mut i64| *count = count.saturating_add(1);
        if let (Some(ticket), Some(jkt)) = (&session.ticket, session.jkt) {
            let ticket = Opened::<Ticket>::open(ticket).map_err(|error| below("/ticket", error))?;
            self.keys()?
                .check(signatures, &ticket)
                .and_then(|()| ticket.check(document, &jkt))
                .map_err(|error| below("/ticket", error))?;
        }
        let verdict = self.verdict(session, pack, signatures)?;
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
                    signatures,
                    keys: Some(self.keys()?),
                    packs: vec![pack],
                    verdicts: session.verdict.iter().map(String::as_str).collect(),
                    sessions: vec![document],
                    receipt: session.receipt.as_deref(),
                };
                let checked = Record::read(&record.canonical()).and_then(|record| against.record(&record));
                checked.map_err(|error| below("/record", error))?;
                counts(&mut self.counts.disclosed_records);
            }
            _ => {
                let message = "a record is there or not there against what the pack says of who keeps it";
                return Err(Error::new(Code::Claim, "/record", message));
            }
        }
        counts(&mut self.counts.sessions);
        self.counts.steps = self.counts.steps.saturating_add(i64::try_from(session.steps.len()).unwrap_or(i64::MAX));
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

    fn verdict(
        &self,
        session: &ExportedSession,
        pack: &Pack,
        signatures: &dyn Signatures,
    ) -> Result<Option<Opened<Verdict>>, Error> {
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
        let verdict = verify::verdict(&expected, text)
            .and_then(|verdict| by_session(signatures, &verdict).map(|()| verdict))
            .map_err(|error| below("/verdict", error))?;
        let taken: Vec<Taken> = session.steps.iter().map(|step| step.taken.clone()).collect();
        let progress = |taken| Progress { pack, session: &session.document, verdict: &verdict, accepted: now, taken };
        for (n, step) in session.steps.iter().enumerate() {
            let before = progress(taken.get(..n).unwrap_or_default());
            let at = step.taken.at;
            let again = match &step.confirmation {
                Some(jws) => {
                    before.confirm(jws, at).and_then(|(opened, taken)| by_session(signatures, &opened).map(|()| taken))
                }
                None => before.confirm_by_host(&step.taken.flow, &step.taken.step, at),
            };
            if again.map_err(|error| below(&format!("/steps/{n}"), error))? != step.taken {
                return Err(Error::new(Code::Claim, format!("/steps/{n}"), "this is not what was confirmed"));
            }
        }
        let receipt = Opened::<Receipt>::open(receipt).map_err(|error| below("/receipt", error))?;
        let keys = self.keys()?;
        keys.check(signatures, &receipt)
            .and_then(|()| receipt.check(&verdict))
            .map_err(|error| below("/receipt", error))?;
        if receipt.claims.steps != taken || receipt.claims.complete != progress(&taken).complete() {
            return Err(Error::new(Code::Claim, "/receipt/steps", "the receipt is for other steps"));
        }
        Ok(Some(verdict))
    }

    /// A line of the access log: it follows the one before where their numbers do, and opened the record that is here.
    fn access(&mut self, access: &Json) -> Result<(), Error> {
        let line = access::Line::of(access)?;
        let hash = Digest::of(access.canonical().as_bytes());
        if let Some((number, last)) = self.last_access {
            let follows = number.saturating_add(1) == line.number;
            if line.number <= number || (follows && line.previous != Some(last)) {
                return Err(Error::new(Code::Claim, "/previous", "it does not follow the line before it"));
            }
        }
        if self.sealed.get(line.session.as_str()) != Some(&line.record) {
            return Err(Error::new(Code::Claim, "/record", "no such record stands in the export"));
        }
        self.last_access = Some((line.number, hash));
        self.counts.accesses = self.counts.accesses.saturating_add(1);
        Ok(())
    }
}
