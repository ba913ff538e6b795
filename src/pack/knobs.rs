//! What of a pack an experiment may vary.

/// Wording, the order of the questions within a section, the order of an item's options, notices in wording and order, and how
/// the page lays questions out. None of them changes a point or a rule.
pub const KNOBS: [&str; 5] = ["texts", "items", "options", "notices", "layout"];
