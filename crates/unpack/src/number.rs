//! Numbers of workbooks as decimal text.
//!
//! A workbook keeps a number in 64 binary digits (IEEE 754). The text that was typed is the shortest one that reads back
//! to the same digits, whatever the program wrote: 28.16 for 28.160000000000001. Nothing is computed here.

/// The shortest decimal text of a number, without an exponent. None of what is no number.
pub(crate) fn shortest(number: f64) -> Option<String> {
    // Negative zero is a zero.
    if number == 0.0 {
        return Some("0".to_owned());
    }
    number.is_finite().then(|| number.to_string())
}

/// The same of a number's text in XLSX. A plain integer keeps all of its digits: an order's id that a program wrote as
/// a number may have more of them than 64 binary digits hold.
pub(crate) fn of_text(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if is_plain {
        return Some(text.to_owned());
    }
    shortest(parse(text)?)
}

/// A number by its text: digits, a point, an exponent. None of "inf" and its like.
pub(crate) fn parse(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}
