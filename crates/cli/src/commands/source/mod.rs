//! A pack as its author writes it: YAML, with comments and with what is said once and used in several places, made into the
//! JSON that a pack is. What is wrong is told at the author's own line.
//!
//! Takes text, gives JSON and the place of each of its parts. Anchors (`&name`, `*name`) and merges (`<<`) are YAML's own;
//! what stands at the top under a name that begins with `x-` is there to be named and goes into no pack.

mod yaml;

use std::collections::BTreeMap;

use prescreen::json::MAX_INTEGER;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::{Code, Error};
use serde_json::{Map, Value};

use self::yaml::{Content, Fault, Node};
use super::locate::Position;
use super::{Document, InputError};

/// What is only there to be named.
const SHARED: &str = "x-";
/// Where another map's entries go into this one.
const MERGE: &str = "<<";

/// A pack and where its parts stand in the author's file.
pub struct Source {
    /// The pack, not yet checked.
    pub json: Value,
    /// Of each part, by its JSON pointer.
    places: BTreeMap<String, Position>,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// The first place that could be no part of a pack.
    pub fn read(file: &Document) -> Result<Self, Vec<InputError>> {
        let made = yaml::read(&file.text).and_then(|root| {
            let mut making = Making { places: BTreeMap::new(), bytes: 0 };
            let json = making.value(&root, &mut String::new(), true)?;
            Ok(Self { json, places: making.places })
        });
        made.map_err(|Fault { at, message, help }| {
            let error = InputError { help: help.into(), ..InputError::of(Error::new(Code::Syntax, "", &message)) };
            vec![InputError { file: file.name.clone(), line: Some(at.line), column: Some(at.column), ..error }]
        })
    }

    /// The error with the author's file and the place in it: of the part that it is about, else of the nearest around it.
    pub fn problem(&self, file: &Document, error: Error) -> InputError {
        let mut pointer = error.at.as_str();
        let place = loop {
            match self.places.get(pointer) {
                Some(place) => break Some(*place),
                None => match pointer.rfind('/') {
                    Some(end) => pointer = pointer.get(..end).unwrap_or_default(),
                    None => break None,
                },
            }
        };
        let problem = InputError::of(error);
        let (line, column) = (place.map(|place| place.line), place.map(|place| place.column));
        InputError { file: file.name.clone(), line, column, ..problem }
    }
}

/// A field with its place and its value.
type Entry<'a> = (&'a str, Position, &'a Node);

struct Making {
    places: BTreeMap<String, Position>,
    /// What the pack has come to: what is named often is as large as where it stands.
    bytes: usize,
}

impl Making {
    fn value(&mut self, node: &Node, at: &mut String, is_top: bool) -> Result<Value, Fault> {
        self.places.entry(at.clone()).or_insert(node.at);
        match &node.content {
            Content::Scalar { text, is_plain } => {
                self.count(text.len(), node)?;
                if *is_plain { plain(text, node.at) } else { Ok(Value::String(text.clone())) }
            }
            Content::List(elements) => {
                let mut list = Vec::new();
                for (place, element) in elements.iter().enumerate() {
                    list.push(self.part(element, at, &place.to_string(), element.at)?);
                }
                Ok(Value::Array(list))
            }
            Content::Map(_) => {
                let mut map = Map::new();
                for (name, place, value) in self.entries(node)? {
                    if is_top && name.starts_with(SHARED) {
                        continue;
                    }
                    let part = self.part(value, at, name, place)?;
                    map.insert(name.to_owned(), part);
                }
                Ok(Value::Object(map))
            }
        }
    }

    fn part(&mut self, node: &Node, at: &mut String, name: &str, place: Position) -> Result<Value, Fault> {
        self.count(name.len().saturating_add(4), node)?;
        let around = at.len();
        at.push('/');
        at.push_str(&name.replace('~', "~0").replace('/', "~1"));
        self.places.insert(at.clone(), place);
        let value = self.value(node, at, false);
        at.truncate(around);
        value
    }

    /// The entries of a map, those merged into it after its own, which come first where both have a name.
    fn entries<'a>(&mut self, node: &'a Node) -> Result<Vec<Entry<'a>>, Fault> {
        self.count(1, node)?;
        let Content::Map(own) = &node.content else {
            return Err(Fault::new(
                node.at,
                "something else than a map is merged in",
                "Name a map, or a list of maps.",
            ));
        };
        let (merged, own): (Vec<_>, Vec<_>) = own.iter().partition(|(name, ..)| name == MERGE);
        let mut all: Vec<Entry<'a>> = own.into_iter().map(|(name, at, value)| (name.as_str(), *at, &**value)).collect();
        for (_, _, merged) in merged {
            let maps = match &merged.content {
                Content::List(maps) => maps.as_slice(),
                _ => core::slice::from_ref(merged),
            };
            for map in maps {
                for entry in self.entries(map)? {
                    if !all.iter().any(|(name, ..)| *name == entry.0) {
                        all.push(entry);
                    }
                }
            }
        }
        Ok(all)
    }

    fn count(&mut self, bytes: usize, node: &Node) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(bytes);
        let is_too_large =
            || Fault::new(node.at, format!("the pack has more than {MAX_PACK_BYTES} bytes"), "Name less.");
        (self.bytes <= MAX_PACK_BYTES).then_some(()).ok_or_else(is_too_large)
    }
}

/// A scalar without quotation marks, as YAML 1.2 reads it (its core schema); what would be read in silence as something else
/// than was meant is refused.
fn plain(text: &str, at: Position) -> Result<Value, Fault> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole {
        let number = text.parse::<i64>().ok().filter(|number| number.unsigned_abs() <= MAX_INTEGER.unsigned_abs());
        return match number {
            Some(number) if digits == "0" || !digits.starts_with('0') => Ok(Value::from(number)),
            Some(_) => {
                Err(Fault::new(at, format!("'{text}' may be a number or a text"), "Put a text in quotation marks."))
            }
            None => Err(Fault::new(at, format!("'{text}' is too large a number"), "Put a text in quotation marks.")),
        };
    }
    if is_number_of_another_kind(digits) {
        let help = "A pack has whole numbers: minor units, months, basis points. Put a text in quotation marks.";
        return Err(Fault::new(at, format!("'{text}' is a number that is not whole"), help));
    }
    Ok(Value::String(text.to_owned()))
}

/// Whether YAML reads it as a number, though not as a whole one in decimal digits.
fn is_number_of_another_kind(digits: &str) -> bool {
    let in_base = |prefix: &str, base: u32| {
        digits
            .strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_digit(base)))
    };
    let is_named = matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    let has_figures = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    is_named || in_base("0x", 16) || in_base("0o", 8) || (has_figures && digits.parse::<f64>().is_ok())
}
