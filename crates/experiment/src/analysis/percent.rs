//! Percents of what a plan says, without a digit that says nothing and without one that is missing.

/// Decimals, at most.
const MOST: usize = 4;

/// A share that was chosen, such as a level or an effect: with all its decimals, at most 4, and none that is a last 0.
#[must_use]
pub fn exact(share: f64) -> String {
    let digits = format!("{:.MOST$}", 100.0 * share);
    format!("{}%", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A share that was worked out, such as a power: with so many decimals, and with more, at most 4, where those would say 0% or
/// 100% of what is neither, unless 4 say it too.
#[must_use]
pub fn rounded(share: f64, decimals: usize) -> String {
    let said = |decimals: usize| format!("{:.decimals$}", 100.0 * share);
    let is_an_end =
        |digits: &String| [0.0, 100.0].iter().any(|end| digits.parse() == Ok(*end) && 100.0 * share != *end);
    let digits = (decimals..=MOST).map(said).find(|digits| !is_an_end(digits)).unwrap_or_else(|| said(decimals));
    format!("{digits}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_share_has_the_decimals_that_it_takes() {
        for (basis_points, said) in [
            (1, "0.01%"),
            (10, "0.1%"),
            (250, "2.5%"),
            (500, "5%"),
            (1000, "10%"),
            (9999, "99.99%"),
            (100_000, "1000%"),
        ] {
            assert_eq!(exact(f64::from(basis_points) / 10_000.0), said);
        }
        assert_eq!((exact(1.0 - 0.0001), exact(1.0 - 0.05), exact(0.0)), ("99.99%".into(), "95%".into(), "0%".into()));
    }

    #[test]
    fn a_share_that_was_worked_out_is_neither_nothing_nor_all_unless_it_is() {
        for (share, decimals, said) in [
            (0.8034, 0, "80%"),
            (0.9996, 0, "99.96%"),
            (0.00004, 1, "0.004%"),
            (0.2431, 1, "24.3%"),
            (1.0, 0, "100%"),
            (0.0, 1, "0.0%"),
            (0.999_999, 0, "99.9999%"),
            (0.999_999_99, 0, "100%"),
        ] {
            assert_eq!(rounded(share, decimals), said);
        }
    }
}
