//! The layouts that are shipped.

use prescreen::Error;

use super::Format;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The texts of the shipped layouts, by file name.
        const TEXTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../../formats/", $name, ".json"))),)*];
    };
}

shipped![
    "aib",
    "alipay",
    "amex",
    "amex-uk",
    "barclays",
    "bmo",
    "bmo-card",
    "boc-debit",
    "bofa",
    "bofa-card",
    "boi",
    "bunq",
    "capital-one",
    "capital-one-card",
    "chase",
    "chase-card",
    "citi",
    "comdirect",
    "comdirect-card",
    "degiro",
    "dkb",
    "dkb-card",
    "dkb-card-old",
    "dkb-old",
    "fidelity",
    "freetrade",
    "hsbc-uk",
    "hsbc-uk-balance",
    "ibkr",
    "ing-de",
    "ing-nl",
    "john-lewis",
    "kbc",
    "kbc-card",
    "knab",
    "lloyds",
    "monzo",
    "n26",
    "nationwide",
    "natwest",
    "paypal",
    "rabobank",
    "raiffeisen-at",
    "raiffeisen-at-2021",
    "revolut",
    "santander-uk",
    "schwab",
    "schwab-bank",
    "sparkasse",
    "starling",
    "td-ca",
    "trading212",
    "vanguard",
    "wechat",
    "wells-fargo",
    "wise",
];

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
