//! Answers about texts that come again and again: a payee's name stands in hundreds of a person's rows.

/// Answers that are kept; a power of two.
const PLACES: usize = 32_768;

/// Answers about texts. Each text has one place, which a later one that falls on it takes.
pub struct Seen<'a, V>(Vec<Option<(usize, &'a str, V)>>);

impl<'a, V: Copy> Seen<'a, V> {
    /// Keeps answers.
    pub fn kept() -> Self {
        Self(vec![None; PLACES])
    }

    /// Keeps none: for a single question.
    pub fn not_kept() -> Self {
        Self(Vec::new())
    }

    /// What was answered of a text by the same `asked`, else what `find` answers.
    pub fn of(&mut self, asked: usize, text: &'a str, find: impl FnOnce(&'a str) -> V) -> V {
        let Some(place) = self.0.get_mut(place_of(asked, text)) else { return find(text) };
        if let Some((by, seen, answer)) = place
            && *by == asked
            && *seen == text
        {
            return *answer;
        }
        let answer = find(text);
        *place = Some((asked, text, answer));
        answer
    }
}

/// A text's place, by FNV-1a.
fn place_of(asked: usize, text: &str) -> usize {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    let hash = text.as_bytes().iter().fold(0x811c_9dc5, mix);
    usize::try_from(hash ^ (hash >> 16)).unwrap_or_default().wrapping_add(asked) % PLACES
}
