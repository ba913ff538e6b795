//! A ledger's entries to the activity that features are computed from.
//!
//! Takes a ledger, its statements and rule files, gives the movements that count, once each: not what another account's row
//! counts, what did not move or what somebody else paid. What was given back is taken off its purchase and is no money in
//! besides, and a card that is in the ledger is paid off by an own move.

use core::cmp::Reverse;

use super::activity::{AccountActivity, Activity, Movement, Side, Trade};
use crate::category::{Assigner, Categories, Category, Family};
use crate::ledger::{Entry, Ledger, LinkKind, Role};
use crate::money::Currency;
use crate::sorted::sort_by_key;
use crate::statement::{AccountKind, Direction, FileOrder, Row, RowKind, Statement};

impl<'a> Activity<'a> {
    /// The activity of one currency. Where nothing was asked, the period is the one that files cover.
    #[must_use]
    pub fn of(
        ledger: &Ledger,
        statements: &'a [Statement],
        categories: &Categories,
        currency: Currency,
    ) -> Option<Self> {
        Self::with_purposes(ledger, statements, categories, Some(currency)).1
    }

    /// The same, and what each entry of the ledger is for, of whatever currency, in their order: by the person's word, else
    /// by the row's own and the rules. None where no money moved, where it is counted elsewhere, and where the person left
    /// it out.
    #[must_use]
    pub fn with_purposes(
        ledger: &Ledger,
        statements: &'a [Statement],
        categories: &Categories,
        currency: Option<Currency>,
    ) -> (Vec<Option<Category>>, Option<Self>) {
        let mut accounts: Vec<Option<AccountActivity>> =
            ledger.accounts.iter().map(|account| of_currency(account, currency?)).collect();
        for source in &ledger.sources {
            let account = usize::try_from(source.account).ok().and_then(|account| accounts.get_mut(account)?.as_mut());
            let statement = statements.get(source.statement);
            if let Some((account, statement)) = account.zip(statement) {
                account.disproved |= statement.integrity.disproved();
            }
        }
        let joined = Joined::of(ledger, statements);
        let positions = positions_among(&accounts);
        let mut purposes = Vec::with_capacity(ledger.entries.len());
        let (mut movements, mut trades) = (Vec::with_capacity(ledger.entries.len()), Vec::new());
        let mut assigner = categories.assigner();
        for (position, entry) in ledger.entries.iter().enumerate() {
            let of_it = usize::try_from(entry.account).ok().and_then(|account| *positions.get(account)?);
            let of_it = of_it.filter(|_| currency == Some(entry.currency));
            let found = ledger.found(statements, entry);
            let counted = found.and_then(|(statement, row)| {
                movement(entry, statement, row, of_it.unwrap_or_default(), &mut assigner, &joined, position)
            });
            purposes.push(counted.as_ref().filter(|counted| !counted.left_out).map(|counted| counted.category));
            let (Some(account), Some((statement, row))) = (of_it, found) else { continue };
            if let Some(trade) = trade(entry, row, account) {
                let in_file = i64::from(entry.row);
                let in_file =
                    if statement.order == FileOrder::NewestFirst { in_file.saturating_neg() } else { in_file };
                trades.push(((entry.date, entry.time, Reverse(account), in_file), trade));
            }
            let fee = entry.fee_of(row);
            let counted = counted.map(|whole| Movement { amount: whole.amount.saturating_sub(fee), ..whole });
            if let Some(whole) = counted.as_ref().filter(|_| fee > 0) {
                movements.push(of_fee(whole, fee));
            }
            movements.extend(counted);
        }
        let covered = || accounts.iter().flatten().flat_map(|account| &account.covered);
        let from_files = || Some((covered().map(|(from, _)| *from).min()?, covered().map(|(_, to)| *to).max()?));
        let Some((currency, asked)) = currency.zip(ledger.asked.or_else(from_files)) else { return (purposes, None) };
        sort_by_key(&mut trades, |(order, _)| *order);
        let trades = trades.into_iter().map(|(_, trade)| trade).collect();
        let elsewhere = ledger.accounts.iter().filter(|account| account.currency != currency);
        let unread = elsewhere.filter(|account| account.currency == Currency::NONE).map(|account| account.kind);
        let (unread, accounts) = (unread.collect(), accounts.into_iter().flatten().collect());
        (purposes, Some(Self { currency, asked, accounts, unread, movements, trades }))
    }
}

fn of_currency(account: &crate::ledger::Account, currency: Currency) -> Option<AccountActivity> {
    let (covered, balances) = (account.coverage.covered.clone(), account.balances.clone());
    (account.currency == currency).then_some(AccountActivity {
        kind: account.kind,
        tier: account.tier,
        disproved: false,
        covered,
        balances,
    })
}

/// The positions of a ledger's accounts among those of the currency.
fn positions_among(accounts: &[Option<AccountActivity>]) -> Vec<Option<usize>> {
    let mut next = 0_usize..;
    accounts.iter().map(|account| account.as_ref().and_then(|_| next.next())).collect()
}

/// What links say of single entries.
struct Joined {
    /// What is taken off an entry, in minor units: of a purchase what was given back beyond its own row's note, and of
    /// what gave it back the whole. Below zero where the note says more than is linked.
    taken_off: Vec<i64>,
    /// Whether an entry pays off a card that is in the ledger.
    pays_card: Vec<bool>,
}

impl Joined {
    fn of(ledger: &Ledger, statements: &[Statement]) -> Self {
        let noted = |entry| ledger.row(statements, entry).and_then(|row| row.refunded).unwrap_or(0);
        let taken_off = ledger.entries.iter().map(|entry| noted(entry).saturating_neg()).collect();
        let mut joined = Self { taken_off, pays_card: vec![false; ledger.entries.len()] };
        for link in &ledger.links {
            let (from, to) = (usize::try_from(link.from), usize::try_from(link.to));
            let (Ok(from), Ok(to)) = (from, to) else { continue };
            match link.kind {
                LinkKind::Refund => {
                    let amount = ledger.entries.get(to).map_or(0, |refund| refund.amount);
                    for position in [from, to] {
                        if let Some(taken_off) = joined.taken_off.get_mut(position) {
                            *taken_off = taken_off.saturating_add(amount);
                        }
                    }
                }
                LinkKind::Repayment => {
                    for position in [from, to] {
                        if let Some(pays) = joined.pays_card.get_mut(position) {
                            *pays = true;
                        }
                    }
                }
                LinkKind::SameRow | LinkKind::SamePurchase | LinkKind::OwnTransfer => {}
            }
        }
        joined
    }
}

/// The movement that an entry counts as; none where it counts elsewhere or as nothing. What counts so by the person's word
/// alone stays as a movement that is left out, so that what would have read it knows.
fn movement<'a>(
    entry: &Entry,
    statement: &'a Statement,
    row: &'a Row,
    account: usize,
    assigner: &mut Assigner<'_, 'a>,
    joined: &Joined,
    position: usize,
) -> Option<Movement<'a>> {
    let mut told = || assigner.assign(statement, row).category;
    let pays_card = joined.pays_card.get(position).is_some_and(|pays| *pays);
    let counted = category_of(entry.role, entry.direction, &mut told, pays_card);
    let (category, category_before, role_before) = if entry.corrected() {
        let before = category_of(entry.role_before, entry.direction, &mut told, false).unwrap_or_else(told);
        (entry.category.or(counted).unwrap_or(before), before, entry.role_before)
    } else {
        (counted?, counted?, entry.role)
    };
    let taken_off = joined.taken_off.get(position).copied().unwrap_or(0).max(0);
    Some(Movement {
        account,
        date: entry.date,
        amount: entry.amount.saturating_sub(taken_off).max(0),
        incoming: incoming(entry.direction, entry.role, category),
        category,
        category_before,
        incoming_before: incoming(entry.direction, role_before, category_before),
        tier: entry.tier,
        left_out: counted.is_none(),
        other_side: row.counterparty.trim(),
    })
}

/// The fee of an own transfer as a movement of its own.
fn of_fee<'a>(whole: &Movement<'a>, amount: i64) -> Movement<'a> {
    let (category, category_before) = (Category::Fees, Category::Fees);
    Movement { amount, category, category_before, incoming: false, incoming_before: false, ..whole.clone() }
}

/// What a row is for by what it counts as; none where it counts elsewhere or as nothing.
fn category_of(
    role: Role,
    direction: Direction,
    told: &mut dyn FnMut() -> Category,
    pays_card: bool,
) -> Option<Category> {
    Some(match role {
        Role::CountedElsewhere
        | Role::Undone
        | Role::PaidByOthers
        | Role::Unclear
        | Role::Repeated
        | Role::NotMoved
        | Role::LeftOut => return None,
        Role::OwnTransfer => Category::OwnTransfer,
        Role::Repayment if pays_card || direction == Direction::In => Category::OwnTransfer,
        Role::Repayment => match told() {
            told if told.family() == Family::Debt || told == Category::Mortgage => told,
            _ => Category::Repayment,
        },
        Role::Loan => Category::Borrowed,
        Role::Refund => Category::Refund,
        Role::Investment => Category::Investment,
        Role::TransferIn | Role::TransferOut => match told() {
            Category::Unknown => Category::Transfer,
            told => told,
        },
        Role::Income | Role::Spending => told(),
    })
}

/// Whether an entry brought money: by the file's word, and where it says neither by what the entry is.
fn incoming(direction: Direction, role: Role, category: Category) -> bool {
    match direction {
        Direction::In => true,
        Direction::Out => false,
        Direction::Neutral => {
            matches!(role, Role::Income | Role::TransferIn | Role::Refund | Role::Loan)
                || category.family() == Family::Income
        }
    }
}

/// The trade that a row of a broker is, or what it says is held; one that the person took away is left out.
fn trade<'a>(entry: &Entry, row: &'a Row, account: usize) -> Option<Trade<'a>> {
    let security = row.security.as_ref()?;
    let left_out = matches!(entry.role, Role::Repeated | Role::LeftOut);
    if left_out && !entry.corrected() {
        return None;
    }
    let side = match row.kind {
        RowKind::Buy => Some(Side::Buy),
        RowKind::MarginBuy => Some(Side::MarginBuy),
        RowKind::Sell | RowKind::ShortSell => Some(Side::Sell),
        _ => None,
    };
    let side = side.filter(|_| row.moved());
    if side.is_none() && security.held.is_none() {
        return None;
    }
    let amount = if side.is_some() { entry.amount } else { 0 };
    let (code, held, price) = (security.code.as_str(), security.held, security.price);
    let (date, tier, side) = (entry.date, entry.tier, side.unwrap_or(Side::Sell));
    Some(Trade { account, date, amount, side, code, held, price, tier, left_out })
}

/// The currency of most entries of bank accounts, wallets and cards: that in which the person lives. The first by its code
/// where two have as many.
#[must_use]
pub fn main_currency(ledger: &Ledger) -> Option<Currency> {
    let mut counts: Vec<(Currency, u32)> = Vec::new();
    for entry in &ledger.entries {
        let account = usize::try_from(entry.account).ok().and_then(|position| ledger.accounts.get(position));
        if account.is_none_or(|account| account.kind == AccountKind::Broker) {
            continue;
        }
        match counts.iter_mut().find(|(currency, _)| *currency == entry.currency) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((entry.currency, 1)),
        }
    }
    counts.iter().max_by_key(|(currency, count)| (*count, Reverse(*currency))).map(|(currency, _)| *currency)
}
