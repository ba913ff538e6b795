//! `record`: a record, single answers of it, and whether they hold; a sealed one, for who keeps the archive's key.

use clap::{Args, Subcommand};
use prescreen::json::{self, Json};
use prescreen::verdict::Record;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::record::MAX_RECORD_BYTES;
use prescreen::{Error, Pack};
use prescreen_es256::Es256;
use prescreen_verify::governance::{self, read_statements};
use prescreen_verify::kept::SessionRecord;
use prescreen_verify::{Against, Findings, Kind, MAX_DOCUMENT_BYTES};
use serde_json::{Value, json};

use super::{
    Answer, Document, Done, InputError, archive, exported, findings, input, load, load_approvers, load_keys,
    load_session,
};

/// Records and openings.
#[derive(Args)]
pub struct RecordArgs {
    #[command(subcommand)]
    command: RecordCommand,
}

/// What there is to hold a record against.
#[derive(Args)]
struct AgainstArgs {
    /// Pack file: the same rules have to give the same verdict
    #[arg(long)]
    pack: Option<String>,
    /// The verdict that the firm keeps, a compact JWS
    #[arg(long, value_name = "FILE")]
    verdict: Option<String>,
    /// The server's keys, a JWK set: it has to have signed ticket and receipt
    #[arg(long)]
    keys: Option<String>,
    /// The session as the server issued it, `document` in its answers: with the facts that the firm attested it has to be
    /// the record's
    #[arg(long, value_name = "FILE")]
    session: Option<String>,
}

#[derive(Subcommand)]
enum RecordCommand {
    /// Open single answers of a record; or, with --archive-key, a record that was sealed to the firm
    ///
    /// Of a person's record: the text holds the items asked for and no other.
    /// Of a sealed record: who opens it and why is noted in --log first, on the disk; then the whole record is given. It is
    /// checked against its commitment and its session's key; against session, verdict and receipt where the file is the
    /// server's answer; and against whatever else is given. An attempt that fails is noted too. Works offline.
    Open {
        /// Record file, sealed record, or the server's answer with one; '-' for standard input
        file: String,
        /// What to open: ITEM, item/ITEM, fact/FACT, clarified or record
        #[arg(long = "item", required_unless_present = "archive_key", conflicts_with_all = ["archive_key", "AgainstArgs"])]
        items: Vec<String>,
        /// The archive's key file, as `record keygen` writes it
        #[arg(long, value_name = "KEY", requires = "reason", requires = "by", requires = "log")]
        archive_key: Option<String>,
        /// Why the record is opened
        #[arg(long, value_name = "TEXT", requires = "archive_key", allow_hyphen_values = true)]
        reason: Option<String>,
        /// Who opens it
        #[arg(long, value_name = "WHO", requires = "archive_key", allow_hyphen_values = true)]
        by: Option<String>,
        /// The access log; it is made where it is not there
        #[arg(long, value_name = "FILE", requires = "archive_key")]
        log: Option<String>,
        #[command(flatten)]
        against: AgainstArgs,
        /// The file to make, in which what was opened is written; standard output when left out
        #[arg(long)]
        out: Option<String>,
    },
    /// Draw a key of the firm's archive: the file holds the private key, and the public one is printed for packs
    Keygen {
        /// The key's name in packs, such as archive-2026
        #[arg(long)]
        id: String,
        /// The file to make, for this user alone; nothing is written over
        #[arg(long, value_name = "FILE")]
        out: String,
    },
    /// The access log of an archive
    Log {
        #[command(subcommand)]
        command: LogCommand,
    },
    /// Check a record, an opening of it, a receipt, the server's answer with a record in clear, or an export
    ///
    /// A record: that seed and values lead to the commitment, that the signed objects belong together and the
    /// session's key signed them; and against whatever is given. The server's answer holds session, verdict and receipt
    /// beside it. An opening (with --pack): that each answer leads to the commitment, from its own place; with --verdict,
    /// that the verdict rests on it. A receipt: with --keys, that the server signed it; with --verdict, that it is for this one.
    /// Statements about a pack, as `prescreen pack sign` writes them: with --approvers, that they are of persons who may; with
    /// --pack, that they are about this content. An export, as `prescreen server export` writes it: every signature, hash, step and
    /// record in it, against the packs in it; with --keys, that the keys in it are the server's; with --approvers, that
    /// approvals and withdrawals of its packs are of persons who may; with --pack, of a shadow pack.
    Check {
        /// Record, opening, receipt, the server's answer, statements about a pack, or an export; '-' for standard input, which
        /// takes no export
        file: String,
        #[command(flatten)]
        against: AgainstArgs,
        /// The list of who may approve packs, for an export or statements
        #[arg(long, value_name = "FILE")]
        approvers: Option<String>,
    },
}

#[derive(Subcommand)]
enum LogCommand {
    /// Check that no line was changed, left out or put in
    ///
    /// The end is told by a hash that was noted elsewhere alone: --has finds a last line that was changed, and lines that
    /// were cut off.
    Check {
        /// Log file; '-' for standard input
        file: String,
        /// The hash of a line that has to be there
        #[arg(long, value_name = "HASH", allow_hyphen_values = true)]
        has: Option<String>,
    },
}

impl AgainstArgs {
    fn paths(&self) -> impl Iterator<Item = &str> {
        [&self.pack, &self.verdict, &self.keys, &self.session].into_iter().filter_map(Option::as_deref)
    }
}

impl RecordArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            RecordCommand::Open { file, archive_key: Some(key), reason, by, log, against, out, .. } => {
                let of = |option: &Option<String>| option.clone().unwrap_or_default();
                let (by, reason, log) = (&*of(by), &*of(reason), &*of(log));
                let AgainstArgs { pack, verdict, keys, session } = against;
                let [pack, verdict, keys, session] = [pack, verdict, keys, session].map(Option::as_deref);
                let out = out.as_deref();
                archive::open(&archive::Request { file, key, by, reason, log, verdict, keys, session, pack, out })
            }
            RecordCommand::Open { file, items, out, .. } => open(file, items, out.as_deref()),
            RecordCommand::Keygen { id, out } => archive::keygen(id, out),
            RecordCommand::Log { command: LogCommand::Check { file, has } } => archive::check_log(file, has.as_deref()),
            RecordCommand::Check { file, against, approvers } => {
                let paths = against.paths().chain(approvers.as_deref()).chain([file.as_str()]);
                input::one_standard_input(&paths.collect::<Vec<_>>())?;
                if exported::is_one(file) {
                    return check_export(file, against, approvers.as_deref());
                }
                let file = Document::read(file, MAX_DOCUMENT_BYTES)?;
                if Kind::of(&file.text).is_ok_and(|kind| kind == Kind::Statements) {
                    return check_statements(&file, against, approvers.as_deref());
                }
                if approvers.is_some() {
                    let usage = "a list of approvers is for an export, or for the statements about a pack";
                    return Err(InputError::usage(usage).into());
                }
                if !file.text.trim_start().starts_with(['{', '[']) {
                    return check_receipt(&file, against);
                }
                let json = Json::parse(&file.text, MAX_DOCUMENT_BYTES).map_err(|error| file.problem(error))?;
                if json.get("prescreen_opening").is_some() {
                    check_opening(&file, against)
                } else if json.get("record").is_some() {
                    let answer = json::read(&json).map_err(|error| file.problem(error))?;
                    check_record(&file, against, Some(&answer))
                } else {
                    check_record(&file, against, None)
                }
            }
        }
    }
}

fn open(path: &str, items: &[String], out: Option<&str>) -> Done {
    let file = Document::read(path, MAX_RECORD_BYTES)?;
    let record = Record::read(&file.text).map_err(|error| file.problem(error))?;
    let name = |item: &String| match item.as_str() {
        "clarified" | "record" => item.clone(),
        whole if whole.contains('/') => whole.into(),
        item => format!("item/{item}"),
    };
    let names: Vec<String> = items.iter().map(name).collect();
    let opening =
        record.open(&names.iter().map(String::as_str).collect::<Vec<_>>()).map_err(|error| file.problem(error))?;
    let json = value(&opening);
    let Some(out) = out else { return Ok(Answer::new(opening + "\n", json)) };
    input::write(out, &(opening + "\n"))?;
    Ok(Answer::new(format!("{out}: {} opened\n", names.join(", ")), json!({ "written": out, "opened": names })))
}

/// `answer`: the server's, where the record is in it.
fn check_record(file: &Document, args: &AgainstArgs, answer: Option<&SessionRecord>) -> Done {
    let pack = args.pack.as_deref().map(load).transpose()?;
    let keys = args.keys.as_deref().map(load_keys).transpose()?;
    let session = args.session.as_deref().map(load_session).transpose()?;
    let verdict = verdict(args)?;
    let against = Against {
        keys: keys.as_ref(),
        packs: pack.iter().collect(),
        verdicts: verdict.iter().map(Document::one_line).collect(),
        sessions: session.iter().collect(),
        ..Against::nothing(&Es256)
    };
    let checked = match answer {
        Some(answer) => against.answer(answer),
        None => Record::read(&file.text).and_then(|record| against.record(&record)),
    };
    Ok(told("record", file, checked))
}

fn check_export(path: &str, args: &AgainstArgs, approvers: Option<&str>) -> Done {
    if args.verdict.is_some() || args.session.is_some() {
        return Err(InputError::usage("an export is checked with --keys, --approvers and --pack alone").into());
    }
    let keys = args.keys.as_deref().map(load_keys).transpose()?;
    let approvers = approvers.map(load_approvers).transpose()?;
    exported::check(path, keys, approvers, args.pack.as_deref().map(load).transpose()?.into_iter().collect())
}

fn check_statements(file: &Document, args: &AgainstArgs, approvers: Option<&str>) -> Done {
    if args.keys.is_some() || args.session.is_some() || args.verdict.is_some() {
        return Err(InputError::usage("statements about a pack are checked with --approvers and --pack alone").into());
    }
    let pack = args.pack.as_deref().map(load).transpose()?;
    let approvers = approvers.map(load_approvers).transpose()?;
    let packs: Vec<&Pack> = pack.iter().collect();
    let statements = read_statements(&file.text).map_err(|error| file.problem(error))?;
    Ok(told("statements", file, governance::findings(&statements, approvers.as_ref(), &packs, &Es256)))
}

fn check_opening(file: &Document, args: &AgainstArgs) -> Done {
    if args.keys.is_some() || args.session.is_some() {
        return Err(InputError::usage("an opening is checked with --pack and --verdict alone").into());
    }
    let pack = args.pack.as_deref().ok_or_else(|| InputError::usage("an opening is checked with --pack"))?;
    let pack = load(pack)?;
    let verdict = verdict(args)?;
    let against = Against {
        packs: vec![&pack],
        verdicts: verdict.iter().map(Document::one_line).collect(),
        ..Against::nothing(&Es256)
    };
    Ok(told("opening", file, against.opening(&file.text)))
}

fn check_receipt(file: &Document, args: &AgainstArgs) -> Done {
    if args.pack.is_some() || args.session.is_some() {
        return Err(InputError::usage("a receipt is checked with --keys and --verdict alone").into());
    }
    let keys = args.keys.as_deref().map(load_keys).transpose()?;
    let verdict = verdict(args)?;
    let against = Against {
        keys: keys.as_ref(),
        verdicts: verdict.iter().map(Document::one_line).collect(),
        ..Against::nothing(&Es256)
    };
    Ok(told("receipt", file, against.receipt(file.one_line())))
}

/// The verdict that is held against.
fn verdict(args: &AgainstArgs) -> Result<Option<Document>, Vec<InputError>> {
    args.verdict.as_deref().map(|path| Document::read(path, MAX_JWS_BYTES)).transpose()
}

fn told(what: &str, file: &Document, checked: Result<Findings, Error>) -> Answer {
    let found = match checked {
        Ok(found) => found,
        Err(error) => {
            let problem = file.problem(error);
            let text = format!("the {what} does not hold\n{problem}\n");
            return Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true };
        }
    };
    let mut text = format!("the {what} holds\n{}", findings::lines(&found));
    let opened = findings::said(&found, "opened");
    for (name, value) in opened.as_object().into_iter().flatten() {
        text.push_str(&format!("  {name} = {value}\n"));
    }
    let [verdict, receipt] = ["verdict", "receipt"].map(|name| findings::said(&found, name));
    let json = json!({ "holds": true, "opened": opened, "verdict": verdict, "receipt": receipt });
    Answer::new(text, findings::object(&found, json))
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}
