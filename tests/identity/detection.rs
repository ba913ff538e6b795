//! A hundred thousand numbers of every scheme, whole, with one digit broken and with two neighbours swapped: each error
//! is seen exactly when the scheme's theory says so.

use prescreen_identity::{Kind, Outcome};

use super::find;
use super::schemes::{Draw, SCHEMES, seven_three_one};

const NUMBERS: usize = 100_000;

fn digit(text: &str, place: usize) -> i64 {
    i64::from(text.as_bytes()[place]) - i64::from(b'0')
}

fn with(text: &str, changes: &[(usize, i64)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (place, value) in changes {
        bytes[*place] = b'0' + u8::try_from(*value).unwrap();
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn errors_are_seen_as_theory_says() {
    for (seed, scheme) in (1_u64..).zip(&SCHEMES) {
        let mut draw = Draw::new(seed);
        let (mut unseen_digits, mut unseen_swaps, mut swaps) = (0, 0, 0);
        for _ in 0..NUMBERS {
            let number = (scheme.draw)(&mut draw);
            let text = &number.text;
            assert_eq!(find(scheme.kind, text).outcome, Outcome::Valid, "{}: {text}", scheme.name);

            let place = *draw.one(&number.places);
            let before = digit(text, place);
            let after = (before + 1 + i64::try_from(draw.below(9)).unwrap()) % 10;
            let broken = with(text, &[(place, after)]);
            let unseen = (scheme.unseen_digit)(place, before, after);
            assert_eq!(
                find(scheme.kind, &broken).outcome == Outcome::Valid,
                unseen,
                "{}: {text} {broken}",
                scheme.name
            );
            unseen_digits += usize::from(unseen);

            // Two neighbours that differ, or another number.
            let pairs: Vec<usize> =
                number.places.windows(2).filter(|pair| pair[0] + 1 == pair[1]).map(|pair| pair[0]).collect();
            let differing: Vec<usize> =
                pairs.into_iter().filter(|place| digit(text, *place) != digit(text, place + 1)).collect();
            if differing.is_empty() {
                continue;
            }
            let place = *draw.one(&differing);
            let (first, second) = (digit(text, place), digit(text, place + 1));
            let swapped = with(text, &[(place, second), (place + 1, first)]);
            let unseen = (scheme.unseen_swap)(place, first, second);
            assert_eq!(
                find(scheme.kind, &swapped).outcome == Outcome::Valid,
                unseen,
                "{}: {text} {swapped}",
                scheme.name
            );
            swaps += 1;
            unseen_swaps += usize::from(unseen);
        }
        println!(
            "{}: {NUMBERS} numbers, unseen: {unseen_digits} broken digits, {unseen_swaps} of {swaps} swaps",
            scheme.name
        );
        assert!(swaps * 100 > NUMBERS * 99, "{}", scheme.name);
    }
}

#[test]
fn characters_of_a_zone_are_told_apart_modulo_ten() {
    let characters: Vec<char> = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().collect();
    for before in &characters[1..] {
        for after in &characters[1..] {
            // A visa: no composite, so that the field's own check digit stands alone.
            let zone = |character| {
                let check = seven_three_one(&format!("L8{before}88901C"));
                format!("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8{character}88901C{check}XXX4009078F3212105<<<<<<<<")
            };
            let same = before.to_digit(36).unwrap() % 10 == after.to_digit(36).unwrap() % 10;
            let found = find(Kind::Mrz, &zone(*after));
            assert_eq!(found.outcome == Outcome::Valid, same, "{before} {after} {found:?}");
        }
    }
}
