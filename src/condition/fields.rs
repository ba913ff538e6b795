//! The fields that a pack's conditions may read.

use std::collections::BTreeMap;

use crate::id::Id;

/// A declared field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in conditions.
    pub name: String,
    /// Its type.
    pub kind: FieldKind,
}

/// The type of a field.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One of these options, at most 64.
    Choice(Vec<Id>),
    /// Any of these options, at most 64.
    Set(Vec<Id>),
    /// An integer, within a range where one is declared.
    Integer {
        /// Least value.
        min: Option<i64>,
        /// Greatest value.
        max: Option<i64>,
    },
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
}

/// Declared fields by name and position.
#[derive(Debug, Clone)]
pub struct Fields {
    list: Vec<Field>,
    by_name: BTreeMap<String, usize>,
}

impl Fields {
    /// Fields in this order; the first of a repeated name counts.
    #[must_use]
    pub fn new(list: Vec<Field>) -> Self {
        let mut by_name = BTreeMap::new();
        for (position, field) in list.iter().enumerate() {
            by_name.entry(field.name.clone()).or_insert(position);
        }
        Self { list, by_name }
    }

    /// Where a name stands.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The name at a position.
    #[must_use]
    pub fn name_of(&self, position: usize) -> Option<&str> {
        self.list.get(position).map(|field| field.name.as_str())
    }

    /// The type at a position.
    #[must_use]
    pub fn kind_of(&self, position: usize) -> Option<&FieldKind> {
        self.list.get(position).map(|field| &field.kind)
    }
}
