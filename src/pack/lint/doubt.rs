//! Rules that do in doubt what the kind of service does not allow.

use super::{Warning, WarningCode, warning};
use crate::pack::PackDocument;
use crate::pack::schema::Service;

/// In an advised service, missing evidence stops.
pub(super) fn check(document: &PackDocument, warnings: &mut Vec<Warning>) {
    if document.service != Service::Advised {
        return;
    }
    for (at, rules) in [("/eligibility", &document.eligibility), ("/matching/rules", &document.matching.rules)] {
        for (n, rule) in rules.iter().enumerate() {
            if rule.if_unknown.as_ref().is_some_and(|fallback| fallback.outcome.goes_on()) {
                let message = format!(
                    "the rule '{}' lets a person go on when facts are missing, and the service is advised",
                    rule.id
                );
                warnings.push(warning(WarningCode::GoesOn, format!("{at}/{n}/if_unknown"), message));
            }
        }
    }
}
