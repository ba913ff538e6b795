//! A part of LightGBM's text: `key=value` lines, each with its place.
//!
//! Takes lines one after another, gives values by key, or an error that names the line. It must never know what a
//! key means.

use prescreen::{Code, Error};

/// The lines of one part of the file.
pub(super) struct Block<'t> {
    /// Line of its first key, from 1.
    line: usize,
    fields: Vec<(&'t str, &'t str, usize)>,
}

/// A value and the line it stands in.
#[derive(Clone, Copy)]
pub(super) struct Field<'t> {
    pub(super) text: &'t str,
    pub(super) line: usize,
}

impl<'t> Block<'t> {
    /// A part that starts in a line.
    pub(super) fn at(line: usize) -> Self {
        Self { line, fields: Vec::new() }
    }

    /// The next line, which is numbered in the file.
    pub(super) fn push(&mut self, line: &'t str, number: usize) {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        self.fields.push((key, value, number));
    }

    /// A value that may be left out.
    pub(super) fn field(&self, key: &str) -> Result<Option<Field<'t>>, Error> {
        let mut found = self.fields.iter().filter(|(other, ..)| *other == key);
        let field = found.next().map(|(_, text, line)| Field { text, line: *line });
        match found.next() {
            Some((.., line)) => {
                Err(Field { text: "", line: *line }.error(Code::RepeatedKey, &["'", key, "' stands twice"].concat()))
            }
            None => Ok(field),
        }
    }

    /// A value that has to be there.
    pub(super) fn required(&self, key: &str) -> Result<Field<'t>, Error> {
        self.field(key)?.ok_or_else(|| {
            let nothing = Field { text: "", line: self.line };
            nothing.error(Code::MissingField, &["'", key, "' is missing"].concat())
        })
    }

    /// A list of exactly so many numbers.
    pub(super) fn list<T: core::str::FromStr>(&self, key: &str, count: usize) -> Result<Vec<T>, Error> {
        self.required(key)?.list(count)
    }

    /// The same, where no numbers at all need no line.
    pub(super) fn list_or_empty<T: core::str::FromStr>(&self, key: &str, count: usize) -> Result<Vec<T>, Error> {
        if count == 0 { Ok(Vec::new()) } else { self.list(key, count) }
    }

    /// The same, or none when the key is left out or empty.
    pub(super) fn optional_list<T: core::str::FromStr>(
        &self,
        key: &str,
        count: usize,
    ) -> Result<Option<Vec<T>>, Error> {
        let field = self.field(key)?.filter(|field| !field.text.is_empty());
        field.map(|field| field.list(count)).transpose()
    }

    /// What is wrong with the block as a whole, or a part of it.
    pub(super) fn blame(&self, error: Error) -> Error {
        if error.at.is_empty() { Error { at: at(self.line), ..error } } else { error }
    }
}

impl Field<'_> {
    /// A number.
    pub(super) fn number<T: core::str::FromStr>(self) -> Result<T, Error> {
        self.text
            .trim()
            .parse()
            .map_err(|_| self.error(Code::Type, "this is not a number of the kind that stands here"))
    }

    fn list<T: core::str::FromStr>(self, count: usize) -> Result<Vec<T>, Error> {
        let wrong = |message| self.error(Code::Type, message);
        // Counted first: a list is never longer than the tree it is for.
        if self.text.split_whitespace().take(count.saturating_add(1)).count() != count {
            return Err(wrong("the list has another length than its tree asks for"));
        }
        let numbers = self.text.split_whitespace().map(str::parse::<T>);
        numbers.collect::<Result<_, _>>().map_err(|_| wrong("the list has something that is not a number of its kind"))
    }

    /// An error at this line.
    pub(super) fn error(self, code: Code, message: &str) -> Error {
        Error::new(code, at(self.line), message)
    }
}

fn at(line: usize) -> String {
    ["line ", &line.to_string()].concat()
}
