//! What a host knows of letters: a browser has Unicode's tables of its own, and a page does not download them again.

/// Which texts and characters look alike.
pub trait Letters {
    /// The text in Unicode's normalization form KC.
    fn nfkc(&self, text: &str) -> String;

    /// Whether a character is a mark upon the one before it: Unicode's general category M.
    fn is_mark(&self, one: char) -> bool;
}

/// The tables that this program was built with.
#[cfg(feature = "letters")]
#[derive(Debug, Clone, Copy, Default)]
pub struct Tables;

#[cfg(feature = "letters")]
impl Letters for Tables {
    fn nfkc(&self, text: &str) -> String {
        unicode_normalization::UnicodeNormalization::nfkc(text).collect()
    }

    fn is_mark(&self, one: char) -> bool {
        unicode_normalization::char::is_combining_mark(one)
    }
}
