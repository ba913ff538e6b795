//! The pack dialect: every field declared and typed, every operator total, unknown when missing.

use crate::Error;
use crate::condition::fault::{Fault, Flaw};
use crate::condition::tree::{Asked, Branch, Logic, Operator, below};
use crate::condition::{FieldKind, Fields, Truth};
use crate::date::Date;
use crate::id::Id;
use crate::json::Json;
use crate::terms::options::MAX_OPTIONS;
use crate::terms::{FieldIndex, OptionSet};

/// Most nodes of one condition.
pub const MAX_NODES: usize = 1_000;
/// Most entries of one list of options, integers or dates.
pub const MAX_LIST: usize = 256;

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The position of the option.
    Choice(u16),
    /// Options by position.
    Set {
        /// Options that are in the set.
        has: OptionSet,
        /// Options that may be in it.
        open: OptionSet,
    },
    /// An integer; of a share, halves of basis points.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// Days since 1970-01-01.
    Date(i32),
}

/// What conditions are asked about.
pub trait Facts {
    /// The value of a field; none while it is missing.
    fn value(&self, field: FieldIndex) -> Option<Value>;

    /// Whether the field has a value; unknown for who sees only a part of what there is.
    fn exists(&self, field: FieldIndex) -> Truth {
        self.value(field).is_some().into()
    }
}

/// A compiled condition of the pack dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    node: Node,
}

/// One node of a compiled condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every part holds.
    All(Vec<Node>),
    /// At least one part holds.
    Any(Vec<Node>),
    /// The part does not hold.
    Not(Box<Node>),
    /// The field has a value: never unknown where all of a case is seen.
    Exists(FieldIndex),
    /// The field's value passes.
    Test(FieldIndex, Test),
}

/// What a field's value has to pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The choice is one of these options.
    OneOf(OptionSet),
    /// The boolean is this.
    Is(bool),
    /// The integer, the share's halves of basis points, or the day's number, is within these ends.
    Within(i64, i64),
    /// The integer, the share's halves of basis points, or the day's number, is one of these.
    Among(Vec<i64>),
    /// The set has any of these options.
    HasAny(OptionSet),
    /// The set has all of these options.
    HasAll(OptionSet),
    /// The set has between these many options.
    Size(u32, u32),
}

impl Condition {
    /// Compiles a condition over declared fields.
    ///
    /// # Errors
    /// With a JSON pointer below `at`: an unknown field, option or operator, a type mismatch, `null`,
    /// an empty list or object, a range on a text.
    pub fn compile(json: &Json, fields: &Fields, at: &str) -> Result<Self, Error> {
        Self::read(json, fields, at).map_err(Error::from)
    }

    pub(super) fn read<'a>(json: &'a Json, fields: &'a Fields, at: &str) -> Result<Self, Fault<'a>> {
        let mut compiler = Compiler { fields, nodes: 0 };
        Ok(Self { node: compiler.branch(&Branch::read(json, at)?)? })
    }

    /// Whether it holds.
    pub fn eval(&self, facts: &impl Facts) -> Truth {
        self.node.eval(facts)
    }

    /// The compiled tree.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The fields that it reads, as often as it reads them.
    pub fn fields(&self) -> impl Iterator<Item = FieldIndex> {
        let mut fields = Vec::new();
        self.node.fields(&mut fields);
        fields.into_iter()
    }
}

impl Node {
    fn eval(&self, facts: &impl Facts) -> Truth {
        match self {
            Self::All(parts) => fold(parts, facts, Truth::True, Truth::and),
            Self::Any(parts) => fold(parts, facts, Truth::False, Truth::or),
            Self::Not(part) => part.eval(facts).negate(),
            Self::Exists(field) => facts.exists(*field),
            Self::Test(field, test) => facts.value(*field).map_or(Truth::Unknown, |value| test.eval(value)),
        }
    }

    fn fields(&self, to: &mut Vec<FieldIndex>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.fields(to)),
            Self::Not(part) => part.fields(to),
            Self::Exists(field) | Self::Test(field, _) => to.push(*field),
        }
    }
}

/// Folds until nothing can change any more.
fn fold(parts: &[Node], facts: &impl Facts, neutral: Truth, combine: fn(Truth, Truth) -> Truth) -> Truth {
    let settled = neutral.negate();
    let mut truth = neutral;
    for part in parts {
        truth = combine(truth, part.eval(facts));
        if truth == settled {
            break;
        }
    }
    truth
}

impl Test {
    /// Whether a value of the field's type passes.
    #[must_use]
    pub fn eval(&self, value: Value) -> Truth {
        match (self, value) {
            (Self::OneOf(options), Value::Choice(position)) => options.contains(position.into()).into(),
            (Self::Is(wanted), Value::Boolean(value)) => (*wanted == value).into(),
            (Self::Within(least, most), Value::Integer(value)) => (*least <= value && value <= *most).into(),
            (Self::Within(least, most), Value::Date(days)) => {
                (*least <= days.into() && i64::from(days) <= *most).into()
            }
            (Self::Among(list), Value::Integer(value)) => list.contains(&value).into(),
            (Self::Among(list), Value::Date(days)) => list.contains(&days.into()).into(),
            (Self::HasAny(options), Value::Set { has, open }) => {
                if options.meets(has) {
                    Truth::True
                } else {
                    unless_open(*options & open)
                }
            }
            (Self::HasAll(options), Value::Set { has, open }) => {
                let rest = options.without(has);
                if rest.is_empty() {
                    Truth::True
                } else if !rest.without(open).is_empty() {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
            (Self::Size(least, most), Value::Set { has, open }) => {
                let (fewest, greatest) = (has.len(), (has | open).len());
                if *least <= fewest && greatest <= *most {
                    Truth::True
                } else if greatest < *least || *most < fewest {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
            // INVARIANT: a field's value has the field's type, and a test was compiled for that type.
            _ => Truth::Unknown,
        }
    }
}

fn unless_open(open: OptionSet) -> Truth {
    if open.is_empty() { Truth::False } else { Truth::Unknown }
}

struct Compiler<'a> {
    fields: &'a Fields,
    nodes: usize,
}

impl<'a> Compiler<'a> {
    fn branch(&mut self, branch: &Branch<'a>) -> Result<Node, Fault<'a>> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > MAX_NODES {
            return Err(Flaw::TooManyParts.at(&branch.at, "", branch.json));
        }
        match &branch.logic {
            Logic::All(parts) => Ok(single(self.parts(parts, branch)?, Node::All)),
            Logic::Any(parts) => Ok(single(self.parts(parts, branch)?, Node::Any)),
            Logic::None(parts) => Ok(Node::Not(Box::new(Node::Any(self.parts(parts, branch)?)))),
            Logic::Not(part) => Ok(Node::Not(Box::new(self.branch(part)?))),
            Logic::Field(name, asked) => self.field(name, asked, branch),
        }
    }

    fn parts(&mut self, parts: &[Branch<'a>], of: &Branch<'a>) -> Result<Vec<Node>, Fault<'a>> {
        if parts.is_empty() {
            return Err(Flaw::Empty.at(&of.at, "", of.json));
        }
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts {
            nodes.push(self.branch(part)?);
        }
        Ok(nodes)
    }

    fn field(&mut self, name: &'a str, asked: &Asked<'a>, of: &Branch<'a>) -> Result<Node, Fault<'a>> {
        let fields = self.fields;
        let found = fields.index_of(name).and_then(|field| Some((field, fields.kind_of(field)?)));
        let Some((field, kind)) = found else {
            let flaw = if name.starts_with('$') { Flaw::UnknownOperator } else { Flaw::UnknownField };
            return Err(flaw.at(&of.at, name, of.json));
        };
        let target = Target { field, kind, operator: "" };
        match asked {
            Asked::Equals(value) => target.equals(value, &of.at),
            Asked::Operators(operators) => self.operators(target, operators),
        }
    }

    /// Every operator has to hold.
    fn operators(&mut self, target: Target<'a>, operators: &[Operator<'a>]) -> Result<Node, Fault<'a>> {
        let mut tests = Vec::with_capacity(operators.len());
        for operator in operators {
            tests.push(self.operator(target, operator)?);
        }
        Ok(single(tests, Node::All))
    }

    fn operator(&mut self, target: Target<'a>, operator: &Operator<'a>) -> Result<Node, Fault<'a>> {
        self.nodes = self.nodes.saturating_add(1);
        let at = &operator.at;
        let target = Target { operator: operator.name, ..target };
        let not = |node: Node| Node::Not(Box::new(node));
        match (operator.name, operator.operand) {
            ("$eq", value) => target.equals(value, at),
            ("$ne", value) => target.equals(value, at).map(not),
            ("$in", value) => target.any_of(value, at),
            ("$nin", value) => target.any_of(value, at).map(not),
            ("$exists", Json::Bool(true)) => Ok(Node::Exists(target.field)),
            ("$exists", Json::Bool(false)) => Ok(not(Node::Exists(target.field))),
            ("$gt" | "$gte" | "$lt" | "$lte", value) => target.range(value, at),
            ("$all", value) => target.all_of(value, at),
            ("$size", value) => target.size(value, at),
            ("$not", value) => match Asked::read(value, at) {
                Asked::Operators(operators) => self.operators(target, &operators).map(not),
                Asked::Equals(_) => Err(target.mismatch(value, at)),
            },
            (_, value) => Err(target.mismatch(value, at)),
        }
    }
}

/// One part alone needs no combination.
fn single(mut parts: Vec<Node>, combine: fn(Vec<Node>) -> Node) -> Node {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            combine(parts)
        }
        None => combine(parts),
    }
}

/// The field that an operator is about.
#[derive(Clone, Copy)]
struct Target<'a> {
    field: FieldIndex,
    kind: &'a FieldKind,
    /// The operator that is read; empty where a value alone is asked for.
    operator: &'a str,
}

impl<'a> Target<'a> {
    fn test(self, test: Test) -> Node {
        Node::Test(self.field, test)
    }

    fn fault(self, flaw: Flaw, found: &'a Json, at: &str) -> Fault<'a> {
        Fault { kind: Some(self.kind), ..flaw.at(at, self.operator, found) }
    }

    fn mismatch(self, found: &'a Json, at: &str) -> Fault<'a> {
        self.fault(Flaw::Mismatch, found, at)
    }

    fn equals(self, value: &'a Json, at: &str) -> Result<Node, Fault<'a>> {
        match (self.kind, value) {
            (FieldKind::Boolean, Json::Bool(wanted)) => Ok(self.test(Test::Is(*wanted))),
            (FieldKind::Choice(options), Json::Text(_)) => Ok(self.test(Test::OneOf(self.option(options, value, at)?))),
            (FieldKind::Integer { .. } | FieldKind::Share { .. } | FieldKind::Date, value) => {
                let number = self.number(value, at)?;
                Ok(self.test(Test::Within(number, number)))
            }
            _ => Err(self.mismatch(value, at)),
        }
    }

    fn any_of(self, value: &'a Json, at: &str) -> Result<Node, Fault<'a>> {
        let list = self.list(value, at)?;
        match self.kind {
            FieldKind::Choice(options) => Ok(self.test(Test::OneOf(self.options(options, list, at)?))),
            FieldKind::Set(options) => Ok(self.test(Test::HasAny(self.options(options, list, at)?))),
            FieldKind::Integer { .. } | FieldKind::Share { .. } | FieldKind::Date => {
                let mut numbers = Vec::with_capacity(list.len());
                for (n, value) in list.iter().enumerate() {
                    numbers.push(self.number(value, &below(at, &n.to_string()))?);
                }
                Ok(self.test(Test::Among(numbers)))
            }
            FieldKind::Boolean => Err(self.mismatch(value, at)),
        }
    }

    fn all_of(self, value: &'a Json, at: &str) -> Result<Node, Fault<'a>> {
        match self.kind {
            FieldKind::Set(options) => {
                let list = self.list(value, at)?;
                Ok(self.test(Test::HasAll(self.options(options, list, at)?)))
            }
            _ => Err(self.mismatch(value, at)),
        }
    }

    fn size(self, value: &'a Json, at: &str) -> Result<Node, Fault<'a>> {
        let FieldKind::Set(_) = self.kind else { return Err(self.mismatch(value, at)) };
        let count = |value: &'a Json, at: &str| match value {
            Json::Int(count) => u32::try_from(*count).map_err(|_| self.fault(Flaw::SizeRange, value, at)),
            _ => Err(self.mismatch(value, at)),
        };
        let Json::Map(bounds) = value else {
            let size = count(value, at)?;
            return Ok(self.test(Test::Size(size, size)));
        };
        let (mut least, mut most) = (0, u32::MAX);
        for (name, value) in bounds {
            let at = below(at, name);
            match name.as_str() {
                "$gte" => least = count(value, &at)?,
                "$lte" => most = count(value, &at)?,
                _ => return Err(Flaw::SizeOperator.at(&at, name, value)),
            }
        }
        if bounds.is_empty() {
            return Err(self.fault(Flaw::Empty, value, at));
        }
        Ok(self.test(Test::Size(least, most)))
    }

    fn range(self, value: &'a Json, at: &str) -> Result<Node, Fault<'a>> {
        let number = self.number(value, at)?;
        let (least, most) = match self.operator {
            "$gt" => (number.saturating_add(1), i64::MAX),
            "$gte" => (number, i64::MAX),
            "$lt" => (i64::MIN, number.saturating_sub(1)),
            _ => (i64::MIN, number),
        };
        Ok(self.test(Test::Within(least, most)))
    }

    /// An integer, a share's halves of basis points, or a day's number.
    fn number(self, value: &'a Json, at: &str) -> Result<i64, Fault<'a>> {
        match (self.kind, value) {
            (FieldKind::Integer { min, max } | FieldKind::Share { min, max }, Json::Int(number)) => {
                let within = min.is_none_or(|min| min <= *number) && max.is_none_or(|max| *number <= max);
                if !within {
                    return Err(self.fault(Flaw::OutsideRange, value, at));
                }
                Ok(if matches!(self.kind, FieldKind::Share { .. }) { number.saturating_mul(2) } else { *number })
            }
            (FieldKind::Date, Json::Text(text)) => match Date::parse(text) {
                Some(date) => Ok(date.days().into()),
                None => Err(self.fault(Flaw::NotADay, value, at)),
            },
            _ => Err(self.mismatch(value, at)),
        }
    }

    fn list(self, value: &'a Json, at: &str) -> Result<&'a [Json], Fault<'a>> {
        match value {
            Json::List(list) if list.len() > MAX_LIST => Err(self.fault(Flaw::LongList, value, at)),
            Json::List(list) if !list.is_empty() => Ok(list),
            _ => Err(self.mismatch(value, at)),
        }
    }

    fn options(self, options: &[Id], list: &'a [Json], at: &str) -> Result<OptionSet, Fault<'a>> {
        let mut set = OptionSet::EMPTY;
        for (n, value) in list.iter().enumerate() {
            set |= self.option(options, value, &below(at, &n.to_string()))?;
        }
        Ok(set)
    }

    fn option(self, options: &[Id], value: &'a Json, at: &str) -> Result<OptionSet, Fault<'a>> {
        let Json::Text(id) = value else { return Err(self.mismatch(value, at)) };
        match options.iter().position(|option| option.as_str() == id) {
            Some(position) if position < MAX_OPTIONS => Ok(OptionSet::one(position)),
            Some(_) => Err(self.fault(Flaw::TooManyOptions, value, at)),
            None => Err(self.fault(Flaw::UnknownOption, value, at)),
        }
    }
}
