//! People's attributes: a file with a JSON object on each line, read one line at a time.

use prescreen::json::Json;
use prescreen::{Code, Error};

use super::super::InputError;
use super::super::tables::{Form, Lines};

const HELP: &str = "write one JSON object a line, such as {\"id\": \"p-1\", \"country\": \"CH\"}";
const FORM: Form = Form { max_bytes: 1024 * 1024, max_said: "1 MiB", parse: Json::parse_loose, help: HELP };

/// The lines of a file.
pub struct People(Lines);

impl People {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &str) -> Result<Self, Vec<InputError>> {
        Lines::open(path, FORM).map(Self)
    }

    /// The attributes of the next person; none behind the last line.
    pub fn next_person(&mut self) -> Result<Option<Json>, Vec<InputError>> {
        let Some(attributes) = self.0.next_json()? else { return Ok(None) };
        match check(&attributes) {
            Ok(()) => Ok(Some(attributes)),
            Err(error) => Err(self.0.problem(1, error)),
        }
    }
}

/// A person has an id.
fn check(attributes: &Json) -> Result<(), Error> {
    let wrong = |code, message: &str| Err(Error::new(code, "", message).help(HELP));
    match (attributes, attributes.get("id")) {
        (Json::Map(_), Some(Json::Int(_) | Json::Float(_))) => Ok(()),
        (Json::Map(_), Some(Json::Text(id))) if !id.is_empty() => Ok(()),
        (Json::Map(_), None) => wrong(Code::MissingField, "the line has no 'id'"),
        (Json::Map(_), Some(Json::Text(_))) => wrong(Code::Type, "the 'id' is empty"),
        (Json::Map(_), Some(other)) => {
            wrong(Code::Type, &format!("the 'id' is {}; a text or a number is expected", other.kind()))
        }
        (other, _) => wrong(Code::Type, &format!("the line is {}; an object is expected", other.kind())),
    }
}
