//! Nothing of what was typed is in what comes out, and nothing that can be typed stops a check.

use prescreen_identity::{Kind, MAX_CHARACTERS, Outcome, Part};

use super::{find, schemes};

#[test]
fn a_finding_repeats_no_digit() {
    for value in ["11010519491231002X", "11010519491231003X", "A123456(3)", "4111111111111111", "+8613800138000"] {
        for kind in Kind::ALL {
            let found = find(*kind, value);
            let said = format!("{found:?} {}", serde_json::to_string(&found).unwrap());
            assert!(!said.chars().any(|character| character.is_ascii_digit()), "{said}");
        }
    }
}

#[test]
fn nothing_typed_stops_a_check() {
    let pieces = ["", "\0", "９", "🀄", "١٢٣", "\u{202e}", "<", "X", "1", "@", "+", "a.", "\n", "é", "ß", "İ", "ﬀ"];
    let mut draw = schemes::Draw::new(7);
    for _ in 0..20_000 {
        let length = draw.below(50);
        let value: String = (0..length).map(|_| pieces[draw.below(pieces.len())]).collect();
        for kind in Kind::ALL {
            let found = find(*kind, &value);
            assert_eq!(found.outcome == Outcome::Correct, found.part.is_some());
        }
    }
    for kind in Kind::ALL {
        assert_eq!(find(*kind, &"1".repeat(10_000_000)).part, Some(Part::Length));
        assert_eq!(find(*kind, &"1".repeat(MAX_CHARACTERS + 1)).part, Some(Part::Length));
    }
}
