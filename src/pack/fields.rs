//! The fields that conditions may read, and where each stands.
//!
//! Items come first, then facts, then `marks`: a person's fields. A product's fields follow. One
//! numbering serves both, so a condition over a person's fields means the same everywhere.

use crate::condition::{Field, FieldKind, Fields};
use crate::id::Id;
use crate::pack::schema::{Fact, FactKind, ItemKind, Mark, PackDocument, Provider};

/// Field names that a pack cannot give to an item or a fact.
pub const BUILT_IN: [&str; 9] =
    ["marks", "class", "grade", "type", "term", "tags", "grade_fits", "term_fits", "type_fits"];

impl Mark {
    /// Every mark, in the order of its bit.
    pub const ALL: [Self; 5] =
        [Self::NoLoss, Self::NoCapacity, Self::NoExperience, Self::ShortHorizon, Self::NoCivilCapacity];

    /// The mark's bit in the set field `marks`.
    #[must_use]
    pub fn bit(self) -> u64 {
        match self {
            Self::NoLoss => 1,
            Self::NoCapacity => 1 << 1,
            Self::NoExperience => 1 << 2,
            Self::ShortHorizon => 1 << 3,
            Self::NoCivilCapacity => 1 << 4,
        }
    }
}

impl Fact {
    /// Whether the person can bring it, typed in or in a file.
    #[must_use]
    pub fn from_person(&self) -> bool {
        self.provided_by.iter().any(|provider| *provider != Provider::Host)
    }
}

/// Where the fields of a pack stand.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Items, facts and marks.
    pub person: Fields,
    /// The same, then the product's fields.
    pub product: Fields,
    /// Number of items.
    pub items: usize,
    /// Number of facts.
    pub facts: usize,
}

/// The product's fields, in the order they follow `marks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductField {
    /// The investor class.
    Class,
    /// The product's grade.
    Grade,
    /// The product's type.
    Type,
    /// The product's term.
    Term,
    /// The product's tags.
    Tags,
    /// Whether the grade is within the class's reach.
    GradeFits,
    /// Whether the term fits the answer.
    TermFits,
    /// Whether the type fits the answer.
    TypeFits,
}

impl Layout {
    /// Lays out a pack's fields.
    #[must_use]
    pub fn of(document: &PackDocument) -> Self {
        let items = document.items().map(|item| {
            let options = || item.options.iter().map(|option| option.id.clone()).collect();
            let kind = match item.kind {
                ItemKind::Single => FieldKind::Choice(options()),
                ItemKind::Multiple => FieldKind::Set(options()),
                ItemKind::Number => FieldKind::Integer { min: None, max: None },
            };
            Field { name: item.id.clone(), kind }
        });
        let facts = document.facts.iter().map(Field::of_fact);
        let marks = Field {
            name: Id::of_parts("marks"),
            kind: FieldKind::Set(Mark::ALL.iter().map(|mark| Id::of_parts(mark.word())).collect()),
        };
        let person: Vec<Field> = items.chain(facts).chain([marks]).collect();

        let matching = &document.matching;
        let choice = |name: &str, ids: &[Id]| Field { name: Id::of_parts(name), kind: FieldKind::Choice(ids.to_vec()) };
        let boolean = |name: &str| Field { name: Id::of_parts(name), kind: FieldKind::Boolean };
        let mut product = person.clone();
        product.extend([
            choice("class", &document.classes.list),
            choice("grade", &matching.grades),
            choice("type", &matching.types),
            choice("term", &matching.terms),
            Field { name: Id::of_parts("tags"), kind: FieldKind::Set(matching.tags.clone()) },
            boolean("grade_fits"),
            boolean("term_fits"),
            boolean("type_fits"),
        ]);
        Self {
            items: document.items().count(),
            facts: document.facts.len(),
            person: Fields::new(person),
            product: Fields::new(product),
        }
    }

    /// Whether each name stands once and each list of options fits into a set's bits.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let mut fields = self.product.iter().enumerate();
        fields
            .all(|(n, field)| self.product.index_of(field.name.as_str()) == Some(n) && field.kind.options().len() <= 64)
    }

    /// Where the item with this position stands.
    #[must_use]
    pub fn item(&self, position: usize) -> usize {
        position
    }

    /// Where the fact with this position stands.
    #[must_use]
    pub fn fact(&self, position: usize) -> usize {
        self.items.saturating_add(position)
    }

    /// Where `marks` stands.
    #[must_use]
    pub fn marks(&self) -> usize {
        self.items.saturating_add(self.facts)
    }

    /// Where a product's field stands.
    #[must_use]
    pub fn product_field(&self, field: ProductField) -> usize {
        self.marks().saturating_add(1).saturating_add(field as usize)
    }

    /// How many fields there are with a product's.
    #[must_use]
    pub fn len(&self) -> usize {
        self.product_field(ProductField::TypeFits).saturating_add(1)
    }

    /// A layout always has the built-in fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }
}

impl Field {
    /// A fact as a field.
    pub(crate) fn of_fact(fact: &Fact) -> Self {
        let kind = match fact.kind {
            FactKind::Integer => FieldKind::Integer { min: fact.min, max: fact.max },
            FactKind::Boolean => FieldKind::Boolean,
            FactKind::Date => FieldKind::Date,
            FactKind::Choice => FieldKind::Choice(fact.options.clone()),
        };
        Self { name: fact.id.clone(), kind }
    }
}
