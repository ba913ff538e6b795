//! Arrows of Rust sources: which room of a crate names which.
//!
//! The sources are taken apart by the compiler's own lexer, so that comments and texts name nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

use super::Arrow;

/// What the crate's root hands on under a shorter name, and the room that it is from.
const HANDED_ON: [(&str, &str); 15] = [
    ("Asked", "screen"),
    ("Assessment", "assessment"),
    ("Case", "case"),
    ("Code", "error"),
    ("Error", "error"),
    ("Held", "screen"),
    ("Mismatch", "error"),
    ("Pack", "pack"),
    ("Readiness", "screen"),
    ("Screening", "screen"),
    ("Session", "session"),
    ("Shadow", "shadow"),
    ("documents", "json"),
    ("objects", "json"),
    ("words", "json"),
];

/// The arrows between the rooms below a crate's folder, and between the files of each.
pub fn arrows(folder: &str) -> Result<Vec<Arrow>> {
    let folder = Path::new(folder);
    let files = files(folder)?;
    let known: BTreeSet<&PathBuf> = files.iter().collect();
    let mut arrows = Vec::new();
    for path in &files {
        let inside = path.strip_prefix(folder)?;
        let Some(room) = room(inside) else { continue };
        let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        let tokens: TokenStream = text.parse().map_err(|error| anyhow!("{}: {error}", path.display()))?;
        let mut named = Vec::new();
        names(tokens, &mut named);
        for name in named {
            let name: Vec<&str> = name.iter().map(String::as_str).collect();
            let found = match name.as_slice() {
                ["crate", first, rest @ ..] => {
                    let to = HANDED_ON.iter().find(|(short, _)| short == first).map_or(*first, |(_, room)| room);
                    let second = rest.first().map(|second| folder.join(to).join(format!("{second}.rs")));
                    Some((to.to_owned(), second))
                }
                // A sibling; what the parent itself defines is the parent's to hold together.
                ["super", sibling, ..] => {
                    let here =
                        if path.ends_with("mod.rs") { path.parent().and_then(Path::parent) } else { path.parent() };
                    here.map(|here| (room.clone(), Some(here.join(format!("{sibling}.rs")))))
                }
                _ => None,
            };
            if let Some((to, of)) = found {
                let of = of.filter(|of| known.contains(of)).map(|of| of.display().to_string());
                arrows.push(Arrow { from: room.clone(), to, file: path.display().to_string(), of });
            }
        }
    }
    arrows.sort();
    arrows.dedup();
    Ok(arrows)
}

/// The room of a file: the folder or file directly below the crate's own; none for the crate's root.
fn room(inside: &Path) -> Option<String> {
    let first = inside.iter().next()?.to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib" && name != "main").then(|| name.to_owned())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Every path that starts with `crate` or `super`, as far as its second step; groups are taken apart.
fn names(tokens: TokenStream, named: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "crate" || word == "super" => {
                path(&tokens[at + 1..], vec![word.to_string()], named);
            }
            TokenTree::Group(group) => names(group.stream(), named),
            _ => {}
        }
        at += 1;
    }
}

/// Follows `::` from a path's start.
fn path(rest: &[TokenTree], start: Vec<String>, named: &mut Vec<Vec<String>>) {
    let [TokenTree::Punct(first), TokenTree::Punct(second), after, ..] = rest else {
        return end(start, named);
    };
    if first.as_char() != ':' || second.as_char() != ':' {
        return end(start, named);
    }
    match after {
        TokenTree::Ident(word) if start.len() < 3 => {
            path(&rest[3..], start.into_iter().chain([word.to_string()]).collect(), named);
        }
        TokenTree::Group(group) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for part in inner.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')) {
                if let Some((TokenTree::Ident(word), rest)) = part.split_first() {
                    let next = start.iter().cloned().chain([word.to_string()]).collect();
                    path(rest, next, named);
                }
            }
        }
        _ => end(start, named),
    }
}

fn end(name: Vec<String>, named: &mut Vec<Vec<String>>) {
    if name.len() > 1 {
        named.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut named = Vec::new();
        names(text.parse().unwrap(), &mut named);
        named.iter().map(|name| name.join("::")).collect()
    }

    #[test]
    fn uses_groups_and_paths_in_code_are_names() {
        assert_eq!(found("use crate::pack::schema::Fact;"), ["crate::pack::schema"]);
        assert_eq!(
            found("use crate::{Code, json::{Json, Read}, words};"),
            ["crate::Code", "crate::json::Json", "crate::json::Read", "crate::words"]
        );
        assert_eq!(
            found("fn f() -> crate::Error { g(&[crate::terms::Digest::of(1)]) }"),
            ["crate::Error", "crate::terms::Digest"]
        );
        assert_eq!(found("use super::record::MAX;"), ["super::record::MAX"]);
    }

    #[test]
    fn comments_and_texts_name_nothing() {
        assert!(found("//! crate::pack\nfn f() { \"crate::pack\"; }").is_empty());
    }
}
