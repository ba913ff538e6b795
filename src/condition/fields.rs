//! The fields that a pack's conditions may read.

use crate::id::{Id, Name};
use crate::terms::FieldIndex;

/// A declared field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in conditions.
    pub name: Id,
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
    /// A share, compared with whole basis points, within a range of them where one is declared. Its value is in halves
    /// of a basis point, so that one between two of them equals neither.
    Share {
        /// Least value, in basis points.
        min: Option<i64>,
        /// Greatest value, in basis points.
        max: Option<i64>,
    },
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
}

impl FieldKind {
    /// The options of a choice or set.
    #[must_use]
    pub fn options(&self) -> &[Id] {
        match self {
            Self::Choice(options) | Self::Set(options) => options,
            Self::Integer { .. } | Self::Share { .. } | Self::Boolean | Self::Date => &[],
        }
    }
}

/// Declared fields by name and position.
#[derive(Debug, Clone)]
pub struct Fields {
    list: Vec<Field>,
}

impl Fields {
    /// Fields in this order; the first of a repeated name counts.
    #[must_use]
    pub fn new(list: Vec<Field>) -> Self {
        Self { list }
    }

    /// Where a name stands; none where no field has it.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<FieldIndex> {
        self.index_of_name(Name::of(name))
    }

    pub(crate) fn index_of_name(&self, name: Name<'_>) -> Option<FieldIndex> {
        self.list.iter().position(|field| field.name.name() == name).map(FieldIndex::new)
    }

    /// The fields in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Field> {
        self.list.iter()
    }

    /// The name of a field; none beyond the last one.
    #[must_use]
    pub fn name_of(&self, field: FieldIndex) -> Option<&Id> {
        field.of(&self.list).map(|field| &field.name)
    }

    /// The type of a field; none beyond the last one.
    #[must_use]
    pub fn kind_of(&self, field: FieldIndex) -> Option<&FieldKind> {
        field.of(&self.list).map(|field| &field.kind)
    }
}
