//! What is claimed of the `risk` part, for everybody who brings any evidence.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::session::ProductSheet;
use prescreen::terms::protected::protected;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::pairs::{bought, lined};
use crate::claims::property::{Means, PartKind, Property};
use crate::means::{Bears, Borne, Falls, Stricter, Values};
use crate::witness::Bought;

/// Every claim about what a fall would do; none where the pack does not ask.
pub fn claims(pack: &Pack) -> Vec<Claim> {
    let Some(falls) = Falls::of(pack) else { return Vec::new() };
    let bought = of_part(pack, &falls);
    let product = bought.as_ref().map(|bought| &bought.product);
    let asked = Asked { pack, falls: &falls, product };
    let mut claims = Vec::new();
    for fact in falls.seen.iter().filter(|fact| protected(fact.id.as_str()).is_none()) {
        let id = || fact.id.clone();
        if fact.buffer {
            claims.push(asked.never(Property::MoreNeverStricter { fact: id() }, fact, true));
        } else if fact.bears == Bears::Worse {
            claims.push(asked.never(Property::LessNeverStricter { fact: id() }, fact, false));
        }
    }
    claims.push(Claim::new(Property::WeakEvidenceNeverHelps { part: Means::Risk }, Grounds::InsufficientWithout));
    claims.push(asked.protected());
    for line in &falls.table.lines {
        let property = Property::ConditionMet { part: PartKind::Line, id: line.id.clone() };
        claims.push(Claim::new(property, reached(falls.reached(product, line))));
    }
    claims
}

/// Whether somebody is beyond each of a pack's lines, with the flow that the line leads to.
pub fn flows(pack: &Pack) -> Vec<(Id, Grounds)> {
    let Some(falls) = Falls::of(pack) else { return Vec::new() };
    let bought = of_part(pack, &falls);
    let product = bought.as_ref().map(|bought| &bought.product);
    let lines = falls.table.lines.iter().filter_map(|line| Some((line.flow.clone()?, line)));
    lines.map(|(flow, line)| (flow, reached(falls.reached(product, line)))).collect()
}

fn of_part(pack: &Pack, falls: &Falls<'_>) -> Option<Bought> {
    bought(pack, &falls.table.purposes, &falls.table.tags)
}

fn reached(somebody: Option<bool>) -> Grounds {
    match somebody {
        Some(true) => Grounds::SomebodyMeets,
        Some(false) => Grounds::NobodyMeets,
        None => Grounds::TooManyStates,
    }
}

struct Asked<'a> {
    pack: &'a Pack,
    falls: &'a Falls<'a>,
    product: Option<&'a ProductSheet>,
}

impl Asked<'_> {
    /// Whether more of a fact, or less of it, makes nobody's outcome stricter.
    fn never(&self, property: Property, fact: &Borne<'_>, more: bool) -> Claim {
        match self.falls.stricter(self.product, fact, more) {
            Stricter::Nobody => Claim::new(property, Grounds::MeasuresImprove),
            Stricter::Pair(better, worse) => self.shown(property, &better, &worse),
            Stricter::Open => Claim::new(property, Grounds::TooManyStates),
        }
    }

    /// Whether facts about age, sex or origin change anything. The check of a pack lets none be read.
    fn protected(&self) -> Claim {
        let property = || Property::ProtectedChangesNothing { part: Means::Risk };
        let mut open = false;
        for fact in self.falls.seen.iter().filter(|fact| protected(fact.id.as_str()).is_some()) {
            for more in [true, false] {
                match self.falls.stricter(self.product, fact, more) {
                    Stricter::Nobody => {}
                    Stricter::Pair(better, worse) => return self.shown(property(), &better, &worse),
                    Stricter::Open => open = true,
                }
            }
        }
        Claim::new(property(), if open { Grounds::TooManyStates } else { Grounds::ReadsNoProtected })
    }

    /// Refuted by a pair, if the engine gives both what was worked out.
    fn shown(&self, property: Property, better: &Values, worse: &Values) -> Claim {
        let outcomes = [better, worse].map(|values| self.falls.outcome(self.product, values));
        match lined(self.pack, [better, worse]) {
            Some([(better, light), (worse, strict)]) if [light, strict] == outcomes && light < strict => {
                Claim::new(property, Grounds::PairDiffers).shown_by_pair((worse, better))
            }
            _ => Claim::new(property, Grounds::NotRepeated),
        }
    }
}
