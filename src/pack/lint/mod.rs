//! What a careful reader would query in a pack, though nothing in it is wrong by form.
//!
//! Takes a loaded pack, gives [`Warning`]s in the order of the questions, then of the rules. A warning never stops a pack: wording
//! is for people to judge. Only the locales whose words are listed in `words` are read for wording and for
//! amounts in texts; intervals of numbers are read in every pack.

mod borrowed;
mod coverage;
mod doubt;
mod ranges;
mod together;
mod wording;
mod words;

use core::fmt;

pub use together::lint_together;

use crate::pack::Pack;
use crate::pack::schema::{Item, ItemKind};

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Warning {
    /// Stable code, for programs.
    pub code: WarningCode,
    /// JSON pointer (RFC 6901) to the text or option.
    pub at: String,
    /// What was seen.
    pub message: String,
    /// Why that matters.
    pub why: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// The stable codes of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// An amount between two options that neither covers.
    Gap,
    /// An amount that two options cover.
    Overlap,
    /// The lowest option does not reach the least amount.
    NoLowest,
    /// The highest option does not reach the greatest amount.
    NoHighest,
    /// A multiple choice without an option for whom nothing fits.
    NoneOfThese,
    /// Two negations that the reader has to undo.
    DoubleNegative,
    /// Words that suggest an answer.
    Leading,
    /// A rule of an advised service that lets a person go on when facts are missing.
    GoesOn,
    /// Borrowing that is held against no limit.
    NoLimit,
    /// Borrowing that may be more than the price.
    MoreThanPrice,
    /// An id that no pack has of those that are used together.
    UnknownPack,
    /// A pack that counts another's attempts, which does not count its own.
    OneWay,
}

impl WarningCode {
    /// The code as it appears on every wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Overlap => "overlap",
            Self::NoLowest => "no-lowest",
            Self::NoHighest => "no-highest",
            Self::NoneOfThese => "none-of-these",
            Self::DoubleNegative => "double-negative",
            Self::Leading => "leading",
            Self::GoesOn => "goes-on",
            Self::NoLimit => "no-limit",
            Self::MoreThanPrice => "more-than-price",
            Self::UnknownPack => "unknown-pack",
            Self::OneWay => "one-way",
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Gap | Self::NoLowest | Self::NoHighest | Self::NoneOfThese => {
                "somebody has no truthful answer and has to give a false one"
            }
            Self::Overlap => "the same person may choose either option, with other points",
            Self::DoubleNegative => "readers often take it for its opposite",
            Self::Leading => "the answer is the question's, not the person's",
            Self::GoesOn => "advice rests on what is known, so an advised service stops where evidence is missing",
            Self::NoLimit => "a purchase that borrows more than the limit goes on, and nobody is told",
            Self::MoreThanPrice => "one of the two figures is wrong then, and measures of it are told as the person's",
            Self::UnknownPack => "attempts are not counted together, or profiles not accepted, and nothing says so",
            Self::OneWay => "whoever has no attempt left under the one goes on under the other",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Gap => "Let each option begin where the one before it ends.",
            Self::Overlap => "Say both ends of each option, so that every amount is in one.",
            Self::NoLowest => "Let the lowest option be open downwards, or begin at 0.",
            Self::NoHighest => "Let the highest option be open upwards.",
            Self::NoneOfThese => {
                "Add an option such as 'none of these' (都没有), or one that begins with 'other' (其他)."
            }
            Self::DoubleNegative => "Say it without one of the negations.",
            Self::Leading => "Ask without saying what others do or what is right.",
            Self::GoesOn => {
                "Leave `if_unknown` out, or let it pause or refer. Where the firm gives no advice, let `service` be non_advised."
            }
            Self::NoLimit => "Name the fact in /credit/limit/financed, and let /credit be asked wherever /risk is.",
            Self::MoreThanPrice => {
                "Derive a `share_bp` of the two, and let a rule of outcome insufficient_evidence ask whether it is above 10000, for every tag and purpose of /risk."
            }
            Self::UnknownPack => "Correct the id, or give that pack too.",
            Self::OneWay => "Name each pack in the `attempts_with` of the other.",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]\n  at {}\n  why: {}\n  {}", self.message, self.code.as_str(), self.at, self.why, self.help)
    }
}

fn warning(code: WarningCode, at: String, message: String) -> Warning {
    Warning { code, at, message, why: code.why(), help: code.help() }
}

/// Reads the questions and rules of a pack as a careful person would.
#[must_use]
pub fn lint(pack: &Pack) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (s, section) in pack.document().questionnaire.sections.iter().enumerate() {
        for (n, item) in section.items.iter().enumerate() {
            if item.kind == ItemKind::Number {
                coverage::intervals(item, &format!("/questionnaire/sections/{s}/items/{n}/options"), &mut warnings);
            }
            for locale in &pack.document().locales {
                let Some(words) = words::of(locale) else { continue };
                let texts = Texts { pack, locale, item };
                if item.kind == ItemKind::Single {
                    coverage::amounts(&texts, words, &mut warnings);
                }
                if item.kind == ItemKind::Multiple {
                    coverage::none_of_these(&texts, words, &mut warnings);
                }
                wording::check(&texts, words, &mut warnings);
            }
        }
    }
    doubt::check(pack.document(), &mut warnings);
    borrowed::check(pack, &mut warnings);
    warnings
}

/// One question in one locale.
struct Texts<'a> {
    pack: &'a Pack,
    locale: &'a str,
    item: &'a Item,
}

impl<'a> Texts<'a> {
    /// The question, with its pointer.
    fn question(&self) -> (String, &'a str) {
        self.text(&format!("item.{}", self.item.id))
    }

    /// The options in the order shown, each with its pointer.
    fn options(&self) -> impl Iterator<Item = (String, &'a str)> {
        self.item.options.iter().map(|option| self.text(&format!("option.{}.{}", self.item.id, option.id)))
    }

    fn text(&self, key: &str) -> (String, &'a str) {
        (format!("/texts/{}/{key}", self.locale), self.pack.text(self.locale, key).unwrap_or_default())
    }
}
