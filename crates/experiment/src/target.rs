//! Pages: which URLs an experiment is on, which variation a query asks for, where a redirect leads.

use prescreen::Error;
use prescreen::condition::compat::RegexHost;
use prescreen::json::Json;

use crate::read::{boolean, field, list, object, required, text};

/// What the host has and this crate does not bring: regular expressions and URLs; in a browser, `RegExp` and `URL`.
pub trait Host: RegexHost {
    /// Parses a URL, relative to another where one is given. None for what is no URL.
    fn url(&self, url: &str, base: Option<&str>) -> Option<Url>;

    /// The second URL with the parameters of the first that it does not have; the second as it is, where one of them
    /// is no URL.
    fn with_query(&self, from: &str, to: &str) -> String;
}

/// The parts of a URL, each as a browser's `URL` gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Url {
    /// All of it.
    pub href: String,
    /// Scheme, host and port.
    pub origin: String,
    /// Host and port.
    pub host: String,
    /// The path.
    pub pathname: String,
    /// The fragment with its `#`; empty where there is none.
    pub hash: String,
    /// The parameters of the query, decoded, in their order.
    pub query: Vec<(String, String)>,
}

/// Pages that an experiment is on, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlTarget {
    /// Whether the experiment is on them; else it is on none of them.
    pub include: bool,
    /// How the pattern is read.
    pub kind: TargetKind,
    /// The pattern.
    pub pattern: String,
}

/// How a pattern of URLs is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A regular expression for the URL, or for what follows its origin.
    Regex,
    /// A URL in which `*` stands for anything.
    Simple,
    /// A kind that is not known: it is no page's.
    Unknown,
}

/// Host of a pattern that names none.
const ANY: &str = "_____";

pub(crate) fn read(json: &Json) -> Result<Vec<UrlTarget>, Error> {
    list(json, |json| {
        object(json)?;
        let kind = match required(json, "type", text)?.as_str() {
            "regex" => TargetKind::Regex,
            "simple" => TargetKind::Simple,
            _ => TargetKind::Unknown,
        };
        let include = field(json, "include", boolean)?.unwrap_or(true);
        Ok(UrlTarget { include, kind, pattern: required(json, "pattern", text)? })
    })
}

/// Whether a URL is one of the targets: in one that includes, where there are such, and in none that excludes.
pub fn is_targeted(url: &str, targets: &[UrlTarget], host: &dyn Host) -> bool {
    let matches = |target: &&UrlTarget| is_target(url, target, host);
    let mut including = targets.iter().filter(|target| target.include).peekable();
    let excluded = targets.iter().filter(|target| !target.include).any(|target| matches(&target));
    !targets.is_empty() && !excluded && (including.peek().is_none() || including.any(|target| matches(&target)))
}

fn is_target(url: &str, target: &UrlTarget, host: &dyn Host) -> bool {
    let Some(url) = host.url(url, Some("https://_")) else { return false };
    match target.kind {
        TargetKind::Regex => {
            let behind_origin = url.href.get(url.origin.len()..).unwrap_or_default();
            [&url.href, behind_origin].into_iter().any(|text| host.matches(&target.pattern, text, false))
        }
        TargetKind::Simple => is_simple(&url, &target.pattern, host),
        TargetKind::Unknown => false,
    }
}

fn is_simple(actual: &Url, pattern: &str, host: &dyn Host) -> bool {
    let has_host = pattern.split([':', '/', '?']).next().is_some_and(|head| head.contains('.'));
    let pattern = [if has_host { "https://" } else { "" }, pattern].concat().replace('*', ANY);
    let Some(expected) = host.url(&pattern, Some(&["https://", ANY].concat())) else { return false };
    let part = |actual: &str, expected: &str, path| host.matches(&anchored(expected, path), actual, true);
    let asked = |name: &str| actual.query.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value);
    part(&actual.host, &expected.host, false)
        && part(&actual.pathname, &expected.pathname, true)
        && (expected.hash.is_empty() || part(&actual.hash, &expected.hash, false))
        && expected.query.iter().all(|(name, value)| part(asked(name), value, false))
}

/// A regular expression for a whole part; the slashes at the ends of a path may be left out.
fn anchored(pattern: &str, path: bool) -> String {
    let mut escaped = String::from("^");
    let pattern = match path {
        true => {
            escaped.push_str("\\/?");
            let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
            pattern.strip_suffix('/').unwrap_or(pattern)
        }
        false => pattern,
    };
    for (n, literal) in pattern.split(ANY).enumerate() {
        if n > 0 {
            escaped.push_str(".*");
        }
        for character in literal.chars() {
            if "*.+?^${}()|[]\\".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped.push_str(if path { "\\/?$" } else { "$" });
    escaped
}

/// The variation that a URL's query asks for by an experiment's key: `?KEY=1`. None where it asks for none that there is.
#[must_use]
pub fn query_override(key: &str, url: &str, variations: usize) -> Option<usize> {
    let search = url.split('?').nth(1)?;
    let search = search.split('#').next().unwrap_or_default();
    let mut asked = search.split('&').map(|pair| {
        let mut parts = pair.split('=');
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    });
    let (_, number) = asked.find(|(name, _)| *name == key)?;
    leading_integer(number).and_then(|number| usize::try_from(number).ok()).filter(|number| *number < variations)
}

/// `parseInt(text)`, as far as a number of variations needs it.
fn leading_integer(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1_i64, text),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, text) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(text) => (16, text),
        None => (10, text),
    };
    let mut digits = text.chars().map_while(|character| character.to_digit(radix)).peekable();
    digits.peek()?;
    let number =
        digits.fold(0_i64, |number, digit| number.saturating_mul(i64::from(radix)).saturating_add(i64::from(digit)));
    Some(number.saturating_mul(sign))
}

/// The text at `urlRedirect` of a variation.
pub(crate) fn redirect_of(variation: &Json) -> Option<&str> {
    variation.get("urlRedirect").and_then(Json::as_text).filter(|url| !url.is_empty())
}
