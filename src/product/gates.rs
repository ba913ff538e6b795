//! Access conditions by product tag.

use crate::assessment::{GateState, Met, Part, Reason};
use crate::condition::Truth;
use crate::facts::{Evidenced, Known, missing_in};
use crate::pack::Pack;
use crate::pack::compile::GateTable;
use crate::terms::{OptionSet, Outcome, Tier};

use super::{Decision, Doubt};

impl Decision {
    /// Applies the gates of a product's tags. A fact below a gate's tier counts as missing.
    pub(super) fn gates(&mut self, pack: &Pack, known: &Known, tags: OptionSet, doubt: Doubt) {
        for gate in pack.compiled().gates.iter().filter(|gate| gate.tags.meets(tags)) {
            match gate.requires.eval(&known.at_least(gate.tier)) {
                Truth::True => self.opened(gate),
                Truth::False => {
                    self.state(gate, Met::Unmet);
                    self.contribution.restrict(&gate.id, Part::Gate, gate.unmet);
                }
                // What a session does not attest, no declaration of the person's can attest.
                Truth::Unknown if doubt == Doubt::Ignored && gate.tier < Tier::Attested => {}
                Truth::Unknown => {
                    self.state(gate, Met::Unknown);
                    self.contribution.lacks(missing_in(pack, known, &gate.requires));
                    let outcome = Some(Outcome::InsufficientEvidence);
                    self.contribution.add(Reason { unknown: true, ..Reason::of(&gate.id, Part::Gate, outcome) });
                }
            }
        }
    }

    fn opened(&mut self, gate: &GateTable) {
        self.state(gate, Met::Met);
        if gate.flow.is_some() {
            self.contribution.restrict(&gate.id, Part::Gate, Outcome::ProceedAfter);
            self.contribution.goes_through(gate.flow.as_ref());
        }
    }

    fn state(&mut self, gate: &GateTable, state: Met) {
        self.gates.push(GateState { gate: gate.id.clone(), state });
    }
}
