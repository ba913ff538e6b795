//! `Debug` that prints a type's name and nothing of the person whose figures and texts it holds.

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

/// Writes a name, and that there is more.
pub fn name(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_struct(name).finish_non_exhaustive()
}
