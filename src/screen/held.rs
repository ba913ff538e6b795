//! How a screening holds what it was made of.

use core::ops::Deref;
use std::sync::Arc;

/// A value that a screening borrows, or shares with others.
///
/// `&value` lends it for as long as the screening lives; `Arc` shares it, and `value` gives it away: a handle that
/// outlives its call needs one of the latter.
pub enum Held<'a, T> {
    /// Borrowed.
    Lent(&'a T),
    /// Shared, or held alone.
    Shared(Arc<T>),
}

impl<T> Held<'_, T> {
    /// The value, to be changed; none where others hold it too.
    pub(super) fn get_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Lent(_) => None,
            Self::Shared(value) => Arc::get_mut(value),
        }
    }
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Lent(value) => value,
            Self::Shared(value) => value,
        }
    }
}

impl<'a, T> From<&'a T> for Held<'a, T> {
    fn from(value: &'a T) -> Self {
        Self::Lent(value)
    }
}

impl<T> From<T> for Held<'_, T> {
    fn from(value: T) -> Self {
        Self::Shared(Arc::new(value))
    }
}

impl<T> From<Arc<T>> for Held<'_, T> {
    fn from(value: Arc<T>) -> Self {
        Self::Shared(value)
    }
}
