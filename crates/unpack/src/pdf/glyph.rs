//! Letters by the names that fonts give them, and by their place in Windows' encoding (ISO 32000-1 Annex D).

/// Windows-1252 from 0x80: what stands there instead of controls.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

/// Names that are no letter of their own.
const NAMES: [(&str, char); 52] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("minus", '−'),
    ("Euro", '€'),
    ("sterling", '£'),
    ("yen", '¥'),
    ("endash", '–'),
    ("emdash", '—'),
    ("quoteright", '’'),
    ("quoteleft", '‘'),
    ("periodcentered", '·'),
    ("fi", 'ﬁ'),
    ("degree", '°'),
];

/// A letter of Windows-1252; none of a control.
pub(super) fn windows(code: u8) -> Option<char> {
    match code {
        0..0x20 => None,
        0x80..0xa0 => WINDOWS.get(usize::from(code).checked_sub(0x80)?).copied(),
        code => Some(char::from(code)),
    }
}

/// A letter by its name: one of its own, `uni4E00`, or one of the list.
pub(super) fn named(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() == 4) {
        return u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    }
    NAMES.iter().find(|(other, _)| *other == name).map(|(_, letter)| *letter)
}
