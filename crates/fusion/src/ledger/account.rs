//! Whose rows belong together, and which days their files cover.

use core::fmt;

use prescreen::date::Date;
use prescreen::terms::Tier;
use serde::Serialize;

use crate::money::Currency;
use crate::statement::AccountKind;

/// One account in one currency.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// What kind.
    pub kind: AccountKind,
    /// Who keeps it, by a word of the layout.
    pub institution: String,
    /// Its name as a file has it, mostly masked; empty where files do not tell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// How well its statements are evidenced: as the weakest of them.
    pub tier: Tier,
    /// Which days its files cover.
    pub coverage: Coverage,
    /// The balance at the end of days, in the order of the days, where files state one; an opening balance is of the day
    /// before.
    pub balances: Vec<(Date, i64)>,
}

/// Which days an account's files cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// First and last days that are covered, in order, apart from each other.
    pub covered: Vec<(Date, Date)>,
    /// First and last days within what was asked that no file covers; where nothing was asked, between the first and the
    /// last covered day of the account.
    pub missing: Vec<(Date, Date)>,
    /// How many days are covered, of those asked for where some were.
    pub days: u32,
    /// How many days are missing.
    pub missing_days: u32,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({}, {:?})", self.kind.word(), self.currency)
    }
}

/// The last four digits that a text names as an account's: at its end, or in brackets. Masks between digits do not count.
#[must_use]
pub fn tail_of(text: &str) -> Option<[u8; 4]> {
    let mut run = 0_usize;
    let mut last: [u8; 4] = [0; 4];
    let mut found = None;
    for byte in text.bytes().chain([b' ']) {
        if byte.is_ascii_digit() {
            let [_, second, third, fourth] = last;
            last = [second, third, fourth, byte];
            run = run.saturating_add(1);
        } else {
            if run >= 4 {
                found = Some(last);
            }
            run = 0;
        }
    }
    found
}
