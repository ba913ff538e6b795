//! Which one of a list: a type for each list, so that a class is never taken for an item.

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl $name {
            /// The one at a position, counted from 0.
            #[must_use]
            pub const fn new(position: usize) -> Self {
                Self(position)
            }

            /// Its position, counted from 0.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0
            }

            /// The one of a list that this stands for; none where the list is shorter.
            #[must_use]
            pub fn of<T>(self, list: &[T]) -> Option<&T> {
                list.get(self.0)
            }
        }
    )*};
}

indices! {
    /// A field that conditions read, among all of a pack's.
    FieldIndex,
    /// A question, in commitment order.
    ItemIndex,
    /// A fact, in commitment order.
    FactIndex,
    /// An investor class, from the lowest.
    ClassIndex,
    /// A product's grade, from the lowest.
    GradeIndex,
    /// A basic dimension, in the order of the pack.
    BasicIndex,
}

impl ClassIndex {
    /// The lowest class of every pack.
    pub const LOWEST: Self = Self(0);
}

impl FieldIndex {
    /// The field that stands so many places further on.
    #[must_use]
    pub(crate) fn after(self, places: usize) -> Self {
        Self(self.0.saturating_add(places))
    }

    /// How many places this field stands behind another; none where it stands before it.
    #[must_use]
    pub(crate) fn behind(self, other: Self) -> Option<usize> {
        self.0.checked_sub(other.0)
    }
}
