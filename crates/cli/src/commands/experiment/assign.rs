//! `experiment assign`: who sees which variant, by features as GrowthBook serves them.
//!
//! Takes features and people's attributes, a line each; gives a line for each that it reads, and holds one of them at a time.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};

use clap::Args;
use prescreen::condition::compat::stringify;
use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::{Evaluator, MAX_PAYLOAD_BYTES, Native, Payload, User};
use prescreen_server::{visible, visible_json};

use super::super::{Document, InputError, input};
use super::kept::Kept;
use super::passed_over;
use super::people::People;

/// The environment variable with the key of an encrypted file.
const KEY_VARIABLE: &str = "PRESCREEN_FEATURES_KEY";
/// Bytes of a file with a key.
const MAX_KEY_BYTES: usize = 1024;

/// Arguments of `experiment assign`.
#[derive(Args)]
pub struct AssignArgs {
    /// Features: a payload as GrowthBook serves it, or its map of features alone; '-' for standard input
    #[arg(long, value_name = "FILE")]
    features: String,
    /// People's attributes: a JSON object with an 'id' on each line; '-' for standard input
    #[arg(long, value_name = "FILE")]
    attributes: String,
    /// A file with the key of an encrypted payload, before the environment variable
    #[arg(long, value_name = "FILE")]
    key_file: Option<String>,
    /// Sticky bucket documents: a list, or an object of them by name; may be repeated, and a later file holds
    #[arg(long, value_name = "FILE")]
    sticky: Vec<String>,
    /// Use sticky buckets, and write the documents that changed to this file
    #[arg(long, value_name = "FILE")]
    sticky_changed: Option<String>,
    /// Show everybody one variation of an experiment, by its number from 0; nobody is kept in it. May be repeated
    #[arg(long, value_name = "EXPERIMENT=NUMBER")]
    forced: Vec<String>,
}

impl AssignArgs {
    /// Runs the command; what it says goes to `out`, a line at a time, and what is odd about the features to `notes`.
    ///
    /// # Errors
    /// With what cannot be read, by file and line; what was said before stands.
    pub fn run(&self, out: &mut dyn Write, notes: &mut dyn Write) -> Result<(), Vec<InputError>> {
        let mut paths = vec![&*self.features, &*self.attributes];
        paths.extend(self.key_file.as_deref());
        input::apart(&paths, &[self.sticky_changed.as_deref()])?;
        paths.extend(self.sticky.iter().map(String::as_str));
        input::one_standard_input(&paths)?;
        self.sticky_changed.as_deref().map_or(Ok(()), |changed| Kept::is_apart(&self.sticky, changed))?;
        let (file, payload) = self.payload()?;
        for (namespace, attributes) in payload.mixed_namespaces() {
            // Nobody has to read it, and nothing else depends on it.
            let _ = writeln!(
                notes,
                "{}: note: experiments of the namespace '{}' hash different attributes ({}): a person can be in several of them\n  \
                 let them hash one attribute",
                file.name,
                visible(namespace),
                visible(&attributes.join(", "))
            );
        }
        for note in passed_over(&payload) {
            let _ = writeln!(notes, "{}: {note}", file.name);
        }
        let forced = self.forced(&payload)?;
        let is_sticky = !self.sticky.is_empty() || self.sticky_changed.is_some();
        let mut kept = is_sticky.then(|| Kept::read(&self.sticky)).transpose()?;
        let said = self.say(&file, &payload, &forced, kept.as_mut(), out);
        // Who was told of a variation keeps it, whatever is wrong with a later line.
        let written = kept.zip(self.sticky_changed.as_deref()).map_or(Ok(()), |(kept, path)| kept.write(path));
        said.and(written)
    }

    /// Says a line for each person.
    fn say(
        &self,
        file: &Document,
        payload: &Payload,
        forced: &BTreeMap<String, i64>,
        mut kept: Option<&mut Kept>,
        out: &mut dyn Write,
    ) -> Result<(), Vec<InputError>> {
        let evaluator = Evaluator::new(payload, &Native);
        let mut people = People::open(&self.attributes)?;
        while let Some(attributes) = people.next_person()? {
            let sticky = kept.as_ref().map(|kept| kept.of(&payload.sticky_keys(&attributes)));
            let mut user = User { forced_variations: forced.clone(), sticky, ..User::new(&attributes) };
            let line = line(payload, &evaluator, &mut user).map_err(|error| file.problem(error))?;
            if let Some((kept, sticky)) = kept.as_mut().zip(user.sticky.as_ref()) {
                kept.take(sticky);
            }
            match writeln!(out, "{}", visible_json(&line)) {
                Ok(()) => {}
                // A reader that went away, such as `head`, is no error of ours.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                Err(error) => return Err(InputError::file("standard output", &error).into()),
            }
        }
        match out.flush() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(InputError::file("standard output", &error).into())
            }
            _ => Ok(()),
        }
    }

    /// The variations that everybody is shown, each of an experiment that there is.
    fn forced(&self, payload: &Payload) -> Result<BTreeMap<String, i64>, Vec<InputError>> {
        let mut all = BTreeMap::new();
        for forced in &self.forced {
            let wrong = |what: &str| InputError::usage(&format!("'--forced {forced}': {what}"));
            let (key, number) = forced.rsplit_once('=').ok_or_else(|| wrong("expected EXPERIMENT=NUMBER"))?;
            let count = payload.variations(key).ok_or_else(|| wrong("no experiment of the features has this key"))?;
            let last = i64::try_from(count).unwrap_or(i64::MAX).saturating_sub(1);
            let number = number.parse().ok().filter(|number| (0..=last).contains(number));
            let number = number.ok_or_else(|| wrong(&format!("expected the number of a variation, 0 to {last}")))?;
            if all.insert(key.to_owned(), number).is_some() {
                return Err(wrong("this experiment is forced twice").into());
            }
        }
        Ok(all)
    }

    /// The features, with the file that errors name.
    fn payload(&self) -> Result<(Document, Payload), Vec<InputError>> {
        let file = Document::read(&self.features, MAX_PAYLOAD_BYTES)?;
        let key = self.key()?;
        let json = Json::parse_loose(&file.text, MAX_PAYLOAD_BYTES).map_err(|error| file.problem(error))?;
        let payload = Payload::read(&json, key.as_deref()).map_err(|error| {
            let no_key = error.code == Code::Key;
            let help = format!("set {KEY_VARIABLE}, or give --key-file");
            file.problem(if no_key { error.help(help) } else { error })
        })?;
        if payload.names().any(|name| name == "id") {
            let error = Error::new(Code::Duplicate, "", "a feature is called 'id', and so is the person in every line");
            return Err(file.problem(error.help("give the feature another name")).into());
        }
        Ok((file, payload))
    }

    fn key(&self) -> Result<Option<String>, Vec<InputError>> {
        let given = match &self.key_file {
            Some(path) => Some(Document::read(path, MAX_KEY_BYTES)?.text),
            None => std::env::var(KEY_VARIABLE).ok(),
        };
        Ok(given.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()))
    }
}

/// What every feature is for a person.
fn line<'a>(payload: &Payload, evaluator: &Evaluator<'a>, user: &mut User<'a>) -> Result<String, Error> {
    let mut entries = vec![("id".to_owned(), user.attributes.get("id").cloned().unwrap_or(Json::Null))];
    for name in payload.names() {
        entries.push((name.to_owned(), evaluator.feature(name, user)?.value.clone()));
    }
    Ok(stringify(&Json::Map(entries)))
}
