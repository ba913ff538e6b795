//! The fields that conditions may read, and where each stands.
//!
//! Items come first, then facts, then `marks`: a person's fields. A product's fields follow. One
//! numbering serves both, so a condition over a person's fields means the same everywhere.

use crate::condition::{Field, FieldKind, Fields};
use crate::id::Id;
use crate::pack::schema::{Derive, Fact, FactKind, ItemKind, Mark, PackDocument, Provider};
use crate::terms::options::MAX_OPTIONS;
use crate::terms::{FactIndex, FieldIndex, ItemIndex, OptionSet};

/// Field names that a pack cannot give to an item or a fact.
pub const BUILT_IN: [&str; 10] =
    ["marks", "class", "grade", "type", "term", "tags", "grade_fits", "term_fits", "type_fits", "earlier_fits"];

impl Mark {
    /// Every mark, in the order of the field's options.
    pub const ALL: [Self; 5] =
        [Self::NoLoss, Self::NoCapacity, Self::NoExperience, Self::ShortHorizon, Self::NoCivilCapacity];

    /// The mark as an option of the field `marks`.
    #[must_use]
    pub fn option(self) -> OptionSet {
        OptionSet::one(self as usize)
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

/// What a field of a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A question.
    Item(ItemIndex),
    /// A fact.
    Fact(FactIndex),
    /// The marks of the chosen options.
    Marks,
    /// The product's field of this position.
    Product(usize),
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
    /// Whether the grade is within the reach of every class that is remembered.
    EarlierFits,
}

impl ProductField {
    /// Every one, in their order.
    pub const ALL: [Self; 9] = [
        Self::Class,
        Self::Grade,
        Self::Type,
        Self::Term,
        Self::Tags,
        Self::GradeFits,
        Self::TermFits,
        Self::TypeFits,
        Self::EarlierFits,
    ];
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
        let mut person: Vec<Field> = items.collect();
        person.extend(facts);
        person.push(marks);

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
            boolean("earlier_fits"),
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
        fields.all(|(n, field)| {
            let first = self.product.index_of(field.name.as_str());
            first == Some(FieldIndex::new(n)) && field.kind.options().len() <= MAX_OPTIONS
        })
    }

    /// Where an item stands.
    #[must_use]
    pub fn item(&self, item: ItemIndex) -> FieldIndex {
        FieldIndex::new(item.get())
    }

    /// Where a fact stands.
    #[must_use]
    pub fn fact(&self, fact: FactIndex) -> FieldIndex {
        FieldIndex::new(self.items).after(fact.get())
    }

    /// Where `marks` stands.
    #[must_use]
    pub fn marks(&self) -> FieldIndex {
        FieldIndex::new(self.items).after(self.facts)
    }

    /// Where a product's field stands.
    #[must_use]
    pub fn product_field(&self, field: ProductField) -> FieldIndex {
        self.marks().after(1).after(field as usize)
    }

    /// What a field is.
    #[must_use]
    pub fn role(&self, field: FieldIndex) -> Role {
        let behind = |first: FieldIndex| field.behind(first);
        match behind(self.marks()) {
            Some(0) => Role::Marks,
            Some(_) => Role::Product(behind(self.marks().after(1)).unwrap_or_default()),
            None => behind(FieldIndex::new(self.items))
                .map_or(Role::Item(ItemIndex::new(field.get())), |fact| Role::Fact(FactIndex::new(fact))),
        }
    }

    /// How many fields there are without a product's.
    #[must_use]
    pub fn person_fields(&self) -> usize {
        self.marks().after(1).get()
    }
}

impl Field {
    /// A fact as a field.
    pub(crate) fn of_fact(fact: &Fact) -> Self {
        let kind = match fact.kind {
            FactKind::Integer => match fact.derive {
                Some(Derive::ShareBp { .. }) => FieldKind::Share { min: fact.min, max: fact.max },
                _ => FieldKind::Integer { min: fact.min, max: fact.max },
            },
            FactKind::Boolean => FieldKind::Boolean,
            FactKind::Date => FieldKind::Date,
            FactKind::Choice => FieldKind::Choice(fact.options.clone()),
        };
        Self { name: fact.id.clone(), kind }
    }
}
