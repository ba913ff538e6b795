//! Texts of a layout and of a file, compared without what programs change: blanks, and signs of the full width that
//! Chinese programs write.

/// A character as it is compared: of the usual width.
pub(super) fn usual(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{ffe5}' => '¥',
        '\u{3000}' => ' ',
        _ => character,
    }
}

/// Whether a header's cell is a name: without blanks, signs of either width, capitals or not.
pub(super) fn same_name(cell: &str, name: &str) -> bool {
    let plain = |text: &str| {
        let characters = text.chars().filter(|character| !character.is_whitespace());
        characters.map(|character| usual(character).to_ascii_lowercase()).collect::<Vec<char>>()
    };
    cell.eq_ignore_ascii_case(name)
        || (cell.chars().next().is_some_and(|first| starts_so(first, name)) && plain(cell) == plain(name))
}

fn starts_so(first: char, name: &str) -> bool {
    name.chars().next().is_some_and(|start| usual(start).eq_ignore_ascii_case(&usual(first)))
}

/// A line with signs of the usual width, one blank for every run of them, and none at its ends.
pub(super) fn plain_line(line: &str) -> String {
    let line: String = line.chars().map(usual).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_wide_its_signs_are() {
        for cell in ["金额（元）", "金额(元)", "金额 (元)", "金额（元)"] {
            assert!(same_name(cell, "金额(元)"), "{cell}");
        }
        assert!(same_name("日 志 号", "日志号") && same_name("收／支", "收/支") && same_name("Post date", "post date"));
        assert!(!same_name("金额", "金额(元)") && !same_name("", "金额"));
        assert_eq!(plain_line("收入：1笔，  0.35元 "), "收入:1笔, 0.35元");
    }
}
