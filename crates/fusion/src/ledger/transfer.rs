//! Money between the person's own accounts, and cards paid from them: neither income nor spending.
//!
//! Exact amount, one currency, opposite directions, few days, mutually unique, and nothing that speaks against it: what a
//! file calls wages, a purchase or interest is none; names that differ without a word of a transfer are asked about, and so
//! are free texts; who pays in often and is matched once is a payer; what the person gave a category is not touched. A
//! salary that comes as a transfer is not hidden by a coincidence.

use super::account::tail_of;
use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy, QuestionKind};
use super::name::agree;
use super::pairing::Pairing;
use super::work::Work;
use super::{Entry, MAX_DAYS_APART};
use crate::letter::lowered;
use crate::seek::{contains, find};
use crate::sorted::Grouped;
use crate::statement::{AccountKind, Direction, Row, RowKind};

/// Words of transfers in the languages of the layouts, in lower case.
const WORDS: [&str; 13] = [
    "transfer",
    "转账",
    "转入",
    "转出",
    "转存",
    "汇款",
    "汇入",
    "互转",
    "充值",
    "提现",
    "umbuchung",
    "virement",
    "überweisung",
];
/// Short words of the same, which may stand in other words by chance.
const SHORT: [&str; 3] = ["xfer", "tfr", "trf"];
/// From how many payments on somebody is a payer.
const OFTEN: usize = 3;

/// Pairs payments of cards, then transfers.
pub(super) fn transfers(work: &mut Work<'_>) {
    for (kind, by_account) in [
        (LinkKind::Repayment, true),
        (LinkKind::Repayment, false),
        (LinkKind::OwnTransfer, true),
        (LinkKind::OwnTransfer, false),
    ] {
        pair(work, kind, by_account);
    }
}

fn pair(work: &mut Work<'_>, kind: LinkKind, by_account: bool) {
    let on_card = |entry: &Entry| work.is_of(entry, AccountKind::Card);
    let out = work
        .open(&|entry, row| entry.category.is_none() && leaves(entry.role, row) && entry.amount > 0 && !on_card(entry));
    let into = work.open(&|entry, row| {
        entry.category.is_none() && enters(entry.role, row) && on_card(entry) == (kind == LinkKind::Repayment)
    });
    let often = payers(work, into.iter().copied());
    let fits = |from: u32, to: u32| fits(work, from, to).filter(|by| !by_account || *by == LinkedBy::Account);
    let days = (MAX_DAYS_APART, MAX_DAYS_APART);
    let pairing = Pairing {
        left: work.keyed(&out, &|entry, row| Some(entry.amount.min(row.arriving()))),
        right: work.amounts(&into),
        days,
        fits: &fits,
        alike: by_account,
    };
    let paired = pairing.pair(work);
    let matched = payers(work, paired.pairs.iter().map(|(_, to, _)| *to));
    for (from, to, by) in paired.pairs {
        let seldom = payer(work, to).is_some_and(|payer| {
            let (all, matched) = (often.of(&payer).len(), matched.of(&payer).len());
            all >= OFTEN && matched.saturating_mul(2) < all
        });
        if by == LinkedBy::AmountAndDays && kind == LinkKind::OwnTransfer && (seldom || strangers(work, from, to)) {
            work.ask(QuestionKind::OwnTransfer, vec![from, to]);
            continue;
        }
        let role = if kind == LinkKind::Repayment { Role::Repayment } else { Role::OwnTransfer };
        for entry in [from, to] {
            work.set_role(entry, role);
            work.settle(entry);
        }
        work.link(Link { kind, from, to, by });
    }
    if !by_account {
        for open in paired.open {
            work.ask(QuestionKind::OwnTransfer, open);
        }
    }
}

/// What no word of the file says to be anything else.
fn may_be_transfer(kind: RowKind) -> bool {
    matches!(kind, RowKind::Unknown | RowKind::Transfer | RowKind::OwnTransfer | RowKind::Repayment)
}

fn leaves(role: Role, row: &Row) -> bool {
    let counts = matches!(role, Role::Spending | Role::TransferOut | Role::OwnTransfer | Role::Unclear);
    // A wallet counts a card's repayment as neither in nor out.
    (counts && row.direction == Direction::Out && may_be_transfer(row.kind))
        || (role == Role::Repayment && row.direction != Direction::In)
}

fn enters(role: Role, row: &Row) -> bool {
    let counts = matches!(role, Role::Income | Role::TransferIn | Role::OwnTransfer | Role::Repayment | Role::Unclear);
    counts && row.direction == Direction::In && may_be_transfer(row.kind)
}

fn fits(work: &Work<'_>, from: u32, to: u32) -> Option<LinkedBy> {
    let ((one, row), (other, other_row)) = (work.both(from)?, work.both(to)?);
    if !work.are_two(one, other) || !work.may_pair(from, to) {
        return None;
    }
    // Either side may name the other's account: by other digits it is another account.
    match (names(work, row, other), names(work, other_row, one)) {
        (Some(false), _) | (_, Some(false)) => None,
        (Some(true), _) | (_, Some(true)) => Some(LinkedBy::Account),
        (None, None) => Some(LinkedBy::AmountAndDays),
    }
}

/// Whether the account that a row names as its other side is an entry's; none where one of the two has no number.
fn names(work: &Work<'_>, row: &Row, entry: &Entry) -> Option<bool> {
    let tails = tail_of(&row.counterparty_account).zip(work.tail(entry))?;
    let account = usize::try_from(entry.account).ok().and_then(|account| work.ledger.accounts.get(account))?;
    Some(tails.0 == tails.1 && agree(&row.counterparty_account, &account.name))
}

/// The names on both sides: who the other side is, or what the row says where no field of it names one.
fn said(row: &Row) -> &str {
    if row.counterparty.is_empty() { &row.description } else { &row.counterparty }
}

/// Whether the names on both sides differ and no word tells of a transfer.
fn strangers(work: &Work<'_>, from: u32, to: u32) -> bool {
    let (Some(row), Some(other)) = (work.row(from), work.row(to)) else { return true };
    let named = !said(row).is_empty() && !said(other).is_empty();
    named && said(row) != said(other) && !tells_transfer(row) && !tells_transfer(other)
}

fn tells_transfer(row: &Row) -> bool {
    let told = matches!(row.kind, RowKind::Transfer | RowKind::OwnTransfer | RowKind::Repayment);
    told || [&row.counterparty, &row.description, &row.category].into_iter().any(|text| {
        let text = lowered(text);
        WORDS.iter().any(|word| contains(&text, word)) || SHORT.iter().any(|word| stands_alone(&text, word))
    })
}

/// Whether a word stands in a text by itself, and not within another word.
fn stands_alone(text: &str, word: &str) -> bool {
    let letter =
        |place: Option<usize>| place.and_then(|place| text.as_bytes().get(place)).is_some_and(u8::is_ascii_alphabetic);
    let mut from = 0_usize;
    while let Some(found) = text.get(from..).and_then(|rest| find(rest, word)) {
        let at = from.saturating_add(found);
        from = at.saturating_add(word.len());
        if !letter(at.checked_sub(1)) && !letter(Some(from)) {
            return true;
        }
    }
    false
}

/// Who pays into which account, as the file names them.
fn payer<'a>(work: &Work<'a>, entry: u32) -> Option<(u32, &'a str)> {
    let (entry, row) = work.both(entry)?;
    (!row.counterparty.is_empty()).then_some((entry.account, row.counterparty.as_str()))
}

fn payers<'a>(work: &Work<'a>, into: impl Iterator<Item = u32>) -> Grouped<(u32, &'a str), u32> {
    Grouped::new(into.filter_map(|entry| Some((payer(work, entry)?, entry))).collect())
}
