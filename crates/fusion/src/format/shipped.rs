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
    "abc-debit",
    "aib",
    "alipay",
    "alipay-account",
    "alipay-ledger",
    "alipay-web",
    "amex",
    "amex-uk",
    "barclays",
    "bmo",
    "bmo-card",
    "boc-credit",
    "boc-debit",
    "bocom-credit",
    "bocom-debit",
    "bofa",
    "bofa-card",
    "boi",
    "bunq",
    "capital-one",
    "capital-one-card",
    "ccb-debit",
    "ccb-debit-2",
    "cgb-credit",
    "chase",
    "chase-card",
    "cib-debit",
    "citi",
    "citic-credit",
    "cmb-credit",
    "cmb-debit",
    "cmb-debit-web",
    "cn-bank-columns",
    "cn-bank-signed",
    "cn-bank-words",
    "cn-broker",
    "cn-broker-holdings",
    "cn-broker-orders",
    "comdirect",
    "comdirect-card",
    "degiro",
    "dkb",
    "dkb-card",
    "dkb-card-old",
    "dkb-old",
    "fidelity",
    "freetrade",
    "hsbc-hk",
    "hsbc-hk-card",
    "hsbc-uk",
    "hsbc-uk-balance",
    "ibkr",
    "icbc-credit",
    "icbc-debit",
    "ing-de",
    "ing-nl",
    "jd",
    "jd-baitiao",
    "john-lewis",
    "kbc",
    "kbc-card",
    "knab",
    "lloyds",
    "meituan",
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
    "spdb-debit",
    "starling",
    "td-ca",
    "trading212",
    "vanguard",
    "wechat",
    "wechat-merchant",
    "wells-fargo",
    "wise",
];

/// The shipped layouts.
///
/// # Errors
/// A layout that is not in order, with its name before the place: a fault of the build, which a test finds.
pub fn shipped() -> Result<Vec<Format>, Error> {
    let load = |(name, text): &(&str, &str)| {
        Format::load(text)
            .map(Format::shipped)
            .map_err(|error| Error { at: [name, error.at.as_str()].concat(), ..error })
    };
    TEXTS.iter().map(load).collect()
}
