//! `record keygen`, `record open --archive-key`, `record log check`: what the keeper of the firm's archive does, offline.
//!
//! A record is given out only when its opening stands in the log, on the disk.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::terms::Digest;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::sealed::MAX_SEALED_BYTES;
use prescreen::verdict::{Record, SealedRecord};
use prescreen::{Code, Error};
use prescreen_archive::{ArchiveKeyPair, Chain, Log, MAX_KEY_BYTES, MAX_LOG_BYTES, Opening, hash_of};
use prescreen_es256::Signed as _;
use serde_json::json;

use super::{Answer, Document, Done, InputError, input};

/// Largest file with a sealed record in it: the server's answer has the verdict and a receipt beside it.
const MAX_FILE_BYTES: usize = MAX_SEALED_BYTES + 3 * MAX_JWS_BYTES;

/// Who opens what, why, and where it is noted.
pub struct Request<'a> {
    /// The sealed record, or what the server answers for it.
    pub file: &'a str,
    /// The archive's key file.
    pub key: &'a str,
    /// Who opens it.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The log.
    pub log: &'a str,
    /// The verdict that the firm keeps, where the file has none.
    pub verdict: Option<&'a str>,
    /// Where the record goes; standard output when left out.
    pub out: Option<&'a str>,
}

/// Draws an archive key.
pub fn keygen(id: &str, out: &str) -> Done {
    let id =
        Id::try_from(String::from(id)).map_err(|message| InputError::of(Error::new(Code::Range, "/id", message)))?;
    let pair = ArchiveKeyPair::draw(id).map_err(InputError::of)?;
    write_private(out, &(pair.file() + "\n"), "another file is there: an archive key is never written over")?;
    let (id, public_key) = (pair.id().as_str(), pair.public_key());
    let text = format!(
        "{out}: the private key of '{id}'. Who loses it can open no record that is sealed to it: keep two copies apart.\n\
         For the pack's /record/sealed/keys, with its first day as `from`:\n\
         {{\"id\": \"{id}\", \"from\": \"YYYY-MM-DD\", \"public_key\": \"{public_key}\"}}\n"
    );
    Ok(Answer::new(text, json!({ "written": out, "id": id, "public_key": public_key })))
}

/// Opens a sealed record, checks it, notes the opening, and only then gives the record out.
pub fn open(request: &Request<'_>) -> Done {
    let paths: Vec<&str> = [request.file, request.key].into_iter().chain(request.verdict).collect();
    input::one_standard_input(&paths)?;
    let key = Document::read(request.key, MAX_KEY_BYTES)?;
    let key = ArchiveKeyPair::read(&key.text).map_err(|error| key.problem(error))?;
    let file = Document::read(request.file, MAX_FILE_BYTES)?;
    let (sealed, beside) = sealed(&file.text).map_err(|error| file.problem(error))?;
    let given = request.verdict.map(|path| Document::read(path, MAX_JWS_BYTES)).transpose()?;
    let verdict = given.map(|given| given.text.trim_end_matches(['\r', '\n']).to_owned()).or(beside);
    let opened = key.open(&sealed).and_then(|(text, record)| {
        let checked = checked(&record, verdict.as_deref())?;
        Ok((text, checked))
    });
    let (text, checked) = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(does_not_hold(&file, error)),
    };
    let chain = note(request, &sealed)?;
    let last = chain.last.map(|last| last.text());
    let noted = json!({ "openings": chain.openings, "last": last });
    let Some(out) = request.out else {
        let record: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let json = json!({ "holds": true, "checked": checked, "log": noted, "record": record });
        return Ok(Answer::new(text + "\n", json));
    };
    let json = json!({ "holds": true, "checked": checked, "log": noted, "written": out });
    write_private(out, &(text + "\n"), "another file is there: name a new one")?;
    let mut said = format!("{out}: the record of session {}\n", sealed.session);
    for line in &checked {
        said.push_str(&format!("  {line}\n"));
    }
    said.push_str(&format!("{}: opening {}\n", request.log, chain.openings));
    Ok(Answer::new(said, json))
}

/// Checks a log of openings.
pub fn check_log(path: &str, has: Option<&str>) -> Done {
    let hash =
        |has| Digest::parse(has).ok_or_else(|| vec![InputError::usage("--has takes the hash of a line, in base64url")]);
    let has = has.map(hash).transpose()?;
    let file = Document::read(path, MAX_LOG_BYTES)?;
    Ok(match Chain::check(&file.text, has.as_ref()) {
        Ok(Chain { openings, last }) => {
            let last = last.map(|last| last.text());
            let text = match &last {
                None => String::from("the log holds: no opening\n"),
                Some(last) => format!(
                    "the log holds: {openings} openings\n  the last line's hash, to be noted elsewhere: {last}\n"
                ),
            };
            Answer::new(text, json!({ "holds": true, "openings": openings, "last": last }))
        }
        Err(error) => {
            // A pointer leads into a line, not into the file.
            let problem = InputError { file: file.name.clone(), ..InputError::of(error) };
            let text = format!("the log does not hold\n{problem}\n");
            Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
        }
    })
}

/// The sealed record in a file, and the verdict beside it where the file is what the server answered.
fn sealed(text: &str) -> Result<(SealedRecord, Option<String>), Error> {
    let json = Json::parse(text, MAX_FILE_BYTES)?;
    let Some(record) = json.get("record") else { return Ok((SealedRecord::of(&json)?, None)) };
    if record.get("prescreen_record").is_some() {
        return Err(Error::new(Code::Type, "/record", "this record is in clear, not sealed")
            .help("Take it out of the file, and check it with `prescreen record check`."));
    }
    let verdict = json.get("verdict").and_then(Json::as_text).map(String::from);
    let inside = |error: Error| Error { at: format!("/record{}", error.at), ..error };
    Ok((SealedRecord::of(record).map_err(inside)?, verdict))
}

fn checked(record: &Record, verdict: Option<&str>) -> Result<Vec<&'static str>, Error> {
    let objects = record.objects();
    objects.commit.check_signature()?;
    objects.verdict.check_signature()?;
    let mut checked = vec!["the values lead to the commitment", "the session's key signed commitment and verdict"];
    if let Some(verdict) = verdict {
        if Digest::of(verdict.as_bytes()) != objects.verdict.hash {
            let message = "the verdict that the firm keeps is not the one in the record";
            return Err(Error::new(Code::Commitment, "/verdict", message));
        }
        checked.push("the verdict is the one that the firm keeps");
    }
    Ok(checked)
}

fn note(request: &Request<'_>, sealed: &SealedRecord) -> Result<Chain, Vec<InputError>> {
    let file = |error: std::io::Error| InputError::file(request.log, &error);
    let broken = |error: Error| InputError { file: request.log.into(), ..InputError::of(error) };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let opening = Opening {
        at: Instant(i64::try_from(now).unwrap_or(i64::MAX)),
        by: request.by.into(),
        reason: request.reason.into(),
        session: sealed.session.clone(),
        commitment: sealed.commitment,
        key: sealed.key.clone(),
        record: hash_of(sealed),
    };
    let mut log = Log::open(Path::new(request.log)).map_err(file)?.map_err(broken)?;
    Ok(log.add(&opening).map_err(file)?.map_err(InputError::of)?)
}

fn does_not_hold(file: &Document, error: Error) -> Answer {
    // The pointer may lead into the record, which is not the file.
    let problem = InputError { file: file.name.clone(), ..InputError::of(error) };
    let text = format!("the record does not hold; nothing is given out\n{problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}

/// Writes what only this user may read, where nothing is yet.
fn write_private(path: &str, text: &str, taken: &str) -> Result<(), Vec<InputError>> {
    let failed = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            InputError { file: path.into(), ..InputError::operation(taken) }
        } else {
            InputError::file(path, &error)
        }
    };
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(())
}
