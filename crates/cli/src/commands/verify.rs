//! `verify`: whether a verdict holds, as the server checks it.

use clap::Args;
use prescreen::json::Write as _;
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Opened, Receipt, Ticket, Verdict};
use prescreen::{Error, Pack, Session};
use prescreen_es256 as es256;
use serde_json::json;

use super::keys::Keys;
use super::{Answer, Document, Done, InputError, input, load};

/// Verify a verdict against the session and the ticket that it belongs to
///
/// Checks form, signature, key, every claim, and whether the claims are possible under the pack. With --keys
/// it also checks that the server signed ticket and receipt. It says that the verdict is this session's;
/// it cannot say that the answers were true.
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
}

/// What was checked besides the verdict itself.
#[derive(Default, serde::Serialize)]
struct Checked {
    ticket_signature: bool,
    receipt: bool,
    receipt_signature: bool,
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
        let session_file = Document::read(&self.session, MAX_SESSION_BYTES)?;
        let session = Session::read(&session_file.text).map_err(|error| session_file.problem(error))?;
        let keys = self.keys.as_deref().map(Keys::read).transpose()?;
        let ticket = signed_text(&self.ticket)?;
        let verdict = signed_text(&self.verdict)?;
        let receipt = self.receipt.as_deref().map(signed_text).transpose()?;

        let opened = Opened::<Ticket>::open(&ticket.text).map_err(|error| (&ticket, error));
        let result = opened.and_then(|opened| {
            let mut checked = Checked::default();
            if let Some(keys) = &keys {
                keys.check(&opened).map_err(|error| (&ticket, error))?;
                checked.ticket_signature = true;
            }
            let mut receipt_claims = None;
            if let Some(file) = &receipt {
                let opened = Opened::<Receipt>::open(&file.text).map_err(|error| (file, error))?;
                if let Some(keys) = &keys {
                    keys.check(&opened).map_err(|error| (file, error))?;
                    checked.receipt_signature = true;
                }
                receipt_claims = Some(opened);
            }
            // Whether it came in time was the server's to say, and a receipt says it; what is left to
            // check is that its own time is within session and ticket.
            let said = Opened::<Verdict>::open(&verdict.text).map_err(|error| (&verdict, error))?;
            let now = said.claims.iat();
            let jkt = opened.claims.jkt;
            let expected =
                Expected { pack: &pack, shadows: &shadows, session: &session, ticket: &ticket.text, jkt, now };
            let verified = es256::verdict(&expected, &verdict.text).map_err(|error| (&verdict, error))?;
            if let Some((receipt_claims, file)) = receipt_claims.zip(receipt.as_ref()) {
                receipt_claims.check(&verified).map_err(|error| (file, error))?;
                checked.receipt = true;
            }
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
    let word = |done: bool| if done { "checked" } else { "not checked: no --keys" };
    let mut text = format!("the verdict holds\n  ticket signature: {}\n", word(checked.ticket_signature));
    if checked.receipt {
        text.push_str(&format!("  the receipt is for it; receipt signature: {}\n", word(checked.receipt_signature)));
    }
    text.push_str(&format!("{claims:#}\n"));
    Answer::new(text, json!({ "holds": true, "checked": checked, "claims": claims }))
}

fn refused(file: &Document, error: Error) -> Answer {
    let mut problem = InputError::of(error);
    problem.file.clone_from(&file.name);
    let text = format!("the verdict does not hold\n{problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}

/// A signed object from a file; a line end after it is the file's, not the object's.
fn signed_text(path: &str) -> Result<Document, Vec<InputError>> {
    let Document { name, text } = Document::read(path, MAX_JWS_BYTES)?;
    Ok(Document { name, text: text.trim_end_matches(['\r', '\n']).into() })
}
