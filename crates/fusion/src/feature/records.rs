//! What features are computed from: accounts and their movements in one currency, each counted once.
//!
//! Made from a ledger, after the person's corrections. What was matched, moved between own accounts or given back has
//! been settled there; nothing is matched here.

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::Tier;

use crate::category::Category;
use crate::money::Currency;
use crate::statement::AccountKind;

/// Records of one currency.
pub struct Records<'a> {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The first and last day that were asked for.
    pub asked: (Date, Date),
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Their movements, in any order.
    pub movements: Vec<Movement<'a>>,
    /// Purchases and sales of securities, in any order but that of a day's rows.
    pub trades: Vec<Trade<'a>>,
}

/// One account.
pub struct Account {
    /// What kind.
    pub kind: AccountKind,
    /// How well its statements are evidenced: the weakest of them.
    pub tier: Tier,
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
    pub found: Category,
    /// Whether the person corrected it or what it is joined with.
    pub corrected: bool,
    /// Whether the person left it out.
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

impl Movement<'_> {
    /// Whether the person changed what is counted of it.
    pub(super) fn changed(&self) -> bool {
        self.corrected || self.left_out || self.category != self.found
    }
}

macro_rules! prints_nothing {
    ($($type:ty = $name:literal),*) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($name, "(..)"))
            }
        }
    )*};
}
prints_nothing!(Records<'_> = "Records", Account = "Account", Movement<'_> = "Movement", Trade<'_> = "Trade");
