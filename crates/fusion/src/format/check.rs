//! Whether a layout's parts agree with each other: for whoever writes one.
//!
//! Takes the document's text, gives the layout or every finding with its JSON pointer and what to do. A layout that says
//! two things at once, or one that no row can ever meet, is a finding; a bank is public, so what is found may be repeated.

use prescreen::json::{self, Json};
use prescreen::pack::check::explain;
use prescreen::terms::nearest::{did_you_mean, nearest};
use prescreen::{Code, Error};

use super::schema::{Format, MAX_FORMAT_BYTES};
use super::{Field, Phrase, Sign};

impl Format {
    /// Reads a layout and checks that its parts agree.
    ///
    /// # Errors
    /// Everything that is wrong with its form; where nothing is, everything else.
    pub fn check(text: &str) -> Result<Self, Vec<Error>> {
        let json = Json::parse(text, MAX_FORMAT_BYTES).map_err(|error| vec![with_help(error)])?;
        let (format, faults): (Self, _) = json::read_explained(&json, explain);
        if !faults.is_empty() {
            return Err(faults.into_iter().map(with_help).collect());
        }
        let mut findings = Vec::new();
        // Of a file that is no statement, nothing but its names matters.
        if format.instead_of.is_none() {
            format.columns(&mut findings);
            format.rules(&mut findings);
        }
        format.places(&mut findings);
        format.phrases(&mut findings);
        if findings.is_empty() { Ok(format) } else { Err(findings) }
    }

    fn has(&self, field: Field) -> bool {
        self.columns.get(&field).is_some()
    }

    fn columns(&self, findings: &mut Vec<Error>) {
        let mut find = |code: Code, at: &str, message: String, help: &str| {
            findings.push(Error::new(code, at, message).help(help));
        };
        if !self.has(Field::Date) && !self.has(Field::ValueDate) {
            let help = "Add \"date\" with the column's name, as in \"date\": [\"Booked on\"].";
            find(Code::MissingField, "/columns", "no column is the day".into(), help);
        }
        if ![Field::Amount, Field::In, Field::Out].iter().any(|field| self.has(*field)) {
            let help = "Add \"amount\", or \"in\" and \"out\" where each has a column of its own.";
            find(Code::MissingField, "/columns", "no column is the amount".into(), help);
        }
        if self.required.is_empty() && !self.headerless {
            let help = "Name the columns that only this layout has together: enough that no other bank's file fits.";
            find(Code::Range, "/required", "every table would be this layout".into(), help);
        }
        let known: Vec<&str> = self.columns.keys().map(|field| field.word()).collect();
        for (position, field) in self.required.iter().enumerate().filter(|(_, field)| !self.has(**field)) {
            let (at, word) = (format!("/required/{position}"), field.word());
            let help = did_you_mean(word, &known);
            find(Code::Reference, &at, format!("'{word}' is required, and no column is it"), &help);
        }
        // An older name may have been another column's.
        let names = self.columns.iter().filter_map(|(field, names)| Some((field, names.first()?)));
        let mut seen: Vec<(&Field, &String)> = Vec::new();
        for (field, name) in names {
            if let Some((other, _)) = seen.iter().find(|(other, seen)| *seen == name && *other != field) {
                let at = format!("/columns/{}", field.word());
                let message = format!("'{name}' is both '{}' and '{}'", other.word(), field.word());
                find(Code::Duplicate, &at, message, "Leave it with the one that it is.");
            }
            seen.push((field, name));
        }
    }

    fn places(&self, findings: &mut Vec<Error>) {
        if !self.headerless {
            return;
        }
        let Some(cells) = self.cells else {
            let message = "a layout without names has to say how many cells a row has";
            findings.push(Error::new(Code::MissingField, "/cells", message).help("Add it, as in \"cells\": 5."));
            return;
        };
        for (field, names) in &self.columns {
            for (position, name) in names.iter().enumerate() {
                let place = name.strip_prefix('#').and_then(|place| place.parse::<u32>().ok());
                if place.is_none_or(|place| place == 0 || place > cells) {
                    let at = format!("/columns/{}/{position}", field.word());
                    let message = format!("'{name}' is no place of {cells} cells");
                    let help = "Columns without names are \"#1\" for the first, \"#2\" for the next.";
                    findings.push(Error::new(Code::Range, at, message).help(help));
                }
            }
        }
    }

    fn rules(&self, findings: &mut Vec<Error>) {
        let known: Vec<&str> = self.columns.keys().map(|field| field.word()).collect();
        for (position, rule) in self.kinds.iter().enumerate() {
            for (field, _) in rule.when.iter().filter(|(field, _)| !self.has(**field)) {
                let at = format!("/kinds/{position}/when/{}", field.word());
                let message = format!("no column is '{}', so this rule fits no row", field.word());
                findings.push(Error::new(Code::Reference, at, message).help(did_you_mean(field.word(), &known)));
            }
            if rule.kind.is_none() && rule.direction.is_none() && rule.status.is_none() {
                let (at, message) = (format!("/kinds/{position}"), "this rule says nothing of the rows that it fits");
                findings.push(
                    Error::new(Code::Inconsistent, at, message).help("Add \"kind\", \"direction\" or \"status\"."),
                );
            }
        }
        let says_direction = self.kinds.iter().any(|rule| rule.direction.is_some());
        let has_words = !(self.incoming.is_empty() && self.outgoing.is_empty() && self.neutral.is_empty());
        if self.has(Field::Direction) && !has_words && !says_direction {
            let (message, help) =
                ("a column tells the direction, and no words of it are known", "Add \"incoming\" and \"outgoing\".");
            findings.push(Error::new(Code::Inconsistent, "/columns/direction", message).help(help));
        }
        let unsigned = self.amounts.sign == Sign::Unsigned && self.has(Field::Amount);
        if unsigned && !self.has(Field::Direction) && !says_direction {
            let message = "amounts have no sign, and nothing else tells the direction";
            let help = "Add a column \"direction\", or rules with a \"direction\".";
            findings.push(Error::new(Code::Inconsistent, "/amounts/sign", message).help(help));
        }
        if self.has(Field::Status) && self.status.is_empty() {
            let message = "a column tells the state, and no words of it are known";
            let help = "Add \"status\" with its \"booked\" and \"pending\" words.";
            findings.push(Error::new(Code::Inconsistent, "/columns/status", message).help(help));
        }
        if self.amounts.fee_beside && !self.has(Field::Fee) {
            let message = "a fee is taken beside the amount, and no column is it";
            findings.push(Error::new(Code::Inconsistent, "/amounts/fee_beside", message).help("Add a column \"fee\"."));
        }
    }

    fn phrases(&self, findings: &mut Vec<Error>) {
        let stated = &self.stated;
        let lists: [(&str, &[Phrase], &[&str]); 9] = [
            ("rows", &stated.rows, &["rows"]),
            ("incoming", &stated.incoming, &["rows", "amount"]),
            ("outgoing", &stated.outgoing, &["rows", "amount"]),
            ("neutral", &stated.neutral, &["rows", "amount"]),
            ("period", &stated.period, &["from", "to"]),
            ("opening", &stated.opening, &["amount", "day"]),
            ("closing", &stated.closing, &["amount", "day"]),
            ("account", &stated.account, &["text"]),
            ("currency", &stated.currency, &["text"]),
        ];
        for (name, phrases, places) in lists {
            for (position, phrase) in phrases.iter().enumerate() {
                let at = format!("/stated/{name}/{position}");
                // Another place passes over what stands there; a name that is nearly one of these is a slip.
                let unknown = phrase.places().filter(|place| !places.contains(place));
                for (place, near) in unknown.filter_map(|place| Some((place, nearest(place, places)?))) {
                    let message = format!("there is no place '{{{place}}}' here");
                    let help = format!("Did you mean '{near}'?");
                    findings.push(Error::new(Code::Range, at.as_str(), message).help(help));
                }
                if !phrase.places().any(|place| places.contains(&place)) {
                    let (first, message) =
                        (places.first().copied().unwrap_or_default(), "this phrase has no place that is read");
                    let help = format!("Write {{{first}}} where it stands.");
                    findings.push(Error::new(Code::Range, at.as_str(), message).help(help));
                }
            }
        }
    }
}

/// Adds what to do about an error of the strict reader, where that does not say it yet.
fn with_help(error: Error) -> Error {
    let help = match error.code {
        _ if !error.help.is_empty() => return error,
        Code::Syntax => "Look there, or just before, for a comma, quote or bracket that is missing or too many.",
        Code::MissingField => "Add it, as the schema of layouts says (`prescreen schema format`).",
        _ => "Compare it with the schema of layouts (`prescreen schema format`).",
    };
    error.help(help)
}
