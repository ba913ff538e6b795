//! What the investor brings: answers, facts, signals and scores of models. Private by construction.
//!
//! Takes the JSON that the tab holds, gives values that only this crate reads one by one. A case cannot be serialised,
//! prints no value, and its errors repeat nothing of it. What leaves the crate of it is the person's record, the sums in
//! it, and the row that a model scores: all three for the tab alone. What a file gave is beside the document, set by code.

mod found;

use crate::id::Id;
use crate::json::flat::{self, Flat, Place, Value};
use crate::json::{self, Entries, Ids, Json, Names};
use crate::terms::Signals;
use crate::{Error, documents};
use core::fmt;

pub use found::Found;

/// Largest case document, in bytes.
pub const MAX_CASE_BYTES: usize = 256 * 1024;

/// An investor's answers, facts, signals and scores.
///
/// JSON: `{"answers": {"item": "option" | ["option"] | number}, "facts": {"id": value},
/// "clarified": ["contradiction"], "signals": {"id": value}, "scores": {"model": basis points}}`. Everything in it is declared; no field
/// says otherwise. What the person's files give is set beside it: [`Case::set_found`].
#[derive(Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Case {
    /// The document, in which the next three are found.
    #[cfg_attr(feature = "schema", schemars(skip))]
    document: Flat,
    /// Item to option, options or number.
    #[cfg_attr(feature = "schema", schemars(default, with = "Entries<String, Answer>"))]
    answers: Option<Place>,
    /// Fact to boolean, integer, date or option.
    #[cfg_attr(feature = "schema", schemars(default, with = "Entries<String, Json>"))]
    facts: Option<Place>,
    /// Contradictions that the person was asked about and whose answers they kept.
    #[cfg_attr(feature = "schema", schemars(default, with = "Vec<Id>", extend("default" = [])))]
    clarified: Option<Place>,
    /// What was noticed of the session, by the names of the catalogue; what is unknown is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) signals: Signals,
    /// What the pack's models came to, by their ids, in basis points; what is unknown is left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(crate) scores: Entries<Id, u32>,
    /// What the person's files gave.
    #[cfg_attr(feature = "schema", schemars(skip))]
    found: Entries<Id, Found>,
}

/// The form of an answer, for the schema alone.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "an answer is read against its item")]
enum Answer {
    /// Of a `single` item: the option's id.
    Option(Id),
    /// Of a `multiple` item: the options' ids.
    Options(Vec<Id>),
    /// Of a `number` item.
    Number(i64),
}

impl Case {
    /// Reads a case document.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer, repeating no key or value of the document.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::of_text(text.into())
    }

    /// Reads a case document whose text is given away.
    ///
    /// # Errors
    /// As [`Case::read`].
    pub fn of_text(text: String) -> Result<Self, Error> {
        // A case is read on every key press of a flow: in one go where it is plain, else by way of a tree, which can
        // say what is wrong with it.
        Self::plain(text).or_else(|text| Self::exact(&text))
    }

    /// Gives a text back that is not plain or not a case.
    fn plain(text: String) -> Result<Self, String> {
        if text.len() > MAX_CASE_BYTES {
            return Err(text);
        }
        let mut case = Self { document: Flat::plain(text)?, ..Self::default() };
        match case.find() {
            Some(()) => Ok(case),
            None => Err(case.document.into_text()),
        }
    }

    fn exact(text: &str) -> Result<Self, Error> {
        Json::parse(text, MAX_CASE_BYTES).and_then(|json| Self::of(&json)).map_err(Error::without_content)
    }

    fn of(json: &Json) -> Result<Self, Error> {
        let mut case = Self { document: Flat::of(json), ..Self::default() };
        case.beside(json)?;
        case.find();
        Ok(case)
    }

    /// Checks a case's form, and takes from it what does not stay in the document.
    fn beside(&mut self, json: &Json) -> Result<(), Error> {
        let Form { answers: Names, facts: Names, clarified: Ids, signals, scores } = json::read(json)?;
        (self.signals, self.scores) = (signals, scores);
        Ok(())
    }

    /// A case of an object of answers, an object of facts and a list of contradictions.
    pub(crate) fn of_parts(answers: Json, facts: Json, clarified: Json) -> Self {
        let fields = [("answers", answers), ("facts", facts), ("clarified", clarified)];
        let fields = fields.map(|(name, value)| (String::from(name), value));
        let mut case = Self { document: Flat::of(&Json::Map(fields.into())), ..Self::default() };
        case.find();
        case
    }

    /// Finds the fields in the document; none where there is another, or one of another form. Its names are ids.
    fn find(&mut self) -> Option<()> {
        let mut beside = Vec::new();
        for (name, place, value) in self.document.fields()? {
            match (name.as_str(), value) {
                ("answers", Value::Map(_)) => self.answers = Some(place),
                ("facts", Value::Map(_)) => self.facts = Some(place),
                ("clarified", Value::List(ids)) if ids.are_texts() => self.clarified = Some(place),
                (name @ ("signals" | "scores"), Value::Map(_)) => beside.push((name.into(), value.json())),
                _ => return None,
            }
        }
        if !beside.is_empty() {
            self.beside(&Json::Map(beside)).ok()?;
        }
        Some(())
    }

    /// Item to option, options or number.
    pub(crate) fn answers(&self) -> flat::Entries<'_> {
        self.document.entries(self.answers)
    }

    /// Fact to boolean, integer, date or option.
    pub(crate) fn facts(&self) -> flat::Entries<'_> {
        self.document.entries(self.facts)
    }

    /// Contradictions that the person was asked about and whose answers they kept.
    pub(crate) fn clarified(&self) -> flat::Values<'_> {
        self.document.values(self.clarified)
    }

    /// Sets the score of a model that the pack names, in basis points.
    pub fn set_score(&mut self, model: &Id, basis_points: u16) {
        self.scores.set(model, basis_points.into());
    }

    /// How many items are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers().keys()
    }
}

/// The form of a case, without what is moved out of it.
struct Form {
    answers: Names,
    facts: Names,
    clarified: Ids,
    signals: Signals,
    scores: Entries<Id, u32>,
}

documents! {
    Form {; [answers, facts, clarified, signals, scores] }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Case(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#" {"answers": {"a": "b", "c": ["d", "e-1"], "f": -12, "f2": 0, "g": []},
        "facts": {"h": true, "born": "1980-05-01", "i": false, "sum": 123456789012345},
        "clarified": ["j", "k.l_m"], "signals": {"keys": 7, "webdriver": false, "graphics": "virtual"},
        "scores": {"n": 10000}} "#;

    /// Everything that a case is read to.
    fn content(case: &Case) -> impl PartialEq + fmt::Debug {
        let clarified = case.clarified().map(|id| id.json().canonical()).collect::<Vec<String>>();
        let entries = |entries: flat::Entries<'_>| {
            let entries = entries.map(|(key, value)| (key.as_str().to_owned(), value.json()));
            Json::Map(entries.collect()).canonical()
        };
        (entries(case.answers()), entries(case.facts()), case.answered(), clarified, case.scores.clone())
    }

    /// Whether the text is read in one go; then by way of a tree it is the same case.
    fn is_plain(text: &str) -> bool {
        let Ok(plain) = Case::plain(text.into()) else { return false };
        let exact = Case::exact(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!(content(&plain) == content(&exact) && plain.signals == exact.signals, "{text}");
        true
    }

    #[test]
    fn a_plain_case_is_the_one_that_a_tree_gives() {
        for text in [WHOLE, "{}", " { } ", r#"{"answers":{}}"#, r#"{"clarified":[]}"#, r#"{"facts":{"a":0}}"#] {
            assert!(is_plain(text), "{text}");
        }
        // Valid, and read the other way.
        for text in
            [r#"{"answers":{"a":null}}"#, r#"{"answers":{"a":"\u0062"}}"#, r#"{"facts":{"a":9007199254740991}}"#]
        {
            assert!(!is_plain(text) && Case::read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn whatever_is_changed_in_a_text_a_plain_case_is_one_that_a_tree_gives() {
        let (mut plain, mut other) = (0, 0);
        let mut count = |text: &str| if is_plain(text) { plain += 1 } else { other += 1 };
        let characters: Vec<char> = WHOLE.chars().collect();
        for at in 0..=characters.len() {
            for change in
                ['"', '{', '}', '[', ']', ',', ':', '0', '9', '-', '.', 'e', 't', 'a', ' ', '\\', '\0', '\u{e9}', 'n']
            {
                let (before, behind) = characters.split_at(at);
                let text = |parts: [&[char]; 3]| parts.into_iter().flatten().collect::<String>();
                count(&text([before, &[change], behind]));
                count(&text([before, &[change], behind.get(1..).unwrap_or_default()]));
                count(&text([before, &[], behind.get(1..).unwrap_or_default()]));
                count(&text([before, &[], &[]]));
            }
        }
        assert!(plain > 1_000 && other > 1_000, "{plain} {other}");
    }

    #[test]
    fn a_key_that_stands_twice_is_never_plain() {
        let many: Vec<String> = (0..200).map(|n| format!(r#""k{n}":["a"]"#)).collect();
        assert!(is_plain(&format!(r#"{{"answers":{{{}}}}}"#, many.join(","))));
        for n in [0, 1, 100, 199] {
            let twice = format!(r#"{{"answers":{{{},"k{n}":1}}}}"#, many.join(","));
            assert!(!is_plain(&twice) && Case::read(&twice).is_err());
        }
    }
}
