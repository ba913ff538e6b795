//! Account numbers by the registry's structures, one country after another.

use prescreen_identity::{Kind, Part};

use super::data::data;
use super::{corrected, holds, root};

/// What the registry says an account part is made of: a kind for each character.
fn kinds(structure: &str) -> String {
    let mut rest = structure;
    let mut kinds = String::new();
    while let Some((count, after)) = rest.split_once('!') {
        kinds.push_str(&after[..1].repeat(count.parse().unwrap()));
        rest = &after[1..];
    }
    kinds
}

/// With the check digits of ISO 7064, from the remainder of the long number.
fn number(country: &str, account: &str) -> String {
    let written = format!("{account}{country}00");
    let digits: String = written.chars().map(|character| character.to_digit(36).unwrap().to_string()).collect();
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("{country}{:02}{account}", 98 - rest)
}

fn typical(kind: char) -> char {
    if kind == 'a' { 'K' } else { '7' }
}

#[test]
fn an_account_part_is_made_of_what_its_country_says() {
    let registry = std::fs::read_to_string(root().join("tests/vectors/iban/structures.csv")).unwrap();
    let mut countries = 0;
    for line in registry.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (country, structure) = line.split_once(',').unwrap();
        let kinds = kinds(structure);
        let account: String = kinds.chars().map(typical).collect();
        holds(Kind::Iban, &number(country, &account));
        for (place, kind) in kinds.char_indices() {
            let other = if typical(kind) == 'K' { "7" } else { "K" };
            let mut changed = account.clone();
            changed.replace_range(place..=place, other);
            let changed = number(country, &changed);
            if kind == 'c' { holds(Kind::Iban, &changed) } else { corrected(Kind::Iban, &changed, Part::Character) }
        }
        for wrong in [&account[1..], &format!("{account}7")] {
            corrected(Kind::Iban, &number(country, wrong), Part::Length);
        }
        countries += 1;
    }
    assert_eq!(countries, 89);
}

#[test]
fn accounts_of_strangers_with_another_structure_are_to_be_corrected() {
    let name = "accounts_of_strangers_with_another_structure_are_to_be_corrected";
    let Some(path) = data(name, "faults/iban-wrong-structure.txt") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    for number in
        text.lines().filter(|line| line.len() <= 34 && line[..2].bytes().all(|letter| letter.is_ascii_uppercase()))
    {
        corrected(Kind::Iban, number, Part::Character);
    }
}
