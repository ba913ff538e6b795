//! Ids to positions; remembers the first that leads nowhere. Where it stands is the pack check's to say.

use crate::id::Id;
use crate::pack::fields::Layout;
use crate::pack::schema::{Derive, Dimension, Fact, Fit, Item, PackDocument};
use crate::terms::{BasicIndex, ClassIndex, FieldIndex, GradeIndex, ItemIndex, OptionSet};

use super::tables::{BandTable, Derivation, FactTable, FitTable, ItemTable, Measure, OptionTable};

pub(super) struct Links<'a> {
    pub(super) document: &'a PackDocument,
    pub(super) layout: &'a Layout,
    pub(super) basics: &'a [Id],
    /// The first id that leads nowhere.
    pub(super) lost: Option<Id>,
}

impl Links<'_> {
    pub(super) fn lose(&mut self, id: &Id) {
        self.lost.get_or_insert_with(|| id.clone());
    }

    fn to(&mut self, list: &[Id], id: &Id) -> usize {
        position(list, id).unwrap_or_else(|| {
            self.lose(id);
            0
        })
    }

    pub(super) fn class(&mut self, id: &Id) -> ClassIndex {
        let document = self.document;
        ClassIndex::new(self.to(&document.classes.list, id))
    }

    pub(super) fn grade(&mut self, id: &Id) -> GradeIndex {
        let document = self.document;
        GradeIndex::new(self.to(&document.matching.grades, id))
    }

    /// The grade that each class reaches.
    pub(super) fn reach(&mut self) -> Vec<GradeIndex> {
        let document = self.document;
        let mut reach = Vec::with_capacity(document.classes.list.len());
        for class in &document.classes.list {
            match document.matching.reach.grades.get(class) {
                Some(grade) => reach.push(self.grade(grade)),
                None => self.lose(class),
            }
        }
        reach
    }

    pub(super) fn options(&mut self, list: &[Id], ids: &[Id]) -> OptionSet {
        ids.iter().map(|id| self.to(list, id)).collect()
    }

    pub(super) fn item(&mut self, item: &Item) -> ItemTable {
        let mut options = Vec::with_capacity(item.options.len());
        let (mut all, mut alone) = (OptionSet::EMPTY, OptionSet::EMPTY);
        for (n, option) in item.options.iter().enumerate() {
            let mut points = vec![0; self.basics.len()];
            for (id, given) in &option.points {
                let basic = self.to(self.basics, id);
                if let Some(slot) = points.get_mut(basic) {
                    *slot = *given;
                }
            }
            let marks = option.marks.iter().fold(OptionSet::EMPTY, |marks, mark| marks | mark.option());
            all |= marks;
            if option.alone {
                alone |= OptionSet::one(n);
            }
            let interval = (option.from.unwrap_or(i64::MIN), option.to.unwrap_or(i64::MAX));
            options.push(OptionTable { id: option.id.clone(), points, marks, interval });
        }
        ItemTable { id: item.id.clone(), kind: item.kind, pick: item.pick, options, marks: all, alone }
    }

    pub(super) fn fact(&mut self, fact: &Fact) -> FactTable {
        let derivation = fact.derive.as_ref().map(|derive| self.derivation(derive));
        FactTable { id: fact.id.clone(), derivation, from_person: fact.from_person() }
    }

    /// A dimension with bands; none for one that only adds to others.
    pub(super) fn measure(&mut self, dimension: &Dimension) -> Option<Measure> {
        if dimension.bands.is_empty() {
            return None;
        }
        let itself = core::slice::from_ref(&dimension.id);
        let parts = if dimension.sum_of.is_empty() { itself } else { &dimension.sum_of };
        let parts = parts.iter().map(|id| BasicIndex::new(self.to(self.basics, id))).collect();
        let bands = dimension.bands.iter();
        let bands =
            bands.map(|band| BandTable { from: band.from, to: band.to, class: self.class(&band.class) }).collect();
        Some(Measure { dimension: dimension.id.clone(), code: dimension.reason_code(), parts, bands })
    }

    pub(super) fn fit(&mut self, fit: &Fit, of: &[Id]) -> FitTable {
        let Some((position, item)) = self.document.items().enumerate().find(|(_, item)| item.id == fit.item) else {
            self.lose(&fit.item);
            return FitTable { item: ItemIndex::new(0), fits: Vec::new() };
        };
        let fits = item.options.iter().map(|option| match fit.fits.get(&option.id) {
            Some(ids) => self.options(of, ids),
            None => {
                self.lose(&option.id);
                OptionSet::EMPTY
            }
        });
        FitTable { item: ItemIndex::new(position), fits: fits.collect() }
    }

    fn derivation(&mut self, derive: &Derive) -> Derivation {
        match derive {
            Derive::AgeOn(id) => Derivation::AgeOn(self.field(id)),
            Derive::MonthsSince(id) => Derivation::MonthsSince(self.field(id)),
            Derive::Min(ids) => Derivation::Min(ids.iter().map(|id| self.field(id)).collect()),
            Derive::Max(ids) => Derivation::Max(ids.iter().map(|id| self.field(id)).collect()),
            Derive::ShareBp { part, whole } => Derivation::ShareBp(self.field(part), self.field(whole)),
        }
    }

    pub(super) fn field(&mut self, id: &Id) -> FieldIndex {
        self.layout.person.index_of(id.as_str()).unwrap_or_else(|| {
            self.lose(id);
            FieldIndex::new(0)
        })
    }
}

/// The position of an id in a list.
#[must_use]
pub fn position(list: &[Id], id: &Id) -> Option<usize> {
    list.iter().position(|other| other == id)
}
