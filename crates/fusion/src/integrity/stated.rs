//! Numbers and sums that a file states of its rows, beside the rows.
//!
//! Exporters count differently: with or without rows that were cancelled, before or after what was given back. A figure
//! holds where it is exact in one manner, the same manner for money in and money out.

use crate::sorted::sort;
use crate::statement::{Direction, Note, NoteKind, Row, RowKind, Stated, StatedSum, Statement, Sum};

/// How the stated number of rows compares with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// It is not stated, or rows were left out that it may count.
    Unknown,
    /// As many.
    Equal,
    /// More are stated than are there.
    Fewer,
    /// Fewer are stated than are there.
    More,
}

/// What a file states, beside its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    /// The number of rows.
    pub number: Number,
    /// Whether the sums of money in and out hold; none where not both that have rows are stated.
    pub sums: Option<bool>,
    /// Whether a sum is stated of one of them only, and holds.
    pub partly: bool,
    /// Whether the sum of what is neither holds.
    pub neutral: Option<bool>,
    /// The first sum that does not hold: stated and found.
    pub first: Option<(i64, i64)>,
    /// The first number of rows that does not hold: stated and found.
    pub first_rows: Option<(u32, u32)>,
    /// What says of rows that they did not move, or not in full, where the sums do not: the first line for which nothing does;
    /// none where there is no such row.
    pub undone: Option<Option<u32>>,
    /// Whether the sums hold only where what pays a debt back is left out of them.
    pub unrepaid: bool,
    /// Whether missing rows alone would explain it: nothing is more than is stated.
    pub within: bool,
}

/// A manner of counting.
#[derive(Clone, Copy)]
struct Manner {
    /// Rows that did not move are counted too.
    listed: bool,
    /// Amounts are before what was given back.
    gross: bool,
    /// What was given back by rows of its own is money in.
    given_back: bool,
    /// What pays a debt back is a row of money out, and no part of its sum.
    unrepaid: bool,
}

const fn manner(listed: bool, gross: bool, given_back: bool) -> Manner {
    Manner { listed, gross, given_back, unrepaid: false }
}

const MANNERS: [Manner; 9] = [
    manner(false, false, false),
    manner(true, true, false),
    manner(false, true, false),
    manner(true, false, false),
    manner(true, true, true),
    manner(false, true, true),
    manner(false, false, true),
    manner(true, false, true),
    Manner { unrepaid: true, ..manner(false, false, false) },
];

const DIRECTIONS: [Direction; 3] = [Direction::In, Direction::Out, Direction::Neutral];

/// Compares.
pub(super) fn compare(statement: &Statement) -> Compared {
    if statement.stated == Stated::default() {
        return Compared {
            number: Number::Unknown,
            sums: None,
            partly: false,
            neutral: None,
            first: None,
            first_rows: None,
            undone: None,
            unrepaid: false,
            within: true,
        };
    }
    let stated = [statement.stated.incoming, statement.stated.outgoing, statement.stated.neutral];
    let all = MANNERS.map(|manner| DIRECTIONS.map(|direction| sum(statement, direction, manner)));
    let [usual, ..] = all;
    let holding = all.iter().find(|sums| pair_holds(stated, sums));
    let holds_so =
        |so: &dyn Fn(Manner) -> bool| MANNERS.iter().zip(&all).any(|(of, sums)| so(*of) && pair_holds(stated, sums));
    let sums = holding.unwrap_or(&usual);
    let [incoming, outgoing, neutral] = stated;
    let [in_sum, out_sum, neutral_sum] = sums;
    let of_amounts = |stated: Option<StatedSum>, sum: &Sum| match stated.and_then(|stated| stated.amount) {
        Some(amount) => Some(amount == sum.amount),
        None if sum.rows == 0 => Some(true),
        None => None,
    };
    let net = statement.stated.net.map(|stated| {
        // Of the rows that moved, or of all that are listed.
        let found = [false, true].map(|listed| net_of(statement, listed));
        (stated, if found.contains(&stated) { stated } else { net_of(statement, false) })
    });
    let any = [incoming, outgoing].iter().flatten().any(|stated| stated.amount.is_some());
    let held = match (of_amounts(incoming, in_sum), of_amounts(outgoing, out_sum)) {
        _ if !any => net.map(|(stated, found)| stated == found),
        (Some(true), Some(true)) => Some(holding.is_some()),
        (Some(false), _) | (_, Some(false)) => Some(false),
        _ => None,
    };
    let pairs = [(incoming, in_sum), (outgoing, out_sum)];
    let (number, all_rows) = number(statement);
    // A number may count the rows that did not move while the sum leaves them out.
    let of_neutral = |stated: StatedSum| {
        let fits = |is: &dyn Fn(&Sum) -> bool| all.iter().any(|[_, _, sum]| is(sum));
        stated.rows.is_none_or(|rows| fits(&|sum| sum.rows == rows))
            && stated.amount.is_none_or(|amount| fits(&|sum| sum.amount == amount))
    };
    let neutral_holds = neutral.filter(|stated| stated.amount.is_some()).map(of_neutral);
    let of_ways = pairs.iter().find_map(|(stated, sum)| {
        let amount = (*stated)?.amount?;
        (amount != sum.amount).then_some((amount, sum.amount))
    });
    let of_neither = neutral
        .filter(|_| neutral_holds == Some(false))
        .and_then(|stated| stated.amount)
        .filter(|amount| *amount != neutral_sum.amount)
        .map(|amount| (amount, neutral_sum.amount));
    let rows_of_ways = pairs.iter().find_map(|(stated, sum)| {
        let rows = (*stated)?.rows?;
        (rows != sum.rows).then_some((rows, sum.rows))
    });
    Compared {
        number,
        sums: held,
        partly: any && held.is_none(),
        neutral: neutral_holds,
        first: of_ways.or(of_neither).or_else(|| net.filter(|(stated, found)| !any && stated != found)),
        first_rows: match number {
            Number::Fewer | Number::More => all_rows,
            Number::Equal | Number::Unknown => rows_of_ways.filter(|_| held == Some(false)),
        },
        undone: undone(&statement.rows, holds_so(&|of| !of.listed), holds_so(&|of| !of.gross)),
        unrepaid: !holds_so(&|of| !of.unrepaid),
        within: pairs.iter().all(|(stated, sum)| {
            stated.is_none_or(|stated| {
                stated.rows.is_none_or(|rows| rows >= sum.rows)
                    && stated.amount.is_none_or(|amount| amount >= sum.amount)
            })
        }),
    }
}

/// The first line of a row that is not counted in full although the sums may count it so, and that no row gives back; none
/// where every row is counted in full. `unlisted`, `net`: whether the sums hold without rows that did not move, and
/// without what was given back of others.
fn undone(rows: &[Row], unlisted: bool, net: bool) -> Option<Option<u32>> {
    let (mut any, mut open, mut given) = (false, Vec::new(), Vec::new());
    for row in rows {
        let (part, told) = match row.moved() {
            _ if row.direction == Direction::Neutral => (0, true),
            true => (row.refunded.unwrap_or(0), net),
            false => (row.amount, unlisted),
        };
        any |= part > 0;
        if part > 0 && !told {
            open.push((part, row.line));
        }
        if row.kind == RowKind::Refund && row.moved() {
            given.push((row.amount, row.line));
        }
    }
    sort(&mut open);
    sort(&mut given);
    let sum = |of: &[(i64, u32)]| of.iter().fold(0_i64, |sum, (amount, _)| sum.saturating_add(*amount));
    // Several rows may give back what one row says in one sum.
    let all = sum(&open) == sum(&given);
    let mut given = given.iter().peekable();
    let alone = open.iter().filter(|(part, _)| {
        while given.next_if(|(amount, _)| amount < part).is_some() {}
        given.next_if(|(amount, _)| amount == part).is_none()
    });
    any.then(|| alone.map(|(_, line)| *line).min().filter(|_| !all))
}

/// Money in less money out.
fn net_of(statement: &Statement, listed: bool) -> i64 {
    let manner = manner(listed, true, false);
    let [incoming, outgoing] = [Direction::In, Direction::Out].map(|way| sum_of(&statement.rows, way, manner).amount);
    incoming.saturating_sub(outgoing)
}

fn pair_holds([incoming, outgoing, _]: [Option<StatedSum>; 3], [in_sum, out_sum, _]: &[Sum; 3]) -> bool {
    incoming.is_none_or(|stated| holds(stated, in_sum)) && outgoing.is_none_or(|stated| holds(stated, out_sum))
}

fn holds(stated: StatedSum, sum: &Sum) -> bool {
    stated.rows.is_none_or(|rows| rows == sum.rows) && stated.amount.is_none_or(|amount| amount == sum.amount)
}

fn sum(statement: &Statement, direction: Direction, manner: Manner) -> Sum {
    let back = statement.stated.given_back;
    let of_rows = sum_of(&statement.rows, direction, manner);
    match direction {
        Direction::In if manner.given_back => {
            Sum { rows: of_rows.rows.saturating_add(back.rows), amount: of_rows.amount.saturating_add(back.amount) }
        }
        Direction::Neutral if manner.given_back => {
            Sum { rows: of_rows.rows.saturating_sub(back.rows), amount: of_rows.amount.saturating_sub(back.amount) }
        }
        _ => of_rows,
    }
}

fn sum_of(rows: &[Row], direction: Direction, manner: Manner) -> Sum {
    let counted = rows.iter().filter(|row| row.direction == direction && (manner.listed || row.moved()));
    let amount = |row: &Row| match () {
        () if manner.unrepaid && row.kind == RowKind::Repayment => 0,
        () if manner.gross => row.amount,
        () => row.net(),
    };
    counted.fold(Sum::default(), |sum, row| Sum {
        rows: sum.rows.saturating_add(1),
        amount: sum.amount.saturating_add(amount(row)),
    })
}

/// The stated number of all rows, or of all directions together, beside the rows, and both.
fn number(statement: &Statement) -> (Number, Option<(u32, u32)>) {
    let stated = &statement.stated;
    let parts = [stated.incoming, stated.outgoing, stated.neutral];
    let rows = parts.map(|part| part.and_then(|part| part.rows));
    let of_parts = match rows {
        [Some(incoming), Some(outgoing), neutral] => {
            let both = incoming.saturating_add(outgoing);
            let listed = statement.rows.iter().any(|row| row.direction == Direction::Neutral);
            match neutral {
                Some(neutral) => Some(both.saturating_add(neutral)),
                None if listed => None,
                None => Some(both),
            }
        }
        _ => None,
    };
    let Some(stated) = stated.rows.or(of_parts) else { return (Number::Unknown, None) };
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    let listed = count(statement.rows.len());
    let moved = count(statement.rows.iter().filter(|row| row.moved()).count());
    let left_out = |note: &Note| matches!(note.kind, NoteKind::RowLeftOut | NoteKind::RowWithoutDay);
    let left_out = statement.notes.iter().any(left_out);
    let number = if stated == listed || stated == moved {
        Number::Equal
    } else if stated > listed {
        if left_out { Number::Unknown } else { Number::Fewer }
    } else if stated < moved {
        Number::More
    } else {
        Number::Unknown
    };
    (number, Some((stated, listed)))
}
