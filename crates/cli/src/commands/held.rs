//! What a record is held against: its own signatures, the server's keys, the firm's copies of what was exchanged, and the
//! rules.
//!
//! Takes a record whose parts belong together, gives what of it was checked and what was not, in words.

use prescreen::json::Write as _;
use prescreen::terms::Digest;
use prescreen::verdict::{Opened, Receipt, Record};
use prescreen::{Code, Error, Pack, Session};
use prescreen_es256::Signed as _;

use super::keys::Keys;

/// What there is to hold a record against.
#[derive(Default)]
pub struct Against<'a> {
    /// The server's published keys.
    pub keys: Option<&'a Keys>,
    /// The pack.
    pub pack: Option<&'a Pack>,
    /// Verdicts that the firm keeps, wherever they were found: each has to be the record's.
    pub verdicts: Vec<&'a str>,
    /// Sessions as the server issued them: each has to be the record's, in whole.
    pub sessions: Vec<&'a Session>,
    /// The receipt that stands beside the record.
    pub receipt: Option<&'a str>,
}

/// What was checked, and what there was nothing for.
#[derive(Default, serde::Serialize)]
pub struct Checked {
    pub checked: Vec<&'static str>,
    pub not_checked: Vec<&'static str>,
}

impl Checked {
    /// A line for each.
    pub fn lines(&self) -> String {
        let checked = self.checked.iter().map(|what| format!("  {what}\n"));
        let missing = self.not_checked.iter().map(|what| format!("  not checked: {what}\n"));
        checked.chain(missing).collect()
    }
}

impl Against<'_> {
    /// Checks a record.
    ///
    /// # Errors
    /// [`Code::Signature`] or [`Code::Key`] for what was not signed by whom it names, [`Code::Claim`] for another session or
    /// verdict than the firm's, what [`Record::replay`] says of other rules.
    pub fn check(&self, record: &Record) -> Result<Checked, Error> {
        let objects = record.objects();
        objects.commit.check_signature()?;
        objects.verdict.check_signature()?;
        let mut checked = Checked::default();
        checked
            .checked
            .extend(["the values lead to the commitment", "the session's key signed commitment and verdict"]);
        let receipt = self.receipt_beside(record)?;
        match self.keys {
            Some(keys) => {
                keys.check(&objects.ticket)?;
                let receipts = [objects.receipt.as_ref(), receipt.as_ref()].into_iter().flatten();
                let signed = receipts.map(|receipt| keys.check(receipt)).collect::<Result<Vec<()>, _>>()?;
                checked.checked.push(match signed.is_empty() {
                    true => "the server signed the ticket; a receipt is not in it",
                    false => "the server signed ticket and receipt",
                });
            }
            None => checked.not_checked.push("that the server signed ticket and receipt: give --keys"),
        }
        if self.verdicts.is_empty() {
            checked.not_checked.push("that the verdict is the one that the firm keeps: give --verdict");
        } else {
            checked.checked.push("the verdict is the one that the firm keeps");
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
            checked
                .not_checked
                .push("that the session, with the facts that the firm attested, is as it was issued: give --session");
        } else {
            checked.checked.push("the session is as it was issued, in whole");
        }
        if self.sessions.iter().any(|session| session.json().canonical() != own) {
            let message = "the session in the record is not as the server issued it";
            return Err(Error::new(Code::Claim, "/session", message));
        }
        match self.pack {
            Some(pack) => {
                record.replay(pack)?;
                checked.checked.push("the same rules give the same verdict again");
            }
            None => checked.not_checked.push("that the rules give this verdict: give --pack"),
        }
        Ok(checked)
    }

    /// The receipt that stands beside the record, which has to be for its verdict.
    fn receipt_beside(&self, record: &Record) -> Result<Option<Opened<Receipt>>, Error> {
        let Some(receipt) = self.receipt else { return Ok(None) };
        let of_receipt = |error: Error| Error { at: format!("/receipt{}", error.at), ..error };
        let receipt = Opened::<Receipt>::open(receipt).map_err(of_receipt)?;
        receipt.check(&record.objects().verdict).map_err(of_receipt)?;
        Ok(Some(receipt))
    }
}
