//! The known name that a misspelt one was probably meant to be.
//!
//! Takes a name and the names that are known, gives the nearest within a third of its length, and words for a
//! finding's help. Only what checks a pack reaches this; what screens with one does not carry it.

/// Longest name that is compared, in bytes: a text's key has up to three ids in it.
const MAX_NAME: usize = 200;

/// Most slips between a name and what was meant.
const MOST_SLIPS: usize = 3;

/// Most names that may be as near as the nearest: where more are, none of them was probably meant.
const MOST_AS_NEAR: usize = 2;

/// Most names that are compared: a pack may hold far more than a person would mistake.
const MOST_COMPARED: usize = 1_000;

/// Most names that a finding lists.
const LISTED: usize = 8;

/// The known name nearest to another; none when even that differs in more than a third of its letters, or in all,
/// or when several are as near.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > MAX_NAME {
        return None;
    }
    let length = name.chars().count();
    let bound = length.max(3).div_ceil(3).min(MOST_SLIPS);
    let near = |(distance, other): &(usize, &str)| {
        *distance <= bound && *distance < length.max(other.chars().count()) && *other != name
    };
    // A letter has up to four bytes.
    let alike = |other: &&&str| other.len().abs_diff(name.len()) <= MOST_SLIPS.saturating_mul(4);
    let compared = known.iter().take(MOST_COMPARED).filter(alike);
    let near: Vec<(usize, &str)> = compared.map(|other| (distance(name, other), *other)).filter(near).collect();
    let (least, nearest) = near.iter().min_by_key(|(distance, _)| *distance)?;
    let as_near = near.iter().filter(|(distance, _)| distance == least).count();
    (as_near <= MOST_AS_NEAR).then_some(*nearest)
}

/// "Did you mean 'x'?", or the names that are known where none is near and they are few; empty where they are many.
pub fn did_you_mean(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => ["Did you mean '", near, "'?"].concat(),
        None if known.is_empty() || known.len() > LISTED => String::new(),
        None => ["Known here: ", &listed(known), "."].concat(),
    }
}

/// The first few names, and how many more there are.
pub fn listed(names: &[&str]) -> String {
    match names.split_at_checked(LISTED) {
        Some((first, more)) if !more.is_empty() => {
            [&first.join(", "), " and ", &more.len().to_string(), " more"].concat()
        }
        _ => names.join(", "),
    }
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour; capitals count as
/// small letters. (Optimal string alignment.)
fn distance(left: &str, right: &str) -> usize {
    let letters = |text: &str| text.chars().map(|letter| letter.to_ascii_lowercase()).collect::<Vec<char>>();
    let (left, right) = (letters(left), letters(right));
    let mut rows: [Vec<usize>; 2] = [Vec::new(), (0..=right.len()).collect()];
    for (n, letter) in left.iter().enumerate() {
        let [before, last] = rows;
        let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX);
        let mut row = vec![n.saturating_add(1)];
        for (m, other) in right.iter().enumerate() {
            let replaced = cell(&last, m).saturating_add(usize::from(letter != other));
            let out = cell(&last, m.saturating_add(1)).saturating_add(1);
            let put_in = cell(&row, m).saturating_add(1);
            let swapped = match (n.checked_sub(1), m.checked_sub(1)) {
                (Some(i), Some(j)) if left.get(i) == Some(other) && right.get(j) == Some(letter) => {
                    cell(&before, j).saturating_add(1)
                }
                _ => usize::MAX,
            };
            row.push(replaced.min(out).min(put_in).min(swapped));
        }
        rows = [last, row];
    }
    let [_, last] = rows;
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        let known = ["moderate", "conservative", "aggressive", "no_loss"];
        for (slip, meant) in [
            ("moderte", Some("moderate")),
            ("mdoerate", Some("moderate")),
            ("Moderate", Some("moderate")),
            ("no-loss", Some("no_loss")),
            ("agressiv", Some("aggressive")),
            ("balanced", None),
            ("", None),
            ("moderate", None),
        ] {
            assert_eq!(nearest(slip, &known), meant, "{slip}");
        }
        assert_eq!(nearest(&"m".repeat(201), &known), None);
    }

    #[test]
    fn a_short_id_is_near_only_to_one_that_differs_in_one_letter() {
        assert_eq!(nearest("C6", &["C1", "C5"]), Some("C1"));
        assert_eq!(nearest("R9", &["C1", "C5"]), None);
        assert_eq!(nearest("C6", &["C1", "C2", "C3"]), None);
        assert_eq!((nearest("b", &["A", "B"]), nearest("c", &["A", "B"])), (Some("B"), None));
    }

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        assert_eq!((distance("abcd", "abdc"), distance("abcd", "acbd"), distance("ab", "ba")), (1, 1, 1));
        assert_eq!((distance("", "abc"), distance("kitten", "sitting"), distance("same", "same")), (3, 3, 0));
    }

    #[test]
    fn where_none_is_near_the_few_that_are_known_are_named() {
        let known = ["read", "sign", "wait"];
        assert_eq!(did_you_mean("phone", &known), "Known here: read, sign, wait.");
        assert_eq!(did_you_mean("sing", &known), "Did you mean 'sign'?");
        assert_eq!(did_you_mean("sing", &[]), "");
        let many: Vec<String> = (0..10).map(|n| format!("name-{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(did_you_mean("other", &many), "");
        assert!(listed(&many).ends_with("name-7 and 2 more"));
    }
}
