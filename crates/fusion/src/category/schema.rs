//! The document that a rule file is.

use prescreen::id::Id;
use prescreen::json::{Entries, Json, Read, Reader};
use prescreen::{Code, Error, documents};

use super::Category;
use crate::format::{Field, Words};
use crate::money::Currency;
use crate::seek::has;
use crate::statement::{AccountKind, Direction};
use crate::when::TimeOfDay;

/// Largest rule file, in bytes.
pub const MAX_RULES_BYTES: usize = 256 * 1024;

/// One rule file. Files are asked in order, a firm's own before the shipped ones; within one step of
/// [`Categories::assign`](super::Categories::assign) the first file that tells decides.
pub struct RuleFile {
    /// Its name.
    pub id: Id,
    /// Its version: one more with every change of meaning.
    pub version: u32,
    /// Where its words were read.
    pub sources: Vec<String>,
    /// Payment services that stand before a merchant's name: `支付宝-`, `财付通-`.
    pub channels: Vec<String>,
    /// Provinces and cities that stand before or behind a merchant's name.
    pub places: Vec<String>,
    /// Endings of a branch: `店`, `站`.
    pub branches: Vec<String>,
    /// Family names: a short name that begins with one may be a person's.
    pub surnames: String,
    /// Closed words of exports and whole registered names.
    pub words: Vec<WordTable>,
    /// Merchant category codes (ISO 18245): `5411`, or `3000-3299`.
    pub codes: Entries<Category, Vec<Codes>>,
    /// Names of merchants, compared without channel, branch, place and number.
    pub merchants: Entries<Category, Vec<String>>,
    /// Rules with bounds, the first that fits.
    pub rules: Vec<Rule>,
}

/// Words that tell a row by a whole cell.
pub struct WordTable {
    /// Whose exports; any, where it is left out.
    pub institutions: Vec<String>,
    /// Statements of which kind; any, where it is left out.
    pub accounts: Vec<AccountKind>,
    /// Which way the money goes; either, where it is left out.
    pub direction: Option<Direction>,
    /// The cells: `category`, `description`, `counterparty`, `method`.
    pub fields: Vec<Field>,
    /// Category to words.
    pub words: Entries<Category, Vec<String>>,
}

/// A rule with bounds.
pub struct Rule {
    /// What it tells.
    pub category: Category,
    /// Whose exports; any, where it is left out.
    pub institutions: Vec<String>,
    /// Statements of which kind; any, where it is left out.
    pub accounts: Vec<AccountKind>,
    /// Which way the money goes; either, where it is left out.
    pub direction: Option<Direction>,
    /// Cell to words: all have to fit.
    pub when: Entries<Field, Words>,
    /// The currency of the bounds; a rule with bounds has one.
    pub currency: Option<Currency>,
    /// The least amount, in minor units.
    pub at_least: Option<i64>,
    /// The greatest amount, in minor units.
    pub at_most: Option<i64>,
    /// The earliest time of the day; a row without a time is in no such rule.
    pub from: Option<TimeOfDay>,
    /// The latest time of the day.
    pub to: Option<TimeOfDay>,
}

/// A merchant category code or a range of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Codes {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

impl RuleFile {
    /// Reads a rule file from its JSON text.
    ///
    /// # Errors
    /// What is wrong first, and where, as a JSON pointer.
    pub fn load(text: &str) -> Result<Self, Error> {
        let file: Self = prescreen::json::read_text(text, MAX_RULES_BYTES)?;
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), Error> {
        if let Some((category, _)) = self.merchants.iter().find(|(category, _)| category.guarded()) {
            let message =
                "a merchant's name cannot tell income, debt or gambling; use words, with the whole registered name";
            return Err(Error::new(Code::Range, ["/merchants/", category.word()].concat(), message));
        }
        for (position, table) in self.words.iter().enumerate() {
            let at = || ["/words/", &position.to_string(), "/fields"].concat();
            if table.fields.is_empty() {
                return Err(Error::new(Code::Range, at(), "expected at least one cell"));
            }
            texts(&table.fields, at)?;
        }
        for (position, rule) in self.rules.iter().enumerate() {
            rule.check().map_err(|(end, message)| {
                Error::new(Code::Range, ["/rules/", &position.to_string(), end].concat(), message)
            })?;
        }
        Ok(())
    }
}

impl Rule {
    fn check(&self) -> Result<(), (&'static str, &'static str)> {
        if self.when.is_empty() {
            return Err(("/when", "expected at least one cell"));
        }
        if self.when.keys().any(|field| !is_text(*field)) {
            return Err(("/when", TEXTS));
        }
        if (self.at_least.is_some() || self.at_most.is_some()) && self.currency.is_none() {
            return Err(("/currency", "a rule with a bound names its currency"));
        }
        let whole = |words: &Words| words.iter().all(|word| !has(word, '*'));
        let closed = self.when.get(&Field::Category).is_some_and(whole) && !self.institutions.is_empty();
        if self.category.guarded() && !closed && !self.when.values().all(whole) {
            return Err((
                "/when",
                "income, debt and gambling are told by whole words, or beside whole words of an institution's own category",
            ));
        }
        Ok(())
    }
}

const TEXTS: &str = "expected cells of text: category, description, counterparty, method";

fn is_text(field: Field) -> bool {
    matches!(field, Field::Category | Field::Description | Field::Counterparty | Field::Method)
}

fn texts(fields: &[Field], at: impl Fn() -> String) -> Result<(), Error> {
    let all = fields.iter().all(|field| is_text(*field));
    if all { Ok(()) } else { Err(Error::new(Code::Range, at(), TEXTS)) }
}

documents! {
    RuleFile { id, version; [sources, channels, places, branches, surnames, words, codes, merchants, rules] }
    WordTable { fields, words; [institutions, accounts, direction] }
    Rule { category, when; [institutions, accounts, direction, currency, at_least, at_most, from, to] }
}

impl Read for Codes {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let code = |text: &str| text.parse::<u16>().ok().filter(|_| text.len() == 4);
        let codes = json.as_text().and_then(|text| {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            Some(Self { first: code(first)?, last: code(last)? }).filter(|codes| codes.first <= codes.last)
        });
        codes.unwrap_or_else(|| {
            reader.fail_found(Code::Range, "expected a code of four digits, or a range such as 3000-3299", json, &[]);
            Self::default()
        })
    }
}

impl Read for TimeOfDay {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let time = json.as_text().and_then(|text| {
            let (hour, minute) = text.split_once(':')?;
            Self::new(hour.parse().ok()?, minute.parse().ok()?, 0)
        });
        time.unwrap_or_else(|| {
            reader.fail_found(Code::Range, "expected a time of the day such as 06:30", json, &[]);
            Self::default()
        })
    }
}
