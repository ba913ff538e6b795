//! The classes that a firm has on file: a CSV file, counted, or with the firm's own names for its people.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::id::Id;
use prescreen::{Code, Error, Pack};

use crate::commands::tables::{Quotes, Stray};
use crate::commands::{InputError, input};

/// Bytes of a file of classes.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// What the header is, where people are counted and where they are named.
const COUNTED: [&str; 2] = ["class", "count"];
const NAMED: [&str; 2] = ["id", "class"];

/// How many people are on file with each class, and who, where the file names them.
#[derive(Default)]
pub struct OnFile {
    /// By class.
    pub people: BTreeMap<Id, u64>,
    /// The firm's names, by class; empty where people are counted.
    pub ids: BTreeMap<Id, Vec<String>>,
}

impl OnFile {
    /// Reads a file, or standard input for `-`; every class is one of the pack's.
    pub fn read(path: &str, pack: &Pack) -> Result<Self, Vec<InputError>> {
        let bytes = input::bytes(path, MAX_BYTES)?;
        if bytes.len() > MAX_BYTES {
            let error = Error::new(Code::Limit, "", format!("the file has more than {MAX_BYTES} bytes"));
            return Err(InputError { file: path.into(), ..InputError::of(error) }.into());
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        Self::of(bytes, pack).map_err(|(line, error)| {
            InputError { file: path.into(), line: Some(line), column: Some(1), ..InputError::of(error) }.into()
        })
    }

    fn of(bytes: &[u8], pack: &Pack) -> Result<Self, (usize, Error)> {
        Quotes::of(bytes)
            .map_err(|Stray { line, message }| (line, Error::new(Code::Syntax, "", message).help(Stray::HELP)))?;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let header = reader.headers().map_err(|error| broken(&error))?.clone();
        let header: Vec<&str> = header.iter().collect();
        let named = header == NAMED;
        if !named && header != COUNTED {
            let error = Error::new(Code::Type, "", "the header is neither `class,count` nor `id,class`").help(
                "Give a line for each class with how many people have it, or one for each person by your own id.",
            );
            return Err((1, error));
        }
        let (mut on_file, mut seen) = (Self::default(), BTreeSet::new());
        for row in reader.records() {
            let row = row.map_err(|error| broken(&error))?;
            let line = row.position().map_or(0, csv::Position::line);
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            on_file.take(&row, named, pack, &mut seen).map_err(|error| (line, error))?;
        }
        Ok(on_file)
    }

    fn take(
        &mut self,
        row: &csv::StringRecord,
        named: bool,
        pack: &Pack,
        seen: &mut BTreeSet<String>,
    ) -> Result<(), Error> {
        let cell = |place| row.get(place).unwrap_or_default();
        let (key, class, count) = if named { (cell(0), cell(1), "1") } else { (cell(0), cell(0), cell(1)) };
        let known = pack.document().classes.list.iter().find(|known| known.as_str() == class);
        let class = known.ok_or_else(|| {
            Error::new(Code::Reference, "", "this class is not one of the pack in use")
                .help("Write the class's id as the first pack has it.")
        })?;
        if key.is_empty() || !seen.insert(key.into()) {
            let message =
                if named { "this id is empty, or stands there twice" } else { "this class stands there twice" };
            return Err(Error::new(Code::Duplicate, "", message).help("Give each one line."));
        }
        let count: u64 = count.parse().map_err(|_| {
            Error::new(Code::Number, "", "the count is no whole number").help("Write digits alone, such as 1200.")
        })?;
        let people = self.people.entry(class.clone()).or_default();
        *people = people.saturating_add(count);
        if named {
            self.ids.entry(class.clone()).or_default().push(key.into());
        }
        Ok(())
    }

    /// How many people there are.
    pub fn total(&self) -> u64 {
        self.people.values().fold(0, |total, people| total.saturating_add(*people))
    }
}

fn broken(error: &csv::Error) -> (usize, Error) {
    let line = error.position().map_or(1, csv::Position::line);
    let message = "the line has another number of cells than the header, or is no UTF-8 text";
    (usize::try_from(line).unwrap_or(usize::MAX), Error::new(Code::Syntax, "", message))
}
