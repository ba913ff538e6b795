//! `pack diff`: what changed between two packs, every value that is not the same, in words.

mod changes;
mod said;

use clap::Args;
use minijinja::value::Serde;
use prescreen::Pack;
use prescreen::json::Json;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::terms::PackRef;
use serde::Serialize;
use serde_json::json;

use self::changes::{Change, Value, changes};
use self::said::{Part, Reading, plain};
use super::{Answer, Document, Done, InputError, html, input, words};

/// The layout of the page, by the name that templates include one another by.
const TEMPLATES: [(&str, &str); 2] =
    [("diff.html", include_str!("diff.html")), ("sheet.css", include_str!("../sheet/templates/sheet.css"))];

/// What is compared.
#[derive(Args)]
pub struct DiffArgs {
    /// The pack as it was; '-' for standard input
    before: String,
    /// The pack as it is to be; '-' for standard input
    after: String,
    /// Language of the words, of those that the second pack has; on the page all of them when left out
    #[arg(long)]
    locale: Option<String>,
    /// The file to make: the same as one printable page
    #[arg(long, value_name = "FILE")]
    html: Option<String>,
}

/// What one locale reads.
#[derive(Serialize)]
struct Sheet<'a> {
    locale: &'a str,
    words: serde_json::Value,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Page<'a> {
    before: PackRef,
    after: PackRef,
    changes: usize,
    numbers: usize,
    sheets: Vec<Sheet<'a>>,
}

impl DiffArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        input::one_standard_input(&[&*self.before, &*self.after])?;
        let ((before, before_json), (after, after_json)) = (read(&self.before)?, read(&self.after)?);
        let locale = super::locale(&after, self.locale.as_deref())?;
        let found = changes(&before_json, &after_json);
        let sheet = |locale| sheet(&before, &after, locale, &found);
        let told = sheet(locale)?;
        let numbers = told.parts.iter().flat_map(|part| &part.changes).filter(|change| change.is_number).count();
        let mut text = said(&before, &after, &told.parts, found.len(), numbers);
        let written = &self.html;
        let json = json!({
            "written": written, "before": before.reference(), "after": after.reference(), "numbers": numbers,
            "changes": found.iter().map(as_json).collect::<Vec<_>>(),
        });
        if let Some(path) = &self.html {
            let locales: Vec<&str> = match self.locale {
                Some(_) => vec![locale],
                None => after.document().locales.iter().map(String::as_str).collect(),
            };
            let sheets = locales.into_iter().map(sheet).collect::<Result<_, _>>()?;
            let (before, after) = (before.reference().clone(), after.reference().clone());
            let page = laid_out(&Page { before, after, changes: found.len(), numbers, sheets })?;
            input::write(path, &page)?;
            text.push_str(&format!("{path}: {} bytes\n", page.len()));
        }
        Ok(Answer { text, json, findings: !found.is_empty() })
    }
}

fn read(path: &str) -> Result<(Pack, Json), Vec<InputError>> {
    let file = Document::read(path, MAX_PACK_BYTES)?;
    let problems =
        |errors: Vec<prescreen::Error>| errors.into_iter().map(|error| file.problem(error)).collect::<Vec<_>>();
    let pack = Pack::check(&file.text).map_err(problems)?;
    let json = Json::parse(&file.text, MAX_PACK_BYTES).map_err(|error| file.problem(error))?;
    Ok((pack, json))
}

fn sheet<'a>(before: &Pack, after: &Pack, locale: &'a str, found: &[Change<'_>]) -> Result<Sheet<'a>, Vec<InputError>> {
    let words = words::words(locale).map_err(|error| unusable(&error))?;
    let parts = Reading { before, after, locale, words: &words }.parts(found);
    Ok(Sheet { locale, words, parts })
}

fn laid_out(page: &Page<'_>) -> Result<String, Vec<InputError>> {
    let laid_out = || html::environment(&TEMPLATES)?.get_template("diff.html")?.render(Serde(page));
    laid_out().map_err(|error| unusable(&error))
}

fn unusable(error: &dyn std::fmt::Display) -> Vec<InputError> {
    InputError::usage(&format!("the page cannot be laid out: {error:#}")).into()
}

fn said(before: &Pack, after: &Pack, parts: &[Part], changes: usize, numbers: usize) -> String {
    let name = |pack: &Pack| format!("{}@{}  {}", pack.reference().id, pack.reference().version, pack.reference().hash);
    let mut text = format!("A {}\nB {}\n", name(before), name(after));
    for Part { name, changes } in parts {
        text.push_str(&format!("\n{name}\n"));
        for change in changes {
            if !change.at.is_empty() {
                text.push_str(&format!("  {}\n", change.at.join(" › ")));
            }
            text.extend(change.before.iter().map(|before| format!("    − {before}\n")));
            text.extend(change.after.iter().map(|after| format!("    + {after}\n")));
        }
    }
    match changes {
        0 => text.push_str("The packs are the same.\n"),
        changes => text.push_str(&format!(
            "\n{changes} changes, {numbers} of them of a number. `prescreen compare` says whose class they change.\n"
        )),
    }
    text
}

/// As a program reads it: the way as a list, values as the packs have them.
fn as_json(change: &Change<'_>) -> serde_json::Value {
    let value = |value: &Value<'_>| match value {
        Value::Plain(json) => serde_json::from_str(&json.canonical()).unwrap_or_default(),
        Value::Order(names) => json!({ "order": names }),
    };
    let mut told = serde_json::Map::new();
    told.insert("at".into(), change.at.iter().map(plain).collect());
    // What was put in or taken out has one side only: null would be a value.
    for (side, held) in [("before", &change.before), ("after", &change.after)] {
        told.extend(held.as_ref().map(|held| (side.to_owned(), value(held))));
    }
    told.into()
}
