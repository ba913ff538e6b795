//! The packs whose class may be reported beside this one's: a closed list of closed lists.

use crate::Code;
use crate::pack::limits::{MAX_CLASSES, MAX_SHADOWS};
use crate::pack::schema::PackDocument;

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let shadows = &document.disclosure.shadow;
    findings.at_most("/disclosure/shadow", shadows.len(), MAX_SHADOWS);
    findings.unique("/disclosure/shadow", shadows.iter().map(|shadow| &shadow.pack));
    for (n, shadow) in shadows.iter().enumerate() {
        let at = format!("/disclosure/shadow/{n}/classes");
        findings.ensure(!shadow.classes.is_empty(), Code::Range, &at, "name every class of the other pack");
        findings.at_most(&at, shadow.classes.len(), MAX_CLASSES);
        findings.unique(&at, shadow.classes.iter());
    }
}
