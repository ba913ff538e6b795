//! Access conditions: of a product's tags, and of a permission.

use crate::assessment::{GateState, Met, Part, Reason};
use crate::condition::Truth;
use crate::facts::{Evidenced, Known, missing_in};
use crate::pack::Pack;
use crate::pack::compile::GateTable;
use crate::session::Session;
use crate::terms::{OptionSet, Outcome, Purpose, Tier};
use crate::{Code, Error};

use super::{Decision, Doubt};

/// What the session's permission asks for, if it names one.
///
/// # Errors
/// When the pack does not have it, or it is named without the purpose, or the purpose without it.
pub(super) fn permission<'p>(pack: &'p Pack, session: &Session) -> Result<Option<&'p GateTable>, Error> {
    let at = "/permission";
    let purpose = session.purpose == Purpose::Permission;
    let Some(id) = session.permission.as_ref().filter(|_| purpose) else {
        if purpose || session.permission.is_some() {
            let message = "the purpose `permission` and what is applied for are given together";
            return Err(Error::new(Code::Inconsistent, at, message));
        }
        return Ok(None);
    };
    let known = pack.compiled().permissions.iter().find(|gate| gate.id == *id);
    known.map(Some).ok_or_else(|| Error::new(Code::Reference, at, "the pack does not have this permission"))
}

impl Decision {
    /// Applies the gates of a product's tags.
    pub(super) fn gates(&mut self, pack: &Pack, known: &Known, tags: OptionSet, doubt: Doubt) {
        for gate in pack.compiled().gates.iter().filter(|gate| gate.tags.meets(tags)) {
            self.gate(pack, known, gate, doubt);
        }
    }

    /// Applies what the session's permission asks for, if it names one.
    ///
    /// # Errors
    /// See [`permission`].
    pub(super) fn permission(
        &mut self,
        pack: &Pack,
        session: &Session,
        known: &Known,
        doubt: Doubt,
    ) -> Result<(), Error> {
        if let Some(gate) = permission(pack, session)? {
            self.gate(pack, known, gate, doubt);
        }
        Ok(())
    }

    /// Applies a gate. A fact below its tier counts as missing.
    fn gate(&mut self, pack: &Pack, known: &Known, gate: &GateTable, doubt: Doubt) {
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
