//! `verify`: whether a verdict holds, as the server checks it.

use clap::Args;
use prescreen::date::Instant;
use prescreen::json::Write as _;
use prescreen::terms::Digest;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Opened, Receipt, Ticket, Verdict};
use prescreen::{Error, Pack};
use prescreen_es256::{self as es256, Es256};
use serde_json::json;

use super::{Answer, Document, Done, InputError, input, load, load_keys, load_session};

/// Verify a verdict against the session and the ticket that it belongs to
///
/// Checks form, signature, key, every claim, and whether the claims are possible under the pack. Whether the server
/// signed ticket and receipt needs --keys; whether the key is the one that claimed the session, --jkt or --keys; and
/// whether the verdict came in time, --now or a receipt with --keys. Where one of these was not checked it says so
/// first, and ends with 1. It cannot say that the answers were true.
#[derive(Args)]
pub struct VerifyArgs {
    /// Pack file
    #[arg(long)]
    pack: String,
    /// Pack files whose class may be reported beside; as often as there are some
    #[arg(long, value_name = "PACK")]
    shadow: Vec<String>,
    /// Session file, as the server issued it
    #[arg(long)]
    session: String,
    /// Ticket file: a compact JWS
    #[arg(long)]
    ticket: String,
    /// Verdict file: a compact JWS
    #[arg(long)]
    verdict: String,
    /// Receipt file: a compact JWS
    #[arg(long)]
    receipt: Option<String>,
    /// The server's keys: a JWK set
    #[arg(long)]
    keys: Option<String>,
    /// Thumbprint of the key that claimed the session: `jkt` as the server gives the session to the back end
    #[arg(long, value_name = "THUMBPRINT", value_parser = thumbprint)]
    jkt: Option<Digest>,
    /// The clock to check by, in seconds since 1970 UTC: `accepted` as the server gives the session to the back end
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    now: Option<i64>,
}

/// What was checked besides the verdict itself.
#[derive(Default, serde::Serialize)]
struct Checked {
    ticket_signature: bool,
    receipt: bool,
    receipt_signature: bool,
    /// That the verdict's key is the one that claimed the session: given, or in a ticket that the server signed.
    key: bool,
    /// That the verdict came in time: by a clock that was given, or by a receipt that the server signed.
    time: bool,
}

impl Checked {
    /// What was not, in words.
    fn missing(&self) -> Vec<&'static str> {
        let all = [
            (self.ticket_signature, "that the server signed the ticket: give --keys"),
            (self.receipt_signature || !self.receipt, "that the server signed the receipt: give --keys"),
            (self.key, "that the key is the one that claimed the session: give --jkt or --keys"),
            (self.time, "that the verdict came in time: give --now, or --receipt with --keys"),
        ];
        all.into_iter().filter(|(checked, _)| !checked).map(|(_, what)| what).collect()
    }
}

impl VerifyArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let mut paths = vec![&*self.pack, &*self.session, &*self.ticket, &*self.verdict];
        paths.extend(self.shadow.iter().map(String::as_str));
        paths.extend(self.receipt.as_deref());
        paths.extend(self.keys.as_deref());
        input::one_standard_input(&paths)?;
        let pack = load(&self.pack)?;
        let others = self.shadow.iter().map(|path| load(path)).collect::<Result<Vec<_>, _>>()?;
        let shadows: Vec<&Pack> = others.iter().collect();
        let session = load_session(&self.session)?;
        let keys = self.keys.as_deref().map(load_keys).transpose()?;
        let ticket = signed_text(&self.ticket)?;
        let verdict = signed_text(&self.verdict)?;
        let receipt = self.receipt.as_deref().map(signed_text).transpose()?;

        let opened = Opened::<Ticket>::open(&ticket.text).map_err(|error| (&ticket, error));
        let result = opened.and_then(|opened| {
            let mut checked = Checked::default();
            if let Some(keys) = &keys {
                keys.check(&Es256, &opened).map_err(|error| (&ticket, error))?;
                checked.ticket_signature = true;
            }
            let mut receipt_claims = None;
            if let Some(file) = &receipt {
                let opened = Opened::<Receipt>::open(&file.text).map_err(|error| (file, error))?;
                if let Some(keys) = &keys {
                    keys.check(&Es256, &opened).map_err(|error| (file, error))?;
                    checked.receipt_signature = true;
                }
                receipt_claims = Some(opened);
            }
            // Without a clock, that its own time is within session and ticket is left to check: whether it came in
            // time was the server's to say, and a receipt says it.
            let said = Opened::<Verdict>::open(&verdict.text).map_err(|error| (&verdict, error))?;
            let now = self.now.map_or_else(|| said.claims.iat(), Instant);
            let jkt = self.jkt.unwrap_or(opened.claims.jkt);
            checked.key = self.jkt.is_some() || checked.ticket_signature;
            let expected =
                Expected { pack: &pack, shadows: &shadows, session: &session, ticket: &ticket.text, jkt, now };
            let verified = es256::verdict(&expected, &verdict.text).map_err(|error| (&verdict, error))?;
            if let Some((receipt_claims, file)) = receipt_claims.zip(receipt.as_ref()) {
                receipt_claims.check(&verified).map_err(|error| (file, error))?;
                checked.receipt = true;
            }
            checked.time = self.now.is_some() || (checked.receipt && checked.receipt_signature);
            Ok((verified, checked))
        });
        Ok(match result {
            Ok((verified, checked)) => holds(&verified, &checked),
            Err((file, error)) => refused(file, error),
        })
    }
}

fn holds(verdict: &Opened<Verdict>, checked: &Checked) -> Answer {
    let claims = verdict.claims.json().canonical();
    let claims: serde_json::Value = serde_json::from_str(&claims).unwrap_or_default();
    let missing = checked.missing();
    let mut text = String::new();
    for what in &missing {
        text.push_str(&format!("not checked: {what}\n"));
    }
    text.push_str(if missing.is_empty() { "the verdict holds\n" } else { "the rest of the verdict holds\n" });
    if checked.receipt {
        text.push_str("  the receipt is for it\n");
    }
    text.push_str(&format!("{claims:#}\n"));
    let holds = missing.is_empty().then_some(true);
    let json = json!({ "holds": holds, "checked": checked, "not_checked": missing, "claims": claims });
    Answer { text, json, findings: !missing.is_empty() }
}

fn refused(file: &Document, error: Error) -> Answer {
    let mut problem = InputError::of(error);
    problem.file.clone_from(&file.name);
    let text = format!("the verdict does not hold\n{problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}

fn thumbprint(text: &str) -> Result<Digest, &'static str> {
    Digest::parse(text).ok_or("a thumbprint is 43 characters of base64url (RFC 7638)")
}

/// A signed object from a file; a line end after it is the file's, not the object's.
fn signed_text(path: &str) -> Result<Document, Vec<InputError>> {
    let file = Document::read(path, MAX_JWS_BYTES)?;
    Ok(Document { text: file.one_line().into(), name: file.name })
}
