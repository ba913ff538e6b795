//! `record check` of an export: reads the file line by line, as long as it may be.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};

use prescreen::json::Write as _;
use prescreen::{Error, Pack};
use prescreen_es256::Es256;
use prescreen_verify::Keys;
use prescreen_verify::export::line::MAX_LINE_BYTES;
use prescreen_verify::export::{BEGINNING, Counts, Export};
use prescreen_verify::governance::Approvers;
use serde_json::{Value, json};

use super::findings;
use super::{Answer, Done, InputError};

/// Whether a file is an export.
pub fn is_one(path: &str) -> bool {
    let mut beginning = [0; BEGINNING.len()];
    path != "-"
        && File::open(path).and_then(|mut file| file.read_exact(&mut beginning)).is_ok()
        && beginning == BEGINNING.as_bytes()
}

/// Checks an export. `packs`: others than are in it, of which verdicts report a class beside their own.
pub fn check(path: &str, keys: Option<Keys>, approvers: Option<Approvers>, packs: Vec<Pack>) -> Done {
    let file = File::open(path).map_err(|error| InputError::file(path, &error))?;
    let mut export = Export::new(keys, approvers, packs);
    let mut reader = BufReader::new(file);
    let mut number = 0;
    loop {
        let mut line = String::new();
        let limit = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
        let read = reader.by_ref().take(limit).read_line(&mut line);
        if read.map_err(|error| InputError::file(path, &error))? == 0 {
            break;
        }
        number = usize::saturating_add(number, 1);
        if let Err(error) = export.take(&line, &Es256) {
            return Ok(fails(path, number, error));
        }
    }
    Ok(match export.findings() {
        Ok(findings) => {
            let Counts { packs, sessions, verdicts, steps, sealed_records, disclosed_records, accesses, statements } =
                export.counts();
            let text = format!(
                "the export holds\n  {packs} packs, {sessions} sessions, {verdicts} verdicts, {steps} steps\n  {sealed_records} \
                 sealed records, {disclosed_records} in clear, {accesses} accesses to sealed ones\n  {statements} approvals and withdrawals of packs\n{}",
                findings::lines(&findings)
            );
            let counts: Value = serde_json::from_str(&export.counts().json().canonical()).unwrap_or_default();
            Answer::new(text, findings::object(&findings, json!({ "holds": true, "counts": counts })))
        }
        Err(error) => fails(path, number, error),
    })
}

fn fails(path: &str, line: usize, error: Error) -> Answer {
    let problem = InputError { file: path.into(), line: Some(line), ..InputError::of(error) };
    let text = format!("the export does not hold\nline {line}: {problem}\n");
    Answer { text, json: json!({ "holds": false, "errors": [problem] }), findings: true }
}
