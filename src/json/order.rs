//! The one order of an object's keys: RFC 8785, by UTF-16 code units.

use core::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Json;

/// An object's entries in the order of their keys.
pub(super) fn sorted(entries: &[(String, Json)]) -> Vec<&(String, Json)> {
    // The standard library's sort is several times as much code, and the investor's module would carry it for this.
    let heap: BinaryHeap<Keyed<'_>> = entries.iter().map(Keyed).collect();
    heap.into_sorted_vec().into_iter().map(|Keyed(entry)| entry).collect()
}

/// An entry that compares by its key.
struct Keyed<'a>(&'a (String, Json));

impl Ord for Keyed<'_> {
    fn cmp(&self, Self((right, _)): &Self) -> Ordering {
        let Self((left, _)) = self;
        compare(left, right)
    }
}

impl PartialOrd for Keyed<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Keyed<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Keyed<'_> {}

/// Compares as the texts' UTF-16 code units do.
///
/// UTF-8 bytes order texts by code point. UTF-16 differs in one thing: what is above U+FFFF is written
/// with surrogates, which stand below U+E000.
fn compare(left: &str, right: &str) -> Ordering {
    left.bytes().map(rank).cmp(right.bytes().map(rank))
}

/// A byte, with the lead bytes of four-byte characters moved below those of U+E000 to U+FFFF.
fn rank(byte: u8) -> u8 {
    match byte {
        0xee | 0xef => byte.saturating_add(5),
        0xf0..=0xf4 => byte.saturating_sub(2),
        _ => byte,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn the_order_is_that_of_utf_16() {
        let texts = [
            "",
            "a",
            "aa",
            "b",
            "\u{7f}",
            "\u{80}",
            "é",
            "\u{7ff}",
            "\u{800}",
            "中",
            "\u{d7ff}",
            "\u{e000}",
            "\u{f900}",
            "\u{ffff}",
            "\u{10000}",
            "😀",
            "\u{10ffff}",
            "中😀",
            "中\u{e000}",
            "a\u{ffff}",
            "a😀",
        ];
        for left in texts {
            for right in texts {
                let utf_16 = left.encode_utf16().cmp(right.encode_utf16());
                assert_eq!(compare(left, right), utf_16, "{left:?} {right:?}");
            }
        }
    }
}
