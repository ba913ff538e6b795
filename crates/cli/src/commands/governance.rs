//! `pack keygen`, `pack sign`, `pack withdraw`, `pack approvals`: who stands for a pack.
//!
//! A person signs with a key of their own, offline; the server has the public keys alone.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use prescreen::date::{Date, Instant};
use prescreen::json::{self, Write as _};
use prescreen::terms::base64url;
use prescreen::{Code, Error, Pack};
use prescreen_es256::{Es256, ServerKey};
use prescreen_server::statements_of;
use prescreen_verify::governance::{
    APPROVALS, Act, Approver, MAX_STATEMENTS_BYTES, PackState, PackStatement, Signed, Standing, State, read_statements,
};
use serde_json::json;

use super::new_file::NewFile;
use super::{Answer, Document, Done, InputError, input, load, load_approvers};

/// Largest key file, in bytes.
const MAX_KEY_BYTES: usize = 4096;
const FORMAT: i64 = 1;

/// A person's key file.
struct KeyFile {
    prescreen_signing_key: i64,
    name: String,
    /// PKCS #8, in base64url.
    private_key: String,
}

prescreen::objects! {
    KeyFile { prescreen_signing_key, name, private_key }
}

/// Draws a key.
#[derive(Args)]
pub struct KeygenArgs {
    /// The person's name, as the list of approvers has it
    #[arg(long = "as", value_name = "NAME")]
    name: String,
    /// The file to make, for this user alone; nothing is written over
    #[arg(long, value_name = "FILE")]
    out: String,
}

/// Approves.
#[derive(Args)]
pub struct SignArgs {
    #[command(flatten)]
    signer: SignerArgs,
    /// The last day of the approval, YYYY-MM-DD in the pack's time zone; none when left out
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

/// Withdraws.
#[derive(Args)]
pub struct WithdrawArgs {
    #[command(flatten)]
    signer: SignerArgs,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
    /// The last day on which what was begun is accepted, YYYY-MM-DD in the pack's time zone; nothing is when left out
    #[arg(long, value_name = "DAY")]
    accept_until: Option<String>,
}

#[derive(Args)]
struct SignerArgs {
    /// Pack file
    pack: String,
    /// The person's key file, as `pack keygen` writes it
    #[arg(long, value_name = "FILE")]
    key: String,
    /// The person's name, as the list of approvers has it
    #[arg(long = "as", value_name = "NAME")]
    name: String,
}

/// Says how far a pack has come.
#[derive(Args)]
pub struct ApprovalsArgs {
    /// Pack file
    pack: String,
    /// The list of who may approve packs, as the server has it
    #[arg(long, value_name = "FILE")]
    approvers: String,
}

impl KeygenArgs {
    /// Draws the key, and prints the entry.
    pub fn run(&self) -> Done {
        let pkcs8 = ServerKey::generate().map_err(InputError::of)?;
        let key = *ServerKey::from_pkcs8(&pkcs8).map_err(InputError::of)?.public();
        let entry = Approver { name: self.name.clone(), until: None, key }.json().canonical();
        let file =
            KeyFile { prescreen_signing_key: FORMAT, name: self.name.clone(), private_key: base64url::encode(&pkcs8) };
        NewFile::make(&self.out)?.fill(&(file.json().canonical() + "\n"))?;
        let text = format!(
            "{}: the private key of {}. It is theirs alone: who else has it can approve packs in their name.\n\
             For `approvers` in the server's list, {{\"prescreen_approvers\": 1, \"approvers\": [...]}}:\n{entry}\n",
            self.out, self.name
        );
        let entry: serde_json::Value = serde_json::from_str(&entry).unwrap_or_default();
        Ok(Answer::new(text, json!({ "written": self.out, "approver": entry })))
    }
}

impl SignArgs {
    /// Adds an approval.
    pub fn run(&self) -> Done {
        let until = day("--until", self.until.as_deref())?;
        self.signer.add(Act::Approve, until, None)
    }
}

impl WithdrawArgs {
    /// Adds a withdrawal.
    pub fn run(&self) -> Done {
        let until = day("--accept-until", self.accept_until.as_deref())?;
        self.signer.add(Act::Withdraw, until, Some(&self.reason))
    }
}

impl SignerArgs {
    fn add(&self, act: Act, until: Option<Date>, reason: Option<&str>) -> Done {
        if self.pack == "-" {
            return Err(InputError::usage("a pack is signed where it lies: name its file").into());
        }
        let pack = load(&self.pack)?;
        let key = self.key()?;
        let by = &*self.name;
        let signed = PackStatement::new(act, pack.reference().clone(), by, now(), until, reason, key.public())
            .and_then(|statement| {
                let signature = key.sign(&statement.signing_input())?;
                Signed::new(statement, &signature)
            })
            .map_err(InputError::of)?;
        let path = statements_of(Path::new(&self.pack));
        let name = path.display().to_string();
        // What is there has to be whole before something is added.
        statements(&path)?;
        let failed = |error| InputError::file(&name, &error);
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
        file.write_all((signed.line() + "\n").as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        let (word, pack) = (act.word(), pack.reference());
        let (id, version, hash) = (&pack.id, &pack.version, &pack.hash);
        let text = format!("{name}: {by}: {word} {id}@{version}\n  hash {hash}\n");
        Ok(Answer::new(text, json!({ "written": name, "act": word, "by": by, "hash": hash })))
    }

    /// The person's key, which is for them alone and of this name.
    fn key(&self) -> Result<ServerKey, Vec<InputError>> {
        input::is_private(&self.key)?;
        let file = Document::read(&self.key, MAX_KEY_BYTES)?;
        let read = || -> Result<ServerKey, Error> {
            let KeyFile { prescreen_signing_key, name, private_key } = json::read_text(&file.text, MAX_KEY_BYTES)?;
            if prescreen_signing_key != FORMAT {
                return Err(Error::new(Code::Range, "/prescreen_signing_key", "expected format 1"));
            }
            if name != self.name {
                return Err(Error::new(Code::Key, "/name", "this is the key of another person than --as names")
                    .help("Let each person sign with their own key, under their own name."));
            }
            let pkcs8 = base64url::decode(&private_key)
                .ok_or_else(|| Error::new(Code::Encoding, "/private_key", "expected base64url without padding"))?;
            ServerKey::from_pkcs8(&pkcs8).map_err(|error| Error { at: "/private_key".into(), ..error })
        };
        read().map_err(|error| InputError { file: file.name.clone(), ..InputError::of(error) }.into())
    }
}

impl ApprovalsArgs {
    /// Says the state as of now.
    pub fn run(&self) -> Done {
        let pack = load(&self.pack)?;
        let approvers = load_approvers(&self.approvers)?;
        let statements = statements(&statements_of(Path::new(&self.pack)))?;
        let standing = Standing::of(&pack, &statements, &approvers, &Es256);
        Ok(said(&pack, &standing, now()))
    }
}

fn said(pack: &Pack, standing: &Standing, now: Instant) -> Answer {
    let PackState { state, until, why } = standing.state(pack, now);
    let by = pack.day(now).map(|day| standing.approved_by(day)).unwrap_or_default();
    let until = until.map(|until| until.to_string());
    let mut text = format!("{}@{}: {}", pack.reference().id, pack.reference().version, state.word());
    text.push_str(&until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default());
    text.push_str(&format!("\n  hash {}\n", pack.hash()));
    by.iter().for_each(|by| text.push_str(&format!("  approved by {by}\n")));
    if let Some(why) = why {
        text.push_str(&format!("  not approved, {}: {}\n", why.code(), why.sentence()));
    }
    for refused in standing.refused() {
        let (line, by, why) = (refused.line, &refused.by, refused.why);
        text.push_str(&format!("  line {line}, {by}, does not count, {}: {}\n", why.code(), why.sentence()));
    }
    let told = standing
        .refused()
        .iter()
        .map(|one| json!({ "line": one.line, "by": one.by, "why": one.why.code(), "help": one.why.sentence() }));
    let refused: Vec<_> = told.collect();
    let json = json!({
        "state": state.word(), "until": until, "approved_by": by, "of": APPROVALS, "why": why.map(|why| why.code()),
        "refused": refused, "hash": pack.hash(),
    });
    Answer { findings: !matches!(state, State::Approved | State::Active), ..Answer::new(text, json) }
}

/// The statements in a file; none where it is not there.
fn statements(path: &Path) -> Result<Vec<Signed>, Vec<InputError>> {
    let name = path.display().to_string();
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(InputError::file(&name, &error).into()),
        Ok(_) => {}
    }
    let file = Document::read(&name, MAX_STATEMENTS_BYTES)?;
    read_statements(&file.text).map_err(|error| InputError { file: name, ..InputError::of(error) }.into())
}

fn day(flag: &str, text: Option<&str>) -> Result<Option<Date>, Vec<InputError>> {
    let expected = format!("{flag}: this is no day of the calendar, as YYYY-MM-DD, such as 2026-11-30");
    let read = |text| Date::parse(text).ok_or_else(|| InputError::usage(&expected).into());
    text.map(read).transpose()
}

fn now() -> Instant {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Instant(i64::try_from(now).unwrap_or(i64::MAX))
}
