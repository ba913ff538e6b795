//! What cannot be said of rows, and why: the rules that corrections are held to.

use super::link::LinkKind;
use super::work::Work;
use crate::category::{Category, Family};
use crate::statement::Direction;

/// What is wrong, and what to do.
pub(super) type Refused = (&'static str, &'static str);

/// Whether a row may be for something: money out is no income, and a row has one category.
pub(super) fn may_be_for(work: &Work<'_>, position: u32, category: Category) -> Result<(), Refused> {
    let Some(entry) = work.entry(position) else { return Ok(()) };
    if entry.direction == Direction::Out && category.family() == Family::Income {
        return Err(("money out has a category of income", "Give money out another category."));
    }
    match entry.category {
        Some(other) if other != category => Err(("a row has two categories", "Give each row one category.")),
        _ => Ok(()),
    }
}

/// What pairs say of a row, as bits: that it is in one, that another row paid it, that it gives something back, and that
/// nothing else can be said of it.
const PAIRED: u8 = 1;
const PAID: u8 = 2;
const GIVES: u8 = 4;
const ENDED: u8 = 8;

pub(super) fn is_said(said: &[u8], position: u32) -> bool {
    usize::try_from(position).ok().and_then(|position| said.get(position)).is_some_and(|said| *said != 0)
}

/// Notes that two rows are paired, where no other pair of them says otherwise. A purchase has several refunds, and one row
/// that paid it, and so has what gives it back; what other files repeat is in any pair. Else a row is in one.
pub(super) fn say_paired(said: &mut [u8], kind: LinkKind, from: u32, to: u32) -> Result<(), Refused> {
    const ANY: u8 = PAIRED | PAID | GIVES | ENDED;
    let ((not_from, from_is), (not_to, to_is)) = match kind {
        LinkKind::SameRow => ((ENDED, 0), (ANY, ENDED)),
        LinkKind::SamePurchase => ((ENDED | PAID, PAIRED | PAID), (ANY, ENDED)),
        LinkKind::Refund => ((ENDED | GIVES, PAIRED), (ENDED | GIVES, PAIRED | GIVES)),
        LinkKind::OwnTransfer | LinkKind::Repayment => ((ANY, ENDED), (ANY, ENDED)),
    };
    for (position, not, is) in [(from, not_from, from_is), (to, not_to, to_is)] {
        let said = usize::try_from(position).ok().and_then(|position| said.get_mut(position));
        if let Some(said) = said {
            if *said & not != 0 {
                return Err(("a row is in two pairs", "Pair each row with one other."));
            }
            *said |= is;
        }
    }
    Ok(())
}

/// Whether two rows may belong together in a way; else what is wrong, and what to do.
///
/// Money that is counted once instead of twice has to be the same money: another row, one currency, and one amount. A
/// refund may be a part of its purchase. What moves money goes out and comes in; what is the same goes one way. Anything
/// else would take away what the files show.
pub(super) fn may_pair(work: &Work<'_>, kind: LinkKind, from: u32, to: u32) -> Result<(), Refused> {
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
    let (out, into) = (Direction::Out, Direction::In);
    let ways = match kind {
        LinkKind::SameRow | LinkKind::SamePurchase => {
            ![(out, into), (into, out)].contains(&(one.direction, other.direction))
        }
        _ => one.direction != into && other.direction != out,
    };
    if !ways {
        let help = "'from' is money out and 'to' money in; of the same row or purchase both go one way.";
        return Err(("two rows are paired whose directions do not fit", help));
    }
    Ok(())
}
