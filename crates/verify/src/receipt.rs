//! A receipt that stands by itself.

use prescreen::Error;
use prescreen::json::Write as _;
use prescreen::verdict::{Opened, Receipt, Verdict};

use crate::{Against, Findings, Limit, Open, Proved, by_session};

impl Against<'_> {
    /// Checks a receipt.
    ///
    /// # Errors
    /// What the strict readers say of it and of the verdict; [`Code::Signature`](prescreen::Code::Signature) or
    /// [`Code::Key`](prescreen::Code::Key) for what was not signed by whom it names;
    /// [`Code::Claim`](prescreen::Code::Claim) when it is for another verdict.
    pub fn receipt(&self, text: &str) -> Result<Findings, Error> {
        let receipt = Opened::<Receipt>::open(text)?;
        let mut findings = Findings {
            limits: vec![Limit::AnswersTrue, Limit::HonestTab, Limit::NoLeave, Limit::WhoItIs],
            said: vec![("receipt".into(), receipt.claims.json())],
            ..Findings::default()
        };
        match self.keys {
            Some(keys) => {
                keys.check(self.signatures, &receipt)?;
                findings.proved.push(Proved::ReceiptSigned);
            }
            None => findings.open.push(Open::ReceiptSigned),
        }
        for verdict in &self.verdicts {
            let verdict = Opened::<Verdict>::open(verdict)?;
            by_session(self.signatures, &verdict)?;
            receipt.check(&verdict)?;
            findings.said.push(("verdict".into(), verdict.claims.json()));
        }
        if self.verdicts.is_empty() {
            findings.open.push(Open::ReceiptOfVerdict);
        } else {
            findings.proved.push(Proved::ReceiptOfVerdict);
        }
        Ok(findings)
    }
}
