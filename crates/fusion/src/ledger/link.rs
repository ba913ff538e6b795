//! Which entries belong together, and what has to be asked.

use prescreen::words;
use serde::Serialize;

use crate::silent::written_as_word;

/// Two entries that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Link {
    /// In what way.
    pub kind: LinkKind,
    /// Position of the entry that counts, or that the money left.
    pub from: u32,
    /// Position of the other.
    pub to: u32,
    /// What told it.
    pub by: LinkedBy,
}

/// How two entries belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum LinkKind {
    /// The same row in two files: the first is counted.
    SameRow,
    /// The same purchase: the first, a wallet's row, is counted; the second, a bank's or card's, paid it.
    SamePurchase,
    /// Money from one own account to another.
    OwnTransfer,
    /// A card paid from another own account.
    Repayment,
    /// A purchase, and what gave it or a part of it back.
    Refund,
}

/// What told that two entries belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum LinkedBy {
    /// A number of the institution that both carry.
    Reference,
    /// The account or card that one of them names, with amount and days.
    Account,
    /// Amount and days, and that nothing else fits.
    AmountAndDays,
    /// The person.
    Person,
}

/// What the files leave open. Nothing is paired until the person says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// Positions of the entries that it is about, in rising order.
    pub entries: Vec<u32>,
}

/// The kinds of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum QuestionKind {
    /// Which of these are one purchase, seen twice?
    SamePurchase,
    /// Which of these are one transfer between own accounts?
    OwnTransfer,
    /// Which purchase does this give back?
    Refund,
    /// Are the rows of two accounts those of one?
    SameAccount,
    /// What is this, that the file counts as neither in nor out?
    Unclear,
}

words! {
    LinkKind {
        SameRow = "same_row", SamePurchase = "same_purchase", OwnTransfer = "own_transfer", Repayment = "repayment",
        Refund = "refund",
    }
    LinkedBy { Reference = "reference", Account = "account", AmountAndDays = "amount_and_days", Person = "person" }
    QuestionKind {
        SamePurchase = "same_purchase", OwnTransfer = "own_transfer", Refund = "refund", SameAccount = "same_account",
        Unclear = "unclear",
    }
}

written_as_word!(LinkKind, LinkedBy, QuestionKind);
