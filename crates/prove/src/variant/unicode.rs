//! What a host knows of characters: a browser has Unicode's tables of its own, and a page does not download them again.
//!
//! The tables of a browser and of this program may be of different versions of Unicode: what they say of characters that one
//! of them does not have yet may differ.

/// What Unicode says of texts and characters.
pub trait Unicode {
    /// The text in Unicode's normalization form KC.
    fn nfkc(&self, text: &str) -> String;

    /// Whether a character is a mark upon the one before it: Unicode's general category M.
    fn is_mark(&self, one: char) -> bool;
}

/// The tables that this program was built with.
#[cfg(feature = "unicode")]
#[derive(Debug, Clone, Copy, Default)]
pub struct UnicodeTables;

#[cfg(feature = "unicode")]
impl Unicode for UnicodeTables {
    fn nfkc(&self, text: &str) -> String {
        unicode_normalization::UnicodeNormalization::nfkc(text).collect()
    }

    fn is_mark(&self, one: char) -> bool {
        unicode_normalization::char::is_combining_mark(one)
    }
}
