//! What a binary workbook says of itself (MS-OLEPS §2.21, "\u{5}SummaryInformation"): its program, who made it, who saved it
//! last.
//!
//! Takes the stream, gives texts; none for what is not there or not as the standard has it, for none of it is needed to
//! read the cells.

/// The stream's name.
pub(super) const STREAM: &str = "\u{5}SummaryInformation";
/// Numbers of properties.
pub(super) const AUTHOR: u32 = 4;
pub(super) const LAST_AUTHOR: u32 = 8;
pub(super) const APPLICATION: u32 = 18;
/// The type of a text in the stream's own encoding.
const TEXT: u32 = 0x1e;
/// Most properties that are looked at: the standard has nineteen.
const MOST: u32 = 64;

/// The text of a property. Bytes that are no ASCII are shown as `\u{fffd}`: texts are compared, and never shown.
pub(super) fn text(stream: &[u8], wanted: u32) -> Option<String> {
    let word = |at: usize| {
        let four = stream.get(at..at.checked_add(4)?)?;
        four.try_into().ok().map(u32::from_le_bytes)
    };
    let place = |at: usize| usize::try_from(word(at)?).ok();
    // Behind the header of 28 bytes stands the set's name, then where it begins.
    let set = place(44)?;
    let listed = (0..word(set.checked_add(4)?)?.min(MOST)).find_map(|n| {
        let entry = set.checked_add(8)?.checked_add(usize::try_from(n).ok()?.checked_mul(8)?)?;
        (word(entry)? == wanted).then(|| place(entry.checked_add(4)?)).flatten()
    });
    let at = set.checked_add(listed?)?;
    let (length, start) = (place(at.checked_add(4)?)?, at.checked_add(8)?);
    let bytes = stream.get(start..start.checked_add(length)?).filter(|_| word(at) == Some(TEXT))?;
    let text = bytes.split(|byte| *byte == 0).next().map(|text| String::from_utf8_lossy(text).into_owned());
    text.filter(|text| !text.is_empty())
}
