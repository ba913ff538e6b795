//! The threat model names tests that exist.

use std::path::Path;

use super::support::{read, root};
use super::{cells, page};

#[test]
fn every_test_that_the_threat_model_names_exists() {
    let mut sources = String::new();
    for folder in ["tests", "src", "crates", "pkg/test", "www/test", "xtask/src"] {
        gather(&root().join(folder), &mut sources);
    }
    let mut named = 0;
    for line in page("threat-model.md").lines().filter(|line| line.starts_with("| ")) {
        let shown = line.trim().trim_end_matches('|').rsplit('|').next().unwrap();
        for name in shown.split('`').skip(1).step_by(2) {
            named += 1;
            let has = |form: String| sources.contains(&form);
            // One of a list of tests is named by what they share and by what it is about.
            let listed =
                |(shared, what): (&str, &str)| has(format!("test(`{shared}: ${{")) && has(format!("what: \"{what}\""));
            let there = has(format!("fn {name}("))
                || has(format!("test(\"{name}\""))
                // A test that is tried at several sizes and languages names them behind.
                || has(format!("test(`{name} (${{"))
                || name.split_once(": ").is_some_and(listed);
            assert!(there, "there is no test '{name}'");
        }
        assert_eq!(cells(line).len(), 3, "{line}");
    }
    assert!(named > 40, "only {named} tests");
}

/// What is not stopped is said in bold: a row without a test has to say so, or name what is compared instead.
#[test]
fn a_row_without_a_test_says_what_is_not_stopped_or_what_is_compared() {
    for line in page("threat-model.md").lines().filter(|line| line.starts_with("| ") && !line.starts_with("| could")) {
        let [_, stops, shown] = <[String; 3]>::try_from(cells(line)).unwrap();
        assert!(!shown.is_empty() || stops.contains("**") || stops.contains("committed list"), "{line}");
    }
}

fn gather(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            if !["node_modules", "target", "artifacts"].iter().any(|name| entry.ends_with(name)) {
                gather(&entry, sources);
            }
        } else if entry.extension().is_some_and(|extension| extension == "rs" || extension == "mjs") {
            sources.push_str(&read(&entry));
        }
    }
}
