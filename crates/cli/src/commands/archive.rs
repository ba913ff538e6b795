//! `record keygen`, `record open --archive-key`, `record log check`: what the keeper of the firm's archive does, offline.
//!
//! A record is given out only when its access stands in the log, on the disk; an attempt that fails stands there too.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Json};
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::terms::Digest;
use prescreen::verdict::SealedRecord;
use prescreen::verdict::jws::MAX_JWS_BYTES;
use prescreen::verdict::sealed::MAX_SEALED_BYTES;
use prescreen::{Code, Error, Session};
use prescreen_archive::{
    Access, AccessLog, AccessResult, ArchiveKeyPair, Chain, MAX_KEY_BYTES, MAX_LOG_BYTES, hash_of,
};
use prescreen_es256::Es256;
use prescreen_verify::kept::SessionRecord;
use prescreen_verify::{Against, Findings};
use serde_json::json;

use super::new_file::NewFile;
use super::{Answer, Document, Done, InputError, findings, input, load, load_keys, load_session};

/// Largest file with a sealed record in it: the server's answer has session, verdict and receipt beside it.
const MAX_FILE_BYTES: usize = MAX_SEALED_BYTES + MAX_SESSION_BYTES + 3 * MAX_JWS_BYTES;

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
    /// The verdict that the firm keeps.
    pub verdict: Option<&'a str>,
    /// The server's keys.
    pub keys: Option<&'a str>,
    /// The session as the server issued it.
    pub session: Option<&'a str>,
    /// The pack.
    pub pack: Option<&'a str>,
    /// Where the record goes; standard output when left out.
    pub out: Option<&'a str>,
}

/// What stands beside a sealed record where the file is the server's answer.
struct Beside {
    verdict: String,
    receipt: String,
    document: Session,
}

/// Draws an archive key.
pub fn keygen(id: &str, out: &str) -> Done {
    let id =
        Id::try_from(String::from(id)).map_err(|message| InputError::of(Error::new(Code::Range, "/id", message)))?;
    let pair = ArchiveKeyPair::draw(id).map_err(InputError::of)?;
    NewFile::make(out)?.fill(&(pair.file() + "\n"))?;
    let (id, public_key) = (pair.id().as_str(), pair.public_key());
    let text = format!(
        "{out}: the private key of '{id}'. Who loses it can open no record that is sealed to it: keep two copies apart.\n\
         For the pack's /record/sealed/keys, with its first day as `from`:\n\
         {{\"id\": \"{id}\", \"from\": \"YYYY-MM-DD\", \"public_key\": \"{public_key}\"}}\n"
    );
    Ok(Answer::new(text, json!({ "written": out, "id": id, "public_key": public_key })))
}

/// Opens a sealed record, checks it, notes the access, and only then gives the record out.
pub fn open(request: &Request<'_>) -> Done {
    let options = [request.verdict, request.keys, request.session, request.pack];
    let paths: Vec<&str> = [request.file, request.key].into_iter().chain(options.into_iter().flatten()).collect();
    input::one_standard_input(&paths)?;
    let key = key_file(request.key)?;
    let file = Document::read(request.file, MAX_FILE_BYTES)?;
    let (sealed, beside) = sealed(&file.text).map_err(|error| file.problem(error))?;
    let keys = request.keys.map(load_keys).transpose()?;
    let pack = request.pack.map(load).transpose()?;
    let verdict = request.verdict.map(|path| Document::read(path, MAX_JWS_BYTES)).transpose()?;
    let session = request.session.map(load_session).transpose()?;
    let against = Against {
        signatures: &Es256,
        keys: keys.as_ref(),
        packs: pack.iter().collect(),
        verdicts: [verdict.as_ref().map(Document::one_line), beside.as_ref().map(|beside| &*beside.verdict)]
            .into_iter()
            .flatten()
            .collect(),
        sessions: [session.as_ref(), beside.as_ref().map(|beside| &beside.document)].into_iter().flatten().collect(),
        receipt: beside.as_ref().map(|beside| &*beside.receipt),
    };
    // Both are there to be written before anything is opened.
    let mut log = open_log(request.log)?;
    let out = request.out.map(NewFile::make).transpose()?;
    let opened = key.open(&sealed).and_then(|(text, record)| {
        let checked = against.record(&record)?;
        if let Some(pack) = &pack {
            sealed.check(pack, record.session(), &sealed.commitment)?;
        }
        Ok((text, checked))
    });
    let result = if opened.is_ok() { AccessResult::Given } else { AccessResult::Refused };
    let chain = note(&mut log, request, &sealed, result)?;
    match opened {
        Ok((text, checked)) => given(request, &sealed, &chain, (text, &checked), out),
        Err(error) => Ok(refused(request, &file, error, &chain)),
    }
}

fn given(
    request: &Request<'_>,
    sealed: &SealedRecord,
    chain: &Chain,
    (text, checked): (String, &Findings),
    out: Option<NewFile<'_>>,
) -> Done {
    let Some(out) = out else {
        let record: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let json = json!({ "holds": true, "log": noted(chain), "record": record });
        return Ok(Answer::new(text + "\n", findings::object(checked, json)));
    };
    let name = out.path();
    out.fill(&(text + "\n"))?;
    let said = format!(
        "{name}: the record of session {}\n{}{}",
        sealed.session,
        findings::lines(checked),
        noted_in_words(request.log, chain)
    );
    let json = json!({ "holds": true, "log": noted(chain), "written": name });
    Ok(Answer::new(said, findings::object(checked, json)))
}

fn refused(request: &Request<'_>, file: &Document, error: Error, chain: &Chain) -> Answer {
    // The pointer may lead into the record, which is not the file.
    let problem = InputError { file: file.name.clone(), ..InputError::of(error) };
    let text =
        format!("the record does not hold; nothing is given out\n{problem}\n{}", noted_in_words(request.log, chain));
    let json = json!({ "holds": false, "errors": [problem], "log": noted(chain) });
    Answer { text, json, findings: true }
}

/// The end of the log, to be noted elsewhere.
fn noted(chain: &Chain) -> serde_json::Value {
    json!({ "lines": chain.lines, "last": chain.last.map(|last| last.text()) })
}

fn noted_in_words(log: &str, chain: &Chain) -> String {
    let last = chain.last.map(|last| last.text()).unwrap_or_default();
    format!("{log}: line {}; its hash, to be noted elsewhere: {last}\n", chain.lines)
}

/// Checks an access log.
pub fn check_log(path: &str, has: Option<&str>) -> Done {
    let hash =
        |has| Digest::parse(has).ok_or_else(|| vec![InputError::usage("--has takes the hash of a line, in base64url")]);
    let has = has.map(hash).transpose()?;
    let file = Document::read(path, MAX_LOG_BYTES)?;
    Ok(match Chain::check(&file.text, has.as_ref()) {
        Ok(chain) => {
            let text = match &chain.last {
                None => String::from("the log holds: no access\n"),
                Some(_) => format!("the log holds\n  {}", noted_in_words(&file.name, &chain)),
            };
            let last = chain.last.map(|last| last.text());
            Answer::new(text, json!({ "holds": true, "lines": chain.lines, "last": last }))
        }
        Err(error) => {
            // A pointer leads into a line, not into the file.
            let problem = InputError { file: file.name.clone(), ..InputError::of(error) };
            let text = format!("the log does not hold\n{problem}\n");
            Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
        }
    })
}

/// The archive's key, from a file that only its keeper may read, or from standard input.
fn key_file(path: &str) -> Result<ArchiveKeyPair, Vec<InputError>> {
    if path != "-" {
        input::is_private(path)?;
    }
    let key = Document::read(path, MAX_KEY_BYTES)?;
    ArchiveKeyPair::read(&key.text).map_err(|error| key.problem(error).into())
}

/// The sealed record in a file, and what stands beside it where the file is what the server answered.
fn sealed(text: &str) -> Result<(SealedRecord, Option<Beside>), Error> {
    let json = Json::parse(text, MAX_FILE_BYTES)?;
    let Some(record) = json.get("record") else { return Ok((SealedRecord::of(&json)?, None)) };
    if record.get("prescreen_record").is_some() {
        return Err(Error::new(Code::Type, "/record", "this record is in clear, not sealed")
            .help("Check it with `prescreen record check`: nothing has to be opened."));
    }
    let inside = |error: Error| Error { at: format!("/record{}", error.at), ..error };
    let sealed = SealedRecord::of(record).map_err(inside)?;
    let SessionRecord { verdict, receipt, document, .. } = json::read(&json)?;
    Ok((sealed, Some(Beside { verdict, receipt, document })))
}

fn open_log(path: &str) -> Result<AccessLog, Vec<InputError>> {
    let broken = |error: Error| InputError { file: path.into(), ..InputError::of(error) };
    Ok(AccessLog::open(Path::new(path)).map_err(|error| InputError::file(path, &error))?.map_err(broken)?)
}

fn note(
    log: &mut AccessLog,
    request: &Request<'_>,
    sealed: &SealedRecord,
    result: AccessResult,
) -> Result<Chain, Vec<InputError>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let access = Access {
        at: Instant(i64::try_from(now).unwrap_or(i64::MAX)),
        by: request.by.into(),
        reason: request.reason.into(),
        session: sealed.session.clone(),
        commitment: sealed.commitment,
        key: sealed.key.clone(),
        record: hash_of(sealed),
        result,
    };
    let added = log.add(&access).map_err(|error| InputError::file(request.log, &error))?;
    Ok(added.map_err(InputError::of)?)
}
