//! How types are written of which not all may be: `Debug` that prints a type's name and nothing of the person whose
//! figures and texts it holds; and closed words, each as its word.

use core::fmt;

macro_rules! prints_its_name {
    ($($type:ty = $name:literal),* $(,)?) => {$(
        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::silent::name($name, f)
            }
        }
    )*};
}
pub(crate) use prints_its_name;

/// Writes values of closed words as their words.
macro_rules! written_as_word {
    ($($type:ident),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    )*};
}
pub(crate) use written_as_word;

/// Writes a name, and that there is more.
pub fn name(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_struct(name).finish_non_exhaustive()
}
