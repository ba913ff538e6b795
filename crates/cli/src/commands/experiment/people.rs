//! People's attributes: a file with a JSON object on each line, read one line at a time.

use prescreen::json::Json;
use prescreen::{Code, Error};
use prescreen_experiment::analysis::event::MAX_UNIT_BYTES;

use super::super::InputError;
use super::super::tables::{Form, Lines};

const HELP: &str = "write one JSON object a line, such as {\"id\": \"p-1\", \"country\": \"CH\"}";
const FORM: Form = Form { max_bytes: 1024 * 1024, max_said: "1 MiB", parse: Json::parse_loose, help: HELP };

/// The last whole number that JavaScript tells from its neighbours, 2^53 - 1.
const LAST_WHOLE: i64 = 9_007_199_254_740_991;

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
        (Json::Map(_), Some(Json::Int(id))) if (-LAST_WHOLE..=LAST_WHOLE).contains(id) => Ok(()),
        (Json::Map(_), Some(Json::Float(id))) if id.abs() <= LAST_WHOLE as f64 => Ok(()),
        (Json::Map(_), Some(Json::Int(_) | Json::Float(_))) => {
            wrong(Code::Range, "the 'id' is a number beyond 2^53, whose last digits are lost: write it as a text")
        }
        (Json::Map(_), Some(Json::Text(id))) if id.len() > MAX_UNIT_BYTES => wrong(
            Code::Range,
            &format!("the 'id' is longer than {MAX_UNIT_BYTES} bytes, and events of it would be refused"),
        ),
        (Json::Map(_), Some(Json::Text(id))) if !id.is_empty() => Ok(()),
        (Json::Map(_), None) => wrong(Code::MissingField, "the line has no 'id'"),
        (Json::Map(_), Some(Json::Text(_))) => wrong(Code::Type, "the 'id' is empty"),
        (Json::Map(_), Some(other)) => {
            wrong(Code::Type, &format!("the 'id' is {}; a text or a number is expected", other.kind()))
        }
        (other, _) => wrong(Code::Type, &format!("the line is {}; an object is expected", other.kind())),
    }
}
