//! `server export`, `server report` and `server events`: what a supervisor, and a team that experiments, gets of a store.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use prescreen::date::Date;
use prescreen::id::Id;
use prescreen::terms::Digest;
use prescreen_server::operate::{self, Events, Exported, GovernedBy, Month, Place, Selection};
use serde_json::json;

use super::new_file::NewFile;
use super::{Answer, Done, InputError};

/// Writes the export of a period or a person.
pub fn export(
    place: &Place,
    days: Option<(&str, &str)>,
    subject: Option<Id>,
    access_log: Option<&Path>,
    governance: Option<&GovernedBy>,
    out: &str,
) -> Done {
    let selection = match (days, subject) {
        (_, Some(subject)) => Selection::Subject(subject),
        (Some((from, to)), None) => {
            let (from, to) = (day("--from", from)?, day("--to", to)?);
            if to < from {
                return Err(InputError::usage("the last day is before the first").into());
            }
            Selection::Period(from, to)
        }
        (None, None) => return Err(InputError::usage("an export is of --from and --to, or of a --subject").into()),
    };
    let done = written(place, &selection, access_log, governance, out);
    let done = done.map_err(|problems| problems.into_iter().map(InputError::of_operation).collect::<Vec<_>>())?;
    let Exported { sessions, packs, accesses, statements, signed, .. } = done;
    let mut text = format!("{out}: {sessions} sessions, {packs} packs, {accesses} accesses to sealed records");
    if governance.is_some() {
        let _ = write!(text, ", {statements} approvals and withdrawals of packs");
    }
    text.push('\n');
    if !signed {
        text.push_str("not signed: the server's key is not in the data directory; give the one of a server\n");
    }
    let json = json!({ "written": out, "sessions": sessions, "packs": packs, "accesses": accesses, "statements": statements, "signed": signed });
    // Nothing of a person is a finding: the id may be mistyped.
    Ok(Answer { findings: sessions == 0, ..Answer::new(text, json) })
}

/// Writes a new file, whole or not at all.
fn written(
    place: &Place,
    selection: &Selection,
    access_log: Option<&Path>,
    governance: Option<&GovernedBy>,
    out: &str,
) -> Result<Exported, Vec<InputError>> {
    let mut file = NewFile::make(out)?;
    let mut buffered = BufWriter::new(file.writer());
    let done = operate::export(place, selection, access_log, governance, &mut buffered).map_err(InputError::from)?;
    buffered.flush().map_err(|error| InputError::file(out, &error))?;
    drop(buffered);
    file.keep()?;
    Ok(done)
}

/// Writes the events of an experiment.
pub fn events(place: &Place, experiment: &Id, out: &str) -> Done {
    let mut file = NewFile::make(out)?;
    let mut buffered = BufWriter::new(file.writer());
    let done = operate::events(place, experiment, &mut buffered).map_err(InputError::from)?;
    buffered.flush().map_err(|error| InputError::file(out, &error))?;
    drop(buffered);
    file.keep()?;
    let Events { people, exposures, completions, left_out, .. } = done;
    let mut text = format!("{out}: {exposures} exposures and {completions} completions of {people} people\n");
    if left_out > 0 {
        let _ = writeln!(text, "{left_out} events left out: a person has 256 at most");
    }
    let json = json!({ "written": out, "people": people, "exposures": exposures, "completions": completions, "left_out": left_out });
    // Nobody in an experiment is a finding: its key may be mistyped.
    Ok(Answer { findings: people == 0, ..Answer::new(text, json) })
}

fn day(flag: &str, text: &str) -> Result<Date, Vec<InputError>> {
    let expected = format!("{flag}: this is no day of the calendar, as YYYY-MM-DD, such as 2026-11-30");
    Date::parse(text).ok_or_else(|| InputError::usage(&expected).into())
}

/// Counts a month.
pub fn report(place: &Place, month: &str) -> Done {
    let expected = "--month: this is no month of the calendar, as YYYY-MM, such as 2026-11";
    let month = Month::parse(month).ok_or_else(|| InputError::usage(expected))?;
    let report = operate::report(place, month).map_err(InputError::from)?;
    Ok(Answer::new(format!("{report:#}\n"), report))
}

/// What a report counts.
pub fn definition() -> Answer {
    let definition = operate::REPORT_DEFINITION;
    let hash = Digest::of(definition.as_bytes()).text();
    Answer::new(definition.into(), json!({ "definition": definition, "hash": hash }))
}
