//! What of a pack an experiment may vary.

use super::schema::PackDocument;
use crate::terms::sorted::each_once;

/// Wording, the order of the questions within a section, the order of an item's options, notices in wording and order, and how
/// the page lays questions out. None of them changes a point or a rule.
pub const KNOBS: [&str; 5] = ["texts", "items", "options", "notices", "layout"];

impl PackDocument {
    /// The keys of the questionnaire's own wording, in rising order: sections, questions, options and notices. All other texts
    /// say what a rule, a result or a document is, and stay as they are.
    #[must_use]
    pub fn questionnaire_texts(&self) -> Vec<String> {
        let sections = self.questionnaire.sections.iter().map(|section| format!("section.{}", section.id));
        let questions =
            self.items().flat_map(|item| ["", ".why", ".help"].map(|part| format!("item.{}{part}", item.id)));
        let options =
            self.items().flat_map(|item| item.options.iter().map(|option| format!("option.{}.{}", item.id, option.id)));
        let notices =
            self.notices.iter().flat_map(|notice| ["title", "body"].map(|part| format!("notice.{}.{part}", notice.id)));
        let mut keys: Vec<String> = sections.chain(questions).chain(options).chain(notices).collect();
        each_once(&mut keys);
        keys
    }
}
