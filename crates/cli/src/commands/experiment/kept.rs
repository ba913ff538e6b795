//! Sticky bucket documents of many people: read from files, looked up for a person, written where they changed.
//!
//! Takes documents as every SDK stores them. It must never repeat what stands in one: a person's value is there.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::condition::compat::stringify;
use prescreen::json::Json;
use prescreen_experiment::{Document as Bucket, Sticky};

use super::super::{Document, InputError, input};

/// Bytes of a file of documents.
const MAX_STICKY_BYTES: usize = 256 << 20;

/// An attribute, and its value.
type Key = (String, String);

/// The documents.
#[derive(Default)]
pub struct Kept {
    documents: BTreeMap<Key, Bucket>,
    changed: BTreeSet<Key>,
}

impl Kept {
    /// Reads files, one after the other: what a later one says of an experiment holds.
    pub fn read(paths: &[String]) -> Result<Self, Vec<InputError>> {
        let mut kept = Self::default();
        for path in paths {
            let file = Document::read(path, MAX_STICKY_BYTES)?;
            // The name of a document has a person's value in it: the line says where, and the pointer nothing.
            let wrong = |error| InputError { at: String::new(), ..file.problem(error) };
            let json = Json::parse_loose(&file.text, MAX_STICKY_BYTES).map_err(wrong)?;
            let read = Sticky::read(&json).map_err(wrong)?;
            read.documents().for_each(|document| kept.put(document));
        }
        Ok(kept)
    }

    /// Whether the documents that changed may be written to a path: where the others are read, those would be lost.
    pub fn is_apart(paths: &[String], changed: &str) -> Result<(), Vec<InputError>> {
        input::is_file_name(changed)?;
        let place = |path: &str| std::fs::canonicalize(path).ok();
        let same = |path: &String| path == changed || place(path).is_some_and(|found| Some(found) == place(changed));
        if paths.iter().any(same) {
            let message = "'--sticky-changed' names a file of '--sticky': documents that did not change would be lost";
            return Err(InputError::usage(message).into());
        }
        Ok(())
    }

    /// The documents of a person, by the attributes that experiments hash, and their values.
    pub fn of(&self, keys: &BTreeMap<String, String>) -> Sticky {
        let there = keys.iter().filter_map(|(name, value)| self.documents.get(&(name.clone(), value.clone())));
        Sticky::keeping(there.cloned())
    }

    /// Takes what changed in a person's documents.
    pub fn take(&mut self, sticky: &Sticky) {
        for document in sticky.changed() {
            self.changed.insert(key(document));
            self.put(document);
        }
    }

    /// Writes the documents that changed, an object of them by their names.
    pub fn write(&self, path: &str) -> Result<(), Vec<InputError>> {
        let changed = self.changed.iter().filter_map(|key| self.documents.get(key));
        let named = changed.map(|document| (document.name(), document.json())).collect();
        input::write(path, stringify(&Json::Map(named)) + "\n")
    }

    fn put(&mut self, document: &Bucket) {
        let known = self.documents.entry(key(document));
        known.and_modify(|known| known.merge(document.clone())).or_insert_with(|| document.clone());
    }
}

fn key(document: &Bucket) -> Key {
    (document.attribute.clone(), document.value.clone())
}
