//! Sticky buckets: who was given a variation keeps it, though weights or targeting change.
//!
//! One document for each attribute and value; the host keeps them. Those of a person are merged where an experiment hashes
//! one attribute and falls back to another.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::json::Json;
use prescreen::{Code, Error};

use crate::read::{list, object, required, text, under};

/// What a person was given, by one attribute.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// The attribute.
    pub attribute: String,
    /// Its value.
    pub value: String,
    /// The variation's key by experiment and version of its buckets: `EXPERIMENT__VERSION`.
    pub assignments: BTreeMap<String, String>,
}

/// The documents of one person.
#[derive(Clone, Default)]
pub struct Sticky {
    documents: BTreeMap<String, Document>,
    changed: BTreeSet<String>,
}

/// What the documents say of an experiment.
pub(crate) enum Kept {
    /// Nothing.
    Nothing,
    /// The variation of this key.
    Variation(String),
    /// The person has a bucket of a version that is left out.
    Blocked,
}

impl Sticky {
    /// Reads documents: a list of them, or an object of them by their names, `ATTRIBUTE||VALUE`.
    ///
    /// # Errors
    /// With a pointer to what is not of the form, or to a document under another name than its own.
    pub fn read(json: &Json) -> Result<Self, Error> {
        let mut sticky = Self::default();
        if let Json::List(_) = json {
            return Ok(Self::keeping(list(json, document)?));
        }
        for (name, json) in object(json)? {
            let document = document(json).map_err(|error| under(name, error))?;
            if document.name() != *name {
                let error = Error::new(Code::Inconsistent, "", "the document belongs under another name");
                return Err(under(name, error.help("name it `attributeName||attributeValue`")));
            }
            sticky.documents.insert(document.name(), document);
        }
        Ok(sticky)
    }

    /// These documents, none of them changed; of those of one attribute and value the last.
    #[must_use]
    pub fn keeping(documents: impl IntoIterator<Item = Document>) -> Self {
        let documents = documents.into_iter().map(|document| (document.name(), document));
        Self { documents: documents.collect(), changed: BTreeSet::new() }
    }

    /// Only the documents of these attributes and values, as [`sticky_keys`](crate::Payload::sticky_keys) gives them.
    #[must_use]
    pub fn of(mut self, keys: &BTreeMap<String, String>) -> Self {
        self.documents.retain(|_, document| keys.get(&document.attribute) == Some(&document.value));
        self
    }

    /// All documents, by name.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The documents to be stored: those that an evaluation changed since they were read.
    pub fn changed(&self) -> impl Iterator<Item = &Document> {
        self.changed.iter().filter_map(|name| self.documents.get(name))
    }

    /// What is kept for an experiment, in the document of the hashed attribute before that of the one it falls back to.
    pub(crate) fn kept(&self, experiment: &str, version: i64, min_version: i64, names: [Option<String>; 2]) -> Kept {
        let documents = || names.iter().flatten().filter_map(|name| self.documents.get(name));
        let blocked = |key: &String| {
            let version = key.strip_prefix(experiment).and_then(|rest| rest.strip_prefix("__"));
            let number = version.and_then(|version| version.parse::<i64>().ok());
            number.is_some_and(|number| {
                (0..min_version).contains(&number) && version.is_some_and(|version| *version == number.to_string())
            })
        };
        if documents().any(|document| document.assignments.keys().any(blocked)) {
            return Kept::Blocked;
        }
        let key = key(experiment, version);
        let mut kept = documents().filter_map(|document| document.assignments.get(&key));
        kept.next().map_or(Kept::Nothing, |variation| Kept::Variation(variation.clone()))
    }

    /// Keeps a variation.
    pub(crate) fn keep(&mut self, attribute: &str, value: String, experiment: &str, version: i64, variation: &str) {
        let name = name(attribute, &value);
        let document = self.documents.entry(name.clone()).or_insert_with(|| Document {
            attribute: attribute.into(),
            value,
            assignments: BTreeMap::new(),
        });
        let before = document.assignments.insert(key(experiment, version), variation.into());
        if before.as_deref() != Some(variation) {
            self.changed.insert(name);
        }
    }
}

impl Document {
    /// The name that the document is stored under: `ATTRIBUTE||VALUE`.
    #[must_use]
    pub fn name(&self) -> String {
        name(&self.attribute, &self.value)
    }

    /// Adds the assignments of another document of the same attribute and value; where both have one of an experiment, the
    /// other's holds.
    pub fn merge(&mut self, other: Self) {
        self.assignments.extend(other.assignments);
    }

    /// The document as every SDK stores it.
    #[must_use]
    pub fn json(&self) -> Json {
        let assignments = self.assignments.iter().map(|(key, variation)| (key.clone(), Json::text(variation)));
        Json::object([
            ("attributeName", Json::text(&self.attribute)),
            ("attributeValue", Json::text(&self.value)),
            ("assignments", Json::Map(assignments.collect())),
        ])
    }
}

/// A value of a person stands in it.
impl core::fmt::Debug for Document {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Document").field("attribute", &self.attribute).finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Sticky {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.documents.values()).finish()
    }
}

pub(crate) fn name(attribute: &str, value: &str) -> String {
    [attribute, "||", value].concat()
}

fn key(experiment: &str, version: i64) -> String {
    [experiment, "__", &version.to_string()].concat()
}

fn document(json: &Json) -> Result<Document, Error> {
    object(json)?;
    let assignments = required(json, "assignments", |json| {
        let assignment = |(key, json): &(String, Json)| {
            text(json).map(|variation| (key.clone(), variation)).map_err(|error| under(key, error))
        };
        object(json)?.iter().map(assignment).collect()
    })?;
    Ok(Document {
        attribute: required(json, "attributeName", text)?,
        value: required(json, "attributeValue", text)?,
        assignments,
    })
}
