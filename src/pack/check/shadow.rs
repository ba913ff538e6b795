//! The packs whose class may be reported beside this one's: a closed list of closed lists.

use crate::Code;
use crate::pack::limits::{MAX_CLASSES, MAX_SHADOWS};
use crate::pack::schema::PackDocument;

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let shadows = &document.disclosure.shadow;
    findings.at_most("/disclosure/shadow", "shadow packs", shadows.len(), MAX_SHADOWS);
    findings.unique("shadow pack", "/disclosure/shadow", "/pack", &mut shadows.iter().map(|shadow| &shadow.pack));
    for (n, shadow) in shadows.iter().enumerate() {
        let at = format!("/disclosure/shadow/{n}/classes");
        if shadow.classes.is_empty() {
            found!(
                findings, Code::Range, "{at}";
                "no class of the shadow pack '{}' is named", shadow.pack;
                "Name every class of that pack, from the lowest to the highest."
            );
        }
        findings.at_most(&at, "classes", shadow.classes.len(), MAX_CLASSES);
        findings.unique("class", &at, "", &mut shadow.classes.iter());
    }
}
