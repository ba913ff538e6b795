//! Numbers as ECMAScript writes them.

use core::fmt::Write as _;

/// `String(number)`, for a finite number.
pub(super) fn text(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
    }
    let mut shortest = String::new();
    // Writing to a string cannot fail.
    let _ = write!(shortest, "{number:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |positive| ("-", positive));
    let digits = mantissa.replace('.', "");
    let mut text = String::from(sign);
    layout(&digits, exponent.parse().unwrap_or(0), &mut text);
    text
}

/// ECMA-262 6.1.6.1.20: plain digits from 10^−6 up to 10^21, an exponent beyond.
fn layout(digits: &str, exponent: i32, to: &mut String) {
    let zeros = |count: i32| core::iter::repeat_n('0', usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    match exponent {
        0..21 if length <= exponent.saturating_add(1) => {
            to.push_str(digits);
            to.extend(zeros(exponent.saturating_add(1).saturating_sub(length)));
        }
        0..21 => {
            let (whole, fraction) = split(digits, exponent.saturating_add(1));
            to.push_str(whole);
            to.push('.');
            to.push_str(fraction);
        }
        -6..0 => {
            to.push_str("0.");
            to.extend(zeros(exponent.saturating_add(1).saturating_neg()));
            to.push_str(digits);
        }
        _ => {
            let (first, rest) = split(digits, 1);
            to.push_str(first);
            if !rest.is_empty() {
                to.push('.');
                to.push_str(rest);
            }
            to.push_str(if exponent > 0 { "e+" } else { "e" });
            to.push_str(&exponent.to_string());
        }
    }
}

fn split(digits: &str, at: i32) -> (&str, &str) {
    usize::try_from(at).ok().and_then(|at| digits.split_at_checked(at)).unwrap_or((digits, ""))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn numbers_are_written_as_ecmascript_writes_them() {
        for (number, written) in [
            (1.0, "1"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (-12.25, "-12.25"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-9, "1.5e-9"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e30, "1.25e+30"),
            (333_333_333.333_333_3, "333333333.3333333"),
        ] {
            assert_eq!(text(number), written);
        }
    }
}
