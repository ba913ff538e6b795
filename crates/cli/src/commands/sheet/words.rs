//! Conditions in words.
//!
//! Takes a condition as the pack writes it, gives a [`Phrase`] over the pack's own texts: names of
//! questions and facts, options, amounts with their currency. The pack is loaded, so that every
//! field and operator in it is known.

use prescreen::Pack;
use prescreen::json::Json;
use prescreen::pack::schema::{Fact, FactKind, Item, ItemKind, Mark};

use super::language::Language;

/// A condition in words.
#[derive(Debug, PartialEq, Eq)]
pub enum Phrase {
    /// One comparison.
    Plain(String),
    /// All of these hold.
    Every(Vec<Phrase>),
    /// At least one of these holds.
    Any(Vec<Phrase>),
    /// None of these holds.
    Neither(Vec<Phrase>),
}

/// What puts conditions into the words of a locale.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub pack: &'a Pack,
    pub locale: &'a str,
    pub language: Language,
}

/// What a condition's key names.
enum Field<'a> {
    Item(usize, &'a Item),
    Fact(&'a Fact),
    BuiltIn(&'a str),
}

impl<'a> Words<'a> {
    /// A condition.
    pub fn phrase(&self, condition: &Json) -> Phrase {
        let Json::Map(entries) = condition else { return Phrase::Plain(condition.canonical()) };
        let mut phrases: Vec<Phrase> = entries.iter().map(|(key, value)| self.entry(key, value)).collect();
        if phrases.len() == 1 {
            return phrases.swap_remove(0);
        }
        Phrase::Every(phrases)
    }

    /// A text of the pack.
    pub fn text(&self, key: &str) -> &'a str {
        self.pack.text(self.locale, key).unwrap_or_default()
    }

    fn entry(&self, key: &str, value: &Json) -> Phrase {
        let list = |value: &Json| match value {
            Json::List(conditions) => conditions.iter().map(|condition| self.phrase(condition)).collect(),
            other => vec![self.phrase(other)],
        };
        match key {
            "$and" => Phrase::Every(list(value)),
            "$or" => Phrase::Any(list(value)),
            "$nor" | "$not" => Phrase::Neither(list(value)),
            _ => self.comparisons(&self.field(key), value),
        }
    }

    fn comparisons(&self, field: &Field<'_>, value: &Json) -> Phrase {
        let Json::Map(operators) = value else { return self.comparison(field, "$eq", value) };
        let each = operators.iter().map(|(operator, operand)| match operator.as_str() {
            "$not" => Phrase::Neither(vec![self.comparisons(field, operand)]),
            operator => self.comparison(field, operator, operand),
        });
        let mut phrases: Vec<Phrase> = each.collect();
        if phrases.len() == 1 {
            return phrases.swap_remove(0);
        }
        Phrase::Every(phrases)
    }

    fn comparison(&self, field: &Field<'_>, operator: &str, operand: &Json) -> Phrase {
        let name = self.name(field);
        if let ("$eq" | "$ne", Json::Bool(value)) = (operator, operand) {
            return Phrase::Plain(self.yes_or_no(field, &name, *value == (operator == "$eq")));
        }
        let value = self.values(field, operand);
        let verb = self.verb(field, operator, operand);
        Phrase::Plain(match operator {
            "$exists" => format!("{name}{verb}"),
            "$size" => format!("{name}{verb} {}", self.size(operand)),
            _ => format!("{name}{verb}{}{value}", self.language.pick(" ", "")),
        })
    }

    fn verb(&self, field: &Field<'_>, operator: &str, operand: &Json) -> &'static str {
        let set = match field {
            Field::Item(_, item) => item.kind == ItemKind::Multiple,
            Field::BuiltIn(name) => matches!(*name, "marks" | "tags"),
            Field::Fact(_) => false,
        };
        let one = matches!(operand, Json::List(list) if list.len() == 1);
        let date = matches!(field, Field::Fact(fact) if fact.kind == FactKind::Date);
        let pick = |english, chinese| self.language.pick(english, chinese);
        match operator {
            "$eq" => pick(" is", "为"),
            "$ne" => pick(" is not", "不为"),
            "$in" if set && one => pick(" includes", "包含"),
            "$in" if set => pick(" includes any of", "包含任一："),
            "$in" if one => pick(" is", "为"),
            "$in" => pick(" is one of", "属于："),
            "$nin" if set && one => pick(" does not include", "不包含"),
            "$nin" if set => pick(" includes none of", "不包含任何："),
            "$nin" if one => pick(" is not", "不为"),
            "$nin" => pick(" is none of", "不属于："),
            "$all" => pick(" includes all of", "包含全部："),
            "$size" => pick(": number chosen is", "的选择数量为"),
            "$exists" if *operand == Json::Bool(false) => pick(" is not known", "未知"),
            "$exists" => pick(" is known", "已知"),
            "$gt" if date => pick(" is after", "晚于"),
            "$gt" => pick(" is more than", "高于"),
            "$gte" if date => pick(" is on or after", "不早于"),
            "$gte" => pick(" is at least", "不低于"),
            "$lt" if date => pick(" is before", "早于"),
            "$lt" => pick(" is less than", "低于"),
            "$lte" if date => pick(" is on or before", "不晚于"),
            _ => pick(" is at most", "不高于"),
        }
    }

    fn size(&self, operand: &Json) -> String {
        let Json::Map(bounds) = operand else { return operand.canonical() };
        let bound = |(operator, bound): &(String, Json)| {
            let verb = if operator == "$gte" {
                self.language.pick("at least ", "至少 ")
            } else {
                self.language.pick("at most ", "至多 ")
            };
            format!("{verb}{}", bound.canonical())
        };
        bounds.iter().map(bound).collect::<Vec<_>>().join(self.language.comma())
    }

    fn yes_or_no(&self, field: &Field<'_>, name: &str, yes: bool) -> String {
        let pick = |english, chinese| String::from(self.language.pick(english, chinese));
        let Field::BuiltIn(built_in) = field else {
            return format!("{name}{}", if yes { pick(": yes", "：是") } else { pick(": no", "：否") });
        };
        match (*built_in, yes) {
            ("grade_fits", true) => {
                pick("the product's grade is within the class's reach", "产品等级在投资者类别可匹配范围内")
            }
            ("grade_fits", false) => {
                pick("the product's grade is above the class's reach", "产品等级高于投资者类别可匹配范围")
            }
            ("term_fits", true) => pick("the product's term matches the answer", "产品期限与答案相符"),
            ("term_fits", false) => pick("the product's term does not match the answer", "产品期限与答案不符"),
            ("type_fits", true) => pick("the product's type matches the answer", "产品类型与答案相符"),
            _ => pick("the product's type does not match the answer", "产品类型与答案不符"),
        }
    }

    fn field<'b>(&'b self, key: &'b str) -> Field<'b> {
        let document = self.pack.document();
        if let Some((n, item)) =
            document.items().zip(1..).find(|(item, _)| item.id.as_str() == key).map(|(i, n)| (n, i))
        {
            return Field::Item(n, item);
        }
        document.facts.iter().find(|fact| fact.id.as_str() == key).map_or(Field::BuiltIn(key), Field::Fact)
    }

    fn name(&self, field: &Field<'_>) -> String {
        let pick = |english, chinese| String::from(self.language.pick(english, chinese));
        match field {
            Field::Item(n, item) => {
                let question = self.language.quoted(self.text(&format!("item.{}", item.id)));
                match self.language {
                    Language::English => format!("answer {n} {question}"),
                    Language::Chinese => format!("第 {n} 题{question}的答案"),
                }
            }
            Field::Fact(fact) => self.text(&format!("fact.{}", fact.id)).into(),
            Field::BuiltIn("marks") => pick("what the answers amount to", "答案的含义"),
            Field::BuiltIn("class") => pick("investor class", "投资者类别"),
            Field::BuiltIn("grade") => pick("product grade", "产品风险等级"),
            Field::BuiltIn("type") => pick("product type", "产品类型"),
            Field::BuiltIn("term") => pick("product term", "产品期限"),
            Field::BuiltIn("tags") => pick("product tags", "产品标签"),
            Field::BuiltIn(other) => (*other).into(),
        }
    }

    fn values(&self, field: &Field<'_>, operand: &Json) -> String {
        match operand {
            Json::List(values) => {
                let values: Vec<String> = values.iter().map(|value| self.value(field, value)).collect();
                values.join(self.language.comma())
            }
            value => self.value(field, value),
        }
    }

    fn value(&self, field: &Field<'_>, value: &Json) -> String {
        match (field, value) {
            (Field::Fact(fact), Json::Int(number)) => {
                self.language.counted(*number, fact.unit, fact.currency.as_deref())
            }
            (_, Json::Int(number)) => super::language::grouped(*number),
            (_, Json::Bool(true)) => self.language.pick("yes", "是").into(),
            (_, Json::Bool(false)) => self.language.pick("no", "否").into(),
            (Field::Item(_, item), Json::Text(id)) => {
                self.language.quoted(self.text(&format!("option.{}.{id}", item.id)))
            }
            (Field::Fact(fact), Json::Text(id)) if fact.kind == FactKind::Choice => {
                self.language.quoted(self.text(&format!("fact.{}.{id}", fact.id)))
            }
            (Field::BuiltIn("marks"), Json::Text(id)) => {
                let mark = Mark::ALL.into_iter().find(|mark| mark.word() == id);
                self.language.quoted(mark.map_or(id, |mark| self.language.mark(mark)))
            }
            (Field::BuiltIn(name @ ("class" | "grade" | "type" | "term")), Json::Text(id)) => {
                format!("{id} ({})", self.text(&format!("{name}.{id}")))
            }
            (_, Json::Text(text)) => text.clone(),
            (_, other) => other.canonical(),
        }
    }
}
