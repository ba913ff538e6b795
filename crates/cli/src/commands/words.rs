//! The command line's own words, one file per language.
//!
//! Gives them as a tree that templates read. The pack's own texts are not here: they are the pack's.

use serde_json::Value;

/// The files, by the language of BCP 47; the first stands for every language that has none.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("../../words/en.json")), ("zh", include_str!("../../words/zh.json"))];

/// The words for a locale.
///
/// # Errors
/// When the file is not JSON.
pub fn words(locale: &str) -> Result<Value, serde_json::Error> {
    let language = locale.split('-').next().unwrap_or_default();
    let [(_, usual), ..] = FILES;
    let file = FILES.into_iter().find(|(name, _)| *name == language).map_or(usual, |(_, file)| file);
    serde_json::from_str(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn paths(words: &serde_json::Value, at: &str, into: &mut BTreeSet<String>) {
        let Some(parts) = words.as_object() else {
            assert_ne!(*words, "", "{at} says nothing");
            into.insert(at.into());
            return;
        };
        for (name, part) in parts {
            paths(part, &format!("{at}/{name}"), into);
        }
    }

    fn all(file: &str) -> BTreeSet<String> {
        let mut into = BTreeSet::new();
        paths(&serde_json::from_str(file).unwrap(), "", &mut into);
        into
    }

    #[test]
    fn every_language_has_every_word() {
        let [(_, usual), others @ ..] = FILES;
        for (language, file) in others {
            assert_eq!(all(file), all(usual), "{language}");
        }
    }

    #[test]
    fn a_locale_has_the_words_of_its_language_else_english() {
        let yes = |locale: &str| words(locale).unwrap()["yes"].as_str().unwrap().to_owned();
        assert_eq!(
            (yes("zh-CN"), yes("zh"), yes("en-GB"), yes("fr")),
            ("是".into(), "是".into(), "yes".into(), "yes".into())
        );
    }
}
