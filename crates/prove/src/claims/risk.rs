//! What is claimed of the `risk` part, for everybody who brings any evidence.

use prescreen::id::Id;
use prescreen::pack::Pack;
use prescreen::pack::compile::LineTable;
use prescreen::session::ProductSheet;
use prescreen::terms::protected::protected;

use crate::claims::claim::{Claim, Grounds};
use crate::claims::pairs::{Lined, bought, covered_by_protected, lined};
use crate::claims::property::{Means, PartKind, Property};
use crate::means::{Bears, Borne, Falls, Reached, Stricter, Values};
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
        claims.push(Claim::new(property, asked.reached(line)));
    }
    claims
}

/// Whether somebody is beyond each of a pack's lines, with the flow that the line leads to.
pub fn flows(pack: &Pack) -> Vec<(Id, Grounds)> {
    let Some(falls) = Falls::of(pack) else { return Vec::new() };
    let bought = of_part(pack, &falls);
    let asked = Asked { pack, falls: &falls, product: bought.as_ref().map(|bought| &bought.product) };
    let lines = falls.table.lines.iter().filter_map(|line| Some((line.flow.clone()?, line)));
    lines.map(|(flow, line)| (flow, asked.reached(line))).collect()
}

fn of_part(pack: &Pack, falls: &Falls<'_>) -> Option<Bought> {
    bought(pack, &falls.table.purposes, &falls.table.tags)
}

struct Asked<'a> {
    pack: &'a Pack,
    falls: &'a Falls<'a>,
    product: Option<&'a ProductSheet>,
}

impl Asked<'_> {
    /// Whether somebody is beyond a line, as the engine sees them.
    fn reached(&self, line: &LineTable) -> Grounds {
        let repeated =
            |values: &Values| lined(self.pack, values).is_some_and(|(_, Lined { codes, .. })| codes.contains(&line.id));
        match self.falls.reached(self.product, line) {
            Reached::By(values) if repeated(&values) => Grounds::SomebodyMeets,
            Reached::By(_) => Grounds::NotRepeated,
            Reached::ByNobody => Grounds::NobodyMeets,
            Reached::Open => Grounds::TooManyStates,
        }
    }

    /// Whether more of a fact, or less of it, makes nobody's outcome stricter.
    fn never(&self, property: Property, fact: &Borne<'_>, more: bool) -> Claim {
        match self.falls.stricter(self.product, fact, more) {
            Stricter::NobodyByArithmetic => Claim::new(property, Grounds::MeasuresImprove),
            Stricter::Nobody => Claim::new(property, Grounds::NobodyTellsOtherwise),
            Stricter::Pair(better, worse) => self.shown(property, &better, &worse),
            Stricter::Open => Claim::new(property, Grounds::TooManyStates),
        }
    }

    /// Whether facts about age, sex or origin change anything. The check of a pack lets none be read.
    fn protected(&self) -> Claim {
        let property = || Property::ProtectedChangesNothing { part: Means::Risk };
        // What is read for its coverage alone is tried by nobody here.
        let mut open = covered_by_protected(self.pack, &self.falls.table.evidence).then_some(Grounds::NotRepeated);
        for fact in self.falls.seen.iter().filter(|fact| protected(fact.id.as_str()).is_some()) {
            match self.falls.apart(self.product, fact) {
                Stricter::NobodyByArithmetic | Stricter::Nobody => {}
                Stricter::Pair(one, other) => match [&one, &other].map(|values| lined(self.pack, values)) {
                    [Some((one, first)), Some((other, second))] if first.codes != second.codes => {
                        return Claim::new(property(), Grounds::PairDiffers).shown_by_pair((one, other));
                    }
                    _ => open = Some(Grounds::NotRepeated),
                },
                Stricter::Open => open = Some(Grounds::TooManyStates),
            }
        }
        Claim::new(property(), open.unwrap_or(Grounds::ReadsNoProtected))
    }

    /// Refuted by a pair, if the engine gives both what was worked out.
    fn shown(&self, property: Property, better: &Values, worse: &Values) -> Claim {
        let outcomes = [better, worse].map(|values| self.falls.outcome(self.product, values));
        match [better, worse].map(|values| lined(self.pack, values)) {
            [Some((better, light)), Some((worse, strict))]
                if [light.outcome, strict.outcome] == outcomes && light.outcome < strict.outcome =>
            {
                Claim::new(property, Grounds::PairDiffers).shown_by_pair((worse, better))
            }
            _ => Claim::new(property, Grounds::NotRepeated),
        }
    }
}
