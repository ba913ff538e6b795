//! A small world to state conditions about: five fields, a person, and the conditions over them.

pub mod naive;

use prescreen::Error;
use prescreen::condition::{Condition, Facts, Field, FieldKind, Fields, Value};
use prescreen::date::Date;
use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::terms::{FieldIndex, OptionSet};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value as Any, json};

pub const CHANNELS: [&str; 3] = ["web", "app", "branch"];
pub const KINDS: [&str; 4] = ["small", "large", "total", "none"];
pub const DAYS: [&str; 5] = ["1900-01-01", "1969-12-31", "1970-01-01", "2004-02-29", "2200-12-31"];
pub const LOSSES: &str = "losses";

/// Everything there is to know about somebody.
#[derive(Debug, Clone)]
pub struct Person {
    pub channel: usize,
    /// Bits in the order of [`KINDS`].
    pub losses: u64,
    pub age: i64,
    pub resident: bool,
    pub born: &'static str,
}

impl Person {
    pub fn example() -> Self {
        Self { channel: 0, losses: 1, age: 3, resident: true, born: DAYS[3] }
    }

    pub fn any() -> impl Strategy<Value = Self> {
        (0..CHANNELS.len(), 0_u64..16, 0_i64..=10, any::<bool>(), select(&DAYS[..]))
            .prop_map(|(channel, losses, age, resident, born)| Self { channel, losses, age, resident, born })
    }

    pub fn knowing_all(&self) -> Known {
        self.hiding([false; 5], 0)
    }

    /// What is left when fields are hidden, and the losses in `open` are not known either way.
    pub fn hiding(&self, hidden: [bool; 5], open: u64) -> Known {
        let values = [
            Value::Choice(self.channel.try_into().unwrap()),
            Value::Set { has: OptionSet::from_bits(self.losses & !open), open: OptionSet::from_bits(open) },
            Value::Integer(self.age),
            Value::Boolean(self.resident),
            Value::Date(Date::parse(self.born).unwrap().days()),
        ];
        Known(core::array::from_fn(|field| (!hidden[field]).then_some(values[field])))
    }
}

pub struct Known([Option<Value>; 5]);

impl Facts for Known {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        self.0[field.get()]
    }
}

pub fn fields() -> Fields {
    let ids = |names: &[&str]| names.iter().map(|name| Id::try_from(name.to_string()).unwrap()).collect();
    let kinds = [
        ("channel", FieldKind::Choice(ids(&CHANNELS))),
        (LOSSES, FieldKind::Set(ids(&KINDS))),
        ("age", FieldKind::Integer { min: Some(0), max: Some(10) }),
        ("resident", FieldKind::Boolean),
        ("born", FieldKind::Date),
    ];
    Fields::new(
        kinds.into_iter().map(|(name, kind)| Field { name: Id::try_from(String::from(name)).unwrap(), kind }).collect(),
    )
}

pub fn compile(condition: &Any) -> Result<Condition, Error> {
    compile_text(&condition.to_string())
}

pub fn compile_text(condition: &str) -> Result<Condition, Error> {
    Condition::compile(&Json::parse(condition, 100_000).unwrap(), &fields(), "")
}

/// Any condition of the pack dialect.
pub fn condition() -> impl Strategy<Value = Any> {
    let exists = (field(), any::<bool>()).prop_map(|(name, exists)| json!({ name: { "$exists": exists } }));
    combined(prop_oneof![8 => test(), 1 => exists].boxed())
}

/// Any condition without `$exists`, which is about what is known rather than what is so.
pub fn total_condition() -> impl Strategy<Value = Any> {
    combined(test())
}

fn field() -> impl Strategy<Value = &'static str> {
    select(vec!["channel", LOSSES, "age", "resident", "born"])
}

fn combined(leaf: BoxedStrategy<Any>) -> impl Strategy<Value = Any> {
    leaf.prop_recursive(3, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            (select(vec!["$and", "$or", "$nor"]), list).prop_map(|(name, parts)| json!({ name: parts })),
            inner.clone().prop_map(|part| json!({ "$not": part })),
            (inner.clone(), inner).prop_map(|(one, other)| {
                let mut both = one.as_object().unwrap().clone();
                both.extend(other.as_object().unwrap().clone());
                Any::Object(both)
            }),
        ]
    })
}

fn test() -> BoxedStrategy<Any> {
    let number = || (0_i64..=10).prop_map(Any::from);
    let day = || select(&DAYS[..]).prop_map(Any::from);
    prop_oneof![
        about("channel", choice()),
        about(LOSSES, set()),
        about("age", ordered(number().boxed())),
        about("born", ordered(day().boxed())),
        about("resident", boolean()),
    ]
    .boxed()
}

/// A field with operators, with their negation, or with two of them at once.
fn about(name: &'static str, operators: BoxedStrategy<Any>) -> BoxedStrategy<Any> {
    let both = (operators.clone(), operators.clone()).prop_map(|(one, other)| match (one, other) {
        (Any::Object(mut one), Any::Object(other)) => {
            one.extend(other);
            Any::Object(one)
        }
        (one, _) => one,
    });
    let not = operators.clone().prop_map(|asked| if asked.is_object() { json!({ "$not": asked }) } else { asked });
    prop_oneof![2 => operators, 1 => both, 1 => not].prop_map(move |asked| json!({ name: asked })).boxed()
}

fn choice() -> BoxedStrategy<Any> {
    let list = subsequence(&CHANNELS[..], 1..=2);
    prop_oneof![
        select(&CHANNELS[..]).prop_map(Any::from),
        (select(vec!["$eq", "$ne"]), select(&CHANNELS[..])).prop_map(|(name, option)| json!({ name: option })),
        (select(vec!["$in", "$nin"]), list).prop_map(|(name, options)| json!({ name: options })),
    ]
    .boxed()
}

fn set() -> BoxedStrategy<Any> {
    let list = subsequence(&KINDS[..], 1..=3);
    prop_oneof![
        (select(vec!["$in", "$nin", "$all"]), list).prop_map(|(name, options)| json!({ name: options })),
        (0..5).prop_map(|size| json!({ "$size": size })),
        (0..5, 0..5).prop_map(|(least, most)| json!({ "$size": { "$gte": least, "$lte": most } })),
    ]
    .boxed()
}

fn ordered(value: BoxedStrategy<Any>) -> BoxedStrategy<Any> {
    let one = select(vec!["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"]);
    prop_oneof![
        value.clone(),
        (one, value.clone()).prop_map(|(name, value)| json!({ name: value })),
        (select(vec!["$in", "$nin"]), prop::collection::vec(value, 1..4))
            .prop_map(|(name, list)| json!({ name: list })),
    ]
    .boxed()
}

fn boolean() -> BoxedStrategy<Any> {
    prop_oneof![
        any::<bool>().prop_map(Any::from),
        (select(vec!["$eq", "$ne"]), any::<bool>()).prop_map(|(name, value)| json!({ name: value })),
    ]
    .boxed()
}
