//! A merchant's name without what stands around it: the payment service before it, a branch, a place, a number.
//!
//! Takes a cell's text, gives keys, each with less around the name than the one before. A key is compared as a whole:
//! what is left of a name is never cut to fit.

use crate::letter::{is_alphanumeric, lower};
use crate::seek;

/// What may stand around names, from all rule files.
#[derive(Default)]
pub struct Around {
    /// Payment services.
    pub channels: Vec<String>,
    /// Provinces and cities, as keys in rising order.
    pub places: Vec<String>,
    /// Endings of a branch.
    pub branches: Vec<String>,
    /// Family names.
    pub surnames: String,
}

/// Endings of a company's registered name or address, as keys.
const COMPANY: [&str; 9] =
    ["有限责任公司", "股份有限公司", "有限公司", "分公司", "limited", "ltd", "plc", "gmbh", "couk"];
/// What stands between a channel, a name and a branch.
const SEPARATORS: &str = "-－—–_:：*·•/|";
/// Digits behind a name from which on they are an account's or terminal's number.
const ACCOUNT_DIGITS: usize = 8;

/// Letters and digits alone, in half width and lower case.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        let character = half_width(character);
        match character {
            '\0'..='\x7f' if character.is_ascii_alphanumeric() => folded.push(character.to_ascii_lowercase()),
            // Han, which has no case and is most of what is read.
            '\u{4e00}'..='\u{9fff}' => folded.push(character),
            '\u{80}'.. if is_alphanumeric(character) => folded.push(lower(character)),
            _ => {}
        }
    }
    folded
}

fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        _ => character,
    }
}

impl Around {
    /// The text behind the payment services that it begins with; none where it names nothing else.
    pub fn behind_channel<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut rest = text.trim();
        while let Some(behind) = self.channels.iter().find_map(|channel| rest.strip_prefix(channel.as_str())) {
            let behind = behind.trim_start();
            if behind.is_empty() {
                return None;
            }
            let name = seek::behind(behind, SEPARATORS);
            if name.len() == behind.len() {
                break;
            }
            rest = name.trim();
        }
        (!rest.is_empty()).then_some(rest)
    }

    /// The key of a whole registered name: without an account's number behind it.
    pub fn registered(text: &str) -> String {
        let mut key = fold(text);
        let digits = key.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits >= ACCOUNT_DIGITS && digits < key.len() {
            key.truncate(key.len().saturating_sub(digits));
        }
        key
    }

    /// Gives the first of a name's keys for which `look` finds something.
    pub fn find<T>(&self, name: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut last = fold(name);
        if let found @ Some(_) = look(&last) {
            return found;
        }
        let outside = outside_brackets(before_column(name));
        let before = self.before_branch(&outside);
        let mut step = |key: String| {
            if key == last || key.chars().nth(1).is_none() {
                return None;
            }
            last = key;
            look(&last)
        };
        if let found @ Some(_) = step(fold(&outside)).or_else(|| step(fold(before))) {
            return found;
        }
        let key = fold(before);
        let key = without_number(&key);
        let key = COMPANY.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
        if let found @ Some(_) = step(key.to_owned()) {
            return found;
        }
        let key = self.behind_place(key);
        step(key.to_owned()).or_else(|| step(self.before_place(key).to_owned()))
    }

    /// Whether a key may be a person's name: two or three characters, the first a family name.
    pub fn may_be_person(&self, key: &str) -> bool {
        let mut characters = key.chars();
        let first = characters.next();
        first.is_some_and(|first| seek::has(&self.surnames, first))
            && matches!(characters.clone().count(), 1 | 2)
            && characters.all(|character| !character.is_ascii())
    }

    /// A name before a separator, where what stands behind it is a branch, a place or a number.
    fn before_branch<'a>(&self, name: &'a str) -> &'a str {
        let mut kept = name.trim();
        while let Some((before, behind)) =
            kept.rsplit_once(|mark: char| seek::has(SEPARATORS, mark) || mark == ' ' || mark == '#')
        {
            let part = behind.trim();
            let number = part.bytes().any(|byte| byte.is_ascii_digit())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'#' | b'N' | b'n' | b'O' | b'o' | b'.'));
            if !(part.is_empty() || number || self.is_branch(part) || self.is_place(&fold(part))) {
                break;
            }
            kept = before.trim_end();
        }
        kept
    }

    fn is_branch(&self, text: &str) -> bool {
        self.branches.iter().any(|ending| text.ends_with(ending.as_str()))
    }

    /// A key behind the place that it begins with, and the place's 省 or 市.
    fn behind_place<'a>(&self, key: &'a str) -> &'a str {
        let mut rest = key;
        // A province, then a city.
        for _ in 0..2 {
            let Some(behind) = self.place_at(rest).and_then(|end| rest.get(end..)) else { break };
            let behind = behind.strip_prefix(['省', '市']).unwrap_or(behind);
            if behind.chars().nth(1).is_none() {
                break;
            }
            rest = behind;
        }
        rest
    }

    /// A key before a place, where a branch stands behind it.
    fn before_place<'a>(&self, key: &'a str) -> &'a str {
        if !self.is_branch(key) {
            return key;
        }
        let starts = key.char_indices().skip(1).map(|(at, _)| at);
        let first = starts.into_iter().find(|at| key.get(*at..).is_some_and(|rest| self.place_at(rest).is_some()));
        first.and_then(|at| key.get(..at)).unwrap_or(key)
    }

    fn is_place(&self, key: &str) -> bool {
        self.places.binary_search_by(|place| place.as_str().cmp(key)).is_ok()
    }

    /// The end of the longest place that a key begins with.
    fn place_at(&self, key: &str) -> Option<usize> {
        let (first, _) = key.split_at_checked(key.chars().next()?.len_utf8())?;
        let from = self.places.partition_point(|place| place.as_str() < first);
        let near = self.places.get(from..)?.iter().take_while(|place| place.starts_with(first));
        near.filter(|place| key.starts_with(place.as_str())).map(String::len).max()
    }
}

/// A name before a column: terminals write a merchant's name, place and country in columns that blanks divide.
fn before_column(name: &str) -> &str {
    let name = name.trim();
    seek::split_once(name, "  ").map_or(name, |(before, _)| before)
}

/// A name without what stands in brackets; the name itself where nothing else does.
fn outside_brackets(name: &str) -> String {
    let mut outside = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for character in name.chars() {
        match character {
            '(' | '（' | '[' | '【' | '「' => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '】' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    if outside.trim().is_empty() { name.to_owned() } else { outside }
}

/// A key without the digits behind it, where something else stands before them.
fn without_number(key: &str) -> &str {
    let name = seek::before(key, "0123456789");
    if name.is_empty() { key } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Around {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect();
        let mut places: Vec<String> = list("上海 北京 广东 广州");
        places.sort();
        Around {
            channels: list("支付宝 财付通 微信支付"), places, branches: list("店 站"), surnames: "李王张".into()
        }
    }

    fn is(name: &str, brand: &str) -> bool {
        let around = around();
        let behind = around.behind_channel(name);
        behind.is_some_and(|name| around.find(name, |key| (key == brand).then_some(())).is_some())
    }

    #[test]
    fn a_name_is_found_behind_what_stands_around_it() {
        for name in [
            "永辉超市",
            "永辉超市(传奇广场店)",
            "财付通-永辉超市",
            "支付宝-微信支付-永辉超市",
            "上海永辉超市",
            "永辉超市-广州天河店",
            "广东省广州市永辉超市",
            "永辉超市0123",
            "永辉超市 No.12",
            "永辉超市北京西单店",
            "永辉超市有限公司",
            "永辉超市 西单店",
            "永辉超市·北京",
        ] {
            assert!(is(name, "永辉超市"), "{name}");
        }
        assert!(is("ＳＴＡＲＢＵＣＫＳ ＃1234", "starbucks"));
        assert!(is("STARBUCKS 0602        LADBROKE GROV GBR", "starbucks"));
        assert!(is("STARBUCKS LTD", "starbucks") && is("starbucks.co.uk    LONDON", "starbucks"));
        assert!(!is("STARBUCKS TRAINING CENTRE  LONDON", "starbucks"));
    }

    #[test]
    fn another_name_is_not_cut_to_fit() {
        for name in ["永辉超市旁小吃", "新永辉超市", "永辉超市-张三", "永辉", "永辉超市水果店", "支付宝", "财付通"]
        {
            assert!(!is(name, "永辉超市"), "{name}");
        }
    }

    #[test]
    fn a_short_name_that_begins_with_a_family_name_may_be_a_person() {
        assert!(around().may_be_person("李宁"));
        assert!(!around().may_be_person("王府井百货"));
        assert!(!around().may_be_person("永辉"));
    }

    #[test]
    fn an_account_number_behind_a_registered_name_is_left_out() {
        assert_eq!(Around::registered("国网电力有限公司99999999999999"), "国网电力有限公司");
        assert_eq!(Around::registered("团购网2020"), "团购网2020");
    }
}
