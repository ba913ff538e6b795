//! What a record or an opening is held against: its own signatures, the server's keys, the firm's copies of what was
//! exchanged, and the rules.
//!
//! Takes documents, gives what of them was proved and what was not.

use prescreen::json::{Json, Write as _};
use prescreen::terms::Digest;
use prescreen::verdict::opening::MAX_OPENING_BYTES;
use prescreen::verdict::{Opened, Opening, Receipt, Record, Verdict};
use prescreen::{Code, Error, Pack, Session};

use crate::kept::SessionRecord;
use crate::{Findings, Keys, Limit, Open, Proved, Signatures, below, by_session};

/// What there is to hold a document against.
#[derive(Clone)]
pub struct Against<'a> {
    /// Who checks signatures.
    pub signatures: &'a dyn Signatures,
    /// The server's published keys.
    pub keys: Option<&'a Keys>,
    /// The packs, among which the document's has to be.
    pub packs: Vec<&'a Pack>,
    /// Verdicts that the firm keeps, wherever they were found: each has to be the document's.
    pub verdicts: Vec<&'a str>,
    /// Sessions as the server issued them: each has to be the record's, in whole.
    pub sessions: Vec<&'a Session>,
    /// The receipt that stands beside the record.
    pub receipt: Option<&'a str>,
}

impl<'a> Against<'a> {
    /// Nothing but the document itself.
    #[must_use]
    pub fn nothing(signatures: &'a dyn Signatures) -> Self {
        Self { signatures, keys: None, packs: vec![], verdicts: vec![], sessions: vec![], receipt: None }
    }

    /// The pack of this hash; where there is none, another, which is then said to be another.
    fn pack(&self, hash: &Digest) -> Option<&'a Pack> {
        self.packs.iter().find(|pack| pack.hash() == *hash).or(self.packs.first()).copied()
    }

    /// Checks a record.
    ///
    /// # Errors
    /// [`Code::Signature`] or [`Code::Key`] for what was not signed by whom it names, [`Code::Claim`] for another session or
    /// verdict than the firm's, what [`Record::replay`] says of other rules.
    pub fn record(&self, record: &Record) -> Result<Findings, Error> {
        let objects = record.objects();
        by_session(self.signatures, &objects.commit)?;
        by_session(self.signatures, &objects.verdict)?;
        let mut findings = Findings {
            proved: vec![Proved::ValuesLead, Proved::SessionSigned],
            limits: vec![Limit::AnswersTrue, Limit::WhoItIs],
            said: vec![("verdict".into(), objects.verdict.claims.json())],
            ..Findings::default()
        };
        let beside = self.receipt_beside(record)?;
        let receipts = || [objects.receipt.as_ref(), beside.as_ref()].into_iter().flatten();
        if let Some(receipt) = receipts().last() {
            findings.said.push(("receipt".into(), receipt.claims.json()));
        }
        match self.keys {
            Some(keys) => {
                keys.check(self.signatures, &objects.ticket)?;
                let signed = receipts().map(|receipt| keys.check(self.signatures, receipt));
                let signed = signed.collect::<Result<Vec<()>, _>>()?;
                findings.proved.push(match signed.is_empty() {
                    true => Proved::ServerSignedTicket,
                    false => Proved::ServerSigned,
                });
            }
            None => findings.open.push(Open::ServerSigned),
        }
        if self.verdicts.is_empty() {
            findings.open.push(Open::FirmsVerdict);
        } else {
            findings.proved.push(Proved::FirmsVerdict);
        }
        if self.verdicts.iter().any(|verdict| Digest::of(verdict.as_bytes()) != objects.verdict.hash) {
            return Err(Error::new(
                Code::Claim,
                "/verdict",
                "the verdict that the firm keeps is not the one in the record",
            ));
        }
        let own = record.session().json().canonical();
        if self.sessions.is_empty() {
            findings.open.push(Open::SessionIssued);
        } else {
            findings.proved.push(Proved::SessionIssued);
        }
        if self.sessions.iter().any(|session| session.json().canonical() != own) {
            let message = "the session in the record is not as the server issued it";
            return Err(Error::new(Code::Claim, "/session", message));
        }
        match self.pack(&record.session().pack.hash) {
            Some(pack) => {
                record.replay(pack)?;
                findings.proved.push(Proved::RulesAgain);
            }
            None => findings.open.push(Open::RulesAgain),
        }
        Ok(findings)
    }

    /// Checks the server's answer with a record in clear, and the record against what is in the answer.
    ///
    /// # Errors
    /// As [`Self::record`].
    pub fn answer(&self, answer: &SessionRecord) -> Result<Findings, Error> {
        let mut against = self.clone();
        against.verdicts.push(&answer.verdict);
        against.sessions.push(&answer.document);
        let record = Record::read(&answer.record.0.canonical());
        let checked = |record: Record| Against { receipt: Some(&answer.receipt), ..against }.record(&record);
        record.and_then(checked).map_err(|error| below("/record", error))
    }

    /// Checks an opening: that each answer leads to the commitment, from its own place.
    ///
    /// # Errors
    /// What [`Opening::read`] and [`Opening::check`] say; [`Code::Signature`] for a verdict that its key did not sign.
    pub fn opening(&self, text: &str) -> Result<Findings, Error> {
        let limits = vec![Limit::AnswersTrue, Limit::HonestTab, Limit::WhoItIs];
        let named = Json::parse(text, MAX_OPENING_BYTES)?;
        let named = named.get("pack_hash").and_then(Json::as_text).and_then(Digest::parse);
        let pack = named.map_or_else(|| self.packs.first().copied(), |hash| self.pack(&hash));
        let Some(pack) = pack else {
            return Ok(Findings { open: vec![Open::ValuesLead, Open::VerdictRests], limits, ..Findings::default() });
        };
        let opening = Opening::read(text, pack)?;
        let said = vec![(
            "opened".into(),
            Json::Map(opening.values().map(|(name, one)| (name.into(), one.clone())).collect()),
        )];
        let mut findings = Findings { proved: vec![Proved::ValuesLead], limits, said, ..Findings::default() };
        for verdict in &self.verdicts {
            let verdict = Opened::<Verdict>::open(verdict)?;
            by_session(self.signatures, &verdict)?;
            opening.check(&verdict.claims)?;
        }
        if self.verdicts.is_empty() {
            findings.open.push(Open::VerdictRests);
        } else {
            findings.proved.push(Proved::VerdictRests);
        }
        Ok(findings)
    }

    /// The receipt that stands beside the record, which has to be for its verdict.
    fn receipt_beside(&self, record: &Record) -> Result<Option<Opened<Receipt>>, Error> {
        let Some(receipt) = self.receipt else { return Ok(None) };
        let of_receipt = |error: Error| below("/receipt", error);
        let receipt = Opened::<Receipt>::open(receipt).map_err(of_receipt)?;
        receipt.check(&record.objects().verdict).map_err(of_receipt)?;
        Ok(Some(receipt))
    }
}
