//! The rule files that are shipped.

use prescreen::Error;

use super::RuleFile;

/// Words, codes and rules; then the names of merchants in China.
const TEXTS: [(&str, &str); 2] = [
    ("words", include_str!("../../../../categories/words.json")),
    ("brands-cn", include_str!("../../../../categories/brands-cn.json")),
];

/// The shipped rule files, in the order in which they are asked.
///
/// # Errors
/// A file that is not in order, with its name before the place: a fault of the build, which a test finds.
pub fn shipped() -> Result<Vec<RuleFile>, Error> {
    let load = |(name, text): &(&str, &str)| {
        RuleFile::load(text).map_err(|error| Error { at: [name, error.at.as_str()].concat(), ..error })
    };
    TEXTS.iter().map(load).collect()
}
