//! A document in two pieces of memory: one text, and its values in a row over it.
//!
//! Takes text or [`Json`], gives [`Flat`]. What is read often and kept shortly is read this way: a tree would hold
//! each of its keys and texts apart. Only *plain* text is read here, which most programs write: see [`Flat::plain`].
//! Whatever else there is comes from [`Json`], so that this file refuses nothing and has no errors of its own.

use super::Json;
use crate::id::{MAX_ID_LENGTH, Name, mark, may_stand_in_id};

/// A document as values in a row.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Flat {
    text: String,
    /// INVARIANT: what belongs to a list or an object stands behind it, and is counted there.
    values: Vec<Flattened>,
}

/// One value, without what belongs to it.
#[derive(Clone, Copy, PartialEq)]
enum Flattened {
    Null,
    Bool(bool),
    Int(i64),
    /// Where it stands in the text, and its mark.
    Text {
        from: u32,
        to: u32,
        mark: u32,
    },
    /// How many values belong to it, all that is further in among them.
    List(u32),
    /// The same, with its keys; and how many keys there are.
    Map(u32, u32),
}

/// Where a value stands in its document.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Place(usize);

/// A value of a document.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Text(Name<'a>),
    /// An array.
    List(Values<'a>),
    /// An object.
    Map(Entries<'a>),
}

/// Values in their order.
#[derive(Clone, Copy, Default)]
pub(crate) struct Values<'a> {
    text: &'a str,
    left: &'a [Flattened],
}

/// The keys and values of an object in their order, each key once.
#[derive(Clone, Copy, Default)]
pub(crate) struct Entries<'a> {
    values: Values<'a>,
    count: u32,
}

impl Flat {
    /// Reads a plain document; gives any other text back, be it valid or not.
    ///
    /// Plain is strict JSON of at most three levels in which every text is an id and every integer has at most 15
    /// digits: no escapes, no `null`, no fractions.
    pub(crate) fn plain(text: String) -> Result<Self, String> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, values: Vec::with_capacity(text.len() / 8) };
        match scanner.document() {
            Some(()) => Ok(Self { values: scanner.values, text }),
            None => Err(text),
        }
    }

    /// The same values as a tree's.
    pub(crate) fn of(json: &Json) -> Self {
        let mut flat = Self::default();
        flat.push(json);
        flat
    }

    /// The text that was read.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// The fields of the document with their places; none where it is no object.
    pub(crate) fn fields(&self) -> Option<impl Iterator<Item = (Name<'_>, Place, Value<'_>)>> {
        let Some(Value::Map(mut left)) = self.at(Place(0)) else { return None };
        Some(core::iter::from_fn(move || {
            // A key, then its value.
            let place = self.values.len().checked_sub(left.values.left.len())?.wrapping_add(1);
            left.next().map(|(key, value)| (key, Place(place), value))
        }))
    }

    /// The keys and values of the object at a place; none of anything else.
    pub(crate) fn entries(&self, place: Option<Place>) -> Entries<'_> {
        match place.and_then(|place| self.at(place)) {
            Some(Value::Map(entries)) => entries,
            _ => Entries::default(),
        }
    }

    /// The values of the list at a place; none of anything else.
    pub(crate) fn values(&self, place: Option<Place>) -> Values<'_> {
        match place.and_then(|place| self.at(place)) {
            Some(Value::List(values)) => values,
            _ => Values::default(),
        }
    }

    fn at(&self, Place(place): Place) -> Option<Value<'_>> {
        Values { text: &self.text, left: self.values.get(place..)? }.next()
    }

    fn push(&mut self, json: &Json) {
        let position = self.values.len();
        let value = match json {
            Json::Bool(value) => Flattened::Bool(*value),
            Json::Int(value) => Flattened::Int(*value),
            Json::Text(text) => self.keep(text),
            // No document of ours has a number with a fraction.
            Json::Null | Json::Float(_) | Json::List(_) | Json::Map(_) => Flattened::Null,
        };
        self.values.push(value);
        match json {
            Json::List(values) => values.iter().for_each(|value| self.push(value)),
            Json::Map(entries) => {
                for (key, value) in entries {
                    let key = self.keep(key);
                    self.values.push(key);
                    self.push(value);
                }
            }
            _ => return,
        }
        let count = if let Json::Map(entries) = json { Some(entries.len()) } else { None };
        close(&mut self.values, position, count);
    }

    fn keep(&mut self, text: &str) -> Flattened {
        let from = self.text.len();
        self.text.push_str(text);
        Flattened::Text { from: counted(from), to: counted(self.text.len()), mark: Name::of(text).mark() }
    }
}

/// Writes at a position that all behind it belongs to a list, or to an object of so many keys.
fn close(values: &mut [Flattened], position: usize, keys: Option<usize>) {
    let inner = counted(values.len().wrapping_sub(position).wrapping_sub(1));
    if let Some(slot) = values.get_mut(position) {
        *slot = keys.map_or(Flattened::List(inner), |keys| Flattened::Map(inner, counted(keys)));
    }
}

/// Documents are far shorter than 32 bits can count.
fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl<'a> Value<'a> {
    /// The same value as a tree.
    pub(crate) fn json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Int(value) => Json::Int(value),
            Self::Text(text) => Json::Text(text.as_str().into()),
            Self::List(values) => {
                let mut list = Vec::with_capacity(values.most());
                values.for_each(|value| list.push(value.json()));
                Json::List(list)
            }
            Self::Map(entries) => {
                let mut map = Vec::with_capacity(entries.keys());
                entries.for_each(|(key, value)| map.push((key.as_str().into(), value.json())));
                Json::Map(map)
            }
        }
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (first, behind) = self.left.split_first()?;
        self.left = behind;
        Some(match *first {
            Flattened::Null => Value::Null,
            Flattened::Bool(value) => Value::Bool(value),
            Flattened::Int(value) => Value::Int(value),
            Flattened::Text { from, to, mark } => {
                Value::Text(Name::of_marked(self.text.get(from as usize..to as usize)?, mark))
            }
            Flattened::List(inner) => Value::List(self.inner(inner)?),
            Flattened::Map(inner, count) => Value::Map(Entries { values: self.inner(inner)?, count }),
        })
    }
}

impl<'a> Values<'a> {
    /// Whether each is a text.
    pub(crate) fn are_texts(&self) -> bool {
        self.left.iter().all(|value| matches!(value, Flattened::Text { .. }))
    }

    /// How many there are, those further in among them.
    pub(crate) fn most(&self) -> usize {
        self.left.len()
    }

    /// Takes so many values away as those of one.
    fn inner(&mut self, count: u32) -> Option<Self> {
        let (inner, behind) = self.left.split_at_checked(count as usize)?;
        self.left = behind;
        Some(Self { left: inner, ..*self })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Name<'a>, Value<'a>);

    fn next(&mut self) -> Option<(Name<'a>, Value<'a>)> {
        let Some(Value::Text(key)) = self.values.next() else { return None };
        Some((key, self.values.next()?))
    }
}

impl<'a> Entries<'a> {
    /// How many keys there are; of what is left of an object, how many there were.
    pub(crate) fn keys(&self) -> usize {
        self.count as usize
    }

    /// The value of a key.
    pub(crate) fn get(mut self, wanted: Name<'_>) -> Option<Value<'a>> {
        self.find(|(key, _)| *key == wanted).map(|(_, value)| value)
    }
}

/// Deepest level of a plain document.
const DEEPEST: u32 = 3;
/// Most digits of a plain integer: any of them is within ±(2^53−1).
const MOST_DIGITS: u32 = 15;

/// Where the reading of plain text stands. Each function gives none for what is not plain.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    values: Vec<Flattened>,
}

impl Scanner<'_> {
    fn document(&mut self) -> Option<()> {
        let first = self.next();
        self.value(first, 0)?;
        let mut rest = self.bytes.get(self.at..)?.iter();
        rest.all(|byte| is_blank(*byte)).then_some(())
    }

    /// The next byte that is not blank; zero at the end, which is nowhere let in.
    fn next(&mut self) -> u8 {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at = self.at.wrapping_add(1);
            if !is_blank(*byte) {
                return *byte;
            }
        }
        0
    }

    fn value(&mut self, first: u8, depth: u32) -> Option<()> {
        let value = match first {
            b'"' => self.text()?,
            b'[' => return self.several(b']', depth),
            b'{' => return self.several(b'}', depth),
            b't' => self.word(b"rue", true)?,
            b'f' => self.word(b"alse", false)?,
            first => self.integer(first)?,
        };
        self.values.push(value);
        Some(())
    }

    /// What stands behind a quotation mark.
    fn text(&mut self) -> Option<Flattened> {
        let (bytes, from) = (self.bytes, self.at);
        let (mut to, mut so_far) = (from, 0);
        loop {
            let byte = *bytes.get(to)?;
            if !may_stand_in_id(byte) {
                let length = to.wrapping_sub(from);
                self.at = to.wrapping_add(1);
                let plain = byte == b'"' && length > 0 && length <= MAX_ID_LENGTH;
                return plain.then_some(Flattened::Text { from: counted(from), to: counted(to), mark: so_far });
            }
            so_far = mark(so_far, byte);
            to = to.wrapping_add(1);
        }
    }

    fn word(&mut self, rest: &[u8], value: bool) -> Option<Flattened> {
        let behind = self.bytes.get(self.at..)?;
        self.at = self.at.wrapping_add(rest.len());
        behind.starts_with(rest).then_some(Flattened::Bool(value))
    }

    /// An integer without a needless zero or sign. What may not stand behind it is seen by who reads on.
    fn integer(&mut self, first: u8) -> Option<Flattened> {
        let negative = first == b'-';
        if !negative {
            self.at = self.at.wrapping_sub(1);
        }
        let (mut value, mut digits) = (0_i64, 0_u32);
        while let Some(byte) = self.bytes.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            if digits == MOST_DIGITS || (digits > 0 && value == 0) {
                return None;
            }
            value = value.wrapping_mul(10).wrapping_add(i64::from(*byte & 0xf));
            digits = digits.wrapping_add(1);
            self.at = self.at.wrapping_add(1);
        }
        if digits == 0 || (negative && value == 0) {
            return None;
        }
        Some(Flattened::Int(if negative { value.wrapping_neg() } else { value }))
    }

    /// A list or an object, up to the bracket that ends it.
    fn several(&mut self, end: u8, depth: u32) -> Option<()> {
        if depth == DEEPEST {
            return None;
        }
        let position = self.values.len();
        self.values.push(Flattened::Null);
        let (keyed, mut keys, mut seen) = (end == b'}', 0_usize, 0_u64);
        let mut first = self.next();
        while first != end || self.values.len() > position.wrapping_add(1) {
            if keyed {
                if first != b'"' {
                    return None;
                }
                let key = self.text()?;
                let bit = bit(key);
                if seen & bit != 0 && self.stands(key, position) {
                    return None;
                }
                seen |= bit;
                keys = keys.wrapping_add(1);
                self.values.push(key);
                if self.next() != b':' {
                    return None;
                }
                first = self.next();
            }
            self.value(first, depth.wrapping_add(1))?;
            match self.next() {
                b',' => first = self.next(),
                other if other == end => break,
                _ => return None,
            }
        }
        close(&mut self.values, position, keyed.then_some(keys));
        Some(())
    }

    fn bytes_of(&self, text: Flattened) -> &[u8] {
        let Flattened::Text { from, to, .. } = text else { return &[] };
        self.bytes.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Whether a key stands already in the open object of a position.
    fn stands(&self, key: Flattened, position: usize) -> bool {
        let mut left = self.values.get(position.wrapping_add(1)..).unwrap_or_default();
        while let [other, value, ..] = left {
            if mark_of(*other) == mark_of(key) && self.bytes_of(*other) == self.bytes_of(key) {
                return true;
            }
            let inner = match *value {
                Flattened::List(inner) | Flattened::Map(inner, _) => inner,
                _ => 0,
            };
            left = left.get((inner as usize).wrapping_add(2)..).unwrap_or_default();
        }
        false
    }
}

fn mark_of(text: Flattened) -> u32 {
    if let Flattened::Text { mark, .. } = text { mark } else { 0 }
}

/// One bit of 64, the same for the same key: most keys are compared with none.
fn bit(key: Flattened) -> u64 {
    1_u64.wrapping_shl(mark_of(key).wrapping_mul(0x9e37_79b9).wrapping_shr(26))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
