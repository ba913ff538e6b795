//! The table of limits in the manual, against the limits themselves.

use prescreen::condition::{MAX_LIST, MAX_NODES};
use prescreen::id::MAX_ID_LENGTH;
use prescreen::json::{MAX_DEPTH, MAX_INTEGER};
use prescreen::pack::{check, limits};
use prescreen::{case, session};

use super::{cells, page};

#[test]
fn every_limit_in_the_manual_is_the_one_that_is_kept() {
    let all = [
        ("MAX_PACK_BYTES", limits::MAX_PACK_BYTES.to_string()),
        ("MAX_SESSION_BYTES", session::MAX_SESSION_BYTES.to_string()),
        ("MAX_CASE_BYTES", case::MAX_CASE_BYTES.to_string()),
        ("MAX_DEPTH", MAX_DEPTH.to_string()),
        ("MAX_INTEGER", MAX_INTEGER.to_string()),
        ("MAX_ID_LENGTH", MAX_ID_LENGTH.to_string()),
        ("MAX_ITEMS", limits::MAX_ITEMS.to_string()),
        ("MAX_OPTIONS", limits::MAX_OPTIONS.to_string()),
        ("MAX_FACTS", limits::MAX_FACTS.to_string()),
        ("MAX_RULES", limits::MAX_RULES.to_string()),
        ("MAX_CLASSES", limits::MAX_CLASSES.to_string()),
        ("MAX_DIMENSIONS", limits::MAX_DIMENSIONS.to_string()),
        ("MAX_SCORE_RANGE", limits::MAX_SCORE_RANGE.to_string()),
        ("MAX_COMBINATION_BITS", limits::MAX_COMBINATION_BITS.to_string()),
        ("MAX_TEXT_BYTES", limits::MAX_TEXT_BYTES.to_string()),
        ("MAX_SHADOWS", limits::MAX_SHADOWS.to_string()),
        ("MAX_MODELS", limits::MAX_MODELS.to_string()),
        ("MAX_NODES", MAX_NODES.to_string()),
        ("MAX_LIST", MAX_LIST.to_string()),
        ("MAX_FINDINGS", check::MAX_FINDINGS.to_string()),
    ];
    let page = page("pack-language.md");
    let stated: Vec<(String, String)> = page
        .lines()
        .filter(|line| line.starts_with("| `MAX_"))
        .map(|line| {
            let cells = cells(line);
            (cells[0].clone(), cells[1].replace(' ', ""))
        })
        .collect();
    let kept: Vec<(String, String)> = all.map(|(name, limit)| (name.into(), limit)).into();
    assert_eq!(stated, kept);
}
