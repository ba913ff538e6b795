//! The document that a layout is.

use prescreen::documents;
use prescreen::id::Id;
use prescreen::json::{Entries, Json, Read, Reader};
use prescreen::{Code, Error, words};

use super::{Field, Names, Phrase, Words};
use crate::money::{Currency, NumberStyle};
use crate::statement::{AccountKind, Direction, RowKind, Status};
use crate::when::DateOrder;

/// Largest layout, in bytes.
pub const MAX_FORMAT_BYTES: usize = 64 * 1024;

/// One layout of a table.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, transform = super::published::required))]
pub struct Format {
    /// Its name.
    pub id: Id,
    /// Its version: one more with every change of meaning.
    pub version: u32,
    /// Who writes such files.
    pub institution: Id,
    /// What kind of account they are of.
    pub kind: AccountKind,
    /// What the person calls it, by locale.
    pub names: Entries<String, String>,
    /// Where the layout was read.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Option<Confidence>,
    /// Texts of which each stands somewhere in the file's first rows.
    pub contains: Vec<String>,
    /// Texts of which none does: another layout's.
    pub lacks: Vec<String>,
    /// Field to the names that its column has had; the first is today's. A column without a name of its own is `#1`,
    /// `#2`; `{currency}` in a name is a code or sign there: `Amount ({currency})`.
    pub columns: Names,
    /// The fields without which it is not this layout.
    pub required: Vec<Field>,
    /// Names of columns that say nothing that is read here.
    pub ignored: Words,
    /// All names of the row of headers in their order, where no other table is of this layout: it goes before layouts that
    /// say less.
    pub header: Vec<String>,
    /// How the person gets this export, by locale: where to tap.
    pub guide: Entries<String, String>,
    /// The layout that is wanted where this one is no statement but another export of the same place.
    pub instead_of: Option<Id>,
    /// Whether it is taken only where no other fits: a form that many institutions share.
    pub fallback: bool,
    /// Whether there is no row of headers.
    pub headerless: bool,
    /// How many cells a row has, where there is no row of headers.
    pub cells: Option<u32>,
    /// The order of day, month and year; decided from the whole file where it is left out.
    pub day_order: Option<DateOrder>,
    /// How numbers are written; decided from the whole file where it is left out.
    pub numbers: Option<NumberStyle>,
    /// How a balance is written, where otherwise than an amount.
    pub balance_numbers: Option<NumberStyle>,
    /// Whether its times have seconds: where none has, another program saved the file again.
    pub seconds: bool,
    /// How the other side's column holds name and account together.
    pub party: Option<Party>,
    /// Words of what paid that stand for several sources: `*&*`.
    pub several_sources: Words,
    /// How an amount tells its direction.
    pub amounts: Amounts,
    /// The currency of all rows, where no column has it.
    pub currency: Option<Currency>,
    /// The file's own words for currencies.
    pub currencies: Entries<String, Currency>,
    /// The zone of its times, in minutes east of Greenwich.
    pub zone_minutes: Option<i32>,
    /// Words of the direction's column.
    pub incoming: Words,
    /// The same for money out.
    pub outgoing: Words,
    /// The same for neither.
    pub neutral: Words,
    /// Words of the status's column.
    pub status: StatusWords,
    /// What rows are, by their words: the first rule that fits decides.
    pub kinds: Vec<KindRule>,
    /// What the file states above and below its rows.
    pub stated: StatedPhrases,
    /// The first cells of the rows that are the table's own, where a file puts the name of a table before each of its
    /// rows, `Header` or `Data` behind it.
    pub section: Words,
    /// Whether other tables of the same accounts may follow behind the end of one.
    pub several_tables: bool,
    /// First cells of rows that end the table.
    pub ends: Words,
    /// First cells of rows that are no movement and are left out: a title that is repeated, a sum.
    pub skips: Words,
    /// Whether movements of the account are missing from such a file by design, so that its balances need not link.
    pub unlisted_movements: bool,
    /// Whether rows are known to be stated otherwise than they add up, as the file itself warns.
    pub stated_otherwise: bool,
    /// Who stands behind it. No document says so: whoever loads the layouts of the package marks them.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub origin: Origin,
}

/// Who stands behind a layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// Whoever reads the file: what its columns and words mean is their word.
    #[default]
    Own,
    /// The package, whose layouts are tested against files.
    Shipped,
}

words! {
    Confidence { High = "high", Medium = "medium", Low = "low" }
    Sign { Signed = "signed", Unsigned = "unsigned", OutPositive = "out_positive", SignedOrWords = "signed_or_words" }
    Party { AccountThenName = "account/name", NameThenAccount = "name account" }
    NumberStyle { Point = "point", Comma = "comma" }
}

/// How sure a layout is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Confidence {
    /// Read from a file of the institution, or from several that agree.
    High,
    /// Read from another program's own samples or description.
    Medium,
    /// Read from one place that could not be checked.
    Low,
}

/// How an amount is written.
#[derive(Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, transform = super::published::all_optional))]
pub struct Amounts {
    /// What its sign says.
    pub sign: Sign,
    /// Whether amounts of money out may have a minus that only repeats their word, where they are unsigned.
    pub minus_is_out: bool,
    /// Whether a fee of its own column is taken from the account beside the amount.
    pub fee_beside: bool,
    /// Whether amounts are finer than the currency's minor unit, as at a broker. What is finer is carried to the rows
    /// behind, so that the rows together are exact to the minor unit.
    pub finer: bool,
    /// Where a part that was given back is noted in the amount's or the status's cell: `(已退款{amount})`.
    pub refund_notes: Vec<Phrase>,
    /// Where a fee that is inside the amount is noted in the note's cell: `服务费¥{amount}`.
    pub fee_notes: Vec<Phrase>,
}

/// What the sign of an amount says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Sign {
    /// Positive is in.
    #[default]
    Signed,
    /// Nothing: a word or column of its own tells the direction.
    Unsigned,
    /// Positive is out, as on many cards' statements.
    OutPositive,
    /// Positive is in where any amount of the file is negative; else a rule's words tell.
    SignedOrWords,
}

/// How one cell holds the other side's name and account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Party {
    /// `6222****4321/name`
    #[cfg_attr(feature = "schema", schemars(rename = "account/name"))]
    AccountThenName,
    /// `name 6222000000004321`, with a blank or none between.
    #[cfg_attr(feature = "schema", schemars(rename = "name account"))]
    NameThenAccount,
}

/// Words of the status's column.
#[derive(Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, transform = super::published::all_optional))]
pub struct StatusWords {
    /// Booked.
    pub booked: Words,
    /// Pending.
    pub pending: Words,
    /// Cancelled.
    pub cancelled: Words,
    /// Partly refunded.
    pub partly_refunded: Words,
    /// Notices.
    pub notice: Words,
    /// Whether any other word is booked; else it is a problem.
    pub other_is_booked: bool,
    /// Whether a row without a balance is pending, where other rows have one.
    pub pending_without_balance: bool,
}

impl StatusWords {
    /// Whether a word's status is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        let lists = [&self.booked, &self.pending, &self.cancelled, &self.partly_refunded, &self.notice];
        self.other_is_booked || lists.iter().any(|words| words.matches(word))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        let lists = [&self.booked, &self.pending, &self.cancelled, &self.partly_refunded, &self.notice];
        !self.other_is_booked && lists.iter().all(|words| words.is_empty())
    }
}

/// A rule that tells what a row is, by words of its cells.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct KindRule {
    /// Field to words: all have to fit.
    pub when: Entries<Field, Words>,
    /// What it is.
    pub kind: Option<RowKind>,
    /// Which way, where the words tell more than the direction's column.
    pub direction: Option<Direction>,
    /// Its status, where the words tell more than the status's column.
    pub status: Option<Status>,
}

/// What a file states above and below its rows.
#[derive(Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, transform = super::published::all_optional))]
pub struct StatedPhrases {
    /// `{rows}`
    pub rows: Vec<Phrase>,
    /// `{rows}` and `{amount}`
    pub incoming: Vec<Phrase>,
    /// The same.
    pub outgoing: Vec<Phrase>,
    /// The same.
    pub neutral: Vec<Phrase>,
    /// `{from}` and `{to}`
    pub period: Vec<Phrase>,
    /// `{year}` and `{month}`: the bill's month, where its days have no year.
    pub month: Vec<Phrase>,
    /// `{amount}`
    pub opening: Vec<Phrase>,
    /// `{amount}`
    pub closing: Vec<Phrase>,
    /// `{text}`
    pub account: Vec<Phrase>,
    /// `{text}`: the currency.
    pub currency: Vec<Phrase>,
}

impl Format {
    /// Reads a layout from its JSON text.
    ///
    /// # Errors
    /// What is wrong first, and where, as a JSON pointer.
    pub fn load(text: &str) -> Result<Self, Error> {
        prescreen::json::read_text(text, MAX_FORMAT_BYTES)
    }

    /// The layout as one that the package ships.
    #[must_use]
    pub fn shipped(self) -> Self {
        Self { origin: Origin::Shipped, ..self }
    }

    /// The names of a field's column, today's first.
    pub(super) fn names_of(&self, field: Field) -> impl Iterator<Item = &str> {
        self.columns.get(&field).into_iter().flatten().map(String::as_str)
    }
}

documents! {
    Format {
        id, version, institution, kind, names, columns, required; [
            sources, confidence, contains, lacks, ignored, header, guide, instead_of, fallback, headerless, cells, day_order, numbers,
            balance_numbers, seconds, party, several_sources, amounts, currency, currencies, zone_minutes, incoming, outgoing, neutral, status, kinds, stated, section, several_tables, ends, skips,
            unlisted_movements, stated_otherwise, origin
        ]
    }
    Amounts {; [sign, minus_is_out, fee_beside, finer, refund_notes, fee_notes] }
    StatusWords {; [booked, pending, cancelled, partly_refunded, notice, other_is_booked, pending_without_balance] }
    KindRule { when; [kind, direction, status] }
    StatedPhrases {; [rows, incoming, outgoing, neutral, period, month, opening, closing, account, currency] }
}

impl Read for Origin {
    fn read<'j>(_: &'j Json, reader: &mut Reader<'j>) -> Self {
        reader.fail(Code::UnknownField, "a layout does not say where it comes from");
        Self::Own
    }
}

impl Read for Currency {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        json.as_text().and_then(Self::parse).unwrap_or_else(|| {
            let expected = Self::expected(json.as_text().unwrap_or_default());
            reader.fail_found(Code::Range, &["expected ", expected].concat(), json, &[]);
            Self::CNY
        })
    }
}

impl Read for Phrase {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        json.as_text().and_then(Self::parse).unwrap_or_else(|| {
            reader.fail_found(Code::Syntax, "expected a phrase with places such as {amount}", json, &[]);
            Self::default()
        })
    }
}
