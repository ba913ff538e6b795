//! What the person says against the files. Whatever a correction touches is declared from then on: the rows that it names,
//! and those that count otherwise because of it, such as the other side of a transfer of which one side is left out.

use core::fmt;

use prescreen::terms::{Digest, Tier};
use prescreen::{Code, Error, documents};

use super::Ledger;
use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy};
use super::work::Work;
use crate::category::{Category, Family};
use crate::silent::prints_its_name;
use crate::sorted::{Grouped, sort};
use crate::statement::Direction;

/// Which row: of which file, which of its statements, which row of it. The same however files are ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct RowKey {
    /// SHA-256 of the file.
    pub file: Digest,
    /// Which of the file's statements, from 0.
    pub place: u32,
    /// Which of its rows, from 0.
    pub row: u32,
}

/// What the person says of their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields, default))]
pub struct Corrections {
    /// Rows that are not to be counted.
    pub leave_out: Vec<RowKey>,
    /// Rows that move money between the person's own accounts.
    pub own_transfers: Vec<RowKey>,
    /// Rows that belong together.
    pub pairs: Vec<Pair>,
    /// Rows that do not belong together, whatever their figures say.
    pub apart: Vec<Apart>,
    /// What rows are for.
    pub categories: Vec<Recategorised>,
    /// Rows of two accounts that are alike and still two: what a [`SameAccount`](super::QuestionKind::SameAccount) asks is
    /// answered, and nothing counts otherwise.
    pub two_accounts: Vec<Apart>,
}

/// Two different rows that belong together: of one currency and one amount, a refund at most as large as its purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Pair {
    /// In what way.
    pub kind: LinkKind,
    /// The row that counts, or that the money left.
    pub from: RowKey,
    /// The other.
    pub to: RowKey,
}

/// Two rows that do not belong together, or whose accounts do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Apart {
    /// One.
    pub one: RowKey,
    /// The other.
    pub other: RowKey,
}

/// What a row is for, by the person.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Recategorised {
    /// Which row.
    pub row: RowKey,
    /// What for.
    pub category: Category,
}

documents! {
    RowKey { file, place, row }
    Corrections {; [leave_out, own_transfers, pairs, apart, categories, two_accounts] }
    Pair { kind, from, to }
    Apart { one, other }
    Recategorised { row, category }
}

impl Corrections {
    /// Says which entries do not belong together. Both are declared from then on.
    pub(super) fn part(&self, work: &mut Work<'_>) {
        let places = Places::of(work, self.apart.is_empty());
        for Apart { one, other } in &self.apart {
            if let (Some(one), Some(other)) = (places.find(one), places.find(other)) {
                work.apart.push((one.min(other), one.max(other)));
                work.declare(one);
                work.declare(other);
            }
        }
        sort(&mut work.apart);
    }

    /// Pairs of accounts that the person says are two, in order.
    pub(super) fn parted(&self, work: &Work<'_>) -> Vec<(usize, usize)> {
        let places = Places::of(work, self.two_accounts.is_empty());
        let account = |key: &RowKey| usize::try_from(work.entry(places.find(key)?)?.account).ok();
        let both = |Apart { one, other }: &Apart| Some((account(one)?, account(other)?));
        let pairs = self.two_accounts.iter().filter_map(both);
        let mut pairs: Vec<_> = pairs.map(|(one, other)| (one.min(other), one.max(other))).collect();
        sort(&mut pairs);
        pairs
    }

    /// Applies what the person says of rows, before anything is paired by figures. A row that another file repeats is
    /// corrected where it is counted; a row that is not there is passed over.
    ///
    /// # Errors
    /// [`Code::Inconsistent`] for two rows that cannot belong together: see [`Pair`].
    pub(super) fn apply(&self, work: &mut Work<'_>) -> Result<(), Error> {
        let places = Places::of(work, self.is_empty());
        for Recategorised { row, category } in &self.categories {
            if let Some(entry) = places.counted(work, row) {
                recategorise(work, entry, *category);
            }
        }
        for row in &self.own_transfers {
            if let Some(entry) = places.counted(work, row) {
                work.set_role(entry, Role::OwnTransfer);
                work.settle(entry);
                work.declare(entry);
            }
        }
        for (number, Pair { kind, from, to }) in self.pairs.iter().enumerate() {
            if let (Some(from), Some(to)) = (places.counted(work, from), places.counted(work, to)) {
                let refused =
                    |(message, help)| Error::new(Code::Inconsistent, format!("/pairs/{number}"), message).help(help);
                may_pair(work, *kind, from, to).map_err(refused)?;
                pair(work, *kind, from, to);
            }
        }
        for row in &self.leave_out {
            if let Some(entry) = places.counted(work, row) {
                work.set_role(entry, Role::LeftOut);
                work.settle(entry);
                work.declare(entry);
            }
        }
        Ok(())
    }

    /// Whether the person says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Declares every entry that corrections changed: `without` is the ledger of the same statements without them. An entry
/// is changed where it counts otherwise, or belongs together with others than before.
pub(super) fn declare_changed(ledger: &mut Ledger, without: &Ledger) {
    let otherwise = [missing(&ledger.links, &without.links), missing(&without.links, &ledger.links)];
    for (entry, other) in ledger.entries.iter_mut().zip(&without.entries) {
        entry.role_before = other.role;
        if entry.role != other.role || entry.category != other.category {
            entry.tier = Tier::Declared;
        }
    }
    for position in otherwise.into_iter().flatten() {
        if let Some(entry) = usize::try_from(position).ok().and_then(|position| ledger.entries.get_mut(position)) {
            entry.tier = Tier::Declared;
        }
    }
}

/// Positions of entries whose links are among some and not among others; both stand in order.
fn missing(links: &[Link], others: &[Link]) -> Vec<u32> {
    let key = |link: &Link| (link.kind, link.from, link.to);
    let gone = links.iter().filter(|link| others.binary_search_by_key(&key(link), key).is_err());
    gone.flat_map(|link| [link.from, link.to]).collect()
}

/// Where rows are among the entries.
struct Places {
    entries: Grouped<RowKey, u32>,
    /// Of what is repeated, where it is counted.
    counted: Grouped<u32, u32>,
}

impl Places {
    /// All rows of a ledger, unless they are not needed.
    fn of(work: &Work<'_>, needless: bool) -> Self {
        if needless {
            return Self { entries: Grouped::new(Vec::new()), counted: Grouped::new(Vec::new()) };
        }
        let keys = work.ledger.entries.iter().zip(0_u32..).filter_map(|(entry, position)| {
            let source = work.source(entry.source)?;
            Some((RowKey { file: source.file, place: source.place, row: entry.row }, position))
        });
        let repeated = work.ledger.links.iter().filter(|link| link.kind == LinkKind::SameRow);
        let counted = repeated.map(|link| (link.to, link.from)).collect();
        Self { entries: Grouped::new(keys.collect()), counted: Grouped::new(counted) }
    }

    fn find(&self, key: &RowKey) -> Option<u32> {
        self.entries.of(key).last().map(|(_, entry)| *entry)
    }

    /// The entry that counts for a row: its own, or that of the file that is counted. None where no money moved.
    fn counted(&self, work: &Work<'_>, key: &RowKey) -> Option<u32> {
        let entry = self.find(key)?;
        match work.entry(entry)?.role {
            Role::NotMoved => None,
            Role::Repeated => self.counted.of(&entry).last().map(|(_, counted)| *counted),
            _ => Some(entry),
        }
    }
}

fn recategorise(work: &mut Work<'_>, position: u32, category: Category) {
    let Some(entry) = work.ledger.entries.get_mut(usize::try_from(position).unwrap_or(usize::MAX)) else { return };
    entry.category = Some(category);
    let incoming = entry.direction == Direction::In;
    if matches!(entry.role, Role::Income | Role::TransferIn | Role::Spending | Role::TransferOut | Role::Unclear) {
        entry.role = match category.family() {
            Family::Transfers if incoming => Role::TransferIn,
            Family::Transfers if entry.direction == Direction::Out => Role::TransferOut,
            Family::Debt if incoming => Role::Loan,
            Family::Debt => Role::Repayment,
            Family::Investments => Role::Investment,
            Family::Income if entry.direction != Direction::Out => Role::Income,
            Family::Unknown | Family::Income => entry.role,
            _ if incoming => entry.role,
            _ => Role::Spending,
        };
    }
    work.declare(position);
}

/// Whether two rows may belong together in a way; else what is wrong, and what to do.
///
/// Money that is counted once instead of twice has to be the same money: another row, one currency, and one amount. A
/// refund may be a part of its purchase. Anything else would take away what the files show.
fn may_pair(work: &Work<'_>, kind: LinkKind, from: u32, to: u32) -> Result<(), (&'static str, &'static str)> {
    let (Some(one), Some(other)) = (work.entry(from), work.entry(to)) else { return Ok(()) };
    // What paid a purchase, and what gave it back, is as large as the purchase was before its own row notes a part as
    // given back.
    let bought = work.row(from).map_or(one.amount, |row| row.amount);
    let fits = match kind {
        LinkKind::Refund => other.amount <= bought,
        LinkKind::SamePurchase => [one.amount, bought].contains(&other.amount),
        LinkKind::SameRow | LinkKind::OwnTransfer | LinkKind::Repayment => other.amount == one.amount,
    };
    if from == to {
        return Err(("a row is paired with itself", "Name two rows; leave a row out by 'leave_out'."));
    }
    if one.currency != other.currency {
        return Err((
            "two rows of different currencies are paired",
            "Pair rows of one currency; call each an own transfer.",
        ));
    }
    if !fits {
        let help =
            "Pair rows of one amount, a refund with a purchase that is not smaller; else correct each row by itself.";
        return Err(("two rows are paired whose amounts do not fit", help));
    }
    Ok(())
}

fn pair(work: &mut Work<'_>, kind: LinkKind, from: u32, to: u32) {
    let roles = match kind {
        LinkKind::SameRow => (None, Role::Repeated),
        LinkKind::SamePurchase => (None, Role::CountedElsewhere),
        LinkKind::OwnTransfer => (Some(Role::OwnTransfer), Role::OwnTransfer),
        LinkKind::Repayment => (Some(Role::Repayment), Role::Repayment),
        LinkKind::Refund => {
            let amount = |entry| work.entry(entry).map(|entry| entry.amount);
            if amount(from) == amount(to) { (Some(Role::Undone), Role::Undone) } else { (None, Role::Refund) }
        }
    };
    if let (Some(role), _) = roles {
        work.set_role(from, role);
    }
    work.set_role(to, roles.1);
    work.declare(from);
    work.declare(to);
    if kind == LinkKind::SamePurchase {
        work.paid(from);
    }
    work.link(Link { kind, from, to, by: LinkedBy::Person });
}

prints_its_name! { Recategorised = "Recategorised" }

impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowKey(row {})", self.row)
    }
}
