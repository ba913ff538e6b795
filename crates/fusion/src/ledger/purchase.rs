//! The same movement seen in a wallet and in the account behind it, counted once: the wallet's row tells more.
//!
//! Amount and days alone are too little, as two purchases may cost the same: the card's last digits or the wallet's name
//! must be there as well, and neither may say otherwise. A wallet's row whose bank is not among the files stays what it is.

use super::account::tail_of;
use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy, QuestionKind};
use super::pairing::Pairing;
use super::work::Work;
use super::{Entry, MAX_DAYS_APART};
use crate::letter::lowered;
use crate::seek::contains;
use crate::statement::{AccountKind, Direction, Row, RowKind};

/// Wallets by the word of their layouts, and how banks and other wallets write them.
const WALLETS: &[(&str, &[&str])] = &[
    ("alipay", &["支付宝", "alipay", "余额宝", "花呗"]),
    ("wechat", &["微信", "财付通", "wechat", "tenpay", "weixin", "零钱"]),
    ("jd", &["京东", "网银在线", "jd.com", "chinabank"]),
    ("meituan", &["美团", "三快", "meituan"]),
    ("paypal", &["paypal"]),
    ("revolut", &["revolut"]),
    ("wise", &["wise", "transferwise"]),
];
/// Minutes within which two clocks tell of one payment.
const MINUTES: u32 = 10;

/// Whether a row names a wallet.
fn names(row: &Row, words: &[&str]) -> bool {
    [&row.counterparty, &row.description, &row.category, &row.method].into_iter().any(|text| {
        let text = lowered(text);
        words.iter().any(|word| contains(&text, word))
    })
}

fn words_of(wallet: &str) -> Option<&'static [&'static str]> {
    WALLETS.iter().find(|(other, _)| *other == wallet).map(|(_, words)| *words)
}

/// Which of a wallet's rows are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// Withdrawals that state a fee, by what arrives.
    Arriving,
    /// All.
    All,
    /// Those that were closed and given back.
    Closed,
}

/// Pairs wallets' rows with those of the accounts behind them.
pub(super) fn purchases(work: &mut Work<'_>, sought: Sought) {
    // What other wallets paid first: their rows may have been paid by a bank in turn.
    for behind in [AccountKind::Wallet, AccountKind::Bank, AccountKind::Card] {
        for clocks in [true, false] {
            pair(work, behind, clocks, sought);
        }
    }
}

fn pair(work: &mut Work<'_>, behind: AccountKind, clocks: bool, sought: Sought) {
    let left = work.all(&|position, entry, row| {
        let sought = match sought {
            Sought::Arriving => entry.role == Role::OwnTransfer && row.arriving() != row.amount,
            Sought::All => true,
            Sought::Closed => entry.role == Role::NotMoved,
        };
        let unpaid = may_be_paid(entry.role, work.gives_back(position)) && !work.is_paid(position);
        sought && unpaid && work.is_of(entry, AccountKind::Wallet)
    });
    if left.is_empty() {
        return;
    }
    let right = work.open(&|entry, row| work.is_of(entry, behind) && row.moved() && entry.role != Role::Investment);
    let fits = |wallet: u32, bank: u32| fits(work, wallet, bank, clocks);
    let pairing = Pairing {
        left: work.keyed(&left, &|_, row| Some(if sought == Sought::Arriving { row.arriving() } else { row.amount })),
        right: work.amounts(&right),
        days: (1, MAX_DAYS_APART),
        fits: &fits,
        alike: true,
    };
    let paired = pairing.pair(work);
    for (wallet, bank, by) in paired.pairs {
        let own = work.entry(wallet).is_some_and(|entry| entry.role == Role::OwnTransfer);
        let kind = if own { LinkKind::OwnTransfer } else { LinkKind::SamePurchase };
        work.set_role(bank, if own { Role::OwnTransfer } else { Role::CountedElsewhere });
        let enters = own && work.entry(bank).is_some_and(|entry| entry.direction == Direction::Out);
        let (from, to) = if enters { (bank, wallet) } else { (wallet, bank) };
        work.link(Link { kind, from, to, by });
        work.settle(bank);
        if own {
            work.settle(wallet);
        }
        work.paid(wallet);
    }
    if !clocks {
        for open in paired.open {
            work.ask(QuestionKind::SamePurchase, open);
        }
    }
}

/// Most rows that are looked at for one withdrawal.
const NEAREST: usize = 64;

/// Asks about money from a wallet that is a little less than a withdrawal that states no fee. Until it is answered, it
/// counts as nothing.
pub(super) fn unsaid_fees(work: &mut Work<'_>) {
    let withdrawals = work.all(&|position, entry, row| {
        let out = entry.role == Role::OwnTransfer && entry.direction != Direction::In && !work.is_paid(position);
        out && row.fee.is_none() && withdraws(row) && work.is_of(entry, AccountKind::Wallet)
    });
    if withdrawals.is_empty() {
        return;
    }
    let right = work.plain_income();
    for withdrawal in withdrawals {
        let Some((one, row)) = work.both(withdrawal) else { continue };
        let Some(words) = work.statement(one).and_then(|statement| words_of(&statement.institution)) else { continue };
        let apart =
            |other: &u32| work.entry(*other).map_or(0, |other| other.date.days().saturating_sub(one.date.days()));
        let first = right.partition_point(|other| apart(other) < -1);
        let near = right.iter().skip(first).take(NEAREST).take_while(|other| apart(other) <= MAX_DAYS_APART);
        let fee = one.amount.div_euclid(LARGEST_FEE).max(LARGEST_FEE);
        let fits = |other: &&u32| {
            let less = work.both(**other).filter(|(other, other_row)| {
                let less = one.amount.saturating_sub(other.amount);
                other.currency == one.currency && (1..=fee).contains(&less) && names(other_row, words)
            });
            let other_tail = less.and_then(|(other, _)| work.tail(other));
            let tail = tail_of(&row.method).or_else(|| tail_of(&row.category));
            less.is_some()
                && tail.zip(other_tail).is_none_or(|(one, other)| one == other)
                && work.may_pair(withdrawal, **other)
        };
        let mut open: Vec<u32> = near.filter(fits).copied().collect();
        for other in &open {
            work.set_role(*other, Role::Unclear);
            work.settle(*other);
        }
        if !open.is_empty() {
            open.push(withdrawal);
            work.ask(QuestionKind::OwnTransfer, open);
        }
    }
}

/// The part of a withdrawal that no fee is larger than, and the minor units that one may always be.
const LARGEST_FEE: i64 = 100;

/// Whether a wallet's row says that money goes to a bank.
fn withdraws(row: &Row) -> bool {
    [&row.category, &row.description].into_iter().any(|text| {
        let text = lowered(text);
        ["提现", "withdraw"].iter().any(|word| contains(&text, word))
    })
}

/// Whether another account may have paid a wallet's row: money moved, and the wallet says which way.
fn may_be_paid(role: Role, gives_back: bool) -> bool {
    match role {
        Role::Spending | Role::TransferOut | Role::Refund | Role::Repayment | Role::OwnTransfer => true,
        Role::Undone | Role::LeftOut | Role::CountedElsewhere => true,
        // Closed after it was paid: the money went and came back.
        Role::NotMoved => gives_back,
        _ => false,
    }
}

/// Whether a wallet's row and another account's may be one movement.
fn fits(work: &Work<'_>, wallet: u32, bank: u32, clocks: bool) -> Option<LinkedBy> {
    let ((entry, row), (other, other_row)) = (work.both(wallet)?, work.both(bank)?);
    if entry.account == other.account || !work.may_pair(wallet, bank) || other.direction != behind(entry, other) {
        return None;
    }
    if clocks {
        let apart = row.time?.seconds().abs_diff(other_row.time?.seconds());
        if row.date != other_row.date || apart > MINUTES.saturating_mul(60) {
            return None;
        }
    }
    let behind = work.statement(other)?;
    if behind.account_kind == AccountKind::Wallet {
        // One wallet paid for an order in another: the order names it.
        let words = words_of(&behind.institution)?;
        let method = lowered(&row.method);
        let pays = words.iter().any(|word| contains(&method, word)) && other.role != Role::OwnTransfer;
        return pays.then_some(LinkedBy::Account);
    }
    behind_wallet(work, wallet, bank)
}

/// What tells that a bank's or card's row is of the account behind a wallet's row; none where one of them tells otherwise.
pub(super) fn behind_wallet(work: &Work<'_>, wallet: u32, bank: u32) -> Option<LinkedBy> {
    let ((entry, row), (other, other_row)) = (work.both(wallet)?, work.both(bank)?);
    let statement = work.statement(entry)?;
    let own = entry.role == Role::OwnTransfer;
    let named = words_of(&statement.institution).is_some_and(|words| names(other_row, words));
    if !named && WALLETS.iter().any(|(_, words)| names(other_row, words)) {
        return None;
    }
    // A top-up or withdrawal may name the card in its type.
    let category = if own { row.category.as_str() } else { "" };
    match (tail_of(&row.method).or_else(|| tail_of(category)), work.tail(other)) {
        (Some(tail), Some(account)) if tail == account => Some(LinkedBy::Account),
        (Some(_), Some(_)) => None,
        _ if pays_itself(&row.method) && !own => None,
        _ => named.then_some(LinkedBy::AmountAndDays),
    }
}

/// Which way money goes in the account behind a wallet's row.
fn behind(entry: &Entry, other: &Entry) -> Direction {
    match (entry.role, entry.direction) {
        // A top-up leaves the bank, a withdrawal enters it; by the wallet's own word it may be neither.
        (Role::OwnTransfer, Direction::Neutral) => other.direction,
        (Role::OwnTransfer, Direction::In) => Direction::Out,
        (Role::OwnTransfer, Direction::Out) => Direction::In,
        _ if entry.kind == RowKind::Refund => Direction::In,
        (_, Direction::In) => Direction::In,
        (_, Direction::Out | Direction::Neutral) => Direction::Out,
    }
}

/// Whether what paid is the wallet's own balance or credit, with no card beside it.
fn pays_itself(method: &str) -> bool {
    const OWN: [&str; 8] = ["零钱", "余额", "花呗", "白条", "钱包", "月付", "balance", "小金库"];
    OWN.iter().any(|own| contains(method, own)) && !contains(method, "银行")
}
