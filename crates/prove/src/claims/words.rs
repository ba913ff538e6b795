//! What is claimed and why, in English: for the command line and the server. A page has its own words.

use crate::claims::claim::{Claim, Reason};
use crate::claims::statement::{Part, Statement};
use prescreen::id::Id;

impl Claim {
    /// The claim as a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        match &self.states {
            Statement::Bands => {
                "Every reachable score falls in exactly one band, and more points never lower the class.".into()
            }
            Statement::ClassReached { .. } => "Somebody comes to this class.".into(),
            Statement::ConditionMet { part: Part::Matching, .. } => {
                "Somebody meets this condition on some product.".into()
            }
            Statement::ConditionMet { .. } => "Somebody meets this condition.".into(),
            Statement::GateOpened { .. } => "Somebody opens this gate.".into(),
            Statement::FlowEntered { .. } => {
                "Somebody meets a rule or opens a gate that leads to these steps.".into()
            }
            Statement::NoLossStaysLowest => "Nobody who can bear no loss leaves the lowest class.".into(),
            Statement::LowestStaysLowest => "Nobody under the lowest predicate leaves the lowest class.".into(),
            Statement::LowestBuysLowest => "Nobody who bears no loss or falls under the lowest predicate buys above the lowest class's grade, by any path.".into(),
            Statement::NeverAboveClass { promise, class } => format!("Who meets {promise} never comes above {class}."),
            Statement::NeverAboveGrade { promise, grade } => format!("Who meets {promise} never buys above {grade}."),
            Statement::MissingNeverHelps { .. } => "A missing fact never improves the outcome.".into(),
            Statement::OnlyLower => "The lowest predicate, caps and contradictions only ever lower the class, and rules only ever restrict; no two of them contradict.".into(),
            Statement::TiersHold => "A fact below a gate's tier never opens it.".into(),
            Statement::AtLeastAsPrudent => "B is at least as prudent as A for every applicant.".into(),
            Statement::ClassPreserved => "B gives every applicant the class that A gives.".into(),
        }
    }

    /// Why, as a clause that may follow "because".
    #[must_use]
    pub fn because(&self) -> String {
        match &self.reason {
            Reason::Combinations { combinations } => format!("{} combinations come to it", combinations.0),
            Reason::SomebodyMeets => "there are such answers".into(),
            Reason::BandsCover => "bands follow each other without gap or overlap, rise with the points, and cover every sum that answers reach".into(),
            Reason::NoneAbove { class } => format!("no answers that meet it come above {class}"),
            Reason::PurchasesStopped { grade } => {
                format!("every purchase above {grade} is stopped, with answers or a class on file")
            }
            Reason::NoLossExplained => "no answer means it, and the pack says why".into(),
            Reason::RestrictsWithout => "whatever restricts with a fact restricts without it".into(),
            Reason::Strictest => "the class is the minimum, the outcome the strictest, of what applies".into(),
            Reason::BelowTierIsMissing => "a gate reads a fact below its tier as missing, and a missing fact opens no gate (claims missing/GATE)".into(),
            Reason::NobodyTellsOtherwise => "no answers and facts tell otherwise".into(),
            Reason::NobodyReaches => "no answers come to it".into(),
            Reason::BandsFail { finding } => finding.to_string(),
            Reason::ComesTo { class } => format!("these answers come to {class}"),
            Reason::PurchaseNotStopped { grade } => format!("this purchase above {grade} is not stopped"),
            Reason::AsksForPresence => "leaving a fact out helps here: the condition asks whether it is there".into(),
            Reason::UnknownLetsThrough => {
                "leaving a fact out helps here: what unknown leads to lets a person through".into()
            }
            Reason::Gives { a, b } => format!("A gives {}, B gives {}", class(a.as_ref()), class(b.as_ref())),
            Reason::NobodyMeets => "no answers and facts meet it".into(),
            Reason::NobodyMeant => "nobody meets the condition".into(),
            Reason::TooManyStates => "there are more states than are walked".into(),
            Reason::TooManyTags => "the rules read too many tags".into(),
            Reason::NoLossUnmarked => "no answer is marked no_loss; mark those that mean it, or say in questionnaire.without_no_loss why none does".into(),
            Reason::NotRepeated => "facts that depend on one another are taken apart here, and the engine does not repeat the counterexample".into(),
            Reason::PurchaseNotRepeated => "there may be a purchase that the engine does not repeat".into(),
        }
    }
}

fn class(id: Option<&Id>) -> &str {
    id.map_or("no class", Id::as_str)
}
