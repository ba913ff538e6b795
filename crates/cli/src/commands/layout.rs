//! `statement check-format`: a layout of a firm's own, and how it reads a sample.
//!
//! Takes a layout and a file in it, says what of the layout does not agree, which column was taken for what, and what
//! became of every row. The sample is the author's own and is shown to them.

use clap::Args;
use prescreen::terms::Digest;
use prescreen::terms::nearest::did_you_mean;
use prescreen_fusion::format::{
    Answers, Field, Format, MAX_FORMAT_BYTES, Match, Read, missing, recognise, trace, unmet,
};
use prescreen_fusion::statement::ShownStatement;
use prescreen_fusion::table::Table;
use prescreen_fusion::{MAX_FILE_BYTES, Problem, open_table, read_table};
use serde_json::{Value, json};

use super::statement::{Native, error, shown_problem, told, told_problem, way};
use super::{Answer, Document, Done, InputError, input, money};

#[derive(Args)]
pub struct CheckFormatArgs {
    /// The layout's file; '-' for standard input
    format: String,
    /// A file in it: a bank's own, or one made up in its form
    #[arg(long, value_name = "FILE")]
    sample: Option<String>,
}

impl CheckFormatArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let paths: Vec<&str> = [Some(self.format.as_str()), self.sample.as_deref()].into_iter().flatten().collect();
        input::one_standard_input(&paths)?;
        let file = Document::read(&self.format, MAX_FORMAT_BYTES)?;
        let format = match Format::check(&file.text) {
            Ok(format) => format,
            Err(errors) => return Ok(not_in_order(&file, errors)),
        };
        let id = format.id.as_str().to_owned();
        let mut answer = Answer::new(format!("{}: {id}, in order\n", file.name), json!({ "format": id, "errors": [] }));
        if let Some(path) = &self.sample {
            let bytes = input::bytes(path, MAX_FILE_BYTES)?;
            let formats = [format];
            match open_table(&bytes, &formats, &Native) {
                Ok(table) => answer = sampled(answer, path, &bytes, &table, &formats),
                Err(problem) => refused(&mut answer, path, &problem),
            }
        }
        Ok(answer)
    }
}

fn not_in_order(file: &Document, errors: Vec<prescreen::Error>) -> Answer {
    let problems: Vec<InputError> = errors.into_iter().map(|error| file.problem(error)).collect();
    let mut text: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    let findings = if problems.len() == 1 { "finding" } else { "findings" };
    text.push_str(&format!("{}: {} {findings}\n", file.name, problems.len()));
    Answer { text, json: json!({ "errors": problems }), findings: true }
}

fn refused(answer: &mut Answer, path: &str, problem: &Problem) {
    answer.findings = true;
    answer.text.push_str(&told_problem(path, problem));
    put(answer, "sample", json!({ "file": path, "problem": error(path, problem) }));
}

fn put(answer: &mut Answer, name: &str, value: Value) {
    if let Some(fields) = answer.json.as_object_mut() {
        fields.insert(name.into(), value);
    }
}

/// What was understood of a sample, row by row.
fn sampled(mut answer: Answer, path: &str, bytes: &[u8], table: &Table, formats: &[Format]) -> Answer {
    let Some(found) = recognise(table, formats) else {
        let lacking = formats.iter().map(|format| lacking(table, format)).collect::<String>();
        answer.findings = true;
        answer.text.push_str(&format!("{path}: not in this layout\n{lacking}"));
        put(&mut answer, "sample", json!({ "file": path, "recognised": false, "missing": lacking }));
        return answer;
    };
    let columns = columns(table, &found);
    let header = found.header.and_then(|header| table.row(header)).map(|row| row.line);
    let place = header.map_or_else(|| "no row of names".to_owned(), |line| format!("names in line {line}"));
    answer.text.push_str(&format!("{path}: in this layout, {place}\n"));
    for (number, name, is) in &columns {
        answer.text.push_str(&format!("  column {number} '{name}': {is}\n"));
    }
    let rows = match trace(table, &found, Answers::default()) {
        Ok(rows) => rows,
        Err(problem) => {
            refused(&mut answer, path, &problem);
            return answer;
        }
    };
    answer.findings |= rows.iter().any(|(_, read)| matches!(read, Read::Wrong(_)));
    answer.text.extend(rows.iter().map(|(line, read)| told_row(*line, read)));
    let statements = read_table(table, formats, Answers::default(), Digest::of(bytes)).unwrap_or_default();
    answer.text.extend(statements.iter().map(|statement| told(path, statement)));
    let unmet = unmet(table, &found);
    let seldom = unmet.iter().map(|(at, stands)| format!("  not met in this sample: {at} ('{stands}')\n"));
    answer.text.extend(seldom);
    let unmet: Vec<&str> = unmet.iter().map(|(at, _)| at.as_str()).collect();
    let columns: Vec<Value> =
        columns.iter().map(|(number, name, is)| json!({ "column": number, "name": name, "is": is })).collect();
    let shown: Vec<ShownStatement<'_>> = statements.iter().map(ShownStatement::without_rows).collect();
    let rows: Vec<Value> = rows.iter().map(|(line, read)| shown_row(*line, read)).collect();
    let sample = json!({
        "file": path, "recognised": true, "header_line": header, "columns": columns, "rows": rows, "statements": shown,
        "unmet": unmet,
    });
    put(&mut answer, "sample", sample);
    answer
}

/// Number, name and meaning of every column.
fn columns(table: &Table, found: &Match<'_>) -> Vec<(usize, String, String)> {
    let names = found.header.and_then(|header| table.row(header));
    let width = names
        .map_or_else(|| found.fields().map(|(_, place)| place.saturating_add(1)).max().unwrap_or(0), |row| row.width());
    let meaning = |place: usize, name: &str| {
        let fields: Vec<&str> =
            found.fields().filter(|(_, other)| *other == place).map(|(field, _)| field.word()).collect();
        match fields.as_slice() {
            [] if found.unknown.contains(&place) => "not in the layout".to_owned(),
            [] if name.is_empty() => "without a name".to_owned(),
            [] => "left out, as the layout says".to_owned(),
            fields => fields.join(" and "),
        }
    };
    (0..width)
        .map(|place| {
            let name = names.and_then(|row| row.cell(place)).unwrap_or_default().trim().to_owned();
            let is = meaning(place, &name);
            (place.saturating_add(1), name, is)
        })
        .collect()
}

/// Which required columns the likeliest row of names lacks.
fn lacking(table: &Table, format: &Format) -> String {
    let Some((position, fields)) = missing(table, format) else {
        return "  no row has any of the required columns' names\n".into();
    };
    let Some(row) = table.row(position) else { return String::new() };
    if fields.is_empty() {
        return "  the names are there; 'contains' or 'lacks' keeps it out\n".into();
    }
    let cells: Vec<&str> = row.cells().map(str::trim).collect();
    let told = |field: &Field| {
        let names: Vec<&str> = format.columns.get(field).into_iter().flatten().map(String::as_str).collect();
        let near = names.first().map(|name| did_you_mean(name, &cells)).unwrap_or_default();
        format!("  line {}: no column is '{}' ('{}'). {near}\n", row.line, field.word(), names.join("', '"))
    };
    fields.iter().map(told).collect()
}

fn told_row(line: u32, read: &Read) -> String {
    match read {
        Read::Row(row) => {
            let code = row.currency.as_str();
            let way = way(row.direction);
            let balance =
                row.balance.map_or_else(String::new, |balance| format!(", then {}", money::in_units(balance, code)));
            let texts = [row.counterparty.as_str(), row.description.as_str()].join(" ");
            let (amount, status, kind) = (money::in_units(row.amount, code), row.status.word(), row.kind.word());
            format!("  line {line}: {} {way} {amount} {code}{balance}, {status}, {kind}: {}\n", row.date, texts.trim())
        }
        Read::Skipped => format!("  line {line}: passed over, as the layout says\n"),
        Read::LeftOut => format!("  line {line}: no amount or no day, so no movement\n"),
        Read::Wrong(problem) => {
            let found = problem.shown().map(|found| format!(", found '{found}'")).unwrap_or_default();
            format!("  {problem}{found} [{}]\n", problem.kind.word())
        }
    }
}

fn shown_row(line: u32, read: &Read) -> Value {
    match read {
        Read::Row(row) => json!(row),
        Read::Skipped => json!({ "line": line, "skipped": true }),
        Read::LeftOut => json!({ "line": line, "left_out": true }),
        Read::Wrong(problem) => json!({ "line": line, "problem": shown_problem(problem) }),
    }
}
