//! Characters that a reader does not see, or that change what is seen around them.
//!
//! Source: Unicode 16.0, `DerivedCoreProperties.txt` (`Default_Ignorable_Code_Point`) and `DerivedGeneralCategory.txt` (`Cc`,
//! `Cf`, `Zl`, `Zp`); with U+2800, which is a sign without a dot. It must never be shortened to what was met so far.

/// What a character does that its reader does not see; none for a character that is seen. The end of a line counts too.
///
/// ```
/// use prescreen::terms::unseen::unseen;
///
/// assert_eq!(unseen('\u{200d}'), Some("is not seen"));
/// assert_eq!(unseen('é'), None);
/// ```
#[must_use]
pub fn unseen(character: char) -> Option<&'static str> {
    if !is_within(UNSEEN, character) {
        return None;
    }
    Some(match character {
        '\n' => "ends a line",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "turns the direction of what follows"
        }
        '\u{e0000}'..='\u{e0fff}' => "is not seen, and may hide words",
        '\u{2028}' | '\u{2029}' => "ends a line for some readers only",
        control if control.is_control() => "is a control character",
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' => CHANGES,
        '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' => CHANGES,
        _ => "is not seen",
    })
}

const CHANGES: &str = "changes how others are shown";

/// Whether a character lies in one of the runs, which rise.
pub(super) fn is_within(runs: &[(u32, u32)], character: char) -> bool {
    let code = u32::from(character);
    let next = runs.partition_point(|(_, last)| *last < code);
    runs.get(next).is_some_and(|(first, _)| *first <= code)
}

/// First and last of each run, rising.
#[rustfmt::skip]
const UNSEEN: &[(u32, u32)] = &[
    (0x0, 0x1f), (0x7f, 0x9f), (0xad, 0xad), (0x34f, 0x34f), (0x600, 0x605), (0x61c, 0x61c), (0x6dd, 0x6dd),
    (0x70f, 0x70f), (0x890, 0x891), (0x8e2, 0x8e2), (0x115f, 0x1160), (0x17b4, 0x17b5), (0x180b, 0x180f),
    (0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f), (0x2800, 0x2800), (0x3164, 0x3164), (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff), (0xffa0, 0xffa0), (0xfff0, 0xfffb), (0x110bd, 0x110bd), (0x110cd, 0x110cd), (0x13430, 0x1343f),
    (0x1bca0, 0x1bca3), (0x1d173, 0x1d17a), (0xe0000, 0xe0fff),
];
