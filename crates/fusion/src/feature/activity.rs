//! What features are computed from: accounts and their movements in one currency, each counted once.
//!
//! Made from a ledger, after the person's corrections. What was matched, moved between own accounts or given back has
//! been settled there; nothing is matched here. What the person took away stays as a movement or trade that is left out, so
//! that what would have read it knows.

use prescreen::date::Date;
use prescreen::terms::Tier;

use super::{Evidence, Finding, Need};
use crate::category::Category;
use crate::money::Currency;
use crate::silent::prints_its_name;
use crate::statement::AccountKind;

/// What went on in accounts of one currency.
pub struct Activity<'a> {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The first and last day that were asked for.
    pub asked: (Date, Date),
    /// The accounts.
    pub accounts: Vec<AccountActivity>,
    /// The kinds of accounts whose files name no currency: theirs may be this one, and nothing of them is read.
    pub unread: Vec<AccountKind>,
    /// Their movements, in any order.
    pub movements: Vec<Movement<'a>>,
    /// Purchases and sales of securities, in any order but that of a day's rows.
    pub trades: Vec<Trade<'a>>,
}

/// What went on in one account.
pub struct AccountActivity {
    /// What kind.
    pub kind: AccountKind,
    /// How well its statements are evidenced: the weakest of them.
    pub tier: Tier,
    /// Whether a figure of one of its statements is proved wrong.
    pub disproved: bool,
    /// First and last days that its statements cover, in any order.
    pub covered: Vec<(Date, Date)>,
    /// Balances at the end of days, in the order of the days; an opening balance is of the day before.
    pub balances: Vec<(Date, i64)>,
}

/// One movement.
#[derive(Clone)]
pub struct Movement<'a> {
    /// Position of its account.
    pub account: usize,
    /// The day.
    pub date: Date,
    /// Minor units, never negative.
    pub amount: i64,
    /// Whether it came in.
    pub incoming: bool,
    /// What it is for.
    pub category: Category,
    /// What it was told to be for before the person corrected it.
    pub category_before: Category,
    /// Whether it came in before the person corrected it.
    pub incoming_before: bool,
    /// How well its row is evidenced; declared where a correction touched it.
    pub tier: Tier,
    /// Whether it counts as nothing by the person's word: left out, or made the other side of another row.
    pub left_out: bool,
    /// Who paid or was paid, by any name that is the same for the same one.
    pub other_side: &'a str,
}

/// A purchase or sale of securities.
#[derive(Clone)]
pub struct Trade<'a> {
    /// Position of its account.
    pub account: usize,
    /// The day.
    pub date: Date,
    /// Minor units, never negative; none for a row that only says how many are held.
    pub amount: i64,
    /// What was done.
    pub side: Side,
    /// The security's code.
    pub code: &'a str,
    /// How many are held after it, in hundred-millionths.
    pub held: Option<i64>,
    /// The price of one, in hundred-millionths of the currency's unit.
    pub price: Option<i64>,
    /// How well its row is evidenced; declared where a correction touched it.
    pub tier: Tier,
    /// Whether it counts as nothing by the person's word.
    pub left_out: bool,
}

/// What a trade does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Bought with the person's own money.
    Buy,
    /// Bought with money lent by the broker.
    MarginBuy,
    /// Sold.
    Sell,
}

impl Activity<'_> {
    /// The weakest evidence of all accounts of these kinds, whether or not a feature reads any of their rows: one whose
    /// rows were taken away must not leave better evidence than it had, nor one that is not read. Declared where there are
    /// none; and what is lacking where a figure of one is proved wrong.
    pub(super) fn weakest(&self, kinds: &[AccountKind]) -> Evidence {
        let of_kinds = || self.accounts.iter().filter(|account| kinds.contains(&account.kind));
        let (all, hold) = (of_kinds().count(), of_kinds().filter(|account| !account.disproved).count());
        if hold < all {
            let count = |accounts| i64::try_from(accounts).unwrap_or(i64::MAX);
            return Err(Finding::lacks(Need::FiguresThatHold, count(all), count(hold)));
        }
        let tiers = of_kinds().map(|account| account.tier);
        let best = if self.unread.iter().any(|kind| kinds.contains(kind)) { Tier::Parsed } else { Tier::Attested };
        Ok(tiers.min().map_or(Tier::Declared, |tier| tier.min(best)))
    }
}

impl Movement<'_> {
    /// How well what is counted of it is evidenced.
    pub(super) fn evidence(&self) -> Tier {
        let changed = self.left_out || self.category != self.category_before || self.incoming != self.incoming_before;
        if changed { Tier::Declared } else { self.tier }
    }
}

impl Trade<'_> {
    /// How well what is counted of it is evidenced.
    pub(super) fn evidence(&self) -> Tier {
        if self.left_out { Tier::Declared } else { self.tier }
    }
}

prints_its_name! {
    Activity<'_> = "Activity", AccountActivity = "AccountActivity", Movement<'_> = "Movement", Trade<'_> = "Trade",
}
