//! What the listeners tell the collector: the form of an event, never its content.

/// Microseconds on the page's monotonic clock.
pub type Moment = u64;

/// What a key does. Which key it was is not among the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A letter, digit or sign that a hardware keyboard enters directly in a Latin layout.
    Direct,
    /// Takes something back.
    Erasing,
    /// Moves the focus, activates or moves within something.
    Moving,
    /// Shift, control and the like.
    Modifier,
    /// The input method handles it, or the keyboard does not say (key 229, "Unidentified").
    Hidden,
    /// A letter of another script, entered directly.
    OtherScript,
    /// Anything else.
    Other,
}

/// What a key event says of its key, in numbers.
#[derive(Debug, Clone, Copy)]
pub struct KeyFacts {
    /// Length of `key` in UTF-16 units.
    pub key_length: u32,
    /// First unit of `key`.
    pub first_unit: u32,
    /// Length of `code`; 0 where the keyboard has no physical keys.
    pub code_length: u32,
    /// `keyCode`.
    pub key_code: u32,
    /// `isComposing`.
    pub composing: bool,
}

impl KeyKind {
    /// The word for a key. `keyCode` values as the UI Events specification fixes them (7.3).
    #[must_use]
    pub fn of(facts: KeyFacts) -> Self {
        if facts.composing || facts.key_code == 229 || facts.code_length == 0 {
            return Self::Hidden;
        }
        match (facts.key_length, facts.key_code, facts.first_unit) {
            (1, 32, _) => Self::Direct,
            // ASCII, and the letters of Latin-1 and Latin Extended-A and -B.
            (1, _, 0x21..=0x7e | 0xa1..=0x24f) => Self::Direct,
            (1, ..) => Self::OtherScript,
            (_, 8 | 46, _) => Self::Erasing,
            (_, 9 | 13 | 33..=40, _) => Self::Moving,
            (_, 16..=18 | 20 | 91..=93 | 225, _) => Self::Modifier,
            _ => Self::Other,
        }
    }
}

/// What a click or movement was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    /// Mouse or touchpad.
    Mouse,
    /// Finger or pen.
    Touch,
    /// None, or one that the browser does not name.
    None,
}

/// How a value came into a field, as the input event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// `insertText` of one unit, or a deletion.
    Single,
    /// `insertText` of more at once: voice, handwriting, a soft keyboard's word, a code.
    Block,
    /// Of an input method.
    Composed,
    /// `insertFromPaste`, `insertFromDrop` and their kin.
    Pasted,
    /// `insertReplacementText`, `:autofill`, or an event that names no way.
    Filled,
    /// The event was made by a script.
    Scripted,
}

/// Something that a person or a script did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A key went down. `in_field`: a field for text has the focus.
    KeyDown {
        /// What the key does.
        key: KeyKind,
        /// The keyboard repeats it.
        repeat: bool,
        /// A field for text has the focus.
        in_field: bool,
    },
    /// A key went up.
    KeyUp(KeyKind),
    /// An input method began.
    Composition,
    /// The pointer is at another place, in 1/16 of a CSS pixel.
    Move {
        /// What moved.
        pointer: PointerKind,
        /// From the left.
        x: i32,
        /// From the top.
        y: i32,
        /// The place lies between two pixels of the screen.
        fractional: bool,
    },
    /// A button or finger went down.
    Press(PointerKind),
    /// A button or finger went up.
    Release(PointerKind),
    /// A click arrived.
    Click {
        /// With what.
        pointer: PointerKind,
        /// It is of no pointer (`detail` 0).
        without_pointer: bool,
        /// On the exact middle of what was clicked.
        centred: bool,
    },
    /// A field got the focus. `text`: it is one for text.
    Focus {
        /// It is a field for text.
        text: bool,
    },
    /// The field with the focus lost it.
    Blur,
    /// A field's value changed.
    Input {
        /// How.
        entry: Entry,
        /// It is another field than the last one.
        other_field: bool,
        /// The page lets password managers fill it (its `autocomplete` names something).
        fillable: bool,
    },
    /// A click or key that a script made.
    Scripted,
    /// The page was hidden.
    Hidden,
    /// The page was shown again.
    Shown,
    /// The journey went on to its next step.
    Step,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str, code: &str, key_code: u32, composing: bool) -> KeyKind {
        let mut units = key.encode_utf16();
        KeyKind::of(KeyFacts {
            first_unit: units.next().unwrap_or(0).into(),
            key_length: u32::try_from(key.encode_utf16().count()).unwrap(),
            code_length: u32::try_from(code.len()).unwrap(),
            key_code,
            composing,
        })
    }

    #[test]
    fn keys_are_told_apart_by_what_they_do() {
        assert_eq!(key("a", "KeyA", 65, false), KeyKind::Direct);
        assert_eq!(key("é", "Digit2", 50, false), KeyKind::Direct);
        assert_eq!(key(" ", "Space", 32, false), KeyKind::Direct);
        assert_eq!(key("ф", "KeyA", 65, false), KeyKind::OtherScript);
        assert_eq!(key("Backspace", "Backspace", 8, false), KeyKind::Erasing);
        assert_eq!(key("Tab", "Tab", 9, false), KeyKind::Moving);
        assert_eq!(key("Shift", "ShiftLeft", 16, false), KeyKind::Modifier);
    }

    #[test]
    fn input_methods_and_soft_keyboards_hide_their_keys() {
        assert_eq!(key("Process", "KeyN", 229, false), KeyKind::Hidden);
        assert_eq!(key("n", "KeyN", 78, true), KeyKind::Hidden);
        assert_eq!(key("Unidentified", "", 229, false), KeyKind::Hidden);
        assert_eq!(key("n", "", 78, false), KeyKind::Hidden);
    }
}
