//! Regular expressions and URLs as a browser has them, where there is none.

use prescreen::condition::compat::RegexHost;
use regress::{Flags, Regex};

use crate::target::{Host, Url};

/// The host of a program that runs outside of a browser.
///
/// Patterns are the team's own, and as in every browser one can be written that takes very long.
#[derive(Debug, Clone, Copy, Default)]
pub struct Native;

impl RegexHost for Native {
    fn matches(&self, pattern: &str, text: &str, ignore_case: bool) -> bool {
        let flags = Flags { icase: ignore_case, ..Flags::default() };
        // Without the flag `u`, a pattern asks about UTF-16 code units.
        let units: Vec<u16> = text.encode_utf16().collect();
        Regex::with_flags(pattern, flags).is_ok_and(|regex| regex.find_from_ucs2(&units, 0).next().is_some())
    }
}

impl Host for Native {
    fn url(&self, url: &str, base: Option<&str>) -> Option<Url> {
        let base = base.map(url::Url::parse).transpose().ok()?;
        let url = url::Url::options().base_url(base.as_ref()).parse(url).ok()?;
        let port = url.port().map(|port| [":", &port.to_string()].concat());
        Some(Url {
            origin: url.origin().ascii_serialization(),
            host: [url.host_str().unwrap_or_default(), port.as_deref().unwrap_or_default()].concat(),
            pathname: url.path().into(),
            hash: url.fragment().filter(|hash| !hash.is_empty()).map(|hash| ["#", hash].concat()).unwrap_or_default(),
            query: url.query_pairs().into_owned().collect(),
            href: url.into(),
        })
    }

    fn with_query(&self, from: &str, to: &str) -> String {
        let (Ok(from), Ok(mut url)) = (url::Url::parse(from), url::Url::parse(to)) else { return to.into() };
        let mut pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let own = pairs.len();
        for (name, value) in from.query_pairs() {
            if pairs.iter().all(|(other, _)| *other != name) {
                pairs.push((name.into(), value.into()));
            }
        }
        // What is only read is left as it is written.
        if pairs.len() > own {
            url.query_pairs_mut().clear().extend_pairs(pairs);
        }
        url.into()
    }
}
