//! Links from one page of the repository to another lead somewhere.

use std::path::{Path, PathBuf};

use super::support::{read, root};

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut broken = Vec::new();
    let mut followed = 0;
    for page in pages() {
        let text = read(&page);
        for target in targets(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let whole = path.exists() && (heading.is_empty() || headings(&read(&path)).contains(&heading.into()));
            if !whole {
                broken.push(format!("{}: {target}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(followed > 40, "only {followed} links");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The pages at the root, under `docs/` and under `examples/`.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    let mut folders = vec![root().join("docs"), root().join("examples")];
    pages.extend(markdown(root()));
    while let Some(folder) = folders.pop() {
        pages.extend(markdown(&folder));
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        folders.extend(entries.filter(|path| path.is_dir() && !path.ends_with("node_modules")));
    }
    pages
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// What the links of a page point at.
fn targets(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).collect()
}

/// The names by which a page's headings can be linked to.
fn headings(text: &str) -> Vec<String> {
    let heads = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    heads
        .map(|head| {
            let kept = head.to_lowercase().replace(' ', "-");
            kept.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')).collect()
        })
        .collect()
}
