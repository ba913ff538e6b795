//! `experiment assign`: who sees which variant, by features as GrowthBook serves them.
//!
//! Takes features and people's attributes, a line each; gives a line for each that it reads, and holds one of them at a time.

use std::io::{ErrorKind, Write};

use clap::Args;
use prescreen::condition::compat::stringify;
use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::{Evaluator, MAX_PAYLOAD_BYTES, Native, Payload, User};
use prescreen_server::visible_json;

use super::super::{Document, InputError, input};
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
}

impl AssignArgs {
    /// Runs the command; what it says goes to `out`, a line at a time.
    ///
    /// # Errors
    /// With what cannot be read, by file and line; what was said before stands.
    pub fn run(&self, out: &mut dyn Write) -> Result<(), Vec<InputError>> {
        let mut paths = vec![&*self.features, &*self.attributes];
        paths.extend(self.key_file.as_deref());
        input::one_standard_input(&paths)?;
        let (file, payload) = self.payload()?;
        let evaluator = Evaluator::new(&payload, &Native);
        let mut people = People::open(&self.attributes)?;
        while let Some(attributes) = people.next_person()? {
            let line = line(&payload, &evaluator, &attributes).map_err(|error| file.problem(error))?;
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
fn line<'a>(payload: &Payload, evaluator: &Evaluator<'a>, attributes: &'a Json) -> Result<String, Error> {
    let mut entries = vec![("id".to_owned(), attributes.get("id").cloned().unwrap_or(Json::Null))];
    let mut user = User::new(attributes);
    for name in payload.names() {
        entries.push((name.to_owned(), evaluator.feature(name, &mut user)?.value.clone()));
    }
    Ok(stringify(&Json::Map(entries)))
}
