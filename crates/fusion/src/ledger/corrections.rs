//! What the person says against the files. Whatever a correction touches is declared from then on: the rows that it names,
//! and those that count otherwise because of it, such as the other side of a transfer of which one side is left out.

use core::fmt;

use prescreen::terms::{Digest, Tier};
use prescreen::{Code, Error, documents};

use super::Ledger;
use super::entry::Role;
use super::link::{Link, LinkKind, LinkedBy};
use super::refused::{Refused, is_said, may_be_for, may_pair, say_paired};
use super::whose::Accounts;
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
    /// Rows of two accounts that may seem to be one: what a [`SameAccount`](super::QuestionKind::SameAccount) asks is
    /// answered so, and money that moves between them is no income.
    pub two_accounts: Vec<Apart>,
    /// Rows of one account that may seem to be of two: the other answer. What rests on the account is declared from then on.
    pub one_account: Vec<Apart>,
}

/// Two different rows that belong together: of one currency and one amount, a refund at most as large as its purchase. A
/// transfer, repayment or refund goes out and comes in; the same row or purchase goes one way twice.
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
    Corrections {; [leave_out, own_transfers, pairs, apart, categories, two_accounts, one_account] }
    Pair { kind, from, to }
    Apart { one, other }
    Recategorised { row, category }
}

impl Corrections {
    /// Whether all rows that are named are there.
    fn check(&self, places: &Places) -> Result<(), Error> {
        let check = |list: &str, part: &str, keys: &mut dyn Iterator<Item = &RowKey>| {
            keys.zip(0_usize..).find(|(key, _)| places.find(key).is_none()).map_or(Ok(()), |(_, number)| {
                let help = "Name a file's digest, the place of its statement and the row's, both from 0.";
                Err(refused(Code::Reference, (list, number, part), ("no file has this row", help)))
            })
        };
        check("leave_out", "", &mut self.leave_out.iter())?;
        check("own_transfers", "", &mut self.own_transfers.iter())?;
        check("pairs", "/from", &mut self.pairs.iter().map(|pair| &pair.from))?;
        check("pairs", "/to", &mut self.pairs.iter().map(|pair| &pair.to))?;
        check("categories", "/row", &mut self.categories.iter().map(|said| &said.row))?;
        let both = [("apart", &self.apart), ("two_accounts", &self.two_accounts), ("one_account", &self.one_account)];
        for (list, pairs) in both {
            check(list, "/one", &mut pairs.iter().map(|apart| &apart.one))?;
            check(list, "/other", &mut pairs.iter().map(|apart| &apart.other))?;
        }
        Ok(())
    }

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

    /// Of which statements the person says that they are of one account or of two; `find` knows their positions.
    pub(super) fn accounts(&self, find: &dyn Fn(Digest, u32) -> Option<usize>) -> Accounts {
        let both = |Apart { one, other }: &Apart| {
            let (one, other) = (find(one.file, one.place)?, find(other.file, other.place)?);
            Some((one.min(other), one.max(other)))
        };
        let all = |pairs: &[Apart]| pairs.iter().filter_map(both).collect();
        Accounts { one: all(&self.one_account), two: all(&self.two_accounts) }
    }

    /// Applies what the person says of rows, before anything is paired by figures. A row that another file repeats is
    /// corrected where it is counted; one that moved no money stays as it is.
    ///
    /// # Errors
    /// [`Code::Reference`] for a row that no file has; [`Code::Inconsistent`] for two rows that cannot belong together, see
    /// [`Pair`], and for a row of which two things are said that cannot both be. Each with its place among the corrections.
    pub(super) fn apply(&self, work: &mut Work<'_>) -> Result<(), Error> {
        let places = Places::of(work, self.is_empty());
        self.check(&places)?;
        let refused = |list, number, why| refused(Code::Inconsistent, (list, number, ""), why);
        for (Recategorised { row, category }, number) in self.categories.iter().zip(0..) {
            if let Some(entry) = places.counted(work, row) {
                may_be_for(work, entry, *category).map_err(|why| refused("categories", number, why))?;
                recategorise(work, entry, *category);
            }
        }
        let mut said = vec![0; work.ledger.entries.len()];
        for row in &self.own_transfers {
            if let Some(entry) = places.counted(work, row) {
                work.set_role(entry, Role::OwnTransfer);
                work.settle(entry);
                work.declare(entry);
            }
        }
        for (Pair { kind, from, to }, number) in self.pairs.iter().zip(0..) {
            // What an earlier pair calls repeated is refused as paired, and not passed over.
            let counted =
                |key| places.counted(work, key).or_else(|| places.find(key).filter(|row| is_said(&said, *row)));
            if let (Some(from), Some(to)) = (counted(from), counted(to)) {
                let pairs = may_pair(work, *kind, from, to).and_then(|()| say_paired(&mut said, *kind, from, to));
                pairs.map_err(|why| refused("pairs", number, why))?;
                pair(work, *kind, from, to);
            }
        }
        for (row, number) in self.leave_out.iter().zip(0..) {
            let counted = places.counted(work, row);
            if [counted, places.find(row)].into_iter().flatten().any(|entry| is_said(&said, entry)) {
                let why = ("a row is left out that is paired", "Leave a row out or pair it.");
                return Err(refused("leave_out", number, why));
            }
            if let Some(entry) = counted {
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
        let rows = self.leave_out.is_empty() && self.own_transfers.is_empty() && self.categories.is_empty();
        let accounts = self.two_accounts.is_empty() && self.one_account.is_empty();
        rows && accounts && self.pairs.is_empty() && self.apart.is_empty()
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

/// A refusal of what stands at a place among the corrections: in which list, at which position, in which part of it.
fn refused(code: Code, (list, number, part): (&str, usize, &str), (message, help): Refused) -> Error {
    Error::new(code, ["/", list, "/", &number.to_string(), part].concat(), message).help(help)
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
