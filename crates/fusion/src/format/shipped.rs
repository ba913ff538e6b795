//! The layouts that are shipped.

use prescreen::Error;

use super::Format;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The texts of the shipped layouts, by file name.
        const TEXTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../../formats/", $name, ".json"))),)*];
    };
}

shipped!["alipay", "boc-debit", "wechat"];

/// The shipped layouts.
///
/// # Errors
/// A layout that is not in order, with its name before the place: a fault of the build, which a test finds.
pub fn shipped() -> Result<Vec<Format>, Error> {
    let load = |(name, text): &(&str, &str)| {
        Format::load(text).map_err(|error| Error { at: [name, error.at.as_str()].concat(), ..error })
    };
    TEXTS.iter().map(load).collect()
}
