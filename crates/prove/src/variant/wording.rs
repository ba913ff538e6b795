//! Texts that a variant words otherwise: which of them are refused, and all of them for somebody to read.
//!
//! Takes the control and the variant. Nothing here is proved: whether two texts ask the same is for people to say.

use std::collections::BTreeMap;

use serde::Serialize;

use prescreen::pack::schema::PackDocument;
use prescreen::{Code, Error};

use super::{Unicode, Variant, below};

/// A text that the variant words otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reworded {
    /// The key of the text.
    pub key: String,
    /// The language.
    pub locale: String,
    /// As the control has it.
    pub control: String,
    /// As the variant has it.
    pub variant: String,
}

/// The texts that the variant words otherwise, in its order. A text that it gives as the control has it is none.
pub(super) fn reworded(control: &PackDocument, variant: &Variant) -> Vec<Reworded> {
    let mut found = Vec::new();
    for (locale, texts) in &variant.texts {
        for (key, text) in texts {
            if let Some(was) = text_of(control, locale, key).filter(|was| *was != text) {
                let (key, locale) = (key.clone(), locale.clone());
                found.push(Reworded { key, locale, control: was.into(), variant: text.clone() });
            }
        }
    }
    found
}

/// Whether a text is a notice's, and so has a version.
pub(super) fn is_notice(key: &str) -> bool {
    key.starts_with("notice.")
}

/// Everything for which wording is refused.
pub(super) fn check(control: &PackDocument, variant: &Variant, unicode: &dyn Unicode, faults: &mut Vec<Error>) {
    keys(control, variant, faults);
    let changes = reworded(control, variant);
    for change in &changes {
        let (was, is) = (placeholders(&change.control), placeholders(&change.variant));
        if was != is {
            let message = format!("the text has {}; the control's has {}", named(&is), named(&was));
            let help = "Write each placeholder as often as the control does.";
            faults.push(Error::new(Code::Text, change.at(), message).help(help));
        }
    }
    languages(control, &changes, faults);
    for group in groups(control) {
        alike(control, &changes, &group, unicode, faults);
    }
    notices(control, variant, &changes, faults);
}

impl Reworded {
    /// Its place in the variant.
    fn at(&self) -> String {
        below(&below("/texts", &self.locale), &self.key)
    }
}

fn text_of<'p>(pack: &'p PackDocument, locale: &str, key: &str) -> Option<&'p str> {
    pack.texts.get(locale)?.get(key).map(String::as_str)
}

/// Texts that the pack does not have, that are not the questionnaire's own, or that say nothing.
fn keys(control: &PackDocument, variant: &Variant, faults: &mut Vec<Error>) {
    let own = control.questionnaire_texts();
    for (locale, texts) in &variant.texts {
        let at = below("/texts", locale);
        let Some(known) = control.texts.get(locale.as_str()) else {
            let message = format!("the pack has no texts in '{locale}'");
            let help = format!("Take a language that the pack has: {}.", control.locales.join(", "));
            faults.push(Error::new(Code::Reference, at, message).help(help));
            continue;
        };
        for (key, text) in texts {
            let (code, message, help) = if !known.contains_key(key.as_str()) {
                (
                    Code::Reference,
                    format!("the pack has no text '{key}' in '{locale}'"),
                    "Take a key that the pack has.",
                )
            } else if own.binary_search(key).is_err() {
                let message = format!("the text '{key}' is not the questionnaire's own wording");
                let help = "Leave it out: sections, questions, options and notices may be worded otherwise, and what the pack says \
                            of its rules, results and documents may not.";
                (Code::Inconsistent, message, help)
            } else if text.trim().is_empty() {
                (Code::Text, format!("the text '{key}' is empty"), "Write it, or leave it out.")
            } else {
                continue;
            };
            faults.push(Error::new(code, below(&at, key), message).help(help));
        }
    }
}

/// A text says the same in every language, or the languages have two questionnaires.
fn languages(control: &PackDocument, changes: &[Reworded], faults: &mut Vec<Error>) {
    for (n, change) in changes.iter().enumerate() {
        let changed = |locale: &str| changes.iter().any(|other| other.key == change.key && other.locale == locale);
        let has = control.locales.iter().filter(|locale| text_of(control, locale, &change.key).is_some());
        let missing: Vec<&str> = has.map(String::as_str).filter(|locale| !changed(locale)).collect();
        let is_first = changes.iter().take(n).all(|before| before.key != change.key);
        if is_first && !missing.is_empty() {
            let (key, locale, missing) = (&change.key, &change.locale, missing.join(", "));
            let message =
                format!("the text '{key}' is worded otherwise in {locale}, and in {missing} as in the control");
            let help = format!("Word it otherwise in {missing} too, so that everybody is asked the same.");
            faults.push(Error::new(Code::Text, change.at(), message).help(help));
        }
    }
}

/// Texts of which no two say the same: the labels of a question's options, the questions, the notices' titles and bodies.
fn groups(control: &PackDocument) -> Vec<Vec<String>> {
    let labels = control
        .items()
        .map(|item| item.options.iter().map(|option| format!("option.{}.{}", item.id, option.id)).collect());
    let mut groups: Vec<Vec<String>> = labels.collect();
    groups.push(control.items().map(|item| format!("item.{}", item.id)).collect());
    for part in ["title", "body"] {
        groups.push(control.notices.iter().map(|notice| format!("notice.{}.{part}", notice.id)).collect());
    }
    groups
}

/// A text of a group, without what nobody tells apart: as the control has it, and as the variant does.
struct Seen<'g> {
    key: &'g str,
    was: String,
    is: String,
}

/// New texts of a group that are another one's, in the variant or in the control.
fn alike(
    control: &PackDocument,
    changes: &[Reworded],
    group: &[String],
    unicode: &dyn Unicode,
    faults: &mut Vec<Error>,
) {
    let changed: BTreeMap<(&str, &str), &Reworded> =
        changes.iter().map(|change| ((change.locale.as_str(), change.key.as_str()), change)).collect();
    let seen = |locale: &str| -> Vec<Seen<'_>> {
        let texts = group.iter().map(|key| {
            let was = plain(text_of(control, locale, key).unwrap_or_default(), unicode);
            let new = changed.get(&(locale, key.as_str()));
            let is = new.map_or_else(|| was.clone(), |new| plain(&new.variant, unicode));
            Seen { key, was, is }
        });
        texts.collect()
    };
    let mut of_locale: BTreeMap<&str, Vec<Seen<'_>>> = BTreeMap::new();
    for change in changes.iter().filter(|change| group.contains(&change.key)) {
        let texts = of_locale.entry(&change.locale).or_insert_with_key(|locale| seen(locale));
        let Some(one) = texts.iter().find(|one| one.key == change.key) else { continue };
        for other in texts.iter().filter(|other| other.key != change.key) {
            faults.extend(confused(one, other, change));
        }
    }
}

/// Whether people would take a new text for another.
fn confused(one: &Seen<'_>, other: &Seen<'_>, change: &Reworded) -> Option<Error> {
    let (code, message, help) = if other.is == one.is {
        let message = format!("'{}' and '{}' have one text in {}", one.key, other.key, change.locale);
        (Code::Duplicate, message, "Word them so that people can tell them apart.")
    } else if other.was == one.is {
        let message = format!("'{}' has the text that '{}' has in the control", one.key, other.key);
        let help = "Leave each its own: an answer would count for what another one says. To show them in another order, vary \
                    `options`, `items` or `notices`.";
        (Code::Inconsistent, message, help)
    } else {
        return None;
    };
    Some(Error::new(code, change.at(), message).help(help))
}

/// New wording of a notice has a new version, by which it is told apart from the control's.
fn notices(control: &PackDocument, variant: &Variant, changes: &[Reworded], faults: &mut Vec<Error>) {
    for notice in &control.notices {
        let own = ["title", "body"].map(|part| format!("notice.{}.{part}", notice.id));
        let change = changes.iter().find(|change| own.contains(&change.key));
        let (id, version) = (&notice.id, notice.version);
        let at = below("/notice_versions", id.as_str());
        match (change, variant.notice_versions.get(id)) {
            (Some(change), None) => {
                let message =
                    format!("the notice '{id}' is worded otherwise, and its version is the control's, {version}");
                let help = "Give the new wording a version of its own in /notice_versions.";
                faults.push(Error::new(Code::MissingField, change.at(), message).help(help));
            }
            (Some(_), Some(new)) if *new <= version => {
                let message = format!("the version of the notice '{id}' is {new}; the control's wording has {version}");
                faults.push(Error::new(Code::Range, at, message).help("Give a higher number."));
            }
            (None, Some(_)) => {
                let message = format!("the notice '{id}' has a version of its own, and the control's wording");
                let help = "Word it otherwise, or leave the version out.";
                faults.push(Error::new(Code::Inconsistent, at, message).help(help));
            }
            _ => {}
        }
    }
    for id in variant.notice_versions.keys().filter(|id| control.notices.iter().all(|notice| notice.id != **id)) {
        let message = format!("the pack has no notice '{id}'");
        let at = below("/notice_versions", id.as_str());
        faults.push(Error::new(Code::Reference, at, message).help("Take a notice that the pack has."));
    }
}

/// The placeholders of a text, such as `{class}`, in rising order, each as often as it stands there.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found
}

fn named(placeholders: &[&str]) -> String {
    if placeholders.is_empty() {
        return "no placeholder".into();
    }
    let names: Vec<String> = placeholders.iter().map(|name| format!("{{{name}}}")).collect();
    format!("the placeholders {}", names.join(", "))
}

/// A text without what nobody tells apart: letters' case and width, spaces, punctuation, marks such as stars and bullets, and
/// characters that nobody sees. Beside a number they say something: `< 5`, `-5%` and `1.5` stay what they are.
fn plain(text: &str, unicode: &dyn Unicode) -> String {
    let lower =
        |text: String| text.chars().flat_map(char::to_lowercase).filter(|one| !one.is_whitespace()).collect::<String>();
    let seen: Vec<char> =
        unicode.nfkc(&lower(unicode.nfkc(text))).chars().filter(|one| !is_unseen(*one)).map(as_hyphen).collect();
    let number = |at: Option<usize>| at.and_then(|at| seen.get(at)).is_some_and(|one| one.is_numeric());
    let says = |(at, one): (usize, &char)| {
        let (before, behind) = (number(at.checked_sub(1)), number(at.checked_add(1)));
        let counts = match one {
            '.' | ',' | ':' | '/' => before && behind,
            '-' => behind,
            '<' | '>' | '=' | '\u{2264}' | '\u{2265}' | '\u{b1}' | '+' | '%' | '\u{2030}' | '~' | '\u{2248}' | '$'
            | '\u{a3}' | '\u{a5}' | '\u{20ac}' => before || behind,
            _ => one.is_alphanumeric() || unicode.is_mark(*one),
        };
        counts.then_some(*one)
    };
    let said: String = seen.iter().enumerate().filter_map(says).collect();
    // Of signs alone, they are all that there is to tell apart.
    if said.is_empty() { seen.into_iter().collect() } else { said }
}

/// Whether a character is there and nobody sees it: Unicode's `Default_Ignorable_Code_Point`, and controls.
fn is_unseen(one: char) -> bool {
    one.is_control()
        || matches!(
            one,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Dashes of any length, and the sign of a negative number, as the one that is on keyboards.
fn as_hyphen(one: char) -> char {
    if matches!(one, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}') { '-' } else { one }
}
