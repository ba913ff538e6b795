//! The entries of a JSON object with typed keys, in the order of their source.

use core::borrow::Borrow;
use core::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Keys with their values, each key once, in the order of the source.
///
/// Finding a key is a walk over all of them: the objects of packs, sessions and cases are short, and
/// a balanced tree for every pair of types would cost the investor's module more than it gives.
///
/// INVARIANT: keys are unique. The strict parser refuses a repeated key, and [`collect`](FromIterator)
/// keeps the first.
#[derive(Clone, PartialEq, Eq)]
pub struct Entries<K, V>(Vec<(K, V)>);

impl<K, V> Entries<K, V> {
    pub(super) fn of_unique(entries: Vec<(K, V)>) -> Self {
        Self(entries)
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.iter().find(|(other, _)| other.borrow() == key).map(|(_, value)| value)
    }

    /// Sets the value of a key.
    pub(crate) fn set(&mut self, key: &K, value: V)
    where
        K: PartialEq + Clone,
    {
        match self.0.iter_mut().find(|(other, _)| other == key) {
            Some((_, slot)) => *slot = value,
            None => self.0.push((key.clone(), value)),
        }
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key<Q: PartialEq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Keys and values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> FromIterator<(K, V)> for Entries<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut kept: Vec<(K, V)> = Vec::new();
        for (key, value) in entries {
            if kept.iter().all(|(other, _)| *other != key) {
                kept.push((key, value));
            }
        }
        Self(kept)
    }
}

impl<'a, K, V> IntoIterator for &'a Entries<K, V> {
    type Item = &'a (K, V);
    type IntoIter = core::slice::Iter<'a, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Entries<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Serialize, V: Serialize> Serialize for Entries<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for Entries<K, V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<K, V>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<K, V>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}
