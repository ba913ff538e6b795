//! Phrases of one language, with numbers and names put where that language has them.

use core::fmt::Display;

use prescreen::Error;
use prescreen::json::Json;

use super::words;

/// The phrases of a language.
pub struct Phrases {
    words: Json,
}

/// What stands in the place of a name in braces.
pub type Part<'a> = (&'static str, &'a dyn Display);

impl Phrases {
    /// The phrases of a locale.
    pub fn of(locale: &str) -> Result<Self, Error> {
        let file = words(locale);
        Ok(Self { words: Json::parse(file, file.len())? })
    }

    /// The phrase at a JSON pointer.
    pub fn word(&self, at: &str) -> &str {
        let found = at.split('/').skip(1).try_fold(&self.words, |words, name| words.get(name));
        found.and_then(Json::as_text).unwrap_or_default()
    }

    /// The same, with its parts. `{count}` is a part; `{count:event/events}` is the first word where the part is 1, else the second.
    pub fn say(&self, at: &str, parts: &[Part<'_>]) -> String {
        let mut said = String::new();
        let mut rest = self.word(at);
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            said.push_str(before);
            let (name, forms) =
                name.split_once(':').map_or((name, None), |(name, forms)| (name, forms.split_once('/')));
            let part = parts.iter().find(|(other, _)| *other == name).map(|(_, part)| part.to_string());
            let form = |part: String| match forms {
                Some((one, _)) if part == "1" => one.to_owned(),
                Some((_, many)) => many.to_owned(),
                None => part,
            };
            said.extend(part.map(form));
            rest = after;
        }
        said + rest
    }

    /// The same on a line of its own, so many steps in.
    pub fn line(&self, steps: usize, at: &str, parts: &[Part<'_>]) -> String {
        ["  ".repeat(steps).as_str(), &self.say(at, parts), "\n"].concat()
    }

    /// Texts, one after the other.
    pub fn list(&self, texts: impl IntoIterator<Item = String>) -> String {
        texts.into_iter().collect::<Vec<String>>().join(self.word("/told/comma"))
    }

    /// From and to.
    pub fn range(&self, [low, high]: [f64; 2], unit: fn(f64) -> String) -> String {
        self.say("/told/range", &[("low", &unit(low)), ("high", &unit(high))])
    }
}

/// A share in percent.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// A difference of shares in percent, with its sign.
pub fn signed_percent(share: f64) -> String {
    format!("{:+.1}%", 100.0 * share)
}

/// What a p-value is said to be below, where it is smaller: below it a number of 64 bits loses digits and then is 0, which no p-value is.
const LEAST: f64 = 1e-300;

/// A p-value.
pub fn probability(p: f64) -> String {
    match p {
        p if p < LEAST => format!("<{LEAST:e}"),
        p if p < 0.0001 => format!("{p:.1e}"),
        p => format!("{p:.4}"),
    }
}

/// The same behind a `p`: equal to it, or below the least.
pub fn p_relation(p: f64) -> String {
    if p < LEAST { format!("< {LEAST:e}") } else { format!("= {}", probability(p)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_that_is_too_small_for_a_number_is_never_said_to_be_nothing() {
        assert_eq!(
            [0.0, 1e-320, 1e-299, 0.00002, 0.25].map(probability),
            ["<1e-300", "<1e-300", "1.0e-299", "2.0e-5", "0.2500"]
        );
        assert_eq!([0.0, 0.25].map(p_relation), ["< 1e-300", "= 0.2500"]);
    }
}
