//! What is claimed and why, in English: for the command line and the server. A page has its own words.

use crate::claims::claim::{Claim, Grounds};
use crate::claims::property::{Means, PartKind, Property};
use prescreen::id::Id;

impl Claim {
    /// The claim as a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        match &self.property {
            Property::Bands => {
                "Every reachable score falls in exactly one band, and more points never lower the class.".into()
            }
            Property::ClassReached { .. } => "Somebody comes to this class.".into(),
            Property::ConditionMet { part: PartKind::Matching, .. } => {
                "Somebody meets this condition on some product.".into()
            }
            Property::ConditionMet { part: PartKind::Line, .. } => "Somebody is beyond this line.".into(),
            Property::ConditionMet { .. } => "Somebody meets this condition.".into(),
            Property::GateOpened { .. } => "Somebody opens this gate.".into(),
            Property::FlowEntered { .. } => {
                "Somebody meets a rule, opens a gate or is beyond a line that leads to these steps.".into()
            }
            Property::NoLossStaysLowest => "Nobody who can bear no loss leaves the lowest class.".into(),
            Property::LowestStaysLowest => "Nobody under the lowest predicate leaves the lowest class.".into(),
            Property::LowestBuysLowest => "Nobody who bears no loss or falls under the lowest predicate buys above the lowest class's grade, by any path.".into(),
            Property::NeverAboveClass { promise, class } => format!("Who meets {promise} never comes above {class}."),
            Property::NeverAboveGrade { promise, grade } => format!("Who meets {promise} never buys above {grade}."),
            Property::NeverBars { promise, grade } => {
                format!("Who meets {promise} is not barred up to {grade} because of that alone, gates aside.")
            }
            Property::MissingNeverHelps { .. } => "A missing fact or answer never improves the outcome.".into(),
            Property::OnlyLower => "The lowest predicate, caps and contradictions only ever lower the class, and rules only ever restrict; no two of them contradict.".into(),
            Property::TiersHold => "A fact below a gate's tier never opens it.".into(),
            Property::MoreNeverLowers { fact } => {
                format!("More of {fact} never lowers the limit, and credit refers nobody for it.")
            }
            Property::LessNeverLowers { fact } => {
                format!("Less of {fact} never lowers the limit, and credit refers nobody for it.")
            }
            Property::MoreNeverStricter { fact } => {
                format!("More of {fact} never makes what lines lead to stricter.")
            }
            Property::LessNeverStricter { fact } => {
                format!("Less of {fact} never makes what lines lead to stricter.")
            }
            Property::WeakEvidenceNeverHelps { part: Means::Credit } => {
                "A fact that is missing, or evidenced or covered less than the pack asks, gives no limit.".into()
            }
            Property::MoreNeverDearer { fact } => format!("More of {fact} never raises the price of whoever has one."),
            Property::LessNeverDearer { fact } => format!("Less of {fact} never raises the price of whoever has one."),
            Property::WithinCaps => "Everybody's price is within its caps.".into(),
            Property::WeakEvidenceNeverHelps { part: Means::Price } => {
                "A fact that is missing, or evidenced or covered less than the pack asks, gives no price.".into()
            }
            Property::ProtectedChangesNothing { part: Means::Price } => {
                "Two people who differ in age, sex or origin alone are shown the same price.".into()
            }
            Property::RanksPermitted => {
                "Every product that is ranked may be bought: it is within class, term, type and target market.".into()
            }
            Property::CostNeverMovesUp => "A product that costs more never moves up.".into(),
            Property::WeakEvidenceNeverHelps { part: Means::Shelf } => {
                "While a fact of the person's is missing, or evidenced or covered less than the pack asks, nothing is ranked.".into()
            }
            Property::ProtectedChangesNothing { part: Means::Shelf } => {
                "Two people who differ in age, sex or origin alone, and may buy the same, see it in the same order.".into()
            }
            Property::WeakEvidenceNeverHelps { part: Means::Risk } => {
                "A fact that is missing, or evidenced or covered less than the pack asks, lets nobody go on with a purchase.".into()
            }
            Property::ProtectedChangesNothing { part: Means::Credit } => {
                "Two people who differ in age, sex or origin alone get the same limit.".into()
            }
            Property::ProtectedChangesNothing { part: Means::Risk } => {
                "Two people who differ in age, sex or origin alone are beyond the same lines.".into()
            }
            Property::WithinOwnLimit => "No limit is above the firm's own.".into(),
            Property::OwnLimitReached => "Somebody gets the firm's own limit.".into(),
            Property::AtLeastAsPrudent => "B's class is at least as prudent as A's for every applicant.".into(),
            Property::ClassPreserved => "B gives every applicant the class that A gives.".into(),
        }
    }

    /// Why, as a clause that may follow "because".
    #[must_use]
    pub fn because(&self) -> String {
        match &self.grounds {
            Grounds::Combinations { combinations } => format!("{} combinations come to it", combinations.0),
            Grounds::SomebodyMeets => "there are such answers".into(),
            Grounds::BandsCover => "bands follow each other without gap or overlap, rise with the points, and cover every sum that answers reach".into(),
            Grounds::NoneAbove { class } => format!("no answers that meet it come above {class}"),
            Grounds::PurchasesStopped { grade } => {
                format!("every purchase above {grade} is stopped, with answers or a class on file")
            }
            Grounds::BarredOtherwiseToo { grade } => {
                format!("whoever is barred up to {grade} is barred with other values of its facts too")
            }
            Grounds::NoLossExplained => "no answer means it, and the pack says why".into(),
            Grounds::RestrictsWithout => "whatever restricts with a fact or an answer restricts without it".into(),
            Grounds::Strictest => "the class is the minimum, the outcome the strictest, of what applies".into(),
            Grounds::BelowTierIsMissing => "a gate reads a fact below its tier as missing, and a missing fact opens no gate (claims missing/GATE)".into(),
            Grounds::NobodyTellsOtherwise => "no answers and facts tell otherwise".into(),
            Grounds::LimitRises => "the limit rises with it by its arithmetic, and points do not fall where they decide".into(),
            Grounds::PriceFalls => "more points are never dearer, and points do not fall with it where they decide".into(),
            Grounds::HeldToCap => "the higher end is held to the lowest cap, and nobody is shown a price whose lower end is above it".into(),
            Grounds::RankedOncePermitted => "a product is ranked only after its purchase is found to go on, within class, term, type and target market".into(),
            Grounds::BandsRise => "a band never falls with its measure, and nothing else reads what a product costs".into(),
            Grounds::MeasuresImprove => "every measure is as good or better with it by its arithmetic, each rounding included".into(),
            Grounds::InsufficientWithout => "evidence is insufficient where any fact is missing or too weak, and nothing reads how strong it is beyond that".into(),
            Grounds::ReadsNoProtected => "what is worked out reads no such fact, or comes to the same with each of its values".into(),
            Grounds::LeastOfCeilings => "the limit is the least of its ceilings, rounded down, and the firm's own is one of them".into(),
            Grounds::PairDiffers => "these two differ in that fact alone, and do not get what is claimed".into(),
            Grounds::NobodyReaches => "nobody comes to it".into(),
            Grounds::AllBelowOwnLimit => "for everybody another ceiling is lower, or a person decides".into(),
            Grounds::BandsFail { finding } => finding.to_string(),
            Grounds::ComesTo { class } => format!("these answers come to {class}"),
            Grounds::PurchaseNotStopped { grade } => format!("this purchase above {grade} is not stopped"),
            Grounds::BarredByIt { grade } => {
                format!("this purchase up to {grade} is barred, and would not be with another value of its facts")
            }
            Grounds::AsksForPresence => "leaving a fact or an answer out helps here: the condition asks whether it is there".into(),
            Grounds::UnknownLetsThrough => {
                "leaving a fact or an answer out helps here: what unknown leads to lets a person through, or asks less of them".into()
            }
            Grounds::Gives { a, b } => format!("A gives {}, B gives {}", class(a.as_ref()), class(b.as_ref())),
            Grounds::NobodyMeets => "no answers and facts meet it".into(),
            Grounds::NobodyMeant => "nobody meets the condition".into(),
            Grounds::TooManyStates => "there are more states than are walked".into(),
            Grounds::TooManyTags => "the rules read too many tags".into(),
            Grounds::NoLossUnmarked => "no answer is marked no_loss; mark those that mean it, or say in questionnaire.without_no_loss why none does".into(),
            Grounds::NotRepeated => "facts that depend on one another are taken apart here, and the engine does not repeat the counterexample".into(),
            Grounds::ReadElsewhere => "the session's check, or what a person can afford, reads these facts too, and may bar by them: that is not gone through here".into(),
            Grounds::PurchaseNotRepeated => "there may be a purchase that the engine does not repeat".into(),
        }
    }
}

fn class(id: Option<&Id>) -> &str {
    id.map_or("no class", Id::as_str)
}
