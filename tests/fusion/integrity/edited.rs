//! Every family of files: whatever is changed in one row is noticed, in either order.

use prescreen::terms::Tier;
use prescreen_fusion::Statement;
use prescreen_fusion::integrity::IntegrityVerdict;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::families::{Book, FAMILIES, Family, Movement};

fn any_book() -> impl Strategy<Value = Book> {
    let amount = prop_oneof![-5_000_00..-1_i64, 1..5_000_00_i64];
    let moved = prop::collection::vec((0..4, amount), 4..12);
    (0..10_000_00_i64, moved).prop_map(|(opening, moved)| Book::of(opening, &moved))
}

/// The statement of a book whose rows were changed; none where the file is refused.
fn changed(family: &Family, book: &Book, change: impl FnOnce(&mut Vec<Movement>)) -> Option<Statement> {
    let mut book = book.clone();
    change(&mut book.rows);
    Some(Family::read(&family.text(&book)).ok()?.remove(0))
}

fn consistent(statement: &Statement) -> bool {
    statement.integrity.verdict == IntegrityVerdict::Consistent
}

/// Whether the row of an amount lifts nothing; one that is gone does not.
fn only_read(statement: &Statement, signed: i64) -> bool {
    let mut rows = statement.rows.iter().filter(|row| row.effect == Some(signed));
    rows.any(|row| statement.tier_of(row) == Tier::Parsed)
}

fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(20_261_128);
    ProptestConfig { cases: 24, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_family_is_consistent_as_it_was_written(book in any_book()) {
        for family in FAMILIES {
            let statement = changed(&family, &book, |_| {}).expect(family.name);
            prop_assert!(consistent(&statement), "{}: {:?}", family.name, statement.integrity);
            prop_assert_eq!(statement.rows.len(), book.rows.len());
        }
    }

    #[test]
    fn every_edited_amount_is_noticed_in_every_family(
        book in any_book(),
        more in prop_oneof![-99_99..-1_i64, 1..99_99_i64],
    ) {
        for family in FAMILIES {
            for position in 0..book.rows.len() {
                let signed = book.rows[position].signed + more;
                if signed == 0 {
                    continue;
                }
                let Some(statement) = changed(&family, &book, |rows| rows[position].signed = signed) else { continue };
                let noticed = !consistent(&statement) || (position == 0 && only_read(&statement, signed));
                prop_assert!(noticed, "{}, row {position}: {:?}", family.name, statement.integrity);
            }
        }
    }

    #[test]
    fn every_removed_row_is_noticed_in_every_family_but_at_an_end_that_it_does_not_state(book in any_book()) {
        let last = book.rows.len() - 1;
        for family in FAMILIES {
            for position in 0..=last {
                let Some(statement) = changed(&family, &book, |rows| _ = rows.remove(position)) else { continue };
                let stated = (position != 0 || family.oldest_stated) && (position != last || family.newest_stated);
                prop_assert!(!stated || !consistent(&statement), "{}, row {position}: {:?}", family.name, statement.integrity);
            }
        }
    }

    #[test]
    fn every_inserted_row_is_noticed_in_every_family_but_at_an_end_that_it_does_not_state(
        book in any_book(),
        signed in prop_oneof![-5_000_00..-1_i64, 1..5_000_00_i64],
        follows: bool,
    ) {
        let last = book.rows.len();
        for family in FAMILIES {
            for position in 0..=last {
                let near = book.rows[position.min(last - 1)];
                let before = position.checked_sub(1).map_or(near.balance - near.signed, |before| book.rows[before].balance);
                let balance = if follows { before + signed } else { before };
                let added = Movement { day: near.day, signed, balance };
                let Some(statement) = changed(&family, &book, |rows| rows.insert(position, added)) else { continue };
                let stated = (position != 0 || family.oldest_stated) && (position != last || family.newest_stated);
                prop_assert!(!stated || !consistent(&statement), "{}, row {position}: {:?}", family.name, statement.integrity);
            }
        }
    }
}

#[test]
fn amounts_that_are_all_turned_round_are_no_banks_balances_as_owed() {
    // Income for spending and spending for income, with every balance as it was.
    let book = Book::of(1_000_00, &[(0, 50_00), (1, -20_00), (1, 30_00), (1, -5_00), (1, 2_00)]);
    for family in FAMILIES {
        let turned = changed(&family, &book, |rows| rows.iter_mut().for_each(|row| row.signed = -row.signed));
        let Some(statement) = turned else { continue };
        assert!(!consistent(&statement), "{}: {:?}", family.name, statement.integrity);
    }
}
