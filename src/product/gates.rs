//! Access conditions by product tag.

use crate::assessment::{GateState, Met, Part};
use crate::condition::Truth;
use crate::facts::Known;
use crate::pack::Pack;
use crate::pack::schema::Gate;
use crate::profile::missing_in;
use crate::terms::Outcome;
use crate::terms::Tier;

use super::{Decision, Doubt};

impl Decision {
    /// Applies the gates of a product's tags. A fact below a gate's tier counts as missing.
    pub(super) fn gates(&mut self, pack: &Pack, known: &Known, tags: u64, doubt: Doubt) {
        let compiled = pack.document().gates.iter().zip(&pack.compiled().gates);
        for (gate, (_, requires)) in compiled.filter(|(_, (on, _))| on & tags != 0) {
            match requires.eval(&known.at_least(gate.tier)) {
                Truth::True => self.opened(gate),
                Truth::False => {
                    self.state(gate, Met::Unmet);
                    self.restrict(&gate.id, Part::Gate, gate.unmet, None);
                }
                // What a session does not attest, no declaration of the person's can attest.
                Truth::Unknown if doubt == Doubt::Ignored && gate.tier < Tier::Attested => {}
                Truth::Unknown => {
                    self.state(gate, Met::Unknown);
                    self.lacks(missing_in(pack, known, requires));
                    self.restrict(&gate.id, Part::Gate, Outcome::InsufficientEvidence, None);
                }
            }
        }
    }

    fn opened(&mut self, gate: &Gate) {
        self.state(gate, Met::Met);
        if let Some(flow) = &gate.flow {
            self.restrict(&gate.id, Part::Gate, Outcome::ProceedAfter, Some(flow));
        }
    }

    fn state(&mut self, gate: &Gate, state: Met) {
        self.gates.push(GateState { gate: gate.id.clone(), state });
    }
}
