//! Session and case together: every field's value, and how well it is evidenced.
//!
//! Takes a pack, a session and a case, gives what is known. The tier of a value is made here, by the
//! code that reads it; nothing that a person sends can name one.

mod answers;
mod at_least;
mod beside;
mod counted;
mod derived;
mod missing;
mod on_file;
mod values;

use crate::case::Case;
use crate::condition::{Facts, Truth, Value};
use crate::date::Date;
use crate::id::Name;
use crate::pack::Pack;
use crate::pack::fields::Role;
use crate::pack::schema::{Fact, Provider};
use crate::session::Session;
use crate::terms::{FactIndex, FieldIndex, ItemIndex, OptionSet, Tier};
use crate::{Code, Error};

pub(crate) use at_least::Evidenced;
pub(crate) use counted::{fact_of, may_come};
pub(crate) use missing::{missing_in, operands, question_behind};
pub use on_file::OnFile;

/// A value with its evidence.
///
/// INVARIANT: only this module makes one, so that a tier says where the value came from.
#[derive(Clone, Copy)]
struct Evidence {
    value: Value,
    tier: Tier,
}

/// Everything that is known in one screening.
pub(crate) struct Known {
    fields: Vec<Option<Evidence>>,
    /// Per item, the chosen options; none while unanswered.
    chosen: Vec<OptionSet>,
    /// Positions of the contradictions whose answers the person kept when asked.
    clarified: Vec<usize>,
    day: Date,
    /// Whether the person's own part is in it.
    whole: bool,
    /// Fields that have no value whatever the person's part is: the firm alone could have given them.
    absent: Vec<FieldIndex>,
}

impl Known {
    /// Reads session and case against the pack.
    ///
    /// # Errors
    /// When the session is for another pack or a day on which the pack is not in force, or when an
    /// answer or fact is not one that the pack declares. Errors about a case repeat nothing of it.
    pub(crate) fn of(pack: &Pack, session: &Session, case: &Case) -> Result<Self, Error> {
        let day = day_in_force(pack, session)?;
        let mut known = Self::nothing(pack, case, day);
        known.read_answers(pack, case)?;
        known.read_facts(pack, session, case)?;
        known.derive(pack);
        known.gather_marks(pack);
        Ok(known)
    }

    fn nothing(pack: &Pack, case: &Case, day: Date) -> Self {
        let layout = &pack.compiled().layout;
        let (fields, chosen) = (vec![None; layout.person_fields()], vec![OptionSet::EMPTY; layout.items]);
        Self {
            fields,
            chosen,
            clarified: Vec::with_capacity(case.clarified().most()),
            day,
            whole: true,
            absent: Vec::new(),
        }
    }

    /// What the session alone says, with no answer and no declared fact.
    ///
    /// # Errors
    /// As [`Known::of`].
    pub(crate) fn attested(pack: &Pack, session: &Session) -> Result<Self, Error> {
        let nothing = Case::default();
        let known = Self::of(pack, session, &nothing)?;
        Ok(Self { whole: false, absent: known.absent(pack), ..known })
    }

    /// Facts that only the firm can give and did not, and what is derived from them.
    fn absent(&self, pack: &Pack) -> Vec<FieldIndex> {
        let compiled = pack.compiled();
        let withheld = |field: FieldIndex| match compiled.layout.role(field) {
            Role::Fact(place) => {
                let of_firm = place.of(&compiled.facts).is_some_and(|fact| !fact.from_person);
                of_firm && self.value(field).is_none()
            }
            Role::Item(_) | Role::Marks | Role::Product(_) => false,
        };
        let facts = compiled.facts.iter().enumerate();
        let fields = facts.map(|(place, fact)| (compiled.layout.fact(FactIndex::new(place)), fact));
        let absent = fields.filter(|(field, fact)| match &fact.derivation {
            None => withheld(*field),
            Some(derivation) => derivation.operands().into_iter().any(withheld),
        });
        absent.map(|(field, _)| field).collect()
    }

    /// The day of the screening in the pack's time zone.
    #[must_use]
    pub(crate) fn day(&self) -> Date {
        self.day
    }

    /// The chosen options of an item; none while unanswered.
    #[must_use]
    pub(crate) fn chosen(&self, item: ItemIndex) -> OptionSet {
        item.of(&self.chosen).copied().unwrap_or_default()
    }

    /// Whether the person was asked about a contradiction and kept the answers.
    #[must_use]
    pub(crate) fn clarified(&self, contradiction: usize) -> bool {
        self.clarified.contains(&contradiction)
    }

    fn evidence(&self, field: FieldIndex) -> Option<&Evidence> {
        field.of(&self.fields)?.as_ref()
    }

    fn set(&mut self, field: FieldIndex, evidence: Evidence) {
        if let Some(slot) = self.fields.get_mut(field.get()) {
            *slot = Some(evidence);
        }
    }

    fn read_facts(&mut self, pack: &Pack, session: &Session, case: &Case) -> Result<(), Error> {
        for (id, given) in case.facts() {
            let (field, fact) = find(pack, id)
                .ok_or_else(|| Error::new(Code::Reference, "/facts", "a fact that this pack does not have"))?;
            let at = || ["/facts/", fact.id.as_str()].concat();
            if !fact.provided_by.contains(&Provider::Person) {
                return Err(Error::new(Code::Range, at(), "the pack does not take this fact from the person"));
            }
            let value = values::of_case(fact, given).map_err(|(code, message)| Error::new(code, at(), message))?;
            self.set(field, Evidence { value, tier: Tier::Declared });
        }
        for (id, found) in case.found() {
            let at = || ["/facts/", id.as_str()].concat();
            let (field, fact) = find(pack, id.name())
                .ok_or_else(|| Error::new(Code::Reference, at(), "the pack does not have this fact"))?;
            if !fact.provided_by.contains(&Provider::File) {
                return Err(Error::new(Code::Range, at(), "the pack does not take this fact from a file"));
            }
            if found.currency != fact.currency {
                return Err(other_currency(at(), fact.currency.as_deref()));
            }
            let value =
                values::of_value(fact, &found.value).map_err(|(code, message)| Error::new(code, at(), message))?;
            self.set(field, Evidence { value, tier: found.tier.into() });
        }
        for (id, given) in &session.facts {
            let at = || ["/facts/", id.as_str()].concat();
            let (field, fact) = find(pack, id.name())
                .ok_or_else(|| Error::new(Code::Reference, at(), "the pack does not have this fact"))?;
            if !fact.provided_by.contains(&Provider::Host) {
                return Err(Error::new(Code::Range, at(), "the pack does not take this fact from the firm"));
            }
            let value = values::of_value(fact, given).map_err(|(code, message)| Error::new(code, at(), message))?;
            self.set(field, Evidence { value, tier: Tier::Attested });
        }
        Ok(())
    }
}

impl Facts for Known {
    fn value(&self, field: FieldIndex) -> Option<Value> {
        self.evidence(field).map(|evidence| evidence.value)
    }

    fn exists(&self, field: FieldIndex) -> Truth {
        match self.value(field) {
            Some(_) => Truth::True,
            None if self.whole || self.absent.contains(&field) => Truth::False,
            None => Truth::Unknown,
        }
    }
}

impl Evidenced for Known {
    fn tier(&self, field: FieldIndex) -> Option<Tier> {
        self.evidence(field).map(|evidence| evidence.tier)
    }

    fn whole(&self) -> bool {
        self.whole
    }
}

/// What is wrong with a fact that a file gives in another currency than the pack's. It does not name the file's.
fn other_currency(at: String, counted_in: Option<&str>) -> Error {
    let message = match counted_in {
        Some(code) => {
            ["the file's amount is not in ", code, ", the currency in which the pack counts this fact"].concat()
        }
        None => String::from("the file gives an amount of money, and the pack counts no money in this fact"),
    };
    Error::new(Code::Range, at, message).help("Take facts from records in the pack's currency only.")
}

/// A fact that a pack declares, and where it stands.
fn find<'a>(pack: &'a Pack, id: Name<'_>) -> Option<(FieldIndex, &'a Fact)> {
    let layout = &pack.compiled().layout;
    let field = layout.person.index_of_name(id)?;
    match layout.role(field) {
        Role::Fact(fact) => Some((field, fact.of(&pack.document().facts)?)),
        Role::Item(_) | Role::Marks | Role::Product(_) => None,
    }
}

fn day_in_force(pack: &Pack, session: &Session) -> Result<Date, Error> {
    if session.pack != *pack.reference() {
        return Err(Error::new(Code::PackMismatch, "/pack", "the session is for another pack")
            .help("Load the pack whose hash the session names, or open a session for this one."));
    }
    let day = pack
        .day(session.now)
        .ok_or_else(|| Error::new(Code::Range, "/now", "the session's time is outside the calendar"))?;
    if !pack.in_force_on(day) {
        return Err(Error::new(Code::NotInForce, "/now", "the pack is not in force on the session's day"));
    }
    if session.expires <= session.now {
        return Err(Error::new(Code::Expired, "/expires", "the session is over").help("Open a new session."));
    }
    Ok(day)
}
