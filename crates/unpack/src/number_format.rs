//! Formats of numbers: whether a number is a day, and which sign stands beside an amount.
//!
//! Takes a format's code (ISO/IEC 29500-1 §18.8.31) or the number of a built-in one, gives what it shows. It never
//! changes a number: what is shown rounded keeps all of its digits.

/// How a workbook shows a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumberFormat {
    /// The code, of all sections: `\¥#,##0.00`, `yyyy"年"m"月"`. Empty for a built-in one that has none.
    pub code: String,
    shows_day: bool,
    shows_time: bool,
    percent: bool,
}

/// Built-in formats with days, times or percents: §18.8.30, with the ones that a Chinese spreadsheet adds.
const BUILT_IN: &[(u16, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (14, "mm-dd-yy"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "m/d/yy h:mm"),
    (27, "yyyy\"年\"m\"月\""),
    (28, "m\"月\"d\"日\""),
    (29, "m\"月\"d\"日\""),
    (30, "m-d-yy"),
    (31, "yyyy\"年\"m\"月\"d\"日\""),
    (32, "h\"时\"mm\"分\""),
    (33, "h\"时\"mm\"分\"ss\"秒\""),
    (34, "AM/PMh\"时\"mm\"分\""),
    (35, "AM/PMh\"时\"mm\"分\"ss\"秒\""),
    (36, "yyyy\"年\"m\"月\""),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (49, "@"),
    (50, "yyyy\"年\"m\"月\""),
    (51, "m\"月\"d\"日\""),
    (52, "yyyy\"年\"m\"月\""),
    (53, "m\"月\"d\"日\""),
    (54, "m\"月\"d\"日\""),
    (55, "AM/PMh\"时\"mm\"分\""),
    (56, "AM/PMh\"时\"mm\"分\"ss\"秒\""),
    (57, "yyyy\"年\"m\"月\""),
    (58, "m\"月\"d\"日\""),
];

impl NumberFormat {
    /// A built-in format by its number; plain for one that is not known.
    pub(crate) fn built_in(number: u16) -> Self {
        let found = BUILT_IN.binary_search_by_key(&number, |(number, _)| *number).ok();
        found.and_then(|at| BUILT_IN.get(at)).map_or_else(Self::default, |(_, code)| Self::of_code(code))
    }

    /// A format by its code.
    pub(crate) fn of_code(code: &str) -> Self {
        let read = Letters::of(code);
        Self { code: code.to_owned(), ..read.format() }
    }

    /// Whether it shows the day of a serial.
    #[must_use]
    pub fn shows_day(&self) -> bool {
        self.shows_day
    }

    /// Whether it shows the time of a serial. A length of time (`[h]:mm`) is none.
    #[must_use]
    pub fn shows_time(&self) -> bool {
        self.shows_time
    }

    /// Whether a person sees a hundred times the number.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.percent
    }
}

/// Whether what follows a G makes it the general format, which a Chinese spreadsheet calls `G/通用格式`.
fn is_general(rest: impl Iterator<Item = char>) -> bool {
    let rest: String = rest.take(6).collect();
    rest.eq_ignore_ascii_case("eneral") || rest.starts_with('/')
}

/// What stands in the first section of a code outside quotes, escapes and brackets.
#[derive(Default)]
struct Letters {
    year_or_day: bool,
    month_or_minute: bool,
    hour_or_second: bool,
    length_of_time: bool,
    percent: bool,
    digits: bool,
}

impl Letters {
    fn of(code: &str) -> Self {
        let mut found = Self::default();
        let mut letters = code.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '"' => {
                    letters.by_ref().find(|letter| *letter == '"');
                }
                // What follows is shown, left as wide, or repeated.
                '\\' | '_' | '*' => {
                    letters.next();
                }
                '[' => {
                    let within: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    let within = within.to_ascii_lowercase();
                    let counts = |unit: char| !within.is_empty() && within.chars().all(|letter| letter == unit);
                    found.length_of_time |= counts('h') || counts('m') || counts('s');
                }
                'G' | 'g' if is_general(letters.clone()) => return Self::default(),
                'E' | 'e' if matches!(letters.peek(), Some('+' | '-')) => found.digits = true,
                'y' | 'Y' | 'd' | 'D' | 'e' | 'E' | 'g' | 'G' => found.year_or_day = true,
                'm' | 'M' => found.month_or_minute = true,
                'h' | 'H' | 's' | 'S' => found.hour_or_second = true,
                'A' | 'a' => {
                    let rest: String = letters.clone().take(4).collect();
                    if rest.to_ascii_lowercase().starts_with("m/pm") {
                        letters.nth(3);
                    } else {
                        found.year_or_day = true;
                    }
                }
                '%' => found.percent = true,
                '#' | '?' => found.digits = true,
                _ => {}
            }
        }
        found
    }

    fn format(&self) -> NumberFormat {
        let is_moment = !self.length_of_time && !self.digits && !self.percent;
        let month = self.month_or_minute && !self.hour_or_second;
        NumberFormat {
            code: String::new(),
            shows_day: is_moment && (self.year_or_day || month),
            shows_time: is_moment && self.hour_or_second,
            percent: self.percent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(code: &str) -> (bool, bool) {
        let format = NumberFormat::of_code(code);
        (format.shows_day(), format.shows_time())
    }

    #[test]
    fn a_code_with_years_months_or_days_shows_a_day() {
        for code in ["yyyy-mm-dd", "m/d/yy", "yyyy\"年\"m\"月\"", "[$-804]yyyy/m/d;@", "mmm-yy", "aaaa", "[red]d-mmm"]
        {
            assert_eq!(shows(code), (true, false), "{code}");
        }
        assert_eq!(shows("yyyy-mm-dd hh:mm:ss"), (true, true));
    }

    #[test]
    fn a_code_of_clock_times_shows_a_time() {
        for code in ["h:mm", "hh:mm:ss", "mm:ss.0", "h:mm AM/PM", "[$-409]h:mm:ss AM/PM;@"] {
            assert_eq!(shows(code), (false, true), "{code}");
        }
    }

    #[test]
    fn a_code_of_amounts_shows_neither() {
        for code in [
            "General",
            "GENERAL",
            "G/通用格式",
            "General;-General",
            "0.00",
            "#,##0.00",
            "\\¥#,##0.00",
            "\"day\"0",
            "[$¥-804]#,##0.00",
            "0.00E+00",
            "0%",
            "@",
            "[h]:mm:ss",
            "[mm]:ss",
            "_-* #,##0.00_-",
            "#,##0.00\\ \"Mds\"",
            "\"USD\" 0.00",
            "0.00;[Red]-0.00;d",
        ] {
            assert_eq!(shows(code), (false, false), "{code}");
        }
    }

    #[test]
    fn the_built_in_formats_are_in_order() {
        assert!(BUILT_IN.is_sorted_by_key(|(number, _)| *number));
        assert!(NumberFormat::built_in(14).shows_day());
        assert!(NumberFormat::built_in(9).is_percent());
        assert!(!NumberFormat::built_in(46).shows_time());
        assert_eq!(NumberFormat::built_in(0), NumberFormat::default());
    }
}
