//! The answers of a case, against the questionnaire.

use crate::case::Case;
use crate::condition::Value;
use crate::json::Json;
use crate::pack::Pack;
use crate::pack::compile::{ItemTable, OptionTable};
use crate::pack::schema::ItemKind;
use crate::terms::{ItemIndex, OptionSet, Tier};
use crate::{Code, Error};

use super::{Evidence, Known};

type Refused = (Code, &'static str);

impl Known {
    pub(super) fn read_answers(&mut self, pack: &Pack, case: &Case) -> Result<(), Error> {
        if self.take_answers(pack, case)? != case.answers.len() {
            return Err(Error::new(
                Code::Reference,
                "/answers",
                "an answer to a question that this pack does not have",
            ));
        }
        for id in &case.clarified {
            let Some(asked) = asked(pack, id) else {
                let message = "a clarification that this pack does not ask for";
                return Err(Error::new(Code::Reference, "/clarified", message));
            };
            self.clarified.push(asked);
        }
        Ok(())
    }

    /// Takes the answers to the questions that the pack has; gives their number.
    pub(super) fn take_answers(&mut self, pack: &Pack, case: &Case) -> Result<usize, Error> {
        let layout = &pack.compiled().layout;
        let mut answered = 0_usize;
        let mut hint = 0;
        for (position, item) in pack.compiled().items.iter().enumerate() {
            let Some(json) = case.answers.get_next(item.id.as_str(), &mut hint) else { continue };
            answered = answered.saturating_add(1);
            let (value, chosen) = answer(item, json)
                .map_err(|(code, message)| Error::new(code, ["/answers/", item.id.as_str()].concat(), message))?;
            self.set(layout.item(ItemIndex::new(position)), Evidence { value, tier: Tier::Declared });
            if let Some(slot) = self.chosen.get_mut(position) {
                *slot = chosen;
            }
        }
        Ok(answered)
    }

    /// A mark is known to be there when a chosen option has it, and may still be there while an
    /// item that has it is unanswered.
    pub(super) fn gather_marks(&mut self, pack: &Pack) {
        let mut has = OptionSet::EMPTY;
        let mut open = OptionSet::EMPTY;
        for (item, chosen) in pack.compiled().items.iter().zip(&self.chosen) {
            if chosen.is_empty() {
                open |= item.marks;
            } else {
                item.chosen(*chosen).for_each(|option| has |= option.marks);
            }
        }
        let value = Value::Set { has, open: open.without(has) };
        self.set(pack.compiled().layout.marks(), Evidence { value, tier: Tier::Declared });
    }
}

/// The position of a contradiction.
pub(super) fn asked(pack: &Pack, id: &str) -> Option<usize> {
    pack.compiled().contradictions.iter().position(|contradiction| contradiction.id.as_str() == id)
}

fn answer(item: &ItemTable, json: &Json) -> Result<(Value, OptionSet), Refused> {
    match (item.kind, json) {
        (ItemKind::Single, Json::Text(id)) => {
            let position = option(item, id)?;
            let choice = u16::try_from(position).map_err(|_| (Code::Limit, "too many options"))?;
            Ok((Value::Choice(choice), OptionSet::one(position)))
        }
        (ItemKind::Multiple, Json::List(ids)) => {
            let mut chosen = OptionSet::EMPTY;
            for id in ids {
                let Json::Text(id) = id else { return Err((Code::Type, "expected a list of options' ids")) };
                let one = OptionSet::one(option(item, id)?);
                if chosen.meets(one) {
                    return Err((Code::Duplicate, "the same option is chosen twice"));
                }
                chosen |= one;
            }
            if chosen.is_empty() {
                return Err((Code::Range, "choose at least one option, or leave the question out"));
            }
            Ok((Value::Set { has: chosen, open: OptionSet::EMPTY }, chosen))
        }
        (ItemKind::Number, Json::Int(number)) => {
            let within = |option: &OptionTable| (option.interval.0..=option.interval.1).contains(number);
            let position = item.options.iter().position(within);
            let position = position.ok_or((Code::Range, "the number is in none of the question's intervals"))?;
            Ok((Value::Integer(*number), OptionSet::one(position)))
        }
        (ItemKind::Single, _) => Err((Code::Type, "expected one option's id")),
        (ItemKind::Multiple, _) => Err((Code::Type, "expected a list of options' ids")),
        (ItemKind::Number, _) => Err((Code::Type, "expected a whole number")),
    }
}

fn option(item: &ItemTable, id: &str) -> Result<usize, Refused> {
    let found = item.options.iter().position(|option| option.id.as_str() == id);
    found.ok_or((Code::Reference, "this question does not have that option"))
}
