//! The answers of a case, against the questionnaire.

use crate::case::Case;
use crate::condition::Value;
use crate::id::Name;
use crate::json::flat;
use crate::pack::Pack;
use crate::pack::compile::{ItemTable, OptionTable};
use crate::pack::schema::ItemKind;
use crate::terms::{ItemIndex, OptionSet, Tier};
use crate::{Code, Error};

use super::{Evidence, Known};

type Refused = (Code, &'static str);

impl Known {
    pub(super) fn read_answers(&mut self, pack: &Pack, case: &Case) -> Result<(), Error> {
        if self.take_answers(pack, case)? < case.answers().keys() {
            return Err(Error::new(
                Code::Reference,
                "/answers",
                "an answer to a question that this pack does not have",
            ));
        }
        let mut next = 0;
        for id in case.clarified() {
            let Some(asked) = asked(pack, id, &mut next) else {
                let message = "a clarification that this pack does not ask for";
                return Err(Error::new(Code::Reference, "/clarified", message));
            };
            self.clarified.push(asked);
        }
        Ok(())
    }

    /// Takes the answers to the questions that the pack has; gives their number.
    pub(super) fn take_answers(&mut self, pack: &Pack, case: &Case) -> Result<usize, Error> {
        let compiled = pack.compiled();
        let (mut answered, mut next) = (0_usize, 0);
        // Of several wrong answers, the first in the pack's order is told.
        let mut wrong: Option<(usize, Refused)> = None;
        for (name, given) in case.answers() {
            let Some((position, item)) = find_next(&compiled.items, &mut next, |item| item.id.name() == name) else {
                continue;
            };
            answered = answered.saturating_add(1);
            match answer(item, given) {
                Ok((value, chosen)) => {
                    let field = compiled.layout.item(ItemIndex::new(position));
                    self.set(field, Evidence { value, tier: Tier::Declared });
                    if let Some(slot) = self.chosen.get_mut(position) {
                        *slot = chosen;
                    }
                }
                Err(refused) if wrong.is_none_or(|(first, _)| position < first) => wrong = Some((position, refused)),
                Err(_) => {}
            }
        }
        match wrong {
            None => Ok(answered),
            Some((position, (code, message))) => {
                let id = compiled.items.get(position).map_or("", |item| item.id.as_str());
                Err(Error::new(code, ["/answers/", id].concat(), message))
            }
        }
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

/// The position of a contradiction, looked for first at `next`.
pub(super) fn asked(pack: &Pack, id: flat::Value<'_>, next: &mut usize) -> Option<usize> {
    let flat::Value::Text(id) = id else { return None };
    let found = find_next(&pack.compiled().contradictions, next, |contradiction| contradiction.id.name() == id);
    found.map(|(position, _)| position)
}

/// The first of a list that fits, looked for first at `next`, which then is the place behind it: what comes in the
/// order of the list is found at once.
fn find_next<'a, T>(list: &'a [T], next: &mut usize, fits: impl Fn(&T) -> bool) -> Option<(usize, &'a T)> {
    let position = match list.get(*next) {
        Some(one) if fits(one) => *next,
        _ => list.iter().position(fits)?,
    };
    *next = position.saturating_add(1);
    list.get(position).map(|found| (position, found))
}

fn answer(item: &ItemTable, given: flat::Value<'_>) -> Result<(Value, OptionSet), Refused> {
    match (item.kind, given) {
        (ItemKind::Single, flat::Value::Text(id)) => {
            let position = option(item, id)?;
            let choice = u16::try_from(position).map_err(|_| (Code::Limit, "too many options"))?;
            Ok((Value::Choice(choice), OptionSet::one(position)))
        }
        (ItemKind::Multiple, flat::Value::List(ids)) => {
            let mut chosen = OptionSet::EMPTY;
            for id in ids {
                let flat::Value::Text(id) = id else { return Err((Code::Type, "expected a list of options' ids")) };
                let one = OptionSet::one(option(item, id)?);
                if chosen.meets(one) {
                    return Err((Code::Duplicate, "the same option is chosen twice"));
                }
                chosen |= one;
            }
            if chosen.is_empty() {
                return Err((Code::Range, "choose at least one option, or leave the question out"));
            }
            if !item.go_together(chosen) {
                return Err((Code::Range, "an option that is chosen alone stands beside others"));
            }
            Ok((Value::Set { has: chosen, open: OptionSet::EMPTY }, chosen))
        }
        (ItemKind::Number, flat::Value::Int(number)) => {
            let within = |option: &OptionTable| (option.interval.0..=option.interval.1).contains(&number);
            let position = item.options.iter().position(within);
            let position = position.ok_or((Code::Range, "the number is in none of the question's intervals"))?;
            Ok((Value::Integer(number), OptionSet::one(position)))
        }
        (ItemKind::Single, _) => Err((Code::Type, "expected one option's id")),
        (ItemKind::Multiple, _) => Err((Code::Type, "expected a list of options' ids")),
        (ItemKind::Number, _) => Err((Code::Type, "expected a whole number")),
    }
}

fn option(item: &ItemTable, id: Name<'_>) -> Result<usize, Refused> {
    let found = item.options.iter().position(|option| option.id.name() == id);
    found.ok_or((Code::Reference, "this question does not have that option"))
}
