//! `record`: a record, single answers of it, and whether they hold; a sealed one, for who keeps the archive's key.

use clap::{Args, Subcommand};
use prescreen::Error;
use prescreen::json::Json;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::record::MAX_RECORD_BYTES;
use prescreen::verdict::{Opened, Opening, Record, Verdict};
use prescreen_es256::Signed as _;
use serde_json::{Value, json};

use super::keys::Keys;
use super::{Answer, Document, Done, InputError, archive, input, load};

/// Records and openings.
#[derive(Args)]
pub struct RecordArgs {
    #[command(subcommand)]
    command: RecordCommand,
}

#[derive(Subcommand)]
enum RecordCommand {
    /// Open single answers of a record; or, with --archive-key, a record that was sealed to the firm
    ///
    /// Of a person's record: the text holds the items asked for and no other.
    /// Of a sealed record: who opens it and why is noted in --log first, on the disk; then the whole record is given. It is
    /// checked against its commitment and, where the file is the server's answer or with --verdict, against the verdict that
    /// the firm keeps. Works offline.
    Open {
        /// Record file, sealed record, or the server's answer with one; '-' for standard input
        file: String,
        /// What to open: ITEM, item/ITEM, fact/FACT, clarified or record
        #[arg(long = "item", required_unless_present = "archive_key", conflicts_with = "archive_key")]
        items: Vec<String>,
        /// The archive's key file, as `record keygen` writes it
        #[arg(long, value_name = "KEY", requires = "reason", requires = "by", requires = "log")]
        archive_key: Option<String>,
        /// Why the record is opened
        #[arg(long, value_name = "TEXT", requires = "archive_key")]
        reason: Option<String>,
        /// Who opens it
        #[arg(long, value_name = "WHO", requires = "archive_key")]
        by: Option<String>,
        /// The log of openings; it is made where it is not there
        #[arg(long, value_name = "FILE", requires = "archive_key")]
        log: Option<String>,
        /// The verdict that the firm keeps, a compact JWS
        #[arg(long, value_name = "FILE", requires = "archive_key")]
        verdict: Option<String>,
        /// Where to write what was opened; standard output when left out
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
    /// The log of openings
    Log {
        #[command(subcommand)]
        command: LogCommand,
    },
    /// Check a record, or an opening of it
    ///
    /// A record: that seed and values lead to the commitment, that the signed objects belong together and the
    /// session's key signed them; with --keys, that the server signed ticket and receipt; with --pack, that the
    /// same rules give the same verdict again. An opening (with --pack): that each answer leads to the
    /// commitment, from its own place; with --verdict, that the verdict rests on it.
    Check {
        /// Record or opening file; '-' for standard input
        file: String,
        /// Pack file
        #[arg(long)]
        pack: Option<String>,
        /// For an opening: the verdict that the firm keeps, a compact JWS
        #[arg(long)]
        verdict: Option<String>,
        /// For a record: the server's keys, a JWK set
        #[arg(long)]
        keys: Option<String>,
    },
}

#[derive(Subcommand)]
enum LogCommand {
    /// Check that no line was changed, left out or put in
    ///
    /// Lines cut off at the end are found by the hash of a line that was noted elsewhere: --has.
    Check {
        /// Log file; '-' for standard input
        file: String,
        /// The hash of a line that has to be there
        #[arg(long, value_name = "HASH")]
        has: Option<String>,
    },
}

impl RecordArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            RecordCommand::Open { file, archive_key: Some(key), reason, by, log, verdict, out, .. } => {
                let of = |option: &Option<String>| option.clone().unwrap_or_default();
                let (by, reason, log) = (&*of(by), &*of(reason), &*of(log));
                let (verdict, out) = (verdict.as_deref(), out.as_deref());
                archive::open(&archive::Request { file, key, by, reason, log, verdict, out })
            }
            RecordCommand::Open { file, items, out, .. } => open(file, items, out.as_deref()),
            RecordCommand::Keygen { id, out } => archive::keygen(id, out),
            RecordCommand::Log { command: LogCommand::Check { file, has } } => archive::check_log(file, has.as_deref()),
            RecordCommand::Check { file, pack, verdict, keys } => {
                let options = [pack, verdict, keys].map(Option::as_deref);
                let paths: Vec<&str> = options.into_iter().flatten().chain([file.as_str()]).collect();
                input::one_standard_input(&paths)?;
                let file = Document::read(file, MAX_RECORD_BYTES)?;
                let json = Json::parse(&file.text, MAX_RECORD_BYTES).map_err(|error| file.problem(error))?;
                if json.get("prescreen_opening").is_some() {
                    check_opening(&file, pack.as_deref(), verdict.as_deref())
                } else {
                    check_record(&file, pack.as_deref(), keys.as_deref())
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

fn check_record(file: &Document, pack: Option<&str>, keys: Option<&str>) -> Done {
    let pack = pack.map(load).transpose()?;
    let keys = keys.map(Keys::read).transpose()?;
    let checked = || -> Result<Vec<&'static str>, Error> {
        let record = Record::read(&file.text)?;
        let objects = record.objects();
        objects.commit.check_signature()?;
        objects.verdict.check_signature()?;
        let mut checked = vec!["the values lead to the commitment", "the session's key signed commitment and verdict"];
        if let Some(keys) = &keys {
            keys.check(&objects.ticket)?;
            if let Some(receipt) = &objects.receipt {
                keys.check(receipt)?;
                checked.push("the server signed ticket and receipt");
            } else {
                checked.push("the server signed the ticket; a receipt is not in it");
            }
        }
        if let Some(pack) = &pack {
            record.replay(pack)?;
            checked.push("the same rules give the same verdict again");
        }
        Ok(checked)
    };
    Ok(match checked() {
        Ok(checked) => holds("record", &checked, Value::Null),
        Err(error) => fails("record", file, error),
    })
}

fn check_opening(file: &Document, pack: Option<&str>, verdict: Option<&str>) -> Done {
    let pack = pack.ok_or_else(|| InputError::usage("an opening is checked with --pack"))?;
    let pack = load(pack)?;
    let verdict = verdict.map(|path| Document::read(path, MAX_JWS_BYTES)).transpose()?;
    let checked = || -> Result<(Vec<&'static str>, Value), Error> {
        let opening = Opening::read(&file.text, &pack)?;
        let mut checked = vec!["the values lead to the commitment"];
        if let Some(verdict) = &verdict {
            let verdict = Opened::<Verdict>::open(verdict.text.trim_end_matches(['\r', '\n']))?;
            verdict.check_signature()?;
            opening.check(&verdict.claims)?;
            checked.push("the verdict rests on it");
        }
        let opened = opening.values().map(|(name, opened)| (name.into(), value(&opened.canonical())));
        Ok((checked, Value::Object(opened.collect())))
    };
    Ok(match checked() {
        Ok((checked, opened)) => holds("opening", &checked, opened),
        Err(error) => fails("opening", file, error),
    })
}

fn holds(what: &str, checked: &[&str], opened: Value) -> Answer {
    let mut text = format!("the {what} holds\n");
    for line in checked {
        text.push_str(&format!("  {line}\n"));
    }
    for (name, value) in opened.as_object().into_iter().flatten() {
        text.push_str(&format!("  {name} = {value}\n"));
    }
    Answer::new(text, json!({ "holds": true, "checked": checked, "opened": opened }))
}

fn fails(what: &str, file: &Document, error: Error) -> Answer {
    let problem = file.problem(error);
    let text = format!("the {what} does not hold\n{problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}
