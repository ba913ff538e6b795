//! Arrows of TypeScript sources: which folder imports which.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

use super::Arrow;

/// The files that stand beside the folders, as one room.
pub const ROOT: &str = "(beside the folders)";

/// The arrows between the folders below a folder, and between the files.
pub fn arrows(folder: &str) -> Result<Vec<Arrow>> {
    let folder = Path::new(folder);
    let mut files = BTreeSet::new();
    collect(folder, &mut files)?;
    let mut arrows = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        for target in imports(&text) {
            let Some(of) = resolve(path, target).into_iter().flatten().find(|of| files.contains(of)) else { continue };
            arrows.push(Arrow {
                from: room(folder, path),
                to: room(folder, &of),
                file: path.display().to_string(),
                of: Some(of.display().to_string()),
            });
        }
    }
    Ok(arrows)
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    for entry in folder.read_dir().with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ts") {
            files.insert(path);
        }
    }
    Ok(())
}

/// What a source imports from beside itself. A type that is imported is an arrow too: whoever reads the file has to
/// read what it names.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let statements = text.split(';').filter_map(|statement| {
        let last = statement.rsplit_once("from ").map_or_else(
            || statement.rsplit_once("import(").or_else(|| statement.rsplit_once("import ")).map(|(_, target)| target),
            |(_, target)| Some(target),
        )?;
        let target = last.trim().trim_end_matches(')').trim();
        target.strip_prefix('"').and_then(|target| target.split('"').next())
    });
    statements.filter(|target| target.starts_with('.'))
}

/// The sources that an import may mean: a file, or the index of a folder.
fn resolve(from: &Path, target: &str) -> Option<[PathBuf; 2]> {
    let mut path = PathBuf::new();
    for part in from.parent()?.join(target).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    Some([path.with_extension("ts"), path.join("index.ts")])
}

/// The folder that a file stands in, below the whole; [`ROOT`] for one that stands beside the folders.
fn room(folder: &Path, path: &Path) -> String {
    let mut inside = path.strip_prefix(folder).unwrap_or(path).iter();
    let first = inside.next().map(|first| first.to_string_lossy().into_owned());
    first.filter(|_| inside.next().is_some()).unwrap_or_else(|| ROOT.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_import_is_read() {
        let text = r#"
            import { a, type B } from "./one.js";
            export * from "../two.js";
            import "./three.css";
            import { lit } from "lit";
            const late = await import("./four.js");
            const words = "five";
        "#;
        assert_eq!(imports(text).collect::<Vec<_>>(), ["./one.js", "../two.js", "./three.css", "./four.js"]);
    }

    #[test]
    fn an_import_leads_to_the_source_of_what_it_names() {
        let [file, _] = resolve(Path::new("pkg/src/flow/flow.ts"), "../core/pack.js").unwrap();
        assert_eq!(file, Path::new("pkg/src/core/pack.ts"));
        let [_, index] = resolve(Path::new("www/src/pages/buy.ts"), "../i18n").unwrap();
        assert_eq!(index, Path::new("www/src/i18n/index.ts"));
    }
}
